"""Copy parts from one Word file to another, together with all the parts that they refer to.

A header refers to its pictures, and a font table to its fonts. Every function here keeps parts, relationships
(OPC 9.3) and content types (OPC 10.1) consistent.
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


def remove_related_parts(package: Package, kinds: Collection[str], part: str | None = None) -> Package:
    """Return ``package`` without the parts to which ``part`` has a relationship of one of ``kinds``.

    ``part`` defaults to the main part. A part to which only removed parts refer, such as a picture in a
    header, is also removed. A part to which any remaining part refers is not removed.
    """
    source = package.main if part is None else part
    before = set(_iter_reachable_parts(package.parts))
    remaining = [link for link in package.relationships(source) if link.kind not in kinds]
    own = relationships_part(source)
    parts = {**package.parts, own: build_relationships_xml(remaining, source)}
    unreachable = before - set(_iter_reachable_parts(parts))
    removed = unreachable | {relationships_part(name) for name in unreachable}
    parts_left = {name: data for name, data in parts.items() if name not in removed}
    parts_left[CONTENT_TYPES_PART] = _remove_content_types(parts_left[CONTENT_TYPES_PART], unreachable)
    return replace(package, parts=parts_left)


def _iter_reachable_parts(parts: Mapping[str, bytes]) -> Iterator[str]:
    """Yield every part that is reachable through relationships from the package itself."""
    pending, seen = [""], {""}
    while pending:
        for link in read_relationships(parts, pending.pop()):
            if not link.external and link.target in parts and link.target not in seen:
                seen.add(link.target)
                pending.append(link.target)
                yield link.target


def _remove_content_types(table: bytes, lost: Collection[str]) -> bytes:
    root = parse(table)
    for override in root.findall(qn("ct:Override")):
        if override.get("PartName", "").lstrip("/") in lost:
            root.remove(override)
    return serialise(root)


def build_relationships_xml(relationships: Iterable[Relationship], part: str) -> bytes:
    """Return the .rels part for ``part``.

    Targets are relative to the folder of ``part``, as in files from Word.

    >>> link = Relationship("rId1", "http://example.org/image", "word/media/mark.png")
    >>> b'Target="media/mark.png"' in build_relationships_xml([link], "word/header1.xml")
    True
    """
    root = etree.Element(qn("rel:Relationships"), nsmap={None: RELATIONSHIPS})
    folder = posixpath.dirname(part) or "."
    for link in relationships:
        target = link.target if link.external else posixpath.relpath(link.target, folder)
        element = etree.SubElement(root, qn("rel:Relationship"), Id=link.id, Type=link.type, Target=target)
        if link.external:
            element.set("TargetMode", "External")
    return serialise(root)


class PartCopier(Struct):
    """Copier of parts from ``donor`` to ``package``.

    ``names`` maps the original names of the copied parts to their new names.
    """

    package: Package
    donor: Package
    names: dict[str, str] = field(default_factory=dict)

    def copy_part(self, part: str) -> str:
        """Copy ``part`` and all parts that it refers to, and return its name in ``package``."""
        if part in self.names:
            return self.names[part]
        name = self.names[part] = choose_free_name(part, self.package.parts)
        self.add_part(name, self.donor.parts[part], self.donor.content_type(part))
        links = [
            link if link.external else replace(link, target=self.copy_part(link.target))
            for link in self.donor.relationships(part)
            if link.external or link.target in self.donor.parts
        ]
        if links:
            own = {relationships_part(name): build_relationships_xml(links, name)}
            self.package = self.package.with_parts(own)
        return name

    def add_part(self, name: str, data: bytes, content_type: str) -> None:
        """Add ``data`` as the part ``name`` and register its content type."""
        self.package = self.package.with_parts({name: data})
        if content_type and self.package.content_type(name) != content_type:
            root = parse(self.package.parts[CONTENT_TYPES_PART])
            etree.SubElement(root, qn("ct:Override"), PartName=f"/{name}", ContentType=content_type)
            self.package = self.package.with_parts({CONTENT_TYPES_PART: serialise(root)})

    def add_relationship(self, kind: str, part: str) -> str:
        """Add a relationship of ``kind`` from the main part to ``part``, and return its id."""
        relationships = self.package.relationships(self.package.main)
        used_ids = {link.id for link in relationships}
        id_ = next(f"rId{number}" for number in count(1) if f"rId{number}" not in used_ids)
        extended = [*relationships, Relationship(id_, f"{OFFICE}{kind}", part)]
        own = {relationships_part(self.package.main): build_relationships_xml(extended, self.package.main)}
        self.package = self.package.with_parts(own)
        return id_


def choose_free_name(part: str, taken: Collection[str]) -> str:
    """Return ``part`` or, if that name is taken, the first free name with another number.

    Names are compared without regard to case, as in a zip.

    >>> choose_free_name("word/media/image1.png", {"word/media/image1.png"})
    'word/media/image2.png'
    """
    used = {name.lower() for name in taken}
    if part.lower() not in used:
        return part
    stem, dot, end = part.rpartition(".")
    stem = re.sub(r"\d+$", "", stem)
    return next(name for n in count(1) if (name := f"{stem}{n}{dot}{end}").lower() not in used)
