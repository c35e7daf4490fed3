"""A Word file as its parts: opened safely, put in order, and packed so that equal parts are equal bytes."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final
from urllib.parse import unquote

from lxml import etree

from assembler.errors import FileError
from assembler.structs import Struct, replace
from assembler.word.package.xml import fault_of, has_document_type, parse, qn, serialise
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
"""Last word of the relationship types by which the main part names the other parts that people read."""

_STRICT: Final = "http://purl.oclc.org/ooxml/"
_OTHER_OFFICE: Final = {"xl": "an Excel workbook", "ppt": "a PowerPoint presentation"}
_SAVE_PLAIN: Final = "save it in Word as a plain Word document (.docx)"


class Relationship(Struct, frozen=True):
    """One line of a .rels part; ``target`` is a part's name, or an address where ``external``."""

    id: str
    type: str
    target: str
    external: bool = False

    @property
    def kind(self) -> str:
        """The last word of the type.

        >>> Relationship("rId1", "http://example.org/header", "word/header1.xml").kind
        'header'
        """
        return self.type.rsplit("/", 1)[-1]


class Package(Struct, frozen=True):
    """A Word file: ``parts`` by name in the order of the zip, ``main`` the name of the main document part."""

    name: str
    parts: dict[str, bytes]
    main: str

    def relationships(self, part: str = "") -> tuple[Relationship, ...]:
        """The relationships of ``part`` (of the package, without one), in their order; often none."""
        return read_relationships(self.parts, part)

    def related(self, kind: str, part: str | None = None) -> tuple[str, ...]:
        """Names of the parts to which ``part`` (the main one, if not said) has a relationship of ``kind``."""
        found = self.relationships(self.main if part is None else part)
        names = (line.target for line in found if line.kind == kind and not line.external)
        return tuple(dict.fromkeys(name for name in names if name in self.parts))

    @property
    def core_properties(self) -> str:
        """Name of the part with title, author and dates; empty where there is none."""
        return next(iter(self.related("core-properties", "")), "")

    def text_parts(self, kinds: Iterable[str] = TEXT_KINDS) -> tuple[str, ...]:
        """Parts that people read: the body, the headers, notes and so on of ``kinds``, and the properties."""
        around = (name for kind in kinds for name in self.related(kind) if name.lower().endswith(".xml"))
        core = (self.core_properties,) if self.core_properties else ()
        return tuple(dict.fromkeys((self.main, *around, *core)))

    def content_type(self, part: str) -> str:
        """The content type of ``part`` by the package's own table; empty where it has none."""
        return content_type(self.parts, part)

    def with_parts(self, changed: Mapping[str, bytes]) -> Package:
        """A package in which ``changed`` parts take the place of those of the same name, or come last."""
        return replace(self, parts={**self.parts, **changed})

    def to_bytes(self) -> bytes:
        """The .docx; the same parts give the same bytes."""
        return pack(self.parts)


def open_package(data: bytes, name: str) -> Package:
    """The Word file in ``data``; ``name`` is what errors call it.

    FileError where it is not a .docx that we open: another kind of file, macros, encryption, a bomb, damage,
    a document type declaration. Put right on the way: the relationship type of the core properties that
    LibreOffice writes in lower case (python-docx would add a second part), a template's content type (.dotx),
    parts in UTF-16.
    """
    members = read_members(data, name)
    refuse_other_archives(members, name)
    parts = {part: _sound(part, content, name) for part, content in members.items()}
    main = _main_part(parts, name)
    _refuse_macros(parts, name)
    return Package(name=name, parts=_in_order(parts, main, name), main=main)


def relationships_part(part: str) -> str:
    """Name of the part that holds the relationships of ``part``.

    >>> relationships_part("word/document.xml"), relationships_part("")
    ('word/_rels/document.xml.rels', '_rels/.rels')
    """
    folder, base = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{base}.rels")


def read_relationships(parts: Mapping[str, bytes], part: str) -> tuple[Relationship, ...]:
    """The relationships of ``part`` among ``parts``, targets as part names without a leading slash."""
    data = parts.get(relationships_part(part))
    if data is None:
        return ()
    return _relationships(data, posixpath.dirname(part))


@lru_cache(maxsize=32)
def _relationships(data: bytes, folder: str) -> tuple[Relationship, ...]:
    """The relationships of a part in ``folder``; they are asked for dozens of times."""
    return tuple(_relationship(line, folder) for line in parse(data).iterfind(qn("rel:Relationship")))


def _relationship(line: etree._Element, folder: str) -> Relationship:
    external = line.get("TargetMode") == "External"
    target = line.get("Target", "")
    if not external:
        path = unquote(target.partition("#")[0])
        target = posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/")
    return Relationship(line.get("Id", ""), line.get("Type", ""), target, external)


def content_type(parts: Mapping[str, bytes], part: str) -> str:
    """The content type of ``part``: its override, else the default of its extension, else nothing."""
    overrides, defaults = _content_types(parts[CONTENT_TYPES_PART])
    by_extension = defaults.get(part.rsplit(".", 1)[-1].lower(), "")
    return overrides.get(f"/{part}".lower(), by_extension)


@lru_cache(maxsize=8)
def _content_types(table: bytes) -> tuple[dict[str, str], dict[str, str]]:
    """The content types by the names of parts, and by extensions, in small letters; the first line counts."""
    root = parse(table)
    found = []
    for tag, key in (("ct:Override", "PartName"), ("ct:Default", "Extension")):
        lines = reversed(root.findall(qn(tag)))
        found.append({line.get(key, "").lower(): line.get("ContentType", "") for line in lines})
    return found[0], found[1]


def _sound(part: str, data: bytes, name: str) -> bytes:
    """``data`` as it is if it is no XML or sound XML; UTF-16 becomes UTF-8.

    Custom XML may be broken or empty (LibreOffice leaves parts of 0 bytes) and then stays as it is.
    """
    if not part.lower().endswith((".xml", ".rels")):
        return data
    try:
        root = parse(data)
    except etree.XMLSyntaxError as error:
        if part.lower().startswith("customxml/") and b"<!" not in data:
            return data
        what = f"its part {part} is broken XML ({fault_of(error)})"
        remedy = "open the file in Word or LibreOffice and save it anew as .docx"
        raise FileError(what, where=name, remedy=remedy) from error
    if has_document_type(data, root):
        what = f"its part {part} declares a document type, which no Word file does"
        raise FileError(what, where=name, remedy="do not trust this file; ask for it again")
    encoding = (root.getroottree().docinfo.encoding or "UTF-8").upper()
    return data if encoding in ("UTF-8", "ASCII", "US-ASCII") else serialise(root)


def _main_part(parts: Mapping[str, bytes], name: str) -> str:
    """The part that the package's own relationships call the office document."""
    found = [line for line in read_relationships(parts, "") if line.kind == "officeDocument"]
    if any(line.type.startswith(_STRICT) for line in found):
        what = "this is a Strict Open XML document, which few programs read"
        remedy = "in Word: Save As > Word Document (.docx), not Strict Open XML Document (.docx)"
        raise FileError(what, where=name, remedy=remedy)
    main = next((line.target for line in found if line.target in parts), None)
    if main is None:
        what = "its main document part is missing"
        raise FileError(what, where=name, remedy="ask for the file again; this one is incomplete")
    return main


def _refuse_macros(parts: Mapping[str, bytes], name: str) -> None:
    """Programs in a document: by content type or by the part that holds them (MS-OFFMACRO2 2.2)."""
    table = parts[CONTENT_TYPES_PART].lower()
    named = any("vbaproject" in part.lower() for part in parts)
    if named or b"macroenabled" in table or b"vbaproject" in table:
        what = "the file holds macros (.docm), and we open no programs"
        raise FileError(what, where=name, remedy=_SAVE_PLAIN + ", without macros")


def _in_order(parts: dict[str, bytes], main: str, name: str) -> dict[str, bytes]:
    """``parts`` with what is known to be written wrongly put right."""
    kind = content_type(parts, main)
    if kind not in (MAIN_TYPE, TEMPLATE_TYPE):
        what = f"this is no Word document but {_OTHER_OFFICE.get(main.split('/')[0], 'another Office file')}"
        raise FileError(what, where=name, remedy="choose a Word document (.docx)")
    changed = dict(parts)
    table = parts[CONTENT_TYPES_PART]
    changed[CONTENT_TYPES_PART] = table.replace(TEMPLATE_TYPE.encode(), MAIN_TYPE.encode())
    changed["_rels/.rels"] = _core_properties_named(parts["_rels/.rels"])
    return changed


def _core_properties_named(relationships: bytes) -> bytes:
    """The type that LibreOffice 7 writes for the core properties, as OPC names it (part 2, 11.1).

    >>> b"officedocument" in _core_properties_named(LOWERCASE_OFFICE.encode() + b"metadata/core-properties")
    False
    """
    wrong = f"{LOWERCASE_OFFICE}metadata/core-properties"
    return relationships.replace(wrong.encode(), CORE_PROPERTIES.encode())
