"""The team's conclusions: what peers write in Word becomes findings, advice, judgements and approvals."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from assembler.assembly.orders.order import Order
from assembler.collect.collect import collect
from assembler.model.review.feedback import FeedbackReport
from assembler.store.project.project import Project
from returned_forms import Edit, body_of, edit_form, lines_of, send_form, type_row

ORDER = Order("team-conclusions", "havenstad", language="en")
DIRECTION, TEXT, EVIDENCE, OBSTACLES, INDICATORS, STATUS = range(6)


def rows(texts: Mapping[str, Mapping[int, str]]) -> Edit:
    """Return the edit that types into columns of the rows of a grid."""

    def edit(root: object) -> None:
        for code, cells in texts.items():
            last = max(cells)
            type_row(code, *(cells.get(column, "") for column in range(last + 1)))(root)  # type: ignore[arg-type]

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
    back = edit_form(form, rows({
        "F01": {DIRECTION: "strength", TEXT: "The plan has goals.", EVIDENCE: "I1-1, I2-1",
                OBSTACLES: "Few figures", STATUS: "agreed"},
        "R01": {0: "Measure", 1: "Measure the goals.", 2: "F01", 3: "Director", 4: "high", 5: "2027-05-01"},
        "GG/A/1": {1: "meets the benchmark", 2: "In substance."},
        "T.4.1": {0: "The plan holds.", 1: "F01"},
        "HK": {1: "approved", 2: "2026-11-20", 3: "1.0"},
    }))  # fmt: skip
    assert not [each for each in collect(project, back).diagnostics if each.is_error]
    report = report_of(project)
    finding, advice = report.findings["F01"], report.recommendations["R01"]
    assert (finding.indicators, finding.kind, finding.state) == (("GG/A/1",), "strength", "agreed")
    assert (finding.evidence, finding.obstacles[0].text) == (("I1-1", "I2-1"), "Few figures")
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
        collect(project, edit_form(form, rows({"F02": {DIRECTION: "mixed", TEXT: text}}), name))
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


def test_evidence_is_grouped_by_its_confirmation(project: Project) -> None:
    lines = lines_of(body_of(Path(send_form(project, ORDER)).read_bytes()))
    start = next(number for number, line in enumerate(lines) if line.startswith("GG/L/2 – "))
    here = lines[start : start + 20]
    assert "Contradicted by another session" in here
    assert "Opinions, and evidence without a judgement" in here


def test_a_finding_without_an_indicator_has_its_row_at_the_end(project: Project) -> None:
    path = project.root / "data/records/havenstad/feedback.yaml"
    text = path.read_text("utf-8")
    path.write_text(
        text.replace("findings:\n  F01:", "findings:\n  F90: {text: Somewhere.}\n  F01:", 1), "utf-8"
    )
    form = send_form(project, ORDER)
    lines = lines_of(body_of(form.read_bytes()))
    assert lines.index("Other findings and recommendations") < lines.index("F90")
    collect(project, edit_form(form, rows({"F90": {DIRECTION: "weakness", INDICATORS: "GG/A/3"}})))
    assert report_of(project).findings["F90"].indicators == ("GG/A/3",)
