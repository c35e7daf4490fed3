"""Check templates for missing parts, and for content that documents would omit or show unchanged.

Only the body, notes and properties of a template are filled in. Comments are omitted, headers and footers
come from the house style, and tags in charts and diagrams are not replaced. Tracked changes and incomplete
tags would be visible in the documents.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Final

from lxml import etree

from assembler.diagnostics import Diagnostic, Location
from assembler.diagnostics import template_text as rules
from assembler.diagnostics.document_package import DANGLING_RELATIONSHIP
from assembler.word.check import package_rules
from assembler.word.check.checked_document import Subject
from assembler.word.check.content_rules import check_leftover_tags
from assembler.word.package.locations import (
    describe_part,
    find_heading_styles,
    iter_paragraphs,
    paragraph_text,
    shorten,
)
from assembler.word.package.package import Package
from assembler.word.package.xml import parse, qn
from assembler.word.render.template_preparation import list_rendered_parts

_TAG: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|\{_[{%]|[%}]_\}")
_STRAY: Final = re.compile(r"\{\{|\}\}|\{%|%\}|\{\s*[A-Za-z_][\w.]*\s*\}")
_CHANGES: Final = ("w:ins", "w:del", "w:moveFrom", "w:moveTo")
_LOOK: Final = ("styles", "settings", "numbering", "fontTable", "theme", "webSettings", "header", "footer")


def check_template(package: Package, headers: Collection[str] = ()) -> Iterator[Diagnostic]:
    """Check a template for missing parts, and for content that its documents omit or show unchanged.

    ``package`` is the template as its author saved it. ``headers`` contains the texts of headers and footers
    in the house styles (``read_header_texts``).
    """
    yield from _report_comments(package)
    yield from _report_tracked_changes(package)
    yield from _report_headers(package, headers)
    yield from _report_unfilled_tags(package)
    yield from _report_missing_parts(package)
    yield from _report_stray_braces(package)


def _report_comments(package: Package) -> Iterator[Diagnostic]:
    for part in package.related("comments"):
        for comment in parse(package.parts[part]).iter(qn("w:comment")):
            author = comment.get(qn("w:author"), "") or "an unnamed author"
            near = shorten(" ".join(filter(None, map(paragraph_text, comment.iter(qn("w:p"))))))
            yield rules.OMITTED_COMMENT.at(Location(package.name, "comments", context=near), author=author)


def _report_tracked_changes(package: Package) -> Iterator[Diagnostic]:
    """Report each part with tracked changes, which documents would show with the names of their authors."""
    for part in list_rendered_parts(package):
        change = next(parse(package.parts[part]).iter(*map(qn, _CHANGES)), None)
        if change is not None:
            author = change.get(qn("w:author"), "") or "an unnamed author"
            location = Location(package.name, describe_part(package, part))
            yield rules.TRACKED_CHANGES_IN_TEMPLATE.at(location, author=author)


def read_header_texts(package: Package) -> dict[str, str]:
    """Map the name of each header and footer part to its text.

    Parts without text are omitted.
    """
    parts = (part for kind in ("header", "footer") for part in package.related(kind))
    texts = {
        part: [paragraph_text(each) for each in parse(package.parts[part]).iter(qn("w:p"))] for part in parts
    }
    joined = {part: " ".join(" ".join(lines).split()) for part, lines in texts.items()}
    return {part: text for part, text in joined.items() if text}


def _report_headers(package: Package, known: Collection[str]) -> Iterator[Diagnostic]:
    """Report headers and footers whose text is not among the ``known`` texts of the house styles."""
    for part, text in read_header_texts(package).items():
        if text not in known:
            variant = "" if part in package.related("header") else "footer"
            location = Location(package.name, describe_part(package, part), context=shorten(text))
            yield rules.OMITTED_HEADER.at(location, variant)


def _report_unfilled_tags(package: Package) -> Iterator[Diagnostic]:
    """Report tags in charts, diagrams and other parts that are not rendered."""
    excluded = {part for kind in (*_LOOK, "comments") for part in package.related(kind)}.union(
        list_rendered_parts(package)
    )
    others = (part for part in package.parts if part.endswith(".xml") and part not in excluded)
    trees = {part: parse(package.parts[part]) for part in others if _may_contain_tags(package, part)}
    for diagnostic in check_leftover_tags(Subject(package, trees)):
        tag, location = dict(diagnostic.fields)["tag"], diagnostic.location
        yield rules.UNFILLED_TAG.at(location, tag=tag, part=location.position)


def _may_contain_tags(package: Package, part: str) -> bool:
    return b"{" in package.parts[part] and not part.startswith("customXml/")


def _report_missing_parts(package: Package) -> Iterator[Diagnostic]:
    """Report pictures and other parts that the text refers to but the file does not contain."""
    trees = {part: parse(package.parts[part]) for part in list_rendered_parts(package)}
    yield from package_rules.check_references(Subject(package, trees))
    for diagnostic in package_rules.check_relationships(Subject(package, trees)):
        if diagnostic.rule == DANGLING_RELATIONSHIP.id:
            yield diagnostic


def _report_stray_braces(package: Package) -> Iterator[Diagnostic]:
    """Report incomplete tags and names in single braces, because documents show them as typed.

    Parts with a ``raw`` block are not checked, because braces in such a block are text.
    """
    headings = find_heading_styles(package)
    for part in list_rendered_parts(package):
        if b"{" not in package.parts[part] and b"}" not in package.parts[part]:
            continue
        if b"raw" in package.parts[part] and b"endraw" in package.parts[part]:
            continue
        for where, paragraph in iter_paragraphs(parse(package.parts[part]), headings):
            yield from _report_stray(package, f"{describe_part(package, part)}, {where}", paragraph)


def _report_stray(package: Package, where: str, paragraph: etree._Element) -> Iterator[Diagnostic]:
    text = paragraph_text(paragraph)
    for piece in _STRAY.findall(_TAG.sub("", text)):
        yield rules.STRAY_BRACE.at(Location(package.name, where, context=shorten(text)), text=piece)
