"""View of the form with which a signatory of the charter reports on its progress."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from typing import Any

from assembler.model.reference.benchmark import Indicator
from assembler.model.reference.charter import CharterRound
from assembler.model.reference.progress_reports import (
    RATING_SYMBOLS,
    CityProgress,
    CommitmentRating,
    CommitmentReport,
    ProgressRound,
)
from assembler.values import period
from assembler.values.date import show_long
from assembler.views.block import Block
from assembler.views.context import ViewContext
from assembler.views.previous_edition import find_previous
from assembler.views.promise_data import TrackedPromise, list_city_promises

_COLOURS = 4
"""Number of band colours in a house style."""


def view(context: ViewContext) -> dict[str, Any]:
    """Return a value for each name that ``templates/charter-progress-report/template.docx`` uses.

    ``assembly.forms`` adds the fields. Missing texts are "".
    """
    previous = find_previous(context)
    last = previous.find_report(context.part) if previous else None
    version = context.record.require(CharterRound).version_signed(context.part)
    is_same = previous is not None and previous.charter_round.version_signed(context.part) == version
    before = last if last and is_same else CityProgress()
    promises = [each for each in list_city_promises(context.project, context.part) if each.version == version]
    return {
        **_build_heading(context, version),
        "other_version": last is not None and not is_same,
        "roles": _build_roles(context, before, promises),
        "commitment_total": sum(len(each.indicators) for each in context.benchmark.dimensions),
    }


def _build_heading(context: ViewContext, version: str) -> dict[str, Any]:
    charter, code = context.project.charter(version), context.language.code
    signature = context.record.require(CharterRound).standing_signatures()[context.part]
    edition = context.record.find(ProgressRound) or ProgressRound()
    return {
        "city_name": context.city.name(code),
        "city_of": context.city.phrase("of", code),
        "charter_title": context.translate_wording(charter.title),
        "charter_version": context.translate_wording(charter.label),
        "signed": show_long(signature.signed, code) if signature.signed else "",
        "edition_name": edition.edition or "",
        "period": period.show(edition.period) if edition.period else "",
        "deadline": show_long(edition.deadline, code) if edition.deadline else "",
        "language_name": context.language_name,
        "project": context.project_name,
        "example": context.record.about.example,
    }


def _show_rating(context: ViewContext, rating: CommitmentRating) -> str:
    return f"{RATING_SYMBOLS[rating]}\N{NO-BREAK SPACE}{context.translate(rating.label)}"


def _build_roles(
    context: ViewContext, last: CityProgress, promises: Sequence[TrackedPromise]
) -> list[dict[str, Any]]:
    """Return each role with its number from 1 to 4, for its colour, and its numbered commitments."""
    numbers = count(1)
    return [
        {
            "name": context.translate_wording(role.name),
            "number": position % _COLOURS + 1,
            "norm": context.translate_wording(role.norm) if role.norm else "",
            "commitments": [
                _build_commitment(context, each, next(numbers), last, promises) for each in role.indicators
            ],
        }
        for position, role in enumerate(context.benchmark.dimensions)
    ]


def _build_commitment(
    context: ViewContext,
    commitment: Indicator,
    number: int,
    last: CityProgress,
    promises: Sequence[TrackedPromise],
) -> Block:
    """Return the block of a commitment, with its rating and next step from the previous edition.

    It also contains the city's promises about the commitment from the registers of reviews.
    """
    before = last.commitments.get(commitment.code, CommitmentReport())
    return Block(
        "commitment",
        commitment.code,
        number=number,
        label=context.translate(commitment.label),
        statement=context.translate_wording(commitment.statement),
        help=context.translate(commitment.help) if commitment.help else "",
        last_rating=_show_rating(context, before.rating) if before.rating else "",
        last_step=before.next_step or "",
        last_deadline=show_long(before.deadline, context.language.code) if before.deadline else "",
        promises=[
            _build_promise(context, each)
            for each in promises
            if each.code == commitment.code and each.registered
        ],
    )


def _build_promise(context: ViewContext, tracked: TrackedPromise) -> dict[str, Any]:
    deadline = tracked.state.deadline
    return {
        "status": context.translate(tracked.state.status.label),
        "action": tracked.promise.action or "",
        "deadline": show_long(deadline, context.language.code) if deadline else "",
    }
