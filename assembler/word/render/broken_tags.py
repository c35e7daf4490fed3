"""Every tag of a template that cannot be read, so that the first one hides neither others nor wrong names."""

from __future__ import annotations

import re
from typing import Final

from assembler.diagnostics import Finding
from assembler.errors import TemplateError
from assembler.structs import Struct
from assembler.word.package.locations import describe_part, find_heading_styles, iter_paragraphs
from assembler.word.package.package import Package
from assembler.word.package.xml import parse, qn, serialise
from assembler.word.render.prepare import prepare, rendered_parts
from assembler.word.render.prepared import Prepared

MOST: Final = 40
"""Broken tags that are looked for in one template."""
_BRACE: Final = re.compile(r"[{}]")


class Readable(Struct, frozen=True):
    """What of a template can be read: None where nothing can; ``findings`` are its broken tags.

    ``words`` stand in their paragraphs: a name among them may be one that a broken loop would give.
    """

    prepared: Prepared | None
    findings: tuple[Finding, ...]
    words: frozenset[str] = frozenset()


def readable(package: Package, name: str) -> Readable:
    """``package`` prepared without the paragraphs of broken tags, and a finding for each of them."""
    found: list[Finding] = []
    words: set[str] = set()
    while len(found) < MOST:
        try:
            return Readable(prepare(package, name), tuple(found), frozenset(words))
        except TemplateError as error:
            fresh = [each for each in error.findings if each not in found]
            changed = _without(package, fresh[0].place.where) if fresh else None
            if not _follows(fresh, found):
                found += fresh
            if changed is None:
                break
            package, text = changed
            words |= set(re.findall(r"\w+", text))
    return Readable(None, tuple(found), frozenset(words))


def _follows(fresh: list[Finding], before: list[Finding]) -> bool:
    """Whether a loop or condition lost its other half because that was taken out as broken."""
    lost = any("{%" in each.place.near for each in before)
    return lost and all("closes nothing" in each.what or "is never closed" in each.what for each in fresh)


def _without(package: Package, where: str) -> tuple[Package, str] | None:
    """``package`` with no brace left in the paragraphs at ``where``, and their text; None without any."""
    headings = find_heading_styles(package)
    for part in rendered_parts(package):
        root, taken = parse(package.parts[part]), ""
        for at, paragraph in iter_paragraphs(root, headings):
            if f"{describe_part(package, part)}, {at}" == where:
                for text in paragraph.iter(qn("w:t"), qn("w:instrText")):
                    if text.text and _BRACE.search(text.text):
                        taken += text.text
                        text.text = _BRACE.sub("", text.text)
        if taken:
            return package.with_parts({part: serialise(root)}), taken
    return None
