"""R7: once the team has merged the grids, every peer must have an entry on every indicator."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.review_desks import MISSING_DESK_ENTRY
from assembler.model.review.desk import DeskEntry, is_filled
from assembler.model.review.review import PersonRole
from assembler.rules.rule import desks_of, initials_of, iter_answered, join_words, team_desk_of
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark


def missing_desk_entry(record: Record, benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that each city peer has an entry on each answered indicator (S0:737-742; R7).

    If the limits of the review require it, an entry on every indicator of the benchmark is needed. Experts'
    entries are optional. Nothing is reported until the grids have been merged.
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
