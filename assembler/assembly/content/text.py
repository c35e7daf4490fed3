"""Texts of a record in a document: each in its own language, rich text as paragraphs of the house style."""

from __future__ import annotations

from assembler.assembly.content.attachments import Drawing, Things
from assembler.assembly.content.substitute import Drawers
from assembler.i18n.languages.languages import Language, get_language
from assembler.model.types.content import RichText, Text
from assembler.model.types.rich_text import KEPT, NOTE
from assembler.structs import Struct, field
from assembler.values.rich_text import to_blocks
from assembler.views.footnote import Footnote
from assembler.word.content.footnotes import RenderedFootnote, build_footnote
from assembler.word.content.lists import NUMBERS
from assembler.word.content.paragraphs import build_rich_paragraphs
from assembler.word.template.escaping import TaggedText

FOOTNOTE_IDS = 10_000
"""Footnotes of the data are numbered from here, apart from those of templates."""


class TextDrawer(Struct):
    """Draws texts for a document in ``spoken``; a text that does not say its language is in ``own``.

    ``lists`` counts the numbered lists drawn so far, each of which needs a number of its own; ``notes`` are
    the footnotes drawn so far. ``things`` holds what peers put between their words.
    """

    spoken: Language
    own: str
    lists: int = 0
    notes: list[RenderedFootnote] = field(default_factory=list)
    things: Things = field(default_factory=Things)
    _tags: dict[str, str] = field(default_factory=dict)

    @property
    def drawers(self) -> Drawers:
        """What Word shows in place of texts and footnotes."""
        return {
            Text: self._words,
            RichText: lambda text, _: self.drawn(text),
            Footnote: lambda footnote, _: self.number_of(footnote),
        }

    def drawn(self, text: Text) -> str:
        """Words for ``{{ place }}``, or, of a rich text, whole paragraphs for ``{{p place }}``."""
        if text.__class__ is not RichText:
            return self._words(text)
        tag, blocks = self._tag(text.language or self.own), to_blocks(text.text)
        if f"({NOTE}" in text.text or f"({KEPT}" in text.text:
            return self.things.paragraphs(blocks, Drawing(tag, self._new_list, self._note))
        return build_rich_paragraphs(blocks, tag, new_list=self._new_list)

    def _words(self, text: Text, _key: object = None) -> str:
        """Plain words, which say their language where it is another than the document's."""
        tag = self._tag(text.language or self.own)
        return text.text if tag == self.spoken.tag else TaggedText(text.text, tag)

    def number_of(self, footnote: Footnote) -> str:
        """The footnote's number for ``{{r place }}``; the note itself is kept in ``notes``."""
        text = footnote.text
        if not isinstance(text, Text):
            text = Text(text=text, language=self.spoken.code)
        return self._note(text.text, self._tag(text.language or self.own))

    def _note(self, words: str, tag: str) -> str:
        self.notes.append(build_footnote(words, FOOTNOTE_IDS + len(self.notes), tag))
        return self.notes[-1].run

    def _tag(self, code: str) -> str:
        """Word's tag; a text in the document's language, of whatever region, carries the document's own."""
        tag = self._tags.get(code)
        if tag is None:
            found = get_language(code)
            same = found.base == self.spoken.base and "-" not in found.code
            tag = self._tags[code] = self.spoken.tag if same else found.tag
        return tag

    def _new_list(self) -> int:
        self.lists += 1
        return NUMBERS + self.lists
