"""View of a thematic toolkit: its benchmark, context factors and key factors."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from assembler.model.reference.benchmark import Wording
from assembler.model.reference.toolkit import (
    ExamplePractice,
    GuidingQuestion,
    KeyFactor,
    Toolkit,
    ToolkitEdition,
)
from assembler.model.types.values import Text
from assembler.views.conclusion_page_breaks import count_lines
from assembler.views.context import ViewContext

_PAGE: Final = 49
"""Lines on the page of a key factor."""
_HEADINGS: Final = 13
"""Lines that the headings and borders of a key factor take."""
_LINE: Final = 104
"""Characters in a line."""
_ROOM: Final = {6.0: "ample", 5.0: "wide", 3.0: "some", 2.5: "fair"}
"""Room for the notes on a question, by the fewest lines that it needs on the page."""


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
        **_count_contents(toolkit.factors),
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
        "room": _choose_room(context, factor),
        "tips": _list_texts(context, factor.tips),
        "practices": [_build_practice(context, each) for each in factor.practices],
    }


def _count_contents(factors: Sequence[KeyFactor]) -> dict[str, str]:
    """Return the key figures on the cover."""
    return {
        "factor_count": str(len(factors)),
        "question_count": str(sum(len(each.questions) for each in factors)),
        "tip_count": str(sum(len(each.tips) for each in factors)),
        "practice_count": str(sum(len(each.practices) for each in factors)),
    }


def _choose_room(context: ViewContext, factor: KeyFactor) -> str:
    """Return the largest room for notes (from ample to little) with which a key factor fits on its page."""
    practices = [each.text for each in factor.practices]
    texts = [context.translate_wording(each) for each in (*factor.reasons, *factor.tips, *practices)]
    used = sum(count_lines(each, _LINE) for each in texts) + len(texts) / 3 + 3 * len(practices)
    free = (_PAGE - _HEADINGS - used) / len(factor.questions)
    return next((room for lines, room in _ROOM.items() if free >= lines), "little")


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
