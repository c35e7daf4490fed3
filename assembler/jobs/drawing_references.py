"""Marks and references of a document: bookmarks round the codes, fields that lead to them."""

from __future__ import annotations

from dataclasses import dataclass, field

from assembler.jobs.odd_values import Drawers
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
    _marked: int = 0
    _links: Linking = field(init=False)

    def __post_init__(self) -> None:
        self._links = Linking(self.tag)

    @property
    def drawers(self) -> Drawers:
        """What Word shows in place of marks and references. Which codes are marked is known at the end."""
        links = self._links
        return {Mark: self._mark, References: lambda found, _: links.referring(found.codes)}

    def _mark(self, mark: Mark, _key: object) -> Runs:
        if mark.code in self._links:
            return self._links.named(mark.code)
        self._marked += 1
        return self._links.marked(mark.code, self.first_id + self._marked)
