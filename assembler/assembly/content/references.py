"""References in a document: bookmarks at codes, fields that refer to them, and choices of references."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from assembler.assembly.content.text_rendering import Renderers
from assembler.store.records.record import Record
from assembler.structs import Struct
from assembler.views.cross_references import Mark, References
from assembler.word.content.references import CodeLinks
from assembler.word.template.escaping import RunMarkup

if TYPE_CHECKING:
    from assembler.model.documents.form_manifest import ChoiceItem
    from assembler.model.reference.benchmark import Benchmark


class ReferenceRenderer(Struct):
    """Renderer for bookmarks and references.

    ``links`` stores the language and the bookmarked codes. Bookmarks are numbered from ``first_id``. If a
    code occurs more than once, only its first occurrence is bookmarked.
    """

    links: CodeLinks
    first_id: int
    _marked: int = 0

    @property
    def renderers(self) -> Renderers:
        """Renderers for bookmarks and references, which add the codes to ``links`` during rendering."""
        links = self.links
        return {Mark: self._mark, References: lambda found, _: links.refer_to(found.codes)}

    def _mark(self, mark: Mark, _key: object) -> RunMarkup:
        if mark.code in self.links:
            return self.links.show(mark.code)
        self._marked += 1
        return self.links.bookmark(mark.code, self.first_id + self._marked, hidden=mark.hidden)


def list_reference_choices(
    record: Record, benchmark: Benchmark | None, translate: Callable[[str], str]
) -> Mapping[str, Sequence[ChoiceItem]]:
    """Return the choices for each kind of reference, in the order of the benchmark or team."""
    return {
        "indicator": tuple(_list_indicators(benchmark, translate)),
        "member": tuple(_list_members(record)),
    }


def _list_indicators(benchmark: Benchmark | None, translate: Callable[[str], str]) -> Iterator[ChoiceItem]:
    from assembler.model.documents.form_manifest import ChoiceItem

    for each in benchmark.indicators() if benchmark else ():
        yield ChoiceItem(each.code, translate(each.label))


def _list_members(record: Record) -> Iterator[ChoiceItem]:
    from assembler.model.documents.form_manifest import ChoiceItem

    for member in record.review.team.members if "review" in record.entities else ():
        if initials := member.person.initials:
            yield ChoiceItem(initials, member.person.office.text)
