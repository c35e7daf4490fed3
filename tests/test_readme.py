"""Every command in the README runs, in the order in which a newcomer types it."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from docx import Document

from assembler.cli import assembler
from assembler.cli.main import COMMANDS
from assembler.errors import ERRORS
from returned_forms import edit_form, type_answers

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"^```console\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
LINES = [line for block in BLOCKS for line in block.splitlines() if line.strip()]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A newcomer's folder, with a letter to fill."""
    folder = tmp_path_factory.mktemp("newcomer")
    (folder / "data").mkdir()
    letter = Document()
    letter.add_paragraph("Dear {{ name }}")
    letter.save(str(folder / "letter.docx"))
    (folder / "letter.yaml").write_text("name: colleague\n", "utf-8")
    return folder


def test_every_command_of_the_tour_runs(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    typed = [shlex.split(line)[1:] for line in LINES if line.startswith("assembler ")]
    assert len(typed) > 5
    for words in typed:
        if words[0] == "collect":  # the city has filled it in
            back = edit_form(folder / words[1], type_answers({"F.1": "Hoofd integratie"}))
            shutil.copy(back, folder / words[1])
        result = CliRunner().invoke(assembler, words, catch_exceptions=False)
        assert result.exit_code == 0, f"assembler {' '.join(words)}\n{result.output}"


def test_the_other_commands_are_the_newcomers_two_and_the_installation() -> None:
    others = {line for line in LINES if not line.startswith("assembler ")}
    assert others == {"make demo", "make test", "pipx install ."}


def test_the_tables_name_every_command_and_every_exit_code() -> None:
    assert all(f"`assembler {name}" in README for name in COMMANDS)
    assert all(f"| {error.exit_code} |" in README for error in ERRORS)


def test_every_link_and_picture_leads_somewhere() -> None:
    targets = re.findall(r"\]\(([^)#]+)\)", README)
    missing = [target for target in targets if "://" not in target and not (ROOT / target).exists()]
    assert targets
    assert missing == []
