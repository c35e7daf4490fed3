"""Export: evidence or sessions of a record as a sheet, with headings and choices in words of a language.

What is exported can be imported again: unchanged, it changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from assembler.diagnostics import Diagnostic
from assembler.errors import ProjectError
from assembler.i18n.languages.languages import SOURCE, language
from assembler.model.documents.sheets import SHEETS_FOLDER, SheetKind
from assembler.model.paths import value_at
from assembler.model.review.review import Review
from assembler.sheets.cells import Tongue, shown
from assembler.sheets.headings import tongues
from assembler.sheets.import_sheet import sheet_kind
from assembler.store.project.backup import write_outputs
from assembler.store.project.project import Project
from assembler.store.records.record import Record, report_unreadable
from assembler.store.tables.sheet import CellValue, RowData, SheetData
from assembler.store.tables.workbook import write_csv, write_xlsx
from assembler.structs import Struct

SUFFIXES = (".xlsx", ".csv")


class Exported(Struct, frozen=True):
    """The sheet that was written, and what was found on the way."""

    path: Path
    diagnostics: tuple[Diagnostic, ...] = ()


def export_sheet(
    project: Project, name: str, *, record: str, code: str = "", output: Path | None = None
) -> Exported:
    """Write the sheet of ``name`` (evidence, sessions) of ``record``, in the language ``code``.

    Without ``code`` in the record's language; without ``output`` as .xlsx into the project's ``data/sheets``.
    A sheet that is there and was changed is kept as a copy, with a warning. ProjectError where something
    named does not exist, OutputError where the sheet cannot be written.
    """
    kind, found = sheet_kind(name), project.record(record)
    spoken = language(code or found.about.language).code
    own = found.name.rstrip("/").rsplit("/", 1)[-1]
    path = output or project.root / SHEETS_FOLDER / f"{name}_{own}_{spoken}.xlsx"
    if path.suffix.lower() not in SUFFIXES:
        raise ProjectError(f"there are no sheets of the kind {path.suffix or path.name!r}",
                           hint="give the file a name that ends in .xlsx or .csv")  # fmt: skip
    page = sheet_of(kind, found, _tongue(project, spoken))
    csv = path.suffix.lower() == ".csv"
    data = write_csv(page) if csv else write_xlsx([page], title=f"{page.name}: {own}")
    return Exported(path, (*report_unreadable(found), *write_outputs(project, {path: data})))


def _tongue(project: Project, code: str) -> Tongue:
    says = tongues(project)
    base = next((each for each in (code, language(code).base) if each in says), None)
    if base is None:
        raise ProjectError(f"there is no catalogue for the language {code!r}",
                           hint=f"choose one of {', '.join(sorted(says))}")  # fmt: skip
    return Tongue(base, (says[base], says[SOURCE]))


def sheet_of(kind: SheetKind, record: Record, tongue: Tongue) -> SheetData:
    """The rows of ``record`` below a heading in the language of ``tongue``."""
    rows: list[list[CellValue]] = [[tongue.own(column.heading) for column in kind.columns]]
    rows += _rows(kind, record, tongue)
    lines = [RowData(number, cells) for number, cells in enumerate(rows, 1)]
    widths = [column.width for column in kind.columns]
    return SheetData(tongue.own(kind.title)[:31], lines, widths, dict(_choices(kind, record, tongue)))


def _rows(kind: SheetKind, record: Record, tongue: Tongue) -> Iterator[list[CellValue]]:
    """The rows of everything that there is; what is true of the whole thing stands in its first row alone."""
    entities: Mapping[str, Any] = getattr(record.entities.get(kind.record), kind.rows, {})
    for key, each in entities.items():
        items = (getattr(each, kind.each) or (None,)) if kind.each else (None,)
        names: dict[str, CellValue] = {kind.key[0]: key.partition("-")[0]}
        whole = {column.path: shown(column, value_at(each, column.path), tongue) for column in kind.columns
                 if not kind.is_item_column(column) and column.path not in names}  # fmt: skip
        for number, item in enumerate(items):
            own = {column.path: shown(column, value_at(item, column.parts[-1]), tongue)
                   for column in kind.columns if kind.is_item_column(column)}  # fmt: skip
            cells = {**own, **({} if number else whole), **names}
            yield [cells.get(column.path) for column in kind.columns]


def _choices(kind: SheetKind, record: Record, tongue: Tongue) -> Iterator[tuple[int, Sequence[str]]]:
    """What there is to choose from in each column that has a list."""
    review = record.find(Review)
    people = [member.person.initials for member in review.team.members] if review else []
    for index, column in enumerate(kind.columns):
        if column.choice is not None:
            yield index, [tongue.own(each.label) for each in column.choice]
        elif column.kind == "member" and people:
            yield index, [initials for initials in people if initials]
