"""Slots for messages in a template, which is compiled once and then filled for each language.

The character U+FDD0, a number and U+FDD1 start a slot, and U+FDD2 ends it. U+FDD3 (``LANGUAGE``) stands for
the language tag. These noncharacters are reserved for use inside programs (Unicode, 23.7), and XML allows
them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from types import CodeType
from typing import Any, Final

from jinja2 import nodes

from assembler.structs import Struct

LANGUAGE: Final = "\ufdd3"
"""Stand-in for the language tag of the document."""
START_OF_SLOT: Final = "\ufdd0"
END_OF_SLOT: Final = "\ufdd2"
VALUE: Final = "\0"
"""Stand-in for a value in the recorded content of a slot."""
ARRANGE: Final = " arrange"
"""Internal filter that joins the values of a slot with the text of a translation."""

_EDGE: Final = re.compile("(\ufdd0\\d+\ufdd1|\ufdd2)")
_SLOT: Final = re.compile("\ufdd0(\\d+)\ufdd1(?:([^\ufdd0\ufdd2]*)\ufdd2)?")
_MARKS: Final = re.compile("[\ufdd0-\ufdd3]")

Arrangement = tuple[str | int, ...]
"""Pieces of a translation's text, with the numbers of the slot's values between them."""


class SlotTexts(Struct, frozen=True):
    """Content for the slots in one language: texts, arrangements of values, and the language tag."""

    texts: Mapping[int, str]
    arrangements: Mapping[int, Arrangement]
    language_tag: str

    def fill(self, text: str) -> str:
        """Replace each slot in ``text`` and its content with the translation, and set the language tag."""
        filled = _SLOT.sub(lambda slot: self.texts[int(slot[1])], text)
        return filled.replace(LANGUAGE, self.language_tag)

    def fill_part(self, data: bytes) -> bytes:
        """Return the part with its slots filled."""
        return self.fill(data.decode()).encode() if has_slots(data) else data

    def fill_code(self, code: CodeType) -> CodeType:
        """Return ``code`` with filled slots in its constants.

        The instructions are shared with ``code``.
        """
        return code.replace(co_consts=tuple(map(self._fill_constant, code.co_consts)))

    def _fill_constant(self, constant: Any) -> Any:
        if isinstance(constant, CodeType):
            return self.fill_code(constant)
        if isinstance(constant, tuple):
            return tuple(map(self._fill_constant, constant))
        if isinstance(constant, bytes):
            return self.fill_part(constant)
        if not isinstance(constant, str) or not _MARKS.search(constant):
            return constant
        slot = _SLOT.fullmatch(constant)
        if slot and int(slot[1]) in self.arrangements:
            return tuple(
                each.replace(LANGUAGE, self.language_tag) if isinstance(each, str) else each
                for each in self.arrangements[int(slot[1])]
            )
        return self.fill(constant)


def start_slot(number: int) -> str:
    """Return the text that starts the slot with the number ``number``."""
    return f"\ufdd0{number}\ufdd1"


def has_slots(data: bytes) -> bool:
    """Return whether a part contains a slot, ``LANGUAGE`` or another noncharacter that is used here."""
    return b"\xef\xb7" in data and _MARKS.search(data.decode("utf-8", "replace")) is not None


def remove_marks(text: str) -> str:
    """Return ``text`` without the marks at the start and end of each slot.

    The content of the slots remains.

    >>> remove_marks(f"Report {start_slot(3)}of{END_OF_SLOT} Lyon")
    'Report of Lyon'
    """
    return _MARKS.sub("", _EDGE.sub("", text)) if _MARKS.search(text) else text


def find_slots(text: str) -> dict[int, str]:
    """Map the number of each outermost slot in ``text`` to its content.

    The content includes that of nested slots.
    """
    found: dict[int, str] = {}
    open_slots: list[tuple[int, list[str]]] = []
    for piece in _EDGE.split(text):
        if piece == END_OF_SLOT:
            number, content = open_slots.pop()
            if not open_slots:
                found[number] = "".join(content)
        elif _EDGE.match(piece):
            open_slots.append((int(piece[1:-1]), []))
        elif open_slots:
            open_slots[0][1].append(piece)
    return found


def collect_slots(pieces: Iterable[nodes.Expr], contents: dict[int, str]) -> Iterator[nodes.Expr]:
    """Yield pieces of output in which every slot is empty, and record the contents in ``contents``.

    A slot with values becomes an ``ARRANGE`` filter, whose arguments are the values.
    """
    number, content, values = -1, "", list[nodes.Expr]()
    for piece in pieces:
        if not isinstance(piece, nodes.TemplateData):
            if number < 0:
                yield piece
            else:
                content += VALUE
                values.append(piece)
            continue
        for text in _EDGE.split(piece.data):
            if text == END_OF_SLOT:
                contents[number] = content
                yield _build_slot(number, values, piece.lineno)
                number = -1
            elif _EDGE.match(text):
                number, content, values = int(text[1:-1]), "", []
            elif number >= 0:
                content += text
            elif text:
                yield nodes.TemplateData(text, lineno=piece.lineno)


def _build_slot(number: int, values: list[nodes.Expr], lineno: int) -> nodes.Expr:
    slot = start_slot(number)
    if not values:
        return nodes.TemplateData(slot, lineno=lineno)
    return nodes.Filter(nodes.Const(slot), ARRANGE, values, [], None, None, lineno=values[0].lineno)


def arrange(arrangement: Arrangement, values: tuple[str, ...]) -> str:
    """Join the text of a translation with the values of its slot.

    >>> arrange((1, " of ", 0), ("Lyon", "Report"))
    'Report of Lyon'
    """
    return "".join([each if isinstance(each, str) else values[each] for each in arrangement])
