"""The translators' commands as they are typed: to an agency and back, and documents to look at."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from commands import run_command

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


def test_a_catalogue_goes_out_and_comes_back(folder: Path) -> None:
    po = folder / "locales/nl/LC_MESSAGES/documents.po"
    sent = run_command(folder, "catalogue", "export", "nl", code=0)
    file = folder / "build/translations_nl.xlf"
    assert sent.stdout.strip() == str(file) and "assembler catalogue update nl" in sent.stderr
    file.write_bytes(file.read_bytes().replace(b">Stad<", b">Gemeente<"))
    trial = run_command(folder, "catalogue", "import", str(file), "--dry-run")
    assert "1 message would change" in trial.stdout
    assert po.read_text(encoding="utf-8") == PO
    back = run_command(folder, "catalogue", "import", str(file), "--format", "json", code=0)
    assert json.loads(back.stdout)[0]["changed"] == ["mvxlkyrid"]
    assert po.read_text(encoding="utf-8") == PO.replace("Stad", "Gemeente")


def test_what_is_wrong_is_reported_and_nothing_is_written(folder: Path) -> None:
    run_command(folder, "catalogue", "export", "nl", "--format", "xlsx")
    file = str(folder / "build/translations_nl.xlsx")
    run_command(folder, "catalogue", "import", file, "--language", "fi", code=6)
    out = str(folder / "out")
    assert "→" in run_command(folder, "catalogue", "export", "nl", "xx", "--output", out, code=1).stderr
    assert [path.name for path in (folder / "out").iterdir()] == ["translations_nl.xlf"]


def test_the_pseudo_languages_are_reported_only_where_they_are_asked_for(folder: Path) -> None:
    assert "xr" not in run_command(folder, "list", "languages").stdout
    assert "xr" in run_command(folder, "list", "languages", "--all").stdout
    made = run_command(folder, "catalogue", "pseudo", "xx", code=0)
    assert made.stdout.strip() == str(folder / "build/pseudo_xx.po")
    assert 'msgstr "⟦Çîţý öñé⟧"' in (folder / "build/pseudo_xx.po").read_text(encoding="utf-8")
