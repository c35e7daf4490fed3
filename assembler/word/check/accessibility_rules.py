"""Accessibility rules: titles, language tags, alternative text, header rows and headings.

The rules follow Microsoft's accessibility rules and WCAG 2.4.2 (title) and 3.1.1 (language). All diagnostics
are warnings, because Word opens the file regardless.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from lxml import etree

from assembler.diagnostics import Diagnostic
from assembler.diagnostics import document_contents as rules
from assembler.diagnostics.document_markup import CONTROL_WITHOUT_TITLE
from assembler.word.check.checked_document import Subject, value
from assembler.word.check.controls import TAG, TITLE, Control, for_controls
from assembler.word.check.locations import text_of
from assembler.word.check.tables import Table, for_table
from assembler.word.check.walk import Found, for_all, for_each
from assembler.word.package.whole_numbers import MOST_STYLES, parse_whole_number
from assembler.word.package.xml import find_child, qn

_DECORATIVE: Final = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_PICTURE_NAMES: Final = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".svg")
_BODY_LEVEL: Final = 9
_OUTLINE: Final = qn("w:outlineLvl")
_VALUE: Final = qn("w:val")
_LANGUAGE: Final = (qn("w:rPr"), qn("w:lang"))
_GENERATED: Final = qn("w:docPartObj")


def check_title(subject: Subject) -> Iterator[Diagnostic]:
    """Check that the core properties include a title."""
    tree = subject.trees.get(subject.package.core_properties)
    title = tree.findtext("{http://purl.org/dc/elements/1.1/}title", "") if tree is not None else ""
    if not title.strip():
        yield rules.MISSING_TITLE.at(subject.locate("docProps/core.xml"))


def check_document_language(subject: Subject) -> Iterator[Diagnostic]:
    """Check that the default run properties in the styles include a language tag."""
    tree = subject.related_tree("styles")
    path = "w:docDefaults/w:rPrDefault/w:rPr/w:lang"
    if tree is None or not value(tree, path):
        yield rules.MISSING_LANGUAGE.at(subject.locate("word/styles.xml"))


def _needs_language(run: etree._Element) -> bool:
    """Return whether ``run`` contains letters or digits but has no language tag.

    A symbol, such as a check box, needs no tag.
    """
    if find_child(run, *_LANGUAGE) is not None:
        return False
    texts = (text.text or "" for text in run.iterchildren(qn("w:t")))
    return any(character.isalnum() for text in texts for character in text)


@for_all("w:r", where=_needs_language)
def check_run_languages(subject: Subject, found: Found) -> Iterator[Diagnostic]:
    """Check that each run with text has a language tag.

    Each part gets at most one diagnostic. It gives the location of the first untagged run and the number of
    untagged runs.
    """
    for untagged in found.values():
        if untagged:
            yield rules.RUNS_WITHOUT_LANGUAGE.at(subject.locate(untagged[0]), count=len(untagged))


@for_each("wp:docPr")
def check_alternative_texts(subject: Subject, drawing: etree._Element) -> Iterator[Diagnostic]:
    """Check that each picture is decorative or has alternative text that is not just a file name."""
    text = drawing.get("descr", "").strip()
    if not _is_decorative(drawing) and (not text or text.lower().endswith(_PICTURE_NAMES)):
        location = subject.locate(drawing)
        yield rules.MISSING_ALTERNATIVE_TEXT.at(location, name=drawing.get("name", ""))


@for_each("wp:anchor")
def check_floating_pictures(subject: Subject, anchor: etree._Element) -> Iterator[Diagnostic]:
    """Check that no picture floats unless it is decorative."""
    if not _is_decorative(anchor):
        yield rules.FLOATING_PICTURE.at(subject.locate(anchor))


def _is_decorative(drawing: etree._Element) -> bool:
    return any(mark.get("val") == "1" for mark in drawing.iter(_DECORATIVE))


@for_table
def check_header_rows(subject: Subject, table: Table) -> Iterator[Diagnostic]:
    """Check that the first row of a table with several rows is marked as a header row."""
    if len(table.rows) > 1 and not table.rows[0].is_header:
        yield rules.MISSING_HEADER_ROW.at(subject.locate(table.element))


@for_all("w:pStyle", "w:outlineLvl")
def check_headings(subject: Subject, found: Found) -> Iterator[Diagnostic]:
    """Check that no heading in the body is empty or skips a level."""
    levels = read_outline_levels(subject.related_tree("styles"))
    before = 0
    settings = found.get(subject.package.main, ())
    around = (each.getparent() for each in settings if each.tag == _OUTLINE or each.get(_VALUE) in levels)
    paragraphs = dict.fromkeys(each.getparent() for each in around if each is not None)
    for paragraph in paragraphs:
        if paragraph is None or paragraph.tag != qn("w:p"):
            continue
        direct = value(paragraph, "w:pPr/w:outlineLvl")
        styled = levels.get(value(paragraph, "w:pPr/w:pStyle"), _BODY_LEVEL)
        own = parse_whole_number(direct)
        level = styled if own is None or own < 0 else own
        if level >= _BODY_LEVEL:
            continue
        if not text_of(paragraph):
            yield rules.EMPTY_HEADING.at(subject.locate(paragraph), level=level + 1)
            continue
        if level > before:
            location = subject.locate(paragraph)
            if before:
                yield rules.SKIPPED_HEADING_LEVEL.at(location, level=level + 1, before=before)
            else:
                yield rules.SKIPPED_HEADING_LEVEL.at(location, "first", level=level + 1)
        before = level + 1


def read_outline_levels(styles: etree._Element | None) -> dict[str, int]:
    """Map each heading style to its outline level (0 to 8).

    A style either sets its level or inherits it through ``basedOn``. Styles without a level are omitted.
    """
    elements = styles.iter(qn("w:style")) if styles is not None else ()
    by_id = {element.get(qn("w:styleId"), ""): element for element in elements}
    levels = {}
    for name in by_id:
        level = _read_outline_level(name, by_id)
        if level < _BODY_LEVEL:
            levels[name] = level
    return levels


def _read_outline_level(name: str, styles: dict[str, etree._Element]) -> int:
    seen: set[str] = set()
    while name in styles and name not in seen and len(seen) < MOST_STYLES:
        level = parse_whole_number(value(styles[name], "w:pPr/w:outlineLvl"))
        if level is not None and level >= 0:
            return level
        seen.add(name)
        name = value(styles[name], "w:basedOn")
    return _BODY_LEVEL


@for_controls
def check_control_titles(subject: Subject, controls: Sequence[Control]) -> Iterator[Diagnostic]:
    """Check that each content control has a title.

    Controls that Word generates, such as the one around a table of contents, need none.
    """
    for control in controls:
        if control.value(TITLE).strip() or _GENERATED in control.settings:
            continue
        location, tag = subject.locate(control.element), control.value(TAG)
        if tag:
            yield CONTROL_WITHOUT_TITLE.at(location, "tagged", tag=tag)
        else:
            yield CONTROL_WITHOUT_TITLE.at(location)
