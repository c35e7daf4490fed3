"""Messages about text that cannot be read as a value of the expected kind.

The rules for cells of returned forms and the rules for cells of sheets both include all of these messages.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from assembler.diagnostics.rule import Wording

_NONE: Mapping[str, str] = MappingProxyType({})

MESSAGES: Mapping[str, str] = MappingProxyType(
    {
        "": "{text} may mean {meanings}",
        "not in the list": "{text} is not in the list of choices",
        "not a date": "{text} is not a date",
        "other weekday": "{text}: {date} is a different day of the week",
        "not a date and time": "{text} is not a date and time",
        "invalid time": "{text} does not contain a valid time",
        "not a box": "{text} is neither a ticked box nor an empty one",
        "not a picture": "{text} is not a picture",
        "unknown language": "{text} is not a known language",
        "no https": "{text} does not begin with https://",
        "not an address": "{text} is not a web address, which begins with https:// and contains no spaces",
        "not money": "{text} is not an amount of money",
        "no currency": "{text} has no currency",
        "unknown currency": "{text} is not a known currency",
        "not a number": "{text} is not a number",
        "not a period": "{text} is not a period of years",
        "invalid period": "{text} is not a period: it ends before it starts, or a year is outside 1800–2200",
        "not a year": "{text} is not a four-digit year",
    }
)
"""Maps the name of each problem to its message. The name "" is for text with several meanings."""
HINTS: Mapping[str, str] = MappingProxyType(
    {
        "not a date": "use the format 2027-02-15",
        "not a date and time": "use the format 2026-10-06 10:10",
        "invalid time": "use the format 2026-10-06 10:10",
        "no currency": "write the currency after the amount, as in 250 EUR",
        "unknown currency": "write its code, such as EUR",
        "not a period": "write the first and the last year, such as 2022–2026",
    }
)
"""Hints for problems of ``MESSAGES``, for people who can correct the text. Other problems have none."""
SHEET_MESSAGES: Mapping[str, str] = MappingProxyType(
    {
        "new row": "{text} is not in the record, and rows cannot be added to this sheet",
        "no stored result": "the formula has no stored result",
        "formula error": "the formula returns {value}",
        "not a whole number": "{text} is not a whole number",
        "not a choice": "{text} is not one of: {labels}",
        "not a session": "{text} is not the name of a session",
        "not one language": "{text} is not a single language",
        "number instead of a date": "{text} is a number, not a date",
        "not a window": "{text} does not begin with a date",
        "not a time": "{text} is not a time of day",
    }
)
"""Problems that occur only in a cell of a sheet."""
SHEET_HINTS: Mapping[str, str] = MappingProxyType(
    {
        **HINTS,
        "no stored result": "open and save the sheet in a spreadsheet program, or enter the value",
        "formula error": "correct the formula, or enter the value",
        "not a session": "write a name such as I17, WA or D1",
        "not one language": "write one code, such as nl",
        "number instead of a date": "format the column as a date in the spreadsheet program",
        "not a window": "write one period on each line, such as 2026-10-06 9:00-12:00",
        "not a time": "write a time such as 9:00 or 14:30",
    }
)
"""Hints for problems in a cell of a sheet. The other problems have the hint of their rule."""
ANSWER_MESSAGES: Mapping[str, str] = MappingProxyType(
    {
        "text and list": "the text is “{value}”, but “{chosen}” is selected in the list",
        "text next to the box": "there is text next to the check box: “{text}”",
        "box and character": "the check box contradicts the character that is shown",
    }
)
"""Problems that occur only in a cell of a form."""


def build_variants(
    messages: Mapping[str, str], hint: str, hints: Mapping[str, str] = _NONE
) -> Mapping[str, Wording]:
    """Return a wording for each of ``messages``, with its hint in ``hints`` or, if it has none, ``hint``.

    The message named "" is omitted, because it is the rule's main wording.
    """
    return MappingProxyType(
        {name: Wording(message, hints.get(name, hint)) for name, message in messages.items() if name}
    )
