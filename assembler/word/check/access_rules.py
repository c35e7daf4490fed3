"""Rules of accessibility: title, language tags, alternative texts, header rows and headings.

They follow Microsoft's accessibility rules and WCAG 2.4.2 (title) and 3.1.1 (language). All are warnings,
because Word opens the file regardless.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from assembler.diagnostics import Diagnostic, Level
from assembler.diagnostics.document_controls import CONTROL_WITHOUT_TITLE
from assembler.word.check.locations import text_of
from assembler.word.check.subject import Rule, Subject, value
from assembler.word.check.table_rules import iter_children
from assembler.word.package.whole_numbers import MOST_STYLES, parse_whole_number
from assembler.word.package.xml import qn


def _build_warning(name: str, hint: str) -> Rule:
    return Rule(name, hint, Level.WARNING)


TITLE: Final = _build_warning("no-title", "give the document a title (File, Info, Title)")
LANGUAGE: Final = _build_warning(
    "no-language", "set the language of the document (Review, Language) in its styles"
)
RUNS: Final = _build_warning("runs-without-language", "select the text and set its language")
ALT: Final = _build_warning(
    "no-alternative-text", "say in words what the picture shows, or mark it as decorative"
)
INLINE: Final = _build_warning("floating-picture", "set the picture in line with the text")
HEADER: Final = _build_warning(
    "no-header-row", "mark the first row as header row (Table Layout, Repeat Header Rows)"
)
SKIP: Final = _build_warning("heading-skips-level", "use the next level of heading, or change the one before")
EMPTY: Final = _build_warning("empty-heading", "delete the heading, or give it a text")

_DECORATIVE: Final = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_PICTURE_NAMES: Final = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".svg")
_BODY_LEVEL: Final = 9


def check_title(subject: Subject) -> Iterator[Diagnostic]:
    """Check that the core properties have a title."""
    tree = subject.trees.get(subject.package.core_properties)
    title = tree.findtext("{http://purl.org/dc/elements/1.1/}title", "") if tree is not None else ""
    if not title.strip():
        yield TITLE.found(subject.place("docProps/core.xml"), "the document has no title")


def check_document_language(subject: Subject) -> Iterator[Diagnostic]:
    """Check that the default run properties of the styles have a language tag."""
    tree = subject.related("styles")
    path = "w:docDefaults/w:rPrDefault/w:rPr/w:lang"
    if tree is None or not value(tree, path):
        yield LANGUAGE.found(subject.place("word/styles.xml"), "the document's default language is not set")


def check_run_languages(subject: Subject) -> Iterator[Diagnostic]:
    """Check that each run with text has a language tag; report the first without one in each part."""
    for part, root in subject.stories():
        untagged = [run for run in root.iter(qn("w:r")) if not _is_tagged(run) and _has_text(run)]
        if untagged:
            what = f"runs of text without a language tag: {len(untagged)}; this is the first"
            yield RUNS.found(subject.place(part, untagged[0]), what)


def _is_tagged(run: etree._Element) -> bool:
    properties = run.find(qn("w:rPr"))
    return properties is not None and properties.find(qn("w:lang")) is not None


def _has_text(run: etree._Element) -> bool:
    """Return whether ``run`` has a letter or a digit; a check box needs no language."""
    texts = (text.text or "" for text in run.iterchildren(qn("w:t")))
    return any(character.isalnum() for text in texts for character in text)


def check_alternative_texts(subject: Subject) -> Iterator[Diagnostic]:
    """Check that pictures are inline, and have an alternative text (not a file name) or are decorative."""
    for part, drawing in subject.each("wp:docPr"):
        text = drawing.get("descr", "").strip()
        decorative = any(mark.get("val") == "1" for mark in drawing.iter(_DECORATIVE))
        if not decorative and (not text or text.lower().endswith(_PICTURE_NAMES)):
            what = f"the picture {drawing.get('name')!r} has no alternative text"
            yield ALT.found(subject.place(part, drawing), what)
    for part, anchor in subject.each("wp:anchor"):
        yield INLINE.found(subject.place(part, anchor), "a picture floats over the text")


def check_header_rows(subject: Subject) -> Iterator[Diagnostic]:
    """Check that the first row of each table with several rows is marked as a header row."""
    for part, table in subject.each("w:tbl"):
        rows = list(iter_children(table, "w:tr"))
        if len(rows) > 1 and rows[0].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is None:
            yield HEADER.found(subject.place(part, table), "the table has no header row")


def check_headings(subject: Subject) -> Iterator[Diagnostic]:
    """Check that headings have a text, and that none skips a level after the one before."""
    levels = read_outline_levels(subject.related("styles"))
    before = 0
    main = subject.trees.get(subject.package.main)
    for paragraph in main.iter(qn("w:p")) if main is not None else ():
        direct = value(paragraph, "w:pPr/w:outlineLvl")
        styled = levels.get(value(paragraph, "w:pPr/w:pStyle"), _BODY_LEVEL)
        own = parse_whole_number(direct)
        level = styled if own is None or own < 0 else own
        if level >= _BODY_LEVEL:
            continue
        rule, what = EMPTY, f"a heading of level {level + 1} has no text"
        if text_of(paragraph):
            rule, what = SKIP, f"a heading of level {level + 1} follows one of level {before or 'none'}"
            skips, before = level > before, level + 1
            if not skips:
                continue
        yield rule.found(subject.place(subject.package.main, paragraph), what)


def read_outline_levels(styles: etree._Element | None) -> dict[str, int]:
    """Return the outline level (0 to 8) of each style that has one, its own or inherited (``basedOn``)."""
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


def check_control_titles(subject: Subject) -> Iterator[Diagnostic]:
    """Check that each control that people fill in has a title."""
    for part, control in subject.each("w:sdt"):
        properties = control.find(qn("w:sdtPr"))
        is_generated = properties is not None and properties.find(qn("w:docPartObj")) is not None
        if not is_generated and not value(control, "w:sdtPr/w:alias").strip():
            place, tag = subject.place(part, control), value(control, "w:sdtPr/w:tag")
            if tag:
                yield CONTROL_WITHOUT_TITLE.at(place, "tagged", tag=tag)
            else:
                yield CONTROL_WITHOUT_TITLE.at(place)
