"""View of the team's desk review: the peers' entries on each indicator and their disagreements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from assembler.i18n.languages.collation import sort_key
from assembler.model.review.baseline import Rating
from assembler.model.review.desk_reviews import (
    AttributedText,
    DeskReviews,
    MergedRow,
    TeamDeskEntry,
    TeamDeskReview,
    comparison_key,
    find_reviewed_codes,
    list_people_to_meet,
    merge_row,
)
from assembler.values.joined_items import join_codes, join_items
from assembler.values.plain_text import capitalise
from assembler.views.city_answers import build_groups
from assembler.views.conclusion_page_breaks import count_lines
from assembler.views.context import ViewContext
from assembler.views.desk_review import build_heading

SHEET = 480
"""Room on a sheet, in points."""
_FRAME, _NOTE, _LABEL = 165, 12, 12
"""Heights of headings, scale and borders; of a line of a peer's notes; and of a line of text."""
_ANSWER, _LINE, _PADDING, _ROOMY, _WIDE = 22, 13, 7, 41, 58
"""Heights of the team's boxes: at least, of a line and the space around it, roomy, and wide."""
_NOTED, _HEARD, _AGREED, _STATEMENT = (64, 46, 39), (49, 49, 49), 95, 155
"""Characters in a line of the peers' tables, of the team's boxes, and of the statement."""
_LONG_LABEL = 29
"""Length of a rating from which it needs two lines above the scale, and one of its own as an option."""
KEPT = 8
"""Number of indicators up to which the overview of a group stays on one page, even in large print."""
_SERVES = 16
"""Characters that the number of indicators takes after a person."""


def view(context: ViewContext) -> dict[str, Any]:
    """Return a value for each name that ``templates/team-desk-review/template.docx`` uses.

    ``assembly.forms`` adds the fields and grids. ``divided`` lists the rows on which peers differ by at least
    two steps. ``people`` lists the people to meet, those relevant to most indicators first. Counts are
    numbers; ``document.yaml`` declares the phrases that show them.
    """
    desk, team = context.record.find(DeskReviews) or DeskReviews(), context.record.find(TeamDeskReview)
    codes = find_reviewed_codes(desk, team)
    rows = {code: merge_row(code, desk, team) for code in _sort_codes(context, codes)}
    served = {
        comparison_key(each.text.text): len(each.indicators) for each in list_people_to_meet(rows.values())
    }
    shown = {code: _build_row(context, row, served) for code, row in rows.items()}
    groups = build_groups(
        context, codes, lambda code: shown.get(code, _build_row(context, MergedRow(code), served))
    )
    return {
        **_build_team_heading(context, desk),
        "divided": [
            _build_divided_row(context, code, shown[code]) for code, row in rows.items() if row.is_divided
        ],
        "people": _build_people(rows.values(), context.language.code),
        "groups": [{**each, "kept": len(each["indicators"]) <= KEPT} for each in groups],
    }


def _build_team_heading(context: ViewContext, desk: DeskReviews) -> dict[str, Any]:
    readers = join_items(list(desk.peers), context.language.code)
    found = build_heading(context)
    return {**found, "readers": readers or "–", "visit": found["visit"] or "–"}


def _sort_codes(context: ViewContext, codes: Iterable[str]) -> list[str]:
    """Return ``codes`` in benchmark order."""
    wanted = set(codes)
    return [each.code for each in context.benchmark.indicators() if each.code in wanted]


def _build_row(context: ViewContext, row: MergedRow, served: Mapping[str, int]) -> dict[str, Any]:
    """Return the peers' entries on one indicator, in the document's language.

    ``served`` maps each person to meet, as a normalised text, to the number of indicators.
    """
    code = context.language.code
    return {
        "divided": row.is_divided,
        **_choose_room(context, row),
        "ratings": [_build_rating(context, *each) for each in row.distribution.items()],
        "scale": [_build_rating(context, each, row.distribution.get(each, ())) for each in Rating],
        "known": [_build_text(each, code) for each in row.known],
        "unknown": [_build_text(each, code) for each in row.unknown],
        "suspected": [_build_text(each, code) for each in row.suspected],
        "hypotheses": [_build_text(each, code) for each in row.hypotheses],
        "questions": [_build_text(each, code) for each in row.questions],
        "meet": [
            {**_build_text(each, code), "serves": served[comparison_key(each.text.text)]} for each in row.meet
        ],
    }


def _choose_room(context: ViewContext, row: MergedRow) -> dict[str, bool]:
    """Return whether an indicator needs two sheets, and whether the team's boxes are roomy, or even wider.

    The peers' notes are on the first of two sheets, and the team's boxes on the second.
    """
    team = context.record.find(TeamDeskReview)
    own = (team.entries.get(row.code) if team else None) or TeamDeskEntry()
    statement = context.translate_wording(context.benchmark.indicator(row.code).statement)
    is_long = max(len(context.translate(each.label)) for each in Rating) > _LONG_LABEL
    answers = [
        (own.dissent,) if own.dissent else (),
        (own.hypothesis,) if own.hypothesis else (),
        own.questions,
        own.meet,
    ]
    options = len(Rating) if is_long and not own.rating else 1
    lines = [options, *(sum(count_lines(each.text, _AGREED) for each in texts) for texts in answers)]
    notes = (
        _LABEL * (count_lines(statement, _STATEMENT) + row.is_divided + is_long)
        + _NOTE * _count_rows((row.known, row.unknown, row.suspected), _NOTED, 0)
        + _NOTE * _count_rows((row.hypotheses, row.questions, row.meet), _HEARD, _SERVES)
    )
    free = {
        least: SHEET - _FRAME - notes - sum(max(least, _LINE * each + _PADDING) for each in lines)
        for least in (_ANSWER, _ROOMY, _WIDE)
    }
    two_sheets = free[_ANSWER] < 0
    wide = two_sheets or free[_WIDE] >= 0
    return {"two_sheets": two_sheets, "wide": wide, "roomy": not wide and free[_ROOMY] >= 0}


def _count_rows(columns: Iterable[Sequence[AttributedText]], widths: Iterable[int], extra: int) -> int:
    """Return the number of lines of the longest of ``columns``, whose texts end with their authors' initials.

    ``widths`` are the widths of the columns in characters. Each text of the last column takes ``extra`` more
    characters.
    """
    return max(
        sum(
            count_lines(f"{each.text.text} ({', '.join(each.by)})" + " " * (extra * last), width)
            for each in texts
        )
        for texts, width, last in zip(columns, widths, (0, 0, 1), strict=True)
    )


def _build_rating(context: ViewContext, rating: Rating, who: Iterable[str]) -> dict[str, Any]:
    return {
        "label": capitalise(context.translate(rating.label)),
        "who": join_codes(who, context.language.code) or "–",
    }


def _build_text(attributed: AttributedText, language: str) -> dict[str, Any]:
    """Return a text and the initials of its authors, which are "" if the team wrote it."""
    return {"text": attributed.text, "by": join_codes(attributed.by, language)}


def _build_divided_row(context: ViewContext, code: str, row: Mapping[str, Any]) -> dict[str, Any]:
    indicator = context.benchmark.indicator(code)
    hypotheses = [dict(each) for each in row["hypotheses"]]
    ratings = [dict(each) for each in row["ratings"]]
    return {
        "code": code,
        "label": context.translate(indicator.label),
        "ratings": ratings,
        "hypotheses": hypotheses,
    }


def _build_people(rows: Iterable[MergedRow], language: str) -> list[dict[str, Any]]:
    """Return the people to meet: those relevant to most indicators first, then in alphabetical order."""
    found = list_people_to_meet(rows)
    ordered = sorted(found, key=lambda each: sort_key(each.text.text, language))
    return [
        {
            "text": each.text,
            "by": join_codes(each.by, language),
            "serves": len(each.indicators),
            "codes": join_codes(each.indicators, language),
        }
        for each in sorted(ordered, key=lambda each: -len(each.indicators))
    ]
