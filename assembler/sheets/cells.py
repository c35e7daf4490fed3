"""Cells of a sheet: values of a record are formatted according to their column, and read as plain data."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from assembler.i18n.languages.languages import SOURCE
from assembler.model.documents.form_manifest import ChoiceItem
from assembler.model.documents.sheet_kind import SheetColumn
from assembler.model.review.availability import Window
from assembler.model.review.visit import LABELS
from assembler.model.types.values import Text
from assembler.store.tables.sheet import CellValue, UnreadableCell
from assembler.structs import Struct
from assembler.values import KINDS, UnreadableError
from assembler.values.choice import read as read_choice

TICKED = "x"
_ITEM = re.compile(r"([A-Za-z])\s*0*(\d{1,3})")
_TIME = re.compile(r"(\d{1,2})[.:h](\d{2})(?::\d{2})?")
_HOURS = re.compile(r"(.+?)\s+(\d{1,2}[.:h]\d{2})?\s*[-–]\s*(\d{1,2}[.:h]\d{2})?")
"""A day with a start and an end time, one of which may be missing."""
_SEPARATORS = re.compile(r"[,;&+\n]| / ")
_EARLIER_LABELS: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "above": ("por encima del marco de referencia",),
    "below": ("por debajo del marco de referencia",),
    "discussion": ("bespreking van het team",),
    "does-not-meet": ("erfüllt nicht",),
    "fact": ("γεγονός",),
    "immigrant-group": ("gruppo di immigranti",),
    "meets": ("erfüllt oder übertrifft",),
    "politician": ("élu(e)",),
    "service-user": ("tjänsteanvändare", "persona usuària"),
    "session": ("altra entrevista",),
    "staff": ("kommunal personal",),
    "well-above": ("muy por encima del marco de referencia",),
})  # fmt: skip
"""Former labels of choices in sheets, by value; they are still accepted."""


class SheetLanguage(Struct, frozen=True):
    """The languages in which a sheet's labels can be read, starting with the sheet's own language.

    ``labels`` contains, for each language, a function that translates an English message. One of them is for
    English itself.
    """

    code: str
    labels: Sequence[Callable[[str], str]]

    @property
    def value_language(self) -> str:
        """The language of numbers and dates, which is English if the headings are the keys of the record."""
        return self.code or SOURCE

    def translate(self, message: str) -> str:
        """Return ``message`` in the sheet's own language."""
        return self.labels[0](message)

    def list_choices(self, column: SheetColumn, translate: Callable[[str], str]) -> list[ChoiceItem]:
        """Return the choices of ``column``, with their labels translated by ``translate``."""
        return [ChoiceItem(each.value, translate(each.label), each.letter) for each in column.choice or ()]


def format_cell(column: SheetColumn, value: Any, language: SheetLanguage) -> CellValue:
    """Return the cell that shows ``value``, or None if there is no value."""
    if value is None or value in ((), ""):
        return None
    if isinstance(value, bool):
        return TICKED if value else None
    if isinstance(value, Text):
        return value.text.strip() or None
    if column.choice is not None:
        return language.translate(column.choice(value).label)
    if column.kind == "windows":
        return "\n".join(_format_window(each) for each in value)
    if isinstance(value, tuple):
        texts = [each.text if isinstance(each, Text) else str(each) for each in value]
        return ("\n" if column.kind == "texts" else ", ").join(texts)
    return value if isinstance(value, int | Decimal | date | time) else str(value)


def read_cell(column: SheetColumn, cell: CellValue, language: SheetLanguage) -> Any:
    """Return the value of ``cell`` as plain data, or None if the cell is empty.

    Raises UnreadableError if the cell cannot be read.

    >>> indicators = SheetColumn("indicators", "Indicators", "codes")
    >>> read_cell(indicators, "gg/i/3; GG/A/1", SheetLanguage("en", [str]))
    ['GG/I/3', 'GG/A/1']
    """
    if cell is None:
        return None
    if isinstance(cell, UnreadableCell):
        raise UnreadableError(cell.problem, **({"value": cell.value} if cell.value else {}))
    data = _READERS[column.kind](column, cell, language)
    return None if data in ("", []) else data


def _format_window(window: Window) -> str:
    """Return a day and its hours.

    If the start or end is missing, that side of the dash is empty.

    >>> _format_window(Window(day="2026-10-06", start="09:00", end="12:00"))
    '2026-10-06 09:00-12:00'
    >>> _format_window(Window(day="2026-10-06", end="12:00")), _format_window(Window(day="2026-10-06"))
    ('2026-10-06 -12:00', '2026-10-06')
    """
    start, end = (f"{each:%H:%M}" if each else "" for each in (window.start, window.end))
    return f"{window.day.isoformat()} {start}-{end}" if start or end else window.day.isoformat()


def _read_text(_column: SheetColumn, cell: CellValue, _language: SheetLanguage) -> str:
    return str(cell).strip()


def _read_code(_column: SheetColumn, cell: CellValue, _language: SheetLanguage) -> str:
    return str(cell).strip().upper()


def _read_item(_column: SheetColumn, cell: CellValue, _language: SheetLanguage) -> str:
    """Return the number of a finding, problem or similar item with two digits, such as ``P03`` for “p3”.

    Any other text is returned unchanged.
    """
    text = str(cell).strip()
    number = _ITEM.fullmatch(text)
    return f"{number[1].upper()}{int(number[2]):02}" if number else text


def _read_items(column: SheetColumn, cell: CellValue, language: SheetLanguage) -> list[str]:
    return [_read_item(column, each, language) for each in _split_list(cell)]


def _read_name(_column: SheetColumn, cell: CellValue, _language: SheetLanguage) -> str:
    """Return the id of a city, given its id or its name, such as ``malmo`` for “Malmö”."""
    decomposed = unicodedata.normalize("NFD", str(cell).casefold())
    letters = "".join(character for character in decomposed if not unicodedata.combining(character))
    return "-".join(letters.split())


def _read_number(_column: SheetColumn, cell: CellValue, language: SheetLanguage) -> int:
    number = KINDS["number"].read(cell, language.value_language) if isinstance(cell, str) else cell
    if isinstance(number, bool) or not isinstance(number, int):
        raise UnreadableError("not a whole number", text=str(cell))
    return number


def _read_choice(column: SheetColumn, cell: CellValue, language: SheetLanguage) -> str:
    """Return the choice with this value, letter or label.

    Labels in any of the sheet's languages are accepted.
    """
    readings: list[str] = []
    for translate in language.labels:
        try:
            readings.append(read_choice(str(cell), "", language.list_choices(column, translate)))
        except UnreadableError:
            continue
        if len(readings) == 1 and translate is language.labels[0]:
            return readings[0]
    values = list(dict.fromkeys(readings))
    if len(values) == 1:
        return values[0]
    text = " ".join(str(cell).split()).casefold()
    for each in column.choice or ():
        if text in map(str.casefold, _EARLIER_LABELS.get(each.value, ())):
            return str(each.value)
    labels = ", ".join(item.label for item in language.list_choices(column, language.labels[0]))
    raise UnreadableError("not a choice", text=f"“{cell}”", labels=labels)


def _read_session(_column: SheetColumn, cell: CellValue, language: SheetLanguage) -> str:
    """Return the code of a session, given the code or a label in any of the sheet's languages.

    For example, the code for ``Interview 17`` is ``I17``.
    """
    text = " ".join(str(cell).split()).casefold()
    if match := re.fullmatch(r"([a-z])\s?(\d{1,2}|[a-z])", text):
        return "".join(match.groups()).upper()
    for translate in language.labels:
        for kind, label in LABELS.items():
            before, _, after = translate(label).casefold().partition("{number}")
            if match := re.fullmatch(f"{re.escape(before)}(.+){re.escape(after)}", text):
                return f"{kind.name[0]}{match[1].strip()}".upper()
    raise UnreadableError("not a session", text=f"“{cell}”")


def _split_list(cell: CellValue) -> list[str]:
    return [word for part in _SEPARATORS.split(str(cell)) if (word := part.strip())]


def _read_members(_column: SheetColumn, cell: CellValue, _language: SheetLanguage) -> list[str]:
    return _split_list(cell)


def _read_codes(_column: SheetColumn, cell: CellValue, _language: SheetLanguage) -> list[str]:
    return [word.upper() for word in _split_list(cell)]


def _read_names(column: SheetColumn, cell: CellValue, language: SheetLanguage) -> list[str]:
    return [_read_name(column, word, language) for word in _split_list(cell)]


def _read_languages(_column: SheetColumn, cell: CellValue, language: SheetLanguage) -> list[str]:
    return [_find_language_code(word, language.value_language) for word in _split_list(cell)]


def _find_language_code(word: str, reading: str) -> str:
    """Return the language code for ``word``, which is a code or a name.

    A word of fewer than four letters counts as a code, and is returned in lower case. Any other text is
    returned unchanged.

    >>> [_find_language_code(word, "en") for word in ("NL", "German", "xyzzy")]
    ['nl', 'de', 'xyzzy']
    """
    try:
        return word.lower() if len(word) < 4 else str(KINDS["language"].read(word, reading))
    except UnreadableError:
        return word


def _read_language(column: SheetColumn, cell: CellValue, language: SheetLanguage) -> str:
    codes = _read_languages(column, cell, language)
    if len(codes) != 1:
        raise UnreadableError("not one language", text=f"“{cell}”")
    return codes[0]


def _read_texts(_column: SheetColumn, cell: CellValue, _language: SheetLanguage) -> list[str]:
    return [line.lstrip("-–• ").strip() for line in str(cell).splitlines() if line.strip("-–• \t")]


def _read_flag(_column: SheetColumn, cell: CellValue, _language: SheetLanguage) -> bool | None:
    is_set = cell if isinstance(cell, bool) else KINDS["flag"].read(str(cell), "")
    return True if is_set else None


def _read_date(_column: SheetColumn, cell: CellValue, language: SheetLanguage) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if not isinstance(cell, str):
        raise UnreadableError("number instead of a date", text=str(cell))
    return str(KINDS["date"].read(cell, language.value_language))


def _read_time(_column: SheetColumn, cell: CellValue, _language: SheetLanguage) -> str:
    if isinstance(cell, datetime):
        cell = cell.time()
    if isinstance(cell, time):
        return cell.isoformat("minutes")
    match = _TIME.fullmatch(str(cell).strip()) if isinstance(cell, str) else None
    if match is None or int(match[1]) > 23 or int(match[2]) > 59:
        raise UnreadableError("not a time", text=f"“{cell}”")
    return f"{int(match[1]):02}:{match[2]}"


def _read_windows(column: SheetColumn, cell: CellValue, language: SheetLanguage) -> list[dict[str, str]]:
    """Return the days in a cell, one on each line, with their hours if any are given.

    >>> _read_windows(SheetColumn("x", "X", "windows"), "6-10-2026 9.00-12.00", SheetLanguage("nl", [str]))
    [{'day': '2026-10-06', 'start': '09:00', 'end': '12:00'}]
    """
    if not isinstance(cell, str):
        return [{"day": _read_date(column, cell, language)}]
    return [_read_window(column, line, language) for line in cell.splitlines() if line.strip()]


def _read_window(column: SheetColumn, line: str, language: SheetLanguage) -> dict[str, str]:
    day, hours = line.strip(), ["", ""]
    if match := _HOURS.fullmatch(day):
        day, hours = match[1].rstrip(","), [match[2] or "", match[3] or ""]
    try:
        window = {"day": _read_date(column, day, language)}
    except UnreadableError as error:
        raise UnreadableError("not a window", text=f"“{line.strip()}”") from error
    times = zip(("start", "end"), hours, strict=True)
    return window | {name: _read_time(column, text, language) for name, text in times if text}


def _read_datetime(_column: SheetColumn, cell: CellValue, language: SheetLanguage) -> str:
    kind = KINDS["moment"]
    return str(
        kind.to_data(cell if isinstance(cell, datetime) else kind.read(str(cell), language.value_language))
    )


_READERS: Mapping[str, Callable[[SheetColumn, CellValue, SheetLanguage], Any]] = MappingProxyType(
    {
        "words": _read_text,
        "bare": _read_text,
        "language": _read_language,
        "code": _read_code,
        "item": _read_item,
        "items": _read_items,
        "name": _read_name,
        "names": _read_names,
        "member": _read_text,
        "number": _read_number,
        "choice": _read_choice,
        "session": _read_session,
        "codes": _read_codes,
        "members": _read_members,
        "references": _read_members,
        "languages": _read_languages,
        "texts": _read_texts,
        "flag": _read_flag,
        "date": _read_date,
        "clock": _read_time,
        "windows": _read_windows,
        "moment": _read_datetime,
    }
)
