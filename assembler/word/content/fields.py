"""Where the fields of a document are: what each asks for, and where its stored result stands.

A complex field begins and ends with characters that are paired from the inside out (ECMA-376 part 1,
17.16.18): one that is not closed before its story ends is no field, and its result is mere text; an
instruction between no such characters is text as well (17.16.23). Fields are searched for as plain text,
which is quick; only where one holds another, leaves its paragraph or is not closed are all of them paired.
All texts may be ``octets``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from assembler.word.package.edits import places

_CHARACTER: Final = 'fldCharType="'
_PAIRED: Final = re.compile(rf'{_CHARACTER}(begin|separate|end)"|<(/?)w:txbxContent>')
_INSTRUCTION: Final = re.compile(r"<w:instrText(?: [^>]*)?>([^<]*)</w:instrText>")
_SIMPLE: Final = re.compile(r'<w:fldSimple [^>]*?w:instr="([^"]*)"[^>]*>')
_SIMPLE_ENDS: Final = re.compile(r"<w:fldSimple [^>]*[^/]>|</w:fldSimple>")
_BEFORE_NAME: Final = re.compile(r'(?:<w:instrText(?: [^>]*)?>|<w:fldSimple [^>]*?w:instr=")[ \t\r\n]*')
_AFTER_NAME: Final = ' \t\r\n<"'


class Field(NamedTuple):
    """A field: its instruction (XML-escaped), and from where to where its result can be written anew.

    There is nothing between ``start`` and ``end`` where no result is stored, or one of several paragraphs.
    """

    code: str
    start: int
    end: int


class _Pair(NamedTuple):
    """The characters of a complex field; ``separate`` is -1 where it has no result."""

    separate: int
    end: int
    is_plain: bool = True
    """Whether its instruction holds no other field."""


def fields(xml: str, kind: str) -> Iterator[Field]:
    """The fields of a ``kind`` (``SEQ``), first to last; not those inside a result that is written anew.

    >>> xml = '<w:fldSimple w:instr=" SEQ Table "><w:r><w:t>7</w:t></w:r></w:fldSimple>'
    >>> [(found.code, xml[found.start:found.end]) for found in fields(xml, "SEQ")]
    [(' SEQ Table ', '<w:r><w:t>7</w:t></w:r>')]
    """
    done, pairs = 0, _Pairs(xml)
    for at in places(xml, kind):
        start = xml.rfind("<", done, at) if at >= done else -1
        if start < 0 or not _is_named(xml, start, at, len(kind)):
            continue
        found = _simple(xml, start) if xml.startswith("<w:f", start) else _complex(xml, start, pairs)
        if found is not None and found.code.split()[:1] == [kind]:
            yield found
            done = max(found.end, at)


def _is_named(xml: str, start: int, at: int, length: int) -> bool:
    """Whether the name of a field stands ``at``, first in the instruction of the tag at ``start``."""
    before = _BEFORE_NAME.match(xml, start, at)
    return before is not None and before.end() == at and xml[at + length : at + length + 1] in _AFTER_NAME


def _simple(xml: str, start: int) -> Field | None:
    found = _SIMPLE.match(xml, start)
    if found is None:
        return None
    depth, end = 0 if found[0].endswith("/>") else 1, found.end()
    for each in _SIMPLE_ENDS.finditer(xml, end) if depth else ():
        depth += -1 if each[0].startswith("</") else 1
        if depth == 0:
            end = each.start()
            break
    return _field(xml, found[1], found.end(), end)


def _complex(xml: str, start: int, pairs: _Pairs) -> Field | None:
    begin = xml.rfind(_CHARACTER, 0, start)
    pair = pairs.of(begin) if xml.startswith("begin", begin + len(_CHARACTER)) else None
    if pair is None or not pair.is_plain:
        return None
    code_end = pair.separate if pair.separate >= 0 else pair.end
    code = "".join(_INSTRUCTION.findall(xml, begin, code_end))
    return _field(xml, code, code_end, pair.end)


def _field(xml: str, code: str, start: int, end: int) -> Field:
    """The field whose result stands there, if it is to be touched."""
    return Field(code, start, start if xml.find("</w:p>", start, end) >= 0 else end)


class _Pairs:
    """The characters of each complex field, by where its first one stands."""

    def __init__(self, xml: str) -> None:
        self._xml = xml
        self._all: dict[int, _Pair] | None = None

    def of(self, begin: int) -> _Pair | None:
        """The field that begins there; None where it is never closed."""
        near = self._near(begin)
        if near is not None and self._xml.find("</w:p>", begin, near.end) < 0:
            return near
        if self._all is None:
            self._all = dict(_paired(self._xml))
        return self._all.get(begin)

    def _near(self, begin: int) -> _Pair | None:
        """The same where no field comes between: that is what nearly all of them are."""
        separate, at = -1, begin
        while (at := self._xml.find(_CHARACTER, at + 1)) >= 0:
            kind = self._xml[at + len(_CHARACTER) : at + len(_CHARACTER) + 3]
            if kind == "end":
                return _Pair(separate, at)
            if kind == "beg":
                return None
            separate = at if separate < 0 else separate
        return None


def _paired(xml: str) -> Iterator[tuple[int, _Pair]]:
    """Each field that is closed; what stands in a text box is a story of its own."""
    stories: list[list[int]] = []
    separates: dict[int, int] = {}
    holding: set[int] = set()
    open_: list[int] = []
    for found in _PAIRED.finditer(xml):
        at, kind = found.start(), found[1]
        if kind is None:
            if not found[2]:
                stories.append(open_)
            open_ = [] if not found[2] else (stories.pop() if stories else [])
        elif kind == "begin":
            if open_ and open_[-1] not in separates:
                holding.add(open_[-1])
            open_.append(at)
        elif open_ and kind == "separate":
            separates.setdefault(open_[-1], at)
        elif open_:
            begin = open_.pop()
            yield begin, _Pair(separates.get(begin, -1), at, begin not in holding)
