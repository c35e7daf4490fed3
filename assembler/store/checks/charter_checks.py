"""Does what a charter version and a charter round refer to exist: versions, roles, commitments."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic, Level, Location
from assembler.errors import DataError
from assembler.store.records.record import Record
from assembler.store.yaml.suggest import suggestion

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark
    from assembler.model.reference.charter import CharterVersion


def unknown_charters(record: Record, known: Collection[str]) -> Iterator[Diagnostic]:
    """Versions of a charter that a round names and ``data/charters`` does not have."""
    if "charter" not in record.entities:
        return
    from assembler.model.reference.charter import CharterRound

    about = record.require(CharterRound)
    named = [(f"charter.signatures[{n}].version", each.version) for n, each in enumerate(about.signatures)]
    for path, tag in (("charter.charter", about.charter), *named):
        if tag and tag not in known:
            what, hint = f"there is no charter version `{tag}`", suggestion(tag, known)
            yield Diagnostic("unknown-charter", Level.ERROR, record.locate(path), what, hint)


def half_official(charter: CharterVersion, benchmark: Benchmark, place: Location) -> Iterator[Diagnostic]:
    """Languages in which the official wording is loaded in part: documents go on showing our restatement."""
    statements = (code for each in benchmark.indicators() for code in each.statement.official)
    for code in sorted({*charter.official, *statements}):
        if lacking := charter.missing_official(code, benchmark):
            what = f"the official wording in {code} is not whole, so that none of it is shown"
            hint = f"add what lacks: {', '.join(lacking)}"
            yield Diagnostic("half-official-wording", Level.WARNING, place, what, hint)


def must_share_roles(charter: CharterVersion, benchmark: Benchmark) -> None:
    """DataError where the roles of ``charter`` are not the dimensions of the benchmark it names."""
    roles = {role.code for role in charter.text.roles} if charter.text else set()
    if differing := sorted(roles ^ {dimension.code for dimension in benchmark.dimensions}):
        raise DataError(
            f"its roles are not those of {benchmark.tag}: {', '.join(differing)}",
            location=charter.tag,
            hint="give each dimension of the benchmark a role of the charter",
        )
