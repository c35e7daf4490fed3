"""Commands over several files or records: one that fails is named, and the others are handled."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import Result

from assembler.assembly.build import build
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order
from assembler.collect import collect as collecting
from assembler.store.project.project import Project
from assembler.store.project.project_checks import check_all
from assembler.store.project.search_path import shipped_folder
from commands import run_command

FEEDBACK = "data/records/kade/feedback.yaml"
JELGAVA = """\
jelgava:
  country: LV
  languages: [lv]
  working_language: lv
  own: {lv: Jelgava}
  names:
    en: {name: Jelgava, of: of Jelgava, in: in Jelgava, to: to Jelgava}
"""
"""A city whose language has no catalogue."""


@pytest.fixture
def root(project: Project, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(project.root)
    return project.root


def second_record(root: Path, *, review: str = "project: [") -> None:
    folder = root / "data/records/rome"
    folder.mkdir()
    (folder / "review.yaml").write_text(review, "utf-8")


def name_unknown_evidence(root: Path) -> None:
    path = root / FEEDBACK
    text = path.read_text("utf-8")
    assert "[I4-1, WA-1]" in text
    path.write_text(text.replace("[I4-1, WA-1]", "[I1-99, WA-1]"), "utf-8")


def form(project: Project) -> Path:
    built = build(BuildContext(project), Order("desk-review", "kade", part="HK"), output=project.root / "in")
    assert built.path is not None
    return built.path


def test_one_faulty_record_hides_no_other_in_status(root: Path) -> None:
    second_record(root)
    result = run_command(root, "status")
    assert result.exit_code == 1
    assert "rome" in result.stderr
    assert "\nkade " in result.stdout
    assert "kade" in (root / "build/status.html").read_text("utf-8")
    assert run_command(root, "status", "rome").exit_code == 4


def test_one_faulty_record_hides_no_other_in_a_list(root: Path) -> None:
    second_record(root)
    result = run_command(root, "list", "records")
    assert result.exit_code == 1
    assert "rome" in result.stderr
    assert "kade" in result.stdout


def test_a_status_page_that_cannot_be_written_hides_no_status(root: Path) -> None:
    (root / "build").write_bytes(b"")
    result = run_command(root, "status", "kade")
    assert "(kade)" in result.stdout
    assert result.exit_code == 9
    assert "Error: " in result.stderr


def test_evidence_that_is_named_too_early_stops_only_what_rests_on_it(project: Project, root: Path) -> None:
    sheet = run_command(root, "export", "evidence", "--record", "kade", "--language", "en").stdout.strip()
    name_unknown_evidence(root)
    for words in (
        ("export", "sessions", "--record", "kade"),
        ("import", "evidence", sheet, "--record", "kade"),
        ("build", "interview-guide", "--record", "kade", "--part", "I1", "--language", "en"),
        ("build", "feedback-report", "--record", "kade", "--language", "en", "--draft"),
        ("status", "kade"),
        ("list", "records"),
    ):
        result = run_command(root, *words)
        assert result.exit_code == 0, result.output
    assert "unknown-evidence" in run_command(root, "status", "kade").stderr
    for words in (("build", "feedback-report"), ("release", "feedback-report")):
        result = run_command(root, *words, "--record", "kade", "--language", "en")
        assert result.exit_code == 4
        assert "there is no evidence record `I1-99`" in result.stderr
    changed = Project(root, share=shipped_folder(), cache=project.cache)
    faults = [each for each in check_all(changed) if each.is_error]
    assert [each.rule for each in faults] == ["unknown-evidence"]


def test_a_sheet_that_names_what_does_not_exist_is_still_refused(root: Path) -> None:
    name_unknown_evidence(root)
    (root / "e.csv").write_text("session,sequence,indicator,statement\nI99,1,GG/A/1,So.\n", "utf-8")
    result = run_command(root, "import", "evidence", "e.csv", "--record", "kade")
    assert result.exit_code == 4
    assert "I99" in result.stderr
    assert "I1-99" not in result.stderr


def test_a_folder_is_collected_and_what_is_no_form_in_it_is_named(project: Project, root: Path) -> None:
    path = form(project)
    shutil.copy(path, path.with_name("~$form.docx"))
    path.with_name("a-letter.docx").write_bytes(b"Dear all")
    path.with_name("notes.txt").write_bytes(b"no form")
    result = run_command(root, "collect", str(path.parent), "--dry-run")
    assert result.exit_code == 1
    assert "a-letter.docx" in result.stderr
    assert f"{path.with_name('notes.txt')}: not read" in result.stderr
    assert "~$form" not in result.output
    assert f"{path.name}: " in result.stdout
    (root / "empty").mkdir()
    assert run_command(root, "collect", "empty").exit_code == 8


def test_a_mistake_of_ours_in_one_file_leaves_the_others_alone(
    project: Project, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = form(project)
    bad = Path(shutil.copy(path, path.with_name("bad.docx")))
    real = collecting.collect

    def fails_once(project: Project, file: Path, **more: object) -> object:
        if file.name == "bad.docx":
            raise ZeroDivisionError("oh")
        return real(project, file, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(collecting, "collect", fails_once)
    result = run_command(root, "collect", str(bad), str(path), "--dry-run")
    assert result.exit_code == 1
    assert "bad.docx" in result.stderr
    assert "report this error" in result.stderr
    assert "Traceback" not in result.stderr
    assert f"{path.name}: " in result.stdout
    monkeypatch.setenv("ASSEMBLER_TRACEBACK", "1")
    assert "fails_once" in run_command(root, "collect", str(bad), "--dry-run").stderr


def test_the_order_that_failed_is_named(root: Path) -> None:
    cities = root / "data/cities.yaml"
    cities.write_text(cities.read_text("utf-8") + JELGAVA, "utf-8")
    words = ("build", "baseline-report", "--benchmark", "tiny", "--city", "jelgava", "--city", "pier")
    result = run_command(root, *words, "--workers", "1")
    assert result.exit_code == 1
    assert "Error: baseline-report jelgava tiny" in result.stderr
    assert "pier" in result.stdout


def test_a_template_that_cannot_be_tidied_is_named(project: Project, root: Path) -> None:
    good, bad = root / "good.docx", root / "bad.docx"
    good.write_bytes(project.template("desk-review"))
    bad.write_bytes(b"no Word file")
    result = run_command(root, "tidy", str(bad), str(good))
    assert result.exit_code == 1
    assert "bad.docx" in result.stderr
    assert run_command(root, "tidy", "--check", str(good)).exit_code == 0


@pytest.fixture
def broken_types(root: Path) -> Path:
    """A project in which one document type has a broken template, and another a broken declaration."""
    for name in ("evidence-log", "desk-review"):
        shutil.copytree(shipped_folder() / "templates" / name, root / "templates" / name)
    declaration = root / "templates/evidence-log/document.yaml"
    declaration.write_text(declaration.read_text("utf-8").replace("kind: report", "kynd: report"), "utf-8")
    (root / "templates/desk-review/template.docx").write_bytes(b"no Word file")
    return root


def names_both(result: Result) -> bool:
    wanted = ("templates/desk-review/template.docx", "templates/evidence-log/document.yaml")
    return all(name in result.stderr for name in wanted)


def test_previews_of_the_other_types_are_written(broken_types: Path) -> None:
    asked = ("desk-review", "evidence-log", "charter-commitment")
    result = run_command(
        broken_types, "catalogue", "preview", "fi", *(f"--document={name}" for name in asked)
    )
    assert result.exit_code == 1
    assert names_both(result)
    assert "preview_charter-commitment" in result.stdout
    assert run_command(broken_types, "catalogue", "preview", "fi", "--document=desk-review").exit_code == 8


def test_a_broken_type_stops_no_command_that_only_looks_at_catalogues(broken_types: Path) -> None:
    checked = run_command(broken_types, "catalogue", "check", "fi")
    assert (checked.exit_code, names_both(checked)) == (1, True)
    counted = run_command(broken_types, "catalogue", "status", "fi")
    assert (counted.exit_code, names_both(counted)) == (1, True)
    assert "host-response" in counted.stdout
    sent = run_command(broken_types, "catalogue", "export", "fi", "--output", "out")
    assert (sent.exit_code, names_both(sent)) == (0, True)
    assert (broken_types / "out/translations_fi.xlf").is_file()
    pseudo = run_command(broken_types, "catalogue", "pseudo", "xx")
    assert (pseudo.exit_code, names_both(pseudo)) == (1, True)


def test_lint_of_a_broken_type_fails(broken_types: Path) -> None:
    result = run_command(broken_types, "lint", "desk-review", "evidence-log", code=1)
    assert "templates/desk-review" in result.output and "templates/evidence-log" in result.output


def test_no_catalogue_is_written_while_a_type_is_broken_and_all_faults_are_named(broken_types: Path) -> None:
    for command in (("extract",), ("update", "fi")):
        result = run_command(broken_types, "catalogue", *command)
        assert result.exit_code != 0
        assert names_both(result)
        assert not (broken_types / "locales").exists()


def test_a_broken_catalogue_hides_no_other(root: Path) -> None:
    folder = root / "locales/fi/LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "documents.po").write_text("msgid", "utf-8")
    counted = run_command(root, "catalogue", "status", "fi", "sv", "--totals")
    assert counted.exit_code == 1
    assert "locales/fi" in counted.stderr
    assert "\nsv " in counted.stdout
    sent = run_command(root, "catalogue", "export", "fi", "sv", "--output", "out")
    assert sent.exit_code == 1
    assert "locales/fi" in sent.stderr
    assert [path.name for path in (root / "out").iterdir()] == ["translations_sv.xlf"]


def test_all_of_one_type_leaves_out_records_of_another_kind(root: Path) -> None:
    listed = run_command(root, "build", "charter-commitment", "--all", "--language", "nl", "--dry-run")
    assert listed.exit_code == 0, listed.output
    assert "charter-commitment" in listed.stdout
    assert "kade " not in listed.stdout


def test_all_of_a_type_that_no_record_fits_says_so(root: Path) -> None:
    for folder in (root / "data/records").iterdir():
        if (folder / "charter.yaml").exists():
            shutil.rmtree(folder)
    result = run_command(root, "build", "charter-commitment", "--all", "--dry-run")
    assert result.exit_code == 3
    assert "no record of the project has charter.yaml" in result.output
