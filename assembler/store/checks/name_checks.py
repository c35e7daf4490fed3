"""Does everything exist that a record names: indicators, members, sessions, evidence, findings, advice."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from assembler.diagnostics import Diagnostic, Level
from assembler.errors import ProjectError
from assembler.model.types.references import NamedReference, iter_references
from assembler.store.records.record import Record
from assembler.store.yaml.suggest import suggestion
from assembler.store.yaml.yaml_path import join_path

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark


_FILES = {"member": "review", "session": "visit", "evidence": "evidence", "finding": "feedback",
          "recommendation": "feedback"}  # fmt: skip
"""The kind of file that has each kind of names."""


def names_in(record: Record) -> list[NamedReference]:
    """Whatever the entities of ``record`` name, found once for all checks."""
    return [
        named
        for kind, entity in record.readable_entities.items()
        for named in iter_references(entity, (kind,))
    ]


def unknown_indicators(
    record: Record, names: Iterable[NamedReference], benchmark: Benchmark
) -> Iterator[Diagnostic]:
    """Indicators and pillars that this version of the benchmark lacks; codes of older ones are explained."""
    pillars = [dimension.code for dimension in benchmark.dimensions]
    faults: dict[str, tuple[str, str, str]] = {}
    for named in names:
        if named.to == "pillar" and named.name not in pillars:
            yield _unknown(record, named, pillars)
        if named.to != "indicator":
            continue
        if named.name not in faults:
            faults[named.name] = _indicator_fault(named.name, benchmark)
        if faults[named.name][0]:
            yield _error(record, named, *faults[named.name])


def _indicator_fault(code: str, benchmark: Benchmark) -> tuple[str, str, str]:
    """Rule, what and hint; three empty texts for a sound code."""
    try:
        plain = benchmark.indicator(code).code
    except ProjectError as error:
        return "unknown-indicator", error.message, error.hint
    if plain != code:
        what = f"`{code}` is written with the prefix of its benchmark"
        return "prefixed-indicator", what, f"write `{plain}`"
    return "", "", ""


def unknown_names(record: Record, names: Iterable[NamedReference]) -> Iterator[Diagnostic]:
    """Members, sessions, evidence records, diagnostics and recommendations that the record does not have.

    What a file with errors would name is not known, so nothing is said of names from it.
    """
    known = _known(record)
    for named in names:
        if named.to in known and named.name not in known[named.to]:
            yield _unknown(record, named, known[named.to])


def _known(record: Record) -> Mapping[str, Collection[str]]:
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


def _unknown(record: Record, named: NamedReference, known: Collection[str]) -> Diagnostic:
    what, hint = f"there is no {named.to} `{named.name}`", suggestion(named.name, known)
    if named.to == "member":
        hint += "" if hint.endswith("?") else "."
        hint += f" If they left, put them back into `team` in {record.file_name('review')}, "
        hint += "or write here who took their part over"
    return _error(record, named, f"unknown-{named.to}", what, hint)


def _error(record: Record, named: NamedReference, rule: str, what: str, hint: str) -> Diagnostic:
    return Diagnostic(rule, Level.ERROR, record.locate(join_path(named.path)), what, hint)
