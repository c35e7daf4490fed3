"""R34: the printed base must be the number of people counted."""

from __future__ import annotations

from collections.abc import Iterator

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.agenda_evaluations import OTHER_BASE
from assembler.model.reference.evaluation import ResultTable
from assembler.model.reference.policy_agenda import PolicyAgenda
from assembler.rules.rule import evaluation_of, relax_for_source
from assembler.store.records.record import Record


def other_base(record: Record, _agenda: PolicyAgenda) -> Iterator[Diagnostic]:
    """Check the base of each row, or of each column, against the sum of its counts (S3:650; R34)."""
    for number, table in enumerate(evaluation_of(record).tables):
        for row, column in _list_cells_with_bases(table):
            printed, base = table.find_printed_base(row, column), table.find_base(row, column)
            if printed != base:
                path = f"evaluation.tables[{number}]"
                path += f".rows[{row}].counts" if table.shares == "rows" else f".bases[{column}]"
                yield relax_for_source(
                    record, OTHER_BASE.at(record.locate(path), printed=str(printed), base=str(base))
                )


def _list_cells_with_bases(table: ResultTable) -> list[tuple[int, int]]:
    """Return the row and the column of one cell for each base; a table without counts has none."""
    if not any(each.counts for each in table.rows):
        return []
    if table.shares == "rows":
        return [(row, 0) for row, result in enumerate(table.rows) if result.counts]
    return [(0, column) for column in range(len(table.columns))]
