"""Checks of names in a record: indicators, members, sessions, evidence, findings, recommendations."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from assembler.diagnostics import Diagnostic, Level
from assembler.errors import ProjectError
from assembler.model.types.references import NamedReference, iter_references
from assembler.store.records.record import Record
from assembler.store.yaml.suggestions import suggest_name
from assembler.store.yaml.yaml_path import join_path

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark


_FILES = {"member": "review", "session": "visit", "evidence": "evidence", "finding": "feedback",
          "recommendation": "feedback"}  # fmt: skip
"""The kind of file that defines each kind of names."""


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
    """Yield errors for indicators and pillars that this version of the benchmark does not have."""
    pillars = [dimension.code for dimension in benchmark.dimensions]
    errors: dict[str, tuple[str, str, str]] = {}
    for named in names:
        if named.to == "pillar" and named.name not in pillars:
            yield _build_unknown_error(record, named, pillars)
        if named.to != "indicator":
            continue
        if named.name not in errors:
            errors[named.name] = _find_indicator_error(named.name, benchmark)
        if errors[named.name][0]:
            yield _build_error(record, named, *errors[named.name])


def _find_indicator_error(code: str, benchmark: Benchmark) -> tuple[str, str, str]:
    """Return rule, message and hint; three empty strings for a valid code."""
    try:
        canonical = benchmark.indicator(code).code
    except ProjectError as error:
        return "unknown-indicator", error.message, error.hint
    if canonical != code:
        what = f"`{code}` is written with the prefix of its benchmark"
        return "prefixed-indicator", what, f"write `{canonical}`"
    return "", "", ""


def report_unknown_names(record: Record, names: Iterable[NamedReference]) -> Iterator[Diagnostic]:
    """Yield errors for members, sessions, evidence records, findings and recommendations that do not exist.

    Names that are defined in a file with errors are unknown, so references to them are not reported.
    """
    known = _collect_known_names(record)
    for named in names:
        if named.to in known and named.name not in known[named.to]:
            yield _build_unknown_error(record, named, known[named.to])


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


def _build_unknown_error(record: Record, named: NamedReference, known: Collection[str]) -> Diagnostic:
    what, hint = f"there is no {named.to} `{named.name}`", suggest_name(named.name, known)
    if named.to == "member":
        hint += "" if hint.endswith("?") else "."
        hint += f" If they left, put them back into `team` in {record.file_name('review')}, "
        hint += "or write here who took their part over"
    return _build_error(record, named, f"unknown-{named.to}", what, hint)


def _build_error(record: Record, named: NamedReference, rule: str, what: str, hint: str) -> Diagnostic:
    return Diagnostic(rule, Level.ERROR, record.locate(join_path(named.path)), what, hint)
