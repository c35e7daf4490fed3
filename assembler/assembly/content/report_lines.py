"""Generated lines of a report, and the positions of its sections.

To find them, the report is rendered with a marker in place of each section's text, and then read like a
returned file. The manifest therefore contains exactly the lines that will be read from a returned report,
whatever the template looks like.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from assembler.assembly.content.sections import find_sections
from assembler.model.documents.document_type import DocumentType
from assembler.model.documents.form_manifest import Line
from assembler.model.types.rich_text import split_paragraphs
from assembler.word.content.paragraphs import build_rich_paragraphs
from assembler.word.returned.report_content import Passage

_MARK = "\ue000"
"""First and last character of a section's marker. It never occurs in a text."""


def read_lines(
    context: dict[str, Any], declared: DocumentType, render: Callable[[dict[str, Any]], bytes]
) -> tuple[Line, ...]:
    """Return the lines of the report that ``render`` builds from ``context``, which is left unchanged."""
    from assembler.word.returned.returned_file import open_returned_file, read_report  # late: lxml

    texts = [(holder[name], narrative) for holder, name, narrative in find_sections(context, declared)]
    before = [seen["text"] for seen, _ in texts]
    try:
        for seen, narrative in texts:
            mark = split_paragraphs(f"{_MARK}{narrative.code}{_MARK}")
            seen["text"] = build_rich_paragraphs(mark, "", new_list=lambda: 0)
        report = read_report(open_returned_file(render(context), declared.name))
    finally:
        for (seen, _), text in zip(texts, before, strict=True):
            seen["text"] = text
    return tuple(_convert_passages(report.passages))


def _convert_passages(passages: Iterable[Passage]) -> Iterator[Line]:
    for each in passages:
        if each.text.startswith(_MARK):
            yield Line(section=each.text.strip(_MARK))
        elif each.text:
            yield Line(each.text, next(iter(each.bookmarks), ""))
