"""Check finished Word files against our own rules, in pure Python (about 40 ms per file).

Word offers to "repair" an invalid file, but drops the content that it cannot read and does not say where the
error is. Microsoft's Open XML SDK validator misses several of the causes (an empty cell, an id used in both
body and header), and LibreOffice opens nearly any file. These rules check the container, package, markup,
element order, ids, references, leftover tags, accessibility, structure, legibility and wording. Each
diagnostic has a location and a hint. A file without diagnostics passes our rules, but that does not prove
that Word can open it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from lxml import etree

from assembler.diagnostics import Diagnostic, Level
from assembler.structs import Struct
from assembler.word.check import (
    accessibility_rules,
    content_rules,
    control_rules,
    legibility_rules,
    package_rules,
    reference_rules,
    schema_rules,
    structure_rules,
    table_rules,
    wording_rules,
    xml_rules,
)
from assembler.word.check.checked_document import Subject
from assembler.word.check.package_rules import read_container
from assembler.word.check.walk import Rule, apply_rules
from assembler.word.package.package import Package, open_package, read_relationships
from assembler.word.package.zip_reader import refuse_other_archives
from assembler.word.package.zip_writer import CONTENT_TYPES_PART

PACKAGE_RULES: Final[tuple[Rule, ...]] = (
    package_rules.check_part_types,
    package_rules.check_main_document,
    package_rules.check_relationships,
    package_rules.check_external_addresses,
    package_rules.check_references,
    package_rules.check_empty_parts,
    xml_rules.check_compatibility,
)
"""Rules that check the markup as it is stored in the file."""

DOCUMENT_RULES: Final[tuple[Rule, ...]] = (
    xml_rules.check_foreign_markup,
    schema_rules.check_order,
    schema_rules.check_nesting,
    schema_rules.check_values,
    schema_rules.check_colours,
    table_rules.check_cell_content,
    table_rules.check_rows_and_grids,
    table_rules.check_merges,
    control_rules.check_control_ids,
    control_rules.check_control_content,
    control_rules.check_control_properties,
    reference_rules.check_bookmarks,
    reference_rules.check_fields,
    reference_rules.check_update_switch,
    reference_rules.check_dirty_fields,
    reference_rules.check_contents,
    reference_rules.check_links,
    reference_rules.check_styles,
    reference_rules.check_lists,
    reference_rules.check_notes,
    reference_rules.check_paragraph_ids,
    content_rules.check_drawing_ids,
    content_rules.check_picture_sizes,
    content_rules.check_pictures,
    content_rules.check_core_properties,
    content_rules.check_custom_properties,
    content_rules.check_language_tags,
    content_rules.check_leftover_tags,
    accessibility_rules.check_title,
    accessibility_rules.check_document_language,
    accessibility_rules.check_run_languages,
    accessibility_rules.check_alternative_texts,
    accessibility_rules.check_floating_pictures,
    accessibility_rules.check_header_rows,
    accessibility_rules.check_headings,
    accessibility_rules.check_control_titles,
    structure_rules.check_faked_headings,
    structure_rules.check_headings_with_text,
    structure_rules.check_blank_paragraphs,
    structure_rules.check_spaces,
    structure_rules.check_typed_lists,
    structure_rules.check_text_boxes,
    structure_rules.check_simple_tables,
    legibility_rules.check_contrast,
    legibility_rules.check_sizes,
    legibility_rules.check_alignment,
    legibility_rules.check_capitals,
    legibility_rules.check_underlines,
    legibility_rules.check_coloured_words,
    legibility_rules.check_coloured_cells,
    wording_rules.check_link_texts,
    wording_rules.check_captions,
    wording_rules.check_alternative_text_length,
    wording_rules.check_repeated_alternatives,
    wording_rules.check_breakable_spaces,
    wording_rules.check_text_languages,
    wording_rules.check_edition_language,
)
"""Rules that check the markup as Word reads it, with one branch of each ``mc:AlternateContent``."""

_OTHER_FORMATS: Final = (b"macroenabled", b"vbaproject", b"spreadsheetml.sheet.main", b"presentationml.pres")
_LEVELS: Final = (Level.ERROR, Level.WARNING, Level.INFO)


class ReadDocument(Struct, frozen=True):
    """The unpacked and parsed parts of a .docx.

    ``name`` is the path of the file. ``diagnostics`` report what could not be unpacked or parsed.
    """

    name: str
    parts: dict[str, bytes]
    trees: Mapping[str, etree._Element]
    diagnostics: tuple[Diagnostic, ...]


def read_document(data: bytes, name: str) -> ReadDocument:
    """Unpack and parse the .docx ``data``.

    Raises FileError if ``data`` is not a Word file, is in Strict Open XML, contains macros or unsafe names,
    is encrypted, or is a zip bomb.
    """
    parts, broken = read_container(data, name)
    if broken:
        return ReadDocument(name, parts, {}, broken)
    _refuse_other_formats(data, parts, name)
    return ReadDocument(name, parts, *xml_rules.read_trees(parts, name))


def check_document(data: bytes, name: str) -> tuple[Diagnostic, ...]:
    """Check the .docx ``data`` and return its diagnostics, errors first.

    Raises FileError, as ``read_document`` does.
    """
    return check_read_document(read_document(data, name))


def check_read_document(document: ReadDocument) -> tuple[Diagnostic, ...]:
    """Check ``document`` and return its diagnostics, errors first.

    They include the diagnostics found when the document was read.
    """
    parts, trees, diagnostics = document.parts, document.trees, document.diagnostics
    unparsed = parts.keys() - trees.keys()
    if not parts or any(part.endswith(".rels") or part == CONTENT_TYPES_PART for part in unparsed):
        return diagnostics
    package = Package(document.name, parts, _find_main_part(parts))
    diagnostics += apply_rules(Subject(package, trees), PACKAGE_RULES)
    resolved = {part: xml_rules.resolve_alternatives(root) for part, root in trees.items()}
    diagnostics += apply_rules(Subject(package, resolved), DOCUMENT_RULES)
    return tuple(sorted(dict.fromkeys(diagnostics), key=lambda diagnostic: _LEVELS.index(diagnostic.level)))


def _refuse_other_formats(data: bytes, parts: Mapping[str, bytes], name: str) -> None:
    """Raise FileError if ``data`` is in another format or in Strict Open XML, or contains macros."""
    refuse_other_archives(dict(parts), name)
    table = parts[CONTENT_TYPES_PART].lower()
    strict = b"http://purl.oclc.org/ooxml/" in parts.get("_rels/.rels", b"")
    macros = any("vbaproject" in part.lower() for part in parts)
    if strict or macros or any(word in table for word in _OTHER_FORMATS):
        open_package(data, name)


def _find_main_part(parts: Mapping[str, bytes]) -> str:
    """Return the name of the main part according to the package relationships.

    If they do not name an existing part, return the usual name, ``word/document.xml``.
    """
    named = (line.target for line in read_relationships(parts, "") if line.kind == "officeDocument")
    return next((target for target in named if target in parts), "word/document.xml")
