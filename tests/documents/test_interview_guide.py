"""An interview guide comes back: blocks filled in become rows of evidence, notes are kept by indicator."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from assembler.assembly.orders.order import Order
from assembler.collect.collect import collect
from assembler.model.review.visit import Visit
from assembler.store.project.project import Project
from returned_forms import (
    W,
    body_of,
    cell_of,
    changes_by_path,
    edit_form,
    is_unchanged,
    lines_of,
    send_form,
    type_into,
)

SESSIONS = ("I17", "I28", "WA")
NEW = {
    "I17-4.1": "GG/I/3",
    "I17-4.2": "The chair has asked twice for a deadline; “none” came & no <answer> either.",
    "I17-4.a.nature": "fact",
    "I17-4.a.colour": "N",
    "I17-4.b.checked": "document",
    "I17-4.b.checked_reference": "Letters of March and May 2026",
    "I17-4.d.recorded_by": "MS",
}
GRIDS = {
    "a": ("guest", "nature", "colour"),
    "b": ("checked", "checked_reference", "document"),
    "c": ("obstacle", "good_practice", "context"),
    "d": ("remarks", "recorded_at", "recorded_by"),
}
"""The answers in each row of an evidence record, in the order of its cells."""


def sent(project: Project, session: str = "I17", language: str = "en") -> Path:
    return send_form(project, Order("interview-guide", record="havenstad", language=language, part=session))


def filled(path: Path, texts: Mapping[str, str], name: str = "returned.docx") -> Path:
    """The file with each text typed into the cell of its code."""

    def edit(root: etree._Element) -> None:
        for code, text in texts.items():
            row, _, cell = code.rpartition(".")
            names = GRIDS.get(row.rpartition(".")[2], ())
            place = (row, names.index(cell) + 1) if cell in names else (code, -1)
            type_into(cell_of(root, *place), *text.split("\n"))

    return edit_form(path, edit, name)


def rows(project: Project) -> dict[str, dict[str, str]]:
    text = (project.root / "data/records/havenstad/evidence.csv").read_text(encoding="utf-8")
    return {f"{row['session']}-{row['sequence']}": row for row in csv.DictReader(io.StringIO(text))}


@pytest.mark.sampled(2)
@pytest.mark.parametrize(("session", "language"), [("I17", "en"), ("I28", "nl"), ("WA", "en")])
def test_unedited_changes_nothing(project: Project, session: str, language: str) -> None:
    assert is_unchanged(collect(project, sent(project, session, language)))


@pytest.mark.product
@pytest.mark.parametrize("language", ["en", "nl", "fi", "el"])
def test_no_guide_that_is_unedited_changes_anything(project: Project, language: str) -> None:
    for session in SESSIONS:
        assert is_unchanged(collect(project, sent(project, session, language))), session


@pytest.mark.office
@pytest.mark.parametrize("kind", ["docx", "odt"])
@pytest.mark.parametrize("forms", [
    [("I28", "en"), ("WA", "nl")],
    pytest.param([(each, code) for each in SESSIONS for code in ("en", "nl")], marks=pytest.mark.product),
])  # fmt: skip
def test_saved_by_libreoffice_changes_nothing(
    project: Project, office: Any, kind: str, forms: list[tuple[str, str]]
) -> None:
    paths = [sent(project, session, language) for session, language in forms]
    assert all(is_unchanged(collect(project, saved)) for saved in office.convert(paths, kind))


@pytest.mark.office
@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_filled_in_and_saved_by_libreoffice_brings_exactly_that(
    project: Project, office: Any, kind: str
) -> None:
    [saved] = office.convert([filled(sent(project), NEW)], kind)
    before = rows(project)
    result = collect(project, saved)
    after = rows(project)
    assert not result.diagnostics
    assert {key: row for key, row in after.items() if key != "I17-4"} == before
    assert after["I17-4"]["statement"] == NEW["I17-4.2"]


def test_a_spare_block_becomes_a_row_behind_those_of_its_session(project: Project) -> None:
    before = list(rows(project))
    result = collect(project, filled(sent(project), NEW))
    assert not result.diagnostics
    row = rows(project)["I17-4"]
    assert {name: value for name, value in row.items() if value} == {
        "session": "I17", "sequence": "4", "indicator": "GG/I/3", "statement": NEW["I17-4.2"],
        "language": "en", "nature": "fact", "checked": "document",
        "checked_reference": "Letters of March and May 2026", "colour": "does-not-meet", "recorded_by": "MS",
    }  # fmt: skip
    at = before.index("I17-3") + 1
    assert list(rows(project)) == [*before[:at], "I17-4", *before[at:]]


def test_a_known_record_is_changed_in_its_place_and_no_other_row_is(project: Project) -> None:
    path = project.root / "data/records/havenstad/evidence.csv"
    before = path.read_text(encoding="utf-8").splitlines()
    collect(project, filled(sent(project), {"I17-2.a.colour": "inconclusive"}))
    after = path.read_text(encoding="utf-8").splitlines()
    [changed] = [pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]]
    assert changed[1].startswith("I17,2,") and ",inconclusive," in changed[1]


def test_the_guest_who_made_a_statement_comes_back(project: Project) -> None:
    guest = "Chair of the advisory council"
    result = collect(project, filled(sent(project), {"I17-2.a.guest": guest}))
    assert not result.diagnostics
    assert {key: row["guest"] for key, row in rows(project).items() if key.startswith("I17-")} == {
        "I17-1": "", "I17-2": guest, "I17-3": "",
    }  # fmt: skip


def test_a_guide_is_checked_by_the_rules_about_evidence_too(project: Project) -> None:
    unknown = {**NEW, "I17-4.d.recorded_by": "HK"}
    result = collect(project, filled(sent(project), unknown), dry_run=True)
    assert {"unlabelled-evidence"} == {each.rule for each in result.incomplete if each.is_error}
    [broken] = [each for each in result.incomplete if each.is_error]
    assert broken.location.position == "evidence.records.I17-4.recorded_by"


def test_collected_twice_is_collected_once(project: Project) -> None:
    form = filled(sent(project), NEW)
    collect(project, form)
    once = rows(project)
    assert not collect(project, form).changed
    assert rows(project) == once


def test_two_interviewers_who_fill_in_the_same_block_get_two_records(project: Project) -> None:
    path = sent(project)
    other = {**NEW, "I17-4.2": "The archive is open to everybody.", "I17-4.d.recorded_by": "ER"}
    first, second = filled(path, NEW, "ms.docx"), filled(path, other, "er.docx")
    collect(project, first)
    result = collect(project, second)
    assert [each.rule for each in result.diagnostics] == ["moved-item"]
    assert rows(project)["I17-4"]["recorded_by"] == "MS"
    assert rows(project)["I17-5"]["statement"] == other["I17-4.2"]
    both = rows(project)
    collect(project, second)
    collect(project, first)
    assert rows(project) == both


def test_a_block_without_an_indicator_is_kept_and_reported_and_the_rest_goes_in(project: Project) -> None:
    before = rows(project)
    result = collect(project, filled(sent(project), {"I17-4.2": "Something.", "I17-2.c.obstacle": "No time"}))
    assert changes_by_path(result) == {
        "evidence.records.I17-2.obstacle": {"text": "No time", "language": "en"}
    }
    assert {each.rule for each in result.diagnostics} == {"invalid-answer"}
    assert "Something." in str(result.kept)
    assert set(rows(project)) == set(before)


def test_an_indicator_that_is_in_no_list_is_left_to_a_person(project: Project) -> None:
    result = collect(project, filled(sent(project), {"I17-2.1": "AC/I/3"}))
    assert not result.changed
    [diagnostic] = result.diagnostics
    assert (diagnostic.rule, diagnostic.location.position) == ("unreadable-answer", "I17-2.1")


def test_notes_and_people_to_meet_go_into_the_visit(project: Project) -> None:
    edits = {"IE/I/1.N": "Calm.", "S.3": "The former chair", "S.1": "refused"}
    result = collect(project, filled(sent(project), edits))
    assert not result.diagnostics
    session = project.record("havenstad").require(Visit).sessions["I17"]
    assert session.notes["IE/I/1"].text == "Calm."
    assert [(each.text, each.language) for each in session.also_meet] == [("The former chair", "en")]
    assert session.recording.value == "refused"
    written = (project.root / "data/records/havenstad/visit.yaml").read_text(encoding="utf-8")
    assert "IE/I/1: Calm." in written


def test_notes_in_dutch_say_so_in_a_file_that_is_in_english(project: Project) -> None:
    """The record is in Dutch and its timetable in English: bare words there would be taken for English."""
    collect(project, filled(sent(project, "I2", "nl"), {"GG/R/1.N": "Rustig."}))
    note = project.record("havenstad").require(Visit).sessions["I2"].notes["GG/R/1"]
    assert (note.text, note.language) == ("Rustig.", "nl")


def test_words_as_they_were_spoken_are_in_the_guests_language(project: Project) -> None:
    edits = {"I28-5.1": "IE/A/1", "I28-5.2": "Nobody asked.", "I28-5.11": "Nikt nas nie pytał."}
    collect(project, filled(sent(project, "I28"), edits))
    row = rows(project)["I28-5"]
    assert (row["language"], row["original"], row["original.language"]) == ("en", "Nikt nas nie pytał.", "pl")


def test_the_first_evidence_of_a_review_begins_its_file(project: Project) -> None:
    folder = project.root / "data/records/havenstad"
    for name in ("desk.yaml", "team_desk.yaml", "evidence.csv", "feedback.yaml"):
        (folder / name).unlink()
    (folder / "visit.yaml").write_text("sessions:\n  I1: {kind: interview}\n", encoding="utf-8")
    edits = {"I1-1.1": "GG/I/3", "I1-1.2": "Yes."}
    result = collect(project, filled(sent(project, "I1"), edits))
    assert not result.diagnostics
    assert {name: value for name, value in rows(project)["I1-1"].items() if value} == {
        "session": "I1", "sequence": "1", "indicator": "GG/I/3", "statement": "Yes.", "language": "en",
    }  # fmt: skip


def test_guests_who_came_are_added_and_what_the_guide_does_not_show_of_them_stays(project: Project) -> None:
    path = project.root / "data/records/havenstad/visit.yaml"
    office = "office: Chair of the advisory council\n"
    named = path.read_text(encoding="utf-8").replace(office, f"{office}        name: A. N. Other\n")
    path.write_text(named, encoding="utf-8")
    result = collect(project, with_guest(sent(project), "S.2.2", "Vice-chair"))
    assert not result.diagnostics
    first, second = project.record("havenstad").require(Visit).sessions["I17"].interviewees
    assert (first.name, second.office.text, second.category.value) == (
        "A. N. Other", "Vice-chair", "immigrant-group")  # fmt: skip
    assert second.office.language == "en"


def with_guest(path: Path, code: str, office: str) -> Path:
    """The file with another guest in the row of ``code``, of the category of the first one."""

    def edit(root: etree._Element) -> None:
        run = etree.SubElement(next(cell_of(root, code, 1).iter(f"{W}p")), f"{W}r")
        etree.SubElement(run, f"{W}t").text = office
        next(cell_of(root, code, 3).iter(f"{W}t")).text = "immigrant-group – immigrant group"

    return edit_form(path, edit)


@pytest.mark.product
@pytest.mark.office
def test_narrow_french_spaces_and_catalan_double_l_survive_libreoffice(project: Project, office: Any) -> None:
    french = "«\u202fQui décide\u202f?\u202f» Le conseil\u202f: 12\u202f000\u00a0€\u202f; c’est peu\u202f!"
    catalan = "L’Associació «Col·lectiu intel·ligent» d’Hèlsinki"
    forms = {
        "fr": filled(sent(project, "I17", "fr"), {"I17-4.1": "GG/I/3", "I17-4.2": french}, "fr.docx"),
        "ca": filled(sent(project, "WA", "ca"), {"S.3": catalan}, "ca.docx"),
    }
    saved = office.convert(list(forms.values()), "docx")
    for before, after in zip(forms.values(), saved, strict=True):
        ours, theirs = (words_of(path) for path in (before, after))
        assert [theirs.count(sign) for sign in "\u202f·’«»"] == [ours.count(sign) for sign in "\u202f·’«»"]
        collect(project, after)
    assert rows(project)["I17-4"]["statement"] == french
    assert project.record("havenstad").require(Visit).sessions["WA"].also_meet[0].text == catalan
    assert french in words_of(sent(project, "I17", "fr"))


def words_of(path: Path) -> str:
    """The words of the body."""
    return "".join(lines_of(body_of(path.read_bytes())))
