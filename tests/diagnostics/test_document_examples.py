"""The examples of the rules about Word documents, put into a valid document and checked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assembler.diagnostics import Diagnostic, Rule, registry
from assembler.word.check.check import check_document
from assembler.word.package.package import pack
from drawn_document import GOOD

FAULTS = Path(__file__).resolve().parents[1] / "word/check/test_faults.py"
TOPICS = tuple(topic for topic in registry.TOPICS if topic.startswith("document_"))
RULES = {rule.id: rule for topic in TOPICS for rule in registry.rules_of(topic)}
TESTED_ELSEWHERE = {
    "duplicate-part": "test_a_part_that_is_there_twice_is_reported",
    "damaged-part": "test_a_part_with_a_wrong_checksum_is_reported",
    "missing-content-type": '"a part without a content type":',
    "empty-part": "test_an_empty_part_is_reported",
    "damaged-picture": '"a picture that is cut off*":',
    "document-type-declaration": '"a document type":',
}
"""Rules whose examples are files rather than elements, with their test in ``test_faults.py``."""

BODY, STYLES, NUMBERING = "word/document.xml", "word/styles.xml", "word/numbering.xml"
TARGETS = {
    "Default": ("[Content_Types].xml", "</Types>", "Extension"),
    "Override": ("[Content_Types].xml", "</Types>", "PartName"),
    "Relationship": ("word/_rels/document.xml.rels", "</Relationships>", "Id"),
    "w:docDefaults": (STYLES, "<w:style ", ""),
    "w:style": (STYLES, "</w:styles>", "w:styleId"),
    "w:num": (NUMBERING, "</w:numbering>", "w:numId"),
    "w:updateFields": ("word/settings.xml", "<w:footnotePr>", ""),
    "w:footnote": ("word/footnotes.xml", "</w:footnotes>", "w:id"),
    "dc:title": ("docProps/core.xml", "</cp:coreProperties>", ""),
    "dcterms:created": ("docProps/core.xml", "</cp:coreProperties>", ""),
    "property": ("docProps/custom.xml", "</Properties>", "name"),
}
"""The part of an element, where it is inserted, and the attribute by which it replaces another one there."""
IN_BODY = (BODY, "<w:p/>", "")


def check_example(example: str) -> tuple[Diagnostic, ...]:
    """Check the valid document with the elements of ``example`` inserted."""
    name = re.match(r"\s*<([\w:]+)", example)
    assert name, f"an example is an element: {example}"
    part, anchor, key = TARGETS.get(name[1], IN_BODY)
    if name[1] == "Relationship" and "/officeDocument" in re.findall(r'Type=".*(/\w+)"', example):
        part = "_rels/.rels"
    text = GOOD[part].decode()
    if part != BODY:
        for opening in re.findall(rf"<{name[1]}\b[^>]*", example):
            text = remove_element(text, name[1], opening, key)
    assert anchor in text
    changed = text.replace(anchor, example.strip() + anchor, 1)
    return check_document(pack({**GOOD, part: changed.encode()}), "example.docx")


def remove_element(text: str, name: str, opening: str, key: str) -> str:
    """Remove the element that an example replaces: the one with the same ``key``, or the only one."""
    value = re.search(rf'\b{key}="[^"]*"', opening) if key else None
    wanted = rf"[^>]*{re.escape(value[0])}" if value else ""
    return re.sub(rf"<{name}\b{wanted}[^>]*(/>|(?<!/)>.*?</{name}>)", "", text, count=1, flags=re.DOTALL)


@pytest.mark.parametrize("rule", [each for each in RULES.values() if each.id not in TESTED_ELSEWHERE],
                         ids=lambda rule: rule.id)  # fmt: skip
def test_the_bad_example_is_reported_and_the_good_one_is_not(rule: Rule) -> None:
    assert rule.id in {each.rule for each in check_example(rule.bad)}
    diagnostics = check_example(rule.good)
    assert [each for each in diagnostics if each.is_error or each.rule == rule.id] == []


def test_examples_that_are_files_have_a_test_of_their_own() -> None:
    tests = FAULTS.read_text(encoding="utf-8")
    for rule, test in TESTED_ELSEWHERE.items():
        assert rule in RULES and test in tests and f'"{rule}"' in tests
