"""All rules walk over a document together, and share what they read in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pytest

from assembler.diagnostics import Diagnostic
from assembler.word.check.check import DOCUMENT_RULES, check_document
from assembler.word.check.checked_document import Subject
from assembler.word.check.walk import apply_rules
from assembler.word.package.package import Package, pack
from assembler.word.package.xml import parse

BODY = "word/document.xml"
LINE = '<w:p>{}<w:r><w:rPr>{}</w:rPr><w:t xml:space="preserve">{}</w:t></w:r></w:p>'
CELL = "<w:tc><w:tcPr>{}</w:tcPr><w:p/></w:tc>"
FAULTS = "".join((
    LINE.format('<w:pPr><w:jc w:val="middle"/></w:pPr>', '<w:color w:val="FFFF99"/>', "De stad"),
    LINE.format('<w:pPr><w:jc w:val="middle"/><w:keepNext/></w:pPr>', '<w:u/><w:b/>', "TWO CAPITAL words"),
    '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="x"/></w:tblGrid><w:tr>',
    CELL.format('<w:vMerge/>'), CELL.format('<w:gridSpan w:val="3"/>'), "</w:tr><w:tr/></w:tbl>",
    '<w:sdt><w:sdtPr><w:id w:val="7"/><w:lock w:val="no"/></w:sdtPr></w:sdt>',
))  # fmt: skip


@pytest.fixture(scope="module")
def faulty(parts: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """A document with each of the faults twice."""
    return {**parts, BODY: parts[BODY].replace(b"<w:sectPr", f"{FAULTS * 2}<w:sectPr".encode(), 1)}


def test_each_rule_reports_the_same_alone_and_with_the_others(faulty: Mapping[str, bytes]) -> None:
    trees = {part: parse(data) for part, data in faulty.items() if part.endswith((".xml", ".rels"))}
    package = Package("a.docx", dict(faulty), BODY)
    alone: list[Diagnostic] = []
    for rule in DOCUMENT_RULES:
        alone += apply_rules(Subject(package, trees), (rule,))
    assert tuple(alone) == apply_rules(Subject(package, trees), DOCUMENT_RULES)


def test_a_fault_is_reported_wherever_it_occurs(faulty: Mapping[str, bytes]) -> None:
    found = Counter(each.rule for each in check_document(pack(faulty), "a.docx"))
    once_each = ("wrong-element-order", "unknown-value", "invalid-measure", "orphan-vertical-merge")
    assert {rule: found[rule] for rule in once_each} == {
        "wrong-element-order": 4, "unknown-value": 4, "invalid-measure": 2, "orphan-vertical-merge": 2,
    }  # fmt: skip


def test_a_fault_in_one_of_many_similar_rows_is_reported(parts: Mapping[str, bytes]) -> None:
    control = (
        '<w:sdt><w:sdtPr><w:tag w:val="q{0}"/><w:id w:val="{0}"/></w:sdtPr>'
        "<w:sdtContent>{1}</w:sdtContent></w:sdt>"
    )
    row = '<w:tr><w:tc><w:p><w:pPr><w:jc w:val="{2}"/></w:pPr>' + control + "</w:p></w:tc></w:tr>"
    run = "<w:r><w:t>Answer {}</w:t></w:r>"
    rows = [row.format(number, run.format(number), "left") for number in range(1, 9)]
    rows[4:6] = row.format(5, run.format(5), "middle"), row.format(6, "<w:p/>", "left")
    table = f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid>{''.join(rows)}</w:tbl><w:sectPr"
    body = parts[BODY].replace(b"<w:sectPr", table.encode(), 1)
    found = [each for each in check_document(pack({**parts, BODY: body}), "a.docx") if each.is_error]
    where = sorted((each.rule, each.location.position.split(", ")[2]) for each in found)
    assert where == [("misplaced-element", "row 6"), ("unknown-value", "row 5")]
