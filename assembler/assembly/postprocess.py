"""Complete a rendered document: captions, references, table of contents and footnotes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import partial

from assembler.assembly.orders.templates import CompiledTemplate
from assembler.model.documents.document_type import DocumentType
from assembler.word.content import footnotes
from assembler.word.content.numbered_fields import Kinds, build_caption_edits, find_kinds, update_fields
from assembler.word.content.table_of_contents import (
    MARKER,
    HeadedParagraph,
    build_contents_edits,
    find_headed_paragraphs,
    read_headings,
)
from assembler.word.package.markup_edits import Edit, apply_edits, bytes_as_text, text_as_bytes
from assembler.word.render.literal_braces import may_contain_tags, split_typed_tags
from assembler.word.render.prepared_template import Finish

_COUNTED = frozenset(("SEQ",))
"""Fields that can be updated by counting alone, independently of other content."""
CONTENTS_IDS = 500_000_000
"""First id of the bookmarks in the table of contents. Controls and templates have other ids."""
MAIN = "word/document.xml"


def build_finishers(
    ready: CompiledTemplate,
    declared: DocumentType,
    language_tag: str,
    notes: Sequence[footnotes.RenderedFootnote],
) -> dict[str, Finish]:
    """Map the body and, if there are any, the footnotes to the functions that postprocess these parts.

    Only the template's own fields are updated. Fields from the data (``ReferenceRenderer``) are already
    correct. Raises TemplateError if there are ``notes`` but the template has no footnotes part.
    """
    body = partial(
        _finish_body,
        ready=ready,
        language_tag=language_tag,
        depth=declared.contents_depth,
        fields=find_kinds(ready.prepared.source(MAIN)),
    )
    if not notes:
        return {MAIN: body}
    name = f"templates/{declared.name}/template.docx"
    # Raises TemplateError if the template has no footnotes part.
    footnotes.add_footnotes(ready.extended_parts.get(footnotes.PART), (), name=name)
    return {MAIN: body, footnotes.PART: partial(_add_notes, notes=notes, name=name)}


def _finish_body(
    data: bytes, ready: CompiledTemplate, language_tag: str, depth: int, fields: Kinds
) -> Iterator[bytes]:
    """Yield the rendered body after postprocessing.

    Captions are numbered, references and the table of contents are updated, and tags that people typed are
    escaped. Independent steps are combined into one pass.
    """
    xml, styles = bytes_as_text(data), ready.headings
    del data
    edits = build_caption_edits(xml, fields) if fields == _COUNTED else []
    paragraphs = find_headed_paragraphs(xml, styles) if MARKER in xml else []
    if _overlaps(edits, paragraphs) or fields - _COUNTED:
        xml, edits = update_fields(xml, styles, fields), []
        paragraphs = find_headed_paragraphs(xml, styles) if MARKER in xml else []
    titles = read_headings(xml, paragraphs)
    contents = build_contents_edits(
        xml, titles, language_tag=language_tag, first_id=CONTENTS_IDS, depth=depth
    )
    pieces = apply_edits(xml, sorted([*edits, *contents]))
    yield from map(text_as_bytes, (split_typed_tags("".join(pieces)),) if may_contain_tags(xml) else pieces)


def _overlaps(edits: Sequence[Edit], paragraphs: Sequence[HeadedParagraph]) -> bool:
    """Return whether an edit begins inside one of ``paragraphs``, which are in document order."""
    starts = [each.start for each in paragraphs]
    before = (bisect_right(starts, edit.start) for edit in edits)
    return any(at and edit.start < paragraphs[at - 1].end for at, edit in zip(before, edits, strict=True))


def _add_notes(data: bytes, notes: Sequence[footnotes.RenderedFootnote], name: str) -> Iterator[bytes]:
    """Yield the footnotes part: the rendered footnotes, followed by the footnotes from the data."""
    yield text_as_bytes(
        split_typed_tags(bytes_as_text(footnotes.add_footnotes(data, notes=notes, name=name)))
    )
