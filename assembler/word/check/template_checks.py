"""Checks a template for content that documents omit, or show as it was typed.

What Word does: it keeps comments, tracked changes, charts and headers in parts of their own. We fill the
body, notes and properties; comments are left out, headers and footers come from the house style. Whatever an
author wrote elsewhere is reported, so that nobody looks for it in vain.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Final

from lxml import etree

from assembler.diagnostics import Diagnostic, Level, Location
from assembler.structs import replace
from assembler.word.check import opc_rules
from assembler.word.check.subject import Subject
from assembler.word.check.tag_rules import tags_left
from assembler.word.package.locations import (
    describe_part,
    find_heading_styles,
    iter_paragraphs,
    paragraph_text,
    shorten,
)
from assembler.word.package.package import Package
from assembler.word.package.xml import parse, qn
from assembler.word.render.prepare import rendered_parts

_TAG: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|\{_[{%]|[%}]_\}")
_STRAY: Final = re.compile(r"\{\{|\}\}|\{%|%\}|\{\s*[A-Za-z_][\w.]*\s*\}")
_CHANGES: Final = ("w:ins", "w:del", "w:moveFrom", "w:moveTo")
_LOOK: Final = ("styles", "settings", "numbering", "fontTable", "theme", "webSettings", "header", "footer")


def check_template(package: Package, headers: Collection[str] = ()) -> Iterator[Diagnostic]:
    """Report content of ``package``, a template as its author saved it, that documents omit or show oddly.

    ``headers`` are the texts of headers and footers in the house styles (``header_texts``).
    """
    yield from _comments(package)
    yield from _changes(package)
    yield from _around(package, headers)
    yield from _never_filled(package)
    yield from _lost_parts(package)
    yield from _stray_braces(package)


def _comments(package: Package) -> Iterator[Diagnostic]:
    for part in package.related("comments"):
        for comment in parse(package.parts[part]).iter(qn("w:comment")):
            author = comment.get(qn("w:author"), "") or "nobody named"
            near = shorten(" ".join(filter(None, map(paragraph_text, comment.iter(qn("w:p"))))))
            what = f"a comment by {author} is left out of every document"
            location = Location(package.name, "comments", context=near)
            yield Diagnostic("comment-left-out", Level.INFO, location, what,
                          "keep it for other authors, or delete it in Word")  # fmt: skip


def _changes(package: Package) -> Iterator[Diagnostic]:
    """Report tracked changes, which documents would show with the names of their authors."""
    for part in rendered_parts(package):
        found = next(parse(package.parts[part]).iter(*map(qn, _CHANGES)), None)
        if found is not None:
            author = found.get(qn("w:author"), "") or "nobody named"
            what = f"it holds tracked changes (by {author}), which every document would show"
            place = Location(package.name, describe_part(package, part))
            yield Diagnostic("tracked-changes", Level.WARNING, place, what, "accept or reject them in Word")


def header_texts(package: Package) -> dict[str, str]:
    """By part: the text of each header and footer that has some."""
    parts = (part for kind in ("header", "footer") for part in package.related(kind))
    texts = {
        part: [paragraph_text(each) for each in parse(package.parts[part]).iter(qn("w:p"))] for part in parts
    }
    joined = {part: " ".join(" ".join(lines).split()) for part, lines in texts.items()}
    return {part: text for part, text in joined.items() if text}


def _around(package: Package, known: Collection[str]) -> Iterator[Diagnostic]:
    """Headers and footers that say something else than those of the house styles do."""
    for part, text in header_texts(package).items():
        if text not in known:
            kind = "header" if part in package.related("header") else "footer"
            what = f"its {kind} is left out of every document, which has that of its house style"
            hint = f"write the text into the {kind} of templates/house-styles, or into the body"
            place = Location(package.name, describe_part(package, part), context=shorten(text))
            yield Diagnostic("header-left-out", Level.WARNING, place, what, hint)


def _never_filled(package: Package) -> Iterator[Diagnostic]:
    """Report tags in charts, diagrams and other parts that are not rendered."""
    about = {part for kind in (*_LOOK, "comments") for part in package.related(kind)}
    others = (part for part in package.parts if part.endswith(".xml") and part not in rendered_parts(package))
    trees = {
        part: parse(package.parts[part]) for part in others if part not in about and _may_hold(package, part)
    }
    for found in tags_left(Subject(package, trees)):
        what = f"{found.message.removesuffix(' is left')} is never filled: it is in {found.location.position}"
        hint = "write plain text there; only the text of the body, of notes and of properties is filled"
        yield replace(found, rule="tag-never-filled", message=what, hint=hint)


def _may_hold(package: Package, part: str) -> bool:
    return b"{" in package.parts[part] and not part.startswith("customXml/")


def _lost_parts(package: Package) -> Iterator[Diagnostic]:
    """Report pictures and other parts that the text refers to but the file does not contain."""
    trees = {part: parse(package.parts[part]) for part in rendered_parts(package)}
    yield from opc_rules.references(Subject(package, trees))
    for found in opc_rules.relationships(Subject(package, trees)):
        if found.rule == opc_rules.TARGET.name:
            yield found


def _stray_braces(package: Package) -> Iterator[Diagnostic]:
    """Report incomplete tags and names in single braces, which documents show as typed."""
    headings = find_heading_styles(package)
    for part in rendered_parts(package):
        if b"{" not in package.parts[part] and b"}" not in package.parts[part]:
            continue
        if b"raw" in package.parts[part] and b"endraw" in package.parts[part]:
            continue
        for where, paragraph in iter_paragraphs(parse(package.parts[part]), headings):
            yield from _stray(package, f"{describe_part(package, part)}, {where}", paragraph)


def _stray(package: Package, where: str, paragraph: etree._Element) -> Iterator[Diagnostic]:
    text = paragraph_text(paragraph)
    for found in _STRAY.findall(_TAG.sub("", text)):
        what = f"`{found}` is not a whole tag, so that it is printed as it is typed"
        hint = "write a name as {{ name }} and a condition as {% if name %}, with two signs on each side"
        place = Location(package.name, where, context=shorten(text))
        yield Diagnostic("stray-brace", Level.WARNING, place, what, hint)
