"""Markup of messages: fields and inline tags.

A message is a paragraph of text with *fields* (``{city_of}``, a value from the record) and numbered *inline
tags*: ``<1>text</1>`` is text with its own formatting or a link, ``<2/>`` is an element without text. Tags
may be nested and are numbered in the order of the English text. Literal braces and less-than signs are
doubled (``{{``, ``}}``, ``<<``); a single ``>`` needs no escape. Fields follow the syntax of Python's
``str.format``, so that ``msgfmt --check`` can also compare them (flag ``python-brace-format``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from assembler.diagnostics import Diagnostic, Location
from assembler.diagnostics.translations import FIELDS_AND_TAGS
from assembler.structs import Struct

FIELD_NAME = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*", re.ASCII)
"""Name of a field: identifiers joined by dots."""

_TOKEN = re.compile(
    r"(?P<double>\{\{|\}\}|<<)|\{(?P<field>[^{}]*)\}|<(?P<close>/?)(?P<number>\d+)(?P<alone>/?)>|(?P<stray>[{}<])"
)

_SPECIAL = re.compile("[{}<]")
"""Characters that mark fields and tags; a message without them is plain text."""
_STRAY = {"{": "open brace", "}": "close brace", "<": "less than"}


class MarkupProblem(Struct, frozen=True):
    """A problem with the fields or inline tags of a message.

    ``variant`` is the wording of the rule ``fields-and-tags`` that describes the problem, and ``fields`` are
    the names and values that are filled into it.
    """

    variant: str
    fields: tuple[tuple[str, str | int], ...] = ()

    def at(self, location: Location) -> Diagnostic:
        """Return the diagnostic for the problem at ``location``."""
        return FIELDS_AND_TAGS.at(location, self.variant, **dict(self.fields))

    def __str__(self) -> str:
        return self.at(Location()).message


class MarkupError(ValueError):
    """Error for invalid markup in a message, explained in terms that translators understand."""

    def __init__(self, variant: str, **fields: str | int) -> None:
        self.problem = MarkupProblem(variant, tuple(fields.items()))
        super().__init__(str(self.problem))


class LiteralText(Struct, frozen=True):
    """Literal text of a message, in which braces and less-than signs are not doubled."""

    text: str


class Field(Struct, frozen=True):
    """A placeholder for a value from the record: ``{name}``."""

    name: str


class OpenTag(Struct, frozen=True):
    """Start of tagged text: ``<1>``."""

    number: int


class CloseTag(Struct, frozen=True):
    """End of tagged text: ``</1>``."""

    number: int


class EmptyTag(Struct, frozen=True):
    """An element without text: ``<1/>``."""

    number: int


Token = LiteralText | Field | OpenTag | CloseTag | EmptyTag


@lru_cache(maxsize=4096)
def parse(message: str) -> tuple[Token, ...]:
    """Return the tokens of ``message``.

    Raises MarkupError for an invalid brace or tag, and for incorrect nesting.

    >>> parse("<1>{city_of}</1>")
    (OpenTag(number=1), Field(name='city_of'), CloseTag(number=1))
    >>> parse("a {{b}} << c<2/>")
    (LiteralText(text='a {b} < c'), EmptyTag(number=2))
    """
    tokens = tuple(_join_literals(_tokenise(message)))
    _check_nesting(tokens)
    return tokens


def _tokenise(message: str) -> Iterator[Token]:
    start = 0
    for match in _TOKEN.finditer(message):
        if match.start() > start:
            yield LiteralText(message[start : match.start()])
        yield _build_token(match)
        start = match.end()
    if start < len(message):
        yield LiteralText(message[start:])


def _build_token(match: re.Match[str]) -> Token:
    if double := match["double"]:
        return LiteralText(double[0])
    if match["stray"]:
        raise MarkupError(_STRAY[match["stray"]])
    if match["number"] is None:
        if not FIELD_NAME.fullmatch(match["field"]):
            name = match["field"]
            if FIELD_NAME.fullmatch(name.strip()):
                raise MarkupError("similar field", field=name, similar=name.strip())
            raise MarkupError("not a field", field=name)
        return Field(match["field"])
    number = int(match["number"])
    if match["close"] and match["alone"]:
        raise MarkupError("not a tag", tag=match[0], number=number)
    return CloseTag(number) if match["close"] else EmptyTag(number) if match["alone"] else OpenTag(number)


def _join_literals(tokens: Iterable[Token]) -> Iterator[Token]:
    text = ""
    for token in tokens:
        if isinstance(token, LiteralText):
            text += token.text
            continue
        if text:
            yield LiteralText(text)
            text = ""
        yield token
    if text:
        yield LiteralText(text)


def _check_nesting(tokens: Iterable[Token]) -> None:
    opened: list[int] = []
    for token in tokens:
        if isinstance(token, OpenTag):
            opened.append(token.number)
        elif isinstance(token, CloseTag) and (not opened or opened.pop() != token.number):
            raise MarkupError("misplaced tag", number=token.number)
    if opened:
        raise MarkupError("open tag", number=opened[-1])


def compose(tokens: Iterable[Token]) -> str:
    """Return the message that consists of ``tokens``, the inverse of ``parse``.

    >>> compose([LiteralText("1 < 2 "), OpenTag(1), Field("who"), CloseTag(1), EmptyTag(2)])
    '1 << 2 <1>{who}</1><2/>'
    """
    return "".join(_format_token(token) for token in tokens)


def _format_token(token: Token) -> str:
    match token:
        case LiteralText(text):
            return escape(text)
        case Field(name):
            return f"{{{name}}}"
        case OpenTag(number):
            return f"<{number}>"
        case CloseTag(number):
            return f"</{number}>"
        case EmptyTag(number):
            return f"<{number}/>"


def escape(text: str) -> str:
    """Return ``text`` with braces and less-than signs doubled, for use in a message.

    >>> escape("{a} < b")
    '{{a}} << b'
    """
    return text.replace("{", "{{").replace("}", "}}").replace("<", "<<")


def field_names(message: str) -> tuple[str, ...]:
    """Return the names of the fields in ``message`` in order, without duplicates.

    >>> field_names("{a} and {b.c} and {a}")
    ('a', 'b.c')
    """
    return tuple(dict.fromkeys(token.name for token in parse(message) if isinstance(token, Field)))


def tag_numbers(message: str) -> tuple[int, ...]:
    """Return the numbers of the inline tags in ``message`` in order, without duplicates.

    >>> tag_numbers("<1>now</1><2/>")
    (1, 2)
    """
    return tuple(
        dict.fromkeys(token.number for token in parse(message) if isinstance(token, OpenTag | EmptyTag))
    )


def plain_text(message: str) -> str:
    """Return the literal text of ``message``, omitting its fields and inline tags.

    >>> plain_text("Report <1>{city_of}</1>, page <2/>")
    'Report , page '
    """
    if not _SPECIAL.search(message):
        return message
    return "".join(token.text for token in parse(message) if isinstance(token, LiteralText))


def fill(message: str, values: Mapping[str, object]) -> str:
    """Return the text of ``message`` with ``values`` in place of its fields, and without its inline tags.

    Raises KeyError if a value is missing, and MarkupError if the markup of ``message`` is invalid.

    >>> fill("Report {city_of}", {"city_of": "of Helsinki"})
    'Report of Helsinki'
    """
    tokens = parse(message)
    texts = (str(values[token.name]) if isinstance(token, Field) else token.text
             for token in tokens if isinstance(token, Field | LiteralText))  # fmt: skip
    return "".join(texts)


def find_differences(
    msgid: str, msgstr: str, *, optional: frozenset[str] = frozenset()
) -> list[MarkupProblem]:
    """Return the differences in fields and inline tags between a message and its translation.

    Every field must appear in the translation, except those in ``optional``, and may appear more than once.
    Text with its own formatting may also appear more than once, because a translation may split it, as German
    does with separable verbs. An empty tag (``<2/>``) must appear exactly once, because a Word file cannot
    contain the same bookmark or note twice. If the markup of either text is invalid, the result contains only
    that problem.

    >>> [str(each) for each in find_differences("Report <1>{city_of}</1>", "Rapport <1>{city}</1>")]
    ['the field {city_of} is missing', 'the field {city} is not in the English text']
    >>> find_differences("Page <1/>", "Pagina <1/>")
    []
    """
    if not (_SPECIAL.search(msgid) or _SPECIAL.search(msgstr)):
        return []
    try:
        ours, theirs = parse(msgid), parse(msgstr)
    except MarkupError as error:
        return [error.problem]
    return [*_compare_fields(ours, theirs, optional), *_compare_tags(ours, theirs)]


def _compare_fields(
    ours: tuple[Token, ...], theirs: tuple[Token, ...], optional: frozenset[str]
) -> Iterator[MarkupProblem]:
    here = dict.fromkeys(token.name for token in ours if isinstance(token, Field))
    there = dict.fromkeys(token.name for token in theirs if isinstance(token, Field))
    missing = (name for name in here if name not in there and name not in optional)
    yield from (MarkupProblem("", (("field", name),)) for name in missing)
    extra = (name for name in there if name not in here)
    yield from (MarkupProblem("extra field", (("field", name),)) for name in extra)


def _compare_tags(ours: tuple[Token, ...], theirs: tuple[Token, ...]) -> Iterator[MarkupProblem]:
    for kind in (OpenTag, EmptyTag):
        here = Counter(token for token in ours if isinstance(token, kind))
        there = Counter(token for token in theirs if isinstance(token, kind))
        missing, extra = here.keys() - there.keys(), there.keys() - here.keys()
        repeated = {tag for tag in here if kind is EmptyTag and there[tag] > here[tag]}
        for variant, tags in (("missing tag", missing), ("extra tag", extra), ("repeated tag", repeated)):
            for tag in sorted(tags, key=lambda each: each.number):
                yield MarkupProblem(variant, (("tag", _format_token(tag)),))
