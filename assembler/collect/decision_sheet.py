"""Open decisions as a spreadsheet: one row for each, with cells for the decision and the person.

The headings are in the language of the sheet. The other texts are messages, which are in English. A row
without a decision stays open. A row whose decision was already taken is skipped, so that the same sheet may
be imported twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, time
from pathlib import Path, PurePath

from assembler.collect.form_questions import describe_question
from assembler.collect.open_decisions import CANDIDATE, list_findings, list_open_decisions
from assembler.collect.take_decisions import ANSWER, STATES, Resolution, describe_outcome, list_choices
from assembler.diagnostics import Diagnostic
from assembler.errors import DataError
from assembler.model.documents.round_spreadsheets import DECISIONS
from assembler.model.documents.sheet_kind import SheetColumn
from assembler.model.documents.sheet_registry import SHEETS_FOLDER
from assembler.sheets.cells import SheetLanguage
from assembler.sheets.export_sheet import check_sheet_name, load_sheet_language
from assembler.sheets.headings import HeadedSheet, SheetRow, find_heading, find_sheet_file, load_translators
from assembler.store.files.files import read_file
from assembler.store.project.build_log import write_outputs
from assembler.store.project.project import Project
from assembler.store.records.value_text import format_value
from assembler.store.returns.decisions import Decision, read_decisions
from assembler.store.tables.sheet import CellValue, RowData, SheetData
from assembler.store.tables.workbook import read_author, read_workbook, write_csv, write_xlsx
from assembler.structs import replace

COLUMNS = DECISIONS.columns


def export_decisions(
    project: Project, name: str, output: Path | None = None, code: str = ""
) -> tuple[Path, tuple[Diagnostic, ...]]:
    """Write the open decisions about the record ``name`` to a sheet, and return its path and diagnostics.

    By default, ``output`` is an .xlsx file in ``data/sheets``, and ``code``, the language of the headings, is
    that of the record. An existing sheet that was changed is kept as a copy. Raises ProjectError if
    ``output`` has an unknown format, DataError if the decisions cannot be read, and OutputError if the sheet
    cannot be written.
    """
    record = project.record(name)
    own = PurePath(record.name).name
    path = output or project.root / SHEETS_FOLDER / f"decisions_{own}.xlsx"
    check_sheet_name(path)
    language = load_sheet_language(project, code or record.about.language)
    open_ = list_open_decisions(project, record)
    page = build_sheet([replace(each, question=describe_question(project, each)) for each in open_], language)
    is_csv = path.suffix.lower() == ".csv"
    data = write_csv(page) if is_csv else write_xlsx([page], title=f"{page.name}: {own}")
    return path, write_outputs(project, {path: data})


def build_sheet(decisions: Sequence[Decision], language: SheetLanguage) -> SheetData:
    """Return the sheet with headings in ``language`` and a row for each decision."""
    rows: list[list[CellValue]] = [[language.translate(column.heading) for column in COLUMNS]]
    rows += [[cells.get(column.path) for column in COLUMNS] for cells in map(_build_cells, decisions)]
    lines = [RowData(number, cells) for number, cells in enumerate(rows, 1)]
    every = list(dict.fromkeys(choice for each in decisions for choice in list_choices(each)))
    offered = {[column.path for column in COLUMNS].index("choice"): every} if every else {}
    return SheetData(
        language.translate(DECISIONS.title)[:31], lines, [column.width for column in COLUMNS], offered
    )


def _build_cells(decision: Decision) -> Mapping[str, str]:
    cells = {
        "id": decision.id,
        "document": decision.name,
        "code": decision.code,
        "question": decision.question,
        "who": decision.who,
        "typed": format_value(decision.typed),
        "says": format_value(decision.row if decision.says is None else decision.says),
        "why": decision.why,
        "choices": "\n".join(f"{name}: {meaning}" for name, meaning in list_choices(decision).items()),
    }
    return {path: text for path, text in cells.items() if text}


def read_resolutions(project: Project, name: str, path: Path, *, by: str = "") -> tuple[Resolution, ...]:
    """Return the decisions in the sheet at ``path`` that have not been recorded yet.

    ``by`` is the person who decided on rows that name nobody. By default, it is the person who last saved the
    sheet. If ``path`` is a bare file name that does not exist, ``data/sheets`` is searched as well. Raises
    FileError if the file is not a sheet, and DataError if its headings are missing or contain errors.
    """
    path = find_sheet_file(project, path)
    data, translators = read_file(path), load_translators(project)
    pages = [find_heading(DECISIONS, page, path.name, translators) for page in read_workbook(data, path.name)]
    headed = [page for page in pages if page is not None]
    errors = [each for page in headed for each in page.diagnostics if each.is_error]
    if errors or not headed:
        hint = "use the headings Id and Decision, as in an exported sheet"
        what = "the headings have errors" if errors else "no row has the headings of a sheet of decisions"
        raise DataError(f"{what}; nothing was written", location=path.name, hint=hint, diagnostics=errors)
    record = project.record(name)
    known = {each.id: each for each in (*read_decisions(project, record.name), *list_findings(record))}
    rows = _read_rows(headed, by or read_author(data))
    return tuple(each for each in rows if not _is_taken(each, known.get(each.id)))


def _read_rows(pages: Sequence[HeadedSheet], person: str) -> Iterator[Resolution]:
    """Yield a resolution for each row that has an id and a decision or an answer."""
    for row in (row for page in pages for row in page.rows):
        cells = {column.path: _read_cell(row, column) for column in COLUMNS}
        if cells["choice"] or cells["answer"]:
            location = row.locate("choice" if cells["choice"] else "answer")
            yield Resolution(cells["id"], cells["choice"], cells["answer"], cells["by"] or person,
                             cells["note"], location)  # fmt: skip


def _read_cell(row: SheetRow, column: SheetColumn) -> str:
    """Return the text of a cell.

    A date that the spreadsheet program recognised is converted to ISO format.
    """
    cell = row.cell(column.path)
    if isinstance(cell, datetime) and cell.time() == time():
        cell = cell.date()
    return "" if cell is None else str(row.read(column)) if isinstance(cell, str) else str(cell)


def _is_taken(resolution: Resolution, decision: Decision | None) -> bool:
    """Return whether this decision has already been recorded.

    This is the case if the sheet was imported before.
    """
    if decision is None:
        return False
    choice = resolution.choice.strip().casefold() or ANSWER
    if decision.kind == CANDIDATE:
        return bool(decision.says == STATES.get(choice))
    return bool(decision.decided) and decision.decision == describe_outcome(choice, resolution.answer)
