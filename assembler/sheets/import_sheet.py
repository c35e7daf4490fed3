"""Import: evidence or sessions that people keep in a sheet, into a record. All of it, or nothing.

Whatever is wrong is told in one message, each fault by sheet, row and column: what a cell does not say, what
the model does not take, and what is named that does not exist.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from assembler.diagnostics import Diagnostic, Location
from assembler.errors import DataError, ProjectError
from assembler.merging.audit import Source, sheet_lines
from assembler.merging.result import Changed
from assembler.model.documents.sheets import SHEETS, SHEETS_FOLDER, SheetKind
from assembler.rules import RULES_ABOUT, tell_readable
from assembler.sheets.headings import HeadedPage, headed, tongues
from assembler.sheets.take_rows import SheetTaking
from assembler.store.files.files import read_file
from assembler.store.files.transaction import JOURNAL, lock_folder, write_together
from assembler.store.project.ownership import must_be_own
from assembler.store.project.project import Project
from assembler.store.project.project_checks import unfounded
from assembler.store.records.audit_log import with_lines
from assembler.store.records.record import Record, report_unreadable
from assembler.store.records.record_update import with_contents
from assembler.store.records.record_writer import Change, changed_files
from assembler.store.tables.workbook import read_author, read_workbook
from assembler.structs import Struct, as_data, replace


class Imported(Struct, frozen=True):
    """What a sheet brought into ``record``: ``rows`` told of, values changed, what was left out.

    ``incomplete`` says what the record lacks then, by its rules; ``written`` names the files, none after a
    dry run.
    """

    record: str
    rows: int
    kept: int
    """Rows of the record that the sheet does not have; they stay."""
    changed: tuple[Changed, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    incomplete: tuple[Diagnostic, ...] = ()
    written: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The outcome as plain data, for ``--format json``."""
        diagnostics = {name: [each.as_dict() for each in getattr(self, name)]
                    for name in ("diagnostics", "incomplete")}  # fmt: skip
        return {**as_data(self), **diagnostics}


def sheet_kind(name: str) -> SheetKind:
    """The kind of sheet with this name; ProjectError where there is none."""
    if name not in SHEETS:
        raise ProjectError(f"there are no sheets of {name!r}", hint=f"choose one of {', '.join(SHEETS)}")
    return SHEETS[name]


def import_sheet(
    project: Project, name: str, path: Path, *, record: str, dry_run: bool = False, moment: str = ""
) -> Imported:
    """What the sheet at ``path`` (evidence, sessions) brings into ``record``; written unless ``dry_run``.

    ``moment`` is now (ISO 8601), for the audit trail. Raises FileError where it is no sheet, DataError with
    every fault where it has some, OutputError where the record cannot be written. Nothing is written then.
    """
    kind, folder = sheet_kind(name), project.record_folder(record)
    with lock_folder(folder):
        found = project.record(record)
        sheet = _where(project, path)
        data = read_file(sheet)
        result, contents, taking = _read(project, kind, found, data, sheet.name)
        if dry_run or not contents:
            return result
        source = Source(read_author(data), "", sheet.name, "", sha256(data).hexdigest(), moment)
        lines = list(sheet_lines(source, taking.changed, taking.place))
        return replace(result, written=_written(project, found, contents, lines, moment))


def _where(project: Project, path: Path) -> Path:
    """``path``, or the sheet of that name where ``export`` writes sheets."""
    usual = project.root / SHEETS_FOLDER / path.name
    return usual if path.parent == Path() and not path.exists() and usual.is_file() else path


def _read(
    project: Project, kind: SheetKind, found: Record, data: bytes, file: str
) -> tuple[Imported, dict[str, bytes], SheetTaking]:
    """What the sheet brings, and the new content of the record's file; DataError with every fault."""
    pages = _headed(project, kind, data, file)
    taking, count = _taken(kind, found, pages)
    after, contents, faults = _checked(project, found, taking)
    if faults:
        told = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        raise DataError(f"{told} in the sheet; nothing was written", location=file,
                        hint="mend what is named below", diagnostics=faults)  # fmt: skip
    result = Imported(
        found.name,
        count,
        kept=len(taking.data) - count,
        changed=tuple(taking.changed),
        diagnostics=(*taking.diagnostics, *report_unreadable(found)),
        incomplete=_incomplete(project, kind, after),
    )
    return result, contents, taking


def _headed(project: Project, kind: SheetKind, data: bytes, file: str) -> list[HeadedPage]:
    says = tongues(project)
    pages = [headed(kind, page, file, says) for page in read_workbook(data, file)]
    if known := [page for page in pages if page is not None]:
        return known
    words = ", ".join(column.heading for column in kind.columns if column.path in kind.needed)
    what = f"no row of it has the headings of a sheet of {kind.title.lower()}"
    hint = f"name its columns ({words} ...) in any of the languages; an export shows all of them"
    raise DataError(what, location=file, hint=hint)


def _taken(kind: SheetKind, record: Record, pages: list[HeadedPage]) -> tuple[SheetTaking, int]:
    entity, file = record.entities.get(kind.record), record.files.get(kind.record)
    data = dict((file.data or {}).get(kind.rows) or {}) if file else {}
    spoken = getattr(entity, "language", None) or record.about.language
    taking = SheetTaking(kind, data, getattr(entity, kind.rows, {}), spoken)
    return taking, taking.take(pages)


def _checked(
    project: Project, record: Record, taking: SheetTaking
) -> tuple[Record, dict[str, bytes], tuple[Diagnostic, ...]]:
    """The record as it will be, the new content of its file, and every fault of the sheet.

    What the model does not take is left aside while it is asked what the rest names.
    """
    contents = _contents(record, taking, taking.data)
    after, unfit = with_contents(record, contents)
    guilty = {name for each in unfit if (name := taking.name_in(each.location.position))}
    if unfit:
        sound = {key: row for key, row in taking.data.items() if key not in guilty}
        after, _ = with_contents(record, _contents(record, taking, sound))
    before = {(each.rule, each.location.position) for each in record.diagnostics}
    named = [
        each
        for each in _errors(unfounded(project, after))
        if taking.place(_bare(each)) or not (unfit or (each.rule, each.location.position) in before)
    ]
    faults: dict[Location, Diagnostic] = {}
    for each in (*_errors(taking.diagnostics), *_located(taking, (*unfit, *named))):
        faults.setdefault(each.location, each)
    return after, contents, tuple(faults.values())


def _contents(record: Record, taking: SheetTaking, rows: Mapping[str, Any]) -> dict[str, bytes]:
    """The new content of the record's file, where it changes."""
    kind = taking.kind
    return changed_files(record, [Change(f"{kind.record}.{kind.rows}", rows)]) if taking.changed else {}


def _located(taking: SheetTaking, diagnostics: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """``diagnostics`` with their places in the sheet, where they have one there."""
    for each in diagnostics:
        yield replace(each, location=taking.place(_bare(each)) or each.location)


def _bare(diagnostic: Diagnostic) -> str:
    """The path of the record that the diagnostic is about."""
    return diagnostic.location.position.replace('"', "")


def _errors(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    return [each for each in diagnostics if each.is_error]


def _incomplete(project: Project, kind: SheetKind, record: Record) -> tuple[Diagnostic, ...]:
    tag = record.about.benchmark_tag
    return tell_readable(RULES_ABOUT.get(kind.record, ()), record, project.benchmark(tag)) if tag else ()


def _written(
    project: Project, record: Record, contents: Mapping[str, bytes], lines: Sequence[Mapping[str, Any]],
    moment: str,
) -> tuple[str, ...]:  # fmt: skip
    must_be_own(project, record)
    files = {record.path(kind): data for kind, data in contents.items()}
    files |= with_lines(record.folder, lines, files, moment)
    return tuple(project.shown(path) for path in write_together(files, journal=record.folder / JOURNAL))
