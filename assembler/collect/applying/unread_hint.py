"""Hints for unreadable answers: the file, key and format in which to enter them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.returned_answers import PLACEHOLDER_DAMAGED, UNREADABLE_ANSWER
from assembler.model.documents.form import ChoiceItem, FormList
from assembler.store.records.record import Record

RULES = {rule.id: rule for rule in (PLACEHOLDER_DAMAGED, UNREADABLE_ANSWER)}
"""The rules about unreadable answers, by id."""
_FORMATS: Mapping[str, str] = MappingProxyType({
    "date": "a date such as 2026-03-31",
    "moment": "a date and time such as 2026-03-31T10:10",
    "number": "a number such as 1250",
    "year": "a year such as 2027",
    "period": "a period such as 2026-2030",
    "language": "a code such as nl",
    "money": "an amount with its currency such as 250000 EUR",
    "link": "a complete address such as https://www.example.org",
    "flag": "true or false",
})  # fmt: skip
_MOST = 12
"""The maximum number of choices in a hint."""


def complete_list_hint(diagnostic: Diagnostic, record: Record, listed: FormList) -> Diagnostic:
    """Complete the hint for an answer in a row of ``listed``, whose location names the column."""
    heading = diagnostic.location.position.partition(" (")[2].removesuffix(")")
    column = next((each for each in listed.columns if each.heading == heading), None)
    if column is None:
        return complete_hint(diagnostic, record, listed.path)
    return complete_hint(
        diagnostic, record, listed.path, kind=column.kind, choices=column.choices, column=column.name
    )


def complete_hint(
    diagnostic: Diagnostic,
    record: Record,
    path: str,
    *,
    kind: str = "",
    choices: Sequence[ChoiceItem] = (),
    column: str = "",
) -> Diagnostic:
    """Return the diagnostic with the file and key of the answer, and the allowed values, in its hint.

    ``column`` is the key in a row of the list at ``path``.
    """
    if diagnostic.rule not in RULES:
        return diagnostic
    root, _, key = path.partition(".")
    fields = dict(diagnostic.fields)
    fields |= {"key": f"`{column}` in its row of `{key}`" if column else f"`{key}`"}
    fields |= {"file": record.file_name(root)}
    rule = RULES[diagnostic.rule]
    if "readings" in fields:
        return rule.at(diagnostic.location, "readings located", **fields)
    return rule.at(diagnostic.location, "located", **fields, value=_describe_allowed(kind, choices))


def _describe_allowed(kind: str, choices: Sequence[ChoiceItem]) -> str:
    """Return a description of the allowed values.

    >>> _describe_allowed("choice", [ChoiceItem("yes", "ja"), ChoiceItem("no", "no")])
    'one of yes (ja), no'
    """
    if choices:
        named = [_describe_choice(each) for each in choices]
        return f"one of {', '.join(named[:_MOST])}{', ...' if len(named) > _MOST else ''}"
    return _FORMATS.get(kind, "the answer")


def _describe_choice(choice: ChoiceItem) -> str:
    return choice.value if choice.value == choice.label else f"{choice.value} ({choice.label})"
