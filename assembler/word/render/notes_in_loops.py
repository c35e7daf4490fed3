"""Footnotes and endnotes in loops of a template: each iteration gets its own note, with its own values.

Word stores notes in a separate part, outside any loop. docxtpl renders that part once, so all iterations
share one note. Here, such a note is moved to the body before compilation, directly after its reference. After
the body is rendered, each note is moved back to its part with a new id. Word numbers notes in the order of
their references, regardless of their ids (ECMA-376 part 1, 17.11.14).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import count
from typing import Final

from assembler.structs import Struct, replace
from assembler.word.template.tags import Source

KINDS: Final = ("footnote", "endnote")
FIRST_ID: Final = 20_000
"""Id of the first note from a loop.

Notes of the template have small ids, and ids of notes from the data start at 10,000.
"""

_REFERENCE: Final = r'<w:{0}Reference (?=[^>]*w:id="(-?\d+)")[^>]*?/>'
_NOTE: Final = r'<w:{0} (?=[^>]*w:id="{1}")[^>]*>.*?</w:{0}>'
_LOOP: Final = re.compile(r"\{%[-+]?\s*(end)?for\b")
_ID: Final = re.compile(r'(?<=w:id=")-?\d+(?=")')


def has_looped_notes(body: Source, kind: str) -> bool:
    """Return whether a loop in ``body`` refers to a note of ``kind``."""
    return any(True for _ in _find_looped_references(body.text, kind))


def move_notes(body: Source, notes: Source, kind: str) -> tuple[Source, Source]:
    """Move notes of ``kind`` to which loops refer from ``notes`` to ``body``, right after their references.

    Returns the new sources of both parts.
    """
    wanted = list(_find_looped_references(body.text, kind))
    for reference in reversed(wanted):
        if note := _find_note(notes, kind, reference[1]):
            body = _insert_piece(body, reference.end(), note)
    for id_ in {reference[1] for reference in wanted}:
        if note := _find_note(notes, kind, id_):
            notes = _remove_piece(notes, note)
    return body, notes


class _Piece(Struct, frozen=True):
    """A piece of a source: its bounds, and the text and tags between them."""

    start: int
    end: int
    source: Source


def _find_looped_references(text: str, kind: str) -> Iterator[re.Match[str]]:
    for reference in re.finditer(_REFERENCE.format(kind), text):
        marks = _LOOP.finditer(text, 0, reference.start())
        if sum(-1 if mark[1] else 1 for mark in marks) > 0:
            yield reference


def _find_note(notes: Source, kind: str, id_: str) -> _Piece | None:
    match = re.search(_NOTE.format(kind, re.escape(id_)), notes.text, re.DOTALL)
    if match is None:
        return None
    before, inside = notes.text.count("\n", 0, match.start()), match[0].count("\n")
    tags = notes.tags[before : before + inside]
    return _Piece(match.start(), match.end(), Source(notes.part, match[0], tags))


def _insert_piece(source: Source, position: int, piece: _Piece) -> Source:
    """Insert ``piece`` at ``position`` in the text of ``source``.

    The tags of ``piece`` are inserted at the corresponding position in the tags of ``source``.
    """
    before = source.text.count("\n", 0, position)
    return replace(
        source,
        text=source.text[:position] + piece.source.text + source.text[position:],
        tags=(*source.tags[:before], *piece.source.tags, *source.tags[before:]),
    )


def _remove_piece(source: Source, piece: _Piece) -> Source:
    before = source.text.count("\n", 0, piece.start)
    return replace(
        source,
        text=source.text[: piece.start] + source.text[piece.end :],
        tags=(*source.tags[:before], *source.tags[before + len(piece.source.tags) :]),
    )


def move_notes_back(body: str, parts: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """Move each note in ``body`` to the end of its part, with a new id, and return the body and the parts.

    ``body`` is the rendered body. ``parts`` maps each kind of note to the XML of its part.

    >>> body = '<w:footnoteReference w:id="1"/><w:footnote w:id="1">One</w:footnote>'
    >>> move_notes_back(body, {"footnote": "<w:footnotes></w:footnotes>"})[1]
    {'footnote': '<w:footnotes><w:footnote w:id="20000">One</w:footnote></w:footnotes>'}
    """
    ids, completed = count(FIRST_ID), dict(parts)
    for kind, part in parts.items():
        pair = re.compile(f"({_REFERENCE.format(kind)})(<w:{kind} .*?</w:{kind}>)", re.DOTALL)
        notes: list[str] = []

        def extract_note(match: re.Match[str], notes: list[str] = notes) -> str:
            id_ = str(next(ids))
            notes.append(_ID.sub(id_, match[3], count=1))
            return _ID.sub(id_, match[1], count=1)

        body = pair.sub(extract_note, body)
        end = f"</w:{kind}s>"
        completed[kind] = part.replace(end, f"{''.join(notes)}{end}")
    return body, completed
