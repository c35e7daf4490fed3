"""Help and completion come at once: they import little. `make speed` measures how soon."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def loaded(*words: str, **environment: str) -> tuple[str, set[str]]:
    """What the program printed, and the third parties and rooms that it imported."""
    code = (
        "import atexit, sys\n"
        "atexit.register(lambda: print(*sys.modules, file=sys.stderr))\n"
        f"sys.argv = ['assembler', *{list(words)!r}]\n"
        "from assembler.cli import main\nmain()"
    )
    done = subprocess.run([sys.executable, "-c", code], env={**os.environ, **environment}, cwd=ROOT,
                          capture_output=True, text=True, check=True)  # fmt: skip
    return done.stdout, set(done.stderr.split())


def test_completion_knows_commands_and_options_and_imports_nothing_else() -> None:
    shown, modules = loaded(_ASSEMBLER_COMPLETE="bash_complete", COMP_WORDS="assembler b", COMP_CWORD="1")
    assert "plain,build" in shown and "plain,batch" in shown
    assert not modules & {"pydantic", "babel", "jinja2", "lxml", "docx", "ruamel"}
    asked = {"COMP_WORDS": "assembler build --la", "COMP_CWORD": "2"}
    shown, modules = loaded(_ASSEMBLER_COMPLETE="bash_complete", **asked)
    assert "plain,--language" in shown
    assert not modules & {"pydantic", "babel", "jinja2", "lxml", "docx", "ruamel"}


def test_a_second_build_needs_no_program_that_reads_word_mail_or_networks(tmp_path: Path) -> None:
    (tmp_path / "data/records").mkdir(parents=True)
    words = ("--project", str(tmp_path), "build", "charter-commitment", "--record",
             "examples/charter-havenstad", "--language", "nl")  # fmt: skip
    loaded(*words)
    shown, modules = loaded(*words)
    assert shown.strip().endswith(".docx")
    unwanted = {"docx", "docxtpl", "ruamel.yaml", "icu", "http.client", "multiprocessing"}
    assert sorted(modules & unwanted) == []
