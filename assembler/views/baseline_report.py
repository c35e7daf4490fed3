"""View of the baseline report form: the benchmark in reading order, and a block for each indicator."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import Any

from assembler.model.reference.benchmark import CrossValue, Dimension, Indicator, Theme
from assembler.model.review.review import Person
from assembler.model.types.values import Image, Text
from assembler.values.date import show_long
from assembler.values.joined_items import join_items
from assembler.views.baseline_page_breaks import fills_two_pages
from assembler.views.block import Block
from assembler.views.context import ViewContext

PILLARS = 4
"""Number of colours for groups of indicators (styles “Pillar 1” to “Pillar 4”)."""


def view(context: ViewContext) -> dict[str, Any]:
    """Return a value for each name that ``templates/baseline-report/template.docx`` uses.

    ``assembly.forms`` adds the fields and lists. Missing texts are "". Counts are numbers; ``document.yaml``
    declares the phrases that show them.
    """
    total = sum(1 for _ in context.benchmark.indicators())
    numbers = itertools.count(1)
    groups = [
        {**_build_group(context, dimension, numbers), "pillar": index % PILLARS + 1}
        for index, dimension in enumerate(context.benchmark.dimensions)
    ]
    groups = [group for group in groups if context.part in ("", group["code"])]
    return {
        **_build_heading(context),
        "groups": groups,
        "is_complete": not context.part,
        "has_own_pages": _has_own_pages(context),
        "indicator_count": sum(group["indicator_count"] for group in groups),
        "indicator_total": total,
        "page_count": _count_pages(context) or "",
        "organisation_chart": _find_chart(context) or "",
    }


def _has_own_pages(context: ViewContext) -> bool:
    """Return whether each indicator starts on a new page.

    No indicator does if the benchmark has any statistical ones, because these take up more than a page.
    """
    return not any(_is_statistical(each) for each in context.benchmark.indicators())


def _is_statistical(indicator: Indicator) -> bool:
    return indicator.kind is not None and indicator.kind.value == "statistical"


def _build_heading(context: ViewContext) -> dict[str, Any]:
    review, code = context.record.review, context.language.code
    return {
        "city_name": context.city.name(code),
        "city_of": context.city.phrase("of", code),
        "benchmark_name": context.translate_wording(context.benchmark.name),
        "benchmark_version": context.translate(context.benchmark.version_label),
        "project": context.project_name,
        "language_name": context.language_name,
        "visit": context.format_visit_days(review),
        "deadline": show_long(review.deadline, code) if review.deadline else "",
        "secretariat": _format_person(review.secretariat),
        "example": review.example,
    }


def _format_person(person: Person | None) -> str:
    if person is None:
        return ""
    parts: Sequence[Text | str | None] = (person.office, person.organisation, person.email)
    return ", ".join(part.text if isinstance(part, Text) else part for part in parts if part)


def _find_chart(context: ViewContext) -> Image | None:
    return context.record.baseline.background.organisation_chart if context.record.baseline else None


def _count_pages(context: ViewContext) -> int:
    documents = context.record.baseline.supporting_documents if context.record.baseline else ()
    return sum(document.pages or 0 for document in documents)


def _build_group(context: ViewContext, dimension: Dimension, numbers: Iterator[int]) -> dict[str, Any]:
    return {
        "code": dimension.code,
        "name": context.translate_wording(dimension.name),
        "norm": context.translate_wording(dimension.norm) if dimension.norm else "",
        "indicator_count": len(dimension.indicators),
        "assignments": [
            Block("assignment", each.code, label=context.translate(each.label))
            for each in dimension.indicators
        ],
        "values": list(_build_values(context, dimension, numbers)),
    }


def _build_values(
    context: ViewContext, dimension: Dimension, numbers: Iterator[int]
) -> Iterator[dict[str, Any]]:
    """Yield the group's indicators, grouped by the benchmark's values.

    If the benchmark has no values, all indicators are grouped under one unnamed value.
    """
    group = context.translate_wording(dimension.name)
    if not context.benchmark.values:
        yield _build_value(context, group, None, dimension.indicators, numbers)
    for value in context.benchmark.values:
        indicators = [each for each in dimension.indicators if each.value == value.code]
        if indicators:
            yield _build_value(context, group, value, indicators, numbers)


def _build_value(
    context: ViewContext,
    group: str,
    value: CrossValue | None,
    indicators: Sequence[Indicator],
    numbers: Iterator[int],
) -> dict[str, Any]:
    name = context.translate_wording(value.name) if value else ""
    band = f"{group} · {name}" if name else group
    return {
        "name": name,
        "description": context.translate(value.description) if value and value.description else "",
        "indicators": [_build_indicator(context, indicator, next(numbers), band) for indicator in indicators],
    }


def _build_indicator(context: ViewContext, indicator: Indicator, number: int, band: str) -> Block:
    """Return the block of an indicator; ``two_pages`` says whether its answers need a second page."""
    statement = context.translate_wording(indicator.statement)
    guidance = context.translate(indicator.help) if indicator.help else ""
    report = context.record.baseline
    answers = report.assessments.get(indicator.code) if report else None
    return Block(
        "indicator",
        indicator.code,
        number=number,
        band=band,
        label=context.translate(indicator.label),
        statement=statement,
        help=guidance,
        two_pages=answers is not None and fills_two_pages(answers, statement, guidance),
        kind=context.translate(indicator.kind.label) if indicator.kind else "",
        kind_inferred=indicator.kind_inferred,
        statistical=_is_statistical(indicator),
        areas=_join_themes(context, context.benchmark.areas, indicator.areas),
        target_groups=_join_themes(context, context.benchmark.target_groups, indicator.target_groups),
    )


def _join_themes(context: ViewContext, themes: Sequence[Theme], chosen: Sequence[str]) -> str:
    names = [context.translate_wording(theme.name) for theme in themes if theme.id in chosen]
    return join_items(names, context.language.code)
