"""Marks and references of a document: bookmarks round the codes, fields that lead to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from assembler.jobs.odd_values import Held
from assembler.views.reference import Mark, References
from assembler.word.escaping import Runs
from assembler.word.references import linked, marked, named, referring


@dataclass(slots=True)
class ReferenceDrawer:
    """Draws marks and references for a document in the language that Word calls ``tag``.

    Bookmarks are numbered from ``first_id`` on. A code that stands in the document twice is marked once.
    """

    tag: str
    first_id: int
    _marked: set[str] = field(default_factory=set)

    def draw_all(self, found: Sequence[Held]) -> None:
        """Put what Word shows in place of every mark and reference in what a view gives (``odd_values``)."""
        known = linked(dict.fromkeys(value.code for _, _, value in found if isinstance(value, Mark)))
        for holder, key, value in found:
            if isinstance(value, Mark):
                holder[key] = self._mark(value)
            elif isinstance(value, References):
                holder[key] = referring(value.codes, self.tag, known)

    def _mark(self, mark: Mark) -> Runs:
        if mark.code in self._marked:
            return named(mark.code, self.tag)
        self._marked.add(mark.code)
        return marked(mark.code, self.first_id + len(self._marked), self.tag)
