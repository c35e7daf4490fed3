"""Check of a document type's title, in which every placeholder must stand for text or a number."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assembler.assembly.checks.declared_texts import check_text
from assembler.diagnostics import Diagnostic
from assembler.diagnostics.declarations import UNKNOWN_TITLE_FIELD
from assembler.model.documents.document_type import DocumentType
from assembler.model.messages import markup
from assembler.store.project.project import Project
from assembler.store.yaml.suggestions import report_unknown
from assembler.word.template.escaping import RunMarkup


def check_title(
    declared: DocumentType, project: Project, context: Mapping[str, Any]
) -> tuple[Diagnostic, ...]:
    """Return a diagnostic for each placeholder in the title whose value is neither text nor a number.

    ``context`` contains the values. If the title is not a valid message, only this is reported.
    """
    try:
        fields = markup.field_names(declared.title)
    except markup.MarkupError:
        broken = check_text(project.declaration(declared.name), ("title",), declared.title)
        return (broken,) if broken else ()
    wrong = [name for name in fields if not isinstance(context.get(name), _SHOWN)]
    if not wrong:
        return ()
    place = project.declaration(declared.name).locate(("title",))
    texts = [name for name, value in context.items() if isinstance(value, _SHOWN)]
    return tuple(report_unknown(UNKNOWN_TITLE_FIELD, place, name, texts) for name in wrong)


_SHOWN = (str, int, RunMarkup)
"""Types allowed in a title. An int is shown as a number or as a counted phrase, if one is declared."""
