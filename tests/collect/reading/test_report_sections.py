"""Printed lines of a returned report are recognised, and what people wrote is not."""

from __future__ import annotations

from assembler.collect.reading.report_sections import Sections, find_sections
from assembler.model.documents.form_manifest import FormManifest, Line
from assembler.word.returned.report_content import Passage

EDITION, PILLARS, NETWORK = "Internal edition. For the team only.", ("GG", "IE"), "Network of cities"


def sections(*texts: str) -> Sections:
    """The sections of a report that was sent with the lines of a cover."""
    lines = tuple(Line(text) for text in ("Kade", *PILLARS, NETWORK, EDITION, "Version 1"))
    manifest = FormManifest("", "p", "r", "t", "b", "c", "en", "en", "plain", "1", lines=lines)
    return find_sections([Passage(text) for text in texts], manifest)


def boxed(*lines: str) -> str:
    """A paragraph whose text boxes follow it, as LibreOffice saves frames in .odt."""
    return "\n".join(lines)


def test_printed_lines_in_text_boxes_are_not_new() -> None:
    found = sections("Kade", boxed(EDITION, NETWORK, "IE", "GG"), "Version 1")
    assert (found.unassigned, found.edited, found.deleted) == ((), (), ())


def test_a_text_typed_beside_printed_boxes_is_kept() -> None:
    found = sections("Kade", boxed("Our remark", NETWORK, "IE", "GG"), EDITION, "Version 1")
    assert (found.unassigned, found.edited, found.deleted) == ((1,), (), ())
    found = sections("Kade", boxed(f"{EDITION} Ours.", NETWORK, "GG"), "Version 1")
    assert [each.number for each in found.edited] == [1]
    assert found.deleted == ("IE",)


def test_a_second_copy_of_printed_lines_is_kept() -> None:
    found = sections("Kade", *PILLARS, NETWORK, EDITION, boxed("GG", "IE"), "Version 1")
    assert (found.unassigned, found.deleted) == ((5,), ())
