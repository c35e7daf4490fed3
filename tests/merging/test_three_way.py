"""A change on one side is taken or kept, the same change on both is fine, two changes are a conflict."""

from __future__ import annotations

from typing import Any

import pytest

from assembler.merging.row_alignment import align_rows
from assembler.merging.three_way import MergedList, ReturnedRow, RowConflict, Verdict, decide, merge_list

COLUMNS = ("a", "b")
BASE = [{"a": 1, "b": 2}, {"a": 3}]


def form(*rows: tuple[int | None, dict[str, int]]) -> list[ReturnedRow]:
    return [ReturnedRow(index, values) for index, values in rows]


AS_SENT = form((0, {"a": 1, "b": 2}), (1, {"a": 3}))


@pytest.mark.parametrize(("base", "said", "record", "wanted"), [
    (None, None, None, Verdict.SAME),
    ("a", "a", "b", Verdict.KEEP),
    ("a", "b", "a", Verdict.TAKE),
    ("a", "b", "b", Verdict.SAME),
    ("a", None, "a", Verdict.TAKE),
    ("a", None, "b", Verdict.CONFLICT),
    (None, "b", "c", Verdict.CONFLICT),
    (["a"], ["a", {"text": "b", "language": "nl"}], ["a", "b"], Verdict.SAME),
])  # fmt: skip
def test_verdicts(base: Any, said: Any, record: Any, wanted: Verdict) -> None:
    assert decide(base, said, record) is wanted


def test_an_untouched_list_leaves_the_record_as_it_is() -> None:
    later = [{"a": 9, "b": 9, "hidden": 1}]
    assert merge_list(BASE, AS_SENT, later, COLUMNS) == MergedList(tuple(later))


def test_a_cell_is_changed_in_its_row_and_what_the_form_does_not_show_stays() -> None:
    record = [{"a": 1, "b": 2, "hidden": 7}, {"a": 3}]
    merged = merge_list(BASE, form((0, {"a": 1, "b": 5}), (1, {"a": 3})), record, COLUMNS)
    assert merged == MergedList(({"a": 1, "b": 5, "hidden": 7}, {"a": 3}))


def test_new_rows_stand_where_the_form_has_them_and_deleted_ones_go() -> None:
    merged = merge_list(BASE, form((None, {"a": 8}), (1, {"a": 3})), BASE, COLUMNS)
    assert merged == MergedList(({"a": 8}, {"a": 3}))


def test_a_row_the_record_gained_since_stays_and_is_not_doubled() -> None:
    record = [*BASE, {"a": 4}]
    merged = merge_list(BASE, form((0, {"a": 1, "b": 5}), (1, {"a": 3}), (None, {"a": 6})), record, COLUMNS)
    assert merged.rows == ({"a": 1, "b": 5}, {"a": 3}, {"a": 6}, {"a": 4})
    both = merge_list(BASE, [*AS_SENT, ReturnedRow(None, {"a": 4})], record, COLUMNS)
    assert both.rows == ({"a": 1, "b": 2}, {"a": 3}, {"a": 4})


def test_a_row_that_both_gained_is_the_records_with_what_the_form_does_not_show() -> None:
    record = [*BASE, {"a": 4, "hidden": 1}]
    merged = merge_list(BASE, [*AS_SENT, ReturnedRow(None, {"a": 4})], record, COLUMNS)
    assert merged.rows == tuple(record)


def test_two_changes_of_one_cell_are_a_conflict_and_the_record_stays() -> None:
    record = [{"a": 1, "b": 6}, {"a": 3}]
    merged = merge_list(BASE, form((0, {"a": 1, "b": 5}), (1, {"a": 3})), record, COLUMNS)
    assert merged == MergedList(({"a": 1, "b": 6}, {"a": 3}), (RowConflict(0, 0, "b", 2, 5, 6),))


def test_a_row_deleted_in_the_form_but_changed_in_the_record_is_a_conflict() -> None:
    merged = merge_list(BASE, form((1, {"a": 3})), [{"a": 1, "b": 6}, {"a": 3}], COLUMNS)
    conflict = RowConflict(0, 0, "", {"a": 1, "b": 2}, None, {"a": 1, "b": 6})
    assert merged == MergedList(({"a": 1, "b": 6}, {"a": 3}), (conflict,))


def test_a_row_that_the_record_lost_stays_lost_unless_the_form_changed_it() -> None:
    assert merge_list(BASE, form((0, {"a": 1, "b": 2}), (1, {"a": 7})), [{"a": 3}], COLUMNS) == MergedList(
        ({"a": 7},)
    )
    lost = RowConflict(0, None, "", {"a": 1, "b": 2}, {"a": 1, "b": 5}, None)
    said = form((0, {"a": 1, "b": 5}), (1, {"a": 3}))
    assert merge_list(BASE, said, [{"a": 3}], COLUMNS) == MergedList(({"a": 3},), (lost,))


def test_rows_that_the_record_moved_stay_there_and_take_what_the_form_says_of_them() -> None:
    record = [{"a": 3}, {"a": 1, "b": 2}]
    merged = merge_list(BASE, form((0, {"a": 1, "b": 5}), (1, {"a": 3})), record, COLUMNS)
    assert merged == MergedList(({"a": 3}, {"a": 1, "b": 5}))


def test_rows_that_the_form_moved_are_moved_unless_the_record_has_an_order_of_its_own() -> None:
    said = form((1, {"a": 3}), (0, {"a": 1, "b": 2}))
    assert merge_list(BASE, said, [*BASE, {"a": 4}], COLUMNS).rows == (BASE[1], BASE[0], {"a": 4})
    third = [*BASE, {"a": 5}]
    said = form((2, {"a": 5}), (0, {"a": 1, "b": 2}), (1, {"a": 3}))
    own = [third[1], third[0], third[2]]
    assert merge_list(third, said, own, COLUMNS).rows == tuple(own)


def test_a_row_renamed_in_the_record_is_still_the_row_of_the_form() -> None:
    record = [{"a": 6, "b": 2}, {"a": 3}, {"a": 8}]
    merged = merge_list(BASE, form((0, {"a": 1, "b": 5}), (1, {"a": 3})), record, COLUMNS)
    assert merged == MergedList(({"a": 6, "b": 5}, {"a": 3}, {"a": 8}))


def test_a_cell_that_could_not_be_read_keeps_the_records_value() -> None:
    said = [ReturnedRow(0, {"a": 7}, unread=("b",)), ReturnedRow(1, {"a": 3})]
    assert merge_list(BASE, said, BASE, COLUMNS) == MergedList(({"a": 7, "b": 2}, {"a": 3}))


def test_a_cleared_cell_is_a_value_gone() -> None:
    merged = merge_list(BASE, form((0, {"a": 1}), (1, {"a": 3})), BASE, COLUMNS)
    assert merged == MergedList(({"a": 1}, {"a": 3}))


def test_a_row_that_the_form_brought_back_once_is_not_brought_back_twice() -> None:
    changed = form((0, {"a": 8, "b": 9}), (1, {"a": 3}))
    first = merge_list(BASE, changed, [{"a": 3}], COLUMNS)
    assert [each.form for each in first.conflicts] == [{"a": 8, "b": 9}]
    assert merge_list(BASE, changed, [{"a": 3}, {"a": 8, "b": 9}], COLUMNS).conflicts == ()


def test_new_rows_with_the_same_words_said_to_be_in_two_languages_are_one() -> None:
    record = [*BASE, {"a": "Ons plan"}]
    new = [*AS_SENT, ReturnedRow(None, {"a": {"text": "Ons plan", "language": "nl"}})]
    assert merge_list(BASE, new, record, COLUMNS).rows == tuple(record)


def test_a_changed_row_is_known_by_its_name_also_where_others_came_and_went() -> None:
    base = [{"name": name, "kind": "club"} for name in ("Alpha", "Beta", "Gamma")]
    record = [base[0], {"name": "Gamma", "kind": "firm"}, {"name": "Delta", "kind": "choir"}]
    assert align_rows(base, record, ["name", "kind"]) == {0: 0, 2: 1}
