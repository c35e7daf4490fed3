"""Plain messages and hints for pydantic's validation errors."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from assembler.diagnostics import Rule
from assembler.diagnostics.data_files import (
    INVALID_CHOICE,
    INVALID_FORMAT,
    INVALID_VALUE,
    MISSING_KEY,
    UNKNOWN_KEY,
    WRONG_TYPE,
)
from assembler.model.reference import city
from assembler.model.types.introspection import Entity, choices_at, keys_at, type_at
from assembler.store.yaml.pattern_messages import describe_pattern
from assembler.store.yaml.suggestions import suggest_name
from assembler.store.yaml.yaml_path import YamlPath

RuleFields = tuple[Rule, dict[str, str]]
"""A rule, with the fields of its message and hint."""

_TYPE_MESSAGES: dict[str, tuple[str, str]] = {
    "Text": ("a text is expected", 'put it in quotation marks, or write {text: "...", language: nl}'),
    "RichText": ("a text is expected", 'put it in quotation marks, or write {text: "...", language: nl}'),
    "Money": ("an amount of money is expected", "write `150000 EUR` or {amount: 150000, currency: EUR}"),
    "Period": ("a period of years is expected", "write `2006-2010`, or `2006-` if it continues"),
    "Image": ("a picture is expected", 'write {file: chart.png, alt: "what it shows"}'),
}
_KIND_MESSAGES: dict[str, tuple[str, str]] = {
    "string": ("a text is expected", "put it in quotation marks"),
    "int": ("a whole number is expected", "write digits only, as in `12`"),
    "float": ("a number is expected", "write digits with a point, as in `3.5`"),
    "decimal": ("a number is expected", "write digits with a point, as in `150000` or `3.50`"),
    "bool": ("yes or no is expected", "write `true` or `false`"),
    "date": ("a date is expected", "write year, month and day, as in `2026-03-01`"),
    "datetime": ("a date and time are expected", "write them as in `2026-03-01T09:30`"),
    "time": ("a time is expected", "write hours and minutes, as in `09:30`"),
    "too": ("a list with at least one item is expected", "add an item"),
    "tuple": ("a list is expected", "begin each item with a dash: `- ...`"),
    "list": ("a list is expected", "begin each item with a dash: `- ...`"),
    "dict": ("keys with values are expected", "write each `key: value` on its own indented line"),
    "model": ("keys with values are expected", "write each `key: value` on its own indented line"),
    "greater": ("a larger number is expected", "correct the number"),
    "less": ("a smaller number is expected", "correct the number"),
}


_CITY_KEYS = {
    "country": ("the code of its country", "FI"),
    "languages": ("its official languages", "[fi, sv]"),
    "working_language": ("the official language in which its forms are sent", "fi"),
    "own": ("its name in each of its languages", "{fi: Turku, sv: Åbo}"),
    "names": (
        "its name and phrases, in English at least",
        "{en: {name: Turku, of: of Turku, in: in Turku, to: to Turku}}",
    ),
}
"""Meaning of each key of a city, with the value for Turku as an example."""


def describe_error(error: Mapping[str, Any], model: type[Entity], path: YamlPath) -> RuleFields:
    """Return the rule and its fields for a pydantic error at ``path`` in ``model``.

    >>> from assembler.model.review.review import Review
    >>> describe_error({"type": "missing"}, Review, ("city",))[1]
    {'key': 'city', 'advice': 'add `city: ...`'}
    """
    kind, last = str(error["type"]), str(path[-1]) if path else ""
    if kind == "missing":
        is_city = model is city.Cities and len(path) == 2
        advice = _suggest_key(last, choices_at(model, path), is_city=is_city)
        return MISSING_KEY, {"key": last, "advice": advice}
    if kind == "extra_forbidden":
        return UNKNOWN_KEY, {"key": last, "advice": suggest_name(last, keys_at(model, path[:-1]))}
    if kind in ("enum", "literal_error"):
        return _describe_choice_error(error, choices_at(model, path))
    if kind == "value_error":
        return INVALID_VALUE, {"problem": str(error["ctx"]["error"])}
    return (
        _describe_pattern_error(error)
        if kind == "string_pattern_mismatch"
        else _describe_type_error(error, model, path)
    )


def _suggest_key(key: str, choices: tuple[str, ...], *, is_city: bool) -> str:
    """Return the hint for a missing key, with an example or the allowed values."""
    if is_city and key in _CITY_KEYS:
        meaning, example = _CITY_KEYS[key]
        return f"add {meaning}: `{key}: {example}`"
    return f"add `{key}: ...`" + (f" with one of: {', '.join(choices)}" if choices else "")


def _describe_choice_error(error: Mapping[str, Any], choices: tuple[str, ...]) -> RuleFields:
    hint = f"choose one of: {', '.join(choices)}"
    near = suggest_name(str(error.get("input")), choices)
    advice = f"{near} {hint}" if "mean" in near else hint
    return INVALID_CHOICE, {"value": _describe_value(error.get("input")), "advice": advice}


def _describe_pattern_error(error: Mapping[str, Any]) -> RuleFields:
    problem, advice = describe_pattern(str(error["ctx"]["pattern"]))
    value = _describe_value(error.get("input"))
    return INVALID_FORMAT, {"value": value, "problem": problem, "advice": advice}


def _describe_type_error(error: Mapping[str, Any], model: type[Entity], path: YamlPath) -> RuleFields:
    kind = str(error["type"])
    shape = getattr(type_at(model, path), "__name__", "")
    fallback = str(error["msg"]).lower(), "compare it with an example record"
    problem, hint = _TYPE_MESSAGES.get(shape) or _KIND_MESSAGES.get(re.split(r"_", kind)[0], fallback)
    limits = {"ge": "at least", "gt": "more than", "le": "at most", "lt": "less than"}
    for name, comparison in limits.items():
        if name in error.get("ctx", {}):
            hint = f"write a number that is {comparison} {error['ctx'][name]}"
    return WRONG_TYPE, {"problem": problem, "value": _describe_value(error.get("input")), "advice": hint}


def _describe_value(value: Any) -> str:
    """Return a short description of an invalid value.

    >>> _describe_value(12), _describe_value({"a": 1}), _describe_value(None)
    ('the number 12', 'keys with values', 'nothing')
    """
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, int | float):
        return f"the number {value}"
    if isinstance(value, str):
        return f"`{value[:40]}{'…' if len(value) > 40 else ''}`"
    return "keys with values" if isinstance(value, dict) else "a list"
