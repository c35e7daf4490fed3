"""Suggestions for unknown names: the most similar known name, or the list of known names."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def suggest_name(wrong: str, known: Iterable[str], *, at_most: int = 24) -> str:
    """Return a hint for the unknown name ``wrong``: the most similar of ``known``, else ``at_most`` of them.

    >>> suggest_name("langage", ["language", "city"])
    'did you mean `language`?'
    >>> suggest_name("xyz", ["b", "a"])
    'choose one of: a, b'
    >>> suggest_name("xyz", [])
    'there are none yet: add it first'
    """
    names = sorted(set(known))
    lower = {name.lower(): name for name in reversed(names)}
    if near := get_close_matches(wrong.lower(), list(lower), n=1, cutoff=0.6):
        return f"did you mean `{lower[near[0]]}`?"
    if inside := [name for name in names if wrong and wrong.lower() in name.lower().split("/")]:
        return f"did you mean `{inside[0]}`?"
    if not names:
        return "there are none yet: add it first"
    more = f" and {len(names) - at_most} more" if len(names) > at_most else ""
    return "choose one of: " + ", ".join(names[:at_most]) + more


def suggest_city(wrong: str, known: Iterable[str]) -> str:
    """Return a hint for an unknown id of a city, which may be new or renamed.

    >>> suggest_city("biel", ["berlin"])[:30]
    'did you mean `berlin`? For a n'
    """
    hint = suggest_name(wrong, known)
    hint += " For" if hint.endswith("?") else "; for"
    hint += " a new city, add a few lines to data/cities.yaml; if an id was changed there, "
    return hint + "write the new one in the records too"
