"""Rows of a list in a returned form: known rows are found by code, new ones by position.

A list is a plain table that is read by column. People add rows (which editors create without controls or
codes), leave spare rows empty, delete rows, and sometimes move columns. The columns are therefore identified
by the header row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assembler.collect.reading.answers import Answer, Question, Reader
from assembler.collect.reading.row_matching import LocatedRow, RowMatch, RowPosition, find_columns
from assembler.collect.reading.shared_cells import split_cell
from assembler.diagnostics import Diagnostic, Location
from assembler.diagnostics.returned_answers import ROW_DELETED
from assembler.diagnostics.returned_forms import AMBIGUOUS_ROW, MERGED_CELLS, MISSING_LIST
from assembler.merging.collect_result import KeptText
from assembler.merging.three_way import ReturnedRow
from assembler.model.documents.form_manifest import FormColumn, FormList, FormRow
from assembler.model.types.rich_text import Block, split_paragraphs
from assembler.structs import Struct, field
from assembler.values.plain_text import fold_text, normalise_text
from assembler.word.forms.controls import choose_prompt
from assembler.word.returned.form_content import Cell, ReturnedForm


class ReturnedList(Struct, frozen=True):
    """A list as returned.

    ``found`` is False if its table is missing, so that its rows are unknown. ``read`` maps the row and index
    of each cell that was read to its value. ``kept`` contains the texts that could not be stored as data.
    """

    rows: tuple[ReturnedRow, ...] = ()
    found: bool = True
    diagnostics: tuple[Diagnostic, ...] = ()
    read: Mapping[tuple[RowPosition, int], Any] = field(default_factory=dict)
    kept: tuple[KeptText, ...] = ()


def read_list(
    form_list: FormList, form: ReturnedForm, match: RowMatch, *, reader: Reader, bare: Sequence[str] = ()
) -> ReturnedList:
    """Read the list ``form_list`` in a returned form.

    ``bare`` contains the columns whose text is stored without a language.
    """
    located = [match.rows[row.code] for row in form_list.rows if row.code in match.rows]
    if not located:
        diagnostic = MISSING_LIST.at(Location(form.name, form_list.code), title=form_list.title)
        return ReturnedList(found=False, diagnostics=(diagnostic,))
    table = _find_table(located)
    rows = form.tables[table].rows
    known = {each.position[1]: each.code for each in located if each.position[0] == table}
    header = _find_header(form_list, rows, known)
    task = _ListReader(
        form_list=form_list,
        reader=reader,
        places=_find_columns(form_list, () if header is None else rows[header]),
        bare=frozenset(bare),
        width=0 if header is None else len(rows[header]),
        disputed=frozenset(
            each.location.position for each in match.diagnostics if each.rule == AMBIGUOUS_ROW.id
        ),
    )
    lines = [
        ((table, number), known.get(number, ""), cells)
        for number, cells in enumerate(rows)
        if number != header
    ]
    return task.read(lines)


def sent_rows(form_list: FormList) -> tuple[FormRow, ...]:
    """Return the rows up to the last one that had values when the form was sent.

    The rows after them were spare rows, for new items.
    """
    last = max((number for number, row in enumerate(form_list.rows, 1) if row.base), default=0)
    return form_list.rows[:last]


def _find_table(located: Sequence[LocatedRow]) -> int:
    """Return the index of the table that contains most of the ``located`` rows."""
    tables = [each.position[0] for each in located]
    return max(set(tables), key=tables.count)


def _has_text(cells: Sequence[Cell]) -> bool:
    return any(normalise_text(cell.text) for cell in cells)


def _find_header(form_list: FormList, rows: Sequence[Sequence[Cell]], known: Mapping[int, str]) -> int | None:
    """Return 0 if the first row is the header, or None if it is not.

    A header has no known code and contains at least one heading.
    """
    if not rows or 0 in known:
        return None
    texts = {fold_text(cell.text) for cell in rows[0]}
    headings = {fold_text(column.heading) for column in form_list.cell_columns}
    return 0 if texts & headings else None


def _find_columns(form_list: FormList, header: Sequence[Cell]) -> dict[str, int]:
    """Map the name of each column to its index, found by its heading or by its original position.

    The position is used unless every heading occurs exactly once. A column that was declared under another
    one shares its cell.
    """
    own = form_list.cell_columns
    found = find_columns({column.name: column.heading for column in own}, header)
    found = found or {column.name: number for number, column in enumerate(own, 1)}
    return found | {column.name: found[column.under] for column in form_list.columns if column.under}


def _explain(answer: Answer) -> str:
    """Return the reason why an answer could not be read."""
    return answer.diagnostics[-1].message if answer.diagnostics else "could not be read as a value"


def _build_sent_blocks(column: FormColumn, row: FormRow) -> tuple[Block, ...]:
    """Return the text of a cell as it was sent.

    For a choice, this is its label; otherwise, it is the text in the row.
    """
    chosen = (item.display_label for item in column.choices if item.value == row.base.get(column.name))
    return split_paragraphs(next(chosen, row.shown.get(column.name, "")))


class _ReturnedRow(Struct, frozen=True):
    """A row read from a returned form, with its diagnostics and the texts kept from it.

    ``row`` is None if there is nothing to merge: the row is empty, or it is new and could not be read.
    """

    code: str
    row: ReturnedRow | None
    diagnostics: tuple[Diagnostic, ...] = ()
    kept: tuple[KeptText, ...] = ()
    read: Mapping[int, Any] = field(default_factory=dict)


class _ListReader(Struct, frozen=True):
    form_list: FormList
    reader: Reader
    places: Mapping[str, int]
    bare: frozenset[str]
    width: int
    """Number of cells in the header row, including covered ones; 0 without a header row."""
    disputed: frozenset[str]

    def read(self, lines: Sequence[tuple[RowPosition, str, Sequence[Cell]]]) -> ReturnedList:
        """Read the rows in the order of the form, and report sent rows that are missing."""
        by_spot = {
            position: self._read_row(code, cells)
            for position, code, cells in lines
            if code or _has_text(cells)
        }
        read = by_spot.values()
        rows = [line.row for line in read if line.row is not None]
        there = {row.index for row in rows}
        diagnostics = [diagnostic for line in read for diagnostic in line.diagnostics]
        for index, row in enumerate(sent_rows(self.form_list)):
            if index not in there and row.code in self.disputed:
                rows.insert(min(index, len(rows)), ReturnedRow(index, row.base))
            elif index not in there:
                diagnostics.append(self._report_deleted(row))
        kept = tuple(each for line in read for each in line.kept)
        values = {
            (position, cell_index): value
            for position, line in by_spot.items()
            for cell_index, value in line.read.items()
        }
        return ReturnedList(tuple(rows), True, tuple(diagnostics), values, kept)

    def _read_row(self, code: str, cells: Sequence[Cell]) -> _ReturnedRow:
        sent = {row.code: (index, row) for index, row in enumerate(sent_rows(self.form_list))}
        index, row = sent.get(code, (None, FormRow(code or self.form_list.code)))
        if 0 < self.width < len(cells):
            return self._report_split_row(index, row)
        answers = {column.name: self._read_cell(column, row, cells) for column in self.form_list.columns}
        values = {name: answer.value for name, answer in answers.items() if answer.value is not None}
        unread = tuple(name for name, answer in answers.items() if not answer.read)
        kept = [
            KeptText(row.code, answer.kept, _explain(answer), "unread", column=name, row=values)
            for name, answer in answers.items()
            if answer.kept
        ]
        read = self._collect_values(answers)
        if not code and normalise_text(cells[0].text).strip(".)").isdecimal():
            read.setdefault(0, None)  # the number that somebody typed for a new row
        empty = not values and not unread
        nothing = empty or (index is None and not values)
        return _ReturnedRow(
            code=code,
            row=None if nothing else ReturnedRow(index, values, unread),
            diagnostics=tuple(diagnostic for answer in answers.values() for diagnostic in answer.diagnostics),
            kept=tuple(kept),
            read={
                cell_index: value
                for cell_index, value in read.items()
                if cell_index < len(cells) and not cells[cell_index].covered
            },
        )

    def _report_split_row(self, index: int | None, row: FormRow) -> _ReturnedRow:
        """Return the row as it was sent, with a diagnostic about the split cell.

        If a cell was split, it is unknown which cell belongs to which column.
        """
        diagnostic = MERGED_CELLS.at(Location(self.reader.file, row.code), "split in a list")
        sent = ReturnedRow(index, row.base, tuple(column.name for column in self.form_list.columns))
        return _ReturnedRow(row.code, None if index is None else sent, (diagnostic,))

    def _read_cell(self, column: FormColumn, row: FormRow, cells: Sequence[Cell]) -> Answer:
        """Read one cell.

        If it is missing, the answer does not change the record.
        """
        place = self.places[column.name]
        question = Question(
            code=f"{row.code} ({column.heading})",
            kind=column.kind,
            base=row.base.get(column.name),
            shown=_build_sent_blocks(column, row),
            prompt=choose_prompt(column.prompt),
            choices=column.choices,
            language=row.language,
            is_plain_text=column.name in self.bare,
        )
        if place >= len(cells) or cells[place].covered:
            return Answer(question.base, read=question.base is None)
        return self.reader.read(question, self._find_part(column, cells[place]))

    def _find_part(self, column: FormColumn, cell: Cell) -> Cell:
        """Return the part of ``cell`` that answers ``column``.

        This is the whole cell, unless the column shares it with another one.
        """
        host = column.under or column.name
        below = next((each for each in self.form_list.columns if each.under == host), None)
        if below is None:
            return cell
        upper, lower = split_cell(cell, below)
        return lower if column.under else upper

    def _collect_values(self, answers: Mapping[str, Answer]) -> dict[int, Any]:
        """Map the index of each cell to its value.

        If several columns share a cell, its value is the list of their values.
        """
        found: dict[int, list[Any]] = {}
        for name, answer in answers.items():
            found.setdefault(self.places[name], []).append(answer.value)
        return {place: values[0] if len(values) == 1 else values for place, values in found.items()}

    def _report_deleted(self, row: FormRow) -> Diagnostic:
        location = Location(self.reader.file, row.code)
        return ROW_DELETED.at(location, row=", ".join(row.shown.values()))
