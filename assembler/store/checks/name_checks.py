"""Checks of names in a record: indicators, members, sessions, evidence, findings and recommendations."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from assembler.diagnostics import Diagnostic, Location, Rule
from assembler.diagnostics.references import (
    PREFIXED_INDICATOR,
    UNKNOWN_EVIDENCE,
    UNKNOWN_FINDING,
    UNKNOWN_INDICATOR,
    UNKNOWN_MEMBER,
    UNKNOWN_PILLAR,
    UNKNOWN_RECOMMENDATION,
    UNKNOWN_SESSION,
)
from assembler.model.types.references import NamedReference, iter_references
from assembler.store.records.record import Record
from assembler.store.yaml.suggestions import report_unknown
from assembler.store.yaml.yaml_path import join_path

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark


_FILES = {"member": "review", "session": "visit", "evidence": "evidence", "finding": "feedback",
          "recommendation": "feedback"}  # fmt: skip
"""Maps each kind of name to the kind of file that defines it."""
_RULES: Mapping[str, Rule] = {
    "member": UNKNOWN_MEMBER,
    "session": UNKNOWN_SESSION,
    "evidence": UNKNOWN_EVIDENCE,
    "finding": UNKNOWN_FINDING,
    "recommendation": UNKNOWN_RECOMMENDATION,
}


def list_names(record: Record) -> list[NamedReference]:
    """Return all references in the entities of ``record``, collected once for all checks."""
    return [
        named
        for kind, entity in record.readable_entities.items()
        for named in iter_references(entity, (kind,))
    ]


def report_unknown_indicators(
    record: Record, names: Iterable[NamedReference], benchmark: Benchmark
) -> Iterator[Diagnostic]:
    """Yield errors for indicators and pillars that this version of the benchmark does not contain."""
    pillars = [dimension.code for dimension in benchmark.dimensions]
    codes = {indicator.code for indicator in benchmark.indicators()}
    for named in names:
        if named.to == "pillar" and named.name not in pillars:
            yield report_unknown(UNKNOWN_PILLAR, _locate(record, named), named.name, pillars)
        if named.to == "indicator" and named.name not in codes:
            yield _build_indicator_error(named.name, benchmark, _locate(record, named))


def _build_indicator_error(code: str, benchmark: Benchmark, location: Location) -> Diagnostic:
    """Return the error for ``code``, which is not the code of an indicator in ``benchmark``."""
    wanted = code.removeprefix(f"{benchmark.prefix}:")
    if any(indicator.code == wanted for indicator in benchmark.indicators()):
        return PREFIXED_INDICATOR.at(location, code=code, canonical=wanted)
    if old := benchmark.find_replaced(wanted):
        fields = {"version": old.version, "benchmark": benchmark.id, "explanation": old.explanation}
        return UNKNOWN_INDICATOR.at(location, "replaced", code=wanted, now=old.now, **fields)
    near = benchmark.find_similar_codes(wanted)
    if not near:
        return UNKNOWN_INDICATOR.at(location, code=wanted)
    variant = "similar" if len(near) == 1 else "several"
    return UNKNOWN_INDICATOR.at(location, variant, code=wanted, near=", ".join(near))


def report_unknown_names(record: Record, names: Iterable[NamedReference]) -> Iterator[Diagnostic]:
    """Yield errors for members, sessions, evidence records, findings and recommendations that do not exist.

    References to names in a file with errors are not reported, because these names are unknown.
    """
    known = _collect_known_names(record)
    for named in names:
        if named.to in known and named.name not in known[named.to]:
            extra = {"file": record.file_name("review")} if named.to == "member" else {}
            location = _locate(record, named)
            yield report_unknown(_RULES[named.to], location, named.name, known[named.to], **extra)


def _collect_known_names(record: Record) -> Mapping[str, Collection[str]]:
    files: Mapping[str, Any] = record.readable_entities
    people = [member.person.initials for member in files["review"].team.members] if "review" in files else ()
    known = {
        "member": dict.fromkeys(initials for initials in people if initials),
        "session": getattr(files.get("visit"), "sessions", {}),
        "evidence": getattr(files.get("evidence"), "records", {}),
        "finding": getattr(files.get("feedback"), "findings", {}),
        "recommendation": getattr(files.get("feedback"), "recommendations", {}),
    }
    return {to: names for to, names in known.items() if _FILES[to] not in record.unreadable}


def _locate(record: Record, named: NamedReference) -> Location:
    return record.locate(join_path(named.path))
