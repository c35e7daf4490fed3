"""Hints on how to enter an answer that could not be read."""

from __future__ import annotations

from collections.abc import Sequence

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.returned_answers import PLACEHOLDER_DAMAGED, UNREADABLE_ANSWER
from assembler.model.documents.form_manifest import ChoiceItem, FormList
from assembler.store.records.record import Record

RULES = {rule.id: rule for rule in (PLACEHOLDER_DAMAGED, UNREADABLE_ANSWER)}
"""The rules about unreadable answers, by id."""
_MOST = 12
"""The maximum number of choices in a hint."""


def complete_list_hint(diagnostic: Diagnostic, record: Record, listed: FormList) -> Diagnostic:
    """Return the diagnostic with a hint on how to fill in a cell of ``listed``, and which values are allowed.

    The diagnostic's location names the column.
    """
    heading = diagnostic.location.position.partition(" (")[2].removesuffix(")")
    column = next((each for each in listed.columns if each.heading == heading), None)
    if column is None:
        return complete_hint(diagnostic, record)
    return complete_hint(diagnostic, record, kind=column.kind, choices=column.choices)


def complete_hint(
    diagnostic: Diagnostic, record: Record, *, kind: str = "", choices: Sequence[ChoiceItem] = ()
) -> Diagnostic:
    """Return the diagnostic with a hint on how to enter the answer, and which values are allowed.

    The hint names the ``record``. A diagnostic about anything other than an unreadable answer is returned
    unchanged.
    """
    if diagnostic.rule not in RULES:
        return diagnostic
    fields = {**dict(diagnostic.fields), "record": record.name}
    rule, problem = RULES[diagnostic.rule], diagnostic.variant.partition(" + ")[0]
    if "readings" in fields:
        hint = "readings located"
    elif choices:
        hint, fields["choices"] = "choice", _list_choices(choices)
    else:
        hint = kind if kind in rule.hints and kind != "choice" else "located"
    return rule.at(diagnostic.location, f"{problem} + {hint}", **fields)


def _list_choices(choices: Sequence[ChoiceItem]) -> str:
    """Return the values of ``choices``, each with its label in brackets.

    If label and value differ at most in hyphens and spaces, only the label is given.

    >>> _list_choices([ChoiceItem("yes", "ja"), ChoiceItem("not-at-all", "not at all")])
    'yes (ja), not at all'
    """
    named = [_describe_choice(each) for each in choices]
    return f"{', '.join(named[:_MOST])}{', …' if len(named) > _MOST else ''}"


def _describe_choice(choice: ChoiceItem) -> str:
    if choice.value.replace("-", " ") == choice.label.replace("-", " "):
        return choice.label
    return f"{choice.value} ({choice.label})"
