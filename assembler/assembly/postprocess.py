"""What is done with a document once it is rendered: fields worked out, contents, footnotes of the data."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import partial

from assembler.assembly.orders.context import Ready
from assembler.model.documents.document_type import DocumentType
from assembler.word.content import footnotes
from assembler.word.content.contents import (
    MARKER,
    HeadedParagraph,
    build_contents_edits,
    find_headed_paragraphs,
    read_headings,
)
from assembler.word.content.numbered_fields import Kinds, build_caption_edits, find_kinds, update_fields
from assembler.word.package.edits import Edit, apply_edits, bytes_as_text, text_as_bytes
from assembler.word.render.prepared import Finish
from assembler.word.render.typed_braces import may_contain_tags, split_typed_tags

_COUNTED = frozenset(("SEQ",))
"""Fields that need nothing but counting, whatever else a document says."""
CONTENTS_IDS = 500_000_000
"""Bookmarks of the table of contents are numbered from here, apart from controls and templates."""
MAIN = "word/document.xml"


def finishing(
    ready: Ready, declared: DocumentType, language_tag: str, notes: Sequence[footnotes.RenderedFootnote]
) -> dict[str, Finish]:
    """What is done with the body, and with ``notes`` if the data has any, by the names of their parts.

    Only the template's own fields are worked out: those of the data (``ReferenceDrawer``) show what they
    refer to from the start. TemplateError where there are notes and the template has no room for any.
    """
    body = partial(
        _finished,
        ready=ready,
        language_tag=language_tag,
        depth=declared.contents_depth,
        fields=find_kinds(ready.prepared.source(MAIN)),
    )
    if not notes:
        return {MAIN: body}
    name = f"templates/{declared.name}/template.docx"
    footnotes.add_footnotes(
        ready.growing.get(footnotes.PART), (), name=name
    )  # refuses a template without any
    return {MAIN: body, footnotes.PART: partial(_noted, notes=notes, name=name)}


def _finished(data: bytes, ready: Ready, language_tag: str, depth: int, fields: Kinds) -> Iterator[bytes]:
    """The rendered body with captions counted, references followed, contents, and typed tags split.

    Where one does not depend on the other, all of it is done at once.
    """
    xml, styles = bytes_as_text(data), ready.headings
    del data
    edits = build_caption_edits(xml, fields) if fields == _COUNTED else []
    found = find_headed_paragraphs(xml, styles) if MARKER in xml else []
    if _meet(edits, found) or fields - _COUNTED:
        xml, edits = update_fields(xml, styles, fields), []
        found = find_headed_paragraphs(xml, styles) if MARKER in xml else []
    titles = read_headings(xml, found)
    contents = build_contents_edits(
        xml, titles, language_tag=language_tag, first_id=CONTENTS_IDS, depth=depth
    )
    pieces = apply_edits(xml, sorted([*edits, *contents]))
    yield from map(text_as_bytes, (split_typed_tags("".join(pieces)),) if may_contain_tags(xml) else pieces)


def _meet(edits: Sequence[Edit], paragraphs: Sequence[HeadedParagraph]) -> bool:
    """Whether an edit is in one of ``paragraphs``, which come in their order: then what they say changes."""
    starts = [each.start for each in paragraphs]
    before = (bisect_right(starts, edit.start) for edit in edits)
    return any(at and edit.start < paragraphs[at - 1].end for at, edit in zip(before, edits, strict=True))


def _noted(data: bytes, notes: Sequence[footnotes.RenderedFootnote], name: str) -> Iterator[bytes]:
    """The rendered footnotes with those of the data."""
    yield text_as_bytes(
        split_typed_tags(bytes_as_text(footnotes.add_footnotes(data, notes=notes, name=name)))
    )
