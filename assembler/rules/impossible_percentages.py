"""R32: printed percentages without counts must be possible."""

from __future__ import annotations

from collections.abc import Iterator

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.agenda_evaluations import IMPOSSIBLE_PERCENTAGES
from assembler.model.reference.evaluation import can_be_rounded_from
from assembler.model.reference.policy_agenda import PolicyAgenda
from assembler.rules.rule import evaluation_of, relax_for_source
from assembler.store.records.record import Record


def impossible_percentages(record: Record, _agenda: PolicyAgenda) -> Iterator[Diagnostic]:
    """Check that the percentages in each row without counts are possible for its base (S3:649; R32)."""
    for number, table in enumerate(evaluation_of(record).tables):
        for row, result in enumerate(table.rows):
            printed = [each for each in result.printed if each is not None]
            base = table.find_printed_base(row, 0)
            if not result.counts and printed and not can_be_rounded_from(printed, base):
                yield relax_for_source(
                    record,
                    IMPOSSIBLE_PERCENTAGES.at(
                        record.locate(f"evaluation.tables[{number}].rows[{row}].printed"),
                        base=str(base),
                        printed=", ".join(map(str, printed)),
                    ),
                )
