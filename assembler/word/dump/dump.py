"""A Word file as text: one line per paragraph or cell, for golden files and for ``git diff``.

What Word does: it rewrites ids, relationship names and the order of attributes on each save, so that two
files with the same content have hardly a byte in common. What we promise: the dump says everything that
people see or that a form needs (text, style, language, controls, bookmarks, tables, pages, properties,
pictures, styles), in an order that a save does not change, and names what it does not show by a digest.
What we refuse: to be read back; it is for eyes and for comparing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from assembler.word.check.markup_rules import read_trees, resolve
from assembler.word.check.subject import STORIES, describe_part
from assembler.word.dump.blocks import INDENT, blocks
from assembler.word.dump.inline import Inline
from assembler.word.dump.surroundings import LOOKS, Trees, looks, other_parts, properties
from assembler.word.package.package import Package, open_package
from assembler.word.package.xml import qn

__all__ = ["show"]

_PROPERTIES: Final = ("core-properties", "custom-properties", "extended-properties")


def show(data: bytes, name: str, *, with_looks: bool = True) -> str:
    """The .docx ``data`` as lines of text; ``with_looks`` also its styles, lists, settings and other parts.

    FileError where ``data`` is no Word file, or one that we do not open.
    """
    package = open_package(data, name)
    trees, _ = read_trees(package.parts, name)
    for root in trees.values():
        resolve(root)
    return "".join(f"{line}\n" for line in _lines(package, trees, with_looks))


def _lines(package: Package, trees: Trees, with_looks: bool) -> Iterator[str]:
    yield from properties(package, trees)
    yield from _stories(package, trees)
    if with_looks:
        yield from looks(package, trees)
        yield from other_parts(package, trees, _shown(package))


def _stories(package: Package, trees: Trees) -> Iterator[str]:
    names = (package.main, *(part for kind in STORIES for part in sorted(package.related(kind))))
    for part in dict.fromkeys(names):
        root = trees[part]
        body = root.find(qn("w:body"))
        lines = blocks(body if body is not None else root, Inline(package, part), INDENT)
        yield describe_part(part, package.main)
        yield from lines


def _shown(package: Package) -> frozenset[str]:
    """Parts that stand in the dump, pictures where they are used; and the counts of words and minutes."""
    kinds = (*STORIES, *LOOKS)
    around = (part for kind in kinds for part in package.related(kind))
    said = (part for kind in _PROPERTIES for part in package.related(kind, ""))
    media = (part for part in package.parts if "/media/" in part)
    return frozenset((package.main, *around, *said, *media))
