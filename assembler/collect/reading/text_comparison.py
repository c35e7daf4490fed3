"""Comparison of a cell's text with the text of the answer or the prompt that was sent.

Editors change spaces (a no-break space becomes an ordinary one) and hyphens without being asked. People
change words, line breaks, lists, bold, italic and links. Word flags a prompt in the file, but editors set or
clear that flag wrongly: an answer may have it, and a prompt may lack it. The complete text of the cell is
therefore compared with the prompt that was sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from enum import StrEnum

from assembler.model.types.rich_text import Block, BlockKind, Run, normalise, split_paragraphs
from assembler.structs import Struct, replace
from assembler.values.plain_text import normalise_characters, normalise_text


def are_blocks_equal(returned: Iterable[Block], shown: Iterable[Block]) -> bool:
    """Return whether two texts have the same words and formats, ignoring differences in spaces.

    >>> are_blocks_equal(split_paragraphs("a\u00a0b "), split_paragraphs("a b"))
    True
    >>> are_blocks_equal(split_paragraphs("a"), [Block((Run("a", True),))])
    False
    """
    return list(_normalise_blocks(returned)) == list(_normalise_blocks(shown))


def are_lines_equal(returned: Iterable[Block], shown: Iterable[Block]) -> bool:
    """Return whether two texts have the same lines, ignoring formats and spaces.

    >>> are_lines_equal(split_paragraphs("a  b\\nc"), split_paragraphs("a\\u00a0b\\nc"))
    True
    """
    return _split_lines(returned) == _split_lines(shown)


def has_lost_formats(returned: Iterable[Block], shown: Iterable[Block]) -> bool:
    """Return whether two texts have the same lines, and ``returned`` has no format that ``shown`` lacks.

    >>> bold = [Block((Run("a", True),))]
    >>> has_lost_formats(split_paragraphs("a"), bold), has_lost_formats(bold, split_paragraphs("a"))
    (True, False)
    """
    now, before = list(returned), list(shown)
    pairs = list(zip(_iter_formats(now), _iter_formats(before), strict=False))
    return are_lines_equal(now, before) and all(one <= other for one, other in pairs)


def _iter_formats(blocks: Iterable[Block]) -> Iterator[frozenset[str]]:
    """Yield the format of each character that is not a space."""
    for block in normalise(blocks):
        item = "" if block.kind is BlockKind.PARAGRAPH else block.kind.value
        around = {item, f"level {block.level}" if block.level else ""}
        for run in block.runs:
            look = {*around, "bold" if run.bold else "", "italic" if run.italic else "", run.link}
            yield from [frozenset(look - {""})] * len("".join(normalise_characters(run.text).split()))


def _split_lines(blocks: Iterable[Block]) -> list[str]:
    text = "\n".join(block.text for block in blocks)
    return [key for line in text.splitlines() if (key := normalise_text(line))]


def _normalise_blocks(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield ``blocks`` with single, ordinary spaces between words, and with none at either end."""
    for block in normalise(blocks):
        runs = [replace(run, text=normalise_characters(run.text)) for run in block.runs]
        trimmed = normalise([replace(block, runs=tuple(_trim_runs(runs)))])
        yield from (replace(each, level=block.level) for each in trimmed)


def _trim_runs(runs: list[Run]) -> Iterator[Run]:
    """Yield the runs with single spaces and with no spaces at either end of the block."""
    before = " "
    whole = "".join(run.text for run in runs)
    end = len(whole.rstrip())
    position = 0
    for run in runs:
        characters = []
        for letter in run.text:
            blank = letter == " "
            if position < end and not (blank and before in " \n"):
                characters.append(letter)
            before = letter
            position += 1
        yield replace(run, text="".join(characters))


def remove_prompt(blocks: Iterable[Block], prompt: str) -> tuple[Block, ...]:
    r"""Return the blocks without the first occurrence of ``prompt``.

    If no single block contains the complete prompt, the result has neither formats nor line breaks.

    >>> [block.text for block in remove_prompt(split_paragraphs("HelloType here\nmore"), "Type here")]
    ['Hello', 'more']
    """
    remaining, wanted = list(blocks), normalise_characters(prompt)
    for number, block in enumerate(remaining):
        runs = tuple(replace(run, text=normalise_characters(run.text)) for run in block.runs)
        start = "".join(run.text for run in runs).find(wanted)
        if start >= 0:
            remaining[number] = replace(block, runs=tuple(_cut_runs(runs, start, start + len(wanted))))
            return normalise(remaining)
    words = normalise_text("\n".join(block.text for block in remaining)).replace(
        normalise_text(prompt), "", 1
    )
    return split_paragraphs(words)


def _cut_runs(runs: Iterable[Run], begin: int, end: int) -> Iterator[Run]:
    """Yield the runs, omitting the characters from ``begin`` to ``end``, counted from the first run."""
    position = 0
    for run in runs:
        first, last = max(0, begin - position), max(0, end - position)
        yield replace(run, text=run.text[:first] + run.text[last:])
        position += len(run.text)


SIMILARITY = 0.8
"""Minimum similarity at which a text may be a damaged prompt."""
MIN_LENGTH = 8
"""Minimum length of a prompt that can be recognised inside a longer text."""


class CellState(StrEnum):
    """The state of a cell: cleared, unchanged prompt, answer, or doubtful."""

    CLEARED = "cleared"
    UNTOUCHED = "untouched"
    FILLED = "filled"
    SUSPECT = "suspect"


class CellText(Struct, frozen=True, gc=False):
    """The state of a cell, and its text without the prompt.

    ``residue`` is true if a prompt was removed from the text.
    """

    state: CellState
    text: str
    residue: bool = False


def classify_text(text: str, prompt: str) -> CellText:
    """Compare ``text``, the whole text of a cell, with the ``prompt`` that was sent.

    Returns the state of the cell, and its text with the prompt removed.

    >>> classify_text("Type here (F.1)", "Type here (F.1)").state.value
    'untouched'
    >>> classify_text("HelloType here (F.1)", "Type here (F.1)")
    CellText(state=<CellState.FILLED: 'filled'>, text='Hello', residue=True)
    >>> classify_text("Type Hello here (F.1)", "Type here (F.1)").state.value
    'suspect'
    """
    typed, expected = normalise_text(text), normalise_text(prompt)
    if not typed:
        return CellText(CellState.CLEARED, "")
    if not expected:
        return CellText(CellState.FILLED, text.strip())
    if typed == expected:
        return CellText(CellState.UNTOUCHED, "")
    if len(expected) < MIN_LENGTH:
        return CellText(CellState.FILLED, text.strip())
    if expected in typed:
        return CellText(CellState.FILLED, _remove_prompt(text, prompt), residue=True)
    if _is_interrupted(typed, expected) or _is_similar(typed, expected):
        return CellText(CellState.SUSPECT, text.strip())
    return CellText(CellState.FILLED, text.strip())


def _remove_prompt(text: str, prompt: str) -> str:
    """Return ``text`` without the prompt.

    Line breaks are preserved, unless the prompt's own spaces or hyphens have changed.
    """
    if prompt in text:
        return text.replace(prompt, "", 1).strip()
    return normalise_text(text).replace(normalise_text(prompt), "", 1).strip()


def _is_similar(typed: str, expected: str) -> bool:
    """Return whether the similarity of the texts is above ``SIMILARITY``.

    Upper bounds that are quick to compute are checked first: the first of them depends only on the lengths.

    >>> _is_similar("Type here!", "Type here"), _is_similar("The council adopted a plan.", "Type here")
    (True, False)
    """
    lengths = (len(typed), len(expected))
    if 2 * min(lengths) <= SIMILARITY * sum(lengths):
        return False
    matcher = SequenceMatcher(None, typed, expected, autojunk=False)
    return matcher.quick_ratio() > SIMILARITY and matcher.ratio() > SIMILARITY


def _is_interrupted(typed: str, expected: str) -> bool:
    """Return whether text was typed inside the prompt, with parts of the prompt before and after it.

    >>> _is_interrupted("Type Hello here", "Type here"), _is_interrupted("Tomorrow", "Type here")
    (True, False)
    """
    if len(typed) <= len(expected) or typed[0] != expected[0]:
        return False
    return any(
        typed.startswith(expected[:index]) and typed.endswith(expected[index:])
        for index in range(1, len(expected))
    )
