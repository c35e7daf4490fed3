"""Release of a document version that is final and approved, after which it cannot change (R44).

One transaction sets the record's status to "released" and adds the documents and their digests to its folder.
A version that breaks a rule of level error is not released. The parts of the record on which a report is
based must also be free of errors.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from assembler.assembly.assemble import AssembledDocument, assemble
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order
from assembler.assembly.orders.resolve import check_record_kind, find_edition, resolve_edition
from assembler.assembly.released_versions import FOLDER, find_document, find_report, find_version
from assembler.assembly.rule_gate import is_relevant
from assembler.diagnostics import Diagnostic
from assembler.errors import DataError, ProjectError
from assembler.model.documents.document_type import DocumentType
from assembler.model.review.release import Release, ReleasedDocument, Releases, is_version, version_key
from assembler.rounds.form_states import REQUIRED_PREFIXES
from assembler.rounds.unreported_diagnostics import list_unreported
from assembler.store.files.transaction import JOURNAL, lock_folder, write_together
from assembler.store.office.layout import Office
from assembler.store.office.pdf import measure_pages
from assembler.store.project.project import Project
from assembler.store.project.sent_forms import with_form
from assembler.store.records.audit_log import with_audit_lines
from assembler.store.records.record import Record
from assembler.store.records.record_data import ANSWERS, RELEASES, content_digests, find_changed_kinds
from assembler.store.records.record_writer import Change, edit_record
from assembler.structs import Struct, replace


class ReleaseOrder(Struct, frozen=True):
    """The documents to release: one type from one record, in certain languages and editions.

    By default, these are the record's language and all editions that the type declares. ``version`` may be
    omitted if the record states one.
    """

    type: str
    record: str
    languages: tuple[str, ...] = ()
    editions: tuple[str, ...] = ()
    version: str = ""
    note: str = ""
    today: date = date.min


class ReleaseResult(Struct, frozen=True):
    """A release, with the paths of the written files relative to the project.

    There are no paths after a dry run. ``diagnostics`` are about the documents, and ``others`` about the rest
    of the record.
    """

    release: Release
    diagnostics: tuple[Diagnostic, ...] = ()
    written: tuple[str, ...] = ()
    others: tuple[Diagnostic, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return the release as plain data, for ``--format json``."""
        found = {name: [each.as_dict() for each in getattr(self, name)] for name in ("diagnostics", "others")}
        return {**_dump_release(self.release), **found, "written": self.written}


def release(
    project: Project, order: ReleaseOrder, *, office: Office | None = None, dry_run: bool = False
) -> ReleaseResult:
    """Release the documents of ``order`` and store them in the record's folder.

    ``office`` measures the page numbers for tables of contents. Raises ProjectError if something in the order
    does not exist or if its type, such as a form, cannot be released. Raises DataError if a rule is broken or
    the version was already released with other content, and OutputError if a file cannot be written. In each
    case, nothing is written.
    """
    with nullcontext() if dry_run else lock_folder(project.record_folder(order.record)):
        return _release(project, order, None if dry_run else office, dry_run=dry_run)


def _release(project: Project, order: ReleaseOrder, office: Office | None, *, dry_run: bool) -> ReleaseResult:
    declared, record = _load_type_and_record(project, order)
    version = _choose_version(order, record, declared)
    own = find_report(record, declared) is not None
    changes = [Change(f"{declared.record}.status", "released")] if own else []
    final = _mark_as_released(record, changes)
    earlier = _find_earlier_release(final, declared, version)
    documents, diagnostics, others = _assemble_and_check(project, declared, final, order, earlier)
    documents = documents if office is None else _add_page_numbers(documents, office)
    new = _build_release(final, declared, version, order=order, documents=documents, earlier=earlier)
    data = {each.file_name: each.data for each in documents}
    if dry_run:
        return ReleaseResult(new, diagnostics, others=others)
    project.require_own(record)
    all_changes = [*changes, Change(f"{RELEASES}.releases", _dump_releases(final, new))]
    contents = edit_record(record, all_changes).contents
    files: dict[Path, bytes] = {record.folder / FOLDER / version / name: each for name, each in data.items()}
    files |= {record.path(kind): each for kind, each in contents.items()}
    files |= with_audit_lines(record, (), files, order.today.isoformat())
    files |= _build_form_files(project, documents)
    written = write_together(files, journal=record.folder / JOURNAL)
    paths = tuple(project.display_path(path) for path in written if path.parent != project.forms_folder)
    return ReleaseResult(new, diagnostics, paths, others)


def _assemble_and_check(
    project: Project, declared: DocumentType, record: Record, order: ReleaseOrder, earlier: Release | None
) -> tuple[list[AssembledDocument], tuple[Diagnostic, ...], tuple[Diagnostic, ...]]:
    """Return the documents, their diagnostics, and those about the rest of the record.

    Raises DataError for errors in the documents, or in parts of the record on which a report is based.
    """
    try:
        documents = _assemble_documents(project, record, order, earlier)
    except DataError as error:
        if error.diagnostics:
            others = list_unreported(project, record.name, error.diagnostics, order.today)
            if errors := _select_other_errors(others, declared):
                error.diagnostics += errors
                error.hint = f"correct the record; {_list_everything(record)}"
        raise
    diagnostics = tuple(dict.fromkeys(diagnostic for each in documents for diagnostic in each.diagnostics))
    others = list_unreported(project, record.name, diagnostics, order.today)
    if errors := _select_other_errors(others, declared):
        what = f"{declared.name} cannot be released, because other parts of the record have errors"
        hint = f"correct the record; {_list_everything(record)}"
        raise DataError(what, location=record.name, hint=hint, diagnostics=errors)
    return documents, diagnostics, others


def _list_everything(record: Record) -> str:
    return f"`assembler check {record.name}` lists everything"


def _select_other_errors(others: Iterable[Diagnostic], declared: DocumentType) -> tuple[Diagnostic, ...]:
    """Return the errors in the parts of the record on which a report is based but which it does not show.

    The part of the record that belongs to the report is checked when the report is assembled. Answers that
    other people left out do not stop a release, because the team cannot add them.
    """
    return tuple(
        each
        for each in others
        if declared.kind == "report"
        and each.is_error
        and not each.rule.startswith(REQUIRED_PREFIXES)
        and is_relevant(each, declared)
        and each.location.position.partition(".")[0] != declared.record
    )


def _add_page_numbers(documents: Sequence[AssembledDocument], office: Office) -> list[AssembledDocument]:
    """Return the documents with page numbers in their tables of contents.

    A document that LibreOffice cannot lay out is returned without them, because its release does not
    depend on them.
    """
    numbered = measure_pages(office, {each.file_name: each.data for each in documents})
    return [replace(each, data=numbered[each.file_name]) for each in documents]


def _load_type_and_record(project: Project, order: ReleaseOrder) -> tuple[DocumentType, Record]:
    declared, record = project.document_type(order.type), project.record(order.record)
    if declared.kind == "form":
        message = f"{declared.name} is a form; forms are sent and returned, and cannot be released"
        raise ProjectError(message, hint="release a report or text that is built from the answers")
    check_record_kind(project, declared, record)
    return declared, record


def _choose_version(order: ReleaseOrder, record: Record, declared: DocumentType) -> str:
    """Return the version to release.

    Raises ProjectError if the order and the record state different versions, or if neither states a valid
    one.
    """
    own = find_version(record, declared)
    if own and order.version not in ("", own):
        message = f"the record is version {own}, but --version is {order.version}"
        raise ProjectError(
            message, location=record.name, hint="omit --version, or change the version in the record"
        )
    version = order.version or own
    if not is_version(version):
        message = "no version was given" if not version else f"“{version}” is not a version number"
        target = f"{declared.record}.version" if find_report(record, declared) else "--version"
        raise ProjectError(message, location=record.name, hint=f"set {target} to a number such as 1.0")
    return version


def _mark_as_released(record: Record, changes: Sequence[Change]) -> Record:
    """Return ``record`` with the changes of a release.

    Raises DataError if the model rejects the result.
    """
    edited = edit_record(record, changes)
    if edited.errors:
        raise DataError("the record would be invalid after the release", location=record.name,
                        hint="fix the errors listed below", diagnostics=edited.errors)  # fmt: skip
    return edited.record


def _find_earlier_release(record: Record, declared: DocumentType, version: str) -> Release | None:
    """Return the earlier release of this version, or None.

    Raises DataError if the record has changed since that release, or if a later version has been released.
    """
    releases = record.find(Releases) or Releases()
    earlier, last = releases.find(declared.name, version), releases.latest(declared.name)
    if earlier is not None:
        added = content_digests(record).keys() - earlier.record.keys() - {ANSWERS}
        if added or find_changed_kinds(record, earlier.record):
            message = f"version {version} was released on {earlier.released}; the record has changed since"
            raise DataError(
                message, location=record.name, hint="release the changed record under a higher version number"
            )
        return earlier
    if last is not None and version_key(version) <= version_key(last.version):
        message = f"version {version} is not later than {last.version}, released on {last.released}"
        raise DataError(message, location=record.name, hint=f"use a version number above {last.version}")
    return None


def _assemble_documents(
    project: Project, record: Record, order: ReleaseOrder, earlier: Release | None
) -> list[AssembledDocument]:
    """Return the assembled documents, except those that ``earlier`` contains.

    Raises DataError if a rule is broken or if all documents were already released.
    """
    declared = project.document_type(order.type)
    editions = [resolve_edition(declared, each) for each in order.editions or declared.editions or ("",)]
    unreleased = replace(record, entities={k: each for k, each in record.entities.items() if k != RELEASES})
    orders = [
        Order(order.type, record.name, language=language, edition=edition)
        for edition in dict.fromkeys(editions)
        for language in order.languages or (record.about.language,)
    ]
    wanted = [each for each in orders if earlier is None or find_document(earlier, each) is None]
    if not wanted:
        message = f"the documents were already released as version {earlier.version if earlier else ''}"
        raise DataError(message, location=record.name, hint="run `assembler build` to get them")
    return _assemble_each(BuildContext(project), wanted, unreleased)


def _assemble_each(
    build_context: BuildContext, orders: Sequence[Order], record: Record
) -> list[AssembledDocument]:
    """Assemble each of the documents to release.

    If a document breaks a rule, the hint of the error lists the other editions that were assembled before it
    (R50).
    """
    documents: list[AssembledDocument] = []
    for each in orders:
        try:
            documents.append(assemble(build_context, each, record=record))
        except DataError as error:
            others = dict.fromkeys(one.order.edition for one in documents)
            others.pop(each.edition, None)
            if not others:
                raise
            options = " ".join(f"--edition {name}" for name in others)
            what = f"the {each.edition} edition cannot be released yet: {error.message}"
            raise DataError(what, location=error.location, hint=f"release the others first: {options}",
                            diagnostics=error.diagnostics) from error  # fmt: skip
    return documents


def _build_release(
    record: Record, declared: DocumentType, version: str, *, order: ReleaseOrder,
    documents: Sequence[AssembledDocument], earlier: Release | None,
) -> Release:  # fmt: skip
    """Return the release to store: a new one, or ``earlier`` with more languages or editions."""
    released = tuple(
        ReleasedDocument(
            file=each.file_name,
            language=each.order.language,
            edition=each.order.edition,
            digest=sha256(each.data).hexdigest(),
        )
        for each in documents
    )
    digests = content_digests(record)
    if all(declared.editions and not find_edition(declared, each.edition).anonymous for each in released):
        digests.pop(ANSWERS, None)
    if earlier is not None:
        answers = {ANSWERS: digests[ANSWERS]} if ANSWERS in digests else {}
        added = {"documents": (*earlier.documents, *released), "record": {**earlier.record, **answers}}
        return earlier.model_copy(update=added)
    return Release(
        document=declared.name,
        version=version,
        released=order.today,
        kind=declared.record,
        record=digests,
        documents=released,
        approvals=_collect_approvals(record, declared),
        note=order.note,
    )


def _collect_approvals(record: Record, declared: DocumentType) -> dict[str, date | None]:
    report = find_report(record, declared)
    return {who: each.decided for who, each in report.approvals.items()} if report else {}


def _dump_releases(record: Record, new: Release) -> list[dict[str, Any]]:
    """Return all releases as plain data.

    ``new`` replaces the release of its version, or is appended if there is none.
    """
    present = (record.find(Releases) or Releases()).releases
    is_same = [(each.document, each.version) == (new.document, new.version) for each in present]
    releases = [new if same else each for each, same in zip(present, is_same, strict=True)]
    return [_dump_release(each) for each in (releases if any(is_same) else [*releases, new])]


def _dump_release(each: Release) -> dict[str, Any]:
    """Return a release as plain data, in which default values are omitted."""
    data: dict[str, Any] = each.model_dump(mode="json", exclude_defaults=True)
    return data


def _build_form_files(project: Project, documents: Sequence[AssembledDocument]) -> dict[Path, bytes]:
    """Return the manifest files by which the sections of a returned report will be identified."""
    files: dict[Path, bytes] = {}
    for each in documents:
        if each.manifest is not None:
            files |= with_form(project.forms_folder, each.manifest.id, each.manifest_json)
    return files
