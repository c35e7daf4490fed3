"""R49: each indicator in the team's grid must be planned in two sessions with different guests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.review_visits import THIN_COVERAGE
from assembler.model.review.coverage import find_thinly_covered, list_grid_codes
from assembler.rules.rule import desks_of, join_words, team_desk_of, visit_of
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark


def thin_coverage(record: Record, benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that indicators are planned in two sessions with different guests (S0:766-777, 878-880; R49).

    Nothing is reported until there are interviews or workshops.
    """
    visit = visit_of(record)
    codes = list_grid_codes(benchmark, desks_of(record), team_desk_of(record))
    if visit.sessions and (thin := find_thinly_covered(visit.sessions, codes)):
        yield THIN_COVERAGE.at(record.locate("visit.sessions"), indicators=join_words(thin))
