"""Rules for the desk reviews of the peers and of the team."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.desk_reviews import (
    DOUBT_WITHOUT_QUESTION,
    INCOMPLETE_DESK_REVIEW,
    MISSING_DESK_ENTRY,
)
from assembler.model.review.baseline import Rating
from assembler.model.review.desk_reviews import DeskEntry, DeskReviews, TeamDeskReview, is_filled
from assembler.model.review.review import PersonRole
from assembler.rules.rule import (
    desks_of,
    has_text,
    initials_of,
    iter_answered,
    join_some,
    join_words,
    team_desk_of,
)
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark


def missing_desk_entry(record: Record, benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that each city peer (or leader) has an entry on each indicator to review (S0:737-742; R7).

    These are the answered indicators and those in the team's grid. If the limits of the review require it,
    they are all indicators of the benchmark. Experts' entries are optional. Nothing is reported until the
    grids have been merged.
    """
    desks, team = desks_of(record), team_desk_of(record)
    if team.merged is None:
        return
    if record.review.limits.every_indicator:
        reviewed = [indicator.code for indicator in benchmark.indicators()]
    else:
        reviewed = [code for code, _ in iter_answered(record, benchmark)]
    codes = dict.fromkeys((*reviewed, *team.entries))
    for who in initials_of(record, (PersonRole.LEADER, PersonRole.PEER)):
        entries = desks.peers[who].entries if who in desks.peers else {}
        if lacking := [code for code in codes if not is_filled(entries.get(code, DeskEntry()))]:
            location = record.locate(f"desk.peers.{who}")
            yield MISSING_DESK_ENTRY.at(location, peer=who, indicators=join_words(lacking))


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


def doubt_without_question(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that "more information needed" comes with a question and a person to meet (S0:747-763; R8)."""
    for who, review in desks_of(record).peers.items():
        for code, entry in review.entries.items():
            if entry.rating is not Rating.UNKNOWN:
                continue
            if not (entry.questions and entry.meet):
                variant = "no question" if entry.meet else "nobody to meet" if entry.questions else ""
                location = record.locate(f"desk.peers.{who}.entries.{code}")
                yield DOUBT_WITHOUT_QUESTION.at(location, variant, peer=who, indicator=code)
