"""A part that a package gets if it has none of its kind: the part, its content type, its relationship."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from lxml import etree

from assembler.word.package import Package, relationships_part
from assembler.word.packing import CONTENT_TYPES_PART
from assembler.word.xmlparts import CONTENT_TYPES, RELATIONSHIPS, parse, qn, serialise

_EMPTY_RELATIONSHIPS: Final = f'<Relationships xmlns="{RELATIONSHIPS}"/>'.encode()


@dataclass(frozen=True, slots=True)
class RelatedPart:
    """A part as it should be: its name, the type of the relationship to it, its content type, its bytes.

    ``source`` is the part that names it; None for the main part, empty for the package itself.
    """

    name: str
    kind: str
    content_type: str
    content: bytes
    source: str | None = None


def with_related_part(package: Package, wanted: RelatedPart) -> tuple[Package, str]:
    """``package`` with a part of that kind, and the part's name: the one it has, or ``wanted``."""
    source = package.main if wanted.source is None else wanted.source
    kind = wanted.kind.rsplit("/", 1)[-1]
    if found := package.related(kind, source):
        return package, found[0]
    return package.with_parts(_added(package, wanted, source)), wanted.name


def with_named_part(package: Package, wanted: RelatedPart) -> Package:
    """``package`` with just this part, whatever others of its kind there are."""
    source = package.main if wanted.source is None else wanted.source
    if wanted.name in package.parts:
        return package.with_parts({wanted.name: wanted.content})
    return package.with_parts(_added(package, wanted, source))


def _added(package: Package, wanted: RelatedPart, source: str) -> Mapping[str, bytes]:
    """The parts that change when ``wanted`` comes in."""
    lines = relationships_part(source)
    return {
        CONTENT_TYPES_PART: _typed(package.parts[CONTENT_TYPES_PART], wanted),
        lines: _related(package.parts.get(lines, _EMPTY_RELATIONSHIPS), wanted, source),
        wanted.name: wanted.content,
    }


def _typed(table: bytes, wanted: RelatedPart) -> bytes:
    """The table of content types with a line for ``wanted``, in place of one for the same name."""
    root = parse(table)
    for line in root.findall(qn("ct:Override")):
        if line.get("PartName", "").lower() == f"/{wanted.name}".lower():
            root.remove(line)
    etree.SubElement(
        root, f"{{{CONTENT_TYPES}}}Override", PartName=f"/{wanted.name}", ContentType=wanted.content_type
    )
    return serialise(root)


def _related(lines: bytes, wanted: RelatedPart, source: str) -> bytes:
    """The relationships of ``source`` with one to ``wanted``, under the first free number."""
    root = parse(lines)
    taken = {line.get("Id", "") for line in root}
    numbers = (f"rId{number}" for number in range(1, len(taken) + 2))
    free = next(number for number in numbers if number not in taken)
    folder = posixpath.dirname(source)
    target = posixpath.relpath(wanted.name, folder) if folder else wanted.name
    etree.SubElement(
        root, f"{{{RELATIONSHIPS}}}Relationship", Id=free, Type=wanted.kind, Target=re.sub(r"\\", "/", target)
    )
    return serialise(root)
