"""Plain messages and hints for pydantic's validation errors.

The formats of texts are defined only by patterns in the model. Several keys may share a pattern.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from assembler.diagnostics import Rule
from assembler.diagnostics.data_value_rules import (
    INVALID_CHOICE,
    INVALID_FORMAT,
    INVALID_VALUE,
    MISSING_KEY,
    UNKNOWN_KEY,
    WRONG_TYPE,
)
from assembler.model.documents import document_type
from assembler.model.reference import (
    agenda_edition,
    benchmark,
    charter,
    city,
    findings_publications,
    glossary,
    municipality_choices,
    policy_agenda,
    toolkit,
)
from assembler.model.review import release, review, section_texts
from assembler.model.tracking import promise_register
from assembler.model.types import record_header as about
from assembler.model.types import references, values
from assembler.model.types.introspection import Entity, choices_at, find_pattern, keys_at, type_at
from assembler.model.types.invalid_value import InvalidValueError
from assembler.store.yaml.suggestions import choose_suggestion
from assembler.store.yaml.yaml_path import YamlPath
from assembler.structs import Struct


class RuleFields(Struct, frozen=True):
    """A rule, the variant of its wording, and the fields of its message and hint."""

    rule: Rule
    variant: str
    fields: Mapping[str, str | int]


_SHAPES = ("Text", "RichText", "Money", "Period", "Image")
"""Entities of the model that can also be written in a short form, which the hint shows."""
_LIMITS = ("ge", "gt", "le", "lt")
_LENGTHS = {"string_too_short": ("longer", "min_length"), "string_too_long": ("shorter", "max_length")}
"""Variant of the rule ``wrong-type`` for each error about the length of a text, and the key of the limit."""


def describe_error(error: Mapping[str, Any], model: type[Entity], path: YamlPath) -> RuleFields:
    """Return the rule and its fields for a pydantic error at ``path`` in ``model``.

    >>> from assembler.model.review.review import Review
    >>> describe_error({"type": "missing"}, Review, ("city",)).fields
    {'key': 'city'}
    """
    kind, last = str(error["type"]), str(path[-1]) if path else ""
    if kind == "missing":
        is_city = model is city.Cities and len(path) == 2
        return _describe_missing_key(last, choices_at(model, path), is_city=is_city)
    if kind == "extra_forbidden":
        variant, fields = choose_suggestion(last, keys_at(model, path[:-1]))
        return RuleFields(UNKNOWN_KEY, variant, {"name": last, **fields})
    if kind in ("enum", "literal_error"):
        return _describe_choice_error(error, choices_at(model, path))
    if kind == "value_error":
        return _describe_value_error(error["ctx"]["error"])
    if kind == "string_pattern_mismatch":
        variant = _list_formats()[str(error["ctx"]["pattern"])]
        return RuleFields(INVALID_FORMAT, variant, {"value": _describe_value(error.get("input"))})
    return _describe_type_error(error, model, path)


def _describe_missing_key(key: str, choices: tuple[str, ...], *, is_city: bool) -> RuleFields:
    """Return the rule for a missing key.

    For the main keys of a city (``is_city``), the hint contains an example. For a key with ``choices``, it
    lists them.
    """
    if is_city and key in MISSING_KEY.variants:
        return RuleFields(MISSING_KEY, key, {"key": key})
    if choices:
        return RuleFields(MISSING_KEY, "choices", {"key": key, "choices": ", ".join(choices)})
    return RuleFields(MISSING_KEY, "", {"key": key})


def _describe_choice_error(error: Mapping[str, Any], choices: tuple[str, ...]) -> RuleFields:
    fields = {"value": _describe_value(error.get("input")), "choices": ", ".join(choices)}
    variant, suggested = choose_suggestion(str(error.get("input")), choices)
    if variant == "similar":
        return RuleFields(INVALID_CHOICE, variant, {**fields, **suggested})
    return RuleFields(INVALID_CHOICE, "", fields)


def _describe_value_error(error: ValueError) -> RuleFields:
    if isinstance(error, InvalidValueError):
        return RuleFields(INVALID_VALUE, error.variant, error.fields)
    return RuleFields(INVALID_VALUE, "", {"problem": str(error)})


def _describe_type_error(error: Mapping[str, Any], model: type[Entity], path: YamlPath) -> RuleFields:
    value, context = _describe_value(error.get("input")), error.get("ctx", {})
    for name in _LIMITS:
        if name in context:
            return RuleFields(WRONG_TYPE, name, {"value": value, "limit": str(context[name])})
    if error["type"] in _LENGTHS:
        variant, limit = _LENGTHS[error["type"]]
        return RuleFields(WRONG_TYPE, variant, {"value": value, "limit": str(context[limit])})
    shape, kind = getattr(type_at(model, path), "__name__", ""), str(error["type"]).split("_")[0]
    variant = shape if shape in _SHAPES else kind if kind in WRONG_TYPE.variants else ""
    fields = {} if variant else {"model_message": str(error["msg"]).lower()}
    return RuleFields(WRONG_TYPE, variant, {"value": value, **fields})


def _describe_value(value: Any) -> str:
    """Return an invalid value as YAML on one line, truncated if it is long.

    >>> _describe_value(12), _describe_value({"a": 1}), _describe_value(None), _describe_value(True)
    ('12', '{…}', 'null', 'true')
    """
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, dict):
        return "{…}"
    if isinstance(value, list | tuple):
        return "[…]"
    text = str(value)
    return f"{text[:40]}…" if len(text) > 40 else text


@cache
def _list_formats() -> dict[str, str]:
    """Return the variant of the rule ``invalid-format`` for each format, by the format's pattern.

    >>> _list_formats()["^[A-Z]{2}$"]
    'country'
    """
    return {
        find_pattern(about.LanguageTag): "language",
        find_pattern(about.BenchmarkTag): "benchmark",
        find_pattern(about.Initials): "initials",
        _field_pattern(review.Person, "email"): "email",
        _field_pattern(values.Money, "currency"): "currency",
        find_pattern(section_texts.SectionPath): "section",
        find_pattern(release.VersionNumber): "version number",
        find_pattern(release.Digest): "digest",
        find_pattern(city.CityId): "city",
        _field_pattern(city.City, "country"): "country",
        _field_pattern(city.City, "currency"): "currency",
        find_pattern(benchmark.Source): "source",
        _field_pattern(benchmark.Indicator, "code"): "indicator",
        _field_pattern(benchmark.CrossValue, "code"): "cross value",
        _field_pattern(benchmark.Benchmark, "id"): "benchmark id",
        _field_pattern(benchmark.Benchmark, "version"): "benchmark version",
        find_pattern(charter.CharterTag): "charter",
        _field_pattern(charter.CharterVersion, "since"): "month",
        find_pattern(charter.Words): "empty",
        find_pattern(policy_agenda.AreaCode): "area",
        _field_pattern(policy_agenda.Ministry, "code"): "ministry",
        _field_pattern(glossary.Term, "id"): "term",
        find_pattern(document_type.PlaceholderName): "placeholder",
        find_pattern(document_type.EditionName): "edition",
        **_list_item_formats(),
    }


def _list_item_formats() -> dict[str, str]:
    """Return variants of ``invalid-format`` for names of sessions, findings and other items, by pattern."""
    return {
        find_pattern(references.SessionKey): "session",
        find_pattern(references.EvidenceKey): "evidence",
        find_pattern(references.FindingKey): "finding",
        find_pattern(references.RecommendationKey): "recommendation",
        find_pattern(references.PracticeKey): "practice",
        find_pattern(references.ProblemKey): "problem",
        find_pattern(references.RoomKey): "room",
        find_pattern(findings_publications.SourceName): "published item",
        find_pattern(findings_publications.ItemName): "item of a publication",
        find_pattern(toolkit.ContextCode): "context factor",
        find_pattern(toolkit.FactorCode): "key factor",
        find_pattern(toolkit.QuestionCode): "question",
        find_pattern(promise_register.PromiseCode): "promise",
        find_pattern(agenda_edition.EffortId): "effort",
        find_pattern(municipality_choices.EffortNumber): "number of an effort",
        find_pattern(promise_register.HalfYear): "half-year",
    }


def _field_pattern(model: type[Entity], field: str) -> str:
    return find_pattern(model.model_fields[field])
