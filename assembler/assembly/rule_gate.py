"""Enforcement of the rules about records before a document is built.

Forms are exempt because they are sent out to be completed; only the guide that a form prints must be
complete. If a record breaks a rule of level error, a report or text can be built only as a draft. Its cover
lists the missing information.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from assembler.diagnostics import Diagnostic
from assembler.errors import DataError
from assembler.model.documents.document_type import DocumentType
from assembler.model.paths import ROOTS
from assembler.model.types.content import Text
from assembler.rules import (
    AGENDA_RULES,
    CHARTER_RULES,
    EVALUATION_RULES,
    PROGRESS_RULES,
    run_rules,
    select_rules,
)
from assembler.rules.draft_notices import DRAFT_NOTICES
from assembler.store.project.project import Project
from assembler.store.records.record import Record, report_unreadable

ENGLISH = "en"


def enforce_rules(
    project: Project, declared: DocumentType, record: Record, *, draft: bool, publish: bool
) -> tuple[Diagnostic, ...]:
    """Return the diagnostics of the rules for this document type, and about references to unknown names.

    ``publish`` means that the document is for the public, and must follow more rules (R50). Unless ``draft``,
    raises DataError with all diagnostics if a rule of level error is broken; forms are
    exempt. A file with errors causes only a warning here. Code that needs the file raises DataError when it
    reads it.
    """
    unknown = (
        *report_unreadable(record),
        *(each for each in record.diagnostics if _is_relevant(each, declared)),
    )
    if declared.kind == "form" and declared.record != "agenda_choices":
        return unknown
    diagnostics = (*unknown, *_apply_rules(project, declared, record, publish=publish))
    if not draft and (count := len({each.rule for each in _select_errors(diagnostics)})):
        what = (
            f"{declared.name} cannot be final, because {count} rule{'s are' if count > 1 else ' is'} broken"
        )
        hint = "correct the record, or build a draft with --draft, whose cover lists the missing information"
        raise DataError(what, location=record.name, hint=hint, diagnostics=diagnostics)
    return diagnostics


def _is_relevant(diagnostic: Diagnostic, declared: DocumentType) -> bool:
    """Return whether this document type uses the file that the diagnostic is about.

    A type uses its own kind of file and the kinds before it.
    """
    kinds = list(ROOTS)
    kind = diagnostic.location.position.partition(".")[0]
    return kind not in kinds or kinds.index(kind) <= kinds.index(declared.record)


def _apply_rules(
    project: Project, declared: DocumentType, record: Record, *, publish: bool
) -> tuple[Diagnostic, ...]:
    """Check the record against its benchmark, charter or agenda, and return the diagnostics."""
    if record.entities.keys() & {"agenda", "agenda_choices"}:
        from assembler.model.reference.agenda import AgendaEdition
        from assembler.store.project.agenda_records import find_guide

        guide = find_guide(project, record)
        return run_rules(AGENDA_RULES, guide, project.agenda(guide.require(AgendaEdition).agenda))
    if "evaluation" in record.entities:
        from assembler.model.reference.evaluation import Evaluation

        return run_rules(EVALUATION_RULES, record, project.agenda(record.require(Evaluation).agenda))
    if "charter" in record.entities:
        from assembler.model.reference.charter import CharterRound

        charter_round = record.require(CharterRound)
        about_signatures = run_rules(CHARTER_RULES, record, project.charter(charter_round.charter))
        if declared.record != "progress":
            return about_signatures
        commitments = project.commitments(charter_round.versions)
        return (*about_signatures, *run_rules(PROGRESS_RULES, record, commitments))
    tag = record.about.benchmark_tag
    rules = select_rules((declared.record,), publish=publish)
    return run_rules(rules, record, project.benchmark(tag)) if tag and rules else ()


def list_draft_notices(diagnostics: Sequence[Diagnostic], says: Callable[[str], str]) -> list[Any]:
    """Return the distinct notices of what is missing, for the cover of a draft; empty without errors."""
    notices = (
        says(DRAFT_NOTICES[each.rule])
        if each.rule in DRAFT_NOTICES
        else Text(text=f"{each.message}.", language=ENGLISH)
        for each in _select_errors(diagnostics)
    )
    return list(dict.fromkeys(notices))


def _select_errors(diagnostics: Sequence[Diagnostic]) -> list[Diagnostic]:
    return [each for each in diagnostics if each.is_error]
