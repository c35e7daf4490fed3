"""Word files as packages of parts: opened safely, normalised, and packed deterministically."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final
from urllib.parse import unquote

from lxml import etree

from assembler.errors import FileError
from assembler.structs import Struct, field, replace
from assembler.word.package.xml import describe_syntax_error, has_document_type, parse, qn, serialise
from assembler.word.package.zip_reader import read_members, refuse_other_archives
from assembler.word.package.zip_writer import CONTENT_TYPES_PART, pack

__all__ = ["Package", "Relationship", "open_package", "pack"]

CORE_PROPERTIES: Final = (
    "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
)
LOWERCASE_OFFICE: Final = "http://schemas.openxmlformats.org/officedocument/2006/relationships/"
MAIN_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TEMPLATE_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
TEXT_KINDS: Final = ("header", "footer", "footnotes", "endnotes", "comments")
"""Kinds of relationship from the main part to the other parts that contain text."""

_STRICT: Final = "http://purl.oclc.org/ooxml/"
_OTHER_OFFICE: Final = {"xl": "an Excel workbook", "ppt": "a PowerPoint presentation"}
_SAVE_AS_DOCX: Final = "save it in Word as a plain Word document (.docx)"


class Relationship(Struct, frozen=True):
    """A relationship in a .rels part.

    ``target`` is the name of a part or, if ``external`` is true, an address.
    """

    id: str
    type: str
    target: str
    external: bool = False

    @property
    def kind(self) -> str:
        """The last segment of the relationship type.

        >>> Relationship("rId1", "http://example.org/header", "word/header1.xml").kind
        'header'
        """
        return self.type.rsplit("/", 1)[-1]


class Package(Struct, frozen=True):
    """A Word file, unpacked into its parts.

    ``parts`` maps the names of the parts to their data, in zip order. ``main`` is the name of the main part.
    ``trees`` contains parts that are already parsed, so that ``tree`` does not parse them again.
    """

    name: str
    parts: dict[str, bytes]
    main: str
    trees: Mapping[str, etree._Element] = field(default_factory=dict)

    def tree(self, part: str) -> etree._Element:
        """Return the root element of ``part``.

        It must not be changed, because other readers may share it.
        """
        return self.trees[part] if part in self.trees else parse(self.parts[part])

    def relationships(self, part: str = "") -> tuple[Relationship, ...]:
        """Return the relationships of ``part``, in file order.

        The default is the package itself.
        """
        return read_relationships(self.parts, part)

    def related(self, kind: str, part: str | None = None) -> tuple[str, ...]:
        """Return the names of the parts to which ``part`` has a relationship of ``kind``.

        ``part`` defaults to the main part.
        """
        lines = self.relationships(self.main if part is None else part)
        names = (line.target for line in lines if line.kind == kind and not line.external)
        return tuple(dict.fromkeys(name for name in names if name in self.parts))

    @property
    def core_properties(self) -> str:
        """The name of the part that contains the title, author and dates, or "" if there is none."""
        return next(iter(self.related("core-properties", "")), "")

    def text_parts(self, kinds: Iterable[str] = TEXT_KINDS) -> tuple[str, ...]:
        """Return the names of the parts with text: the body, parts of ``kinds``, and the core properties."""
        around = (name for kind in kinds for name in self.related(kind) if name.lower().endswith(".xml"))
        core = (self.core_properties,) if self.core_properties else ()
        return tuple(dict.fromkeys((self.main, *around, *core)))

    def content_type(self, part: str) -> str:
        """Return the content type of ``part``, or "" if none is registered."""
        return content_type(self.parts, part)

    def with_parts(self, changed: Mapping[str, bytes]) -> Package:
        """Return the package with the parts ``changed``, which replace any parts with the same names."""
        return replace(self, parts={**self.parts, **changed})

    def to_bytes(self) -> bytes:
        """Return the .docx file.

        Equal parts produce equal bytes.
        """
        return pack(self.parts)


def open_package(data: bytes, name: str) -> Package:
    """Open the Word file in ``data``.

    ``name`` identifies the file in error messages. Raises FileError if ``data`` is not a .docx, is damaged or
    encrypted, is a zip bomb, or contains macros or a DOCTYPE declaration. Three deviations are
    corrected. LibreOffice writes the relationship type of the core properties in lower case, so python-docx
    would add a second part. A template (.dotx) has a different content type. Parts may be in UTF-16.
    """
    return build_package(read_members(data, name), name)


def build_package(
    members: dict[str, bytes], name: str, trees: dict[str, etree._Element] | None = None
) -> Package:
    """Return the Word file with these unpacked ``members``.

    ``trees`` contains the parts that are already parsed. The other XML parts are parsed and added to it.
    Raises FileError, as ``open_package`` does.
    """
    refuse_other_archives(members, name)
    parts = {part: _check_part(part, content, name, trees) for part, content in members.items()}
    main = _find_main_part(parts, name)
    _refuse_macros(parts, name)
    return Package(name, _normalise_parts(parts, main, name), main, trees or {})


def relationships_part(part: str) -> str:
    """Return the name of the .rels part for ``part``.

    >>> relationships_part("word/document.xml"), relationships_part("")
    ('word/_rels/document.xml.rels', '_rels/.rels')
    """
    folder, base = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{base}.rels")


def read_relationships(parts: Mapping[str, bytes], part: str) -> tuple[Relationship, ...]:
    """Read the relationships of ``part``.

    The target of an internal relationship is the name of a part, without a leading slash.
    """
    data = parts.get(relationships_part(part))
    if data is None:
        return ()
    return _parse_relationships(data, posixpath.dirname(part))


@lru_cache(maxsize=32)
def _parse_relationships(data: bytes, folder: str) -> tuple[Relationship, ...]:
    """Parse the relationships of a part in ``folder``.

    The results are cached, because they are needed dozens of times.
    """
    return tuple(_parse_relationship(line, folder) for line in parse(data).iterfind(qn("rel:Relationship")))


def _parse_relationship(line: etree._Element, folder: str) -> Relationship:
    external = line.get("TargetMode") == "External"
    target = line.get("Target", "")
    if not external:
        path = unquote(target.partition("#")[0])
        target = posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/")
    return Relationship(line.get("Id", ""), line.get("Type", ""), target, external)


def content_type(parts: Mapping[str, bytes], part: str) -> str:
    """Return the content type of ``part``: its override, the default for its extension, or ""."""
    overrides, defaults = _parse_content_types(parts[CONTENT_TYPES_PART])
    by_extension = defaults.get(part.rsplit(".", 1)[-1].lower(), "")
    return overrides.get(f"/{part}".lower(), by_extension)


@lru_cache(maxsize=8)
def _parse_content_types(table: bytes) -> tuple[dict[str, str], dict[str, str]]:
    """Return two mappings: from part names to content types, and from extensions to content types.

    The names and extensions are in lower case, and the first entry for each of them wins.
    """
    root = parse(table)
    tables = []
    for tag, key in (("ct:Override", "PartName"), ("ct:Default", "Extension")):
        lines = reversed(root.findall(qn(tag)))
        tables.append({line.get(key, "").lower(): line.get("ContentType", "") for line in lines})
    return tables[0], tables[1]


def _check_part(part: str, data: bytes, name: str, trees: dict[str, etree._Element] | None) -> bytes:
    """Check one part and return its data, converted to UTF-8 if it is XML in another encoding.

    ``trees`` is as in ``build_package``. Raises FileError for malformed XML and DOCTYPE declarations. Custom
    XML that is malformed or empty, but contains no ``<!``, is returned unchanged, because LibreOffice leaves
    parts of 0 bytes.
    """
    if not part.lower().endswith((".xml", ".rels")):
        return data
    try:
        root = trees[part] if trees and part in trees else parse(data)
    except etree.XMLSyntaxError as error:
        if part.lower().startswith("customxml/") and b"<!" not in data:
            return data
        what = f"the part {part} is not well-formed XML ({describe_syntax_error(error)})"
        hint = "open the file in Word or LibreOffice and save it again as .docx"
        raise FileError(what, location=name, hint=hint) from error
    if has_document_type(data, root):
        what = f"the part {part} contains a DOCTYPE declaration, which Word files never have"
        raise FileError(what, location=name, hint="do not trust this file; ask for it again")
    if trees is not None:
        trees[part] = root
    encoding = (root.getroottree().docinfo.encoding or "UTF-8").upper()
    return data if encoding in ("UTF-8", "ASCII", "US-ASCII") else serialise(root)


def _find_main_part(parts: Mapping[str, bytes], name: str) -> str:
    """Return the part to which the package has an ``officeDocument`` relationship.

    Raises FileError for a Strict Open XML document, or if there is no such part.
    """
    links = [link for link in read_relationships(parts, "") if link.kind == "officeDocument"]
    if any(link.type.startswith(_STRICT) for link in links):
        what = "this is a Strict Open XML document, which few programs can read"
        hint = "in Word, choose Save As > Word Document (.docx), not Strict Open XML Document (.docx)"
        raise FileError(what, location=name, hint=hint)
    main = next((link.target for link in links if link.target in parts), None)
    if main is None:
        what = "the file is incomplete: its main document part is missing"
        raise FileError(what, location=name, hint="ask for the file again")
    return main


def _refuse_macros(parts: Mapping[str, bytes], name: str) -> None:
    """Raise FileError if a content type or part name indicates macros (MS-OFFMACRO2 2.2)."""
    table = parts[CONTENT_TYPES_PART].lower()
    has_macro_part = any("vbaproject" in part.lower() for part in parts)
    if has_macro_part or b"macroenabled" in table or b"vbaproject" in table:
        what = "the file contains macros (.docm); macro-enabled files are not accepted"
        raise FileError(what, location=name, hint=_SAVE_AS_DOCX + ", without macros")


def _normalise_parts(parts: dict[str, bytes], main: str, name: str) -> dict[str, bytes]:
    """Return ``parts`` with the content type of a document and the standard type of the core properties.

    A template has its own content type, and LibreOffice 7 writes a wrong type for the core properties. Raises
    FileError if the file is not a Word document or template.
    """
    kind = content_type(parts, main)
    if kind not in (MAIN_TYPE, TEMPLATE_TYPE):
        other = _OTHER_OFFICE.get(main.split("/")[0], "another Office file")
        what = f"this is {other}, not a Word document"
        raise FileError(what, location=name, hint="choose a Word document (.docx)")
    changed = dict(parts)
    table = parts[CONTENT_TYPES_PART]
    changed[CONTENT_TYPES_PART] = table.replace(TEMPLATE_TYPE.encode(), MAIN_TYPE.encode())
    changed["_rels/.rels"] = _fix_core_properties_type(parts["_rels/.rels"])
    return changed


def _fix_core_properties_type(relationships: bytes) -> bytes:
    """Replace LibreOffice 7's relationship type for the core properties with that in OPC (part 2, 11.1).

    >>> wrong = LOWERCASE_OFFICE.encode() + b"metadata/core-properties"
    >>> b"officedocument" in _fix_core_properties_type(wrong)
    False
    """
    wrong = f"{LOWERCASE_OFFICE}metadata/core-properties"
    return relationships.replace(wrong.encode(), CORE_PROPERTIES.encode())
