"""Cross-references in a document: bookmarks at codes, and fields that refer to them."""

from __future__ import annotations

from assembler.assembly.content.substitute import Renderers
from assembler.structs import Struct
from assembler.views.reference import Mark, References
from assembler.word.content.references import CodeLinks
from assembler.word.template.escaping import RunMarkup


class ReferenceRenderer(Struct):
    """Renderer for bookmarks and references; ``links`` stores the language and the bookmarked codes.

    Bookmarks are numbered from ``first_id``. If a code occurs twice, only its first occurrence is bookmarked.
    """

    links: CodeLinks
    first_id: int
    _marked: int = 0

    @property
    def renderers(self) -> Renderers:
        """Renderers for marks and references; ``links`` contains all marked codes only after rendering."""
        links = self.links
        return {Mark: self._mark, References: lambda found, _: links.refer_to(found.codes)}

    def _mark(self, mark: Mark, _key: object) -> RunMarkup:
        if mark.code in self.links:
            return self.links.show(mark.code)
        self._marked += 1
        return self.links.bookmark(mark.code, self.first_id + self._marked)
