"""Cells of a sheet: what each kind of column shows, and the plain data that a record keeps for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from assembler.i18n.languages.languages import SOURCE
from assembler.model.documents.form import ChoiceItem
from assembler.model.documents.sheets import EARLIER_LABELS, SheetColumn
from assembler.model.review.visit import LABELS
from assembler.model.types.content import Text
from assembler.store.tables.sheet import CellValue, UnreadableCell
from assembler.structs import Struct
from assembler.values import KINDS, UnreadableError
from assembler.values.choice import read as read_choice

TICKED = "x"
_HOUR = re.compile(r"(\d{1,2})[.:h](\d{2})(?::\d{2})?")
_BETWEEN = re.compile(r"[,;&+\n]| / ")
_AS_DATE = "give the column the format of a date in the sheet program"


class Tongue(Struct, frozen=True):
    """The languages in which a sheet may speak, its own first: what labels and sessions are called there.

    ``labels`` translates an English message into each of them; the last says it in English.
    """

    code: str
    labels: Sequence[Callable[[str], str]]

    @property
    def reading(self) -> str:
        """The language in which numbers and dates are read: English for the names of the record's file."""
        return self.code or SOURCE

    def own(self, message: str) -> str:
        """``message`` in the sheet's own language."""
        return self.labels[0](message)

    def items(self, column: SheetColumn, says: Callable[[str], str]) -> list[ChoiceItem]:
        """The choices of ``column`` with their labels."""
        return [ChoiceItem(each.value, says(each.label), each.letter) for each in column.choice or ()]


def shown(column: SheetColumn, value: Any, tongue: Tongue) -> CellValue:
    """``value`` of the model as it stands in a sheet; None for none."""
    if value is None or value in ((), ""):
        return None
    if isinstance(value, bool):
        return TICKED if value else None
    if isinstance(value, Text):
        return value.text.strip() or None
    if column.choice is not None:
        return tongue.own(column.choice(value).label)
    if isinstance(value, tuple):
        texts = [each.text if isinstance(each, Text) else str(each) for each in value]
        return ("\n" if column.kind == "texts" else ", ").join(texts)
    return value if isinstance(value, int | Decimal | date | time) else str(value)


def plain(column: SheetColumn, cell: CellValue, tongue: Tongue) -> Any:
    """The plain data that ``cell`` says; None for an empty cell. UnreadableError where it has none.

    >>> indicators = SheetColumn("indicators", "Indicators", "indicators")
    >>> plain(indicators, "gg/i/3; GG/A/1", Tongue("en", [str]))
    ['GG/I/3', 'GG/A/1']
    """
    if cell is None:
        return None
    if isinstance(cell, UnreadableCell):
        raise UnreadableError(f"{cell.message}: {cell.hint}")
    found = _READERS[column.kind](column, cell, tongue)
    return None if found in ("", []) else found


def _words(_column: SheetColumn, cell: CellValue, _tongue: Tongue) -> str:
    return str(cell).strip()


def _code(_column: SheetColumn, cell: CellValue, _tongue: Tongue) -> str:
    return str(cell).strip().upper()


def _number(_column: SheetColumn, cell: CellValue, tongue: Tongue) -> int:
    number = KINDS["number"].read(cell, tongue.reading) if isinstance(cell, str) else cell
    if isinstance(number, bool) or not isinstance(number, int):
        raise UnreadableError(f"{cell} is no whole number")
    return number


def _choice(column: SheetColumn, cell: CellValue, tongue: Tongue) -> str:
    """The choice by its label in the sheet's language, in another one, by value or letter."""
    readings: list[str] = []
    for says in tongue.labels:
        try:
            readings.append(read_choice(str(cell), "", tongue.items(column, says)))
        except UnreadableError:
            continue
        if len(readings) == 1 and says is tongue.labels[0]:
            return readings[0]
    found = list(dict.fromkeys(readings))
    if len(found) == 1:
        return found[0]
    words = " ".join(str(cell).split()).casefold()
    for each in column.choice or ():
        if words in map(str.casefold, EARLIER_LABELS.get(each.value, ())):
            return str(each.value)
    known = ", ".join(item.label for item in tongue.items(column, tongue.labels[0]))
    raise UnreadableError(f"{str(cell)!r} is none of: {known}")


def _session(_column: SheetColumn, cell: CellValue, tongue: Tongue) -> str:
    """``I17``, or what the session is called in any of the languages: ``Interview 17``."""
    words = " ".join(str(cell).split()).casefold()
    if found := re.fullmatch(r"([a-z])\s?(\d{1,2}|[a-z])", words):
        return "".join(found.groups()).upper()
    for says in tongue.labels:
        for kind, label in LABELS.items():
            before, _, after = says(label).casefold().partition("{number}")
            if told := re.fullmatch(f"{re.escape(before)}(.+){re.escape(after)}", words):
                return f"{kind.name[0]}{told[1].strip()}".upper()
    raise UnreadableError(f"{str(cell)!r} is the name of no session: write I17, WA or so")


def _each(cell: CellValue) -> list[str]:
    return [word for part in _BETWEEN.split(str(cell)) if (word := part.strip())]


def _members(_column: SheetColumn, cell: CellValue, _tongue: Tongue) -> list[str]:
    return _each(cell)


def _codes(_column: SheetColumn, cell: CellValue, _tongue: Tongue) -> list[str]:
    return [word.upper() for word in _each(cell)]


def _languages(_column: SheetColumn, cell: CellValue, tongue: Tongue) -> list[str]:
    return [_language_code(word, tongue.reading) for word in _each(cell)]


def _language_code(word: str, reading: str) -> str:
    """The code of a language given by code or name; what no language is stays, for the record to refuse.

    >>> _language_code("NL", "en"), _language_code("German", "en"), _language_code("xyzzy", "en")
    ('nl', 'de', 'xyzzy')
    """
    try:
        return word.lower() if len(word) < 4 else str(KINDS["language"].read(word, reading))
    except UnreadableError:
        return word


def _language(column: SheetColumn, cell: CellValue, tongue: Tongue) -> str:
    found = _languages(column, cell, tongue)
    if len(found) != 1:
        raise UnreadableError(f"{str(cell)!r} is not one language: write a code such as nl")
    return found[0]


def _texts(_column: SheetColumn, cell: CellValue, _tongue: Tongue) -> list[str]:
    return [line.lstrip("-–• ").strip() for line in str(cell).splitlines() if line.strip("-–• \t")]


def _flag(_column: SheetColumn, cell: CellValue, _tongue: Tongue) -> bool | None:
    said = cell if isinstance(cell, bool) else KINDS["flag"].read(str(cell), "")
    return True if said else None


def _date(_column: SheetColumn, cell: CellValue, tongue: Tongue) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if not isinstance(cell, str):
        raise UnreadableError(f"{cell} is a number and no date: {_AS_DATE}")
    return str(KINDS["date"].read(cell, tongue.reading))


def _clock(_column: SheetColumn, cell: CellValue, _tongue: Tongue) -> str:
    if isinstance(cell, datetime):
        cell = cell.time()
    if isinstance(cell, time):
        return cell.isoformat("minutes")
    found = _HOUR.fullmatch(str(cell).strip()) if isinstance(cell, str) else None
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        raise UnreadableError(f"{str(cell)!r} is no hour of the day: write 9:00 or 14:30")
    return f"{int(found[1]):02}:{found[2]}"


def _moment(_column: SheetColumn, cell: CellValue, tongue: Tongue) -> str:
    kind = KINDS["moment"]
    return str(kind.to_data(cell if isinstance(cell, datetime) else kind.read(str(cell), tongue.reading)))


_READERS: Mapping[str, Callable[[SheetColumn, CellValue, Tongue], Any]] = MappingProxyType({
    "words": _words, "bare": _words, "language": _language, "indicator": _code, "member": _words,
    "number": _number, "choice": _choice, "session": _session, "indicators": _codes, "members": _members,
    "languages": _languages, "texts": _texts, "flag": _flag, "date": _date, "clock": _clock,
    "moment": _moment,
})  # fmt: skip
