"""What the team's desk review sees: the peers side by side on each indicator, and where they disagree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from assembler.i18n.languages.collation import sort_key
from assembler.model.review.baseline import Rating
from assembler.model.review.desk import (
    AttributedText,
    DeskReviews,
    MergedRow,
    TeamDeskReview,
    comparison_key,
    find_reviewed_codes,
    list_people_to_meet,
    merge_row,
)
from assembler.values.lists import join_codes, join_items
from assembler.values.text import capitalise
from assembler.views.city_answers import groups
from assembler.views.context import Sight
from assembler.views.desk_review import heading


def view(sight: Sight) -> dict[str, Any]:
    """The names that ``templates/team-desk-review/template.docx`` uses, apart from its fields and grids.

    ``divided`` are the rows whose peers differ by two steps; ``people`` everybody to meet, who serves most
    indicators first. Counts are numbers (the declaration turns them into phrases).
    """
    desk, team = sight.record.find(DeskReviews) or DeskReviews(), sight.record.find(TeamDeskReview)
    codes = find_reviewed_codes(desk, team)
    rows = {code: merge_row(code, desk, team) for code in _in_order(sight, codes)}
    served = {
        comparison_key(each.text.text): len(each.indicators) for each in list_people_to_meet(rows.values())
    }
    shown = {code: _row(sight, row, served) for code, row in rows.items()}
    return {
        **_heading(sight, desk),
        "divided": [_divided(sight, code, shown[code]) for code, row in rows.items() if row.is_divided],
        "people": _people(rows.values(), sight.language.code),
        "groups": groups(sight, codes, lambda code: shown.get(code, _row(sight, MergedRow(code), served))),
    }


def _heading(sight: Sight, desk: DeskReviews) -> dict[str, Any]:
    readers = join_items(list(desk.peers), sight.language.code)
    found = heading(sight)
    return {**found, "readers": readers or "–", "visit": found["visit"] or "–"}


def _in_order(sight: Sight, codes: Iterable[str]) -> list[str]:
    """The codes in the order of the benchmark."""
    wanted = set(codes)
    return [each.code for each in sight.benchmark.indicators() if each.code in wanted]


def _row(sight: Sight, row: MergedRow, served: Mapping[str, int]) -> dict[str, Any]:
    """The peers on one indicator, in the document's language."""
    code = sight.language.code
    return {
        "divided": row.is_divided,
        "ratings": [_rating(sight, *each) for each in row.distribution.items()],
        "known": [_said(each, code) for each in row.known],
        "unknown": [_said(each, code) for each in row.unknown],
        "suspected": [_said(each, code) for each in row.suspected],
        "hypotheses": [_said(each, code) for each in row.hypotheses],
        "questions": [_said(each, code) for each in row.questions],
        "meet": [
            {**_said(each, code), "serves": served[comparison_key(each.text.text)]} for each in row.meet
        ],
    }


def _rating(sight: Sight, rating: Rating, who: Iterable[str]) -> dict[str, Any]:
    return {"label": capitalise(sight.says(rating.label)), "who": join_codes(who, sight.language.code)}


def _said(said: AttributedText, language: str) -> dict[str, Any]:
    """A text with the initials of all who wrote it; none where the team did."""
    return {"text": said.text, "by": join_codes(said.by, language)}


def _divided(sight: Sight, code: str, row: Mapping[str, Any]) -> dict[str, Any]:
    indicator = sight.benchmark.indicator(code)
    hypotheses = [dict(each) for each in row["hypotheses"]]
    ratings = [dict(each) for each in row["ratings"]]
    return {"code": code, "label": sight.says(indicator.label), "ratings": ratings, "hypotheses": hypotheses}


def _people(rows: Iterable[MergedRow], language: str) -> list[dict[str, Any]]:
    """Who serves most indicators first; those who serve as many in the order of the alphabet."""
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
