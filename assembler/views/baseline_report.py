"""What the baseline report form sees: the benchmark in reading order, and a block for each indicator."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from assembler.model.reference.benchmark import CrossValue, Dimension, Indicator, Theme
from assembler.model.review.review import Person
from assembler.model.types.content import Image, Text
from assembler.values.date import show_long
from assembler.values.lists import join_items
from assembler.views.block import Block
from assembler.views.context import Sight


def view(sight: Sight) -> dict[str, Any]:
    """The names that ``templates/baseline-report/template.docx`` uses, apart from its fields and lists.

    Optional texts are "" where there is nothing; counts are numbers (the declaration turns them into
    phrases).
    """
    groups = [_group(sight, dimension) for dimension in sight.benchmark.dimensions]
    return {
        **_heading(sight),
        "groups": groups,
        "indicator_count": sum(1 for _ in sight.benchmark.indicators()),
        "page_count": _pages(sight) or "",
        "organisation_chart": _chart(sight) or "",
    }


def _heading(sight: Sight) -> dict[str, Any]:
    review, code = sight.record.review, sight.language.code
    return {
        "city_name": sight.city.name(code),
        "city_of": sight.city.phrase("of", code),
        "benchmark_name": sight.wording(sight.benchmark.name),
        "benchmark_version": sight.says(sight.benchmark.version_label),
        "project": sight.project_name,
        "language_name": sight.language_name,
        "visit": sight.visit_days(review),
        "deadline": show_long(review.deadline, code) if review.deadline else "",
        "secretariat": _in_one_line(review.secretariat),
        "example": review.example,
    }


def _in_one_line(person: Person | None) -> str:
    if person is None:
        return ""
    parts: Sequence[Text | str | None] = (person.office, person.organisation, person.email)
    return ", ".join(part.text if isinstance(part, Text) else part for part in parts if part)


def _chart(sight: Sight) -> Image | None:
    return sight.record.baseline.background.organisation_chart if sight.record.baseline else None


def _pages(sight: Sight) -> int:
    documents = sight.record.baseline.supporting_documents if sight.record.baseline else ()
    return sum(document.pages or 0 for document in documents)


def _group(sight: Sight, dimension: Dimension) -> dict[str, Any]:
    return {
        "code": dimension.code,
        "name": sight.wording(dimension.name),
        "norm": sight.wording(dimension.norm) if dimension.norm else "",
        "indicator_count": len(dimension.indicators),
        "values": list(_values(sight, dimension)),
    }


def _values(sight: Sight, dimension: Dimension) -> Iterator[dict[str, Any]]:
    """The group's indicators under the values of the benchmark; under one without a name if it has none."""
    if not sight.benchmark.values:
        yield _value(sight, None, dimension.indicators)
    for value in sight.benchmark.values:
        indicators = [each for each in dimension.indicators if each.value == value.code]
        if indicators:
            yield _value(sight, value, indicators)


def _value(sight: Sight, value: CrossValue | None, indicators: Sequence[Indicator]) -> dict[str, Any]:
    return {
        "name": sight.wording(value.name) if value else "",
        "description": sight.says(value.description) if value and value.description else "",
        "indicators": [_indicator(sight, indicator) for indicator in indicators],
    }


def _indicator(sight: Sight, indicator: Indicator) -> Block:
    return Block(
        "indicator",
        indicator.code,
        label=sight.says(indicator.label),
        statement=sight.wording(indicator.statement),
        help=sight.says(indicator.help) if indicator.help else "",
        kind=sight.says(indicator.kind.label) if indicator.kind else "",
        kind_inferred=indicator.kind_inferred,
        statistical=indicator.kind is not None and indicator.kind.value == "statistical",
        areas=_themes(sight, sight.benchmark.areas, indicator.areas),
        target_groups=_themes(sight, sight.benchmark.target_groups, indicator.target_groups),
    )


def _themes(sight: Sight, themes: Sequence[Theme], chosen: Sequence[str]) -> str:
    names = [sight.wording(theme.name) for theme in themes if theme.id in chosen]
    return join_items(names, sight.language.code)
