"""R55: once the team has merged the grids, each indicator must have a first hypothesis and a rating."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.review_desks import INCOMPLETE_DESK_REVIEW
from assembler.model.review.desk import DeskReviews, TeamDeskReview
from assembler.rules.rule import desks_of, has_text, join_some, team_desk_of
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark


def incomplete_desk_review(record: Record, benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that each indicator has a hypothesis and a rating by the team or a peer (S0:745-754; R55).

    The team may list indicators that it skips. Nothing is reported until the grids have been merged.
    """
    desks, team = desks_of(record), team_desk_of(record)
    if team.merged is None:
        return
    codes = [each.code for each in benchmark.indicators() if each.code not in team.skipped]
    if missing := [code for code in codes if not _is_complete(code, desks, team)]:
        location = record.locate("team_desk.entries")
        yield INCOMPLETE_DESK_REVIEW.at(location, indicators=join_some(missing))


def _is_complete(code: str, desks: DeskReviews, team: TeamDeskReview) -> bool:
    entries = (team.entries.get(code), *(review.entries.get(code) for review in desks.peers.values()))
    given = [each for each in entries if each is not None]
    return any(has_text(each.hypothesis) for each in given) and any(each.rating for each in given)
