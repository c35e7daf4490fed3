"""View of the team's desk review: the peers' entries on each indicator and their disagreements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
from assembler.views.answer_room import count_lines
from assembler.views.city_answers import build_groups
from assembler.views.context import ViewContext
from assembler.views.desk_review import build_heading

SHEET = 21
"""Number of lines of answers that fit below each other on a sheet."""
_NOTED, _PEERS, _AGREED = (60, 43, 36), 88, 48
"""Characters in a line of what is known, not known and suspected, of the peers' lists, and of the team's."""
_INITIALS = 6
"""Characters that the initials after a text take."""


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
    return {
        **_build_team_heading(context, desk),
        "divided": [
            _build_divided_row(context, code, shown[code]) for code, row in rows.items() if row.is_divided
        ],
        "people": _build_people(rows.values(), context.language.code),
        "groups": build_groups(
            context, codes, lambda code: shown.get(code, _build_row(context, MergedRow(code), served))
        ),
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
        "two_sheets": _count_sheet_lines(context, row) > SHEET,
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


def _count_sheet_lines(context: ViewContext, row: MergedRow) -> int:
    """Return an estimate of the lines of a sheet: what the peers noted, and below it what the team agreed."""
    team = context.record.find(TeamDeskReview)
    own = (team.entries.get(row.code) if team else None) or TeamDeskEntry()
    noted = max(
        _count_lines(each, width)
        for each, width in zip((row.known, row.unknown, row.suspected), _NOTED, strict=True)
    )
    agreed = zip(
        (row.hypotheses, row.questions, row.meet),
        ((own.hypothesis,) if own.hypothesis else (), own.questions, own.meet),
        strict=True,
    )
    return (
        noted
        + row.is_divided
        + (1 if own.rating else 2)
        + (count_lines(own.dissent.text, _AGREED) if own.dissent else 1)
        + sum(
            max(1 + _count_lines(peers, _PEERS), sum(count_lines(each.text, _AGREED) for each in texts), 1)
            for peers, texts in agreed
        )
    )


def _count_lines(texts: Iterable[AttributedText], width: int) -> int:
    return sum(count_lines(each.text.text, width - _INITIALS) for each in texts)


def _build_rating(context: ViewContext, rating: Rating, who: Iterable[str]) -> dict[str, Any]:
    return {
        "label": capitalise(context.translate(rating.label)),
        "who": join_codes(who, context.language.code) or "–",
    }


def _build_text(attributed: AttributedText, language: str) -> dict[str, Any]:
    """Return a text and the initials of its authors, or "" if the team wrote it."""
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
