"""Legibility rules: contrast, size, alignment, capitals, underlines and colours of the text.

They check the format that readers see, which combines styles, themes, tables and shading.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from lxml import etree

from assembler.diagnostics import Diagnostic
from assembler.diagnostics import document_legibility as rules
from assembler.word.check.checked_document import Subject
from assembler.word.check.locations import text_of
from assembler.word.check.tables import Table, for_table
from assembler.word.check.visible_text import TextParagraph, TextRun, for_text
from assembler.word.package.xml import WP, find_child, qn
from assembler.word.style.colour_contrast import WHITE, Colours, contrast_ratio, is_grey

_ON: Final = ("1", "true")
_INVISIBLE: Final = 1.5
_FLOOR: Final = 9
_CODE: Final = re.compile(r"(?=.*[\d/])[A-Z][A-Z0-9]*([./@–-][A-Za-z0-9]+)*")
_CODE_FLOOR: Final = 8
_FORM_NUMBER: Final = re.compile(r"\b[0-9a-f]{12,}\b")
_FORM_NUMBER_FLOOR: Final = 7.5
_CAPITALS: Final = re.compile(r"\b(?=([^\W\d_a-z]{5,}[ \u00a0][^\W\d_a-z]{5,})\b)")
"""Two successive words without small Latin letters. Other scripts need ``isupper`` as well."""
_HEX: Final = re.compile("[0-9A-Fa-f]{6}")
_REFERENCES: Final = {"HYPERLINK", "REF", "PAGEREF", "NOTEREF"}


@for_text
def check_contrast(subject: Subject, paragraphs: Sequence[TextParagraph]) -> Iterator[Diagnostic]:
    """Check that text has enough contrast with its background.

    The background may be a shape behind the text, such as the band of a cover. Each pair of colours is
    reported once for text of ordinary size and once for large text, which needs less contrast.
    """
    found: dict[tuple[str, str, float], list[TextRun]] = defaultdict(list)
    behind, page = _find_fills_behind(subject), _find_page_colour(subject)
    seen: dict[tuple[str, str, float], bool] = {}
    for paragraph in paragraphs:
        for run in paragraph.runs:
            colour, fill = run.format.colour, run.format.fill or paragraph.background
            key = colour, fill, _find_least_contrast(run)
            if key not in seen:
                seen[key] = bool(colour) and _has_low_contrast(*key, page, behind)
            if seen[key] and _has_letters(run.text):
                found[colour, fill or page, key[2]].append(run)
    for (colour, background, least), runs in found.items():
        yield rules.LOW_CONTRAST.at(
            subject.locate(runs[0].element),
            colour=colour,
            background=background,
            ratio=f"{contrast_ratio(colour, background):.1f}",
            least=f"{least:g}",
            count=len(runs),
        )


def _find_least_contrast(run: TextRun) -> float:
    return 3 if run.format.size >= 18 or (run.format.bold and run.format.size >= 14) else 4.5


def _has_letters(text: str) -> bool:
    return any(character.isalnum() for character in text)


def _has_low_contrast(colour: str, fill: str, least: float, page: str, behind: Sequence[str]) -> bool:
    """Return whether text has less contrast than ``least`` with its ``fill`` or, without one, the ``page``.

    ``behind`` contains the fill colours of all shapes behind text in the document, or "" for a picture. Text
    without a fill also passes if it is legible on one of these shapes. Text that would be invisible on the
    page is assumed to be on a picture, whose colours are unknown.
    """
    ratio = contrast_ratio(colour, fill or page)
    if fill or ratio >= least:
        return ratio < least
    on_shape = any(shape and contrast_ratio(colour, shape) >= least for shape in behind)
    return not (on_shape or ("" in behind and ratio < _INVISIBLE))


def _find_fills_behind(subject: Subject) -> list[str]:
    """Return the fill colours of the shapes behind the text.

    The colour of a picture is unknown and given as "".
    """
    colours = Colours(subject.readable_package)
    fills = []
    for part in subject.list_stories():
        for anchor in subject.trees[part].iter(f"{{{WP}}}anchor"):
            if anchor.get("behindDoc") in _ON:
                shapes = list(anchor.iter("{*}spPr"))
                fills += [colours.read_drawing_fill(shape) for shape in shapes]
    return fills


def _find_page_colour(subject: Subject) -> str:
    """Return the colour of the pages.

    Pages are white unless the document sets another colour and its settings make Word show that colour.
    """
    settings, main = subject.related_tree("settings"), subject.trees.get(subject.package.main)
    shown = settings is not None and find_child(settings, qn("w:displayBackgroundShape")) is not None
    background = find_child(main, qn("w:background")) if shown and main is not None else None
    if background is None:
        return WHITE
    return Colours(subject.readable_package).read(background, "color") or WHITE


@for_text
def check_sizes(subject: Subject, paragraphs: Sequence[TextParagraph]) -> Iterator[Diagnostic]:
    """Check that no letters or digits are too small.

    The minimum is 9 points, but 8 points for codes, and 7.5 points in a paragraph with a form number. Each
    size is reported once.
    """
    found: dict[float, list[TextRun]] = defaultdict(list)
    for paragraph in paragraphs:
        for run in paragraph.runs:
            if run.format.size < _FLOOR and _has_letters(run.text):
                is_number = _FORM_NUMBER.search(paragraph.text)
                is_code = all(map(_CODE.fullmatch, run.text.split()))
                floor = _FORM_NUMBER_FLOOR if is_number else _CODE_FLOOR if is_code else _FLOOR
                if run.format.size < floor:
                    found[run.format.size].append(run)
    for size, runs in found.items():
        location = subject.locate(runs[0].element)
        yield rules.SMALL_TEXT.at(location, size=f"{size:g}", count=len(runs))


@for_text
def check_alignment(subject: Subject, paragraphs: Sequence[TextParagraph]) -> Iterator[Diagnostic]:
    """Check that no text is justified."""
    justified = [
        each for each in paragraphs
        if each.format.alignment in ("both", "distribute", "lowKashida", "mediumKashida", "highKashida")
        and _has_letters(each.text)
    ]  # fmt: skip
    if justified:
        yield rules.JUSTIFIED_TEXT.at(subject.locate(justified[0].element), count=len(justified))


@for_text
def check_capitals(subject: Subject, paragraphs: Sequence[TextParagraph]) -> Iterator[Diagnostic]:
    """Check that no two successive words of five or more letters are in capitals.

    Typed capitals and text that is formatted as capitals are both reported, except in links.
    """
    texts = []
    for paragraph in paragraphs:
        runs = [run for run in paragraph.runs if not run.link]
        texts.append("".join([run.text.upper() if run.format.capitals else run.text for run in runs]))
    capitals = {text for text in set(texts) if any(map(str.isupper, _CAPITALS.findall(text)))}
    found = [paragraph for paragraph, text in zip(paragraphs, texts, strict=True) if text in capitals]
    if found:
        yield rules.CAPITALS.at(subject.locate(found[0].element), count=len(found))


@for_text
def check_underlines(subject: Subject, paragraphs: Sequence[TextParagraph]) -> Iterator[Diagnostic]:
    """Check that only links and references are underlined.

    An underlined space is allowed, because it is a line to write on.
    """
    found = [
        run for paragraph in paragraphs for run in paragraph.runs
        if run.format.underlined and _has_letters(run.text) and not run.link
        and not _REFERENCES.intersection(run.fields)
    ]  # fmt: skip
    if found:
        yield rules.UNDERLINED_TEXT.at(subject.locate(found[0].element), count=len(found))


@for_text
def check_coloured_words(subject: Subject, paragraphs: Sequence[TextParagraph]) -> Iterator[Diagnostic]:
    """Check that no words on a line are distinguished from the words before them by colour alone."""
    found = []
    for paragraph in paragraphs:
        before: TextRun | None = None
        for run in paragraph.runs:
            if before and _has_letters(run.text) and _differs_in_colour(before, run):
                found.append(run)
                break
            if _has_letters(run.text):
                before = run
            if "\t" in run.text or "\n" in run.text:
                before = None
    if found:
        yield rules.COLOUR_ALONE.at(subject.locate(found[0].element), count=len(found))


def _differs_in_colour(before: TextRun, run: TextRun) -> bool:
    """Return whether ``run`` differs from the words before it only in colour.

    The result is false for links, fields and grey text, and if the words before are coloured.
    """
    first, second = before.format, run.format
    if run.link or run.fields or not second.colour or is_grey(second.colour):
        return False
    same = (first.bold, first.italic, first.underlined, first.size, first.family, first.fill) == (
        second.bold, second.italic, second.underlined, second.size, second.family, second.fill
    )  # fmt: skip
    return same and first.colour != second.colour and (not first.colour or is_grey(first.colour))


@for_table
def check_coloured_cells(subject: Subject, table: Table) -> Iterator[Diagnostic]:
    """Check that a table has no empty cells that differ only in colour."""
    coloured: dict[str, etree._Element] = {}
    for cell in (cell for row in table.rows for cell in row.cells if _HEX.fullmatch(cell.fill)):
        if not is_grey(cell.fill) and _is_empty(cell.element):
            coloured.setdefault(cell.fill.upper(), cell.element)
    if len(coloured) > 1:
        yield rules.COLOUR_ALONE.at(subject.locate(next(iter(coloured.values()))), "cells")


def _is_empty(cell: etree._Element) -> bool:
    contents = cell.iter(qn("w:drawing"), qn("w:pict"), qn("w:object"), qn("w:sdt"), qn("w:sym"))
    return not text_of(cell, 1) and next(contents, None) is None
