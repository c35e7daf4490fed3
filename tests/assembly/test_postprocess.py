"""What is done with a rendered body at once is the same as when it is done step by step."""

from __future__ import annotations

from random import Random
from types import SimpleNamespace
from typing import Any

import pytest

from assembler.assembly.postprocess import CONTENTS_IDS, _finish_body
from assembler.word.content.numbered_fields import update_fields
from assembler.word.content.table_of_contents import (
    MARKER,
    build_contents_edits,
    find_headed_paragraphs,
    read_headings,
)
from assembler.word.package.markup_edits import apply_edits, bytes_as_text, text_as_bytes
from drawn_fields import STYLES, body

READY: Any = SimpleNamespace(headings=STYLES)


def at_once(xml: str, fields: frozenset[str]) -> str:
    return b"".join(_finish_body(xml.encode(), READY, "en-GB", 3, fields)).decode()


def step_by_step(xml: str, fields: frozenset[str]) -> str:
    """Fields first, then headings as they read with them, then the table of contents."""
    text = update_fields(bytes_as_text(xml.encode()), STYLES, fields)
    titles = read_headings(text, find_headed_paragraphs(text, STYLES))
    edits = build_contents_edits(text, titles, language_tag="en-GB", first_id=CONTENTS_IDS)
    return text_as_bytes("".join(apply_edits(text, edits))).decode()


@pytest.mark.parametrize(
    "fields", [("SEQ",), ("SEQ", "Fallback"), ("SEQ", "REF"), ("REF",), ()], ids=" ".join
)
def test_both_ways_agree_whatever_the_fields_look_like(fields: tuple[str, ...]) -> None:
    for seed in range(250 if fields == ("SEQ",) else 50):
        xml = body(Random(seed), mark=seed % 3 > 0)
        assert at_once(xml, frozenset(fields)) == step_by_step(xml, frozenset(fields)), seed


def test_a_heading_that_is_nothing_but_a_number_stands_in_the_contents() -> None:
    heading = '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>{}</w:p>'
    number = '<w:fldSimple w:instr=" SEQ Part "><w:r><w:t/></w:r></w:fldSimple>'
    made = at_once(str(MARKER) + heading.format(number), frozenset(("SEQ",)))
    assert '<w:t xml:space="preserve">1</w:t></w:r></w:hyperlink>' in made
