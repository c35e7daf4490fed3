"""What introduces a list stays with it."""

from __future__ import annotations

from assembler.word.package.xml import parse, qn
from assembler.word.style.keep_together import keep_lists_with_introductions
from word_notation import package, paragraph, style, styles, table

NUMBERED = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>{}</w:pPr>'
STYLES = styles(
    style("List Bullet", NUMBERED.format(""), identity="Opsomming"),
    style("heading 1", NUMBERED.format('<w:outlineLvl w:val="0"/>'), identity="Kop1"),
    style("caption", "<w:pPr><w:keepNext/></w:pPr>", identity="Bijschrift"),
)

ITEM = paragraph("First", style="Opsomming")
LOOP, END = paragraph("{%p for goal in goals %}"), paragraph("{%p endfor %}")


def kept(*blocks: str) -> list[str]:
    """The texts of the paragraphs that are kept with the next one, in a template from a Dutch Word."""
    made = package(*blocks, styles=STYLES)
    root = parse(keep_lists_with_introductions(made).parts[made.main])
    paragraphs = (each.getparent().getparent() for each in root.iter(qn("w:keepNext")))
    return ["".join(each.itertext()) for each in paragraphs]


def test_a_paragraph_stays_with_the_list_that_it_introduces() -> None:
    assert kept(paragraph("Text"), paragraph("Two goals:"), ITEM, ITEM, paragraph("End")) == ["Two goals:"]


def test_tags_between_a_paragraph_and_its_list_are_skipped() -> None:
    assert kept(paragraph("The goals:"), LOOP, ITEM, END, paragraph("End")) == ["The goals:"]


def test_paragraphs_before_text_or_in_tables_are_not_changed() -> None:
    assert kept(paragraph("Text"), table([paragraph("Two goals:") + ITEM]), ITEM, paragraph("End")) == []


def test_a_numbered_heading_is_no_item_and_what_a_style_keeps_is_kept_already() -> None:
    heading, caption = paragraph("1 Goals", style="Kop1"), paragraph("Goals", style="Bijschrift")
    assert kept(paragraph("Text"), heading, paragraph("Text"), caption, ITEM) == []


def test_properties_are_in_the_order_of_the_schema_and_not_repeated() -> None:
    introduction = paragraph("The goals:", style="Normal", look='<w:spacing w:after="0"/>')
    made = package(introduction, ITEM, styles=STYLES)
    twice = keep_lists_with_introductions(keep_lists_with_introductions(made))
    properties = next(parse(twice.parts[made.main]).iter(qn("w:pPr")))
    assert [each.tag for each in properties] == [qn("w:pStyle"), qn("w:keepNext"), qn("w:spacing")]
