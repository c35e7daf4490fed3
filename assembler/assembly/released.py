"""A released version is given out again as it was: the very bytes, or a refusal that says why not."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from assembler.assembly.orders.order import Order
from assembler.errors import DataError, ProjectError
from assembler.model.documents.document_type import DocumentType
from assembler.store.files.files import read_file
from assembler.store.records.record import Record
from assembler.structs import Struct

if TYPE_CHECKING:
    from assembler.model.review.feedback import FeedbackReport
    from assembler.model.review.release import Release, ReleasedDocument

FOLDER = "releases"
"""In the folder of a record: the documents that were released, by version."""


class Kept(Struct, frozen=True):
    """A released document: the name of its file, and its bytes."""

    file: str
    data: bytes


def report_of(record: Record, declared: DocumentType) -> FeedbackReport | None:
    """The report whose status and version the record keeps, for the type that people write it in; or None."""
    from assembler.model.review.feedback import FeedbackReport

    report = record.entities.get(declared.record) if declared.has_narratives else None
    return report if isinstance(report, FeedbackReport) else None


def version_of(record: Record, declared: DocumentType) -> str:
    """The version that the record itself says it is, of documents of this type; "" where it says none."""
    report = report_of(record, declared)
    return report.version if report else ""


def released(record: Record, declared: DocumentType, order: Order) -> Kept | None:
    """The document that a complete ``order`` asks for as it was released; None where it was not, or a draft.

    Raises ProjectError where this version was released in other languages or editions only, DataError where
    its file is not what was released.
    """
    if "releases" not in record.entities:
        return None
    from assembler.model.review.feedback import ReportStatus
    from assembler.model.review.release import Releases

    report, found = report_of(record, declared), record.find(Releases)
    current = report is not None and report.status is ReportStatus.RELEASED
    release = found.find(declared.name, version_of(record, declared)) if found and current else None
    if release is None or order.draft:
        return None
    document = document_in(release, order)
    if document is None:
        told = ", ".join(f"{each.language} {each.edition}".strip() for each in release.documents)
        what = f"version {release.version} of {declared.name} was released as {told}, and not as asked for"
        hint = f"release it so: assembler release {declared.name} --record {record.name} --language ..."
        raise ProjectError(what, location=record.name, hint=hint)
    return Kept(document.file, _bytes(record, release, document))


def document_in(release: Release, order: Order) -> ReleasedDocument | None:
    """The document of ``release`` that ``order`` asks for, or None."""
    asked = (order.language, order.edition, order.house_style, order.city)
    told = ((each, (each.language, each.edition, each.house_style, each.city)) for each in release.documents)
    return next((each for each, what in told if what == asked), None)


def _bytes(record: Record, release: Release, document: ReleasedDocument) -> bytes:
    path = record.folder / FOLDER / release.version / document.file
    data = read_file(path)
    if sha256(data).hexdigest() != document.digest:
        what = f"this file is not what was released as version {release.version}: it was changed afterwards"
        raise DataError(
            what, location=str(path), hint="put back the file as it was, or release a new version"
        )
    return data
