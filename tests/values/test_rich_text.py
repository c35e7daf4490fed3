"""Rich text goes to Markdown and back without loss."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from assembler.model.types.rich_text import Block, BlockKind, Run, normalise
from assembler.values.rich_text import to_blocks, to_markdown

SIGNS = [*"ab1 9.)-+*_[]()<>#!\\&;`~|=\n\t\u00a0é:/", "&amp;", "](", "**", "1. ", "- ", "\n\n"]
LETTERS = st.sampled_from(SIGNS)
WORDS = st.lists(LETTERS, max_size=8).map("".join)
LINKS = st.sampled_from(["", "", "https://example.org/", "https://e.org/?a=1&copy;=2", "a (b)", "x\\_<y>"])
RUNS = st.builds(Run, WORDS | st.text(max_size=6), st.booleans(), st.booleans(), LINKS)
BLOCKS = st.builds(
    Block, st.lists(RUNS, max_size=5).map(tuple), st.sampled_from(list(BlockKind)), st.integers(0, 4)
)


@given(st.lists(BLOCKS, max_size=6))
def test_blocks_survive_markdown(blocks: list[Block]) -> None:
    assert to_blocks(to_markdown(blocks)) == normalise(blocks)


@given(st.lists(BLOCKS, max_size=6))
def test_normalising_twice_changes_nothing(blocks: list[Block]) -> None:
    assert normalise(normalise(blocks)) == normalise(blocks)


@given(st.text() | st.lists(LETTERS).map("".join))
def test_canonical_markdown_is_unchanged(markdown: str) -> None:
    canonical = to_markdown(to_blocks(markdown))
    assert to_markdown(to_blocks(canonical)) == canonical


def words(markdown: str) -> list[str]:
    return [block.text for block in to_blocks(markdown)]


@pytest.mark.parametrize(
    "markdown",
    ["# A heading", "| a | b |\n|---|---|", "<b>bold</b>", "> quoted", "![a](b)", "`code`", "- ", "---"],
)
def test_markdown_outside_the_subset_stays_literal(markdown: str) -> None:
    assert words(markdown) == [markdown.strip()]


def test_lines_are_joined_by_a_space_and_broken_by_a_backslash() -> None:
    assert words("one\ntwo\\\nthree  \nfour") == ["one two\nthree\nfour"]


def test_a_year_at_the_start_of_a_wrapped_line_is_not_a_list() -> None:
    assert words("It was adopted in\n2009. Since then") == ["It was adopted in 2009. Since then"]


def test_lists_nest_three_deep_and_deeper_items_join_the_third_level() -> None:
    blocks = to_blocks("- a\n    - b\n        1. c\n            - d\n- e")
    seen = [(block.level, block.text) for block in blocks]
    assert seen == [(0, "a"), (1, "b"), (2, "c"), (2, "d"), (0, "e")]


def test_numbering_continues_after_a_nested_list() -> None:
    text = "1. a\n2. b\n   - c\n3. d"
    assert to_markdown(to_blocks(text)) == text


def test_an_indented_paragraph_stays_with_its_item() -> None:
    assert words("1. one\n\n   more\n2. two") == ["one\nmore", "two"]


def test_spaces_at_the_edge_of_bold_text_are_not_bold() -> None:
    blocks = (Block((Run("very ", bold=True), Run("good"))),)
    assert to_markdown(blocks) == "**very** good"


def test_letters_inside_a_word_may_be_bold() -> None:
    blocks = (Block((Run("a"), Run('"b"', bold=True), Run("c"))),)
    assert to_markdown(blocks) == 'a**"b"**c'
    assert to_blocks('a**"b"**c') == blocks


@pytest.mark.parametrize("text", ["5 * 3", "a*b", "snake_case", "__", "*", "[1]", "a](b)", "R&D", "C:\\dir"])
def test_unmatched_delimiters_are_literal(text: str) -> None:
    assert words(text) == [text]
    assert all(not (run.bold or run.italic or run.link) for block in to_blocks(text) for run in block.runs)


def test_a_link_holds_bold_words_and_awkward_addresses() -> None:
    (block,) = to_blocks("see [the **new** plan](<https://example.org/a (b)>) now")
    assert [(run.text, run.bold, run.link) for run in block.runs if run.link] == [
        ("the ", False, "https://example.org/a%20(b)"),
        ("new", True, "https://example.org/a%20(b)"),
        (" plan", False, "https://example.org/a%20(b)"),
    ]


WORD = st.text(st.sampled_from("abcéü19"), min_size=1, max_size=4)
PHRASE = st.lists(WORD, min_size=1, max_size=3).map(" ".join)
FORMATS = st.sampled_from([(False, False, ""), (True, False, ""), (False, True, ""), (True, True, ""),
                           (False, False, "https://example.org/?a=1&b=2")])  # fmt: skip
PLAIN_LINES = st.lists(st.tuples(PHRASE, FORMATS), min_size=1, max_size=5)


@given(PLAIN_LINES)
def test_another_markdown_reader_sees_the_same(line: list[tuple[str, tuple[bool, bool, str]]]) -> None:
    runs: list[Run] = []
    for phrase, (bold, italic, link) in line:
        runs += [Run(phrase, bold, italic, link), Run(" ")]
    blocks = normalise([Block(tuple(runs))])
    assert as_commonmark(to_markdown(blocks)) == blocks


def as_commonmark(markdown: str) -> tuple[Block, ...]:
    """One paragraph as markdown-it, a reader of the CommonMark standard, understands it."""
    inline = MarkdownIt("commonmark").parse(markdown)[1]
    bold = italic = False
    link, runs = "", []
    for token in inline.children or []:
        bold = token.type == "strong_open" or (bold and token.type != "strong_close")
        italic = token.type == "em_open" or (italic and token.type != "em_close")
        if token.type in ("link_open", "link_close"):
            link = str(token.attrs.get("href", ""))
        runs.append(Run(token.content, bold, italic, link))
    return normalise([Block(tuple(runs))])
