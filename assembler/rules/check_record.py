"""Check of a record by the rules for its kinds of files, with the reference data that those rules need."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from assembler.diagnostics import Diagnostic
from assembler.rules import (
    AGENDA_RULES,
    CHARTER_RULES,
    EVALUATION_RULES,
    PROGRESS_RULES,
    run_readable_rules,
    run_rules,
    select_rules,
)
from assembler.store.checks.overlapping_visits import report_overlapping_visits
from assembler.store.project.project import Project
from assembler.store.records.record import Record
from assembler.store.yaml.validate import validate_file


def check_record_rules(
    project: Project,
    record: Record,
    kinds: Iterable[str] | None = None,
    *,
    publish: bool = True,
    strict: bool = False,
) -> tuple[Diagnostic, ...]:
    """Return what the rules report about these ``kinds`` of files, or about all files of the record.

    By default, the visit is also compared with those of the project's other reviews. A rule about several
    files runs only once. Unless ``publish`` is true, the rules that only a published edition must follow are
    omitted. A rule that needs a file with errors is also omitted, or raises DataError if ``strict`` is true.
    """
    wanted = tuple(record.readable_entities if kinds is None else kinds)
    run = run_rules if strict else run_readable_rules
    found = [
        diagnostic
        for rules, subject, reference in _find_rules(project, record, wanted, publish=publish)
        for diagnostic in run(rules, subject, reference)
    ]
    return (*found, *(_compare_visits(project, record) if kinds is None else ()))


def _compare_visits(project: Project, record: Record) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each member of the team who also belongs to the team of an overlapping visit.

    Only the header files of the other reviews are read. Example records are skipped.
    """
    from assembler.model.review.review import Review

    review = record.find(Review)
    if review is None or review.visit_start is None or review.example:
        return
    for name in project.own_records():
        folder = project.record_folder(name)
        if name == record.name or not (folder / "review.yaml").is_file():
            continue
        file = project.yaml(folder / "review.yaml")
        other = validate_file(file, Review, root="review").value
        if other is not None:
            yield from report_overlapping_visits([Record(name, folder, {"review": other}), record])


def _find_rules(
    project: Project, record: Record, kinds: Collection[str], *, publish: bool
) -> Iterator[tuple[Any, Record, Any]]:
    """Yield the groups of rules for these kinds, each with the record to check and the reference data.

    Choices from an agenda are checked with the guide printed in their form.
    """
    if not {"agenda", "agenda_choices"}.isdisjoint(kinds):
        from assembler.model.reference.agenda_edition import AgendaEdition
        from assembler.store.project.agenda_records import find_guide

        guide = find_guide(project, record)
        yield AGENDA_RULES, guide, project.agenda(guide.require(AgendaEdition).agenda)
    if not {"evaluation", "survey"}.isdisjoint(kinds):
        from assembler.model.reference.agenda_evaluations import Evaluation

        yield EVALUATION_RULES, record, project.agenda(record.require(Evaluation).agenda)
    if not {"charter", "progress"}.isdisjoint(kinds):
        from assembler.model.reference.charter import CharterRound

        signed = record.require(CharterRound)
        if "charter" in kinds:
            yield CHARTER_RULES, record, project.charter(signed.charter)
        if "progress" in kinds:
            yield PROGRESS_RULES, record, project.commitments(signed.versions)
    tag = record.about.benchmark_tag
    if tag and (rules := select_rules(kinds, publish=publish)):
        yield rules, record, project.benchmark(tag)
