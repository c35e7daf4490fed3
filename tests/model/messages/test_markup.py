"""The grammar of messages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assembler.model.messages.markup import (
    CloseTag,
    EmptyTag,
    Field,
    LiteralText,
    MarkupError,
    OpenTag,
    Token,
    compose,
    escape,
    field_names,
    find_differences,
    parse,
    plain_text,
    tag_numbers,
)

NAMES = st.from_regex(r"[a-z_][a-z0-9_]{0,6}(\.[a-z_]{1,4}){0,2}", fullmatch=True)
INSIDE = st.one_of(st.builds(LiteralText, st.text(min_size=1)), st.builds(Field, NAMES))


@st.composite
def messages(draw: st.DrawFn) -> tuple[Token, ...]:
    """Tokens that nest, with words never beside words."""
    parts = draw(st.lists(st.tuples(st.sampled_from(["plain", "marked", "alone"]), INSIDE), max_size=8))
    tokens: list[Token] = []
    for number, (shape, inside) in enumerate(parts, start=1):
        if shape == "alone":
            tokens.append(EmptyTag(number))
        elif shape == "marked":
            tokens += [OpenTag(number), inside, CloseTag(number)]
        elif not (tokens and isinstance(tokens[-1], LiteralText) and isinstance(inside, LiteralText)):
            tokens.append(inside)
    return tuple(tokens)


@given(messages())
def test_what_is_composed_is_parsed_to_the_same_tokens(tokens: tuple[Token, ...]) -> None:
    assert parse(compose(tokens)) == tokens


@given(st.text())
def test_any_text_survives_as_words(text: str) -> None:
    assert plain_text(escape(text)) == text


@given(messages())
def test_every_message_agrees_with_itself(tokens: tuple[Token, ...]) -> None:
    assert find_differences(compose(tokens), compose(tokens)) == []


@pytest.mark.parametrize(
    ("message", "complaint"),
    [
        ("a { b", "a `{` opens a field that is not closed"),
        ("a } b", "a `}` closes a field that is not open"),
        ("a < b", "this `<` does not begin an inline tag"),
        ("{a b}", "{a b} is not a valid field"),
        ("{}", "{} is not a valid field"),
        ("</1/>", "</1/> is not an inline tag"),
        ("<1>a", "<1> is not closed"),
        ("a</1>", "</1> closes a tag that is not open"),
        ("<1><2>a</1></2>", "</1> closes a tag that is not open"),
    ],
)
def test_a_broken_message_is_refused_in_words(message: str, complaint: str) -> None:
    with pytest.raises(MarkupError) as refused:
        parse(message)
    assert str(refused.value).startswith(complaint)


def test_literal_signs_may_stand_beside_fields_and_marks() -> None:
    assert parse("{{{a}}}<<<1>b</1>") == (
        LiteralText("{"), Field("a"), LiteralText("}<"), OpenTag(1), LiteralText("b"), CloseTag(1),
    )  # fmt: skip


def test_fields_and_marks_are_named_once_in_their_order() -> None:
    assert field_names("{b} {a} {b}") == ("b", "a")
    assert tag_numbers("<2/><1>a</1><1>b</1>") == (2, 1)


@pytest.mark.parametrize(
    ("ours", "theirs", "complaints"),
    [
        ("{a}", "", ["the field {a} is missing"]),
        ("{a}", "{a} {a}", []),
        ("a", "{a}", ["the field {a} is not in the English text"]),
        ("<1>set up</1> it", "<1>stel</1> het <1>op</1>", []),
        ("a<1/>", "a", ["the inline tag <1/> is missing"]),
        ("a<1/>", "<1/>a<1/>", ["the inline tag <1/> appears more than once"]),
        ("a", "a<1/>", ["the inline tag <1/> is not in the English text"]),
        ("<1>a</1>", "a", ["the inline tag <1> is missing"]),
        (
            "a",
            "a <b>",
            ["this `<` does not begin an inline tag such as <1>; write `<<` for a less-than sign"],
        ),
    ],
)
def test_what_differs_is_reported(ours: str, theirs: str, complaints: list[str]) -> None:
    assert [str(each) for each in find_differences(ours, theirs)] == complaints


def test_an_optional_field_may_be_left_out() -> None:
    assert find_differences("{n} visit", "één bezoek", optional=frozenset({"n"})) == []
