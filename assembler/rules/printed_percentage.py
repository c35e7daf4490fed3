"""R32: printed percentages must follow from the counts."""

from __future__ import annotations

from collections.abc import Iterator

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.agenda_evaluations import PRINTED_PERCENTAGE
from assembler.model.reference.policy_agenda import PolicyAgenda
from assembler.rules.rule import evaluation_of, relax_for_source
from assembler.store.records.record import Record


def printed_percentage(record: Record, _agenda: PolicyAgenda) -> Iterator[Diagnostic]:
    """Check each printed percentage against its count, in tables with counts (S3:280-652; R32)."""
    for number, table in enumerate(evaluation_of(record).tables):
        for row, result in enumerate(table.rows):
            for column, printed in enumerate(result.printed if result.counts else ()):
                computed = table.compute_share(row, column)
                if None not in (printed, computed) and printed != computed:
                    yield relax_for_source(
                        record,
                        PRINTED_PERCENTAGE.at(
                            record.locate(f"evaluation.tables[{number}].rows[{row}].printed[{column}]"),
                            printed=str(printed),
                            count=str(result.counts[column]),
                            base=str(table.find_base(row, column)),
                            computed=str(computed),
                        ),
                    )
