"""Merging the peers' grids: nothing is lost, nothing stands twice, and who said it is kept."""

from __future__ import annotations

from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assembler.model.review.baseline import Rating
from assembler.model.review.desk_reviews import (
    DeskReviews,
    MergedRow,
    TeamDeskReview,
    comparison_key,
    find_reviewed_codes,
    list_people_to_meet,
    merge_row,
    merge_texts,
)
from assembler.model.types.values import Text

PEERS = ("JB", "FC", "LM")
CODES = ("GG/A/1", "GG/I/3", "WP/E/4")
WORDS = st.text("aé B?. ", max_size=6)
TEXT = st.builds(Text, text=WORDS, language=st.sampled_from(["", "fi"]))
SAID = st.lists(st.tuples(st.sampled_from(PEERS), st.lists(TEXT, max_size=4).map(tuple)), max_size=5)
ENTRY = st.fixed_dictionaries({
    "questions": st.lists(WORDS, max_size=3), "meet": st.lists(WORDS, max_size=3),
    "rating": st.sampled_from([None, *Rating]),
})  # fmt: skip
DESKS = st.dictionaries(
    st.sampled_from(PEERS),
    st.fixed_dictionaries({"entries": st.dictionaries(st.sampled_from(CODES), ENTRY)}),
).map(lambda peers: DeskReviews.model_validate({"peers": peers}))


@given(SAID)
def test_every_text_is_kept_once_with_all_who_wrote_it(said: list[tuple[str, tuple[Text, ...]]]) -> None:
    merged = merge_texts(said)
    keys = [comparison_key(each.text.text) for each in merged]
    assert len(set(keys)) == len(keys)
    written = {(comparison_key(text.text), who) for who, texts in said for text in texts}
    assert {(key, who) for key, each in zip(keys, merged, strict=True) for who in each.by} == {
        pair for pair in written if pair[0]
    }


@given(SAID)
def test_merging_what_is_merged_changes_nothing(said: list[tuple[str, tuple[Text, ...]]]) -> None:
    merged = merge_texts(said)
    again = merge_texts((who, (each.text,)) for each in merged for who in each.by)
    assert again == merged


@given(DESKS)
def test_whom_to_meet_counts_each_indicator_once_and_loses_nobody(desk: DeskReviews) -> None:
    rows = [merge_row(code, desk) for code in CODES]
    found = list_people_to_meet(rows)
    asked = {(comparison_key(said.text.text), row.code) for row in rows for said in row.meet}
    assert {(comparison_key(each.text.text), code) for each in found for code in each.indicators} == asked
    counts = [len(each.indicators) for each in found]
    assert counts == sorted(counts, reverse=True)
    assert sum(counts) == len(asked)


@given(DESKS)
def test_each_rating_stands_once_in_the_distribution(desk: DeskReviews) -> None:
    for code in find_reviewed_codes(desk):
        row = merge_row(code, desk)
        given_ratings = [who for who, rating in row.ratings if rating]
        assert sorted(chain.from_iterable(row.distribution.values())) == sorted(given_ratings)


@pytest.mark.parametrize(
    ("one", "other", "divided"),
    [
        (Rating.BELOW, Rating.WELL_ABOVE, True),
        (Rating.BELOW, Rating.ABOVE, False),
        (Rating.ABOVE, Rating.WELL_ABOVE, False),
        (Rating.BELOW, Rating.UNKNOWN, False),
        (None, Rating.WELL_ABOVE, False),
    ],
)
def test_two_steps_apart_are_talked_about(one: Rating | None, other: Rating, divided: bool) -> None:
    assert MergedRow("GG/A/1", (("JB", one), ("FC", other))).is_divided is divided


def test_what_the_team_adds_stands_behind_what_peers_asked_and_has_no_author() -> None:
    desk = DeskReviews.model_validate({"peers": {"JB": {"entries": {"GG/A/1": {"questions": ["Who?"]}}}}})
    team = TeamDeskReview.model_validate({"entries": {"GG/A/1": {"questions": ["who", "When?"]}}})
    row = merge_row("GG/A/1", desk, team)
    assert [(said.text.text, said.by) for said in row.questions] == [("Who?", ("JB",)), ("When?", ())]


def test_one_peer_and_none_make_a_grid_too() -> None:
    assert merge_row("GG/A/1", DeskReviews()) == MergedRow("GG/A/1")
    assert list_people_to_meet([]) == ()
    assert find_reviewed_codes(DeskReviews()) == frozenset()


def test_a_review_says_its_language_once() -> None:
    entry = {"known": ["A plan", {"text": "Suunnitelma", "language": "fi"}], "hypothesis": "It holds."}
    grid = {"entries": {"GG/A/1": entry}}
    desk = DeskReviews.model_validate({"peers": {"JB": {"language": "en", **grid}, "FC": grid}})
    first, second = (desk.peers[who].entries["GG/A/1"] for who in ("JB", "FC"))
    assert [text.language for text in first.known] == ["en", "fi"]
    assert first.hypothesis is not None and first.hypothesis.language == "en"
    assert [text.language for text in second.known] == ["", "fi"]
