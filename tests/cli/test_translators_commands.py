"""The translators' commands as they are typed: to an agency and back, and documents to look at."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from assembler.cli import assembler

PO = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
    'msgid "City"\nmsgstr "Stad"\n'
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with a Dutch catalogue of its own."""
    path = tmp_path / "locales/nl/LC_MESSAGES/documents.po"
    path.parent.mkdir(parents=True)
    (tmp_path / "data").mkdir()
    path.write_text(PO, encoding="utf-8")
    return tmp_path


def run(folder: Path, *words: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(assembler, ["--project", str(folder), *words])
    return result.exit_code, result.stdout, result.stderr


def test_a_catalogue_goes_out_and_comes_back(folder: Path) -> None:
    po = folder / "locales/nl/LC_MESSAGES/documents.po"
    code, told, behind = run(folder, "catalogue", "export", "nl")
    file = folder / "build/translations_nl.xlf"
    assert (code, told.strip()) == (0, str(file)) and "assembler catalogue update nl" in behind
    file.write_bytes(file.read_bytes().replace(b">Stad<", b">Gemeente<"))
    assert "1 message would change" in run(folder, "catalogue", "import", str(file), "--dry-run")[1]
    assert po.read_text(encoding="utf-8") == PO
    code, told, _ = run(folder, "catalogue", "import", str(file), "--format", "json")
    assert (code, json.loads(told)[0]["changed"]) == (0, ["mvxlkyrid"])
    assert po.read_text(encoding="utf-8") == PO.replace("Stad", "Gemeente")


def test_what_is_wrong_is_told_and_nothing_is_written(folder: Path) -> None:
    run(folder, "catalogue", "export", "nl", "--format", "xlsx")
    file = str(folder / "build/translations_nl.xlsx")
    assert run(folder, "catalogue", "import", file, "--language", "fi")[0] == 6
    code, _, told = run(folder, "catalogue", "export", "nl", "xx", "--output", str(folder / "out"))
    assert code == 3 and "→" in told
    assert not (folder / "out").exists()


def test_the_pseudo_languages_are_told_only_where_they_are_asked_for(folder: Path) -> None:
    assert "xr" not in run(folder, "list", "languages")[1]
    assert "xr" in run(folder, "list", "languages", "--all")[1]
    code, told, _ = run(folder, "catalogue", "pseudo", "xx")
    assert (code, told.strip()) == (0, str(folder / "build/pseudo_xx.po"))
    assert 'msgstr "⟦Çîţý öñé⟧"' in (folder / "build/pseudo_xx.po").read_text(encoding="utf-8")
