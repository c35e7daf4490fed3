"""Every command in the pages for people is one that there is; that of a review of one's own is walked."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from itertools import pairwise
from pathlib import Path

import click
import openpyxl
import pytest
from click.testing import CliRunner

from assembler.cli import assembler
from assembler.cli.main import COMMANDS
from assembler.model.reference.agenda_evaluations import Evaluation
from assembler.model.reference.municipality_choices import AgendaChoices, AgendaRemarks
from assembler.model.reference.policy_agenda_meeting import AgendaMeeting
from assembler.model.types.values import Frozen
from assembler.store.yaml.validate import validate_file
from assembler.store.yaml.yaml_file import parse_yaml
from own_types import Line, draw_template
from returned_forms import edit_form, type_answers

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted((ROOT / "docs").glob("*.md"))
OWN = (ROOT / "docs" / "own-review.md").read_text("utf-8")
RECORDS = {path.parent.relative_to(ROOT / "data/records").as_posix()
           for path in (ROOT / "data/records").rglob("*.yaml")}  # fmt: skip
SESSIONS = [
    ("I1", "Services", "2027-03-02", "9:00", 60, "AB, CD", "Clerk", "municipal staff", "x"),
    ("I2", "Staff", "2027-03-02", "10:30", 60, "AB, CD", "Head of services", "municipal staff", "x"),
]
EVIDENCE = [
    ("I1", "PS/1", "It is open in the evening.", "fact", "meets", "baseline"),
    ("I2", "PS/1", "It is open till nine.", "fact", "meets", "nothing"),
]
TURKU = [
    ("turku", "FI", "fi, sv-FI", "fi", "en", "Turku", "of Turku", "in Turku", "to Turku"),
    (None, None, None, None, "fi", "Turku", "Turun", "Turussa", "Turkuun"),
    (None, None, None, None, "sv", "Åbo", "Åbos", "i Åbo", "till Åbo"),
]
PEOPLE = [
    ("team leader", "Head of the integration unit", "AB", "leeds", "en"),
    ("peer", "Policy officer", "CD", "genoa", "it, en"),
    ("secretariat", "Secretariat", None, None, "en"),
]
SHEETS: dict[str, tuple[tuple[str, ...], list[tuple[object, ...]]]] = {
    "people": (("Role", "Position", "Initials", "City", "Languages"), PEOPLE),
    "sessions": (
        (
            "Session",
            "Subject",
            "Day",
            "Start",
            "Minutes",
            "Interviewers",
            "Position or group",
            "Category",
            "Agrees to notes",
        ),
        SESSIONS,
    ),
    "evidence": (
        ("Session", "Indicator", "Statement", "Fact or opinion", "Colour", "Checked against"),
        EVIDENCE,
    ),
    "findings": (
        ("Indicators", "Direction", "Finding", "Status", "Confidence", "Evidence"),
        [("PS/1", "strength", "The service point is open in the evening.", "agreed", "high", "I1-1, I2-1")],
    ),
    "judgements": (("Indicator", "Judgement"), [("PS/1", "meets the benchmark")]),
    "recommendations": (
        ("Recommendation", "Findings", "Addressee", "Deadline"),
        [("Keep the service point open in the evening.", "F01", "Director of services", date(2027, 9, 1))],
    ),
    "conclusions": (
        ("Conclusion", "Findings", "Agreed on", "Agreed by", "Version of the report"),
        [("The service point is where people are.", "F01", date(2027, 3, 4), "AB, CD", "1.0")],
    ),
    "approvals": (
        ("Initials", "Decision", "Date", "Version"),
        [(name, "approved", date(2027, 3, 12), "1.0") for name in ("AB", "CD")],
    ),
}
"""What people write into the sheets of the review: the headings, and the rows below them."""
DATES = {
    "Deadline of the baseline report": date(2027, 1, 15),
    "First day of the visit": date(2027, 3, 1),
    "Last day of the visit": date(2027, 3, 4),
    "Date of the feedback report": date(2027, 3, 10),
}
ANSWERS = {
    "R01.1": "hyväksytään", "R01.2": "Palvelupiste pysyy auki.", "R01.3": "Palvelut", "R01.4": "1.9.2027",
    "C.1": "Kaupunki kiittää ryhmää.", "C.4": "Pormestari", "C.6": "Turku", "C.7": "11.3.2027",
}  # fmt: skip


def commands(text: str) -> list[str]:
    """The lines of ``text`` that are commands of ours, as they are typed."""
    return re.findall(r"^(?: {4})?(?:  )?(assembler [a-z].*)$", text, re.MULTILINE)


def helps(command: click.Command) -> list[str]:
    """The examples in the help of ``command`` and of those below it."""
    below = [each for each in getattr(command, "commands", {}).values() for each in helps(each)]
    return [*commands(command.help or ""), *below]


def asked(line: str) -> list[str]:
    """The records that a command names, but for patterns and those that the page makes itself."""
    words = shlex.split(line, comments=True)
    review = [name for name in words[2:3] if words[1] == "status" and not name.startswith("-")]
    named = [name for flag, name in pairwise(words) if flag == "--record" and "*" not in name]
    return review + named


def created(lines: Iterable[str]) -> set[str]:
    """The records that the commands among ``lines`` begin, or create from a guide, one for each city."""
    begun = {shlex.split(line)[3] for line in lines if line.startswith("assembler new ")}
    choices = [shlex.split(line)[2:] for line in lines if line.startswith("assembler choices ")]
    return begun | {
        f"{city}-{Path(guide).name}"
        for guide, *words in choices
        for flag, city in pairwise(words)
        if flag == "--city"
    }


def parsed(line: str) -> None:
    """Let the command read its words, and do nothing."""
    words = shlex.split(line, comments=True)[1:]
    command: click.Command = assembler
    with click.Context(assembler, info_name="assembler") as parent:
        while isinstance(command, click.Group) and words:
            found = command.get_command(parent, words[0])
            assert found is not None, line
            command, words = found, words[1:]
        command.make_context(command.name, list(words), parent=parent)


@pytest.mark.parametrize(
    "page", [each for each in PAGES if each.name != "own-review.md"], ids=lambda each: each.name
)
def test_the_commands_of_a_page_are_ours_and_their_records_are_there(page: Path) -> None:
    text = page.read_text("utf-8")
    lines = commands(text)
    for line in lines:
        parsed(line)
        assert set(asked(line)) <= RECORDS | created(lines), line


@pytest.mark.parametrize(
    ("page", "number", "model"),
    [
        ("agendas", 0, AgendaChoices),
        ("agendas", 1, AgendaRemarks),
        ("survey", 0, Evaluation),
        ("survey", 1, AgendaMeeting),
        ("survey", 2, Evaluation),
    ],
)
def test_the_files_shown_on_a_page_fit_the_model(page: str, number: int, model: type[Frozen]) -> None:
    text = (ROOT / "docs" / f"{page}.md").read_text("utf-8")
    shown = re.findall(r"^```yaml\n(.*?)^```", text, re.MULTILINE | re.DOTALL)[number]
    result = validate_file(parse_yaml(shown.encode(), "page.yaml"), model)
    assert {each.rule for each in result.diagnostics} <= {"missing-key"}, result.diagnostics


def test_the_examples_in_every_help_are_ours_and_their_records_are_there() -> None:
    with click.Context(assembler) as context:
        found = [
            line for name in COMMANDS for line in helps(assembler.get_command(context, name) or assembler)
        ]
    assert len(found) > len(COMMANDS)
    for line in found:
        parsed(line)
        assert set(asked(line)) <= RECORDS | created(found), line


def test_the_page_about_a_review_of_ones_own_can_be_gone_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("assembler.store.office.layout.find_office_path", lambda: None)
    blocks = re.findall(r"^```(yaml|console)\n(.*?)^```", OWN, re.MULTILINE | re.DOTALL)
    assert len(blocks) > 10
    for kind, text in blocks:
        if kind == "yaml":
            name, _, lines = text.partition("\n")
            _append(tmp_path / name.removeprefix("# "), lines)
            continue
        for line in commands(text):
            for begin, prepare in BEFORE.items():
                if line.startswith(begin):
                    prepare(tmp_path)
            result = CliRunner().invoke(assembler, shlex.split(line)[1:], catch_exceptions=False)
            assert result.exit_code == 0, f"{line}\n{result.output}"
    releases = tmp_path / "data/records/turku-dive/releases/1.0"
    assert sorted(each.name for each in releases.iterdir()) == [
        "feedback-report_turku-dive_host_en.docx", "feedback-report_turku-dive_public_en.docx",
        "feedback-report_turku-dive_team_en.docx",
    ]  # fmt: skip


def test_the_page_about_templates_can_be_gone_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    page = (ROOT / "docs" / "templates.md").read_text("utf-8")
    kinds = ("yaml", "text", "console")
    yaml, text, console = (
        re.search(rf"^```{kind}\n(.*?)^```", page, re.MULTILINE | re.DOTALL) for kind in kinds
    )
    assert yaml and text and console
    (name, _, declared), (_, _, lines) = yaml[1].partition("\n"), text[1].partition("\n")
    path = tmp_path / name.removeprefix("# ")
    path.parent.mkdir(parents=True)
    path.write_text(declared, "utf-8")
    (path.parent / "template.docx").write_bytes(draw_template(_lines(lines)))
    for line in commands(console[1]):
        result = CliRunner().invoke(assembler, shlex.split(line)[1:], catch_exceptions=False)
        assert result.exit_code == 0, f"{line}\n{result.output}"
        assert "  warning " not in result.output or "missing-translation" in result.output, result.output


def _lines(text: str) -> list[Line]:
    """What a page says of a template: paragraphs, and tables up to the next empty line."""
    found: list[Line] = []
    for block in text.strip().split("\n\n"):
        rows = [line for line in block.splitlines() if line.startswith("|")]
        found += [line for line in block.splitlines() if not line.startswith("|")]
        if rows:
            found.append([tuple(cell.strip() for cell in row.strip("|").split("|")) for row in rows])
    return found


def _append(path: Path, lines: str) -> None:
    path.write_text((path.read_text("utf-8") if path.exists() else "") + lines, "utf-8")


def _come_back(folder: Path) -> None:
    """The city answers a question, and sends the form back."""
    back = edit_form(folder / "build/baseline-report_turku-dive_fi.docx", type_answers({"P.1": "Yhdessä."}))
    shutil.copy(back, folder / "returned.docx")


def _respond(folder: Path) -> None:
    """The city answers the recommendation, and signs."""
    back = edit_form(folder / "build/host-response_turku-dive_fi.docx", type_answers(ANSWERS))
    shutil.copy(back, folder / "response.docx")


def _fill_sheet(folder: Path, name: str) -> None:
    headings, rows = SHEETS[name]
    _write(folder / f"data/sheets/{name}_turku-dive_en.xlsx", headings, rows)


def _fill_cities(folder: Path) -> None:
    path = folder / "data/sheets/cities.xlsx"
    headings = ("City", "Country", "Official languages", "Working language", "Language", "Name",
                "Of the city", "In the city", "To the city")  # fmt: skip
    book = openpyxl.load_workbook(path)
    book.worksheets[0].delete_rows(2, 20)
    book.save(path)
    _write(path, headings, TURKU)


def _fill_dates(folder: Path) -> None:
    path = folder / "data/sheets/dates_turku-dive_en.xlsx"
    book = openpyxl.load_workbook(path)
    for event, day in book.worksheets[0].iter_rows(min_row=2, max_col=2):
        day.value = DATES.get(event.value, day.value)
    book.save(path)


def _write(path: Path, headings: tuple[str, ...], rows: list[tuple[object, ...]]) -> None:
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    columns = {cell.value: cell.column for cell in sheet[1]}
    for number, row in enumerate(rows, 2):
        for heading, value in zip(headings, row, strict=True):
            sheet.cell(number, columns[heading]).value = value
    book.save(path)


BEFORE: dict[str, Callable[[Path], None]] = {
    "assembler collect returned": _come_back,
    "assembler collect response": _respond,
    "assembler import cities": _fill_cities,
    "assembler import dates": _fill_dates,
    **{f"assembler import {name}": partial(_fill_sheet, name=name) for name in SHEETS},
}
"""What people do by hand before a command, by how that begins."""
