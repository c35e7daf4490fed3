"""Marks and references of a document: bookmarks round the codes, fields that lead to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from assembler.jobs.odd_values import Held
from assembler.views.reference import Mark, References
from assembler.word.escaping import Runs
from assembler.word.references import Linking


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
        codes = dict.fromkeys(value.code for _, _, value in found if value.__class__ is Mark)
        links = Linking(codes, self.tag)
        for holder, key, value in found:
            if value.__class__ is References:
                holder[key] = links.referring(value.codes)
            elif value.__class__ is Mark:
                holder[key] = self._mark(value.code, links)

    def _mark(self, code: str, links: Linking) -> Runs:
        if code in self._marked:
            return links.named(code)
        self._marked.add(code)
        return links.marked(code, self.first_id + len(self._marked))
