"""What is no answer and no word of the form itself is kept: texts, comments and pictures."""

from __future__ import annotations

from hashlib import sha256

from assembler.collect.reading.row_matching import match_rows
from assembler.collect.unmatched import (
    PrintedContent,
    build_printed_content,
    find_unmatched,
    read_printed_content,
)
from assembler.model.documents.form_manifest import FormManifest
from assembler.model.types.rich_text import split_paragraphs
from assembler.store.project.project import Project
from assembler.structs import replace
from assembler.word.content.pictures import Picture
from assembler.word.dump.text_inventory import PrintedText
from assembler.word.returned.form_content import Cell, Embedded, Note, ReturnedForm, Revision, Table
from own_types import BODY, EXAMPLE, write_type

CHART = Picture("word/media/chart.png", b"chart", "The departments")
ROWS = (
    (Cell(split_paragraphs("Code")), Cell(split_paragraphs("Question")), Cell(split_paragraphs("Answer"))),
    (Cell(split_paragraphs("F.1")), Cell(split_paragraphs("Who?")), Cell(split_paragraphs("The mayor"))),
)
OUTSIDE = Cell(split_paragraphs("Please fill in.\nForm 0123456789abcdef, page 3"), pictures=(CHART,))


def form(*rows: tuple[Cell, ...], outside: Cell = OUTSIDE) -> ReturnedForm:
    return ReturnedForm("form.docx", "docx", tables=(Table(rows),), outside=outside)


def sent() -> PrintedContent:
    texts = [block.text for row in ROWS for cell in row for block in cell.blocks]
    texts += [block.text for block in OUTSIDE.blocks]
    words = PrintedText(frozenset(texts), frozenset({sha256(CHART.data).hexdigest()}))
    return build_printed_content(replace(words, counted=frozenset(texts)))


def kept(
    returned: ReturnedForm, known: PrintedContent | None = None
) -> tuple[list[tuple[str, str]], list[str]]:
    match = match_rows(returned, ["F.1"], lambda code: f"q_{code}")
    texts, pictures = find_unmatched(returned, match, {((0, 1), 2): "The mayor"}, known or sent())
    return [(each.where, each.text) for each in texts], [each.name for each in pictures]


def test_a_form_as_it_was_sent_leaves_nothing_over() -> None:
    assert kept(form(*ROWS)) == ([], [])


def test_an_answer_is_no_left_over_but_words_in_its_question_are() -> None:
    row = (
        Cell(split_paragraphs("F.1")),
        Cell(split_paragraphs("Who?\nWe do not know.")),
        Cell(split_paragraphs("Somebody new")),
    )
    assert kept(form(ROWS[0], row)) == ([("F.1", "We do not know.")], [])


def test_other_numbers_in_the_forms_own_words_are_no_news() -> None:
    outside = Cell(split_paragraphs("Please fill in.\nForm fedcba9876543210, page 12"), pictures=(CHART,))
    assert kept(form(*ROWS, outside=outside)) == ([], [])


def test_a_number_that_somebody_changed_in_a_question_is_kept() -> None:
    asked = build_printed_content(PrintedText(frozenset({"Call 14 099", "3"}), frozenset()))
    row = (
        Cell(split_paragraphs("F.1")),
        Cell(split_paragraphs("Call 14 111\n2026")),
        Cell(split_paragraphs("The mayor")),
    )
    found = kept(form(row, outside=Cell()), asked)[0]
    assert ("F.1", "Call 14 111") in found and ("F.1", "2026") in found


def test_a_number_that_somebody_changed_in_a_line_of_text_is_kept() -> None:
    said = PrintedText(frozenset({"Return it by 15 March", "Table 1", "Goals"}), frozenset())
    asked = build_printed_content(replace(said, counted=frozenset({"Table 1"})))
    outside = Cell(split_paragraphs("Return it by 20 March\nTable 2\n1.2 Goals\nGoals 3"))
    found = [text for where, text in kept(form(outside=outside), asked)[0] if where == "outside the tables"]
    assert found == ["Return it by 20 March"]


def test_a_number_alone_in_a_footer_is_kept_unless_pages_are_counted_there() -> None:
    returned = replace(form(*ROWS), margins=Cell(split_paragraphs("14")))
    assert kept(returned)[0] == [("headers and footers", "14")]
    pages = replace(sent(), lines=frozenset({"0"}))
    assert kept(returned, pages)[0] == []


def test_a_head_was_sent_with_another_heading_than_it_shows_now() -> None:
    head = "Report of Kade\tIn short"
    said = PrintedText(frozenset({head, "Goals"}), frozenset(), counted=frozenset({head}))
    margins = "Report of Kade\tGoals\nReport of Kade\tOur goals\nOur report\tGoals"
    returned = replace(form(outside=Cell()), margins=Cell(split_paragraphs(margins)))
    assert [text for _, text in kept(returned, build_printed_content(said))[0]] == margins.split("\n")[1:]


def test_words_beside_the_tables_and_in_new_rows_are_kept() -> None:
    outside = Cell((*OUTSIDE.blocks, *split_paragraphs("Call us.")), pictures=(CHART,))
    new = (Cell(), Cell(split_paragraphs("A question of ours")), Cell(split_paragraphs("An answer of ours")))
    assert kept(form(*ROWS, new, outside=outside))[0] == [
        ("outside the tables", "Call us."),
        ("table 1, row 3", "A question of ours"),
        ("table 1, row 3", "An answer of ours"),
    ]


def test_comments_are_kept_also_beside_answers() -> None:
    row = (*ROWS[1][:2], Cell(split_paragraphs("The mayor"), notes=(Note("comment", "Since May?"),)))
    assert kept(form(ROWS[0], row))[0] == [("F.1", "Since May?")]


def test_who_wrote_a_comment_and_where_is_kept_with_it() -> None:
    note = Note("comment", "Since May?", "Ann", "2026-03-01T10:00:00Z")
    row = (*ROWS[1][:2], Cell(split_paragraphs("The mayor"), notes=(note,)))
    match = match_rows(form(ROWS[0], row), ["F.1"], lambda code: f"q_{code}")
    [text], _ = find_unmatched(form(ROWS[0], row), match, {((0, 1), 2): ""}, sent())
    assert (text.where, text.why) == ("F.1", "a comment by Ann on 2026-03-01")


def test_what_was_deleted_with_changes_tracked_is_kept_but_not_the_forms_own_words() -> None:
    gone = (Revision("deletion", "Ann", "", "Not the mayor"), Revision("deletion", "Ann", "", "Who?"))
    row = (*ROWS[1][:2], Cell(split_paragraphs("The mayor"), revisions=gone))
    assert kept(form(ROWS[0], row))[0] == [("F.1", "Not the mayor")]


def test_a_chart_and_a_heading_put_into_the_margin_are_kept() -> None:
    row = (
        *ROWS[1][:2],
        Cell(split_paragraphs("See"), embedded=(Embedded("a chart", "2025\n46", "c.xml", b"<c/>"),)),
    )
    returned = form(ROWS[0], row)
    assert kept(returned)[0] == [("F.1", "2025\n46")]
    noted = replace(returned, margins=Cell(split_paragraphs("Draft of ours")))
    assert kept(noted)[0][0] == ("headers and footers", "Draft of ours")


def test_the_lines_of_a_table_of_contents_are_the_forms_own_words() -> None:
    words = PrintedText(frozenset({"Role of the municipality"}), frozenset())
    assert build_printed_content(words).contains("1.2\tRole of the municipality 14", numbered=True)
    assert not build_printed_content(words).contains("14")


def test_a_picture_that_the_form_did_not_bring_is_kept_once_under_the_name_of_its_bytes() -> None:
    photo = Picture("word/media/image7.JPG", b"photo", "")
    row = (*ROWS[1][:2], Cell(split_paragraphs("See"), pictures=(photo, photo)))
    names = kept(form(ROWS[0], row))[1]
    assert len(names) == 1
    assert names[0].endswith(".jpg")


def test_where_nobody_knows_what_the_form_said_all_words_are_kept() -> None:
    assert len(kept(form(*ROWS), PrintedContent())[0]) == 7


def test_a_form_that_cannot_be_built_again_has_no_text_of_its_own(tiny: Project) -> None:
    manifest = FormManifest(
        id="0123456789abcdef", project="Tiny project", record=EXAMPLE, type="gone", benchmark="", city="",
        language="en", content_language="en", house_style="plain", engine="1",
    )  # fmt: skip
    content = read_printed_content(tiny, manifest, tiny.record(EXAMPLE), new=False, file="back.docx")
    [diagnostic] = content.diagnostics
    assert diagnostic.rule == "unreproducible-form"
    assert "gone" in diagnostic.message and "check the kept text" in diagnostic.hint


def test_what_the_template_prints_is_known_where_the_form_cannot_be_built_again(tiny: Project) -> None:
    body = ["Thank you for your work", *BODY, "Signed by {{ no_longer_there }}"]
    write_type(tiny.root, body=body)
    manifest = FormManifest(
        id="0123456789abcdef", project="Tiny project", record=EXAMPLE, type="letter", benchmark="", city="",
        language="en", content_language="en", house_style="plain", engine="1",
    )  # fmt: skip
    content = read_printed_content(tiny, manifest, tiny.record(EXAMPLE), new=False, file="back.docx")
    assert [each.rule for each in content.diagnostics] == ["unreproducible-form"]
    assert content.contains("Thank you for your work") and content.contains("Which position?")
    assert not content.contains("Signed by the mayor")


def test_a_chart_of_the_form_is_no_left_over_but_another_one_is() -> None:
    known = replace(sent(), charts=("Visitors\n2025\n12\n12",))
    for text, count in (("Visitors\n2025\n12", 0), ("Visitors\n2025\n13", 1), ("12\n12\n12", 1)):
        chart = Embedded("a chart", text, "chart1.xml", b"<c/>")
        texts, files = kept(form(*ROWS, outside=replace(OUTSIDE, embedded=(chart,))), known)
        assert (len(texts), len(files)) == (count, count)
