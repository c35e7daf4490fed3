"""Lists are read by column: known rows by code, new ones by place, spare ones where they say something."""

from __future__ import annotations

from assembler.collect.reading.answers import Reader
from assembler.collect.reading.list_rows import ReturnedList, read_list
from assembler.collect.reading.row_matching import match_rows
from assembler.model.documents.form_manifest import ChoiceItem, ControlKind, FormColumn, FormList, FormRow
from assembler.model.types.rich_text import split_paragraphs
from assembler.word.returned.form_content import Cell, ReturnedForm, Table

ORIGIN = (ChoiceItem("local", "plaatselijk"), ChoiceItem("eu", "Europese Unie"))
COLUMNS = (
    FormColumn("line", "text", ControlKind.NONE, "Post"),
    FormColumn("amount", "money", ControlKind.NONE, "Bedrag"),
    FormColumn("origin", "choice", ControlKind.CHOICE, "Herkomst", ORIGIN),
)
BUDGETS = FormList("B7.2", "baseline.background.budgets", "Budgetten", COLUMNS, (
    FormRow("B7.2.1", {"line": "Taal", "amount": "5000 EUR"}, {"line": "Taal", "amount": "€ 5.000"}),
    FormRow("B7.2.2", {"line": "Werk", "origin": "eu"}, {"line": "Werk", "origin": "eu – Europese Unie"}),
    FormRow("B7.2.3"),
    FormRow("B7.2.4"),
))  # fmt: skip
HEADER = ("Code", "Post", "Bedrag", "Herkomst")
SENT = (
    HEADER,
    ("B7.2.1", "Taal", "€ 5.000", "…"),
    ("B7.2.2", "Werk", "", "eu – Europese Unie"),
    ("B7.2.3", "", "", "…"),
    ("B7.2.4", "", "", "…"),
)


def read(*rows: tuple[str, ...]) -> ReturnedList:
    """What is read from a form whose only table has these rows."""
    table = Table(tuple(tuple(Cell(split_paragraphs(text)) for text in row) for row in rows))
    form = ReturnedForm("form.docx", "docx", tables=(table,))
    match = match_rows(form, [row.code for row in BUDGETS.rows], lambda code: f"q_{code}")
    return read_list(BUDGETS, form, match, reader=Reader("form.docx", "nl", "nl", "nl"))


def said(now: ReturnedList) -> list[tuple[int | None, dict[str, object]]]:
    return [(row.index, dict(row.values)) for row in now.rows]


BOTH = [(0, {"line": "Taal", "amount": "5000 EUR"}), (1, {"line": "Werk", "origin": "eu"})]


def test_an_untouched_list_says_what_it_was_sent_with() -> None:
    now = read(*SENT)
    assert said(now) == BOTH
    assert now.diagnostics == ()
    assert now.read[(0, 1), 1] == "Taal" and ((0, 0), 1) not in now.read


def test_a_cell_is_read_as_the_kind_of_its_column() -> None:
    now = read(HEADER, ("B7.2.1", "Taal", "€ 6.500", "plaatselijk"), *SENT[2:])
    assert said(now)[0] == (0, {"line": "Taal", "amount": "6500 EUR", "origin": "local"})


def test_a_spare_row_that_was_filled_in_is_new() -> None:
    now = read(*SENT[:3], ("B7.2.3", "Sport", "", "…"), SENT[4])
    assert said(now) == [*BOTH, (None, {"line": "Sport"})]


def test_a_row_that_an_editor_added_is_new_where_it_stands() -> None:
    now = read(*SENT[:2], ("", "Sport", "€ 1", ""), *SENT[2:])
    assert said(now) == [BOTH[0], (None, {"line": "Sport", "amount": "1 EUR"}), BOTH[1]]


def test_a_deleted_row_is_reported() -> None:
    now = read(HEADER, *SENT[2:])
    assert said(now) == [BOTH[1]]
    assert [(each.rule, each.location.position) for each in now.diagnostics] == [("row-deleted", "B7.2.1")]
    assert "Taal" in now.diagnostics[0].message


def test_a_row_that_was_emptied_is_deleted() -> None:
    now = read(HEADER, ("B7.2.1", "", "", "…"), *SENT[2:])
    assert said(now) == [BOTH[1]]
    assert [each.rule for each in now.diagnostics] == ["row-deleted"]


def test_columns_are_known_by_their_headings_where_somebody_moved_them() -> None:
    def moved(row: tuple[str, ...]) -> tuple[str, ...]:
        return (row[0], row[2], row[1], row[3])

    assert said(read(*map(moved, SENT))) == BOTH


def test_words_in_a_column_that_somebody_added_are_kept() -> None:
    rows = [(*row, "Opmerking" if row is HEADER else "") for row in SENT]
    rows[1] = (*SENT[1], "loopt af")
    now = read(*rows)
    assert said(now) == BOTH
    added = len(HEADER)
    assert not [at for at in now.read if at[1] == added], "left to what is written where nothing is asked"


def test_a_row_in_which_a_cell_was_split_is_left_to_a_person() -> None:
    now = read(HEADER, ("B7.2.1", "Taal", "en werk", "5000", "…"), *SENT[2:])
    assert now.rows[0].unread == ("line", "amount", "origin")
    assert [each.rule for each in now.diagnostics] == ["merged-cells"]
    assert not [at for at in now.read if at[0] == (0, 1)], "its words are kept"


def test_a_cell_that_cannot_be_read_keeps_the_records_value() -> None:
    now = read(HEADER, ("B7.2.1", "Taal", "veel", "…"), *SENT[2:])
    assert now.rows[0].unread == ("amount",)
    [kept] = now.kept
    assert (kept.where, kept.text, kept.column, kept.why) == (
        "B7.2.1",
        "veel",
        "amount",
        "“veel” is not an amount of money",
    )
    assert [each.rule for each in now.diagnostics] == ["unreadable-answer"]


def test_a_row_with_too_few_cells_loses_nothing() -> None:
    now = read(HEADER, ("B7.2.1", "Talen"), *SENT[2:])
    assert now.rows[0].values["line"] == "Talen"
    assert now.rows[0].unread == ("amount",)


def test_a_list_whose_table_is_gone_says_so() -> None:
    now = read(("Other", "table"))
    assert not now.found
    assert [each.rule for each in now.diagnostics] == ["missing-list"]


def test_a_form_without_a_header_row_is_read_in_the_order_it_was_sent() -> None:
    assert said(read(*SENT[1:])) == BOTH
