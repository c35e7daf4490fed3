"""Templates with broken tags: find all of them, and prepare what remains.

Jinja stops at the first broken tag, which would hide the others and any unknown names.
"""

from __future__ import annotations

import re
from typing import Final

from assembler.diagnostics import Diagnostic
from assembler.errors import TemplateError
from assembler.structs import Struct
from assembler.word.package.locations import describe_part, find_heading_styles, iter_paragraphs
from assembler.word.package.package import Package
from assembler.word.package.xml import parse, qn, serialise
from assembler.word.render.prepared_template import PreparedTemplate
from assembler.word.render.template_preparation import list_rendered_parts, prepare

MAX_BROKEN_TAGS: Final = 40
"""Maximum number of broken tags that are reported for one template."""
_BRACE: Final = re.compile(r"[{}]")


class ReadableTemplate(Struct, frozen=True):
    """A template prepared after its broken tags were removed, and the diagnostics for these tags.

    ``prepared`` is None if the template still cannot be prepared. ``words`` contains the words of the
    paragraphs from which braces were removed, because a broken loop may define one of them as a name.
    """

    prepared: PreparedTemplate | None
    diagnostics: tuple[Diagnostic, ...]
    words: frozenset[str] = frozenset()


def prepare_readable(package: Package, name: str) -> ReadableTemplate:
    """Report the broken tags of ``package``, and prepare the template without them.

    All braces are removed from a paragraph with a broken tag. ``name`` identifies the template in errors. At
    most ``MAX_BROKEN_TAGS`` tags are reported.
    """
    diagnostics: list[Diagnostic] = []
    words: set[str] = set()
    while len(diagnostics) < MAX_BROKEN_TAGS:
        try:
            return ReadableTemplate(prepare(package, name), tuple(diagnostics), frozenset(words))
        except TemplateError as error:
            new = [diagnostic for diagnostic in error.diagnostics if diagnostic not in diagnostics]
            changed = _remove_braces(package, new[0].location.position) if new else None
            if not _is_consequence(new, diagnostics):
                diagnostics += new
            if changed is None:
                break
            package, text = changed
            words |= set(re.findall(r"\w+", text))
    return ReadableTemplate(None, tuple(diagnostics), frozenset(words))


def _is_consequence(new: list[Diagnostic], before: list[Diagnostic]) -> bool:
    """Return whether a start or end tag is broken only because its counterpart was removed.

    ``new`` contains the diagnostics for this tag, and ``before`` those that were already reported.
    """
    has_removed = any("{%" in diagnostic.location.context for diagnostic in before)
    variants = ("closes nothing", "never closed", "split")
    return has_removed and all(diagnostic.variant in variants for diagnostic in new)


def _remove_braces(package: Package, position: str) -> tuple[Package, str] | None:
    """Remove all braces at ``position``, and return the package and the text of the paragraphs there.

    Returns None if there are no braces at ``position``.
    """
    headings = find_heading_styles(package)
    for part in list_rendered_parts(package):
        root, removed = parse(package.parts[part]), ""
        for location, paragraph in iter_paragraphs(root, headings):
            if f"{describe_part(package, part)}, {location}" == position:
                texts = list(paragraph.iter(qn("w:t"), qn("w:instrText")))
                whole = "".join(each.text or "" for each in texts)
                removed += whole if _BRACE.search(whole) else ""
                for each in texts:
                    each.text = _BRACE.sub("", each.text or "")
        if removed:
            return package.with_parts({part: serialise(root)}), removed
    return None
