"""The grammar of messages, which ``word`` writes and translators, ``i18n`` and ``jobs`` keep.

A message is a paragraph of text with *fields* (``{city_of}``: a value that the record gives) and numbered
*marks*: ``<1>text</1>`` is text with formatting of its own or a link, ``<2/>`` is something that is no text.
Marks nest and are numbered in the order of the English text. Literal signs are doubled: ``{{``, ``}}``,
``<<``; a lone ``>`` stands for itself. Fields are written as Python's ``str.format`` wants them, so that
``msgfmt --check`` can compare them too (flag ``python-brace-format``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from assembler.structs import Struct

FIELD_NAME = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*", re.ASCII)
"""The name of a field: names joined by dots."""

_TOKEN = re.compile(
    r"(?P<double>\{\{|\}\}|<<)|\{(?P<field>[^{}]*)\}|<(?P<close>/?)(?P<number>\d+)(?P<alone>/?)>|(?P<stray>[{}<])"
)


_STRAY = {
    "{": "a `{` opens a field that is not closed; write `{{` for a brace in the text",
    "}": "a `}` closes a field that is not open; write `}}` for a brace in the text",
    "<": "a `<` begins no inline tag such as <1>; write `<<` for a less-than sign in the text",
}


class BrokenMessage(ValueError):
    """A message that does not follow the grammar; the text says what is wrong, in words for a translator."""


class Words(Struct, frozen=True):
    """Plain text, with literal signs written once."""

    text: str


class Field(Struct, frozen=True):
    """A value of the record: ``{name}``."""

    name: str


class Open(Struct, frozen=True):
    """Start of marked text: ``<1>``."""

    number: int


class Close(Struct, frozen=True):
    """End of marked text: ``</1>``."""

    number: int


class Alone(Struct, frozen=True):
    """Something that is no text: ``<1/>``."""

    number: int


Token = Words | Field | Open | Close | Alone


@lru_cache(maxsize=4096)
def parse(message: str) -> tuple[Token, ...]:
    """The tokens of ``message``; BrokenMessage where a brace or a mark is broken or marks do not nest.

    >>> parse("Report <1>{city_of}</1><2/>")
    (Words(text='Report '), Open(number=1), Field(name='city_of'), Close(number=1), Alone(number=2))
    >>> parse("a {{b}} << c")
    (Words(text='a {b} < c'),)
    """
    tokens = tuple(_joined(_tokens(message)))
    _must_nest(tokens)
    return tokens


def _tokens(message: str) -> Iterator[Token]:
    at = 0
    for found in _TOKEN.finditer(message):
        if found.start() > at:
            yield Words(message[at : found.start()])
        yield _token(found)
        at = found.end()
    if at < len(message):
        yield Words(message[at:])


def _token(found: re.Match[str]) -> Token:
    if double := found["double"]:
        return Words(double[0])
    if found["stray"]:
        raise BrokenMessage(_STRAY[found["stray"]])
    if found["number"] is None:
        if not FIELD_NAME.fullmatch(found["field"]):
            name = found["field"]
            meant = f"; did you mean {{{name.strip()}}}?" if FIELD_NAME.fullmatch(name.strip()) else ""
            raise BrokenMessage(
                f"{{{name}}} is not a field: a field is a name in braces, without spaces{meant}"
            )
        return Field(found["field"])
    number = int(found["number"])
    if found["close"] and found["alone"]:
        raise BrokenMessage(f"{found[0]} is not an inline tag: write <{number}>, </{number}> or <{number}/>")
    return Close(number) if found["close"] else Alone(number) if found["alone"] else Open(number)


def _joined(tokens: Iterable[Token]) -> Iterator[Token]:
    words = ""
    for token in tokens:
        if isinstance(token, Words):
            words += token.text
            continue
        if words:
            yield Words(words)
            words = ""
        yield token
    if words:
        yield Words(words)


def _must_nest(tokens: Iterable[Token]) -> None:
    opened: list[int] = []
    for token in tokens:
        if isinstance(token, Open):
            opened.append(token.number)
        elif isinstance(token, Close) and (not opened or opened.pop() != token.number):
            raise BrokenMessage(f"</{token.number}> closes an inline tag that is not open there")
    if opened:
        raise BrokenMessage(f"<{opened[-1]}> is not closed: </{opened[-1]}> is missing")


def compose(tokens: Iterable[Token]) -> str:
    """The message of ``tokens``: the reverse of ``parse``.

    >>> compose([Words("1 < 2 "), Open(1), Field("who"), Close(1), Alone(2)])
    '1 << 2 <1>{who}</1><2/>'
    """
    return "".join(_written(token) for token in tokens)


def _written(token: Token) -> str:
    match token:
        case Words(text):
            return escape(text)
        case Field(name):
            return f"{{{name}}}"
        case Open(number):
            return f"<{number}>"
        case Close(number):
            return f"</{number}>"
        case Alone(number):
            return f"<{number}/>"


def escape(text: str) -> str:
    """``text`` with its literal signs doubled, as it stands in a message.

    >>> escape("{a} < b")
    '{{a}} << b'
    """
    return text.replace("{", "{{").replace("}", "}}").replace("<", "<<")


def fields(message: str) -> tuple[str, ...]:
    """Names of the fields of ``message`` in their order, each once.

    >>> fields("{a} and {b.c} and {a}")
    ('a', 'b.c')
    """
    return tuple(dict.fromkeys(token.name for token in parse(message) if isinstance(token, Field)))


def marks(message: str) -> tuple[int, ...]:
    """Numbers of the marks of ``message`` in their order, each once.

    >>> marks("<1>now</1><2/>")
    (1, 2)
    """
    return tuple(dict.fromkeys(token.number for token in parse(message) if isinstance(token, Open | Alone)))


def words(message: str) -> str:
    """What ``message`` says without its fields and marks.

    >>> words("Report <1>{city_of}</1>, page <2/>")
    'Report , page '
    """
    return "".join(token.text for token in parse(message) if isinstance(token, Words))


def fill(message: str, values: Mapping[str, object]) -> str:
    """``message`` as words, with ``values`` in its fields; marks fall away. KeyError for a missing value.

    >>> fill("Report {city_of}", {"city_of": "of Helsinki"})
    'Report of Helsinki'
    """
    tokens = parse(message)
    shown = (str(values[each.name]) if isinstance(each, Field) else each.text
             for each in tokens if isinstance(each, Field | Words))  # fmt: skip
    return "".join(shown)


def agree(msgid: str, msgstr: str, *, optional: frozenset[str] = frozenset()) -> list[str]:
    """What differs between a message and its translation, in words; empty where they fit.

    Every field must stand in the translation (those in ``optional`` may be left out) and may stand there
    more than once; formatted text may be split in two, as German separates its verbs; a ``<2/>`` stands
    there exactly once, because Word does not bear a bookmark or a note twice.

    >>> agree("Report <1>{city_of}</1>", "Rapport <1>{city}</1>")
    ['the field {city_of} is missing', 'the field {city} is not in the English text']
    >>> agree("Page <1/>", "Pagina <1/>")
    []
    """
    try:
        ours, theirs = parse(msgid), parse(msgstr)
    except BrokenMessage as fault:
        return [str(fault)]
    return [*_fields_differ(ours, theirs, optional), *_marks_differ(ours, theirs)]


def _fields_differ(
    ours: tuple[Token, ...], theirs: tuple[Token, ...], optional: frozenset[str]
) -> Iterator[str]:
    here = dict.fromkeys(token.name for token in ours if isinstance(token, Field))
    there = dict.fromkeys(token.name for token in theirs if isinstance(token, Field))
    missing = (name for name in here if name not in there and name not in optional)
    yield from (f"the field {{{name}}} is missing" for name in missing)
    yield from (f"the field {{{name}}} is not in the English text" for name in there if name not in here)


def _marks_differ(ours: tuple[Token, ...], theirs: tuple[Token, ...]) -> Iterator[str]:
    for kind, shape in ((Open, "<{}>"), (Alone, "<{}/>")):
        here = Counter(token.number for token in ours if isinstance(token, kind))
        there = Counter(token.number for token in theirs if isinstance(token, kind))
        for number in sorted(here.keys() - there.keys()):
            yield f"the inline tag {shape.format(number)} is missing"
        for number in sorted(there.keys() - here.keys()):
            yield f"the inline tag {shape.format(number)} is not in the English text"
        if kind is Alone:
            twice = sorted(number for number in there if number in here and there[number] > here[number])
            yield from (f"the inline tag {shape.format(number)} appears more than once" for number in twice)
