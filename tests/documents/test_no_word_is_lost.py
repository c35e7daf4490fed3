"""No word that somebody types is nowhere: it is in the record, or kept with its place and reported.

Each way of typing (``typed_words``), in many places of a form and of a report.
"""

from __future__ import annotations

from itertools import cycle
from typing import Any

import pytest

from assembler.assembly.orders.order import Order
from assembler.collect.collect import collect
from assembler.merging.collect_result import CollectResult
from assembler.store.project.project import Project
from assembler.word.package.xml import qn
from assembler.word.returned.odt_styles import odf
from returned_forms import send_form
from typed_words import Draft, each_way, put
from typed_words_odt import OdtDraft
from typed_words_odt import each_way as each_odt_way
from typed_words_odt import put as put_odt

EVERY = 5
"""Each of so many paragraphs gets words, one way after the other."""
ORDERS = (
    Order("desk-review", record="havenstad", language="en", part="HK"),
    Order("host-response", record="havenstad", language="en"),
    Order("feedback-report", record="havenstad", language="en"),
)


def returned(project: Project, draft: Draft | OdtDraft, kind: str = "docx") -> CollectResult:
    path = project.root / f"back.{kind}"
    path.write_bytes(draft.to_bytes())
    return collect(project, path, dry_run=True)


def found_words(result: CollectResult) -> str:
    """All that a collect takes, and all that it keeps."""
    taken = [each.new for each in result.changed]
    kept = [(each.where, each.text) for each in result.kept]
    return str([taken, result.conflicts, kept, [each.data for each in result.pictures]])


@pytest.mark.sampled(3)
@pytest.mark.parametrize("order", ORDERS, ids=[each.type for each in ORDERS])
def test_every_word_is_taken_or_kept(project: Project, order: Order) -> None:
    data = send_form(project, order).read_bytes()
    for turn in range(2):
        draft, ways = Draft(data, turn), cycle(each_way())
        every = list(draft.body.iter(qn("w:p")))
        typed: dict[str, str] = {}
        for paragraph in every[turn::EVERY]:
            before, way = len(draft.typed), next(ways)
            put(draft, paragraph, way)
            typed |= dict.fromkeys(draft.typed[before:], way)
        words = found_words(returned(project, draft))
        assert [(way, word) for word, way in typed.items() if word not in words] == []


@pytest.mark.sampled(3)
@pytest.mark.parametrize("turn", [0, pytest.param(1, marks=pytest.mark.product)])
@pytest.mark.parametrize("order", ORDERS, ids=[each.type for each in ORDERS])
def test_every_word_in_an_odt_is_taken_or_kept(
    project: Project, order: Order, office: Any, turn: int
) -> None:
    data = office.convert([send_form(project, order)], "odt")[0].read_bytes()
    draft, ways = OdtDraft(data, turn), cycle(each_odt_way())
    every = list(draft.body.iter(odf("text:p"), odf("text:h")))
    typed: dict[str, str] = {}
    for paragraph in every[turn::EVERY]:
        before, way = len(draft.typed), next(ways)
        put_odt(draft, paragraph, way)
        typed |= dict.fromkeys(draft.typed[before:], way)
    words = found_words(returned(project, draft, "odt"))
    assert [(way, word) for word, way in typed.items() if word not in words] == []
