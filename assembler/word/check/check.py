"""Checks a finished Word file by our own rules, in pure Python, in about 40 ms per file.

What Word does: it opens a sound file and offers to "repair" (that is, to lose) what is not, without saying
where. Microsoft's Open XML SDK validator misses several causes of that (an empty cell, an id in body and
header) and LibreOffice opens nearly anything. What we promise: container, package, markup, order, ids,
references, tags left over and what readers with disabilities need are checked, and each diagnostic has a
location and a hint. We do not claim that "it opens in Word": a file without diagnostics passes our rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from assembler.diagnostics import Diagnostic, Level
from assembler.word.check import (
    access_rules,
    control_rules,
    markup_rules,
    opc_rules,
    order_rules,
    picture_rules,
    property_rules,
    range_rules,
    reference_rules,
    table_rules,
    tag_rules,
    value_rules,
)
from assembler.word.check.subject import Subject
from assembler.word.check.zip_rules import container
from assembler.word.package.package import Package, open_package, read_relationships
from assembler.word.package.zip_reader import refuse_other_archives
from assembler.word.package.zip_writer import CONTENT_TYPES_PART

RuleFunction = Callable[[Subject], Iterator[Diagnostic]]

PACKAGE_RULES: Final[tuple[RuleFunction, ...]] = (
    opc_rules.part_types,
    opc_rules.one_document,
    opc_rules.relationships,
    opc_rules.not_external,
    opc_rules.references,
    opc_rules.empty_parts,
    markup_rules.compatibility,
)
"""Rules for the markup as it is in the file."""

DOCUMENT_RULES: Final[tuple[RuleFunction, ...]] = (
    markup_rules.foreign_markup,
    order_rules.orders,
    order_rules.places,
    value_rules.values,
    table_rules.cells_hold_paragraphs,
    table_rules.rows_and_grids,
    table_rules.merges,
    control_rules.control_ids,
    control_rules.control_content,
    control_rules.control_properties,
    range_rules.bookmarks,
    range_rules.fields,
    range_rules.updates,
    range_rules.contents,
    range_rules.links,
    reference_rules.styles,
    reference_rules.lists,
    reference_rules.notes,
    reference_rules.paragraph_ids,
    picture_rules.drawing_ids,
    picture_rules.pictures,
    property_rules.core_properties,
    property_rules.custom_properties,
    property_rules.language_tags,
    tag_rules.tags_left,
    access_rules.titled,
    access_rules.language_of_document,
    access_rules.language_of_runs,
    access_rules.alternative_texts,
    access_rules.header_rows,
    access_rules.headings,
    access_rules.control_titles,
)
"""Rules for the markup that Word reads, with alternatives resolved."""

_STRANGERS: Final = (b"macroenabled", b"vbaproject", b"spreadsheetml.sheet.main", b"presentationml.pres")
_LEVELS: Final = (Level.ERROR, Level.WARNING, Level.INFO)


def sound(data: bytes, name: str) -> tuple[Diagnostic, ...]:
    """Check the .docx ``data`` and return its diagnostics, errors first; none if it is valid.

    FileError where ``data`` is no Word file, or one that we do not open: macros, encryption, a bomb.
    """
    parts, broken = container(data, name)
    if broken:
        return broken
    _refuse_strangers(data, parts, name)
    trees, diagnostics = markup_rules.read_trees(parts, name)
    if any(part.endswith(".rels") or part == CONTENT_TYPES_PART for part in parts.keys() - trees.keys()):
        return diagnostics
    package = Package(name, parts, _main(parts))
    diagnostics += _judged(Subject(package, trees), PACKAGE_RULES)
    for root in trees.values():
        markup_rules.resolve(root)
    diagnostics += _judged(Subject(package, trees), DOCUMENT_RULES)
    return tuple(sorted(dict.fromkeys(diagnostics), key=lambda diagnostic: _LEVELS.index(diagnostic.level)))


def _refuse_strangers(data: bytes, parts: Mapping[str, bytes], name: str) -> None:
    """FileError for an archive, workbook, presentation or Strict document, and for one with macros."""
    refuse_other_archives(dict(parts), name)
    table = parts[CONTENT_TYPES_PART].lower()
    strict = b"http://purl.oclc.org/ooxml/" in parts.get("_rels/.rels", b"")
    macros = any("vbaproject" in part.lower() for part in parts)
    if strict or macros or any(word in table for word in _STRANGERS):
        open_package(data, name)


def _main(parts: Mapping[str, bytes]) -> str:
    """Return the main part by the relationships of the package, or by its usual name if there are none."""
    named = (line.target for line in read_relationships(parts, "") if line.kind == "officeDocument")
    return next((target for target in named if target in parts), "word/document.xml")


def _judged(subject: Subject, rules: tuple[RuleFunction, ...]) -> tuple[Diagnostic, ...]:
    return tuple(diagnostic for rule in rules for diagnostic in rule(subject))
