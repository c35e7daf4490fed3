"""Authors' notes to translators in a template: ``{# context: ... #}`` and ``{# note: ... #}``.

A template comment is plain text in Word. It is in the paragraph that it describes, survives every editor, and
does not appear in any document. ``context`` distinguishes two meanings of one English text ("order" of a
list, "order" of a judge), which are then translated separately. ``note`` is for information only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from assembler.word.messages.nodes import Group, InlineObject, Node
from assembler.word.messages.phrase import Phrase

AUTHORS_NOTE: Final = "note of the author"
_REMARK: Final = re.compile(r"\{#\s*(context|note)\s*:\s*(.*?)\s*#\}", re.DOTALL | re.IGNORECASE)


def read_context(phrase: Phrase) -> str:
    """Return the context that the author gives for the text; empty if there is none."""
    return next((text for kind, text in _iter_remarks(phrase) if kind == "context"), "")


def read_notes(phrase: Phrase) -> tuple[str, ...]:
    """Return what the author's notes tell translators about the text."""
    return tuple(text for kind, text in _iter_remarks(phrase) if kind == "note")


def _iter_remarks(phrase: Phrase) -> Iterator[tuple[str, str]]:
    tags = (tag.content for tag in phrase.tags.values() if isinstance(tag.content, InlineObject | Group))
    for tag in _iter_note_texts((*phrase.head, *phrase.tail, *tags)):
        if match := _REMARK.fullmatch(tag):
            yield match[1].lower(), match[2]
    if phrase.inner is not None:
        yield from _iter_remarks(phrase.inner)


def _iter_note_texts(nodes: Iterable[Node]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, InlineObject) and node.kind == AUTHORS_NOTE:
            yield "".join("".join(str(text) for text in element.itertext()) for element, _ in node.pieces)
        elif isinstance(node, Group):
            yield from _iter_note_texts(node.children)
