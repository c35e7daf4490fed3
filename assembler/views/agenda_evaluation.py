"""View of the evaluation of an agenda: chapters with tables and charts, meetings, and differing percentages.

Percentages are computed from counts, and small groups are shown as numbers only. If the source prints a
different percentage, both are shown. Results without counts are shown as the source prints them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from assembler.model.reference.agenda_evaluations import (
    ALT_KINDS,
    ALT_LIKERT,
    ALT_REACH,
    ALT_REGIONS,
    REACHED,
    REPRESENTED,
    SMALLEST_GROUP,
    VISITORS,
    Chapter,
    Evaluation,
    ListStatus,
    Meeting,
    Reach,
    ResultTable,
    Visitors,
    compute_percentage,
)
from assembler.model.reference.policy_agenda_meeting import AgendaMeeting
from assembler.model.reference.survey import Survey, count_answers
from assembler.model.types.chart import Bars, Chart, Series, choose_tones
from assembler.model.types.multilingual_text import MultilingualText
from assembler.model.types.values import Text
from assembler.store.project.project import Project
from assembler.store.records.record import Record
from assembler.values import number
from assembler.values.date import show_long
from assembler.values.plain_text import capitalise
from assembler.views.agenda_choices_overview import list_meeting_remarks
from assembler.views.context import ViewContext

_WIDTH = 17.0
_LAST_ROWS = 3
"""Number of meetings, the last ones in the table, that stay on the page of the total."""
_NO_NUMBER = ""
"""Shown for a category that nobody counted, which does not mean zero."""
ShowText = Callable[[MultilingualText | None], Text | str]


def view(context: ViewContext) -> dict[str, Any]:
    """Return a value for each name that ``templates/agenda-evaluation/template.docx`` uses.

    Missing texts are "". Counts in sentences are numbers; ``document.yaml`` declares the phrases that show
    them.
    """
    evaluation, show = load_evaluation(context.record, context.project), partial(_show_text, context)
    return {
        "title": show(evaluation.title),
        "subtitle": show(evaluation.subtitle),
        "agenda_name": context.translate_wording(context.project.agenda(evaluation.agenda).name),
        "dated": show_long(evaluation.dated, context.language.code) if evaluation.dated else "",
        "page_foot": show_long(evaluation.dated, context.language.code) if evaluation.dated else "",
        "author": evaluation.author,
        "client": evaluation.client,
        "project": context.project_name,
        "glance": _build_glance(context, evaluation),
        "chapters": [_build_chapter(context, evaluation, chapter) for chapter in Chapter],
        "aims": [show(each) for each in evaluation.aims],
        "main_question": show(evaluation.main_question),
        "questions": [
            {"title": show(each.title), "questions": [show(question) for question in each.questions]}
            for each in evaluation.questions
        ],
        "sources": [show(each.text) for each in evaluation.sources],
        "interview_count": sum(each.interviews for each in evaluation.sources),
        "report_count": sum(each.reports for each in evaluation.sources),
        "answer_count": evaluation.answered,
        "asked_count": evaluation.asked,
        "caveats": [show(each) for each in evaluation.caveats],
        "remarks": [*_list_remarks(context, evaluation.remarks_of)],
        "lessons": [show(each) for each in evaluation.lessons],
        "claims": [show(each.text) for each in evaluation.claims],
        "differences": list(_list_differences(context, evaluation)),
        **_build_attendance(context, evaluation),
        **_build_reach(context, evaluation.reach),
    }


def load_evaluation(record: Record, project: Project) -> Evaluation:
    """Return the evaluation, with the counts of answers and of visitors added.

    The answers are those in ``survey.yaml``, and the visitors those listed in the records of meetings. Raises
    AssemblyError if the record of a meeting does not exist or has errors.
    """
    evaluation = record.require(Evaluation)
    answers = (record.find(Survey) or Survey()).answers
    tables = tuple(count_answers(table, answers) for table in evaluation.tables)
    listed = [project.record(name).require(AgendaMeeting) for name in evaluation.meeting_records]
    meetings = (*evaluation.meetings, *(each.count_visitors() for each in listed))
    answered = len(answers) or evaluation.answered
    return evaluation.model_copy(update={"tables": tables, "answered": answered, "meetings": meetings})


def _show_text(context: ViewContext, text: MultilingualText | None) -> Text | str:
    return text.text_in(context.language.chain) if text else ""


def _to_plain_text(context: ViewContext, text: MultilingualText) -> str:
    return text.text_in(context.language.chain).text


def _build_glance(context: ViewContext, evaluation: Evaluation) -> dict[str, Any]:
    """Return the key figures, the conclusion, and the first paragraph of each chapter with results."""
    show, code = partial(_show_text, context), context.language.code
    first = {each.chapter: show(each.paragraphs[0]) for each in reversed(evaluation.texts) if each.paragraphs}
    results = (Chapter.PRACTICE, Chapter.LOCAL, Chapter.NATIONAL, Chapter.OTHERS)
    return {
        "answers": number.show(evaluation.answered, code),
        "interviews": number.show(sum(each.interviews for each in evaluation.sources), code),
        "conclusion": first.get(Chapter.CONCLUSIONS, ""),
        "chapters": [
            {"title": context.translate(chapter.label), "text": first[chapter]}
            for chapter in results
            if chapter in first
        ],
    }


def _build_chapter(context: ViewContext, evaluation: Evaluation, chapter: Chapter) -> dict[str, Any]:
    show = partial(_show_text, context)
    texts = (each.paragraphs for each in evaluation.texts if each.chapter is chapter)
    return {
        "title": context.translate(chapter.label),
        "paragraphs": [show(each) for paragraphs in texts for each in paragraphs],
        "is_purpose": chapter is Chapter.PURPOSE,
        "is_national": chapter is Chapter.NATIONAL,
        "is_practice": chapter is Chapter.PRACTICE,
        "is_conclusions": chapter is Chapter.CONCLUSIONS,
        "tables": [_build_table(context, each) for each in evaluation.tables if each.chapter is chapter],
        "statements": [
            {"group": show(each.group), "text": show(each.text), "speaker": show(each.speaker)}
            for each in evaluation.statements
            if each.chapter is chapter
        ],
    }


def _build_table(context: ViewContext, table: ResultTable) -> dict[str, Any]:
    show = partial(_show_text, context)
    rows = range(len(table.rows))
    return {
        "title": show(table.title),
        "heading": show(table.heading),
        "width": len(table.columns),
        "columns": [
            {"label": show(label), "base": str(table.bases[at]) if len(table.bases) > 1 else ""}
            for at, label in enumerate(table.columns)
        ],
        "rows": [
            {
                "group": show(table.rows[row].group),
                "label": show(table.rows[row].label),
                "base": _find_other_base(table, row),
                "cells": [_build_cell(context, table, row, at) for at in range(len(table.columns))],
            }
            for row in rows
        ],
        "base": str(table.bases[-1]),
        "about_base": show(table.about_base),
        "rebuilt": any(each.rebuilt for each in table.rows),
        "uneven": not _adds_up(table),
        "without_counts": any(not each.counts for each in table.rows),
        "source": table.source,
        "chart": _build_likert_chart(context, table) if table.chart else "",
    }


def _find_other_base(table: ResultTable, row: int) -> str:
    """Return the number of people in a row if it differs from the base of the table, or else "".

    The result is also "" if percentages are not computed by row, or if the row has no counts.
    """
    counted = table.find_base(row, 0)
    own = table.shares == "rows" and table.rows[row].counts and counted != table.bases[0]
    return str(counted) if own else ""


def _build_cell(context: ViewContext, table: ResultTable, row: int, column: int) -> dict[str, str]:
    """Return the text of a cell, and the printed percentage if it differs from the computed one."""
    result, percent = table.rows[row], partial(number.show_percentage, language=context.language.code)
    printed = result.printed[column] if result.printed else None
    if not result.counts:
        return {"text": "" if printed is None else percent(printed), "printed": ""}
    count, share = result.counts[column], table.compute_share(row, column)
    if count is None:
        return {"text": _NO_NUMBER, "printed": ""}
    if share is None or table.find_base(row, column) < SMALLEST_GROUP:
        return {"text": number.show(count, context.language.code), "printed": ""}
    differs = printed is not None and printed != share
    return {"text": f"{percent(share)} ({count})", "printed": percent(printed or 0) if differs else ""}


def _adds_up(table: ResultTable) -> bool:
    """Return whether the computed percentages add up to 100 in each row or in each column.

    ``table.shares`` specifies whether rows or columns are added up. Rows without counts are ignored. A table
    without counts or percentages always passes.
    """
    rows, columns = range(len(table.rows)), range(len(table.columns))
    known = [row for row in rows if table.rows[row].counts]
    groups = (
        [[(row, column) for column in columns] for row in known]
        if table.shares == "rows"
        else [[(row, column) for row in known] for column in columns]
    )
    return (
        table.shares == "none"
        or not known
        or all(sum(table.compute_share(*cell) or 0 for cell in group) == 100 for group in groups)
    )


def _build_likert_chart(context: ViewContext, table: ResultTable) -> Chart:
    """Return a chart with a bar for each row of ``table``.

    The columns of the table are answers, from the lowest to the highest, and become the parts of a bar. Rows
    without counts show the printed percentages.
    """
    shares = [
        tuple(
            table.compute_share(row, column) if result.counts else result.printed[column]
            for row, result in enumerate(table.rows)
        )
        for column in range(len(table.columns))
    ]
    names = [_to_plain_text(context, column) for column in table.columns]
    return Chart(
        tuple(_to_plain_text(context, row.label) for row in table.rows),
        tuple(map(Series, names, shares, choose_tones(len(names)))),
        context.translate(ALT_LIKERT),
        bars=Bars.SHARES,
        number_format=_build_percent_format(context),
        width=_WIDTH,
    )


def _build_percent_format(context: ViewContext) -> str:
    """Return the Excel number format that shows 63 as 63 per cent, as the document's language writes it."""
    before, after = number.show_percentage(1, context.language.code).split("1")
    return f'{before}0"{after}"'


def _list_remarks(context: ViewContext, edition: str) -> Iterator[dict[str, Any]]:
    """Yield the remarks made at meetings about ``edition``.

    There are none if ``edition`` is empty.
    """
    if edition:
        yield from list_meeting_remarks(context, context.project.record(edition))


def _list_differences(context: ViewContext, evaluation: Evaluation) -> Iterator[dict[str, Any]]:
    """Yield each printed percentage that differs from the one computed from its count.

    Those of small groups are left out, because the tables show no percentages for these groups.
    """
    percent = partial(number.show_percentage, language=context.language.code)
    for table in evaluation.tables:
        for row, result in enumerate(table.rows):
            for column, printed in enumerate(result.printed if result.counts else ()):
                share = table.compute_share(row, column)
                is_small = table.find_base(row, column) < SMALLEST_GROUP
                if printed is not None and share is not None and share != printed and not is_small:
                    yield {
                        "table": _show_text(context, table.title),
                        "row": _show_text(context, result.label),
                        "column": _show_text(context, table.columns[column]),
                        "printed": percent(printed),
                        "computed": percent(share),
                    }


def _build_attendance(context: ViewContext, evaluation: Evaluation) -> dict[str, Any]:
    """Return the meetings by region, with column totals and charts.

    The charts are "" if there were no meetings.
    """
    code, meetings = context.language.code, evaluation.meetings
    kinds = {kind: context.translate(kind.label) for kind in Visitors}
    sums = {kind: sum(each.visitors.get(kind, 0) for each in meetings) for kind in Visitors}
    regions = evaluation.regions
    totals = [sum(each.total for each in region) for region in regions.values()]
    last = [each for region in regions.values() for each in region][-_LAST_ROWS:]
    visitors, format_count = context.translate(VISITORS), partial(number.show, language=code)
    charts = {
        "region_chart": (tuple(regions), totals, ALT_REGIONS),
        "kind_chart": (tuple(kinds.values()), list(sums.values()), ALT_KINDS),
    }
    return {
        "meeting_count": len(meetings),
        "visitor_count": sum(totals),
        "categories": [capitalise(context.translate(REPRESENTED)), *kinds.values()],
        "regions": [
            {
                "name": name,
                "total": format_count(total),
                "meetings": [
                    {**_build_meeting(context, each), "held": each in last} for each in regions[name]
                ],
            }
            for name, total in zip(regions, totals, strict=True)
        ],
        "sum_of_visitors": format_count(sum(totals)),
        "sums": [
            format_count(each)
            for each in (sum(meeting.municipalities or 0 for meeting in meetings), *sums.values())
        ],
        **{
            name: Chart(labels, (Series(visitors, tuple(values)),), context.translate(alt), width=_WIDTH)
            if meetings
            else ""
            for name, (labels, values, alt) in charts.items()
        },
    }


def _build_meeting(context: ViewContext, meeting: Meeting) -> dict[str, Any]:
    counts = (meeting.municipalities, *(meeting.visitors.get(kind) for kind in Visitors))
    status = "" if meeting.list is ListStatus.COMPLETE else context.translate(meeting.list.label)
    return {
        "place": meeting.place,
        "day": show_long(meeting.day, context.language.code),
        "theme": meeting.theme or "",
        "status": f" · {status}" if status and meeting.theme else status,
        "total": str(meeting.total),
        "counts": [_NO_NUMBER if each is None else str(each) for each in counts],
    }


def _build_reach(context: ViewContext, reach: tuple[Reach, ...]) -> dict[str, Any]:
    """Return the numbers of municipalities reached in each region, with a chart.

    The chart is "" if ``reach`` is empty.
    """
    shares = [compute_percentage(each.reached, each.municipalities) or 0 for each in reach]
    names = tuple(_to_plain_text(context, each.name) for each in reach)
    chart = Chart(
        names,
        (Series(context.translate(REACHED), tuple(shares)),),
        context.translate(ALT_REACH),
        number_format=_build_percent_format(context),
        width=_WIDTH,
    )
    return {
        "reach_chart": chart if reach else "",
        "reach": [
            {
                "name": _show_text(context, each.name),
                "reached": str(each.reached),
                "municipalities": str(each.municipalities),
                "share": number.show_percentage(share, context.language.code),
            }
            for each, share in zip(reach, shares, strict=True)
        ],
    }
