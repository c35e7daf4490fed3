"""Parts of one Word file moved into another, with all that they relate to.

A part never stands alone: a header names its pictures, a font table its fonts. Each move keeps the three
lists of a package in step: parts, relationships that name them (OPC 9.3) and content types (OPC 10.1).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import count
from typing import Final

from lxml import etree

from assembler.structs import Struct, field, replace
from assembler.word.package.package import Package, Relationship, read_relationships, relationships_part
from assembler.word.package.xml import RELATIONSHIPS, parse, qn, serialise
from assembler.word.package.zip_writer import CONTENT_TYPES_PART

OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def without_related(package: Package, kinds: Collection[str], part: str | None = None) -> Package:
    """``package`` without the parts that ``part`` (without one: the main part) names by ``kinds``.

    What only those parts named (the picture of a header) goes too; what somebody else names stays.
    """
    source = package.main if part is None else part
    before = set(_reached(package.parts))
    kept = [line for line in package.relationships(source) if line.kind not in kinds]
    own = relationships_part(source)
    parts = {**package.parts, own: relationships_xml(kept, source)}
    lost = before - set(_reached(parts))
    gone = lost | {relationships_part(name) for name in lost}
    left = {name: data for name, data in parts.items() if name not in gone}
    left[CONTENT_TYPES_PART] = _types_without(left[CONTENT_TYPES_PART], lost)
    return replace(package, parts=left)


def _reached(parts: Mapping[str, bytes]) -> Iterator[str]:
    """Every part that relationships lead to from the package itself."""
    waiting, done = [""], {""}
    while waiting:
        for line in read_relationships(parts, waiting.pop()):
            if not line.external and line.target in parts and line.target not in done:
                done.add(line.target)
                waiting.append(line.target)
                yield line.target


def _types_without(table: bytes, lost: Collection[str]) -> bytes:
    root = parse(table)
    for line in root.findall(qn("ct:Override")):
        if line.get("PartName", "").lstrip("/") in lost:
            root.remove(line)
    return serialise(root)


def relationships_xml(lines: Iterable[Relationship], part: str) -> bytes:
    """The .rels part of ``part``: targets relative to its folder, as Word writes them.

    >>> line = Relationship("rId1", "http://example.org/image", "word/media/mark.png")
    >>> b'Target="media/mark.png"' in relationships_xml([line], "word/header1.xml")
    True
    """
    root = etree.Element(qn("rel:Relationships"), nsmap={None: RELATIONSHIPS})
    folder = posixpath.dirname(part) or "."
    for line in lines:
        target = line.target if line.external else posixpath.relpath(line.target, folder)
        element = etree.SubElement(root, qn("rel:Relationship"), Id=line.id, Type=line.type, Target=target)
        if line.external:
            element.set("TargetMode", "External")
    return serialise(root)


class Graft(Struct):
    """A package that takes over parts of ``donor``; ``names`` tells what each became here."""

    package: Package
    donor: Package
    names: dict[str, str] = field(default_factory=dict)

    def take(self, part: str) -> str:
        """The name that ``part`` of the donor got here; it brings along whatever it names."""
        if part in self.names:
            return self.names[part]
        name = self.names[part] = free_name(part, self.package.parts)
        self.add(name, self.donor.parts[part], self.donor.content_type(part))
        lines = [
            line if line.external else replace(line, target=self.take(line.target))
            for line in self.donor.relationships(part)
            if line.external or line.target in self.donor.parts
        ]
        if lines:
            own = {relationships_part(name): relationships_xml(lines, name)}
            self.package = self.package.with_parts(own)
        return name

    def add(self, name: str, data: bytes, content_type: str) -> None:
        """Put ``data`` in as part ``name``; its content type stands in the table afterwards."""
        self.package = self.package.with_parts({name: data})
        if content_type and self.package.content_type(name) != content_type:
            root = parse(self.package.parts[CONTENT_TYPES_PART])
            etree.SubElement(root, qn("ct:Override"), PartName=f"/{name}", ContentType=content_type)
            self.package = self.package.with_parts({CONTENT_TYPES_PART: serialise(root)})

    def relate(self, kind: str, part: str) -> str:
        """The id of a new relationship of ``kind`` from the main part to ``part``."""
        lines = self.package.relationships(self.package.main)
        taken = {line.id for line in lines}
        id_ = next(f"rId{number}" for number in count(1) if f"rId{number}" not in taken)
        all_ = [*lines, Relationship(id_, f"{OFFICE}{kind}", part)]
        own = {relationships_part(self.package.main): relationships_xml(all_, self.package.main)}
        self.package = self.package.with_parts(own)
        return id_


def free_name(part: str, taken: Collection[str]) -> str:
    """``part``, or the next number behind its name that is not ``taken`` (zip names ignore case).

    >>> free_name("word/media/image1.png", {"word/media/image1.png"})
    'word/media/image2.png'
    """
    used = {name.lower() for name in taken}
    if part.lower() not in used:
        return part
    stem, dot, end = part.rpartition(".")
    stem = re.sub(r"\d+$", "", stem)
    return next(name for n in count(1) if (name := f"{stem}{n}{dot}{end}").lower() not in used)
