"""Notes of a template that a loop refers to: each round has its own, and sees what the round sees.

Word keeps notes in a part of their own, where no loop runs; docxtpl renders that part once, so that all
rounds share one note. Here such a note moves into the body's source, right behind its reference, before
anything is compiled; when the body has been rendered each note goes back into its part under an id of its
own. Word numbers notes by the places of their references, whatever the ids are (ECMA-376 part 1, 17.11.14).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import count
from typing import Final

from assembler.structs import Struct, replace
from assembler.word.template.tags import Source

KINDS: Final = ("footnote", "endnote")
FIRST: Final = 20_000
"""Ids of notes that a loop made begin here; those of templates are small, those of data begin at 10,000."""

_REFERENCE: Final = r'<w:{0}Reference (?=[^>]*w:id="(-?\d+)")[^>]*?/>'
_NOTE: Final = r'<w:{0} (?=[^>]*w:id="{1}")[^>]*>.*?</w:{0}>'
_LOOP: Final = re.compile(r"\{%[-+]?\s*(end)?for\b")
_ID: Final = re.compile(r'(?<=w:id=")-?\d+(?=")')


def looped(body: Source, kind: str) -> bool:
    """Whether a note of ``kind`` is referred to inside a loop of ``body``."""
    return any(True for _ in _looped_references(body.text, kind))


def moved(body: Source, notes: Source, kind: str) -> tuple[Source, Source]:
    """``body`` with the notes that its loops refer to behind their references, and ``notes`` without them."""
    wanted = list(_looped_references(body.text, kind))
    for reference in reversed(wanted):
        if note := _note(notes, kind, reference[1]):
            body = _inserted(body, reference.end(), note)
    for id_ in {reference[1] for reference in wanted}:
        if note := _note(notes, kind, id_):
            notes = _without(notes, note)
    return body, notes


class _Piece(Struct, frozen=True):
    """A stretch of a source: where it begins and ends, and its text and tags."""

    start: int
    end: int
    source: Source


def _looped_references(text: str, kind: str) -> Iterator[re.Match[str]]:
    for reference in re.finditer(_REFERENCE.format(kind), text):
        marks = _LOOP.finditer(text, 0, reference.start())
        if sum(-1 if mark[1] else 1 for mark in marks) > 0:
            yield reference


def _note(notes: Source, kind: str, id_: str) -> _Piece | None:
    found = re.search(_NOTE.format(kind, re.escape(id_)), notes.text, re.DOTALL)
    if found is None:
        return None
    before, inside = notes.text.count("\n", 0, found.start()), found[0].count("\n")
    tags = notes.tags[before : before + inside]
    return _Piece(found.start(), found.end(), Source(notes.part, found[0], tags))


def _inserted(source: Source, at: int, piece: _Piece) -> Source:
    """``source`` with ``piece`` at a place of its text; every line break is one tag's."""
    before = source.text.count("\n", 0, at)
    return replace(
        source,
        text=source.text[:at] + piece.source.text + source.text[at:],
        tags=(*source.tags[:before], *piece.source.tags, *source.tags[before:]),
    )


def _without(source: Source, piece: _Piece) -> Source:
    before = source.text.count("\n", 0, piece.start)
    return replace(
        source,
        text=source.text[: piece.start] + source.text[piece.end :],
        tags=(*source.tags[:before], *source.tags[before + len(piece.source.tags) :]),
    )


def returned(body: str, parts: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """A rendered ``body`` without the notes inside it, and each part of notes, by kind, with them at its end.

    >>> body = '<w:footnoteReference w:id="1"/><w:footnote w:id="1">One</w:footnote>'
    >>> returned(body, {"footnote": "<w:footnotes></w:footnotes>"})[1]
    {'footnote': '<w:footnotes><w:footnote w:id="20000">One</w:footnote></w:footnotes>'}
    """
    ids, made = count(FIRST), dict(parts)
    for kind, part in parts.items():
        pair = re.compile(f"({_REFERENCE.format(kind)})(<w:{kind} .*?</w:{kind}>)", re.DOTALL)
        notes: list[str] = []

        def apart(found: re.Match[str], notes: list[str] = notes) -> str:
            id_ = str(next(ids))
            notes.append(_ID.sub(id_, found[3], count=1))
            return _ID.sub(id_, found[1], count=1)

        body = pair.sub(apart, body)
        end = f"</w:{kind}s>"
        made[kind] = part.replace(end, f"{''.join(notes)}{end}")
    return body, made
