"""Rules of accessibility: title, language tags, alternative texts, header rows and headings.

After Microsoft's accessibility rules and WCAG 2.4.2 (title) and 3.1.1 (language). None of it stops Word:
these are warnings.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from assembler.diagnostics import Diagnostic, Level
from assembler.word.check.control_rules import name_of
from assembler.word.check.locations import text_of
from assembler.word.check.subject import Rule, Subject, value
from assembler.word.check.table_rules import children
from assembler.word.package.whole_numbers import MOST_STYLES, parse_whole_number
from assembler.word.package.xml import qn


def _warning(name: str, hint: str) -> Rule:
    return Rule(name, hint, Level.WARNING)


TITLE: Final = _warning("no-title", "give the document a title (File, Info, Title)")
LANGUAGE: Final = _warning("no-language", "set the language of the document (Review, Language) in its styles")
RUNS: Final = _warning("runs-without-language", "select the text and set its language")
ALT: Final = _warning("no-alternative-text", "say in words what the picture shows, or mark it as decorative")
INLINE: Final = _warning("floating-picture", "set the picture in line with the text")
HEADER: Final = _warning(
    "no-header-row", "mark the first row as header row (Table Layout, Repeat Header Rows)"
)
SKIP: Final = _warning("heading-skips-level", "use the next level of heading, or change the one before")
EMPTY: Final = _warning("empty-heading", "delete the heading, or give it a text")
CONTROL: Final = _warning("control-without-title", "give the control a title that says what to fill in")

_DECORATIVE: Final = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_PICTURE_NAMES: Final = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".svg")
_BODY_LEVEL: Final = 9


def titled(subject: Subject) -> Iterator[Diagnostic]:
    """The core properties hold a title."""
    tree = subject.trees.get(subject.package.core_properties)
    title = tree.findtext("{http://purl.org/dc/elements/1.1/}title", "") if tree is not None else ""
    if not title.strip():
        yield TITLE.found(subject.place("docProps/core.xml"), "the document has no title")


def language_of_document(subject: Subject) -> Iterator[Diagnostic]:
    """The default run of the styles carries a language tag."""
    tree = subject.related("styles")
    path = "w:docDefaults/w:rPrDefault/w:rPr/w:lang"
    if tree is None or not value(tree, path):
        yield LANGUAGE.found(subject.place("word/styles.xml"), "the document's default language is not set")


def language_of_runs(subject: Subject) -> Iterator[Diagnostic]:
    """Each run with text carries its language tag; one diagnostic a part, with the first run without."""
    for part, root in subject.stories():
        untagged = [run for run in root.iter(qn("w:r")) if not _is_tagged(run) and _says_something(run)]
        if untagged:
            what = f"runs of text without a language tag: {len(untagged)}; this is the first"
            yield RUNS.found(subject.place(part, untagged[0]), what)


def _is_tagged(run: etree._Element) -> bool:
    properties = run.find(qn("w:rPr"))
    return properties is not None and properties.find(qn("w:lang")) is not None


def _says_something(run: etree._Element) -> bool:
    """Return whether ``text`` has a letter or a digit; a check box needs no language."""
    texts = (text.text or "" for text in run.iterchildren(qn("w:t")))
    return any(letter.isalnum() for text in texts for letter in text)


def alternative_texts(subject: Subject) -> Iterator[Diagnostic]:
    """Each picture stands inline and has an alternative text that is no file name, or is decorative."""
    for part, drawing in subject.each("wp:docPr"):
        text = drawing.get("descr", "").strip()
        decorative = any(each.get("val") == "1" for each in drawing.iter(_DECORATIVE))
        if not decorative and (not text or text.lower().endswith(_PICTURE_NAMES)):
            what = f"the picture {drawing.get('name')!r} has no alternative text"
            yield ALT.found(subject.place(part, drawing), what)
    for part, anchor in subject.each("wp:anchor"):
        yield INLINE.found(subject.place(part, anchor), "a picture floats over the text")


def header_rows(subject: Subject) -> Iterator[Diagnostic]:
    """The first row of each table of several rows is marked as a header row."""
    for part, table in subject.each("w:tbl"):
        rows = list(children(table, "w:tr"))
        if len(rows) > 1 and rows[0].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is None:
            yield HEADER.found(subject.place(part, table), "the table has no header row")


def headings(subject: Subject) -> Iterator[Diagnostic]:
    """Headings have a text, and none lies two levels under the one before."""
    levels = outline_levels(subject.related("styles"))
    before = 0
    main = subject.trees.get(subject.package.main)
    for paragraph in main.iter(qn("w:p")) if main is not None else ():
        direct = value(paragraph, "w:pPr/w:outlineLvl")
        styled = levels.get(value(paragraph, "w:pPr/w:pStyle"), _BODY_LEVEL)
        said = parse_whole_number(direct)
        level = styled if said is None or said < 0 else said
        if level >= _BODY_LEVEL:
            continue
        rule, what = EMPTY, f"a heading of level {level + 1} has no text"
        if text_of(paragraph):
            rule, what = SKIP, f"a heading of level {level + 1} follows one of level {before or 'none'}"
            skips, before = level > before, level + 1
            if not skips:
                continue
        yield rule.found(subject.place(subject.package.main, paragraph), what)


def outline_levels(styles: etree._Element | None) -> dict[str, int]:
    """The outline level (0 to 8) of each style that has one, be it inherited through ``basedOn``."""
    every = styles.iter(qn("w:style")) if styles is not None else ()
    found = {each.get(qn("w:styleId"), ""): each for each in every}
    levels = {}
    for name in found:
        level = _outline_level(name, found)
        if level < _BODY_LEVEL:
            levels[name] = level
    return levels


def _outline_level(name: str, styles: dict[str, etree._Element]) -> int:
    seen: set[str] = set()
    while name in styles and name not in seen and len(seen) < MOST_STYLES:
        level = value(styles[name], "w:pPr/w:outlineLvl")
        if (said := parse_whole_number(level)) is not None and said >= 0:
            return said
        seen.add(name)
        name = value(styles[name], "w:basedOn")
    return _BODY_LEVEL


def control_titles(subject: Subject) -> Iterator[Diagnostic]:
    """Each control that people fill in says in its title what for."""
    for part, control in subject.each("w:sdt"):
        properties = control.find(qn("w:sdtPr"))
        made = properties is not None and properties.find(qn("w:docPartObj")) is not None
        if not made and not value(control, "w:sdtPr/w:alias").strip():
            yield CONTROL.found(subject.place(part, control), f"{name_of(control)} needs one")
