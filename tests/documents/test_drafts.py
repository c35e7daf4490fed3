"""A draft lists on its first page, before the contents, what is missing; every type of report does so."""

from __future__ import annotations

import io
from itertools import takewhile

import pytest
from docx import Document

from assembler.assembly import template_context
from assembler.assembly.assemble import assemble
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order
from assembler.assembly.orders.resolve import expand_parts
from assembler.store.project.project import Project
from assembler.store.project.search_path import shipped_folder
from assembler.structs import replace

PROJECT = Project(shipped_folder())
KINDS = [PROJECT.document_type(name) for name in PROJECT.document_types()]
REPORTS = [Order(kind.name, kind.example, language="en", edition=edition) for kind in KINDS
           if kind.kind != "form" for edition in kind.editions or ("",)]  # fmt: skip
NOTICE = "An approval is missing."
AFTER_COVER = {"TOC Heading", "Heading 1"}


def cover(build_context: BuildContext, order: Order) -> list[str]:
    """The paragraphs before the contents and the first heading."""
    first, *_ = expand_parts(PROJECT, [order])
    document = Document(io.BytesIO(assemble(build_context, first).data))
    paragraphs = takewhile(lambda each: each.style.name not in AFTER_COVER, document.paragraphs)  # type: ignore[union-attr]
    return [each.text for each in paragraphs]


@pytest.mark.sampled(3)
@pytest.mark.parametrize("order", REPORTS, ids=lambda order: f"{order.type} {order.edition}".strip())
def test_a_draft_says_on_its_first_page_what_is_missing(
    build_context: BuildContext, order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(template_context, "list_draft_notices", lambda *_: [NOTICE])
    texts = cover(build_context, replace(order, draft=True))
    assert texts.count(NOTICE) == 1
    assert texts[texts.index(NOTICE) - 1].startswith("Draft. This ")


def test_a_report_that_lacks_nothing_is_not_called_a_draft(build_context: BuildContext) -> None:
    assert not [text for text in cover(build_context, REPORTS[0]) if text.startswith("Draft")]
