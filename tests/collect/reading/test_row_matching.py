"""Rows are found by whatever anchors survived, and never guessed where these disagree."""

from __future__ import annotations

from assembler.collect.reading.row_matching import match_rows
from assembler.diagnostics import Level
from assembler.model.documents.form_manifest import ControlKind
from assembler.model.types.rich_text import split_paragraphs
from assembler.word.returned.form_content import Cell, ReturnedControl, ReturnedForm, Table

CODES = ("F.1", "F.2", "F.3")


def bookmark(code: str) -> str:
    return f"q_{code}"


def row(code: str, answer: str, *, mark: str = "", tag: str = "", title: str = "") -> tuple[Cell, ...]:
    control = ReturnedControl(ControlKind.TEXT, answer, tag=tag, title=title)
    return (
        Cell(split_paragraphs(code), bookmarks=(bookmark(mark),) if mark else ()),
        Cell(split_paragraphs("Question?")),
        Cell(split_paragraphs(answer), controls=(control,) if tag or title else ()),
    )


def form(*tables: tuple[tuple[Cell, ...], ...]) -> ReturnedForm:
    return ReturnedForm("form.docx", "docx", tables=tuple(Table(rows) for rows in tables))


def found(returned: ReturnedForm) -> dict[str, tuple[str, tuple[str, ...]]]:
    match = match_rows(returned, CODES, bookmark)
    return {code: (each.response.text, each.anchors) for code, each in match.rows.items()}


def test_all_anchors_agree() -> None:
    rows = tuple(row(code, f"answer {code}", mark=code, tag=code, title=f"{code} – Title") for code in CODES)
    assert found(form(rows)) == {
        code: (f"answer {code}", ("bookmark", "code", "tag", "title")) for code in CODES}  # fmt: skip


def test_each_anchor_alone_is_enough() -> None:
    rows = (row("", "one", mark="F.1"), row("F.2", "two"), row("", "three", tag="F.3"))
    assert {code: anchors for code, (_, anchors) in found(form(rows)).items()} == {
        "F.1": ("bookmark",), "F.2": ("code",), "F.3": ("tag",)}  # fmt: skip
    assert found(form((row("", "one", title="F.1 – Title"),)))["F.1"] == ("one", ("title",))


def test_a_code_is_known_through_strange_blanks_and_hyphens() -> None:
    assert found(form((row("\u00a0F.1\u200b ", "one"),)))["F.1"][0] == "one"


def test_bookmark_and_code_that_disagree_are_not_guessed() -> None:
    match = match_rows(form((row("F.2", "one", mark="F.1"), row("F.1", "two", mark="F.2"))), CODES, bookmark)
    assert not match.rows
    assert {diagnostic.rule for diagnostic in match.diagnostics} == {"ambiguous-row"}
    assert all(diagnostic.level is Level.ERROR for diagnostic in match.diagnostics)
    assert "table 1, row 1" in match.diagnostics[0].message


def test_two_rows_with_one_code_are_both_named() -> None:
    match = match_rows(form((row("F.1", "one"), row("F.1", "two"))), CODES, bookmark)
    assert "(code: table 1, row 1 and table 1, row 2)" in match.diagnostics[0].message


def test_a_control_copied_elsewhere_is_reported_but_the_code_cell_decides() -> None:
    rows = (row("F.1", "one", mark="F.1"), row("F.2", "two", mark="F.2", tag="F.1"))
    match = match_rows(form(rows), CODES, bookmark)
    assert match.rows["F.1"].response.text == "one"
    assert match.rows["F.2"].response.text == "two"
    assert [(each.rule, each.location.position) for each in match.diagnostics] == [("copied-row", "F.1")]


def test_a_row_copied_with_its_code_is_left_to_a_person() -> None:
    match = match_rows(form((row("F.1", "one"), row("F.1", "other"))), CODES, bookmark)
    assert "F.1" not in match.rows
    assert match.diagnostics[0].rule == "ambiguous-row"
    copied = match_rows(form((row("F.1", "one", mark="F.1"), row("F.1", "other"))), CODES, bookmark)
    assert copied.rows["F.1"].response.text == "one"
    assert copied.unclaimed == ((0, 1),)


def test_a_row_without_any_anchor_is_found_between_its_neighbours() -> None:
    rows = (row("F.1", "one"), row("", "two"), row("F.3", "three"))
    assert found(form(rows))["F.2"] == ("two", ("shape",))


def test_a_printed_question_between_two_answers_is_no_answer() -> None:
    rows = (row("F.1", "one"), row("●", "Why?"), row("", "two"), row("●", "Who?"), row("F.3", "three"))
    match = match_rows(
        form(rows), CODES, bookmark, is_printed={"●", "Question?", "Why?", "Who?"}.__contains__
    )
    assert (match.rows["F.2"].position, match.rows["F.2"].anchors) == ((0, 2), ("shape",))
    assert "F.2" not in match_rows(form(rows), CODES, bookmark).rows


def test_shape_finds_nothing_where_the_count_does_not_fit() -> None:
    rows = (row("F.1", "one"), row("", "two"), row("", "more"), row("F.3", "three"))
    assert "F.2" not in found(form(rows))
    assert "F.2" not in found(form((row("F.1", "one"), row("", "two")), (row("F.3", "three"),)))


def test_the_answer_is_the_last_cell_that_is_no_part_of_another() -> None:
    wide = (*row("F.1", "wide"), Cell(covered=True))
    assert found(form((wide,)))["F.1"][0] == "wide"


def test_a_list_that_stands_twice_with_the_same_words_is_one() -> None:
    table = (row("P.1", "Housing", mark="q_P.1"), row("P.2", "Work", mark="q_P.2"))
    match = match_rows(form(table, table), ["P.1", "P.2"], lambda code: f"q_{code}", in_lists=["P.1", "P.2"])
    assert {code: each.position for code, each in match.rows.items()} == {"P.1": (0, 0), "P.2": (0, 1)}
    other = (table[0], row("P.2", "School", mark="q_P.2"))
    torn = match_rows(form(table, other), ["P.1", "P.2"], lambda code: f"q_{code}", in_lists=["P.1", "P.2"])
    assert [each.rule for each in torn.diagnostics] == ["copied-row", "ambiguous-row"]
