"""Is a record fit for the document that is made from it? Its rules say so before anything is built.

A form is never judged: it goes out to be filled. A report or text that breaks a rule of error level is made
only as a draft, and says on its cover what is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from assembler.diagnostics import Diagnostic
from assembler.errors import DataError
from assembler.model.documents.document_type import DocumentType
from assembler.model.paths import ROOTS
from assembler.model.types.content import Text
from assembler.rules import AGENDA_RULES, CHARTER_RULES, RULES_ABOUT, run_rules
from assembler.rules.draft_notices import DRAFT_NOTICES
from assembler.store.project.project import Project
from assembler.store.records.record import Record, report_unreadable

ENGLISH = "en"


def judged(
    project: Project, declared: DocumentType, record: Record, *, draft: bool
) -> tuple[Diagnostic, ...]:
    """What the rules about this kind of record find in ``record``, and what it names that does not exist.

    DataError with all of it where a rule of error level is broken and no ``draft`` is asked for; a form is
    not held to its rules. A file with errors is a warning: what needs it raises DataError when it reads it.
    """
    unknown = (
        *report_unreadable(record),
        *(each for each in record.diagnostics if _concerns(each, declared)),
    )
    if declared.kind == "form":
        return unknown
    found = (*unknown, *_found(project, declared, record))
    if not draft and (count := len({each.rule for each in _errors(found)})):
        what = f"{count} rule{'s are' if count > 1 else ' is'} broken that a finished {declared.name} keeps"
        hint = "mend the record, or build a draft with --draft: its cover says what is missing"
        raise DataError(what, location=record.name, hint=hint, diagnostics=found)
    return found


def _concerns(diagnostic: Diagnostic, declared: DocumentType) -> bool:
    """Whether a document of this type reads the file: that of its own kind, and those of earlier kinds."""
    kinds = list(ROOTS)
    kind = diagnostic.location.position.partition(".")[0]
    return kind not in kinds or kinds.index(kind) <= kinds.index(declared.record)


def _found(project: Project, declared: DocumentType, record: Record) -> tuple[Diagnostic, ...]:
    """What the rules find: a review is held against its benchmark, a charter round against the charter.

    An edition of an agenda is held against the agenda.
    """
    if "agenda" in record.entities:
        from assembler.model.reference.agenda import AgendaEdition

        return run_rules(AGENDA_RULES, record, project.agenda(record.require(AgendaEdition).agenda))
    if "charter" in record.entities:
        from assembler.model.reference.charter import CharterRound

        return run_rules(CHARTER_RULES, record, project.charter(record.require(CharterRound).charter))
    tag = record.about.benchmark_tag
    if declared.record not in RULES_ABOUT or not tag:
        return ()
    return run_rules(RULES_ABOUT[declared.record], record, project.benchmark(tag))


def lacking(diagnostics: Sequence[Diagnostic], says: Callable[[str], str]) -> list[Any]:
    """What the cover of a draft says is missing, each thing once; nothing where no error was found."""
    told = (
        says(DRAFT_NOTICES[each.rule])
        if each.rule in DRAFT_NOTICES
        else Text(text=f"{each.message}.", language=ENGLISH)
        for each in _errors(diagnostics)
    )
    return list(dict.fromkeys(told))


def _errors(diagnostics: Sequence[Diagnostic]) -> list[Diagnostic]:
    return [each for each in diagnostics if each.is_error]
