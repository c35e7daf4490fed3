"""A text that stays on the page of what follows it, said in the template by a filter."""

from __future__ import annotations

import io
from typing import Any

from docx import Document

from assembler.model.types.rich_text import Block, BlockKind, Run
from assembler.word.content.paragraphs import build_rich_paragraphs
from assembler.word.package.package import open_package
from assembler.word.render.template_preparation import prepare
from assembler.word.template.environment import set_style

BULLETS = (Block((Run(text),), BlockKind.BULLET) for text in ("in May", "in June"))
INTRODUCED = [("Ask early:", True), ("in May", True)]
"""A paragraph that introduces a list always stays with its first item, and a short list on one page."""
TEXT = build_rich_paragraphs((Block((Run("Ask early:"),)), *BULLETS), "en-GB", new_list=lambda: 1)


def kept(tag: str, **data: Any) -> list[tuple[str, bool]]:
    """The words of each paragraph that a template of ``tag`` makes, and whether it is kept with the next."""
    document, stream = Document(), io.BytesIO()
    document.styles.add_style("ListBullet", 1)
    document.add_paragraph(tag)
    document.save(stream)
    page = prepare(open_package(stream.getvalue(), "page.docx"), "page.docx").render({"text": TEXT, **data})
    paragraphs = Document(io.BytesIO(page)).paragraphs
    return [(each.text, bool(each.paragraph_format.keep_with_next)) for each in paragraphs]


def test_the_last_paragraph_of_a_text_stays_with_what_follows() -> None:
    assert kept("{{p text|keep_with_next }}") == [*INTRODUCED, ("in June", True)]


def test_nothing_is_kept_where_nothing_follows() -> None:
    assert kept("{{p text|keep_with_next(source) }}", source="") == [*INTRODUCED, ("in June", False)]
    assert kept("{{p text|keep_with_next(source) }}", source="I1")[-1] == ("in June", True)


def test_plain_words_and_nothing_stay_what_they_are() -> None:
    assert kept("{{p text|keep_with_next }}", text="R&D") == [("R&D", False)]
    assert kept("{{ text|keep_with_next }}", text="") == [("", False)]


def test_it_may_be_said_twice() -> None:
    assert kept("{{p text|keep_with_next|keep_with_next }}") == kept("{{p text|keep_with_next }}")


def test_a_text_in_a_cell_has_its_lists_in_a_style_for_cells() -> None:
    """Lists of running text have its measure, which is wider than most cells."""
    xml = str(set_style(TEXT, "TableText", "TableBullet"))
    assert xml.count('"TableText"') == 1 and xml.count('"TableBullet"') == 2 and "ListBullet" not in xml
    assert '"ListBullet"' in str(set_style(TEXT, "TableText"))
    assert "numPr" not in xml and xml.count("keepNext") == 1, (
        "an item in a cell would keep its row with the next"
    )


def test_bullets_in_a_box_are_indented_by_their_style() -> None:
    """The indent of a direct list number takes precedence over the style's, outside the border of a box."""
    items = (Block((Run("May"),), BlockKind.BULLET), Block((Run("or June"),), BlockKind.BULLET, level=1))
    text = build_rich_paragraphs(items, "en-GB", new_list=lambda: 1)
    first, second = str(set_style(text, "BoxText", "BoxBullet")).split("</w:p>")[:2]
    assert '"BoxBullet"' in first and "w:numPr" not in first
    assert '"BoxBullet"' in second and '<w:ilvl w:val="1"/>' in second
    assert str(set_style(text, "BoxText")).count("w:numPr>") == 4, "the bullets of running text keep theirs"
