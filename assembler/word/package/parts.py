"""A part that a package gets if it has none of its kind: the part, its content type, its relationship."""

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
    """A part as it should be: its name, the type of the relationship to it, its content type, its bytes.

    ``source`` is the part that names it; None for the main part, empty for the package itself. ``single``:
    there may be only one of this kind.
    """

    name: str
    kind: str
    content_type: str
    content: bytes
    source: str | None = None
    single: bool = True


def with_related_part(package: Package, wanted: RelatedPart) -> tuple[Package, str]:
    """``package`` with a part of that kind, and the part's name: the one it has, or ``wanted``."""
    source = package.main if wanted.source is None else wanted.source
    kind = wanted.kind.rsplit("/", 1)[-1]
    if found := package.related(kind, source):
        return package, found[0]
    return package.with_parts(_added(package, wanted, source)), wanted.name


def with_part(package: Package, wanted: RelatedPart) -> Package:
    """``package`` with the part of just that name, as it has it or else as ``wanted``.

    Of a kind of which there may be one only, a part of another name gives way.
    """
    source = package.main if wanted.source is None else wanted.source
    kind = wanted.kind.rsplit("/", 1)[-1]
    found = package.related(kind, source)
    if wanted.name in found:
        return package
    if wanted.single and found:
        package = _without(package, found, source)
    return package.with_parts(_added(package, wanted, source))


def _without(package: Package, names: Sequence[str], source: str) -> Package:
    """``package`` without these parts, their own relationships, and what names them in ``source``."""
    gone = {*names, *map(relationships_part, names)}
    parts = {name: data for name, data in package.parts.items() if name not in gone}
    table = parse(parts[CONTENT_TYPES_PART])
    _remove(table, {line.get("PartName", ""): line for line in table}, {f"/{name}" for name in names})
    lines = parse(parts[relationships_part(source)])
    ids = {line.id for line in package.relationships(source) if line.target in names}
    _remove(lines, {line.get("Id", ""): line for line in lines}, ids)
    changed = {CONTENT_TYPES_PART: serialise(table), relationships_part(source): serialise(lines)}
    return replace(package, parts={**parts, **changed})


def _remove(root: etree._Element, lines: Mapping[str, etree._Element], names: Iterable[str]) -> None:
    for name in names:
        if name in lines:
            root.remove(lines[name])


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
