"""Rules for the structure: real headings, lists and spacing, simple tables, and no text boxes.

Typed bullets, bold paragraphs and rows of spaces look like lists, headings and columns on the page, but a
screen reader does not recognise them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from lxml import etree

from assembler.diagnostics import Diagnostic, Rule
from assembler.diagnostics import document_structure as rules
from assembler.word.check.checked_document import Subject
from assembler.word.check.locations import PARAGRAPH, TABLE, text_of
from assembler.word.check.tables import Table, for_table
from assembler.word.check.visible_text import TextParagraph, for_text
from assembler.word.check.walk import for_each
from assembler.word.package.xml import find_ancestor, qn
from assembler.word.style.text_format import BODY_LEVEL

_BLOCKS: Final = (PARAGRAPH, TABLE, qn("w:sdt"))
_HEADING_LENGTH: Final = 100
_LARGER: Final = 2
_SENTENCE_ENDS: Final = (".", ":", ";", ",", "…")
_OTHER_HEADINGS: Final = re.compile("title|subtitle|caption|toc|header|footer|signature", re.IGNORECASE)
_SPACES: Final = re.compile(r"[ \u00a0\u2002\u2003]{3,}")
_BULLET: Final = re.compile(r"\s*([-–—•*·▪◦‣►➢✓])[\t \u00a0]+\S|(o)\t\S")
_NUMBER: Final = re.compile(r"\s*\(?(\d{1,2}|[a-z])[.)][\t \u00a0]+\S")


def _report(
    subject: Subject, rule: Rule, found: Sequence[TextParagraph], variant: str = ""
) -> Iterator[Diagnostic]:
    """Report ``rule``, with its message for ``variant``, once for all the paragraphs in ``found``.

    The diagnostic gives the location of the first paragraph and the number of paragraphs.
    """
    if found:
        yield rule.at(subject.locate(found[0].element), variant, count=len(found))


def _list_body(subject: Subject, paragraphs: Sequence[TextParagraph]) -> list[TextParagraph]:
    """Return the paragraphs of the body that are not in a table."""
    return [each for each in paragraphs if each.part == subject.package.main and each.cell is None]


@for_text
def check_faked_headings(subject: Subject, paragraphs: Sequence[TextParagraph]) -> Iterator[Diagnostic]:
    """Check that no body paragraph imitates a heading with bold or larger letters."""
    body = _list_body(subject, paragraphs)
    texts = [each for each in body if each.text.strip()]
    found = [
        each for each, after in pairwise(texts)
        if _looks_like_heading(each) and not _looks_like_heading(after) and after.format.level == BODY_LEVEL
    ]  # fmt: skip
    yield from _report(subject, rules.FAKED_HEADING, found)


def _looks_like_heading(paragraph: TextParagraph) -> bool:
    """Return whether ``paragraph`` looks like a heading but is not one.

    Such a paragraph is short, does not end like a sentence, and all its runs are bolder or larger than its
    style.
    """
    text, format_ = paragraph.text.strip(), paragraph.format
    if format_.level < BODY_LEVEL or format_.is_listed or _OTHER_HEADINGS.search(format_.style):
        return False
    if not 2 < len(text) <= _HEADING_LENGTH or text.endswith(_SENTENCE_ENDS) or "\t" in text:
        return False
    if any(run.link or run.fields for run in paragraph.runs) or not any(map(str.isalpha, text)):
        return False
    plain = paragraph.style_format
    runs = [run.format for run in paragraph.runs if run.text.strip()]
    return all(run.bold and not plain.bold for run in runs) or all(
        run.size >= plain.size + _LARGER for run in runs
    )


@for_text
def check_headings_with_text(subject: Subject, paragraphs: Sequence[TextParagraph]) -> Iterator[Diagnostic]:
    """Check that a heading in the body stays on the same page as the text that follows it."""
    found = [
        each for each in _list_body(subject, paragraphs)
        if each.format.level < BODY_LEVEL and not each.format.keeps_next and each.text.strip()
        and next(each.element.itersiblings(*_BLOCKS), None) is not None
    ]  # fmt: skip
    yield from _report(subject, rules.HEADING_APART, found)


@for_text
def check_blank_paragraphs(subject: Subject, paragraphs: Sequence[TextParagraph]) -> Iterator[Diagnostic]:
    """Check that empty paragraphs are not used as spacing.

    Only the body is checked. An empty paragraph is allowed if it is in a control, where it is to be filled
    in, if it begins a page, or if it has borders or a background.
    """
    empty = {
        each.element: each for each in paragraphs
        if each.part == subject.package.main and each.is_empty
        and not (each.format.has_borders or each.format.fill or each.format.begins_page)
        and find_ancestor(each.element, qn("w:sdt")) is None
    }  # fmt: skip
    repeated, single = [], []
    for element, paragraph in empty.items():
        before, after = (
            next(element.itersiblings(*_BLOCKS, preceding=preceding), None) for preceding in (True, False)
        )
        if before is not None and before in empty:
            continue
        if after is not None and after in empty:
            repeated.append(paragraph)
        elif before is not None and after is not None and before.tag == after.tag == PARAGRAPH:
            single.append(paragraph)
    yield from _report(subject, rules.BLANK_PARAGRAPHS, repeated)
    yield from _report(subject, rules.BLANK_PARAGRAPHS, single, "single")


@for_text
def check_spaces(subject: Subject, paragraphs: Sequence[TextParagraph]) -> Iterator[Diagnostic]:
    """Check that no text is aligned with three or more successive spaces."""
    found = [each for each in paragraphs if _SPACES.search(each.text) and each.text.strip()]
    yield from _report(subject, rules.REPEATED_SPACES, found)


@for_text
def check_typed_lists(subject: Subject, paragraphs: Sequence[TextParagraph]) -> Iterator[Diagnostic]:
    """Check that successive lines do not form a list with typed bullets or numbers."""
    found: list[TextParagraph] = []
    before, mark = None, ""
    for paragraph in paragraphs:
        neighbour = before is not None and paragraph.element.getprevious() is before.element
        mark = mark if neighbour else ""
        listed = paragraph.format.is_listed or paragraph.format.level < BODY_LEVEL or paragraph.fields
        for line in ("",) if listed else paragraph.text.split("\n"):
            match = _BULLET.match(line) or _NUMBER.match(line)
            own = next(filter(None, match.groups()), "") if match else ""
            if own and mark and own == _find_next_mark(mark) and (not found or found[-1] is not before):
                found.append(paragraph)
            mark = own
        before = paragraph
    yield from _report(subject, rules.TYPED_LIST, found)


def _find_next_mark(mark: str) -> str:
    """Return the bullet or number of the item that follows ``mark`` in a typed list.

    >>> [_find_next_mark(mark) for mark in ("-", "9", "b")]
    ['-', '10', 'c']
    """
    if mark.isdecimal():
        return str(int(mark) + 1)
    return chr(ord(mark) + 1) if mark.isalpha() and mark.isascii() and mark != "o" else mark


@for_each("w:txbxContent")
def check_text_boxes(subject: Subject, box: etree._Element) -> Iterator[Diagnostic]:
    """Check that no text is in a text box."""
    if text_of(box, 1):
        yield rules.TEXT_BOX.at(subject.locate(box))


@for_table
def check_simple_tables(subject: Subject, table: Table) -> Iterator[Diagnostic]:
    """Check that no table is nested, and that cells are merged only in header rows.

    A row with only one cell is allowed, because it is a title. A cell may also span several columns if a
    header cell above it spans them.
    """
    if find_ancestor(table.element, TABLE) is not None:
        yield rules.NESTED_TABLE.at(subject.locate(table.element))
    merged, headings = [], list[tuple[int, int]]()
    for row in table.rows:
        if row.is_header:
            headings += [cell.columns for cell in row.cells]
        elif len(row.cells) > 1:
            merged += [
                cell for cell in row.cells
                if cell.merge == "continue" or _is_merged_across(cell.columns, headings)
            ]  # fmt: skip
    if merged:
        yield rules.MERGED_TABLE_CELLS.at(subject.locate(merged[0].element), count=len(merged))


def _is_merged_across(columns: tuple[int, int], headings: Sequence[tuple[int, int]]) -> bool:
    """Return whether a cell spans columns that no header cell above it spans together.

    ``columns`` and each item of ``headings`` consist of a first column and a number of columns.

    >>> _is_merged_across((1, 2), [(0, 1), (1, 2)]), _is_merged_across((1, 2), [(0, 1), (1, 1), (2, 1)])
    (False, True)
    """
    start, span = columns
    return span > 1 and not any(first <= start and start + span <= first + width for first, width in headings)
