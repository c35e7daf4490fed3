"""Released versions of documents, which are not built again: their stored files are returned unchanged.

A file that is missing or was changed is an error.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from assembler.assembly.orders.order import Order
from assembler.errors import DataError, ProjectError
from assembler.model.documents.document_type import DocumentType
from assembler.model.documents.edition_names import find_current_name
from assembler.store.files.files import read_file
from assembler.store.records.record import Record
from assembler.structs import Struct, replace

if TYPE_CHECKING:
    from assembler.model.review.feedback import FeedbackReport
    from assembler.model.review.release import Release, ReleasedDocument

FOLDER = "releases"
"""Name of the folder for released documents in a record's folder. Each version has a subfolder."""


class ReleasedFile(Struct, frozen=True):
    """A released document: its file name and bytes."""

    file: str
    data: bytes


def find_report(record: Record, declared: DocumentType) -> FeedbackReport | None:
    """Return the report that stores the status and version of this type's documents, or None."""
    if not declared.has_narratives:
        return None
    from assembler.model.review.feedback import FeedbackReport

    report = record.entities.get(declared.record)
    return report if isinstance(report, FeedbackReport) else None


def is_released(record: Record, declared: DocumentType) -> bool:
    """Return whether the current version of this type's documents is released."""
    report = find_report(record, declared)
    if report is None:
        return False
    from assembler.model.review.feedback import ReportStatus

    return report.status is ReportStatus.RELEASED


def find_version(record: Record, declared: DocumentType) -> str:
    """Return the current version of this type's documents, or "" if they have no version."""
    report = find_report(record, declared)
    return report.version if report else ""


def find_released(record: Record, declared: DocumentType, order: Order) -> ReleasedFile | None:
    """Return the released document for a complete ``order``, or None.

    The result is None if the order is for a draft, or if the version is not released. Raises ProjectError if
    this version was released only in other languages, editions or house styles, or only for other cities,
    DataError if its file was changed after the release, and FileError if the file is missing.
    """
    if "releases" not in record.entities:
        return None
    from assembler.model.review.release import Releases

    found = record.find(Releases) if is_released(record, declared) else None
    release = found.find(declared.name, find_version(record, declared)) if found else None
    if release is None or order.draft:
        return None
    document = find_document(release, order)
    if document is None:
        released_as = ", ".join(map(_describe, release.documents))
        what = f"version {release.version} of {declared.name} was released only as {released_as}"
        styles = [each.house_style for each in release.documents]
        others = (find_document(release, replace(order, house_style=style)) for style in styles)
        if similar := next(filter(None, others), None):
            hint = f"add --house-style {similar.house_style}, or add --draft"
            raise ProjectError(what, location=record.name, hint=hint)
        edition = f" --edition {order.edition}" if order.edition else ""
        command = (
            f"assembler release {declared.name} --record {record.name} --language {order.language}{edition}"
        )
        hint = f"choose one of these, or also release this one: {command}"
        raise ProjectError(what, location=record.name, hint=hint)
    return ReleasedFile(document.file, _read_document(record, release, document))


def _describe(document: ReleasedDocument) -> str:
    """Return the language, edition, house style and city of a released document, for a message."""
    known = (document.language, document.edition, f"in the house style {document.house_style}", document.city)
    return " ".join(filter(None, known))


def find_document(release: Release, order: Order) -> ReleasedDocument | None:
    """Return the document of ``release`` that matches a complete ``order``, or None."""
    wanted = (order.language, order.edition, order.house_style, order.city)
    for document in release.documents:
        edition = find_current_name(document.edition, (order.edition,))
        if (document.language, edition, document.house_style, document.city) == wanted:
            return document
    return None


def _read_document(record: Record, release: Release, document: ReleasedDocument) -> bytes:
    path = record.folder / FOLDER / release.version / document.file
    data = read_file(path)
    if sha256(data).hexdigest() != document.digest:
        what = f"this file was changed after its release as version {release.version}"
        raise DataError(what, location=str(path), hint="restore the original file, or release a new version")
    return data
