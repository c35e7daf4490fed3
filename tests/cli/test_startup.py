"""Help and completion come at once: they import little. `make speed` measures how soon."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from assembler.errors import FileError, OutputError, ProjectError
from assembler.store.project.project import Project
from commands import ROOT, run_process

FULL = Path("/dev/full")
TEMPLATE = ROOT / "templates/baseline-report/template.docx"


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


def second_build(project: Project, kind: str, record: str) -> set[str]:
    """Return the modules that the second build of a document imports."""
    words = ("--project", str(project.root), "build", kind, "--record", record, "--language", "nl")
    loaded(*words)
    shown, modules = loaded(*words)
    assert shown.strip().endswith(".docx")
    return modules


UNWANTED = {
    "docx", "docxtpl", "ruamel.yaml", "icu", "http.client", "multiprocessing",
}  # fmt: skip
"""What edits Word files or YAML, sorts, opens networks or starts processes."""


def test_a_second_build_of_a_page_imports_what_it_uses_and_no_more(project: Project) -> None:
    (project.root / "data/records/round/progress.yaml").unlink()  # whose rules would be checked as well
    modules = second_build(project, "charter-commitment", "round")
    assert sorted(modules & UNWANTED) == []
    ours = {name.removeprefix("assembler.") for name in modules if name.startswith("assembler.")}
    others = {
        "model.review.baseline", "model.review.visit", "model.review.evidence", "model.review.feedback",
    }  # fmt: skip
    readers = {
        "i18n.po.po_file", "store.tables.csv_file", "store.yaml.yaml_tree", "store.yaml.validation_messages",
        "word.render.grid_repair",
    }  # fmt: skip
    forms = {
        "assembly.forms.fields", "model.documents.form_manifest", "word.forms.controls",
        "word.forms.manifest",
        "word.returned.report_content",
    }  # fmt: skip
    compilers = {
        "word.template.compiler", "word.template.codegen", "word.template.cursor",
        "word.template.unique_ids", "word.render.name_analysis",
    }  # fmt: skip
    assert sorted(ours & (others | readers | forms | compilers)) == []
    assert [name for name in ours if name.startswith("batch")] == []
    rules = {name for name in ours if name.startswith("rules.")}
    assert len(rules) <= 7, f"a charter has four rules, and {sorted(rules)} were imported"


def test_a_second_build_of_a_form_imports_what_it_uses_and_no_more(project: Project) -> None:
    modules = second_build(project, "baseline-report", "kade")
    assert sorted(modules & UNWANTED) == []


def test_the_exit_code_of_a_mistake_is_kept_and_what_was_reported_is_not_lost() -> None:
    done = run_process("build", "no-such-type")
    assert done.returncode > 1 and "no-such-type" in done.stderr


def test_a_closed_pipe_ends_the_program_without_a_traceback() -> None:
    command = [sys.executable, "-m", "assembler", "list", "documents"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout and process.stderr
        process.stdout.close()
        told = process.stderr.read()
    assert b"Traceback" not in told


def test_a_program_without_a_terminal_keeps_its_exit_codes() -> None:
    """Standard output or error may be closed from the start, as under some schedulers."""
    code = "import os; os.execv({0!r}, [{0!r}, '-m', 'assembler', *{1!r}])"
    for closed, words, expected in ((1, ("--version",), 0), (2, ("build", "no-such-type"), 3)):
        program = f"import os; os.close({closed}); {code.format(sys.executable, words)}"
        done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True)
        assert (done.returncode, done.stderr) == (expected, "")


@pytest.mark.skipif(not FULL.exists(), reason="no device that is always full")
@pytest.mark.parametrize(
    "words", [("--help",), ("list", "documents"), ("list", "languages", "--format", "json")]
)
def test_a_full_disk_under_the_output_is_reported_in_one_message(words: tuple[str, ...]) -> None:
    with FULL.open("wb") as full:
        done = run_process(*words, stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == OutputError.exit_code
    assert done.stderr.startswith("Error: standard output: ") and "No space left" in done.stderr
    lines = done.stderr.splitlines()
    assert lines[1].startswith("  → free some disk space") and len(lines) == 2


def test_output_that_fails_for_another_reason_asks_for_no_disk_space(tmp_path: Path) -> None:
    read_only = tmp_path / "empty"
    read_only.touch()
    with read_only.open("rb") as unwritable:
        done = run_process("--help", stdout=unwritable, stderr=subprocess.PIPE)
    assert done.returncode == OutputError.exit_code
    assert done.stderr.splitlines()[1].startswith(
        "  → correct where the output goes and run the command again"
    )


@pytest.mark.skipif(not FULL.exists(), reason="no device that is always full")
def test_a_message_that_cannot_be_written_ends_no_work_and_changes_no_exit_code() -> None:
    with FULL.open("wb") as full:
        refused = run_process("build", "no-such-type", stdout=full, stderr=full)
        assert refused.returncode == ProjectError.exit_code
        assert run_process("list", "documents", stdout=full, stderr=full).returncode == OutputError.exit_code
        told = run_process("check", "no-such.docx", str(TEMPLATE), stdout=subprocess.PIPE, stderr=full)
        assert told.returncode == FileError.exit_code and TEMPLATE.name in told.stdout


def test_letters_that_an_older_encoding_lacks_are_reported_by_their_numbers() -> None:
    old = {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}
    told = run_process("list", "languages", env=old)
    assert (told.returncode, told.stderr) == (0, "") and r"\u0395\u03bb" in told.stdout
    told = run_process("list", "languages", "--format", "json", env=old)
    assert "Ελληνικά" in [each["own_name"] for each in json.loads(told.stdout)]
