"""Check the title of a document type: what stands in its fields is given, and is text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assembler.assembly.checks.texts import check_text
from assembler.diagnostics import Diagnostic, Level
from assembler.model.documents.document_type import DocumentType
from assembler.model.messages import markup
from assembler.store.project.project import Project
from assembler.store.yaml.suggest import suggestion
from assembler.word.template.escaping import RunMarkup


def check_title(
    declared: DocumentType, project: Project, context: Mapping[str, Any]
) -> tuple[Diagnostic, ...]:
    """A diagnostic for each field of the title that ``context`` lacks, or that is no text there."""
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
    return tuple(
        Diagnostic("unknown-title-field", Level.ERROR, place, f"there is no text `{name}` for the title",
                suggestion(name, texts))
        for name in wrong
    )  # fmt: skip


_SHOWN = (str, int, RunMarkup)
"""What a title can show; an int is a number or, where the declaration counts it, a phrase."""
