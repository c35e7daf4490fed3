"""Message of a paragraph: its text with inline tags, and the runs of its translation.

The format of most of the text is implicit, and every other span has a numbered inline tag. Loose content at
the edges (bookmarks, tabs, pictures, notes, spaces) is not part of the message.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import chain, groupby

from lxml import etree

from assembler.errors import CatalogueError
from assembler.model.messages import markup
from assembler.model.messages.markup import CloseTag, EmptyTag, Field, LiteralText, OpenTag, Token
from assembler.structs import Struct, field
from assembler.word.messages.paragraph_nodes import (
    Group,
    InlineObject,
    Node,
    Placeholder,
    TextSpan,
    build_elements,
    build_text_run,
    has_control_tag,
    join_text,
    wrap,
)
from assembler.word.package.run_format import PLAIN, Format


class InlineTag(Struct):
    """A numbered inline tag with its content.

    ``base`` is the implicit format of the text inside it.
    """

    content: Format | Group | InlineObject
    base: Format = PLAIN

    def describe(self) -> str:
        """Return a description of the tag for the translator: "bold", "page number", "link"."""
        return self.content.describe() if isinstance(self.content, Format) else self.content.kind


class ParagraphMessage(Struct):
    """The message of a paragraph, with everything that is needed to write its translation.

    ``head`` and ``tail`` are the nodes before and after the message, such as tabs and pictures. If a single
    link or other group contains all of the text, ``within`` is that group, and ``inner`` describes its
    content. Both then have the same ``message``.
    """

    message: str
    base: Format = PLAIN
    tags: dict[int, InlineTag] = field(default_factory=dict)
    head: list[Node] = field(default_factory=list)
    tail: list[Node] = field(default_factory=list)
    within: Group | None = None
    inner: ParagraphMessage | None = None
    has_control_tag: bool = False

    @property
    def has_words(self) -> bool:
        """True if the message contains a letter in the language of the template."""
        if self.inner is not None:
            return self.inner.has_words
        return any(character.isalpha() for text in self._iter_own_texts() for character in text)

    @property
    def is_foreign(self) -> bool:
        """True if the message contains letters, but only in languages other than the template's."""
        return not self.has_words and any(
            character.isalpha() for character in markup.plain_text(self.message)
        )

    def _iter_own_texts(self) -> Iterator[str]:
        formats = [self.base]
        for token in markup.parse(self.message):
            if isinstance(token, OpenTag):
                formats.append(self.tags[token.number].base)
            elif isinstance(token, CloseTag):
                formats.pop()
            elif isinstance(token, LiteralText) and not formats[-1].foreign_language:
                yield token.text

    @property
    def notes(self) -> tuple[str, ...]:
        """Descriptions of the inline tags for translators."""
        if self.inner is not None:
            return self.inner.notes
        return tuple(
            f"<{number}{'/' if isinstance(tag.content, InlineObject) else ''}> {tag.describe()}"
            for number, tag in self.tags.items()
        )

    def build_elements(self, translated: str) -> tuple[list[etree._Element], ...]:
        """Return the content before the message, the elements of ``translated``, and the content after it.

        Raises CatalogueError if the message and ``translated`` do not contain the same inline tags and
        fields.
        """
        if differences := markup.find_differences(self.message, translated):
            raise CatalogueError(
                f"a translation does not match its message: {'; '.join(map(str, differences))}",
                location=self.message,
                hint="correct the translation, then check the catalogue",
            )
        if self.within is not None and self.inner is not None:
            inside = wrap(self.within, [*chain(*self.inner.build_elements(translated))])
        else:
            inside = list(self._build_runs(iter(markup.parse(translated)), self.base))
        return build_elements(self.head), inside, build_elements(self.tail)

    def to_text(self, translated: str) -> str:
        """Return ``translated`` as text for an attribute or property.

        Raises CatalogueError, as ``build_elements`` does.
        """
        return join_text(chain(*self.build_elements(translated)))

    def _build_runs(self, tokens: Iterator[Token], base: Format) -> Iterator[etree._Element]:
        """Yield the elements of ``tokens``, up to the end of the open inline tag or of the message.

        ``base`` is the implicit format.
        """
        text = ""
        for token in tokens:
            if isinstance(token, LiteralText | Field):
                text += token.text if isinstance(token, LiteralText) else f"{{{{ {token.name} }}}}"
                continue
            if text:
                yield build_text_run(text, base)
                text = ""
            if isinstance(token, CloseTag):
                return
            yield from self._build_tagged(token, tokens)
        if text:
            yield build_text_run(text, base)

    def _build_tagged(self, token: OpenTag | EmptyTag, tokens: Iterator[Token]) -> list[etree._Element]:
        tag = self.tags[token.number]
        if isinstance(tag.content, InlineObject):
            return build_elements([tag.content])
        inside = list(self._build_runs(tokens, tag.base))
        return wrap(tag.content, inside) if isinstance(tag.content, Group) else inside


def build_paragraph_message(nodes: list[Node]) -> ParagraphMessage:
    """Return the message of a paragraph, given its ``nodes``."""
    head, middle, tail = _split_edges(nodes)
    controlled = has_control_tag(nodes)
    if len(middle) == 1 and isinstance(middle[0], Group):
        inner = build_paragraph_message(middle[0].children)
        outer = ParagraphMessage(inner.message, head=head, tail=tail, has_control_tag=controlled)
        outer.within, outer.inner = middle[0], inner
        return outer
    numbering = _TagNumbering()
    base = _find_base_format(middle)
    message = markup.compose(numbering.tokenize(middle, base))
    return ParagraphMessage(message, base, numbering.tags, head, tail, has_control_tag=controlled)


def _split_edges(nodes: list[Node]) -> tuple[list[Node], list[Node], list[Node]]:
    """Split ``nodes`` into those before the message, those of the message, and those after it.

    Tabs, pictures, spaces and other loose nodes at the edges are not part of the message.
    """
    fixed = [index for index, node in enumerate(nodes) if not _is_loose(node)]
    if not fixed:
        return list(nodes), [], []
    first, last = fixed[0], fixed[-1]
    head, middle, tail = nodes[:first], nodes[first : last + 1], nodes[last + 1 :]
    before, middle, after = _split_spaces(middle)
    return [*head, *before], middle, [*after, *tail]


def _is_loose(node: Node) -> bool:
    if isinstance(node, InlineObject):
        return node.is_loose
    if isinstance(node, Group):
        return all(_is_loose(child) for child in node.children)
    return isinstance(node, TextSpan) and not node.text.strip()


def _split_spaces(nodes: list[Node]) -> tuple[list[Node], list[Node], list[Node]]:
    """Split ``nodes`` into leading spaces, the nodes between them, and trailing spaces."""
    before: list[Node] = []
    after: list[Node] = []
    middle = list(nodes)
    if isinstance(first := middle[0], TextSpan):
        text = first.text.lstrip()
        before = _create_spaces(first.text[: len(first.text) - len(text)], first.format)
        middle[0] = TextSpan(text, first.format)
    if isinstance(last := middle[-1], TextSpan):
        text = last.text.rstrip()
        after = _create_spaces(last.text[len(text) :], last.format)
        middle[-1] = TextSpan(text, last.format)
    return before, middle, after


def _create_spaces(text: str, format_: Format) -> list[Node]:
    return [TextSpan(text, format_)] if text else []


def _find_base_format(nodes: list[Node]) -> Format:
    """Return the most common format of the text.

    If several formats are equally common, the first of them is returned.
    """
    lengths: Counter[tuple[bytes, ...]] = Counter()
    formats: dict[tuple[bytes, ...], Format] = {}
    for node in nodes:
        if isinstance(node, TextSpan | Placeholder):
            text = node.text if isinstance(node, TextSpan) else node.name
            lengths[node.format.key] += len(text.strip())
            formats.setdefault(node.format.key, node.format)
    return formats[max(lengths, key=lambda key: lengths[key])] if lengths else PLAIN


class _TagNumbering:
    """Numbering of the inline tags, starting from 1."""

    def __init__(self) -> None:
        self.tags: dict[int, InlineTag] = {}

    def tokenize(self, nodes: list[Node], base: Format) -> Iterator[Token]:
        """Yield the tokens of ``nodes``, with ``base`` as the implicit format."""
        for _, group in groupby(nodes, key=lambda node: _group_key(node, base)):
            same = list(group)
            first = same[0]
            if isinstance(first, InlineObject):
                yield EmptyTag(self._add_tag(InlineTag(first)))
            elif isinstance(first, Group):
                inside = _find_base_format(first.children)
                yield from self._wrap_in_tag(InlineTag(first, inside), first.children)
            elif _looks_like(first, base):
                yield from _tokenize_text(same)
            else:
                yield from self._tokenize_formatted(same, first.format)

    def _tokenize_formatted(self, nodes: list[Node], format_: Format) -> Iterator[Token]:
        """Yield the tokens of text in a format other than the implicit one.

        Leading and trailing spaces stay outside the tag, unless the format is visible on spaces.
        """
        if format_.shows_on_spaces:
            yield from self._wrap_in_tag(InlineTag(format_, format_), nodes)
            return
        before, inside, after = _split_spaces(nodes)
        yield from _tokenize_text(before)
        yield from self._wrap_in_tag(InlineTag(format_, format_), inside)
        yield from _tokenize_text(after)

    def _wrap_in_tag(self, tag: InlineTag, nodes: list[Node]) -> Iterator[Token]:
        number = self._add_tag(tag)
        yield OpenTag(number)
        yield from self.tokenize(nodes, tag.base)
        yield CloseTag(number)

    def _add_tag(self, tag: InlineTag) -> int:
        self.tags[len(self.tags) + 1] = tag
        return len(self.tags)


def _group_key(node: Node, base: Format) -> object:
    """Return a key that adjacent nodes share if they belong to the same span."""
    if isinstance(node, InlineObject | Group):
        return id(node)
    return base.key if _looks_like(node, base) else node.format.key


def _looks_like(node: TextSpan | Placeholder, base: Format) -> bool:
    """Return whether ``node`` looks like text in the format ``base``, as spaces do in most formats."""
    is_space = isinstance(node, TextSpan) and not node.text.strip() and not node.format.shows_on_spaces
    return is_space or node.format.key == base.key


def _tokenize_text(nodes: list[Node]) -> Iterator[Token]:
    for node in nodes:
        if isinstance(node, TextSpan):
            yield LiteralText(node.text)
        elif isinstance(node, Placeholder):
            yield Field(node.name)
