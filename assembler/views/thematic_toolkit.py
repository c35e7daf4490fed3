"""View of a thematic toolkit: its benchmark, context factors and key factors."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from assembler.model.reference.benchmark import Wording
from assembler.model.reference.toolkit import (
    ExamplePractice,
    GuidingQuestion,
    KeyFactor,
    Toolkit,
    ToolkitEdition,
)
from assembler.model.types.values import Text
from assembler.views.context import ViewContext


def view(context: ViewContext) -> dict[str, Any]:
    """Return a value for each name that ``templates/thematic-toolkit/template.docx`` uses."""
    toolkit = context.project.toolkit(context.record.require(ToolkitEdition).toolkit)
    return {
        **build_toolkit_cover(context, toolkit),
        "introduction": _list_texts(context, toolkit.introduction),
        "titles": [
            {"number": each.number, "title": context.translate_wording(each.title)} for each in toolkit.titles
        ],
        "rationale": context.translate_wording(toolkit.rationale),
        "context_factors": _list_texts(context, (each.text for each in toolkit.context)),
        "factors": [_build_factor(context, *each) for each in enumerate(toolkit.factors, 1)],
        "contributors": context.translate_wording(toolkit.contributors) if toolkit.contributors else "",
        "about": _list_texts(context, toolkit.about),
    }


def build_toolkit_cover(context: ViewContext, toolkit: Toolkit) -> dict[str, Any]:
    """Return a value for each name that occurs on the covers of both a toolkit and its form."""
    return {
        "title": context.translate_wording(toolkit.title),
        "series": Text(text=toolkit.series),
        "number": toolkit.number,
        "benchmark_title": context.translate_wording(toolkit.benchmark),
        "project": context.project_name,
        "language_name": context.language_name,
        "example": context.record.about.example,
    }


def _list_texts(context: ViewContext, texts: Iterable[Wording]) -> list[dict[str, Any]]:
    return [{"text": context.translate_wording(each)} for each in texts]


def _build_factor(context: ViewContext, position: int, factor: KeyFactor) -> dict[str, Any]:
    return {
        "position": position,
        "title": context.translate_wording(factor.title),
        "reasons": _list_texts(context, factor.reasons),
        "questions": [_build_question(context, each) for each in factor.questions],
        "tips": _list_texts(context, factor.tips),
        "practices": [_build_practice(context, each) for each in factor.practices],
    }


def _build_question(context: ViewContext, question: GuidingQuestion) -> dict[str, Any]:
    return {
        "text": context.translate_wording(question.text),
        "aspects": _list_texts(context, question.aspects),
    }


def _build_practice(context: ViewContext, practice: ExamplePractice) -> dict[str, Any]:
    place = f"{practice.city} ({practice.year})" if practice.year else practice.city
    return {
        "text": context.translate_wording(practice.text),
        "name": Text(text=practice.name, language="nl") if practice.name else "",
        "place": Text(text=place, language="nl"),
        "link": practice.link or "",
    }
