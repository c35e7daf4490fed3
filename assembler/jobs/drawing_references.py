"""Marks and references of a document: bookmarks round the codes, fields that lead to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from assembler.views.reference import Mark, References
from assembler.word.escaping import Runs
from assembler.word.references import marked, named, referring


@dataclass(slots=True)
class ReferenceDrawer:
    """Draws marks and references for a document in the language that Word calls ``tag``.

    Bookmarks are numbered from ``first_id`` on. A code that stands in the document twice is marked once.
    """

    tag: str
    first_id: int
    _marked: set[str] = field(default_factory=set)

    def draw_all(self, seen: Any) -> bool:
        """Put what Word shows in place of every mark and reference in what a view gives.

        Whether there was a reference among them.
        """
        found = list(_found(seen))
        known = frozenset(value.code for _, _, value in found if isinstance(value, Mark))
        for holder, key, value in found:
            holder[key] = self._mark(value) if isinstance(value, Mark) else self._refer(value, known)
        return any(isinstance(value, References) for _, _, value in found)

    def _mark(self, mark: Mark) -> Runs:
        if mark.code in self._marked:
            return named(mark.code, self.tag)
        self._marked.add(mark.code)
        return marked(mark.code, self.first_id + len(self._marked), self.tag)

    def _refer(self, references: References, known: frozenset[str]) -> Runs:
        return referring(references.codes, self.tag, known)


def _found(seen: Any) -> Iterator[tuple[Any, Any, Mark | References]]:
    """Every mark and reference in mappings and lists, with what holds it and under which key."""
    pairs = seen.items() if isinstance(seen, dict) else enumerate(seen) if isinstance(seen, list) else ()
    for key, value in pairs:
        if isinstance(value, Mark | References):
            yield seen, key, value
        elif isinstance(value, dict | list):
            yield from _found(value)
