"""Whatever people write, in any script, in any answer, in any order: it comes back looking the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from assembler.assembly.orders.order import Order
from assembler.collect.collect import collect
from assembler.model.documents.form_manifest import FormField
from assembler.model.types.rich_text import Block, BlockKind, Run, normalise
from assembler.store.project.project import Project
from assembler.values.rich_text import to_markdown
from returned_forms import SPACE, W, cell_of, changes_by_path, edit_form, only_manifest, send_form

LETTERS = st.characters(blacklist_categories=("Cs", "Cc", "Cn"))
WORDS = st.text(LETTERS, min_size=1, max_size=30) | st.sampled_from(
    (
        "**",
        "1. ",
        "[a](b)",
        "נסה",
        "Ωμέγα",
        "ÅÄÖ",
        "👩‍🏫",
        "- x",
        "_a_*b*",
        "<w:t>",
        "&amp;",
        "\u00a0x",
        "a\nb",
        "…x",
    )
)
LINKS = st.sampled_from(("", "", "", "https://e.org/a?b=c&d"))
RUNS = st.builds(Run, WORDS, st.booleans(), st.booleans(), LINKS)
KINDS = st.sampled_from((BlockKind.PARAGRAPH, BlockKind.PARAGRAPH, BlockKind.BULLET))
BLOCK = st.builds(Block, st.lists(RUNS, min_size=1, max_size=4).map(tuple), KINDS)
BLOCKS = st.lists(BLOCK, min_size=1, max_size=4)


@dataclass(frozen=True)
class Sent:
    """A form that was sent, its rich answers that are empty, and its bytes."""

    project: Project
    path: Path
    fields: Sequence[FormField]
    language: str


@pytest.fixture
def sent(project: Project) -> Sent:
    order = Order("interview-guide", record="havenstad", language="fi", part="I28")
    path = send_form(project, order)
    made = only_manifest(project)
    fields = [each for each in made.fields if each.kind == "rich_text" and each.base is None]
    assert len(fields) >= 2
    return Sent(project, path, fields, made.content_language)


def paragraph(block: Block) -> etree._Element:
    made = etree.Element(f"{W}p")
    style = "ResponseBullet" if block.kind is BlockKind.BULLET else "Response"
    etree.SubElement(etree.SubElement(made, f"{W}pPr"), f"{W}pStyle").set(f"{W}val", style)
    for run in block.runs:
        holder = made
        if run.link:
            holder = etree.SubElement(made, f"{W}fldSimple")
            holder.set(f"{W}instr", f'HYPERLINK "{run.link}"')
        written = etree.SubElement(holder, f"{W}r")
        look = etree.SubElement(written, f"{W}rPr")
        for name, wanted in (("b", run.bold), ("i", run.italic)):
            if wanted:
                etree.SubElement(look, f"{W}{name}")
        for number, line in enumerate(run.text.split("\n")):
            if number:
                etree.SubElement(written, f"{W}br")
            etree.SubElement(written, f"{W}t", {SPACE: "preserve"}).text = line
    return made


def filled(sent: Sent, answers: dict[str, list[Block]]) -> Path:
    def edit(root: etree._Element) -> None:
        for code, blocks in answers.items():
            cell = cell_of(root, code)
            for gone in list(cell.iterfind(f"{W}p")):
                cell.remove(gone)
            cell.extend(paragraph(block) for block in blocks)

    return edit_form(sent.path, edit)


def _letters(markdown: str) -> str:
    """What is left of a text without blanks and invisible letters: nothing where nobody said anything."""
    return "".join(markdown.replace("&#32;", "").split()).strip("\u200b\u00ad\\")


def come_back(sent: Sent, data: st.DataObject) -> None:
    fields = data.draw(st.lists(st.sampled_from(sent.fields), min_size=1, unique_by=lambda each: each.code))
    answers = {each.code: data.draw(BLOCKS) for each in fields}
    result = collect(sent.project, filled(sent, answers), dry_run=True)
    wanted = {each.path: to_markdown(normalise(answers[each.code])) for each in fields}
    found = {
        path: new["text"] if isinstance(new, dict) else new for path, new in changes_by_path(result).items()
    }
    silent = {path for path, text in wanted.items() if not _letters(text)}
    assert {path: text for path, text in found.items() if path not in silent} == {
        path: text for path, text in wanted.items() if path not in silent
    }
    assert not result.conflicts


QUIET = (HealthCheck.function_scoped_fixture, HealthCheck.too_slow)


@settings(max_examples=8, deadline=None, suppress_health_check=QUIET, derandomize=True)
@given(data=st.data())
def test_any_answers_come_back_looking_the_same(sent: Sent, data: st.DataObject) -> None:
    come_back(sent, data)


@pytest.mark.product
@settings(max_examples=25, deadline=None, suppress_health_check=QUIET)
@given(data=st.data())
def test_many_answers_come_back_looking_the_same(sent: Sent, data: st.DataObject) -> None:
    come_back(sent, data)
