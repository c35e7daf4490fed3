"""The commands as a newcomer meets them: help, examples, formats, one message for what goes wrong."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from assembler.cli import assembler
from assembler.cli.main import COMMANDS
from assembler.errors import ERRORS
from assembler.model.documents.sheet_registry import OTHER_SHEETS, SHEETS
from assembler.store.project.project import Project
from commands import run_command, run_process
from own_types import DECLARED, LIST, write_type


def test_help_names_every_command_and_every_exit_code() -> None:
    shown = CliRunner().invoke(assembler, ["--help"]).output
    assert all(f"  {name} " in shown for name in COMMANDS)
    assert all(f"  {error.exit_code:>2}  " in shown for error in ERRORS)


def test_no_two_kinds_of_error_share_an_exit_code() -> None:
    codes = [error.exit_code for error in ERRORS]
    assert len(set(codes)) == len(codes)
    assert not {0, 1, 2} & set(codes)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(name: str) -> None:
    shown = CliRunner().invoke(assembler, [name, "--help"])
    assert shown.exit_code == 0
    assert f"assembler {name} " in shown.output or f"assembler {name}\n" in shown.output


def test_the_help_of_export_names_every_kind_of_sheet() -> None:
    shown = CliRunner().invoke(assembler, ["export", "--help"]).output
    named = set(re.findall(r"[a-z-]+", shown.partition("WHAT is one of")[2].partition("Examples")[0]))
    assert {*SHEETS, *OTHER_SHEETS} - {"decisions"} <= named


@pytest.mark.parametrize(
    "what", ["documents", "languages", "benchmarks", "agendas", "papers", "cities", "records", "house-styles"]
)
def test_list_prints_the_same_as_text_and_as_json(what: str, tmp_path: Path) -> None:
    words = run_command(tmp_path, "list", what)
    rows = json.loads(run_command(tmp_path, "list", what, "--format", "json").stdout)
    assert words.exit_code == 0
    assert len(words.stdout.splitlines()) == len(rows) + 1
    first = next(iter(rows[0].values()))
    assert first in words.stdout


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("biuld", "there is no command `biuld`; did you mean `build`?"),
        ("remind", "there is no command `remind`; choose one of: batch, build"),
        ("list city", "`city` is not one of the choices; did you mean `cities`?"),
        ("status --format jsn", "`jsn` is not one of the choices; did you mean `json`?"),
        ("build -benchmark dive", "there is no option `-benchmark`; did you mean `--benchmark`?"),
        ("build --lang nl", "there is no option `--lang`; did you mean `--language`?"),
        ("catalogue chek", "'check'"),
        ("build baseline-report --city leeds", "add --benchmark, such as `--benchmark dive`"),
        ("build baseline-report --benchmark dive", "add --city, such as `--city leeds`"),
        ("build baseline-report --record x", "there is no record “x” in data/records"),
        ("build baseline-report --benchmark dive --city belrin", "`berlin`? For a new city, fill in"),
    ],
)
def test_a_mistyped_command_line_is_answered_with_what_was_meant(
    typed: str, answer: str, tmp_path: Path
) -> None:
    result = run_command(tmp_path, *typed.split())
    assert result.exit_code in (2, 3) and answer in result.stderr


def test_a_language_is_known_in_any_letter_case(tmp_path: Path) -> None:
    order = "build baseline-report --benchmark dive --city antwerp --dry-run --language"
    shown = [run_command(tmp_path, *order.split(), code).output for code in ("NL_be", "nl-BE")]
    assert shown[0] == shown[1] and "nl-BE" in shown[0]


def test_a_dry_run_says_what_would_fail(tmp_path: Path) -> None:
    command = "build baseline-report --benchmark dive --dry-run --city"
    one = run_command(tmp_path, *command.split(), "nowhere")
    assert one.exit_code == 3 and "there is no city “nowhere”" in one.stderr
    assert "0 to build, 0 unchanged, 1 would fail" in one.stderr and not one.stdout
    several = run_command(tmp_path, *command.split(), "nowhere", "--city", "leeds")
    assert several.exit_code == 1 and "leeds" in several.stdout and "1 would fail" in several.stderr
    assert "nowhere" not in several.stdout and "baseline-report nowhere" in several.stderr
    listed = run_command(tmp_path, *command.split(), "nowhere", "--format", "json")
    assert listed.exit_code == 3 and "there is no city" in json.loads(listed.stdout)[0]["error"]["message"]


def test_records_of_the_project_are_listed_before_those_of_the_program(tmp_path: Path) -> None:
    (tmp_path / "data/records/mine").mkdir(parents=True)
    (tmp_path / "data/records/mine/review.yaml").write_text(
        "project: P\ncity: leeds\nbenchmark: dive@2010\nlanguage: en\n", "utf-8"
    )
    shown = run_command(tmp_path, "build", "baseline-report", "--record", "zzz").stderr
    assert shown.endswith("choose one of: mine; `assembler new` creates a record\n")


def test_help_is_also_a_command(tmp_path: Path) -> None:
    for words, same in ((("help",), ("--help",)), (("help", "build"), ("build", "--help"))):
        assert run_command(tmp_path, *words).output == run_command(tmp_path, *same).output


def test_list_benchmarks_computes_the_counts(tiny: Project) -> None:
    rows = json.loads(run_command(tiny.root, "list", "benchmarks", "--format", "json").stdout)
    assert {row["benchmark"]: row["indicators"] for row in rows}["small"] == 2


def test_list_agendas_computes_the_areas_of_each_edition(tmp_path: Path) -> None:
    rows = json.loads(run_command(tmp_path, "list", "agendas", "--format", "json").stdout)
    assert [(row["edition"], row["areas"]) for row in rows] == [(1, 8), (2, 9), (3, 10)]


def test_build_prints_what_it_wrote_and_nothing_else(tmp_path: Path) -> None:
    result = run_command(
        tmp_path, "build", "baseline-report", "--benchmark", "dive", "--city", "amsterdam",
        "--language", "en", "--output", str(tmp_path / "out"),
    )  # fmt: skip
    assert result.exit_code == 0
    (line,) = result.stdout.splitlines()
    assert Path(line).is_file()


def test_build_makes_several_languages_at_once(tmp_path: Path) -> None:
    result = run_command(
        tmp_path, "build", "baseline-report", "--benchmark", "dive", "--city", "leeds", "--language", "en",
        "--language", "nl", "--format", "json",
    )  # fmt: skip
    told = json.loads(result.stdout)
    assert [each["language"] for each in told] == ["en", "nl"]
    assert all(Path(each["path"]).is_file() for each in told)


WRONG = [
    (("build", "leter", "--record", "examples/kade"), 3, "letter"),
    (("build", "letter", "--record", "examples/kad"), 3, "examples/kade"),
    (("build", "baseline-report", "--benchmark", "small", "--city", "atlantis"), 3, "data/cities.yaml"),
    (("build", "letter", "--record", "examples/kade", "--language", "tlh"), 3, "nl"),
    (("build", "letter", "--record", "examples/kade", "--language", "klingon"), 3, "klingon"),
    (("build", "baseline-report"), 3, "--record"),
    (("build",), 2, "TYPE"),
    (("list", "castles"), 2, "castles"),
    (("show", "nothing.docx"), 8, "nothing.docx"),
    (("check", "nothing.docx"), 8, "nothing.docx"),
    (("collect", "nothing.docx"), 8, "nothing.docx"),
    (("fill", "nothing.docx", "nothing.yaml", "--output", "out.docx"), 8, "nothing.docx"),
    (("fill", "nothing.docx", "nothing.yaml", "--output", "out.txt"), 2, "out.txt"),
]


@pytest.mark.parametrize(("words", "code", "named"), WRONG)
def test_what_goes_wrong_is_one_message_with_its_exit_code(
    words: tuple[str, ...], code: int, named: str, tiny: Project
) -> None:
    result = run_command(tiny.root, *words)
    assert result.exit_code == code
    assert named in result.stderr
    assert "Traceback" not in result.output


def test_an_error_in_json_has_its_kind_and_hint(tmp_path: Path) -> None:
    result = run_command(tmp_path, "build", "baseline-report", "--record", "nowhere", "--format", "json")
    (told,) = json.loads(result.stdout)
    assert result.exit_code == 3
    assert told["error"]["kind"] == "project"
    assert told["error"]["hint"]


def test_an_error_has_the_same_keys_in_the_json_of_every_command(tmp_path: Path) -> None:
    commands = [
        ("build", "baseline-report", "--record", "nowhere"), ("check", "nowhere.docx"),
        ("collect", "nowhere.docx"), ("status", "nowhere"), ("export", "evidence", "--record", "nowhere"),
    ]  # fmt: skip
    for words in commands:
        printed = json.loads(run_command(tmp_path, *words, "--format", "json").stdout)
        [entry] = printed if isinstance(printed, list) else [printed]
        assert list(entry["error"]) == ["kind", "exit_code", "location", "message", "hint", "diagnostics"]


def test_records_are_listed_with_cities_and_truth_values(tiny: Project) -> None:
    rows = json.loads(run_command(tiny.root, "list", "records", "--format", "json").stdout)
    [row] = [row for row in rows if row["record"] == "examples/kade"]
    assert (row["kind"], row["cities"], row["example"]) == ("review", ["kade"], True)
    text = run_command(tiny.root, "list", "records").stdout
    [line] = [line for line in text.splitlines() if line.startswith("examples/kade ")]
    assert line.split()[1:3] == ["review", "kade"]
    assert line.endswith("yes")


def test_invalid_data_is_reported_with_file_and_line(tmp_path: Path) -> None:
    record = tmp_path / "data" / "records" / "ours"
    record.mkdir(parents=True)
    (record / "review.yaml").write_text(
        "project: P\ncity: helsnki\nbenchmark: dive@2010\nlanguage: fi\ndeadlin: 2026-01-01\n", "utf-8"
    )
    result = run_command(tmp_path, "build", "baseline-report", "--record", "ours")
    assert result.exit_code == 4
    assert "line 5" in result.stderr
    assert "deadline" in result.stderr


def test_python_dash_m_is_the_same_program() -> None:
    done = run_process("--version")
    assert done.returncode == 0 and done.stdout.startswith("assembler, version ")


def test_a_batch_lists_its_orders_then_builds_them_and_then_skips_them(tiny: Project) -> None:
    plan = tiny.root / "plan.yaml"
    plan.write_text("documents:\n  - types: [letter]\n    records: [examples/kade]\n"
                    "    languages: [en, nl]\n", "utf-8")  # fmt: skip
    told = run_command(tiny.root, "batch", str(plan), "--dry-run")
    assert len(told.stdout.splitlines()) == 2
    assert not list((tiny.root / "build").glob("*.docx"))
    first = run_command(tiny.root, "batch", str(plan))
    assert [Path(line).is_file() for line in first.stdout.splitlines()] == [True, True]
    second = run_command(tiny.root, "batch", str(plan), "--format", "json")
    assert [each["unchanged"] for each in json.loads(second.stdout)] == [True, True]


def test_where_one_order_fails_the_exit_code_is_one_and_the_rest_is_built(tiny: Project) -> None:
    result = run_command(
        tiny.root, "build", "letter", "--record", "examples/kade",
        "--record", "nowhere", "--language", "en",
    )  # fmt: skip
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 1
    assert "nowhere" in result.stderr
    assert "1 built, 1 failed" in result.stderr


@pytest.mark.parametrize("name", ["nowhere", "file"])
def test_a_project_that_is_named_must_be_a_folder(name: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = run_command(tmp_path / name, "list", "documents")
    assert done.exit_code == 3 and done.stdout == ""
    assert (
        done.stderr.startswith(f"Error: {tmp_path / name}: ")
        and "  → choose an existing project folder" in done.stderr
    )


def test_an_output_folder_that_cannot_be_written_is_one_error_before_any_build(tiny: Project) -> None:
    (tiny.root / "file").touch()
    words = ("build", "letter", "--record", "examples/kade", "--language", "nl")
    done = run_command(tiny.root, *words, "--language", "en", "--output", str(tiny.root / "file"))
    assert (done.exit_code, done.stdout) == (9, "")
    assert done.stderr.count("Error:") == 1 and "expected a folder, but this is a file" in done.stderr


@pytest.mark.parametrize(("name", "what"), [("templates", "documents"), ("locales", "languages")])
def test_a_file_where_the_project_needs_a_folder_is_an_error(name: str, what: str, tmp_path: Path) -> None:
    (tmp_path / "data/records").mkdir(parents=True)
    (tmp_path / name).touch()
    done = run_command(tmp_path, "list", what)
    assert done.exit_code == 8
    assert done.stderr.startswith(f"Error: {tmp_path / name}: expected a folder, but this is a file")


def test_names_for_a_template_are_listed_with_examples(tiny: Project) -> None:
    write_type(tiny.root, DECLARED + LIST)
    result = run_command(tiny.root, "list", "names", "letter", "--format", "json")
    names = {row["name"]: row for row in json.loads(result.stdout)}
    assert names["office"] == {
        "name": "office", "holds": "field of the form", "example": "{{ office }} and {{ office.code }}",
    }  # fmt: skip
    assert (names["city_name"]["holds"], names["city_name"]["example"]) == ("text", "Kade")
    assert names["budgets"]["holds"] == "list of the form"
    assert not any(row["example"].endswith("…") for row in names.values())
    assert run_command(tiny.root, "list", "names").exit_code == 2
    assert run_command(tiny.root, "list", "cities", "letter").exit_code == 2


def test_names_in_a_block_of_a_form_are_listed(project: Project) -> None:
    declaration = project.share / "templates/host-response/document.yaml"
    own = write_type(project.root, declaration.read_text("utf-8"), name="host-response") / "document.yaml"
    own.write_text(re.sub("(?m)^example:.*$", "example: kade", own.read_text("utf-8")), "utf-8")
    result = run_command(project.root, "list", "names", "host-response", "--format", "json")
    names = {row["name"]: row for row in json.loads(result.stdout)}
    assert names["recommendations[].by_when"]["holds"] == "field of the form"
    assert "recommendations[].code" in names


def test_a_file_that_cannot_be_read_hides_none_of_the_others(tiny: Project) -> None:
    (tiny.root / "data/benchmarks/ours.yaml").write_text("id: ours\nversoin: 1\n", "utf-8")
    (tiny.root / "data/records/torn").mkdir(parents=True)
    (tiny.root / "data/records/torn/review.yaml").write_text("project: [\n", "utf-8")
    result = run_command(tiny.root, "list", "benchmarks")
    assert result.exit_code == 1
    assert "small" in result.stdout
    assert "versoin" in result.stderr
    result = run_command(tiny.root, "list", "records")
    assert "examples/kade" in result.stdout
    assert "torn/review.yaml, line" in result.stderr


def test_a_broken_file_of_cities_hides_none_of_the_others(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "cities.yaml").write_text("biel:\n  country CH\n  own: {de: Biel}\n", "utf-8")
    result = run_command(tmp_path, "list", "cities")
    assert result.exit_code == 1
    assert "helsinki" in result.stdout
    assert "line 2" in result.stderr


def test_lint_reports_what_it_checked(tiny: Project) -> None:
    assert run_command(tiny.root, "lint", "letter").stdout.strip() == "nothing found in 1 document type"


def test_lint_says_that_a_folder_is_no_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assembler.lint.lint", lambda _project, _types: ())
    message = f"{tmp_path} has no templates or data"
    assert message in run_command(tmp_path, "lint", "host-response").stdout.replace("\n", "")
    (tmp_path / "data/records").mkdir(parents=True)
    assert message not in run_command(tmp_path, "lint", "host-response").stdout.replace("\n", "")


def test_a_folder_whose_files_have_other_names_is_named(tmp_path: Path) -> None:
    (tmp_path / "data" / "records" / "biel").mkdir(parents=True)
    (tmp_path / "data" / "records" / "biel" / "review.yaml.txt").write_text("project: P\n", "utf-8")
    result = run_command(tmp_path, "status", "biel")
    assert result.exit_code == 3
    assert f"names of the files in {tmp_path / 'data/records/biel'};" in result.stderr
