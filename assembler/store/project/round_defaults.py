"""Deadlines and other defaults that a round sets for the reviews of its cities.

A review's own values take precedence.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

from assembler.errors import AssemblyError
from assembler.model.documents.document_type import DocumentType
from assembler.model.review.review import Person, Review
from assembler.model.review.review_round import ReviewRound
from assembler.model.types.default_language import apply_language
from assembler.store.project.project import Project
from assembler.store.records.record import Record


def find_review_round(project: Project, record: Record) -> ReviewRound | None:
    """Return the round to which the review belongs, or None.

    A review that has not begun belongs to the round that names its city and benchmark. A round with errors is
    skipped; ``assembler lint`` reports it.
    """
    review = record.find(Review)
    for name in project.rounds() if review else ():
        with suppress(AssemblyError):
            each = project.round(name)
            waiting = {(host.city, each.benchmark) for host in each.cities if not host.review}
            if record.name in each.reviews or (review and (review.city, review.benchmark) in waiting):
                return each
    return None


def with_round_defaults(project: Project, record: Record) -> Record:
    """Return ``record`` with the secretariat and deadline of its round, unless the review has its own."""
    each = find_review_round(project, record)
    if each is None:
        return record
    review, defaults = record.review, dict[str, date | Person]()
    if review.deadline is None and review.visit_start:
        defaults["deadline"] = review.visit_start - timedelta(days=each.deadlines.baseline)
    if review.secretariat is None and each.secretariat:
        address = each.return_address or each.secretariat.email
        person = apply_language(each.secretariat, each.language)
        defaults["secretariat"] = person.model_copy(update={"email": address})
    return record.with_entities({"review": review.model_copy(update=defaults)}) if defaults else record


def find_round_due(project: Project, record: Record, declared: DocumentType) -> date | None:
    """Return the date by which the round requires the return of a form of the type ``declared``, or None.

    Only desk reviews and the host's response have such a date; the deadline of the baseline report is set in
    the review. A form about the feedback report is the host's response if it declares no due date of its own.
    """
    is_desk, is_response = declared.record == "desk", declared.record == "feedback" and not declared.due
    each = find_review_round(project, record) if is_desk or is_response else None
    if each is None:
        return None
    start, end = record.review.visit_start, record.review.visit_end
    if is_desk:
        return start - timedelta(days=each.deadlines.desk) if start else None
    return end + timedelta(days=each.deadlines.response) if end else None


def find_report_due(project: Project, record: Record) -> date | None:
    """Return the round's deadline for the feedback report, or None."""
    each, end = find_review_round(project, record), record.review.visit_end
    return end + timedelta(days=each.deadlines.report) if each and end else None
