"""Checks of references in charter versions and rounds: versions, roles and commitments."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic, Location
from assembler.diagnostics.references import DIFFERENT_ROLES, INCOMPLETE_OFFICIAL_WORDING, UNKNOWN_CHARTER
from assembler.store.records.record import Record
from assembler.store.yaml.suggestions import report_unknown

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark
    from assembler.model.reference.charter import CharterVersion


def report_unknown_charters(record: Record, known: Collection[str]) -> Iterator[Diagnostic]:
    """Yield errors for charter versions that a round names but ``data/charters`` does not contain."""
    if "charter" not in record.entities:
        return
    from assembler.model.reference.charter import CharterRound

    charter_round = record.require(CharterRound)
    signed = [
        (f"charter.signatures[{n}].version", each.version) for n, each in enumerate(charter_round.signatures)
    ]
    for path, tag in (("charter.charter", charter_round.charter), *signed):
        if tag and tag not in known:
            yield report_unknown(UNKNOWN_CHARTER, record.locate(path), tag, known)


def report_partial_wording(
    charter: CharterVersion, benchmark: Benchmark, place: Location
) -> Iterator[Diagnostic]:
    """Yield a warning for each language in which the official wording is incomplete.

    Documents in that language use our restatement.
    """
    statements = (code for each in benchmark.indicators() for code in each.statement.official)
    for code in sorted({*charter.official, *statements}):
        if lacking := charter.find_missing_official(code, benchmark):
            yield INCOMPLETE_OFFICIAL_WORDING.at(place, language=code, missing=", ".join(lacking))


def report_different_roles(
    charter: CharterVersion, benchmark: Benchmark, place: Location
) -> Iterator[Diagnostic]:
    """Yield an error if the roles of ``charter`` differ from the dimensions of its benchmark."""
    roles = {role.code for role in charter.text.roles} if charter.text else set()
    if differing := sorted(roles ^ {dimension.code for dimension in benchmark.dimensions}):
        codes = ", ".join(differing)
        yield DIFFERENT_ROLES.at(place, charter=charter.tag, benchmark=benchmark.tag, codes=codes)
