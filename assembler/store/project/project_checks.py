"""Checks of all files in a project and of the references between them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic, Location
from assembler.diagnostics.references import UNKNOWN_AGENDA, UNKNOWN_BENCHMARK
from assembler.errors import AssemblyError, ProgramError, ProjectError
from assembler.store.checks import name_checks
from assembler.store.checks import record_checks as checks
from assembler.store.checks.charter_checks import (
    report_different_roles,
    report_partial_wording,
    report_unknown_charters,
)
from assembler.store.project.lookups import Lookups
from assembler.store.records.record import LoadedRecord, Record, load_record
from assembler.store.yaml.declarations import validate_document_type
from assembler.store.yaml.suggestions import report_unknown
from assembler.structs import replace

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark
    from assembler.store.records.record_files import RecordFiles


def check_record(project: Lookups, source: RecordFiles) -> LoadedRecord:
    """Load the record whose files are ``source``, with all diagnostics of its files and references.

    The diagnostics of the record itself are the errors that do not prevent it from being read.
    """
    loaded = load_record(source, project.cache)
    if loaded.record is None:
        return loaded
    all_diagnostics = sorted((*loaded.diagnostics, *check_references(project, loaded.record)), key=_sort_key)
    unreadable = {each for errors in loaded.record.unreadable.values() for each in errors}
    errors = tuple(each for each in all_diagnostics if each.is_error and each not in unreadable)
    return LoadedRecord(replace(loaded.record, diagnostics=errors), tuple(all_diagnostics))


def _sort_key(diagnostic: Diagnostic) -> tuple[str, int]:
    return diagnostic.location.file, diagnostic.location.line or 0


def check_references(project: Lookups, record: Record) -> Iterator[Diagnostic]:
    """Yield errors for references in ``record`` to missing targets, and for impossible values."""
    parts, names = checks.list_parts(record), name_checks.list_names(record)
    yield from checks.report_unknown_languages(record, parts)
    yield from checks.report_unreadable_images(record, parts)
    yield from checks.report_empty_texts(record, parts)
    yield from checks.report_doubtful_amounts(record, parts)
    yield from name_checks.report_unknown_names(record, names)
    try:
        yield from checks.report_unknown_cities(record, parts, project.cities())
    except AssemblyError as error:
        yield from error.as_diagnostics(record.locate(f"{record.kind}.city"))
    yield from report_unknown_charters(record, project.charters())
    if tag := record.about.benchmark_tag:
        benchmark, errors = _load_benchmark(project, tag, record.locate(f"{record.kind}.benchmark"))
        yield from errors
        if benchmark is not None:
            yield from name_checks.report_unknown_indicators(record, names, benchmark)
    yield from _check_agenda(project, record)


def _check_agenda(project: Lookups, record: Record) -> Iterator[Diagnostic]:
    """Yield errors for unknown areas and ministries in an agenda edition."""
    if "agenda" not in record.entities:
        return
    from assembler.model.reference.agenda import AgendaEdition
    from assembler.store.checks.agenda_checks import report_unknown_in_agenda

    edition, location = record.require(AgendaEdition), record.locate("agenda.agenda")
    try:
        agenda = project.agenda(edition.agenda)
    except ProjectError:
        yield report_unknown(UNKNOWN_AGENDA, location, edition.agenda, project.agendas())
    except AssemblyError as error:
        yield from error.as_diagnostics(location)
    else:
        yield from report_unknown_in_agenda(record, edition, agenda)


def check_all(project: Lookups) -> Iterator[Diagnostic]:
    """Yield the diagnostics of all files in the project, by kind and name."""
    for name in project.document_types():
        path = project.layers.find_first(f"templates/{name}/document.yaml")
        if path is not None:
            yield from validate_document_type(project.yaml(path), name).diagnostics
    for name in project.benchmarks():
        yield from _try_read(partial(project.benchmark, name), f"data/benchmarks/{name}.yaml")
    for name in project.agendas():
        yield from _try_read(partial(project.agenda, name), f"data/agendas/{name}.yaml")
    for tag in project.charters():
        yield from _check_charter(project, tag)
    yield from _try_read(project.cities, "data/cities.yaml")
    yield from _try_read(project.glossary, "data/glossary.yaml")
    for name in project.records():
        yield from _check_record_safely(project, name)


def _check_record_safely(project: Lookups, name: str) -> Iterator[Diagnostic]:
    """Yield the diagnostics of a record; an internal error during its check becomes a diagnostic."""
    place = Location(f"data/records/{name}")
    try:
        yield from project.checked_record(name).diagnostics
    except AssemblyError as error:
        yield from error.as_diagnostics(place)
    except Exception as error:
        yield from ProgramError.of(error, name).as_diagnostics(place)


def _check_charter(project: Lookups, tag: str) -> Iterator[Diagnostic]:
    """Yield the diagnostics of a charter version, including those on its agreement with the benchmark."""
    place = Location(f"data/charters/{tag.replace('@', '-')}.yaml")
    try:
        charter = project.charter(tag)
    except AssemblyError as error:
        yield from error.as_diagnostics(place)
        return
    if charter.benchmark:
        benchmark, errors = _load_benchmark(project, charter.benchmark, place)
        yield from errors
        if benchmark is not None:
            yield from report_different_roles(charter, benchmark, place)
            yield from report_partial_wording(charter, benchmark, place)


def _try_read(read: Callable[[], object], file: str) -> Iterator[Diagnostic]:
    try:
        read()
    except AssemblyError as error:
        yield from error.as_diagnostics(Location(file))


def _load_benchmark(
    project: Lookups, tag: str, location: Location
) -> tuple[Benchmark | None, tuple[Diagnostic, ...]]:
    """Return the benchmark ``tag``, or None and its errors; these suggest another version if there is one."""
    try:
        return project.benchmark(tag), ()
    except ProjectError:
        bare, known = tag.partition("@")[0], project.benchmarks()
        if bare in known:
            present = project.benchmark(bare).tag
            return None, (UNKNOWN_BENCHMARK.at(location, "similar", name=tag, near=present),)
        return None, (report_unknown(UNKNOWN_BENCHMARK, location, tag, known),)
    except AssemblyError as error:
        return None, error.as_diagnostics(location)
