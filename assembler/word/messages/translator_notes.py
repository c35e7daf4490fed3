"""What the author of a template says to translators: ``{# context: ... #}`` and ``{# note: ... #}``.

A comment in the language of tags is plain text in Word, stands in the paragraph that it is about, survives
every editor, and is gone from every document. ``context`` parts two meanings of one English text ("order" of
a list, "order" of a judge): each is then translated apart. ``note`` is only read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from assembler.word.messages.nodes import Group, Node, Thing
from assembler.word.messages.phrase import Phrase

AUTHORS_NOTE: Final = "note of the author"
_REMARK: Final = re.compile(r"\{#\s*(context|note)\s*:\s*(.*?)\s*#\}", re.DOTALL | re.IGNORECASE)


def context_of(phrase: Phrase) -> str:
    """The context that the author gives the text; empty where he gives none."""
    return next((text for kind, text in _remarks(phrase) if kind == "context"), "")


def notes_of(phrase: Phrase) -> tuple[str, ...]:
    """What the author says to translators about the text."""
    return tuple(text for kind, text in _remarks(phrase) if kind == "note")


def _remarks(phrase: Phrase) -> Iterator[tuple[str, str]]:
    marked = (mark.what for mark in phrase.marked.values() if isinstance(mark.what, Thing | Group))
    for tag in _tags((*phrase.head, *phrase.tail, *marked)):
        if found := _REMARK.fullmatch(tag):
            yield found[1].lower(), found[2]
    if phrase.inner is not None:
        yield from _remarks(phrase.inner)


def _tags(nodes: Iterable[Node]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, Thing) and node.kind == AUTHORS_NOTE:
            yield "".join("".join(str(text) for text in element.itertext()) for element, _ in node.pieces)
        elif isinstance(node, Group):
            yield from _tags(node.children)
