"""Suggestions for unknown names: the most similar known name, or a list of known names."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assembler.diagnostics import Diagnostic, Location, Rule


def suggest_name(wrong: str, known: Iterable[str], *, at_most: int = 24) -> str:
    """Return a hint for the unknown name ``wrong``.

    The hint is the most similar known name or, if none is similar, a list of at most ``at_most`` known names.

    >>> suggest_name("langage", ["language", "city"])
    'did you mean `language`?'
    >>> suggest_name("xyz", ["b", "a"])
    'choose one of: a, b'
    >>> suggest_name("xyz", [])
    'none are listed yet; add this one first'
    """
    from assembler.diagnostics.rule import SUGGESTIONS

    variant, fields = choose_suggestion(wrong, known, at_most=at_most)
    return SUGGESTIONS[variant].format(**fields)


def report_unknown(
    rule: Rule, location: Location, name: str, known: Iterable[str], **fields: str | int
) -> Diagnostic:
    """Return a diagnostic of ``rule`` for the unknown ``name``, with a suggestion from ``known``.

    ``fields`` are further fields of its message.
    """
    variant, suggested = choose_suggestion(name, known)
    return rule.at(location, variant, name=name, **suggested, **fields)


def choose_suggestion(
    wrong: str, known: Iterable[str], *, at_most: int = 24
) -> tuple[str, dict[str, str | int]]:
    """Return the variant of ``SUGGESTIONS`` for the unknown name ``wrong``, with the hint's fields.

    If no known name is similar, the fields list at most ``at_most`` known names.
    """
    names = sorted(set(known))
    lower = {name.lower(): name for name in reversed(names)}
    if near := get_close_matches(wrong.lower(), list(lower), n=1, cutoff=0.6):
        return "similar", {"near": lower[near[0]]}
    if inside := [name for name in names if wrong and wrong.lower() in name.lower().split("/")]:
        return "similar", {"near": inside[0]}
    choices = ", ".join(names[:at_most])
    if len(names) > at_most:
        return "many", {"choices": choices, "more": len(names) - at_most}
    return ("", {"choices": choices}) if names else ("none", {})


def suggest_city(wrong: str, known: Iterable[str]) -> str:
    """Return a hint for an unknown city id: a suggestion, and what to do if the city is new.

    >>> suggest_city("biel", ["berlin"])[:30]
    'did you mean `berlin`? For a n'
    """
    from assembler.diagnostics.references import NEW_CITY
    from assembler.diagnostics.rule import end_sentence

    return end_sentence(suggest_name(wrong, known), NEW_CITY)
