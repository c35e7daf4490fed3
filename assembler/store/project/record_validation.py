"""Validation of a record with its references to cities, benchmarks and other reference data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic, Location
from assembler.diagnostics.agenda_references import UNKNOWN_AGENDA, UNKNOWN_EFFORT, UNKNOWN_GUIDE
from assembler.diagnostics.references import (
    UNKNOWN_BENCHMARK,
    UNKNOWN_CHARTER,
    UNKNOWN_PAPER,
    UNKNOWN_PROMISE,
    UNKNOWN_QUESTION,
    UNKNOWN_REVIEW,
    UNKNOWN_ROUND,
    UNKNOWN_TOOLKIT,
)
from assembler.errors import AssemblyError, ProjectError
from assembler.model.paths import value_at
from assembler.store.checks import record_checks as checks
from assembler.store.checks import unknown_name_checks as references
from assembler.store.checks.publication_sources import report_contradictory_items
from assembler.store.checks.survey_checks import report_unknown_conditions
from assembler.store.checks.unknown_name_checks import report_unknown_charters
from assembler.store.project.resources import Resources
from assembler.store.records.record import LoadedRecord, Record, load_record
from assembler.store.yaml.suggestions import report_unknown
from assembler.store.yaml.validate import validate_file
from assembler.store.yaml.yaml_path import join_path
from assembler.structs import replace

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark
    from assembler.model.tracking.promise_register import PromiseRegister
    from assembler.store.records.record_files import RecordFiles


def check_record(resources: Resources, source: RecordFiles) -> LoadedRecord:
    """Load the record in ``source``, with all diagnostics of its files and references.

    The record's own ``diagnostics`` are only the errors that do not prevent the program from reading it.
    """
    loaded = load_record(source, resources.cache)
    if loaded.record is None:
        return loaded
    all_diagnostics = sorted(
        (*loaded.diagnostics, *check_references(resources, loaded.record)),
        key=lambda each: (each.location.file, each.location.line or 0),
    )
    unreadable = {each for errors in loaded.record.unreadable.values() for each in errors}
    errors = tuple(each for each in all_diagnostics if each.is_error and each not in unreadable)
    return LoadedRecord(replace(loaded.record, diagnostics=errors), tuple(all_diagnostics))


def check_references(resources: Resources, record: Record) -> Iterator[Diagnostic]:
    """Yield the diagnostics of references in ``record`` that have no target, and of invalid values."""
    parts, names = checks.list_parts(record), references.list_names(record)
    yield from checks.report_unknown_languages(record, parts)
    yield from checks.report_unreadable_images(record, parts)
    yield from checks.report_empty_texts(record, parts)
    yield from checks.report_doubtful_amounts(record, parts)
    yield from references.report_unknown_names(record, names)
    try:
        yield from checks.report_unknown_cities(record, parts, resources.cities())
    except AssemblyError as error:
        yield from error.as_diagnostics(record.locate(f"{record.kind}.city"))
    yield from report_unknown_charters(record, resources.charters())
    yield from _check_progress(resources, record)
    if tag := record.about.benchmark_tag:
        benchmark, errors = load_benchmark(resources, tag, record.locate(f"{record.kind}.benchmark"))
        yield from errors
        if benchmark is not None:
            yield from references.report_unknown_indicators(record, names, benchmark)
    yield from _check_agenda(resources, record)
    yield from _check_choices(resources, record)
    yield from _check_toolkit(resources, record)
    yield from _check_promises(resources, record)
    yield from _check_register(resources, record)
    yield from report_contradictory_items(record)
    yield from report_unknown_conditions(record)
    if (name := value_at(record.readable_entities, "publication.round")) and name not in resources.rounds():
        yield report_unknown(UNKNOWN_ROUND, record.locate("publication.round"), name, resources.rounds())


def _check_progress(resources: Resources, record: Record) -> Iterator[Diagnostic]:
    """Yield errors for reports by cities that did not sign the charter, and for unknown commitments."""
    from assembler.model.reference.charter import CharterRound

    charter_round = record.find(CharterRound)
    if charter_round is None or "progress" not in record.readable_entities:
        return
    try:
        commitments = resources.commitments(charter_round.versions)
    except AssemblyError as error:
        yield from error.as_diagnostics(record.locate("charter.charter"))
    else:
        yield from references.report_unknown_commitments(record, commitments)


def _check_agenda(resources: Resources, record: Record) -> Iterator[Diagnostic]:
    """Yield an error for an unknown agenda, or for each edition, area and ministry that it lacks."""
    if "agenda" not in record.entities:
        return
    from assembler.model.reference.agenda_edition import AgendaEdition
    from assembler.store.checks.unknown_name_checks import report_unknown_in_agenda

    edition, location = record.require(AgendaEdition), record.locate("agenda.agenda")
    try:
        agenda = resources.agenda(edition.agenda)
    except ProjectError:
        yield report_unknown(UNKNOWN_AGENDA, location, edition.agenda, resources.agendas())
    except AssemblyError as error:
        yield from error.as_diagnostics(location)
    else:
        yield from report_unknown_in_agenda(record, edition, agenda)


def _check_choices(resources: Resources, record: Record) -> Iterator[Diagnostic]:
    """Yield an error for an unknown guide, and a warning for each effort that the guide does not contain."""
    if "agenda_choices" not in record.entities:
        return
    from assembler.model.reference.agenda_edition import AgendaEdition
    from assembler.model.reference.municipality_choices import AgendaChoices

    choices, below = record.require(AgendaChoices), "data/records"
    path = resources.layers.find_first(f"{below}/{choices.guide}/agenda.yaml")
    if path is None:
        known = resources.layers.holders("data/records", {"agenda.yaml"})
        yield report_unknown(UNKNOWN_GUIDE, record.locate("agenda_choices.guide"), choices.guide, known)
    elif edition := validate_file(resources.yaml(path), AgendaEdition).value:
        codes = [code for area in edition.entries for code in edition.efforts_of(area)]
        for code, _ in choices.iter_choices():
            if code not in codes:
                where = record.locate(f"agenda_choices.efforts.{code}")
                yield report_unknown(UNKNOWN_EFFORT, where, code, codes)


def _check_register(resources: Resources, record: Record) -> Iterator[Diagnostic]:
    """Yield an error for each review that is named in a register but does not exist."""
    for index, name in enumerate(value_at(record.readable_entities, "register.reviews") or ()):
        if resources.layers.find_first(f"data/records/{name}/review.yaml") is None:
            known = resources.layers.holders("data/records", {"review.yaml"})
            yield report_unknown(UNKNOWN_REVIEW, record.locate(f"register.reviews[{index}]"), name, known)


def _check_toolkit(resources: Resources, record: Record) -> Iterator[Diagnostic]:
    """Yield errors for an unknown toolkit, and for codes that the toolkit does not contain."""
    kind = next((kind for kind in ("toolkit", "self_assessment") if kind in record.entities), "")
    if not kind:
        return
    entity, location = record.entities[kind], record.locate(f"{kind}.toolkit")
    name = value_at(entity, "toolkit")
    try:
        codes = tuple(resources.toolkit(name).list_codes())
    except ProjectError:
        yield report_unknown(UNKNOWN_TOOLKIT, location, name, resources.toolkits())
    except AssemblyError as error:
        yield from error.as_diagnostics(location)
    else:
        for part in ("context", "answers", "factors"):
            for code in (value_at(entity, part) or {}) if kind == "self_assessment" else ():
                if code not in codes:
                    where = record.locate(join_path((kind, part, code)))
                    yield report_unknown(UNKNOWN_QUESTION, where, code, codes)


def _check_promises(resources: Resources, record: Record) -> Iterator[Diagnostic]:
    """Yield errors for unknown sources of a register, and for promises that no source contains.

    If a source is unknown, the promises are not checked.
    """
    if "promises" not in record.readable_entities:
        return
    from assembler.model.tracking.promise_register import PromiseRegister

    register = record.require(PromiseRegister)
    tag, paper = register.charter, register.paper
    if tag and tag not in resources.charters():
        yield report_unknown(UNKNOWN_CHARTER, record.locate("promises.charter"), tag, resources.charters())
    elif paper and paper not in resources.papers():
        yield report_unknown(UNKNOWN_PAPER, record.locate("promises.paper"), paper, resources.papers())
    else:
        codes = tuple(list_promise_codes(resources, record, register))
        paths: list[tuple[str, ...]] = [("promises", code) for code in register.promises]
        for name, each in register.follow_ups.items():
            paths += [("follow_ups", name, "answers", code) for code in each.answers]
        for path in paths:
            if path[-1] not in codes:
                where = record.locate(join_path(("promises", *path)))
                yield report_unknown(UNKNOWN_PROMISE, where, path[-1], codes)


def list_promise_codes(resources: Resources, record: Record, register: PromiseRegister) -> Iterator[str]:
    """Yield the codes that the register may track.

    They are those of the report's recommendations, the charter's commitments, and the recommendations of the
    policy paper.
    """
    yield from value_at(record.readable_entities, "feedback.recommendations") or ()
    if register.charter and (benchmark := resources.charter(register.charter).benchmark):
        yield from (each.code for each in resources.benchmark(benchmark).indicators())
    if register.paper:
        yield from (code for code, _, _ in resources.paper(register.paper).list_items())


def load_benchmark(
    resources: Resources, tag: str, location: Location
) -> tuple[Benchmark | None, tuple[Diagnostic, ...]]:
    """Return the benchmark ``tag`` and no diagnostics, or None and the errors.

    If only another version of the benchmark exists, the error suggests it.
    """
    try:
        return resources.benchmark(tag), ()
    except ProjectError:
        bare, known = tag.partition("@")[0], resources.benchmarks()
        if bare in known:
            present = resources.benchmark(bare).tag
            return None, (UNKNOWN_BENCHMARK.at(location, "similar", name=tag, near=present),)
        return None, (report_unknown(UNKNOWN_BENCHMARK, location, tag, known),)
    except AssemblyError as error:
        return None, error.as_diagnostics(location)
