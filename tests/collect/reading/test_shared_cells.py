"""A title and an address in one cell are told apart, whatever people and editors did to the paragraphs."""

from __future__ import annotations

import pytest

from assembler.collect.reading.shared_cells import split_cell
from assembler.model.documents.form_manifest import ControlKind, FormColumn
from assembler.model.types.rich_text import Block, Run, split_paragraphs
from assembler.word.returned.form_content import Cell, ReturnedControl

LINK = FormColumn("link", "link", ControlKind.TEXT, "Web address", prompt="[Web address]", under="title")
ADDRESS = "https://example.org/plan?a=1"


def split(text: str, *typed: str) -> tuple[str, str]:
    controls = tuple(ReturnedControl(ControlKind.TEXT, each, "GG/A/1.9.1.link") for each in typed)
    upper, lower = split_cell(Cell(split_paragraphs(text), controls=controls), LINK)
    return upper.text, lower.text


@pytest.mark.parametrize(("text", "title", "address"), [
    ("", "", ""),
    ("[Web address]", "", ""),
    ("Plan\n[Web address]", "Plan", ""),
    (f"Plan\n{ADDRESS}", "Plan", ADDRESS),
    (f"{ADDRESS}\nPlan", "Plan", ADDRESS),
    (f"Plan\n{ADDRESS}\nSee page 3", "Plan\nSee page 3", ADDRESS),
    (f"Plan {ADDRESS}\n[Web address]", "Plan", ADDRESS),
    (f"Plan\n[Web address]{ADDRESS}", "Plan", ADDRESS),
    (f"{ADDRESS}\n[Web address]", "", ADDRESS),
    ("Plan[Web address]", "Plan", ""),
    ("Web addresses\n[Web address]", "Web addresses", ""),
    (f"Plan, see {ADDRESS} on page 3", f"Plan, see {ADDRESS} on page 3", ""),
    ("www.example.org", "", "www.example.org"),
    ("Plan\nof the city", "Plan\nof the city", ""),
])  # fmt: skip
def test_the_address_is_found_by_what_it_says(text: str, title: str, address: str) -> None:
    assert split(text) == (title, address)


def test_what_is_in_the_control_of_the_address_is_an_answer_that_somebody_must_read() -> None:
    assert split("Plan\non the intranet", "on the intranet") == ("Plan", "on the intranet")
    assert split("Plan", "Plan") == ("Plan", "")


def test_a_title_with_one_link_brings_its_address() -> None:
    linked = Block((Run("Plan", link=ADDRESS),))
    upper, lower = split_cell(Cell((linked,)), LINK)
    assert (upper.text, lower.blocks) == ("Plan", (linked,))
    other = Block((Run("Note", link="https://example.org/note"),))
    assert split_cell(Cell((linked, other)), LINK)[1] == Cell()
