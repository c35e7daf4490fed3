"""Which form came back, and whether it belongs to the record that it would be written into.

A form says what it is in its custom properties (which .odt and .rtf keep too), in its manifest part and in
visible text. The manifest kept when it was sent goes before the copy inside, which anybody can change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from assembler import __version__
from assembler.errors import AssemblyError, FormError, ProjectError
from assembler.jobs.record_asked import empty_record
from assembler.model.document_type import DocumentType
from assembler.model.finding import Finding, Level, Place
from assembler.model.form import FormManifest
from assembler.plain import Plain
from assembler.store.project import RECORDS, Project
from assembler.store.record import Record
from assembler.word.form_content import ReturnedForm
from assembler.word.form_manifest import manifest_from, read_manifest

FORM_ID = "AssemblerForm"
_ID = re.compile(r"(?<![0-9a-zA-Z])[0-9a-f]{16}(?![0-9a-zA-Z])")


class Identified(Plain, frozen=True):
    """A returned form with what it was made from and the record it belongs to.

    ``new`` is True where the form was made for a city without a record: then its answers begin one.
    """

    manifest: FormManifest
    declared: DocumentType
    record: Record
    new: bool = False
    findings: tuple[Finding, ...] = ()
    """What is odd about the form, and no reason to refuse it."""


def home_of(project: Project, manifest: FormManifest) -> Path:
    """The folder of the record that a form was made for; where there is none yet, that of all records."""
    try:
        return project.record_folder(manifest.record)
    except ProjectError:
        return project.root / RECORDS


def identified(project: Project, form: ReturnedForm, manifest: FormManifest, record: str = "") -> Identified:
    """What ``form``, made from ``manifest``, is; a ``record`` that is named must be the one it was made for.

    FormError with the reason where it belongs to another record, project, benchmark version or city;
    ProjectError where its type or record is not known here, DataError where the record has faults.
    """
    if record and record != manifest.record:
        raise _stranger(form, f"it was made for the record {manifest.record!r}, not for {record!r}")
    declared = project.document_type(manifest.type)
    found, new = _record_of(project, manifest)
    if reasons := list(_reasons(manifest, found)):
        raise _stranger(form, "; ".join(reasons))
    return Identified(manifest, declared, found, new, tuple(_odd(project, form, manifest)))


def _odd(project: Project, form: ReturnedForm, manifest: FormManifest) -> Iterator[Finding]:
    """A form that another version of this program made: it is read; its words may have changed since."""
    if manifest.engine != __version__:
        what = f"this form was made by version {manifest.engine}, and this is version {__version__}"
        kept = bool(manifest.lines) or any(True for _ in project.sent_files(manifest.id))
        doubt = "" if kept else "; words of the form itself may be told as kept"
        remedy = f"it is read as it was made{doubt}"
        yield Finding("other-version", Level.INFO, Place(form.name), what, remedy)


def _record_of(project: Project, manifest: FormManifest) -> tuple[Record, bool]:
    """The record of the form; where it was made for a city without one, a new record."""
    try:
        return project.record(manifest.record), False
    except ProjectError:
        begun = empty_record(project, manifest.benchmark, manifest.city)
        if begun.name != manifest.record:
            raise
        return begun, True


def _stranger(form: ReturnedForm, what: str) -> FormError:
    return FormError(what, where=form.name, remedy="collect it where it belongs, or send the right form anew")


def _reasons(manifest: FormManifest, record: Record) -> Iterator[str]:
    """Why the form does not belong to the record."""
    about = record.about
    said = {
        "project": (manifest.project, (about.project,)),
        "benchmark": (manifest.benchmark, (about.benchmark_tag,)),
        "city": (manifest.city, about.city_ids),
    }
    for name, (in_form, in_record) in said.items():
        if in_form and in_form not in in_record:
            there = " or ".join(map(repr, in_record)) or "none"
            yield f"its {name} is {in_form!r}, that of the record {record.name!r} is {there}"


def manifest_of(project: Project, form: ReturnedForm) -> FormManifest:
    """The manifest as it was kept when the form was sent, else as it lies in it; FormError without both."""
    for digest in dict.fromkeys(_ids(form)):
        if kept := _kept(project, digest):
            return kept
    if form.manifest is None:
        what = "this file does not say which form it is, and no form that was sent fits it"
        remedy = "collect it in the project that sent it, or ask for it as .docx"
        raise FormError(what, where=form.name, remedy=remedy)
    manifest = read_manifest(form.manifest)
    said = form.properties.get(FORM_ID, manifest.id)
    if said != manifest.id:
        raise FormError(f"the form calls itself {said}, its manifest {manifest.id}", where=form.name,
                        remedy="ask for the form as it was filled in, not pasted together")  # fmt: skip
    return manifest


def _ids(form: ReturnedForm) -> Iterator[str]:
    """What may be the form's id: its property first, then whatever looks like one in its text."""
    if named := form.properties.get(FORM_ID):
        yield named
    else:
        yield from _ID.findall(form.outside.text)


def _kept(project: Project, digest: str) -> FormManifest | None:
    """The manifest kept in ``data/forms``, if there is one and it can be read."""
    try:
        data = project.form(digest)
    except FormError:
        return None
    try:
        return manifest_from(data)
    except (KeyError, TypeError, ValueError, AssemblyError):
        return None
