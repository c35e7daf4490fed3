"""Word files as text, one line per paragraph or cell, for golden files and ``git diff``.

Word changes ids, relationship names and the order of attributes on each save, so two files with the same
content have hardly a byte in common. The dump contains everything that people see or that a form needs (text,
styles, languages, controls, bookmarks, tables, pages, properties, pictures), in an order that does not change
on saving. Everything else is represented by a digest. The dump is meant for reading and comparing, and cannot
be converted back.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from assembler.word.check.checked_document import STORIES, describe_part
from assembler.word.check.xml_rules import read_trees, resolve_alternatives
from assembler.word.dump.blocks import INDENT, dump_blocks
from assembler.word.dump.inline import Inline
from assembler.word.dump.properties_and_styles import (
    LOOKS,
    Trees,
    dump_formatting,
    dump_other_parts,
    dump_properties,
)
from assembler.word.package.package import Package, open_package
from assembler.word.package.xml import qn

__all__ = ["show"]

_PROPERTIES: Final = ("core-properties", "custom-properties", "extended-properties")


def show(data: bytes, name: str, *, with_looks: bool = True) -> str:
    """Return the .docx ``data`` as text.

    ``with_looks`` adds styles, lists, settings and digests of other parts. Raises FileError if ``data`` is
    not a Word file of an accepted kind.
    """
    package = open_package(data, name)
    parsed, _ = read_trees(package.parts, name)
    trees = {part: resolve_alternatives(root) for part, root in parsed.items()}
    return "".join(f"{line}\n" for line in _iter_lines(package, trees, with_looks))


def _iter_lines(package: Package, trees: Trees, with_looks: bool) -> Iterator[str]:
    yield from dump_properties(package, trees)
    yield from _dump_stories(package, trees)
    if with_looks:
        yield from dump_formatting(package, trees)
        yield from dump_other_parts(package, trees, _list_dumped_parts(package))


def _dump_stories(package: Package, trees: Trees) -> Iterator[str]:
    names = (package.main, *(part for kind in STORIES for part in sorted(package.related(kind))))
    for part in dict.fromkeys(names):
        root = trees[part]
        body = root.find(qn("w:body"))
        lines = dump_blocks(body if body is not None else root, Inline(package, part), INDENT)
        yield describe_part(part, package.main)
        yield from lines


def _list_dumped_parts(package: Package) -> frozenset[str]:
    """Return the names of the parts that the dump contains or deliberately omits.

    Word counts and editing times are omitted.
    """
    kinds = (*STORIES, *LOOKS)
    around = (part for kind in kinds for part in package.related(kind))
    around_text = (part for kind in _PROPERTIES for part in package.related(kind, ""))
    media = (part for part in package.parts if "/media/" in part)
    return frozenset((package.main, *around, *around_text, *media))
