"""Release: a version of a document given out as finished, with its approvals; from then on it stays so (R44).

The record says it is released, the documents stand in its folder with their digests, and all of that is
written as one or not at all. A version that breaks a rule of error level is not released.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from assembler.assembly.assemble import Assembled, assemble
from assembler.assembly.orders.context import Workshop
from assembler.assembly.orders.order import Order
from assembler.assembly.orders.resolve import must_fit
from assembler.assembly.released import FOLDER, document_in, report_of, version_of
from assembler.diagnostics import Diagnostic
from assembler.errors import DataError, ProjectError
from assembler.model.documents.document_type import DocumentType
from assembler.model.review.release import Release, ReleasedDocument, Releases, is_version, version_key
from assembler.store.files.transaction import NOTE, alone, write_together
from assembler.store.project.ownership import must_be_own
from assembler.store.project.project import Project
from assembler.store.project.sent_forms import with_form
from assembler.store.records.audit_log import with_lines
from assembler.store.records.record import Record
from assembler.store.records.record_digest import RELEASES, digests
from assembler.store.records.record_update import with_contents
from assembler.store.records.record_writer import Change, changed_files
from assembler.structs import Struct, replace


class ReleaseOrder(Struct, frozen=True):
    """What is to be released: documents of one type from one record, in languages and editions.

    Without ``languages`` in the record's, without ``editions`` in all that the type declares. ``version`` may
    be left out where the record says it.
    """

    type: str
    record: str
    languages: tuple[str, ...] = ()
    editions: tuple[str, ...] = ()
    version: str = ""
    note: str = ""
    today: date = date.min


class Released(Struct, frozen=True):
    """What was released, and the files that were written (none after a dry run), as people know them."""

    release: Release
    diagnostics: tuple[Diagnostic, ...] = ()
    written: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The release as plain data, for ``--format json``."""
        diagnostics = [each.as_dict() for each in self.diagnostics]
        return {**_plain(self.release), "diagnostics": diagnostics, "written": self.written}


def release(project: Project, order: ReleaseOrder, *, dry_run: bool = False) -> Released:
    """Release what ``order`` asks for.

    Raises ProjectError where something named does not exist or cannot be released (a form), DataError where a
    rule is broken or this version was released with other words, OutputError where it cannot be written.
    Nothing is written then.
    """
    with alone(project.record_folder(order.record)):
        return _released(project, order, dry_run=dry_run)


def _released(project: Project, order: ReleaseOrder, *, dry_run: bool) -> Released:
    declared, record = _asked(project, order)
    version = _version(order, record, declared)
    own = report_of(record, declared) is not None
    changes = [Change(f"{declared.record}.status", "released")] if own else []
    final = _final(record, changes)
    before = _before(final, declared, version)
    made = _made(project, final, order, before)
    told = _told(final, declared, version, order=order, made=made, before=before)
    data = {each.file_name: each.data for each in made}
    diagnostics = tuple(dict.fromkeys(diagnostic for each in made for diagnostic in each.diagnostics))
    if dry_run:
        return Released(told, diagnostics)
    must_be_own(project, record)
    contents = changed_files(record, [*changes, Change(f"{RELEASES}.releases", _all(final, told))])
    files: dict[Path, bytes] = {record.folder / FOLDER / version / name: each for name, each in data.items()}
    files |= {record.path(kind): each for kind, each in contents.items()}
    files |= with_lines(record.folder, (), files, order.today.isoformat())
    files |= _manifests(project, made)
    written = write_together(files, note=record.folder / NOTE)
    shown = tuple(project.shown(path) for path in written if path.parent != project.forms_folder)
    return Released(told, diagnostics, shown)


def _asked(project: Project, order: ReleaseOrder) -> tuple[DocumentType, Record]:
    declared, record = project.document_type(order.type), project.record(order.record)
    if declared.kind == "form":
        what = f"{declared.name} is a form: it is sent out and comes back, and is never finished"
        raise ProjectError(what, hint="release a report or text that is made from the answers")
    must_fit(project, declared, record)
    return declared, record


def _version(order: ReleaseOrder, record: Record, declared: DocumentType) -> str:
    """The version that is released; ProjectError where none is said, or two are."""
    own = version_of(record, declared)
    if own and order.version not in ("", own):
        what = f"the record is version {own}, and {order.version} was asked for"
        raise ProjectError(what, location=record.name, hint="omit --version, or change the record")
    version = order.version or own
    if not is_version(version):
        what = "it is not said which version this is" if not version else f"{version!r} is no version"
        where = f"{declared.record}.version" if report_of(record, declared) else "--version"
        raise ProjectError(what, location=record.name, hint=f"write a number such as 1.0 as {where}")
    return version


def _final(record: Record, changes: Sequence[Change]) -> Record:
    """``record`` as it is released; DataError where the model does not take it so."""
    final, faults = with_contents(record, changed_files(record, changes))
    if faults:
        raise DataError("the record has faults once it says that it is released", location=record.name,
                        hint="mend what is named below", diagnostics=faults)  # fmt: skip
    return final


def _before(record: Record, declared: DocumentType, version: str) -> Release | None:
    """This version as it was released before, if it was; DataError where it said something else."""
    known = record.find(Releases) or Releases()
    before, last = known.find(declared.name, version), known.latest(declared.name)
    if before is not None:
        if before.record != digests(record):
            what = f"version {version} was released on {before.released}, and the record has changed since"
            raise DataError(what, location=record.name, hint="give it a new version, and release that")
        return before
    if last is not None and version_key(version) <= version_key(last.version):
        what = f"version {last.version} was released on {last.released}, and {version} is no later one"
        raise DataError(what, location=record.name, hint="give it a higher number")
    return None


def _made(project: Project, record: Record, order: ReleaseOrder, before: Release | None) -> list[Assembled]:
    """The documents, apart from those that were released before; DataError where a rule is broken."""
    declared = project.document_type(order.type)
    fresh = replace(record, entities={k: each for k, each in record.entities.items() if k != RELEASES})
    orders = [
        Order(order.type, record.name, language=language, edition=edition)
        for edition in order.editions or tuple(declared.editions) or ("",)
        for language in order.languages or (record.about.language,)
    ]
    workshop = Workshop(project)
    wanted = [each for each in orders if before is None or document_in(before, each) is None]
    if not wanted:
        what = f"this was released as version {before.version if before else ''} already"
        raise DataError(what, location=record.name, hint="ask for it with assembler build")
    return [assemble(workshop, each, record=fresh) for each in wanted]


def _told(
    record: Record, declared: DocumentType, version: str, *, order: ReleaseOrder, made: Sequence[Assembled],
    before: Release | None,
) -> Release:  # fmt: skip
    """The release as it will be recorded: a new one, or an old one with more languages or editions."""
    documents = tuple(
        ReleasedDocument(
            file=each.file_name,
            language=each.order.language,
            edition=each.order.edition,
            digest=sha256(each.data).hexdigest(),
        )
        for each in made
    )
    if before is not None:
        return before.model_copy(update={"documents": (*before.documents, *documents)})
    return Release(
        document=declared.name,
        version=version,
        released=order.today,
        kind=declared.record,
        record=digests(record),
        documents=documents,
        approvals=_approvals(record, declared),
        note=order.note,
    )


def _approvals(record: Record, declared: DocumentType) -> dict[str, date | None]:
    report = report_of(record, declared)
    return {who: each.decided for who, each in report.approvals.items()} if report else {}


def _all(record: Record, told: Release) -> list[dict[str, Any]]:
    """All releases of the record as plain data, with ``told`` in its place or behind the others."""
    known = (record.find(Releases) or Releases()).releases
    same = [(each.document, each.version) == (told.document, told.version) for each in known]
    kept = [told if is_it else each for each, is_it in zip(known, same, strict=True)]
    return [_plain(each) for each in (kept if any(same) else [*kept, told])]


def _plain(told: Release) -> dict[str, Any]:
    """A release as its file says it, with nothing that says nothing."""
    data: dict[str, Any] = told.model_dump(mode="json", exclude_defaults=True)
    return data


def _manifests(project: Project, made: Sequence[Assembled]) -> dict[Path, bytes]:
    """What finds the sections of a report that comes back with changes."""
    files: dict[Path, bytes] = {}
    for each in made:
        if each.manifest is not None:
            files |= with_form(project.forms_folder, each.manifest.id, each.manifest_json)
    return files
