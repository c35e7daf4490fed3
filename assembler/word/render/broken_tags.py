"""Find every broken tag of a template, so that the first one hides neither others nor wrong names."""

from __future__ import annotations

import re
from typing import Final

from assembler.diagnostics import Diagnostic
from assembler.errors import TemplateError
from assembler.structs import Struct
from assembler.word.package.locations import describe_part, find_heading_styles, iter_paragraphs
from assembler.word.package.package import Package
from assembler.word.package.xml import parse, qn, serialise
from assembler.word.render.prepare import prepare, rendered_parts
from assembler.word.render.prepared import PreparedTemplate

MAX_BROKEN_TAGS: Final = 40
"""Largest number of broken tags that are reported for one template."""
_BRACE: Final = re.compile(r"[{}]")


class ReadableTemplate(Struct, frozen=True):
    """The readable part of a template, or None; ``diagnostics`` are its broken tags.

    ``words`` are those of their paragraphs: a name among them may be one that a broken loop would define.
    """

    prepared: PreparedTemplate | None
    diagnostics: tuple[Diagnostic, ...]
    words: frozenset[str] = frozenset()


def prepare_readable(package: Package, name: str) -> ReadableTemplate:
    """Prepare ``package`` without its broken tags, and report each of them."""
    found: list[Diagnostic] = []
    words: set[str] = set()
    while len(found) < MAX_BROKEN_TAGS:
        try:
            return ReadableTemplate(prepare(package, name), tuple(found), frozenset(words))
        except TemplateError as error:
            fresh = [each for each in error.diagnostics if each not in found]
            changed = _remove_braces(package, fresh[0].location.position) if fresh else None
            if not _is_consequence(fresh, found):
                found += fresh
            if changed is None:
                break
            package, text = changed
            words |= set(re.findall(r"\w+", text))
    return ReadableTemplate(None, tuple(found), frozenset(words))


def _is_consequence(fresh: list[Diagnostic], before: list[Diagnostic]) -> bool:
    """Check whether a loop or condition lost its other half because that was removed as broken."""
    lost = any("{%" in each.location.context for each in before)
    return lost and all(each.variant in ("closes nothing", "never closed", "split") for each in fresh)


def _remove_braces(package: Package, where: str) -> tuple[Package, str] | None:
    """Remove the braces from the paragraphs at ``where``; return their text as well, or None without any."""
    headings = find_heading_styles(package)
    for part in rendered_parts(package):
        root, removed = parse(package.parts[part]), ""
        for location, paragraph in iter_paragraphs(root, headings):
            if f"{describe_part(package, part)}, {location}" == where:
                for text in paragraph.iter(qn("w:t"), qn("w:instrText")):
                    if text.text and _BRACE.search(text.text):
                        removed += text.text
                        text.text = _BRACE.sub("", text.text)
        if removed:
            return package.with_parts({part: serialise(root)}), removed
    return None
