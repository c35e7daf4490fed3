"""Desk reviews come back: a peer's grid and the team's, by the code of the row and the column of the cell."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from assembler.assembly.assemble import assemble
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order
from assembler.collect.collect import collect
from assembler.model.review.desk_reviews import DeskReviews, TeamDeskReview
from assembler.store.project.project import Project
from assembler.word.package.package import open_package
from assembler.word.package.zip_reader import read_members
from returned_forms import (
    W,
    body_of,
    changes_by_path,
    edit_form,
    is_unchanged,
    lines_of,
    send_form,
    type_answers,
    type_into,
)

LONG = "Samenwerkingsverbandovereenkomst" * 4
ENTRY = "desk.peers.HK.entries.GG/A/1"
SURVEY = "The plan of 2024 is based on a survey of 1,140 residents from nine countries"
PEER_EDITS = {
    "GG/A/1.known": (SURVEY, "Costs & <gains>"),
    "GG/A/1.unknown": ("",),
    "GG/A/1.suspected": (f"– {LONG}", "• The council was in a hurry"),
    "GG/A/1.rating": ("unknown",),
    "GG/A/1.b.questions": ("",),
    "GG/A/6.suspected": ("Nobody reads it",),
}
PEER_TOLD = {
    f"{ENTRY}.known": [{"text": SURVEY, "language": "en"}, "Costs & <gains>"],
    f"{ENTRY}.unknown": None,
    f"{ENTRY}.suspected": [LONG, "The council was in a hurry"],
    f"{ENTRY}.rating": "unknown",
    f"{ENTRY}.questions": None,
    "desk.peers.HK.entries.GG/A/6.suspected": ["Nobody reads it"],
}
CLEARED = {("answer-deleted", "GG/A/1.unknown"), ("answer-deleted", "GG/A/1.b.questions")}
"""Said of cells that had an answer and were emptied."""
STATEMENT = 2810
"""Height of a band, a title of two lines, a statement of three and two rows of headers (1/20 point)."""


def sent(project: Project, part: str = "HK", language: str = "en") -> Path:
    """The grid of a peer, or that of the team where no peer is named."""
    name = "desk-review" if part else "team-desk-review"
    return send_form(project, Order(name, record="havenstad", language=language, part=part))


def filled(path: Path, texts: Mapping[str, Sequence[str]]) -> Path:
    """The file with lines typed into the cells whose controls have these tags."""

    def edit(root: etree._Element) -> None:
        for tag, lines in texts.items():
            [mark] = root.iterfind(f".//{W}tag[@{W}val='{tag}']")
            type_into(next(mark.iterancestors(f"{W}tc")), *lines)

    return edit_form(path, edit)


def desk(project: Project) -> str:
    return (project.root / "data/records/havenstad/desk.yaml").read_text(encoding="utf-8")


@pytest.mark.sampled(2)
@pytest.mark.parametrize(("part", "language"), [("HK", "nl"), ("ER", "en"), ("PV", "nl"), ("", "en")])
def test_unedited_changes_nothing(project: Project, part: str, language: str) -> None:
    result = collect(project, sent(project, part, language))
    assert is_unchanged(result), (result.diagnostics, result.changed)


@pytest.mark.product
@pytest.mark.parametrize("language", ["en", "nl", "fi", "el"])
def test_no_grid_that_is_unedited_changes_anything(project: Project, language: str) -> None:
    for part in ("HK", "ER", "PV", ""):
        result = collect(project, sent(project, part, language))
        assert is_unchanged(result), (part, result.diagnostics, result.changed)


@pytest.mark.office
@pytest.mark.parametrize("kind", ["docx", "odt"])
@pytest.mark.parametrize("forms", [
    [("HK", "en"), ("", "nl")],
    pytest.param([("HK", "nl"), ("PV", "en"), ("PV", "nl"), ("", "en")], marks=pytest.mark.product),
])  # fmt: skip
def test_saved_by_libreoffice_changes_nothing(
    project: Project, office: Any, kind: str, forms: list[tuple[str, str]]
) -> None:
    paths = [sent(project, part, language) for part, language in forms]
    for saved in office.convert(paths, kind):
        result = collect(project, saved, dry_run=True)
        assert "LibreOffice" in result.application
        assert is_unchanged(result), (saved.name, result.diagnostics, result.changed)


def test_an_indicator_on_two_sheets_has_its_band_on_both(project: Project) -> None:
    root = etree.fromstring(read_members(sent(project, "").read_bytes(), "team")["word/document.xml"])
    lines = ["".join(each.itertext()) for each in root.iter(f"{W}p")]
    bands = [line for line in lines if line.startswith("GG · General Governance")]
    assert [sum(band.endswith(code) for band in bands) for code in ("GG/A/1", "GG/A/6")] == [2, 1]


def test_lines_typed_into_cells_are_exactly_the_changes(project: Project) -> None:
    back = filled(sent(project), PEER_EDITS)
    result = collect(project, back)
    assert changes_by_path(result) == PEER_TOLD
    assert not result.conflicts and not result.kept
    assert {(each.rule, each.location.position) for each in result.diagnostics} == CLEARED
    found = project.record("havenstad").require(DeskReviews).peers["HK"].entries["GG/A/1"]
    assert [each.text for each in found.known][1] == "Costs & <gains>"
    assert {each.language for each in found.known} == {"en"}
    assert collect(project, back).changed == ()


def test_a_file_that_says_its_language_does_not_say_it_again(project: Project) -> None:
    before = desk(project).splitlines()
    collect(project, filled(sent(project), {"GG/A/6.suspected": ("Nobody reads it",)}))
    new = [line for line in desk(project).splitlines() if line not in before]
    assert [line.strip() for line in new] == ["- Nobody reads it"]


@pytest.mark.office
@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_edits_survive_a_save_in_libreoffice(project: Project, office: Any, kind: str) -> None:
    [saved] = office.convert([filled(sent(project), PEER_EDITS)], kind)
    result = collect(project, saved, dry_run=True)
    assert changes_by_path(result) == PEER_TOLD
    assert {(each.rule, each.location.position) for each in result.diagnostics} == CLEARED


def test_a_peer_who_wrote_nothing_before_begins_a_grid_in_the_language_of_the_form(project: Project) -> None:
    edits = {"GG/A/1.known": ("There is a plan",), "GG/A/1.b.meet": ("Head of Research", "Clerk")}
    result = collect(project, filled(sent(project, "PV", "en"), edits))
    assert changes_by_path(result)["desk.peers.PV.language"] == "en"
    grid = project.record("havenstad").require(DeskReviews).peers["PV"]
    assert [each.language for each in grid.entries["GG/A/1"].meet] == ["en", "en"]
    assert "        meet:\n          - Head of Research\n          - Clerk\n" in desk(project)


def test_a_peer_writes_about_an_indicator_on_which_the_city_says_nothing(project: Project) -> None:
    edits = {
        "GG/A/2.hypothesis": ("Nobody asked the sectors.",),
        "GG/A/2.questions": ("Who wrote the plan?", "When?"),
        "GG/A/2.rating": ("below – below the benchmark",),
    }
    back = filled(sent(project), edits)
    entry = "desk.peers.HK.entries.GG/A/2"
    assert changes_by_path(collect(project, back)) == {
        f"{entry}.hypothesis": "Nobody asked the sectors.",
        f"{entry}.questions": ["Who wrote the plan?", "When?"],
        f"{entry}.rating": "below",
    }  # fmt: skip
    assert collect(project, back).changed == ()
    assert collect(project, sent(project)).changed == ()


def test_what_a_short_block_cannot_show_is_in_a_long_one(project: Project) -> None:
    collect(project, filled(sent(project), {"GG/A/2.hypothesis": ("Nobody asked.",)}))
    text = desk(project)
    entry = text.index("GG/A/2:")
    path = project.root / "data/records/havenstad/desk.yaml"
    path.write_text(f"{text[:entry]}GG/A/2:\n        known: [A plan]{text[entry + 7 :]}", encoding="utf-8")
    root = body_of(sent(project).read_bytes())
    tags = {each.get(f"{W}val") for each in root.iter(f"{W}tag")}
    assert {"GG/A/2.known", "GG/A/2.b.hypothesis"} <= tags
    assert "GG/A/2.hypothesis" not in tags


def test_the_team_names_the_indicators_that_it_leaves_out(project: Project) -> None:
    result = collect(project, filled(sent(project, "", "nl"), {"M.3": ("GG/A/2, GG/A/4 en WP/E/4",)}))
    assert changes_by_path(result) == {"team_desk.skipped": ["GG/A/2", "GG/A/4", "WP/E/4"]}


def test_doubt_without_a_question_is_reported_of_this_peer_alone(project: Project) -> None:
    result = collect(project, filled(sent(project), PEER_EDITS), dry_run=True)
    doubts = [each for each in result.incomplete if each.rule == "doubt-without-question"]
    assert {each.location.position.partition(".entries")[0] for each in doubts} == {"desk.peers.HK"}
    assert any("GG/A/1" in each.message and "what to ask" in each.message for each in doubts)


def test_a_closed_grid_without_the_entry_of_a_peer_is_reported(project: Project) -> None:
    path = project.root / "data/records/havenstad/desk.yaml"
    text = path.read_text(encoding="utf-8")
    start = text.index("  GF:\n")
    path.write_text(text[:start] + text[text.index("\n  ER:\n") + 1 :], encoding="utf-8")
    back = filled(sent(project, ""), {"GG/A/1.2": ("LM and GF let go.",)})
    result = collect(project, back, dry_run=True)
    assert "missing-desk-entry" in {each.rule for each in result.incomplete}


def test_the_team_writes_down_what_it_agrees_on(project: Project) -> None:
    edits = {
        "GG/A/1.1": ("above the benchmark",),
        "GG/A/1.2": ("LM and GF let go.",),
        "GG/A/1.5": ("Director of housing",),
    }
    result = collect(project, filled(sent(project, ""), edits))
    entry = "team_desk.entries.GG/A/1"
    assert changes_by_path(result) == {
        f"{entry}.rating": "above",
        f"{entry}.dissent": {"text": "LM and GF let go.", "language": "en"},
        f"{entry}.meet": ["Director of housing"],
    }
    assert not result.diagnostics
    settled = project.record("havenstad").require(TeamDeskReview).entries["GG/A/1"]
    assert settled.rating is not None and settled.rating.value == "above"


DUTCH = """
project: P
city: utrecht
benchmark: dive@2010
language: nl
team:
  members:
    - {role: leader, person: {office: Head, initials: HK, city: leeds}}
    - {role: peer, person: {office: Clerk, initials: LM, city: leeds}}
"""


def begin_again(project: Project) -> Path:
    """Let the record be a Dutch one in which nobody has written a grid; the path of the team's file."""
    folder = project.root / "data/records/havenstad"
    shutil.rmtree(folder)
    folder.mkdir()
    (folder / "review.yaml").write_text(DUTCH, encoding="utf-8")
    return folder / "team_desk.yaml"


def test_a_team_that_wrote_nothing_before_begins_in_the_language_of_the_form(project: Project) -> None:
    path = begin_again(project)
    edits = {"M.2": ("HK, LM",), "PS/1.2": ("LM lets go.",)}
    form = filled(sent(project, "", "en"), edits)
    assert changes_by_path(collect(project, form))["team_desk.language"] == "en"
    text = path.read_text(encoding="utf-8")
    assert text.startswith("language: en\n") and "dissent: LM lets go.\n" in text
    assert not collect(project, form).changed


def test_the_same_words_in_two_languages_are_no_conflict(project: Project) -> None:
    begin_again(project)
    said = {"PS/1.2": ("Not yet.",), "PS/1.5": ("LM", "HK")}
    dutch, english = (filled(sent(project, "", each), said) for each in ("nl", "en"))
    collect(project, english)
    again = collect(project, dutch)
    assert (again.changed, again.conflicts) == ((), ())


def test_who_was_there_is_read_however_it_is_written(project: Project) -> None:
    result = collect(project, filled(sent(project, "", "nl"), {"M.2": ("HK en LM; MS",)}))
    assert changes_by_path(result) == {"team_desk.present": ["HK", "LM", "MS"]}


def test_each_peer_has_a_file_and_a_form_of_its_own(project: Project) -> None:
    paths = [sent(project, "HK"), sent(project, "LM")]
    assert [path.name for path in paths] == [f"desk-review_havenstad_{peer}_en.docx" for peer in ("HK", "LM")]
    package = open_package(paths[1].read_bytes(), "sent.docx")
    assert b'name="AssemblerPart"' in package.parts["docProps/custom.xml"]


AWKWARD = f"""
peers:
  ΓΠ:
    reviewed: 2026-09-16
    entries:
      GG/A/1:
        known: ['Ο Δήμος & η «πόλη» <δεν> απάντησε "ναι"', "{LONG}{LONG}"]
        unknown: ["{LONG} {LONG}"]
        rating: below
        hypothesis: {{text: "{LONG}", language: el}}
        questions: ["{LONG}?", "Who & why?"]
        meet: ["{LONG}"]
  HK: {{entries: {{GG/A/1: {{rating: well-above, questions: ["who & WHY"], meet: ["{LONG}."]}}}}}}
"""


def with_files(project: Project, **files: str | None) -> None:
    """The record with other files; None takes one away."""
    for kind, text in files.items():
        path = project.root / f"data/records/havenstad/{kind}.yaml"
        if text is None:
            path.unlink()
        else:
            path.write_text(text, encoding="utf-8")


def awkward(project: Project, languages: Sequence[str] = ("en", "nl")) -> list[Path]:
    """The grids of somebody with a Greek name and of the team, with words that fit nowhere."""
    review = project.root / "data/records/havenstad/review.yaml"
    text = review.read_text(encoding="utf-8")
    with_files(project, review=text.replace("initials: PV", "initials: ΓΠ"), desk=AWKWARD, team_desk=None,
               visit=None, feedback=None)  # fmt: skip
    (project.root / "data/records/havenstad/evidence.csv").unlink()
    return [sent(project, part, language) for part in ("ΓΠ", "") for language in languages]


def test_awkward_words_come_back_as_they_were(project: Project) -> None:
    for path in awkward(project):
        result = collect(project, path)
        assert is_unchanged(result), (path.name, result.diagnostics, result.changed)


@pytest.mark.office
@pytest.mark.parametrize("language", ["nl", pytest.param("en", marks=pytest.mark.product)])
def test_words_longer_than_a_cell_do_not_stop_libreoffice(
    project: Project, office: Any, language: str
) -> None:
    paths = awkward(project, [language])
    assert all(page.stat().st_size for page in office.convert(paths, "pdf"))
    for saved in office.convert(paths, "docx"):
        assert is_unchanged(collect(project, saved, dry_run=True)), saved.name


def test_a_team_without_any_desk_review_has_an_empty_grid(project: Project) -> None:
    with_files(project, desk=None, team_desk=None)
    for part in ("HK", ""):
        path = sent(project, part, "nl")
        assert is_unchanged(collect(project, path))
    lines = lines_of(body_of(path.read_bytes()))
    nobody = "Nergens liggen twee oordelen twee stappen uiteen."
    assert nobody in lines


def test_two_peers_who_differ_by_two_steps_are_flagged_in_words_and_with_a_sign(project: Project) -> None:
    [path] = [each for each in awkward(project) if each.name == "team-desk-review_havenstad_en.docx"]
    said = lines_of(body_of(path.read_bytes()))
    assert said.count("▲ GG/A/1") == 1
    assert said.count("▲ Two steps apart: discuss on the first day.") == 1
    assert "Who & why? (ΓΠ, HK)" in said
    assert f"{LONG} (ΓΠ, HK) – 1\u00a0indicator" in said


@pytest.mark.parametrize(("language", "is_warned"), [("", True), ("nl", False), ("fi", False)])
def test_a_form_in_a_language_that_nobody_chose_and_the_peer_lacks_is_warned_of(
    project: Project, language: str, is_warned: bool
) -> None:
    made = assemble(
        BuildContext(project), Order("desk-review", record="havenstad", part="HK", language=language)
    )
    hints = [each.hint for each in made.diagnostics if each.rule == "unfamiliar-language"]
    command = "assembler build desk-review --record havenstad --part HK --language fi"
    assert hints == ([f"to build it in Finnish, run {command}"] if is_warned else [])


def test_initials_that_nobody_has_are_kept_and_leave_the_record_as_it_was(project: Project) -> None:
    back = edit_form(sent(project, part=""), type_answers({"M.2": "ZZ, QX"}))
    before = project.record("havenstad").data_at("team_desk.present")
    result = collect(project, back)
    assert ("invalid-answer", "M.2") in {(each.rule, each.location.position) for each in result.diagnostics}
    assert [each.where for each in result.kept] == ["M.2"]
    assert project.record("havenstad").data_at("team_desk.present") == before


def test_indicators_without_an_answer_come_on_sheets_of_equal_length(project: Project) -> None:
    sheets: dict[str, list[int]] = {}
    for table in body_of(sent(project).read_bytes()).iter(f"{W}tbl"):
        codes = ["".join(row.find(f"{W}tc").itertext()) for row in table.iterfind(f"{W}tr")]
        caption = table.find(f"{W}tblPr/{W}tblCaption")
        if caption.get(f"{W}val") == "Indicators on which the city says nothing":
            sheets.setdefault(codes[1].split("/")[0], []).append(len(codes) - 1)
    assert len(sheets) == 4
    assert all(max(each) <= 8 and max(each) - min(each) <= 1 for each in sheets.values())


def test_no_empty_paragraph_begins_a_page(project: Project) -> None:
    """It would be a blank page where the table that follows is too long for the rest of the page."""
    paragraphs = list(body_of(sent(project).read_bytes()).iter(f"{W}p"))
    begin = [each for each in paragraphs if each.find(f"{W}pPr/{W}pageBreakBefore") is not None]
    assert begin
    assert [each for each in begin if not "".join(each.itertext())] == []


@pytest.mark.parametrize("house_style", ["plain", "harbour", "ministry"])
def test_a_long_statement_and_both_rows_fit_on_a_sheet(build_context: BuildContext, house_style: str) -> None:
    order = Order("desk-review", "examples/havenstad", language="en", part="HK", house_style=house_style)
    body = body_of(assemble(build_context, order).data)
    height = int(body.find(f".//{W}pgSz").get(f"{W}h"))
    margins = body.find(f".//{W}pgMar")
    room = height - sum(int(margins.get(f"{W}{side}")) for side in ("top", "bottom"))
    rows = [
        [int(each.get(f"{W}val")) for each in table.iter(f"{W}trHeight")] for table in body.iter(f"{W}tbl")
    ]
    grids = [heights for heights in rows if len(heights) == 2 and min(heights) > 1000]
    assert len(grids) > 10
    assert max(map(sum, grids)) <= room - STATEMENT
    spaced = [each for table in body.iter(f"{W}tbl") for each in table.iter(f"{W}spacing")]
    assert [each for each in spaced if int(each.get(f"{W}after", "0")) > 1000] == []
