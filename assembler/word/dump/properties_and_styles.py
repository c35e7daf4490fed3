"""Dumps of everything except the text: properties, styles, lists, settings, and digests of other parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from lxml import etree

from assembler.word.check.checked_document import value
from assembler.word.dump.blocks import INDENT
from assembler.word.dump.inline import compute_digest, describe_property
from assembler.word.package.package import Package
from assembler.word.package.xml import qn
from assembler.word.package.zip_writer import CONTENT_TYPES_PART

Trees = Mapping[str, etree._Element]

LOOKS: Final = ("styles", "numbering", "settings")
_NAMES: Final = {qn("w:name"), qn("w:basedOn"), qn("w:next"), qn("w:link")}
_EACH_SAVE: Final = {"revision", "lastModifiedBy", "lastPrinted", "modified"}
_SAVE_MARKS: Final = {qn("w:rsids"), qn("w:rsid")}


def dump_properties(package: Package, trees: Trees) -> Iterator[str]:
    """Yield core and custom properties as sorted lines, except those that each save updates."""
    for kind, title in (("core-properties", "properties"), ("custom-properties", "custom properties")):
        for part in package.related(kind, ""):
            elements = trees[part].iterchildren("*")
            lines = sorted(_dump_property(element) for element in elements if _is_stable(element))
            if lines:
                yield title
                yield from (f"{INDENT}{line}" for line in lines)


def _is_stable(element: etree._Element) -> bool:
    return element.get("name") is not None or etree.QName(element).localname not in _EACH_SAVE


def _dump_property(element: etree._Element) -> str:
    name = element.get("name") or etree.QName(element).localname
    return f"{name}: {''.join(map(str, element.itertext())).strip()}".removesuffix(": ")


def dump_formatting(package: Package, trees: Trees) -> Iterator[str]:
    """Yield styles, lists and settings, one per line."""
    dumpers = {"styles": _dump_styles, "numbering": _dump_lists, "settings": _dump_settings}
    for kind in LOOKS:
        for part in package.related(kind):
            if part in trees:
                yield kind
                yield from (f"{INDENT}{line}" for line in dumpers[kind](trees[part]))


def _dump_styles(tree: etree._Element) -> Iterator[str]:
    for default in tree.iterfind(f"{qn('w:docDefaults')}/*"):
        yield describe_property(default)
    for style in sorted(tree.iterfind(qn("w:style")), key=lambda style: style.get(qn("w:styleId"), "")):
        words = [style.get(qn("w:type"), ""), style.get(qn("w:styleId"), ""), f"“{value(style, 'w:name')}”"]
        words += [
            f"{name}={text}" for name in ("basedOn", "next", "link") if (text := value(style, f"w:{name}"))
        ]
        skipped = _NAMES | _SAVE_MARKS
        words += [describe_property(child) for child in style.iterchildren("*") if child.tag not in skipped]
        yield " ".join(words)


def _dump_lists(tree: etree._Element) -> Iterator[str]:
    for definition in tree.iterfind(qn("w:abstractNum")):
        number = definition.get(qn("w:abstractNumId"))
        for level in definition.iterfind(qn("w:lvl")):
            yield " ".join([f"definition {number}", describe_property(level)])
    for numbering in tree.iterfind(qn("w:num")):
        overrides = [describe_property(override) for override in numbering.iterfind(qn("w:lvlOverride"))]
        line = f"list {numbering.get(qn('w:numId'))} definition {value(numbering, 'w:abstractNumId')}"
        yield " ".join([line, *overrides])


def _dump_settings(tree: etree._Element) -> Iterator[str]:
    yield from (describe_property(child) for child in tree.iterchildren("*") if child.tag not in _SAVE_MARKS)


def dump_other_parts(package: Package, trees: Trees, dumped: frozenset[str]) -> Iterator[str]:
    """Yield a digest of each part that is not among ``dumped``, so that every change is visible.

    XML is digested in canonical form, because each save serialises it differently.
    """
    for part, data in sorted(package.parts.items()):
        if part not in dumped and part != CONTENT_TYPES_PART and not part.endswith(".rels"):
            content = etree.tostring(trees[part], method="c14n") if part in trees else data
            yield f"part {part} {compute_digest(content)}"
