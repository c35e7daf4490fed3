"""Sections of running text: where the declaration puts them, with their codes, texts and prompts."""

from __future__ import annotations

from typing import Any

from assembler.assembly.content.references import ReferenceRenderer
from assembler.assembly.content.sections import SectionRenderer, find_sections
from assembler.assembly.content.text_rendering import substitute
from assembler.model.documents.document_type import DocumentType
from assembler.model.types.values import RichText
from assembler.views.block import Block
from assembler.views.cross_references import Mark, References
from assembler.word.content.references import CodeLinks

DECLARED = DocumentType.model_validate({
    "name": "report", "title": "R", "description": "R", "record": "feedback", "example": "x",
    "narrative": {"summary": {"code": "N.1", "path": "feedback.summary", "title": "Summary",
                              "prompt": "Write what matters most"}},
    "blocks": {
        "section": {"path": "feedback.introductions",
                    "narrative": {"introduction": {"code": "N", "title": "Introduction"}}},
        "finding": {"path": "feedback.findings",
                    "narrative": {"words": {"path": "text", "title": "Finding", "changes": "finding"}}},
    },
})  # fmt: skip


class Dutch:
    def gettext(self, message: str, context: str = "") -> str:
        return f"nl:{message}"


def places(feedback: Any, *, anonymous: bool = False) -> SectionRenderer:
    return SectionRenderer({"feedback": feedback}, Dutch(), "nl-NL", anonymous=anonymous)


def test_each_section_gets_its_code_and_the_text_of_the_record() -> None:
    text = RichText(text="Kort *gezegd*.")
    seen: dict[str, Any] = {}
    places({"summary": text}).add_sections(seen, DECLARED)
    assert seen["summary"] == {"code": Mark("N.1"), "text": text}


def test_a_released_document_has_only_the_bookmarks_of_its_coded_sections() -> None:
    seen: dict[str, Any] = {}
    renderer = SectionRenderer({"feedback": {}}, Dutch(), "nl-NL", released=True)
    renderer.add_sections(seen, DECLARED)
    assert seen["summary"]["code"] == Mark("N.1", hidden=True)


def test_in_blocks_the_code_of_the_item_comes_first_or_stands_alone() -> None:
    section, finding = Block("section", "GG"), Block("finding", "F03")
    seen: dict[str, Any] = {"sections": [section], "deep": {"findings": [finding]}}
    findings = {"F03": {"text": RichText(text="b")}}
    feedback = {"introductions": {"GG": RichText(text="a")}, "findings": findings}
    places(feedback).add_sections(seen, DECLARED)
    assert [(each.code, each.path) for _, _, each in find_sections(seen, DECLARED)] == [
        ("N.1", "feedback.summary"),
        ("GG.N", "feedback.introductions.GG"),
        ("F03", "feedback.findings.F03.text"),
    ]
    assert section["introduction"]["text"].text == "a"
    assert finding["words"] == {"code": Mark("F03"), "text": RichText(text="b")}


def test_what_nobody_has_written_is_asked_for_in_the_documents_language() -> None:
    seen: dict[str, Any] = {}
    places({}).add_sections(seen, DECLARED)
    assert "nl:Write what matters most" in seen["summary"]["text"]
    assert 'w:val="Guidance"' in seen["summary"]["text"]


def test_an_edition_for_everybody_asks_nobody_and_shows_codes_of_things_only() -> None:
    seen: dict[str, Any] = {"findings": [Block("finding", "F03")]}
    places({}, anonymous=True).add_sections(seen, DECLARED)
    assert seen["summary"] == {"code": "", "text": ""}
    assert seen["findings"][0]["words"]["code"] == Mark("F03")


def test_marks_are_drawn_once_and_references_lead_only_to_what_is_there() -> None:
    seen: dict[str, Any] = {
        "findings": [{"mark": Mark("F01")}, {"mark": Mark("F01")}],
        "advice": {"findings": References(("F01", "F02"))},
    }
    substitute(seen, ReferenceRenderer(CodeLinks("en-GB"), 700).renderers)
    assert [each["mark"].render_runs("").count("bookmarkStart") for each in seen["findings"]] == [1, 0]
    assert seen["advice"]["findings"].render_runs("").count("instrText") == 2
    assert 'w:id="701"' in seen["findings"][0]["mark"].render_runs("")


def test_a_manifest_keeps_what_stood_in_a_section_when_the_document_was_made() -> None:
    drawn = places({"summary": RichText(text="Kort *gezegd*.", language="nl")})
    [(_, _, narrative)] = find_sections({}, DECLARED)
    field = drawn.build_field(narrative, "en", "nl")
    assert (field.code, field.path, field.kind) == ("N.1", "feedback.summary", "rich_text")
    assert (field.base, field.language) == ({"text": "Kort *gezegd*.", "language": "nl"}, "nl")
    assert [block.text for block in field.shown] == ["Kort gezegd."]


def test_a_section_that_waits_for_a_writer_has_no_base_and_its_prompt() -> None:
    [(_, _, narrative)] = find_sections({}, DECLARED)
    field = places({}).build_field(narrative, "en", "nl")
    assert (field.base, field.shown, field.language) == (None, (), "nl")
    assert field.prompt == "nl:Write what matters most"
