"""Enforcement of the rules about records before a document is built.

Forms are not checked, because they are sent out to be completed. The form in which municipalities choose from
an agenda is checked, because it prints a guide, which must follow the rules. If a record breaks a rule of
level error, a report or text can be built only as a draft. Its cover lists the missing information.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from assembler.diagnostics import Diagnostic
from assembler.errors import DataError
from assembler.model.documents.document_type import DocumentType
from assembler.model.paths import ROOTS
from assembler.model.types.values import Text
from assembler.rules.check_record import check_record_rules
from assembler.rules.draft_cover_texts import DRAFT_NOTICES
from assembler.store.project.project import Project
from assembler.store.records.record import Record, report_unreadable

ENGLISH = "en"


def enforce_rules(
    project: Project, declared: DocumentType, record: Record, *, draft: bool, publish: bool
) -> tuple[Diagnostic, ...]:
    """Return the diagnostics of this document type's rules, and those about references to unknown names.

    If ``publish`` is true, the document is for the public and must follow more rules (R50). Raises DataError
    with all diagnostics if one of them is an error, unless ``draft`` is true. For a form other than the
    agenda guide, only references are reported, and nothing is raised. A file with errors causes only a
    warning here. Code that needs the file raises DataError when it reads the file.
    """
    unknown = (
        *report_unreadable(record),
        *(each for each in record.diagnostics if is_relevant(each, declared)),
    )
    if declared.kind == "form" and declared.record != "agenda_choices":
        return unknown
    kinds = (record.kind, declared.record)
    diagnostics = (*unknown, *check_record_rules(project, record, kinds, publish=publish, strict=True))
    if not draft and _select_errors(diagnostics):
        what = f"{declared.name} cannot be final, because the record has errors"
        hint = "correct the record, or build a draft with --draft; its cover lists what is missing"
        raise DataError(what, location=record.name, hint=hint, diagnostics=diagnostics)
    return diagnostics


def is_relevant(diagnostic: Diagnostic, declared: DocumentType) -> bool:
    """Return whether this document type uses the file that the diagnostic is about.

    A type uses its own kind of file and the kinds before it in ``ROOTS``.
    """
    kinds = list(ROOTS)
    kind = diagnostic.location.position.partition(".")[0]
    return kind not in kinds or kinds.index(kind) <= kinds.index(declared.record)


def list_draft_notices(diagnostics: Sequence[Diagnostic], translate: Callable[[str], str]) -> list[Any]:
    """Return distinct notices of what is missing, for the cover of a draft.

    The result is empty if there are no errors.
    """
    notices = (
        translate(DRAFT_NOTICES[each.rule])
        if each.rule in DRAFT_NOTICES
        else Text(text=f"{each.message}.", language=ENGLISH)
        for each in _select_errors(diagnostics)
    )
    return list(dict.fromkeys(notices))


def _select_errors(diagnostics: Sequence[Diagnostic]) -> list[Diagnostic]:
    return [each for each in diagnostics if each.is_error]
