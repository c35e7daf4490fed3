"""Render texts, each in its own language, and rich text as paragraphs in the house style."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any, Final

from assembler.assembly.content.embedded_objects import TextObjects, TextOptions
from assembler.i18n.languages.languages import Language, get_language
from assembler.model.types.chart import Chart
from assembler.model.types.rich_text import KEPT, NOTE
from assembler.model.types.values import RichText, Text
from assembler.structs import Struct, field
from assembler.values.rich_text import to_blocks
from assembler.views.footnote import Footnote
from assembler.word.content.footnotes import RenderedFootnote, build_footnote
from assembler.word.content.list_numbers import NUMBERS
from assembler.word.content.paragraphs import build_rich_paragraphs
from assembler.word.template.escaping import TaggedText

FOOTNOTE_IDS = 10_000
"""First id of footnotes from the data. The template's footnotes have lower ids."""


class TextRenderer(Struct):
    """Renderer for the texts of a document in the language ``spoken``.

    Texts that do not specify a language are in ``own``. ``lists`` is the number of numbered lists rendered so
    far, each of which needs an id of its own. ``notes`` are the footnotes rendered so far. ``objects`` are
    the attachments in texts.
    """

    spoken: Language
    own: str
    lists: int = 0
    notes: list[RenderedFootnote] = field(default_factory=list)
    objects: TextObjects = field(default_factory=TextObjects)
    _tags: dict[str, str] = field(default_factory=dict)

    @property
    def renderers(self) -> Renderers:
        """Renderers for texts, footnotes and charts."""
        return {
            Text: self._render_plain,
            RichText: lambda text, _: self.render(text),
            Footnote: lambda footnote, _: self.add_footnote(footnote),
            Chart: lambda chart, _: self.objects.add_chart(chart, self.spoken.tag),
        }

    def render(self, text: Text) -> str:
        """Return plain text for ``{{ name }}``, or the paragraphs of a rich text for ``{{p name }}``."""
        if text.__class__ is not RichText:
            return self._render_plain(text)
        tag, blocks = self._find_tag(text.language or self.own), to_blocks(text.text)
        if f"({NOTE}" in text.text or f"({KEPT}" in text.text:
            return self.objects.build_paragraphs(blocks, TextOptions(tag, self._number_list, self._add_note))
        return build_rich_paragraphs(blocks, tag, new_list=self._number_list)

    def _render_plain(self, text: Text, _key: object = None) -> str:
        """Return a plain text, tagged with its language if it differs from the document's."""
        tag = self._find_tag(text.language or self.own)
        return text.text if tag == self.spoken.tag else TaggedText(text.text, tag)

    def add_footnote(self, footnote: Footnote) -> str:
        """Add the footnote to ``notes`` and return the reference to it, for ``{{r name }}``."""
        text = footnote.text
        if not isinstance(text, Text):
            text = Text(text=text, language=self.spoken.code)
        return self._add_note(text.text, self._find_tag(text.language or self.own))

    def _add_note(self, words: str, tag: str) -> str:
        self.notes.append(build_footnote(words, FOOTNOTE_IDS + len(self.notes), tag))
        return self.notes[-1].run

    def _find_tag(self, code: str) -> str:
        """Return Word's tag for a language.

        Text in the document's base language gets the document's tag.
        """
        tag = self._tags.get(code)
        if tag is None:
            language = get_language(code)
            same = language.base == self.spoken.base and "-" not in language.code
            tag = self._tags[code] = self.spoken.tag if same else language.tag
        return tag

    def _number_list(self) -> int:
        self.lists += 1
        return NUMBERS + self.lists


Renderer = Callable[[Any, Any], Any]
"""Function that takes a value and its key or index and returns the rendered form."""
Renderers = Mapping[type, Renderer]
"""Renderers by class. Values of other classes are left unchanged."""

_PLAIN: Final = frozenset((str, bool, type(None)))
_HOLDING: Final = (dict, list)


def substitute(seen: Any, drawers: Renderers) -> None:
    """Replace values in nested mappings and lists with their rendered form, in reading order.

    ``drawers`` maps the types of these values to functions that render them.

    >>> seen = {"a": "words", "rows": [{"count": 3, "open": True}]}
    >>> substitute(seen, {int: lambda value, name: f"{name} {value}"}); seen
    {'a': 'words', 'rows': [{'count': 'count 3', 'open': True}]}
    """
    for key, value in seen.items() if isinstance(seen, dict) else enumerate(seen):
        kind = value.__class__
        if kind in _PLAIN:
            continue
        if kind in drawers:
            seen[key] = drawers[kind](value, key)
        elif isinstance(value, _HOLDING) and value:
            substitute(value, drawers)


_FEW_WORDS: Final = 20
"""Names and titles in another language have fewer words than this."""


def find_other_languages(seen: Any, own: str, spoken: str) -> list[str]:
    """Return the languages, other than ``spoken``, of more than a few words in ``seen``, as codes.

    ``seen`` contains nested mappings and lists. Texts that do not specify a language are in ``own``.

    >>> find_other_languages({"aims": [Text(text="word " * 20, language="fi")], "city": "Oslo"}, "en", "nl")
    ['fi']
    """
    words: Counter[str] = Counter()
    _count_words(seen, own, words)
    base = get_language(spoken).base
    return [code for code, count in words.items() if count >= _FEW_WORDS and get_language(code).base != base]


def _count_words(seen: Any, own: str, words: Counter[str]) -> None:
    for value in seen.values() if isinstance(seen, dict) else seen:
        if isinstance(value, Text):
            words[value.language or own] += len(value.text.split())
        elif isinstance(value, _HOLDING):
            _count_words(value, own, words)
