"""Identification of a returned form and of the record to which it belongs.

The id of a form is in its custom properties (which .odt and .rtf also preserve), in its manifest part and in
visible text. Only the manifest that was stored when the form was sent determines where its answers belong. A
form that was not sent from this project is bound to the declaration of its type instead (``field_binding``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path

from assembler.assembly.orders.resolve import build_empty_record
from assembler.collect.field_binding import bind_manifest, select_known_fields
from assembler.diagnostics import Diagnostic, Location
from assembler.diagnostics.returned_forms import LATER_SENDING, OTHER_VERSION, SAVED_BEFORE_SENT
from assembler.errors import FormError, NoAnswersError, ProjectError
from assembler.model.documents.document_type import DocumentType
from assembler.model.documents.form_manifest import FormManifest
from assembler.model.paths import header_kinds
from assembler.store.project.project import RECORDS, Project
from assembler.store.project.sent_forms import RESTORE
from assembler.store.records.record import Record
from assembler.store.returns.form_logs import read_first_sending, read_sendings
from assembler.structs import Struct, replace
from assembler.values.kind import quote
from assembler.version import __version__
from assembler.word.forms.form_parts import IDENTITY
from assembler.word.forms.manifest import manifest_from_data, read_embedded_manifest
from assembler.word.returned.form_content import ReturnedForm

FORM_ID = "AssemblerForm"
_ID = re.compile(r"(?<![0-9a-zA-Z])[0-9a-f]{16}(?![0-9a-zA-Z])")
_NUMBERS = re.compile(r"\d{1,9}(?:\.\d{1,9})*")
"""Pattern for the numbers at the beginning of a version."""
_ELSEWHERE = "collect the form in the project from which it was sent"


class Origin(Struct, frozen=True):
    """The manifest of a returned form.

    ``sent`` is True if the form was sent from this project. If so, ``manifest`` is the stored manifest,
    otherwise the one in the file.
    """

    manifest: FormManifest
    sent: bool = True


class IdentifiedForm(Struct, frozen=True):
    """A returned form with its manifest, document type and record.

    ``new`` is True if the form was built for a city without a record. Its answers then create the record.
    ``respondent`` is the generated name of the respondent if many people return copies of the form, and ""
    otherwise.
    """

    manifest: FormManifest
    declared: DocumentType
    record: Record
    new: bool = False
    diagnostics: tuple[Diagnostic, ...] = ()
    """Diagnostics that do not cause the form to be rejected."""
    respondent: str = ""


def name_respondent(identified: IdentifiedForm, data: bytes) -> IdentifiedForm:
    """Return the form with a name for its respondent, if many people return copies of it.

    The name is derived from the ``data`` of the file. The same file always belongs to the same respondent.
    """
    if not identified.declared.respondents:
        return identified
    name = f"r{sha256(data).hexdigest()[:12]}"
    return replace(identified, manifest=identified.manifest.name_respondent(name), respondent=name)


def find_record_folder(project: Project, origin: Origin) -> Path:
    """Return the folder of a form's record, or the folder of all records if the record is new."""
    try:
        return _find_folder(project, origin)
    except ProjectError:
        return project.root / RECORDS


def _find_folder(project: Project, origin: Origin) -> Path:
    """Return the folder of the form's record.

    A form that was not sent from this project must give the name of a record, not the path of a folder.
    Raises ProjectError if the record does not exist.
    """
    name = origin.manifest.record
    if not origin.sent and name not in project.records():
        raise ProjectError(f"there is no record {quote(name)}", hint=_ELSEWHERE)
    return project.record_folder(name)


def identify_form(project: Project, form: ReturnedForm, origin: Origin, record: str = "") -> IdentifiedForm:
    """Return ``form`` with its manifest, document type and record.

    If ``record`` is given, the form must have been built for that record. Raises FormError if the form
    belongs to another record, project, benchmark version or city, NoAnswersError if documents of its type
    have no answers, ProjectError if its type or record is unknown, and DataError if the record has errors.
    """
    manifest = origin.manifest
    if record and record != manifest.record:
        what = f"the form was made for the record {quote(manifest.record)}, not for {quote(record)}"
        hint = f"omit --record; if {quote(record)} is a copy, rename it to {quote(manifest.record)}"
        raise FormError(what, location=form.name, hint=hint)
    target, new = _find_record(project, form, origin, named=bool(record))
    if reasons := list(_list_mismatches(manifest, target)):
        raise _build_mismatch_error(form, "; ".join(reasons))
    declared = project.document_type(manifest.type)
    if target.kind not in header_kinds(declared.record):
        what = (
            f"this {declared.name} does not belong to a municipality: it was built from {quote(target.name)}"
        )
        hint = f"create a record with {declared.record}.yaml, and send the form that is built from it"
        raise FormError(what, location=form.name, hint=hint)
    if declared.kind != "form" and not declared.has_narratives:
        what = f"documents of type {declared.name} are not forms: there are no answers to collect"
        hint = f"enter the changes in the record {quote(target.name)}"
        raise NoAnswersError(what, location=form.name, hint=hint)
    if origin.sent:
        manifest, diagnostics = select_known_fields(manifest, form.name)
    else:
        manifest, diagnostics = bind_manifest(project, manifest, target, new=new, file=form.name)
    return IdentifiedForm(
        manifest, declared, target, new, (*diagnostics, *_report_oddities(project, form, manifest, declared))
    )


def _report_oddities(
    project: Project, form: ReturnedForm, manifest: FormManifest, declared: DocumentType
) -> Iterator[Diagnostic]:
    """Report a form from another version, one that was sent again later, or one saved before it was sent."""
    if not manifest.engine:
        yield OTHER_VERSION.at(Location(form.name), "unknown", present=__version__)
    elif manifest.engine != __version__:
        kept = bool(manifest.lines) or any(True for _ in project.sent_files(manifest.id))
        variant = "later" if _is_later(manifest.engine) else "" if kept else "without the sent file"
        yield OTHER_VERSION.at(Location(form.name), variant, version=manifest.engine, present=__version__)
    if not declared.respondents:
        yield from _report_later_sending(project, form, manifest)
    saved, sent = form.saved[:10], read_first_sending(project, manifest.id)[:10]
    if saved and sent and _is_before(saved, sent):
        yield SAVED_BEFORE_SENT.at(Location(form.name), saved=saved, sent=sent)


def _is_later(version: str) -> bool:
    """Return whether ``version`` is later than the version of this program.

    >>> _is_later("0.0.9"), _is_later(__version__), _is_later("1000.0"), _is_later("unknown")
    (False, False, True, False)
    """
    given, present = (_NUMBERS.match(each) for each in (version, __version__))
    if given is None or present is None:
        return False
    return [int(each) for each in given[0].split(".")] > [int(each) for each in present[0].split(".")]


def _report_later_sending(
    project: Project, form: ReturnedForm, manifest: FormManifest
) -> Iterator[Diagnostic]:
    """Report a form that was sent again after the returned one."""
    sendings = read_sendings(project, manifest)
    last = sendings[-1] if sendings else None
    if last and last.form != manifest.id and any(each.form == manifest.id for each in sendings):
        day = read_first_sending(project, last.form)[:10]
        fields = {"number": manifest.number, "last": last.number}
        if day:
            yield LATER_SENDING.at(Location(form.name), "dated", day=day, **fields)
        else:
            yield LATER_SENDING.at(Location(form.name), **fields)


def _is_before(saved: str, sent: str) -> bool:
    """Return whether ``saved`` is more than one day before ``sent``.

    Clocks and time zones can explain a difference of one day.

    >>> _is_before("2027-03-02", "2028-01-10"), _is_before("2028-01-09", "2028-01-10"), _is_before("?", "")
    (True, False, False)
    """
    try:
        return (date.fromisoformat(sent) - date.fromisoformat(saved)).days > 1
    except ValueError:
        return False


def _find_record(project: Project, form: ReturnedForm, origin: Origin, *, named: bool) -> tuple[Record, bool]:
    """Return the form's record, and whether the record is new.

    It is new if the form was built for a city without one. If the form was not sent from this project, a
    record is created only if the user ``named`` it. Raises ProjectError if the form was sent with answers but
    its record no longer exists, and FormError if the form belongs to another project.
    """
    manifest = origin.manifest
    try:
        _find_folder(project, origin)
    except ProjectError:
        if not origin.sent and not named:
            raise _build_foreign_error(form, manifest) from None
        if not manifest.is_empty:
            raise
        return _begin_record(project, form, origin), True
    return project.record(manifest.record), False


def _begin_record(project: Project, form: ReturnedForm, origin: Origin) -> Record:
    manifest = origin.manifest
    try:
        return build_empty_record(project, manifest.benchmark, manifest.city, manifest.record)
    except ProjectError as error:
        if origin.sent:
            raise
        what = f"this form belongs to another project ({error.message})"
        raise FormError(what, location=form.name, hint=_ELSEWHERE) from error


def _build_foreign_error(form: ReturnedForm, manifest: FormManifest) -> FormError:
    about = " and ".join(each for each in (manifest.city, manifest.benchmark) if each)
    what = "this form belongs to another project: it was not sent from this one, which has no record "
    what += quote(manifest.record) + (f" ({about})" if about else "")
    hint = f"{_ELSEWHERE}; to start a record for it here, add --record {manifest.record}"
    return FormError(what, location=form.name, hint=hint)


def _build_mismatch_error(form: ReturnedForm, what: str) -> FormError:
    hint = "collect the form in the project to which it belongs, or send the right form again"
    return FormError(what, location=form.name, hint=hint)


def _list_mismatches(manifest: FormManifest, record: Record) -> Iterator[str]:
    """Yield the reasons why the form does not belong to the record."""
    about = record.about
    claimed = {
        "project": (manifest.project, (about.project,)),
        "benchmark": (manifest.benchmark, (about.benchmark_tag,)),
        "city": (manifest.city, about.city_ids),
    }
    for name, (in_form, in_record) in claimed.items():
        if in_form and in_form not in in_record:
            there = " or ".join(map(quote, in_record)) or "none"
            named = quote(record.name)
            yield f"the form’s {name} is {quote(in_form)}, but that of the record {named} is {there}"


def find_origin(project: Project, form: ReturnedForm) -> Origin:
    """Return the stored manifest of the form or, if there is none, the manifest in the file.

    Raises NoAnswersError if there is neither, and FormError if the manifest is damaged.
    """
    for digest in dict.fromkeys(_find_ids(form)):
        if project.has_form(digest):
            return Origin(_read_stored_manifest(project, digest))
    return Origin(_read_own_manifest(form), sent=False)


def _find_ids(form: ReturnedForm) -> Iterator[str]:
    """Yield the id in the form's properties or, failing that, each text outside tables that may be an id."""
    if named := form.properties.get(FORM_ID):
        yield named
    else:
        for cell in (form.outside, form.margins):
            yield from _ID.findall(cell.text)


def _read_stored_manifest(project: Project, digest: str) -> FormManifest:
    """Return the manifest stored in ``data/forms``."""
    where = f"data/forms/{digest}.json"
    try:
        kept = manifest_from_data(project.form(digest))
    except FormError as error:
        raise FormError(error.message, location=where, hint=RESTORE) from error
    if kept.id != digest:
        raise FormError(
            f"the file contains the manifest of another form, {kept.id}", location=where, hint=RESTORE
        )
    return kept


def _read_own_manifest(form: ReturnedForm) -> FormManifest:
    """Return the manifest in the file or, if it is missing, one built from the properties.

    Many editors drop the manifest.
    """
    try:
        inside = None if form.manifest is None else read_embedded_manifest(form.manifest)
        inside = inside or _read_properties(form)
    except FormError as error:
        raise FormError(error.message, location=form.name, hint=error.hint) from error
    if inside is None:
        what = "this file does not identify its form, and it matches no form that was sent"
        hint = f"{_ELSEWHERE}, or ask for it as .docx"
        raise NoAnswersError(what, location=form.name, hint=hint)
    claimed = form.properties.get(FORM_ID, inside.id)
    if claimed != inside.id:
        raise FormError(
            f"the form has the id {claimed}, but its manifest has the id {inside.id}",
            location=form.name,
            hint="ask for the completed form itself, not for parts of several forms in one file",
        )
    return inside


def _read_properties(form: ReturnedForm) -> FormManifest | None:
    """Return a manifest without fields, built from the custom properties, or None if there are none."""
    claimed = {key: form.properties[name] for name, key in IDENTITY.items() if name in form.properties}
    return manifest_from_data({**claimed, "fields": [], "lists": []}) if "id" in claimed else None
