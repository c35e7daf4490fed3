"""View of the form in which a city assesses itself with a thematic toolkit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from assembler.model.reference.toolkit import KeyFactor
from assembler.model.review.self_assessment import SelfAssessment
from assembler.views.block import Block
from assembler.views.context import ViewContext
from assembler.views.thematic_toolkit import build_toolkit_cover


def view(context: ViewContext) -> dict[str, Any]:
    """Return a value for each name that ``templates/toolkit-self-assessment/template.docx`` uses.

    ``assembly.forms`` adds the fields and grids. ``example`` is true if the form shows fictitious answers.
    """
    found = context.record.find(SelfAssessment)
    assessment = found or SelfAssessment()
    toolkit, code = context.project.toolkit(assessment.toolkit), context.language.code
    return {
        **build_toolkit_cover(context, toolkit),
        "example": context.record.about.example and found is not None,
        "city_name": context.city.name(code),
        "city_of": context.city.phrase("of", code),
        "context_factors": [
            Block("circumstance", each.code, words=context.translate_wording(each.text))
            for each in toolkit.context
        ],
        "factors": [_build_assessed_factor(context, *each) for each in enumerate(toolkit.factors, 1)],
    }


def _build_assessed_factor(context: ViewContext, position: int, factor: KeyFactor) -> Block:
    return Block(
        "factor",
        factor.code,
        position=position,
        title=context.translate_wording(factor.title),
        questions=[*_build_asked(context, factor)],
    )


def _build_asked(context: ViewContext, factor: KeyFactor) -> Iterator[Block]:
    for question in factor.questions:
        aspects = [context.translate_wording(each) for each in question.aspects]
        yield Block(
            "question",
            question.code,
            words=context.translate_wording(question.text),
            aspects=[{"text": each} for each in aspects],
        )
