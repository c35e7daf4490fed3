"""Rules for charter rounds and for the progress reports of the cities that signed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.agendas_and_charters import (
    MISSING_RATING,
    MISSING_RATING_EVIDENCE,
    REPEATED_SIGNATORY,
    SIGNATURE_BEFORE_DECISION,
    SIGNATURE_BEFORE_VERSION,
    STEP_OUT_OF_ORDER,
)
from assembler.model.reference.charter import CharterVersion, Signature
from assembler.model.reference.progress_reports import CommitmentRating
from assembler.rules.rule import has_text, iter_progress_reports, iter_signatures, join_words
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.charter import CharterVersion
    from assembler.model.reference.progress_reports import Commitments


def signature_before_decision(record: Record, _charter: CharterVersion) -> Iterator[Diagnostic]:
    """Check that councils adopted the charter before their cities signed (R28).

    A city that has not signed may still be waiting for its council. Source: public page on becoming a
    signatory.
    """
    for path, each in iter_signatures(record):
        if each.signed is None:
            continue
        if each.decision is None:
            yield SIGNATURE_BEFORE_DECISION.at(record.locate(path), "no decision", city=each.city)
        elif each.decision.decided > each.signed:
            yield SIGNATURE_BEFORE_DECISION.at(record.locate(f"{path}.decision.decided"), city=each.city)


def signature_before_version(record: Record, charter: CharterVersion) -> Iterator[Diagnostic]:
    """Check that no signature is dated before the month in which its version was launched.

    Only signatures of the version of the round are checked. A city is bound by the text that it signed, so a
    wrong version is worse than none. Source for the version of 2010: S1:127.
    """
    for path, each in iter_signatures(record):
        if each.signed and each.version in (None, charter.tag) and each.signed < charter.first_day:
            location = record.locate(f"{path}.signed")
            yield SIGNATURE_BEFORE_VERSION.at(
                location, city=each.city, charter=charter.tag, since=charter.since
            )


def repeated_signatory(record: Record, charter: CharterVersion) -> Iterator[Diagnostic]:
    """Check that a city signs a version again only after it has withdrawn from it.

    Otherwise it would be counted twice. The number of signatories is computed, because public pages disagree
    on it.
    """
    standing: set[tuple[str, str]] = set()
    for path, each in iter_signatures(record):
        key = (each.city, each.version or charter.tag)
        if key in standing:
            yield REPEATED_SIGNATORY.at(record.locate(f"{path}.city"), city=each.city, charter=key[1])
        if each.withdrawn is None:
            standing.add(key)


_STEPS = {
    "signed": "the signature",
    "scan_received": "the receipt of the signed copy",
    "listed": "the public listing",
}


def step_out_of_order(record: Record, _charter: CharterVersion) -> Iterator[Diagnostic]:
    """Check that a city signed before its signed copy was received, and was listed only after that.

    A city must have signed before it withdraws. Source: public page on becoming a signatory.
    """
    for path, each in iter_signatures(record):
        yield from _check_steps(record, path, each)
        if each.withdrawn and (each.signed is None or each.withdrawn < each.signed):
            variant = "withdrawal" if each.signed else "withdrawal, not signed"
            yield STEP_OUT_OF_ORDER.at(record.locate(f"{path}.withdrawn"), variant, city=each.city)


def _check_steps(record: Record, path: str, each: Signature) -> Iterator[Diagnostic]:
    for before, after in pairwise(_STEPS):
        earlier: date | None = getattr(each, before)
        later: date | None = getattr(each, after)
        if later and (earlier is None or later < earlier):
            names = {"later": _STEPS[after], "earlier": _STEPS[before]}
            variant = "" if earlier else "undated"
            yield STEP_OUT_OF_ORDER.at(record.locate(f"{path}.{after}"), variant, city=each.city, **names)


def missing_rating(record: Record, commitments: Commitments) -> Iterator[Diagnostic]:
    """Check that each city with a report has rated every commitment (public reports of the charter; R29)."""
    for city, version, report in iter_progress_reports(record):
        rated = {code for code, each in report.commitments.items() if each.rating}
        if missing := [code for code in commitments.get(version, ()) if code not in rated]:
            location = record.locate(f"progress.reports.{city}.commitments")
            yield MISSING_RATING.at(location, city=city, commitments=join_words(missing))


_KEPT = (CommitmentRating.FULLY, CommitmentRating.PARTLY)


def missing_rating_evidence(record: Record, _commitments: Commitments) -> Iterator[Diagnostic]:
    """Check that each commitment rated as fully or partly kept has evidence (public reports; R29)."""
    for city, _, report in iter_progress_reports(record):
        bare = [
            code
            for code, each in report.commitments.items()
            if each.rating in _KEPT and not has_text(each.evidence)
        ]
        if bare:
            location = record.locate(f"progress.reports.{city}.commitments")
            yield MISSING_RATING_EVIDENCE.at(location, city=city, commitments=join_words(bare))
