"""The team's conclusions: what peers write in Word becomes findings, advice, judgements and approvals."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from lxml import etree

from assembler.assembly.orders.order import Order
from assembler.collect.collect import collect
from assembler.model.review.feedback import FeedbackReport
from assembler.store.project.project import Project
from returned_forms import (
    Edit,
    W,
    body_of,
    cell_of,
    edit_form,
    lines_of,
    only_manifest,
    row_of,
    send_form,
    type_row,
)

W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"

ORDER = Order("team-conclusions", "havenstad", language="en")
TEXT, INDICATORS, DIRECTION = range(3)
OBSTACLES, EVIDENCE, STATUS = range(3)
"""Columns of the two rows of a finding: ``F01`` and ``F01.b``."""


def rows(texts: Mapping[str, Mapping[int, str]]) -> Edit:
    """Return the edit that types into columns of the rows of a grid."""

    def edit(root: object) -> None:
        for code, cells in texts.items():
            last = max(cells)
            type_row(code, *(cells.get(column, "") for column in range(last + 1)))(root)  # type: ignore[arg-type]

    return edit


def tick(code: str, *, on: bool) -> Edit:
    """Return the edit that clicks on a box, as Word does: it stores the state and shows the character."""

    def edit(root: etree._Element) -> None:
        cell = cell_of(root, code)
        for checked in cell.iter(f"{W14}checked"):
            checked.set(f"{W14}val", str(int(on)))
        [text] = cell.iter(f"{W}t")
        text.text = "☒" if on else "☐"

    return edit


def several(*edits: Edit) -> Edit:
    def edit(root: etree._Element) -> None:
        for each in edits:
            each(root)

    return edit


def report_of(project: Project) -> FeedbackReport:
    return project.record("havenstad").require(FeedbackReport)


def empty_report(project: Project) -> None:
    """Leave the record without a report, as it is on the last evening of a visit."""
    (project.root / "data/records/havenstad/feedback.yaml").unlink()


def test_the_first_conclusions_of_a_team_come_back_from_an_empty_form(project: Project) -> None:
    empty_report(project)
    form = send_form(project, ORDER)
    assert collect(project, form).changed == ()
    back = edit_form(form, several(tick("F01.I1-1", on=True), rows({
        "F01": {TEXT: "The plan has goals.", DIRECTION: "strength"},
        "F01.b": {OBSTACLES: "Few figures", EVIDENCE: "I2-1", STATUS: "agreed"},
        "R01": {0: "Measure", 1: "Measure the goals.", 2: "high"},
        "R01.b": {0: "F01", 1: "Director", 2: "2027-05-01"},
        "GG/A/1": {0: "meets the benchmark", 1: "In substance."},
        "T.4.1": {0: "The plan holds.", 1: "F01"},
        "HK": {1: "approved", 2: "2026-11-20", 3: "1.0"},
    })))  # fmt: skip
    assert not [each for each in collect(project, back).diagnostics if each.is_error]
    report = report_of(project)
    finding, advice = report.findings["F01"], report.recommendations["R01"]
    assert (finding.indicators, finding.kind, finding.state) == (("GG/A/1",), "strength", "agreed")
    assert (set(finding.evidence), finding.obstacles[0].text) == ({"I1-1", "I2-1"}, "Few figures")
    assert advice.addressee is not None
    assert (advice.findings, advice.addressee.text, advice.priority) == (("F01",), "Director", "high")
    assert report.judgements["GG/A/1"].judgement == "meets"
    assert report.conclusions.items[0].findings == ("F01",)
    assert report.approvals["HK"].version == "1.0"
    assert collect(project, back).changed == ()


def test_two_peers_who_fill_in_the_same_spare_finding_are_both_kept(project: Project) -> None:
    empty_report(project)
    form = send_form(project, ORDER)
    for name, text in (("one.docx", "Goals are clear."), ("two.docx", "Nobody measures.")):
        collect(project, edit_form(form, rows({"F02": {TEXT: text, DIRECTION: "mixed"}}), name))
    findings = report_of(project).findings
    assert {key: each.text.text for key, each in findings.items()} == {
        "F02": "Goals are clear.", "F03": "Nobody measures."
    }  # fmt: skip
    assert findings["F02"].indicators == findings["F03"].indicators


def test_a_new_finding_without_a_direction_stays_a_candidate(project: Project) -> None:
    empty_report(project)
    form = send_form(project, ORDER)
    collect(project, edit_form(form, rows({"F01": {TEXT: "To be discussed."}})))
    finding = report_of(project).findings["F01"]
    assert (finding.kind, finding.state, finding.indicators) == (None, "candidate", ("GG/A/1",))


def test_a_card_shows_each_record_once_with_its_weight(project: Project) -> None:
    lines = lines_of(body_of(Path(send_form(project, ORDER)).read_bytes()))
    here = lines[lines.index("GG/L/2") : lines.index("GG/R/1")]
    heard = [here[number - 2 : number] for number, line in enumerate(here) if line.startswith("I18-2 ")]
    assert heard == [["Meets or exceeds", "Contradicted"]]
    assert [here[number - 1] for number, line in enumerate(here) if line.startswith("I13-3 ")] == [
        "Not confirmed"
    ]


def test_a_recommendation_comes_directly_after_its_first_finding(project: Project) -> None:
    lines = lines_of(body_of(Path(send_form(project, ORDER)).read_bytes()))
    cards = [line for line in lines if re.fullmatch(r"(Finding|Recommendation) [FR]\d+", line)]
    start = cards.index("Finding F06")
    assert cards[start : start + 3] == ["Finding F06", "Recommendation R03", "Finding F18"]


def test_an_indicator_without_evidence_can_be_judged(project: Project) -> None:
    form = send_form(project, ORDER)
    lines = lines_of(body_of(Path(form).read_bytes()))
    assert lines.index("Indicators without evidence") < lines.index("GG/A/2")
    collect(project, edit_form(form, rows({"GG/A/2": {1: "cannot tell", 2: "Nobody was asked."}})))
    judged = report_of(project).judgements["GG/A/2"]
    assert judged.judgement == "cannot-tell"
    assert judged.flexible_reading is not None
    assert judged.flexible_reading.text == "Nobody was asked."


def test_a_further_finding_belongs_to_the_indicators_that_it_names(project: Project) -> None:
    form = send_form(project, ORDER)
    *_, one, two = (each.row for each in only_manifest(project).fields if each.code.endswith("b.evidence"))
    named, silent = one.removesuffix(".b"), two.removesuffix(".b")
    texts = {named: {TEXT: "They wait.", INDICATORS: "GG/A/2"}, silent: {TEXT: "Somewhere else."}}
    collect(project, edit_form(form, rows(texts)))
    findings = report_of(project).findings
    assert findings[named].indicators == ("GG/A/2",)
    assert findings[silent].indicators == ()


def test_a_finding_without_an_indicator_has_its_row_at_the_end(project: Project) -> None:
    path = project.root / "data/records/havenstad/feedback.yaml"
    text = path.read_text("utf-8")
    path.write_text(
        text.replace("findings:\n  F01:", "findings:\n  F90: {text: Somewhere.}\n  F01:", 1), "utf-8"
    )
    form = send_form(project, ORDER)
    lines = lines_of(body_of(form.read_bytes()))
    assert lines.index("Other findings and recommendations") < lines.index("F90")
    collect(
        project,
        edit_form(form, rows({"F90": {TEXT: "Somewhere.", INDICATORS: "GG/A/3", DIRECTION: "weakness"}})),
    )
    assert report_of(project).findings["F90"].indicators == ("GG/A/3",)


def test_the_evidence_of_a_finding_is_ticked(project: Project) -> None:
    form = send_form(project, ORDER)
    fields = only_manifest(project).fields
    assert {"F18.I1-1", "F18.I4-2"} < {each.code for each in fields if each.base}
    assert all(each.base is None for each in fields if each.code == "F18.b.evidence")
    path = project.root / "data/records/havenstad/feedback.yaml"
    path.write_text(path.read_text("utf-8").replace("I2-1, I10-1]", "I2-1, I10-1, I3-1]"), "utf-8")
    ticked = several(
        tick("F04.I2-1", on=False), tick("F20.I3-1", on=True), rows({"F20": {TEXT: "They meet."}})
    )
    back = edit_form(form, ticked)
    assert collect(project, back).diagnostics == ()
    report = report_of(project)
    assert report.findings["F04"].evidence == ("I1-4", "I10-1", "I3-1")
    assert report.findings["F20"].evidence == ("I3-1",)
    assert collect(project, back).changed == ()
    typed = edit_form(
        form, several(tick("F04.I10-1", on=False), rows({"F04.b": {EVIDENCE: "I4-1, I1-4"}})), "two.docx"
    )
    assert not [each for each in collect(project, typed).diagnostics if each.is_error]
    assert report_of(project).findings["F04"].evidence == ("I1-4", "I3-1", "I4-1")


def test_unknown_evidence_that_was_typed_takes_no_tick_with_it(project: Project) -> None:
    form = send_form(project, ORDER)
    back = edit_form(form, several(tick("F04.I2-1", on=False), rows({"F04.b": {EVIDENCE: "I99-9"}})))
    result = collect(project, back)
    assert [each.where for each in result.kept] == ["F04.b.evidence"]
    assert report_of(project).findings["F04"].evidence == ("I1-4", "I10-1")


def test_a_finding_stays_on_one_page_unless_its_evidence_is_long(project: Project) -> None:
    """LibreOffice leaves rows out if more of them must stay together than a page can hold."""
    root = body_of(send_form(project, ORDER).read_bytes())

    def is_kept(code: str) -> bool:
        return row_of(root, code).find(f"{W}tc/{W}p/{W}pPr/{W}keepNext") is not None

    assert is_kept("F04.I2-1")
    assert not is_kept("F07.I1-1")
