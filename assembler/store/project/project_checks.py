"""All faults of all files: what a project's files say, and whether what they refer to exists."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic, Level, Location
from assembler.errors import AssemblyError, DataError, ProgramError, ProjectError
from assembler.store.checks import name_checks
from assembler.store.checks import record_checks as checks
from assembler.store.checks.charter_checks import half_official, must_share_roles, unknown_charters
from assembler.store.project.lookups import Lookups
from assembler.store.records.record import LoadedRecord, Record, load_record
from assembler.store.yaml.declarations import validate_document_type
from assembler.structs import replace

if TYPE_CHECKING:
    from assembler.store.records.record_files import RecordFiles


def checked(project: Lookups, source: RecordFiles) -> LoadedRecord:
    """The record of ``source`` with every diagnostic about them and about what they refer to.

    It also has itself those of error level that it can be read in spite of.
    """
    loaded = load_record(source, project.cache)
    if loaded.record is None:
        return loaded
    found = sorted((*loaded.diagnostics, *unfounded(project, loaded.record)), key=_in_reading_order)
    unreadable = {each for errors in loaded.record.unreadable.values() for each in errors}
    errors = tuple(each for each in found if each.is_error and each not in unreadable)
    return LoadedRecord(replace(loaded.record, diagnostics=errors), tuple(found))


def _in_reading_order(diagnostic: Diagnostic) -> tuple[str, int]:
    return diagnostic.location.file, diagnostic.location.line or 0


def unfounded(project: Lookups, record: Record) -> Iterator[Diagnostic]:
    """What ``record`` refers to and what does not exist, or cannot be what it says."""
    parts, names = checks.parts_in(record), name_checks.names_in(record)
    yield from checks.unknown_languages(record, parts)
    yield from checks.unreadable_images(record, parts)
    yield from checks.empty_texts(record, parts)
    yield from checks.doubtful_amounts(record, parts)
    yield from name_checks.unknown_names(record, names)
    try:
        yield from checks.unknown_cities(record, parts, project.cities())
    except AssemblyError as error:
        yield from _told(error, record.locate(f"{record.kind}.city"))
    yield from unknown_charters(record, project.charters())
    try:
        if tag := record.about.benchmark_tag:
            yield from name_checks.unknown_indicators(record, names, project.benchmark(tag))
    except AssemblyError as error:
        yield from _told(error, record.locate(f"{record.kind}.benchmark"))
    yield from _agenda(project, record)


def _agenda(project: Lookups, record: Record) -> Iterator[Diagnostic]:
    """What an edition of a policy agenda says of areas and ministries that the agenda does not have."""
    if "agenda" not in record.entities:
        return
    from assembler.model.reference.agenda import AgendaEdition
    from assembler.store.checks.agenda_checks import unknown_in_agenda

    edition = record.require(AgendaEdition)
    try:
        agenda = project.agenda(edition.agenda)
    except ProjectError as error:
        yield Diagnostic(
            "unknown-agenda", Level.ERROR, record.locate("agenda.agenda"), error.message, error.hint
        )
    except AssemblyError as error:
        yield from _told(error, record.locate("agenda.agenda"))
    else:
        yield from unknown_in_agenda(record, edition, agenda)


def all_faults(project: Lookups) -> Iterator[Diagnostic]:
    """Every diagnostic about every file of the project, in the order of kinds and names."""
    for name in project.document_types():
        path = project.layers.first(f"templates/{name}/document.yaml")
        if path is not None:
            yield from validate_document_type(project.yaml(path), name).diagnostics
    for name in project.benchmarks():
        yield from _tried(partial(project.benchmark, name), f"data/benchmarks/{name}.yaml")
    for name in project.agendas():
        yield from _tried(partial(project.agenda, name), f"data/agendas/{name}.yaml")
    for tag in project.charters():
        yield from _charter(project, tag)
    yield from _tried(project.cities, "data/cities.yaml")
    yield from _tried(project.glossary, "data/glossary.yaml")
    for name in project.records():
        yield from _record(project, name)


def _record(project: Lookups, name: str) -> Iterator[Diagnostic]:
    """The faults of a record, or why it cannot be looked into; a mistake of ours is one of these."""
    place = Location(f"data/records/{name}")
    try:
        yield from project.checked_record(name).diagnostics
    except AssemblyError as error:
        yield from _told(error, place)
    except Exception as error:
        yield from _told(ProgramError.of(error, name), place)


def _charter(project: Lookups, tag: str) -> Iterator[Diagnostic]:
    """The faults of a charter version, and of what it says together with its benchmark."""
    place = Location(f"data/charters/{tag.replace('@', '-')}.yaml")
    try:
        charter = project.charter(tag)
        if charter.benchmark:
            benchmark = project.benchmark(charter.benchmark)
            must_share_roles(charter, benchmark)
            yield from half_official(charter, benchmark, place)
    except AssemblyError as error:
        yield from _told(error, place)


def _tried(read: Callable[[], object], file: str) -> Iterator[Diagnostic]:
    try:
        read()
    except AssemblyError as error:
        yield from _told(error, Location(file))


def _told(error: AssemblyError, place: Location) -> Iterator[Diagnostic]:
    """An error as diagnostics: its own where it carries some."""
    if isinstance(error, DataError) and error.diagnostics:
        yield from error.diagnostics
        return
    rule = "unknown-benchmark" if isinstance(error, ProjectError) else "unreadable-file"
    yield Diagnostic(rule, Level.ERROR, place, error.message, error.hint)
