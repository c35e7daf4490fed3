"""What is done with a document once it is rendered: fields worked out, contents, footnotes of the data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from assembler.jobs.preparing import Ready
from assembler.model.document_type import DocumentType
from assembler.word import footnotes
from assembler.word.contents import with_contents
from assembler.word.numbered_fields import has_fields, settled
from assembler.word.octets import octet_data, octets
from assembler.word.prepared import Finish

CONTENTS_IDS = 500_000_000
"""Bookmarks of the table of contents are numbered from here, apart from controls and templates."""
MAIN = "word/document.xml"


@dataclass(frozen=True, slots=True)
class Added:
    """What the data of a document adds to it: its footnotes, and whether it refers to places in it."""

    notes: Sequence[footnotes.Noted]
    refers: bool


def finishing(ready: Ready, declared: DocumentType, language_tag: str, added: Added) -> dict[str, Finish]:
    """What is done with the body, and with the notes if the data has any, by the names of their parts.

    TemplateError where there are notes and the template has no room for any.
    """
    notes, source = added.notes, ready.prepared.source(MAIN)
    body = partial(
        _finished,
        ready=ready,
        language_tag=language_tag,
        depth=declared.contents_depth,
        has_fields=added.refers or has_fields(source),
    )
    if not notes:
        return {MAIN: body}
    name = f"templates/{declared.name}/template.docx"
    footnotes.with_notes(ready.growing.get(footnotes.PART), (), name=name)  # refuses a template without any
    return {MAIN: body, footnotes.PART: partial(footnotes.with_notes, notes=notes, name=name)}


def _finished(data: bytes, ready: Ready, language_tag: str, depth: int, has_fields: bool) -> bytes:
    """The rendered body with captions counted, references followed and its table of contents."""
    xml, styles = octets(data), ready.headings
    xml = settled(xml, styles) if has_fields else xml
    xml = with_contents(xml, styles, language_tag=language_tag, first_id=CONTENTS_IDS, depth=depth)
    return octet_data(xml)
