"""View of the overview of an agenda: what municipalities chose, and their remarks to the State.

Small groups of municipalities are shown as numbers, without percentages. No municipality is compared with
another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from assembler.i18n.languages.collation import sort_key
from assembler.model.reference.agenda_edition import AgendaEdition, Effort, LocalDecision
from assembler.model.reference.agenda_evaluations import SMALLEST_GROUP, compute_percentage
from assembler.model.reference.municipality_choices import (
    AREA_BARS,
    AgendaChoices,
    AgendaRemarks,
    AreaAnswer,
    AreaRelevance,
    CitySize,
    EffortChoice,
)
from assembler.model.reference.policy_agenda import SYMBOLS, EffortNature, EffortSide, PolicyArea
from assembler.model.types.chart import Bars, Chart, Series, Tone
from assembler.model.types.default_language import apply_language
from assembler.model.types.values import Text
from assembler.store.project.agenda_records import iter_choices
from assembler.store.records.record import Record
from assembler.structs import Struct
from assembler.values import number
from assembler.values.date import show_long, show_month
from assembler.values.joined_items import join_items
from assembler.values.plain_text import capitalise
from assembler.views.context import ViewContext

Decisions = Sequence[tuple[CitySize | None, LocalDecision | None]]


class Municipality(Struct, frozen=True):
    """A municipality that was consulted, with its choices and its name in the document's language."""

    name: str
    choices: AgendaChoices
    efforts: Mapping[str, EffortChoice]

    def find_area(self, code: str) -> AreaAnswer:
        """Return the municipality's answer on a policy area."""
        return self.choices.areas.get(code, AreaAnswer())


def view(context: ViewContext) -> dict[str, Any]:
    """Return a value for each name that ``templates/agenda-overview/template.docx`` uses.

    Counts in sentences are numbers; ``document.yaml`` declares the phrases that show them.
    """
    edition, code = context.record.require(AgendaEdition), context.language.code
    agenda = context.project.agenda(edition.agenda)
    asked = sorted(_list_municipalities(context), key=lambda each: sort_key(each.name, code))
    answered = [each for each in asked if each.choices.has_answers]
    areas = agenda.areas_of(edition.number)
    built = [_build_area(context, edition, area, answered) for area in areas]
    remarks = sorted(
        [*list_meeting_remarks(context, context.record), *_list_remarks(context, edition, areas, answered)],
        key=lambda each: each["date"] or date.max,
    )
    relevant = [each for each in built if each["answers"]]
    figures = {
        "asked_figure": len(asked),
        "answered_figure": len(answered),
        "contributions_figure": sum(len(each["efforts"]) for each in built),
        "remarks_figure": len(remarks),
    }
    return {
        "title": edition.title.text_in(context.language.chain),
        "agenda_name": context.translate_wording(agenda.name),
        "number": edition.number,
        "month": show_month(agenda.edition(edition.number).month, code),
        "project": context.project_name,
        "example": edition.example,
        "asked_count": len(asked),
        "answered_count": len(answered),
        "waiting": join_items([each.name for each in asked if each not in answered], code),
        "sizes": [_build_size(context, size, asked, answered) for size in (*CitySize, None)],
        **{name: number.show(figure, code) for name, figure in figures.items()},
        "leading": join_items([each["title"] for each in built if each["is_leading"]], code),
        "relevant": relevant,
        "relevance_chart": _build_relevance_chart(context, relevant) if relevant else "",
        "unanswered": join_items([each["title"] for each in built if answered and not each["answers"]], code),
        "areas": built,
        "has_reasons": any(each["reasons"] for each in built),
        "has_additions": any(each["additions"] for each in built),
        "remarks": remarks,
    }


def _list_municipalities(context: ViewContext) -> Iterator[Municipality]:
    """Yield the municipalities that were consulted.

    The language of the municipality's own record is set on every text.
    """
    for record, choices in iter_choices(context.project, context.record.name):
        city = context.cities.get(choices.city)
        name = city.name(context.language.code) if city else record
        choices = apply_language(choices, choices.language)
        yield Municipality(name, choices, dict(choices.iter_choices()))


def _build_size(
    context: ViewContext,
    size: CitySize | None,
    asked: Sequence[Municipality],
    answered: Sequence[Municipality],
) -> dict[str, Any]:
    """Return how many municipalities of one size were asked and how many answered.

    A ``size`` of None means that the size of the municipalities is unknown.
    """
    counts = [sum(each.choices.size is size for each in group) for group in (asked, answered)]
    return {
        "label": _translate_size(context, size),
        "asked": number.show(counts[0], context.language.code),
        "answered": number.show(counts[1], context.language.code),
        "shown": bool(size or counts[0]),
    }


def _build_area(
    context: ViewContext, edition: AgendaEdition, area: PolicyArea, answered: Sequence[Municipality]
) -> dict[str, Any]:
    counts = Counter(each.find_area(area.code).relevance for each in answered)
    efforts = (each for each in edition.efforts_of(area.code).items() if _is_optional(each[1]))
    return {
        "title": context.translate_wording(area.name_in(edition.number)),
        "answers": [counts[relevance] for relevance in (*AreaRelevance, None)] if any(counts) else [],
        "is_leading": counts[AreaRelevance.ISSUE] * 2 > len(answered),
        "relevance": [
            _format_count(context, counts[relevance], len(answered)) for relevance in (*AreaRelevance, None)
        ],
        "efforts": [_build_effort(context, code, effort, answered) for code, effort in efforts],
        "reasons": [
            {"city": each.name, "relevance": _translate_relevance(context, answer), "reason": answer.reason}
            for each in answered
            if (answer := each.find_area(area.code)).reason
        ],
        "additions": [
            {"city": each.name, "action": addition.action}
            for each in answered
            for addition in each.find_area(area.code).additions
        ],
    }


def _build_relevance_chart(context: ViewContext, areas: Sequence[Mapping[str, Any]]) -> Chart:
    """Return a chart with a bar for each area, which shows how relevant it is to municipalities.

    Municipalities that did not answer are only in the table.
    """
    tones = {
        AreaRelevance.ISSUE: Tone.DARK,
        AreaRelevance.NO_ISSUE: Tone.WHITE,
        AreaRelevance.NO_PRIORITY: Tone.MEDIUM,
    }
    numbers = zip(*(each["answers"] for each in areas), strict=True)
    return Chart(
        tuple(each["title"] for each in areas),
        tuple(
            Series(capitalise(context.translate(each.label)), values, tones[each])
            for each, values in zip(AreaRelevance, numbers, strict=False)
        ),
        context.translate(AREA_BARS),
        bars=Bars.STACKED,
        width=17.0,
    )


def _is_optional(effort: Effort) -> bool:
    """Return whether a municipality can choose the effort."""
    return effort.side is EffortSide.MUNICIPALITIES and effort.nature is not EffortNature.STATUTORY_TASK


def _translate_relevance(context: ViewContext, answer: AreaAnswer) -> str:
    return context.translate(answer.relevance.label) if answer.relevance else ""


def _build_effort(
    context: ViewContext, code: str, effort: Effort, answered: Sequence[Municipality]
) -> dict[str, Any]:
    """Return the numbers of decisions on an effort, in total and for each size of municipality.

    Municipalities of a size for which the effort is not meant are not counted. A size without counted
    municipalities has dashes instead of numbers.
    """
    decisions = [
        (each.choices.size, each.efforts.get(code, EffortChoice()).decision)
        for each in answered
        if not each.choices.size or each.choices.size.belongs_to(effort.size)
    ]
    groups = (decisions, *([each for each in decisions if each[0] is size] for size in CitySize))
    return {
        "sign": SYMBOLS[effort.nature],
        "nature": context.translate(effort.nature.label),
        "text": effort.text.text_in(context.language.chain),
        "groups": [_count_decisions(context, group) for group in groups],
    }


def _translate_size(context: ViewContext, size: CitySize | None) -> str:
    """Return the name of a size of municipality, or "" if the size is unknown."""
    return capitalise(context.translate(size.label)) if size else ""


def _count_decisions(context: ViewContext, decisions: Decisions) -> list[str]:
    """Return how many municipalities made each decision on an effort, and how many did not answer.

    If ``decisions`` is empty, the result is dashes.
    """
    if not decisions:
        return ["–"] * (len(LocalDecision) + 1)
    counts = Counter(decision for _, decision in decisions)
    return [_format_count(context, counts[each], len(decisions)) for each in (*LocalDecision, None)]


def _format_count(context: ViewContext, count: int, base: int) -> str:
    """Return a number of municipalities, with a percentage unless the group is small."""
    shown, share = number.show(count, context.language.code), compute_percentage(count, base)
    if share is None or base < SMALLEST_GROUP:
        return shown
    return f"{number.show_percentage(share, context.language.code)} ({shown})"


def _list_remarks(
    context: ViewContext,
    edition: AgendaEdition,
    areas: Sequence[PolicyArea],
    answered: Sequence[Municipality],
) -> Iterator[dict[str, Any]]:
    """Yield the remarks of municipalities on the areas, in the order of the areas."""
    for area in areas:
        for each in answered:
            answer = each.find_area(area.code)
            if answer.remark:
                yield {
                    "origin": each.name,
                    "theme": context.translate_wording(area.name_in(edition.number)),
                    "date": each.choices.answered,
                    "day": _format_day(context, each.choices.answered),
                    "text": answer.remark,
                    "reply": answer.reply.text_in(context.language.chain) if answer.reply else "",
                    "status": capitalise(context.translate(answer.status.label)),
                }


def list_meeting_remarks(context: ViewContext, record: Record) -> Iterator[dict[str, Any]]:
    """Yield the remarks made at meetings, in the order in which ``record`` lists them."""
    chain = context.language.chain
    for each in _find_remarks(record).items:
        yield {
            "origin": Text(text=each.place) if each.place else "",
            "theme": each.theme.text_in(chain) if each.theme else "",
            "date": each.day,
            "day": _format_day(context, each.day),
            "text": each.text.text_in(chain),
            "reply": each.reply.text_in(chain) if each.reply else "",
            "status": capitalise(context.translate(each.status.label)),
        }


def _find_remarks(record: Record) -> AgendaRemarks:
    remarks: AgendaRemarks = apply_language(record.find(AgendaRemarks), record.about.language)
    return remarks or AgendaRemarks()


def _format_day(context: ViewContext, day: date | None) -> str:
    return show_long(day, context.language.code) if day else ""
