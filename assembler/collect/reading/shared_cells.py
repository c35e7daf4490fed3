"""Cells with two answers: a text and, in a paragraph below it, an address.

Some programs drop both controls, and people write the text and the address in one paragraph or in reverse
order. The address is therefore recognised mainly by its pattern (``https://``, ``mailto:``, ``www.``).
Everything else is the text, so that nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assembler.collect.reading.text_comparison import CellState, classify_text, remove_prompt
from assembler.model.documents.form_manifest import FormColumn
from assembler.model.types.rich_text import Block, split_paragraphs
from assembler.structs import replace
from assembler.values.plain_text import normalise_text
from assembler.word.returned.form_content import Cell

_ADDRESS: Final = r"(?:https?://|mailto:|www\.)\S+"
_IS_ADDRESS: Final = re.compile(_ADDRESS, re.I)
_ENDS_WITH_ADDRESS: Final = re.compile(rf"(?P<text>.*\S)\s+(?P<address>{_ADDRESS})", re.I | re.DOTALL)


def split_cell(cell: Cell, below: FormColumn) -> tuple[Cell, Cell]:
    """Split ``cell`` into the text and the answer to the column ``below``, each as a cell.

    The answer is the first of these that the cell contains:

    - the last paragraph that is an address
    - the last paragraph, if it is in the control of ``below``
    - an address at the end of the text
    - the address of the only link
    """
    blocks = tuple(_drop_prompts(cell, below.prompt))
    rest, last = blocks[:-1], blocks[-1:]
    for number in reversed(range(len(blocks))):
        if _IS_ADDRESS.fullmatch(normalise_text(blocks[number].text)):
            upper = (*blocks[:number], *blocks[number + 1 :])
            return replace(cell, blocks=upper), Cell((blocks[number],))
    if rest and _is_in_control(cell, last[0], below):
        return replace(cell, blocks=rest), Cell(last)
    if last and (match := _ENDS_WITH_ADDRESS.fullmatch(last[0].text.strip())):
        upper = (*rest, *split_paragraphs(match["text"]))
        return replace(cell, blocks=upper), Cell(split_paragraphs(match["address"]))
    linked = tuple(block for block in blocks if any(run.link for run in block.runs))
    links = {run.link for block in linked for run in block.runs if run.link}
    return replace(cell, blocks=blocks), Cell(linked if len(links) == 1 else ())


def _drop_prompts(cell: Cell, prompt: str) -> Iterator[Block]:
    """Yield the paragraphs of ``cell`` that contain anything other than ``prompt``, without the prompt."""
    for block in cell.blocks:
        content = classify_text(block.text, prompt)
        if content.residue:
            yield from remove_prompt([block], prompt)
        elif content.state in (CellState.FILLED, CellState.SUSPECT):
            yield block


def _is_in_control(cell: Cell, block: Block, below: FormColumn) -> bool:
    """Return whether ``block`` is the text of a control of the column ``below``."""
    texts = {normalise_text(each.text) for each in cell.controls if each.tag.endswith(f".{below.name}")}
    return normalise_text(block.text) in texts
