"""A paragraph as a phrase: its message with marks, and a translation put back into Word's runs.

The most frequent formatting of a paragraph (by length) is implicit; every other stretch is a numbered mark.
What stands loose at the edges (bookmarks, tabs, pictures, notes, blanks) is no part of the message.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from lxml import etree

from assembler.errors import CatalogueError
from assembler.model.messages import markup as marks
from assembler.model.messages.markup import Alone, Close, Field, Open, Token, Words
from assembler.structs import Struct, field
from assembler.word.messages.nodes import (
    Group,
    Node,
    Place,
    Stretch,
    Thing,
    elements_of,
    has_control_tag,
    text_of,
    text_run,
    wrapped,
)
from assembler.word.package.run_format import PLAIN, Format


class Mark(Struct):
    """What a number in a message stands for; ``base`` is the implicit format of the text inside it."""

    what: Format | Group | Thing
    base: Format = PLAIN

    def in_words(self) -> str:
        """For the translator: "bold", "page number", "link"."""
        return self.what.describe() if isinstance(self.what, Format) else self.what.kind


class Phrase(Struct):
    """A message and what is needed to put its translation back.

    ``head`` and ``tail`` stand loose before and after it; where one link holds all of the text, ``within``
    is that link and ``inner`` the phrase inside it, with the same message.
    """

    message: str
    base: Format = PLAIN
    marked: dict[int, Mark] = field(default_factory=dict)
    head: list[Node] = field(default_factory=list)
    tail: list[Node] = field(default_factory=list)
    within: Group | None = None
    inner: Phrase | None = None
    has_control_tag: bool = False

    @property
    def has_words(self) -> bool:
        """Whether a letter stands in it that is in the template's own language."""
        if self.inner is not None:
            return self.inner.has_words
        return any(letter.isalpha() for text in self._own_words() for letter in text)

    @property
    def is_foreign(self) -> bool:
        """Whether it has words, all of them in another language than the template's."""
        return not self.has_words and any(letter.isalpha() for letter in marks.words(self.message))

    def _own_words(self) -> Iterator[str]:
        formats = [self.base]
        for token in marks.parse(self.message):
            if isinstance(token, Open):
                formats.append(self.marked[token.number].base)
            elif isinstance(token, Close):
                formats.pop()
            elif isinstance(token, Words) and not formats[-1].foreign_language:
                yield token.text

    @property
    def notes(self) -> tuple[str, ...]:
        """What each mark stands for, for a translator."""
        if self.inner is not None:
            return self.inner.notes
        return tuple(
            f"<{number}{'/' if isinstance(mark.what, Thing) else ''}> {mark.in_words()}"
            for number, mark in self.marked.items()
        )

    def elements(self, translated: str) -> list[etree._Element]:
        """The content of the paragraph with ``translated`` in place of the message.

        CatalogueError where the marks or fields of ``translated`` are not those of the message.
        """
        if faults := marks.agree(self.message, translated):
            raise CatalogueError(
                f"a translation does not fit its message: {'; '.join(faults)}",
                location=self.message,
                hint="mend the translation, then check the catalogue",
            )
        if self.within is not None and self.inner is not None:
            inside = wrapped(self.within, self.inner.elements(translated))
        else:
            inside = list(self._written(iter(marks.parse(translated)), self.base))
        return [*elements_of(self.head), *inside, *elements_of(self.tail)]

    def plain(self, translated: str) -> str:
        """``translated`` as text, for an attribute or a property; CatalogueError as in ``elements``."""
        return text_of(self.elements(translated))

    def _written(self, tokens: Iterator[Token], base: Format) -> Iterator[etree._Element]:
        """Runs and things for ``tokens`` up to the end of the mark that is open."""
        text = ""
        for token in tokens:
            if isinstance(token, Words | Field):
                text += token.text if isinstance(token, Words) else f"{{{{ {token.name} }}}}"
                continue
            if text:
                yield text_run(text, base)
                text = ""
            if isinstance(token, Close):
                return
            yield from self._marked(token, tokens)
        if text:
            yield text_run(text, base)

    def _marked(self, token: Open | Alone, tokens: Iterator[Token]) -> list[etree._Element]:
        mark = self.marked[token.number]
        if isinstance(mark.what, Thing):
            return elements_of([mark.what])
        inside = list(self._written(tokens, mark.base))
        return wrapped(mark.what, inside) if isinstance(mark.what, Group) else inside


def phrase_of(nodes: list[Node]) -> Phrase:
    """The phrase of a paragraph's ``nodes``."""
    head, middle, tail = _trimmed(nodes)
    controlled = has_control_tag(nodes)
    if len(middle) == 1 and isinstance(middle[0], Group):
        inner = phrase_of(middle[0].children)
        outer = Phrase(inner.message, head=head, tail=tail, has_control_tag=controlled)
        outer.within, outer.inner = middle[0], inner
        return outer
    numbering = _Numbering()
    base = _most_frequent(middle)
    message = marks.compose(numbering.tokens(middle, base))
    return Phrase(message, base, numbering.marked, head, tail, has_control_tag=controlled)


def _trimmed(nodes: list[Node]) -> tuple[list[Node], list[Node], list[Node]]:
    """``nodes`` as what stands loose before, what is said, and what stands loose after."""
    said = [at for at, node in enumerate(nodes) if not _is_loose(node)]
    if not said:
        return list(nodes), [], []
    first, last = said[0], said[-1]
    head, middle, tail = nodes[:first], nodes[first : last + 1], nodes[last + 1 :]
    before, middle, after = _without_edges(middle)
    return [*head, *before], middle, [*after, *tail]


def _is_loose(node: Node) -> bool:
    if isinstance(node, Thing):
        return node.is_loose
    if isinstance(node, Group):
        return all(_is_loose(child) for child in node.children)
    return isinstance(node, Stretch) and not node.text.strip()


def _without_edges(nodes: list[Node]) -> tuple[list[Node], list[Node], list[Node]]:
    """The blanks before ``nodes``, ``nodes`` without blanks at their edges, and the blanks after them."""
    before: list[Node] = []
    after: list[Node] = []
    kept = list(nodes)
    if isinstance(first := kept[0], Stretch):
        text = first.text.lstrip()
        before = _blanks(first.text[: len(first.text) - len(text)], first.format)
        kept[0] = Stretch(text, first.format)
    if isinstance(last := kept[-1], Stretch):
        text = last.text.rstrip()
        after = _blanks(last.text[len(text) :], last.format)
        kept[-1] = Stretch(text, last.format)
    return before, kept, after


def _blanks(text: str, format_: Format) -> list[Node]:
    return [Stretch(text, format_)] if text else []


def _most_frequent(nodes: list[Node]) -> Format:
    """The format of most of the text; the first of them where two are equally frequent."""
    lengths: Counter[tuple[bytes, ...]] = Counter()
    formats: dict[tuple[bytes, ...], Format] = {}
    for node in nodes:
        if isinstance(node, Stretch | Place):
            text = node.text if isinstance(node, Stretch) else node.name
            lengths[node.format.key] += len(text.strip())
            formats.setdefault(node.format.key, node.format)
    return formats[max(lengths, key=lambda key: lengths[key])] if lengths else PLAIN


class _Numbering:
    """Numbers given to marks in their order."""

    def __init__(self) -> None:
        self.marked: dict[int, Mark] = {}

    def tokens(self, nodes: list[Node], base: Format) -> Iterator[Token]:
        """The tokens of ``nodes`` where ``base`` is implicit."""
        for _, group in groupby(nodes, key=lambda node: _kin(node, base)):
            same = list(group)
            first = same[0]
            if isinstance(first, Thing):
                yield Alone(self._number(Mark(first)))
            elif isinstance(first, Group):
                inside = _most_frequent(first.children)
                yield from self._around(Mark(first, inside), first.children)
            elif _looks(first, base):
                yield from _text_tokens(same)
            else:
                yield from self._formatted(same, first.format)

    def _formatted(self, nodes: list[Node], format_: Format) -> Iterator[Token]:
        """Text in a format of its own; blanks at its edges stay outside the mark."""
        if format_.shows_on_spaces:
            yield from self._around(Mark(format_, format_), nodes)
            return
        before, inside, after = _without_edges(nodes)
        yield from _text_tokens(before)
        yield from self._around(Mark(format_, format_), inside)
        yield from _text_tokens(after)

    def _around(self, mark: Mark, nodes: list[Node]) -> Iterator[Token]:
        number = self._number(mark)
        yield Open(number)
        yield from self.tokens(nodes, mark.base)
        yield Close(number)

    def _number(self, mark: Mark) -> int:
        self.marked[len(self.marked) + 1] = mark
        return len(self.marked)


def _kin(node: Node, base: Format) -> object:
    """Equal for neighbours that belong to one stretch of the message."""
    if isinstance(node, Thing | Group):
        return id(node)
    return base.key if _looks(node, base) else node.format.key


def _looks(node: Stretch | Place, base: Format) -> bool:
    """Whether ``node`` looks as ``base`` does; a blank does in most formats."""
    is_blank = isinstance(node, Stretch) and not node.text.strip() and not node.format.shows_on_spaces
    return is_blank or node.format.key == base.key


def _text_tokens(nodes: list[Node]) -> Iterator[Token]:
    for node in nodes:
        if isinstance(node, Stretch):
            yield Words(node.text)
        elif isinstance(node, Place):
            yield Field(node.name)
