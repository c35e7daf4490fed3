"""Checks of a project: its document types, reference data, records and rounds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from assembler.diagnostics import Diagnostic, Location
from assembler.errors import AssemblyError, ProgramError
from assembler.store.checks.overlapping_visits import report_overlapping_visits
from assembler.store.checks.publication_sources import report_unknown_sources
from assembler.store.checks.unknown_name_checks import report_different_roles, report_partial_wording
from assembler.store.project.project import Project
from assembler.store.project.record_validation import load_benchmark
from assembler.store.project.round_validation import check_round
from assembler.store.records.record import Record
from assembler.store.yaml.declarations import validate_document_type


def check_all(project: Project) -> Iterator[Diagnostic]:
    """Yield the diagnostics of all document types, reference data, records and rounds in the project.

    They are grouped by kind and sorted by name.
    """
    for name in project.document_types():
        path = project.layers.find_first(f"templates/{name}/document.yaml")
        if path is not None:
            yield from validate_document_type(project.yaml(path), name).diagnostics
    for name in project.benchmarks():
        yield from _try_read(partial(project.benchmark, name), f"data/benchmarks/{name}.yaml")
    for name in project.agendas():
        yield from _try_read(partial(project.agenda, name), f"data/agendas/{name}.yaml")
    for name in project.toolkits():
        yield from _try_read(partial(project.toolkit, name), f"data/toolkits/{name}.yaml")
    for name in project.papers():
        yield from _try_read(partial(project.paper, name), f"data/papers/{name}.yaml")
    for tag in project.charters():
        yield from _check_charter(project, tag)
    yield from _try_read(project.cities, "data/cities.yaml")
    yield from _try_read(project.glossary, "data/glossary.yaml")
    readable: list[Record] = []
    for name in project.records():
        yield from _check_record_safely(project, name, readable)
    yield from report_overlapping_visits(readable)
    yield from report_unknown_sources(readable, [each.name for each in readable if each.kind == "review"])
    for name in project.rounds():
        yield from check_round(project, name)


def _check_record_safely(project: Project, name: str, readable: list[Record]) -> Iterator[Diagnostic]:
    """Yield the diagnostics of a record, and add it to ``readable`` if its header can be read.

    An internal error during its check becomes a diagnostic.
    """
    place = Location(f"data/records/{name}")
    try:
        loaded = project.checked_record(name)
        yield from loaded.diagnostics
        if loaded.record is not None:
            readable.append(loaded.record)
    except AssemblyError as error:
        yield from error.as_diagnostics(place)
    except Exception as error:
        yield from ProgramError.of(error, name).as_diagnostics(place)


def _check_charter(project: Project, tag: str) -> Iterator[Diagnostic]:
    """Yield the diagnostics of a charter version, including any contradiction with its benchmark."""
    place = Location(f"data/charters/{tag.replace('@', '-')}.yaml")
    try:
        charter = project.charter(tag)
    except AssemblyError as error:
        yield from error.as_diagnostics(place)
        return
    if charter.benchmark:
        benchmark, errors = load_benchmark(project, charter.benchmark, place)
        yield from errors
        if benchmark is not None:
            yield from report_different_roles(charter, benchmark, place)
            yield from report_partial_wording(charter, benchmark, place)


def _try_read(read: Callable[[], object], file: str) -> Iterator[Diagnostic]:
    try:
        read()
    except AssemblyError as error:
        yield from error.as_diagnostics(Location(file))
