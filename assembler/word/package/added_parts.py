"""Add missing parts to a package, each with its content type and relationship."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from lxml import etree

from assembler.structs import Struct, replace
from assembler.word.package.package import Package, relationships_part
from assembler.word.package.xml import CONTENT_TYPES, RELATIONSHIPS, parse, qn, serialise
from assembler.word.package.zip_writer import CONTENT_TYPES_PART

_EMPTY_RELATIONSHIPS: Final = f'<Relationships xmlns="{RELATIONSHIPS}"/>'.encode()


class RelatedPart(Struct, frozen=True):
    """A part to add: its name, relationship type, content type and data.

    ``source`` is the part that has a relationship to it: None for the main part, "" for the package itself.
    ``single`` is true if a package may contain only one part of this kind.
    """

    name: str
    kind: str
    content_type: str
    content: bytes
    source: str | None = None
    single: bool = True


def ensure_related_part(package: Package, wanted: RelatedPart) -> tuple[Package, str]:
    """Return ``package`` with a part of the same kind as ``wanted``, and the name of that part.

    ``wanted`` is added only if there is no part of its kind.
    """
    source = package.main if wanted.source is None else wanted.source
    kind = wanted.kind.rsplit("/", 1)[-1]
    if names := package.related(kind, source):
        return package, names[0]
    return package.with_parts(_add_part(package, wanted, source)), wanted.name


def ensure_part(package: Package, wanted: RelatedPart) -> Package:
    """Return ``package`` with the part ``wanted``.

    It is added unless a part with its name and kind already exists. If there may be only one part of that
    kind, ``wanted`` replaces any part with a different name.
    """
    source = package.main if wanted.source is None else wanted.source
    kind = wanted.kind.rsplit("/", 1)[-1]
    names = package.related(kind, source)
    if wanted.name in names:
        return package
    if wanted.single and names:
        package = _remove_parts(package, names, source)
    return package.with_parts(_add_part(package, wanted, source))


def _remove_parts(package: Package, names: Sequence[str], source: str) -> Package:
    """Return ``package`` without the parts ``names``, their .rels parts and relationships from ``source``."""
    removed = {*names, *map(relationships_part, names)}
    parts = {name: data for name, data in package.parts.items() if name not in removed}
    table = parse(parts[CONTENT_TYPES_PART])
    _remove_lines(table, {line.get("PartName", ""): line for line in table}, {f"/{name}" for name in names})
    lines = parse(parts[relationships_part(source)])
    ids = {line.id for line in package.relationships(source) if line.target in names}
    _remove_lines(lines, {line.get("Id", ""): line for line in lines}, ids)
    changed = {CONTENT_TYPES_PART: serialise(table), relationships_part(source): serialise(lines)}
    return replace(package, parts={**parts, **changed})


def _remove_lines(root: etree._Element, lines: Mapping[str, etree._Element], names: Iterable[str]) -> None:
    for name in names:
        if name in lines:
            root.remove(lines[name])


def _add_part(package: Package, wanted: RelatedPart, source: str) -> Mapping[str, bytes]:
    """Return the new and changed parts that are needed to add ``wanted``."""
    lines = relationships_part(source)
    return {
        CONTENT_TYPES_PART: _add_content_type(package.parts[CONTENT_TYPES_PART], wanted),
        lines: _add_relationship(package.parts.get(lines, _EMPTY_RELATIONSHIPS), wanted, source),
        wanted.name: wanted.content,
    }


def _add_content_type(table: bytes, wanted: RelatedPart) -> bytes:
    """Return the content types with an entry for ``wanted``, which replaces any entry for that name."""
    root = parse(table)
    for line in root.findall(qn("ct:Override")):
        if line.get("PartName", "").lower() == f"/{wanted.name}".lower():
            root.remove(line)
    etree.SubElement(
        root, f"{{{CONTENT_TYPES}}}Override", PartName=f"/{wanted.name}", ContentType=wanted.content_type
    )
    return serialise(root)


def _add_relationship(lines: bytes, wanted: RelatedPart, source: str) -> bytes:
    """Return ``lines``, the relationships of ``source``, with an added relationship to ``wanted``.

    Its id is the first that is free.
    """
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
