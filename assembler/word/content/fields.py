"""Fields of a document: their instructions, and the positions of their stored results.

A complex field begins and ends with field characters, which are paired from the inside out (ECMA-376 part 1,
17.16.18). A field that is not closed before its story ends is not a field, and its result is ordinary text.
An instruction outside field characters is also text (17.16.23). Fields are found by searching plain text,
which is fast. All field characters are paired only if a field contains another field, leaves its paragraph or
is not closed. The XML may be a string with one character for each byte (``bytes_as_text``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from assembler.word.package.markup_edits import find_all

_CHARACTER: Final = 'fldCharType="'
_PAIRED: Final = re.compile(rf'{_CHARACTER}(begin|separate|end)"|<(/?)w:txbxContent>')
_INSTRUCTION: Final = re.compile(r"<w:instrText(?: [^>]*)?>([^<]*)</w:instrText>")
_SIMPLE: Final = re.compile(r'<w:fldSimple [^>]*?w:instr="([^"]*)"[^>]*>')
_SIMPLE_ENDS: Final = re.compile(r"<w:fldSimple [^>]*[^/]>|</w:fldSimple>")
_BEFORE_NAME: Final = re.compile(r'(?:<w:instrText(?: [^>]*)?>|<w:fldSimple [^>]*?w:instr=")[ \t\r\n]*')
_AFTER_NAME: Final = ' \t\r\n<"'


class Field(NamedTuple):
    """A field: its instruction, and the bounds of its stored result.

    The instruction is XML-escaped. ``start`` and ``end`` are equal if there is no result, or if it has
    several paragraphs and cannot be replaced.
    """

    code: str
    start: int
    end: int


class _Pair(NamedTuple):
    """Positions of the field characters of a complex field.

    ``separate`` is -1 if the field has no result.
    """

    separate: int
    end: int
    is_plain: bool = True
    """True if the instruction contains no other field."""


def find_fields(xml: str, kind: str) -> Iterator[Field]:
    """Yield the fields of ``kind``, such as ``SEQ``, in order.

    A field inside the result of another field of that kind is omitted. So is a field whose instruction
    contains another field.

    >>> xml = '<w:fldSimple w:instr=" SEQ Table "><w:r><w:t>7</w:t></w:r></w:fldSimple>'
    >>> [(field.code, xml[field.start:field.end]) for field in find_fields(xml, "SEQ")]
    [(' SEQ Table ', '<w:r><w:t>7</w:t></w:r>')]
    """
    done, pairs = 0, _Pairs(xml)
    for position in find_all(xml, kind):
        start = xml.rfind("<", done, position) if position >= done else -1
        if start < 0 or not _is_field_name(xml, start, position, len(kind)):
            continue
        is_simple = xml.startswith("<w:f", start)
        field = _read_simple(xml, start) if is_simple else _read_complex(xml, start, pairs)
        if field is not None and field.code.split()[:1] == [kind]:
            yield field
            done = max(field.end, position)


def _is_field_name(xml: str, start: int, position: int, length: int) -> bool:
    """Return whether the instruction of the tag at ``start`` begins with the name at ``position``.

    ``length`` is the number of characters of the name.
    """
    before, end = _BEFORE_NAME.match(xml, start, position), position + length
    return before is not None and before.end() == position and xml[end : end + 1] in _AFTER_NAME


def _read_simple(xml: str, start: int) -> Field | None:
    match = _SIMPLE.match(xml, start)
    if match is None:
        return None
    depth, end = 0 if match[0].endswith("/>") else 1, match.end()
    for tag in _SIMPLE_ENDS.finditer(xml, end) if depth else ():
        depth += -1 if tag[0].startswith("</") else 1
        if depth == 0:
            end = tag.start()
            break
    return _build_field(xml, match[1], match.end(), end)


def _read_complex(xml: str, start: int, pairs: _Pairs) -> Field | None:
    begin = xml.rfind(_CHARACTER, 0, start)
    pair = pairs.find(begin) if xml.startswith("begin", begin + len(_CHARACTER)) else None
    if pair is None or not pair.is_plain:
        return None
    code_end = pair.separate if pair.separate >= 0 else pair.end
    code = "".join(_INSTRUCTION.findall(xml, begin, code_end))
    return _build_field(xml, code, code_end, pair.end)


def _build_field(xml: str, code: str, start: int, end: int) -> Field:
    """Return the field with its instruction and bounds.

    If the result has several paragraphs, the bounds are equal.
    """
    return Field(code, start, start if xml.find("</w:p>", start, end) >= 0 else end)


class _Pairs:
    """The field characters of complex fields, paired only when they are needed."""

    def __init__(self, xml: str) -> None:
        self._xml = xml
        self._all: dict[int, _Pair] | None = None

    def find(self, begin: int) -> _Pair | None:
        """Return the field characters of the field at ``begin``, or None if it is never closed."""
        pair = self._find_unnested(begin)
        if pair is not None and self._xml.find("</w:p>", begin, pair.end) < 0:
            return pair
        if self._all is None:
            self._all = dict(_pair_all(self._xml))
        return self._all.get(begin)

    def _find_unnested(self, begin: int) -> _Pair | None:
        """Return the field characters of the field at ``begin``.

        The result is None if another field is nested in it, or if it is never closed.
        """
        separate, position = -1, begin
        while (position := self._xml.find(_CHARACTER, position + 1)) >= 0:
            kind = self._xml[position + len(_CHARACTER) : position + len(_CHARACTER) + 3]
            if kind == "end":
                return _Pair(separate, position)
            if kind == "beg":
                return None
            separate = position if separate < 0 else separate
        return None


def _pair_all(xml: str) -> Iterator[tuple[int, _Pair]]:
    """Yield the start of each closed field, with the positions of its other field characters.

    A text box is a separate story.
    """
    stories: list[list[int]] = []
    separates: dict[int, int] = {}
    nesting: set[int] = set()
    open_: list[int] = []
    for match in _PAIRED.finditer(xml):
        position, kind = match.start(), match[1]
        if kind is None:
            if not match[2]:
                stories.append(open_)
            open_ = [] if not match[2] else (stories.pop() if stories else [])
        elif kind == "begin":
            if open_ and open_[-1] not in separates:
                nesting.add(open_[-1])
            open_.append(position)
        elif open_ and kind == "separate":
            separates.setdefault(open_[-1], position)
        elif open_:
            begin = open_.pop()
            yield begin, _Pair(separates.get(begin, -1), position, begin not in nesting)
