"""Export of a record's rows as a sheet, with headings and choices in a given language.

An exported sheet can be imported again. The import of an unchanged sheet changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from assembler.diagnostics import Diagnostic
from assembler.errors import ProjectError
from assembler.i18n.languages.languages import SOURCE, get_language
from assembler.model.documents.agenda_spreadsheets import CHOICES
from assembler.model.documents.progress_spreadsheet import PROGRESS
from assembler.model.documents.sheet_kind import SheetKind
from assembler.model.documents.sheet_registry import SHEETS_FOLDER
from assembler.model.documents.team_spreadsheets import APPROVALS, JUDGEMENTS
from assembler.model.documents.tracking_spreadsheets import PROMISES
from assembler.model.documents.visit_spreadsheets import AVAILABILITY
from assembler.model.paths import value_at
from assembler.model.reference.agenda_edition import AgendaEdition
from assembler.model.reference.charter import CharterRound
from assembler.model.reference.policy_agenda import EffortSide
from assembler.model.review.review import Review
from assembler.model.review.self_assessment import SelfAssessment
from assembler.model.tracking.promise_register import PromiseRegister
from assembler.rules.rule import initials_of, reviewed_indicators_of
from assembler.sheets.cells import SheetLanguage, format_cell
from assembler.sheets.headings import load_translators
from assembler.sheets.import_sheet import find_sheet_kind
from assembler.sheets.record_rows import load_rows
from assembler.store.project.agenda_records import find_guide
from assembler.store.project.build_log import write_outputs
from assembler.store.project.project import Project
from assembler.store.project.record_validation import list_promise_codes
from assembler.store.records.record import Record, report_unreadable
from assembler.store.tables.sheet import CellValue, RowData, SheetData
from assembler.store.tables.workbook import write_csv, write_xlsx
from assembler.structs import Struct

_SUFFIXES = (".xlsx", ".csv")


class ExportResult(Struct, frozen=True):
    """The path of the written sheet, and the diagnostics of the export."""

    path: Path
    diagnostics: tuple[Diagnostic, ...] = ()


def export_sheet(
    project: Project, name: str, *, record: str, code: str = "", output: Path | None = None
) -> ExportResult:
    """Write the sheet ``name``, such as ``evidence``, of ``record`` in the language ``code``.

    ``code`` defaults to the record's language, and ``output`` to an .xlsx file in the project's
    ``data/sheets``. An existing sheet that was changed is kept as a copy, with a warning. Raises ProjectError
    for an unknown kind of sheet, record, language or file format, and OutputError if the sheet cannot be
    written.
    """
    kind, source = find_sheet_kind(name), project.record(record)
    target = get_language(code or source.about.language).code
    own = source.name.rstrip("/").rsplit("/", 1)[-1]
    path = output or project.root / SHEETS_FOLDER / f"{name}_{own}_{target}.xlsx"
    check_sheet_name(path)
    page = build_sheet(kind, source, _list_codes(project, kind, source), load_sheet_language(project, target))
    is_csv = path.suffix.lower() == ".csv"
    data = write_csv(page) if is_csv else write_xlsx([page], title=f"{page.name}: {own}")
    return ExportResult(path, (*report_unreadable(source), *write_outputs(project, {path: data})))


def _list_codes(project: Project, kind: SheetKind, record: Record) -> list[str]:
    """Return the codes of the indicators or other items for which the sheet can have rows, in order.

    The result is empty for a kind of sheet whose rows do not depend on such codes.
    """
    tag, charter_round = record.about.benchmark_tag, record.find(CharterRound)
    if kind is JUDGEMENTS and tag:
        return [each.code for each in project.benchmark(tag).indicators()]
    if kind is PROGRESS and charter_round:
        commitments = project.commitments(charter_round.versions)
        versions = {city: charter_round.version_signed(city) for city in charter_round.standing_signatures()}
        return [f"{city}-{code}" for city, tag in versions.items() for code in commitments.get(tag, ())]
    if kind is PROMISES:
        return [*list_promise_codes(project, record, record.find(PromiseRegister) or PromiseRegister())]
    if kind.record == "self_assessment":
        toolkit = project.toolkit((record.find(SelfAssessment) or SelfAssessment()).toolkit)
        codes = {
            "context": [each.code for each in toolkit.context],
            "answers": [each.code for factor in toolkit.factors for each in factor.questions],
            "factors": [each.code for each in toolkit.factors],
        }
        return codes[kind.rows]
    if kind is CHOICES:
        edition = find_guide(project, record).require(AgendaEdition)
        efforts = (each for area in edition.entries for each in edition.efforts_of(area).items())
        ours = (code.partition(".") for code, each in efforts if each.side is EffortSide.MUNICIPALITIES)
        return [f"{area}-{number}" for area, _, number in ours]
    return []


def check_sheet_name(path: Path) -> None:
    """Raise ProjectError unless the name of the file ends in .xlsx or .csv.

    >>> check_sheet_name(Path("sheets/cities.ods"))
    Traceback (most recent call last):
    ...
    assembler.errors.ProjectError: cannot write the sheet to cities.ods: the name must end in .xlsx or .csv
    """
    if path.suffix.lower() not in _SUFFIXES:
        raise ProjectError(
            f"cannot write the sheet to {path.name}: the name must end in .xlsx or .csv",
            hint=f"use a name such as {path.stem}.xlsx",
        )


def load_sheet_language(project: Project, code: str) -> SheetLanguage:
    """Return the language of a sheet.

    Raises ProjectError if it has no catalogue.
    """
    translators = load_translators(project)
    base = next((each for each in (code, get_language(code).base) if each in translators), None)
    if base is None:
        raise ProjectError(f"there is no catalogue for the language “{code}”",
                           hint=f"choose one of: {', '.join(sorted(translators))}")  # fmt: skip
    return SheetLanguage(base, (translators[base], translators[SOURCE]))


def build_sheet(
    kind: SheetKind, record: Record, codes: Sequence[str], sheet_language: SheetLanguage
) -> SheetData:
    """Return a sheet with a heading row in ``sheet_language``, followed by the rows of ``record``.

    ``codes`` are the codes of the items in a benchmark, toolkit or register, in order. For progress reports
    and for choices from an agenda, they are the names of rows.
    """
    rows: list[list[CellValue]] = [[sheet_language.translate(column.heading) for column in kind.columns]]
    rows += _build_rows(kind, record, codes, sheet_language)
    lines = [RowData(number, cells) for number, cells in enumerate(rows, 1)]
    widths = [column.width for column in kind.columns]
    return SheetData(
        sheet_language.translate(kind.title)[:31],
        lines,
        widths,
        dict(_list_choices(kind, record, sheet_language)),
        [index for index, column in enumerate(kind.columns) if column.kind == "bare"],
    )


def _build_rows(
    kind: SheetKind, record: Record, codes: Sequence[str], sheet_language: SheetLanguage
) -> Iterator[list[CellValue]]:
    """Yield the rows of every item.

    If an item has several rows, its own values are only in the first.
    """
    entities = load_rows(kind, record).entities
    shared = {
        column.path: format_cell(
            column, value_at(record.entities, f"{kind.record}.{column.path}"), sheet_language
        )
        for column in kind.columns
        if column.shared
    }
    names = list(dict.fromkeys((*entities, *_suggest_names(kind, record, codes))))
    if not names and any(shared.values()):
        yield [shared.get(column.path) for column in kind.columns]
    for key in names:
        each = entities.get(key)
        items = (getattr(each, kind.each) or (None,)) if kind.each else (None,)
        name = _format_name(kind, key, sheet_language)
        values = {
            column.path: format_cell(column, value_at(each, column.path), sheet_language)
            for column in kind.own_columns()
            if not kind.is_item_column(column) and column.path not in name
        }
        for number, item in enumerate(items):
            own = {column.path: format_cell(column, value_at(item, column.parts[-1]), sheet_language)
                   for column in kind.columns if kind.is_item_column(column)}  # fmt: skip
            cells = {**own, **({} if number else {**values, **shared}), **name}
            yield [cells.get(column.path) for column in kind.columns]
        shared = {}


def _format_name(kind: SheetKind, key: str, sheet_language: SheetLanguage) -> dict[str, CellValue]:
    """Map the paths of the columns that name a row to their cells in the row.

    If the name has two parts, but the item itself contains the second, only the first is returned.
    """
    if not kind.key:
        return {}
    if kind.is_nested:
        return dict(zip(kind.key, kind.split_name(key), strict=True))
    column, name = kind.column(kind.key[0]), key.partition("-")[0] if len(kind.key) > 1 else key
    value = int(name) if column.kind == "number" else name
    return {column.path: format_cell(column, value, sheet_language)}


def _suggest_names(kind: SheetKind, record: Record, codes: Sequence[str]) -> Iterable[str]:
    """Return the names of the rows that people can fill in.

    They are in the order of the team or of ``codes``.
    """
    if kind in (APPROVALS, AVAILABILITY):
        return initials_of(record)
    if kind is JUDGEMENTS:
        reviewed = reviewed_indicators_of(record)
        return [code for code in codes if code in reviewed]
    return codes


def _list_choices(
    kind: SheetKind, record: Record, sheet_language: SheetLanguage
) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield the index and the choices of each column that has a closed list or names members of the team."""
    review = record.find(Review)
    people = [member.person.initials for member in review.team.members] if review else []
    for index, column in enumerate(kind.columns):
        if column.choice is not None:
            yield index, [sheet_language.translate(each.label) for each in column.choice]
        elif column.kind == "member" and people:
            yield index, [initials for initials in people if initials]
