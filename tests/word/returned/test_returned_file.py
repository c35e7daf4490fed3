"""A form reads the same from Word's file, from LibreOffice's .docx and from LibreOffice's .odt."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from assembler.errors import FileError
from assembler.model.documents.form_manifest import ControlKind
from assembler.model.types.rich_text import Block, BlockKind, Run
from assembler.word.returned.form_content import Cell, ReturnedForm
from assembler.word.returned.returned_file import open_returned_file, read_form
from word_notation import (
    BOLD,
    NAMESPACES,
    Markup,
    bookmark,
    cell,
    docx,
    markup,
    paragraph,
    run,
    style,
    styles,
    table,
)  # fmt: skip

STYLES = styles(
    style("Normal"),
    style("Response", '<w:basedOn w:val="Normal"/>'),
    style("Response Bullet", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'),
    style("Response Number", '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>'),
    style("Placeholder Text", '<w:rPr><w:color w:val="808080"/></w:rPr>', kind="character"),
    style("Strong", "<w:rPr><w:b/></w:rPr>", kind="character"),
    style("toc 1", identity="TOC1"),
)


def level(number: int, shape: str, text: str) -> str:
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{shape}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


NUMBERING = (
    f'<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId="0">{level(0, "bullet", "•")}'
    f"{level(1, 'bullet', '–')}</w:abstractNum>"
    f'<w:abstractNum w:abstractNumId="1">{level(0, "decimal", "%1.")}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
)
COMMENTS = (
    f'<w:comments {NAMESPACES}><w:comment w:id="7" w:author="Ann" w:initials="A">'
    f"{paragraph('Is this right?')}</w:comment></w:comments>"
)


def response(*content: str, style: str = "Response", look: str = "") -> Markup:
    return paragraph(*content, style=style, look=look)


def control(code: str, kind: str, *content: str, prompt: bool = False) -> Markup:
    flag = "<w:showingPlcHdr/>" if prompt else ""
    number = int(code.split(".")[1]) + 100
    return markup(
        f'<w:sdt><w:sdtPr><w:alias w:val="{code} – Title"/><w:tag w:val="{code}"/><w:id w:val="{number}"/>'
        f"{flag}{kind}</w:sdtPr><w:sdtContent>{''.join(content)}</w:sdtContent></w:sdt>"
    )


def question(code: str, *answer: str) -> tuple[str, ...]:
    """Return a row with a code, its question and an answer."""
    number = int(code.split(".")[1])
    marked = paragraph(bookmark(f"q_{code.replace('.', '_')}", code, number=number), style="Normal")
    return cell(marked), cell(response(f"Question {number}?")), cell(*answer)


def form(*blocks: str, properties: Mapping[str, str] | None = None) -> bytes:
    """Return a form of blocks with styles, lists, comments and a link."""
    return docx(
        *blocks, properties=properties, links={"rId4": "https://example.org/plan"},
        styles=STYLES, numbering=NUMBERING, comments=COMMENTS,
    )  # fmt: skip


GREY = '<w:rStyle w:val="PlaceholderText"/>'
CHOICE = (
    '<w:dropDownList><w:listItem w:displayText="none – nobody" w:value="none"/>'
    '<w:listItem w:displayText="adopted – the council" w:value="adopted"/></w:dropDownList>'
)
FULL = ' w:fullDate="2026-03-01T00:00:00Z"'
DAY = '<w:date{}><w:dateFormat w:val="yyyy-MM-dd"/><w:lid w:val="en-GB"/></w:date>'
BOX = (
    '<w14:checkbox><w14:checked w14:val="1"/><w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
    '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox>'
)
LINK = markup(f'<w:hyperlink r:id="rId4">{run("the plan")}</w:hyperlink>')
NESTED = '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>'
AUTHOR = 'w:author="Ann" w:date="2026-01-01T00:00:00Z"'
RICH = (
    run("First "), run("bold", BOLD), run(" and "), run("strong", '<w:rStyle w:val="Strong"/>'),
    run(" or "), run("italic", "<w:i/>"), markup("<w:r><w:br/></w:r>"), run("see "), LINK,
)  # fmt: skip
TRACKED = (
    run("kept "), markup(f'<w:ins w:id="901" {AUTHOR}>{run("new")}</w:ins>'),
    markup(f'<w:del w:id="902" {AUTHOR}><w:r><w:delText>old</w:delText></w:r></w:del>'),
    run("hidden", "<w:vanish/>"), markup("<w:r><w:noBreakHyphen/></w:r><w:r><w:tab/></w:r>"), run("end"),
    markup('<w:r><w:commentReference w:id="7"/></w:r>'),
)  # fmt: skip
QUESTIONS = table(
    question("F.1", response(control("F.1", "<w:text/>", run("Type it here (F.1)", GREY), prompt=True))),
    question("F.2", response(control("F.2", "<w:text/>", run("Plan & <more> ü")))),
    question("F.3", response(control("F.3", "", *RICH)), response("one", style="ResponseBullet"),
             response("within", style="ResponseBullet", look=NESTED),
             response("first", style="ResponseNumber"), response("last")),
    question("F.4", response(control("F.4", CHOICE, run("Choose (F.4)", GREY), prompt=True))),
    question("F.5", response(control("F.5", CHOICE, run("adopted – the council")))),
    question("F.6", response(control("F.6", DAY.format(FULL), run("2026-03-01")))),
    question("F.7", response(control("F.7", DAY.format(""), run("Pick a day (F.7)", GREY), prompt=True))),
    question("F.8", response(control("F.8", BOX, run("☒")))),
    question("F.9", response(*TRACKED)),
    header=False,
)  # fmt: skip
PROPERTIES = {"form": "a1b2", "note": "é & <x>"}
FORM = form(
    paragraph("Chapter one 3", style="TOC1"), "Normal: Please fill in.", QUESTIONS,
    "Normal: After the table.", properties=PROPERTIES,
)  # fmt: skip


def drawn() -> ReturnedForm:
    return read_form(open_returned_file(FORM, "form.docx"))


def answers(returned: ReturnedForm) -> dict[str, Cell]:
    return {each[0].text: each[-1] for each in returned.tables[0].rows}


def test_identity_and_what_stands_outside_of_tables() -> None:
    found = drawn()
    assert dict(found.properties) == PROPERTIES
    assert [block.text for block in found.outside.blocks] == ["Please fill in.", "After the table."]


def test_words_in_wrappers_stand_outside_of_tables_and_those_of_tables_within_wrappers_do_not() -> None:
    inside = table(question("A.1", response("In the table.")))
    wrapped = markup(f"<w:sdt><w:sdtContent>{paragraph('Before.')}{inside}</w:sdtContent></w:sdt>")
    found = read_form(
        open_returned_file(form(wrapped, markup(f"<w:ins>{inside}</w:ins>"), "After."), "form.docx")
    )
    assert [block.text for block in found.outside.blocks if block.text] == ["Before.", "After."]
    assert len(found.tables) == 2


def test_a_cell_is_read_whole_with_lists_and_formats() -> None:
    blocks = answers(drawn())["F.3"].blocks
    assert blocks[0].runs == (
        Run("First "), Run("bold", bold=True), Run(" and "), Run("strong", bold=True), Run(" or "),
        Run("italic", italic=True), Run("\nsee "), Run("the plan", link="https://example.org/plan"),
    )  # fmt: skip
    assert blocks[1:] == (
        Block((Run("one"),), BlockKind.BULLET),
        Block((Run("within"),), BlockKind.BULLET, 1),
        Block((Run("first"),), BlockKind.NUMBER),
        Block((Run("last"),)),
    )


def test_controls_bring_their_machine_values() -> None:
    found = {code: each.controls[0] for code, each in answers(drawn()).items() if each.controls}
    said = {code: (each.kind, each.value) for code, each in found.items()}
    assert said == {
        "F.1": (ControlKind.TEXT, None),
        "F.2": (ControlKind.TEXT, None),
        "F.3": (ControlKind.RICH, None),
        "F.4": (ControlKind.CHOICE, None),
        "F.5": (ControlKind.CHOICE, "adopted"),
        "F.6": (ControlKind.DATE, "2026-03-01"),
        "F.7": (ControlKind.DATE, None),
        "F.8": (ControlKind.CHECKBOX, "true"),
    }
    assert (found["F.2"].tag, found["F.2"].title) == ("F.2", "F.2 – Title")


def test_tracked_changes_are_accepted_and_noted() -> None:
    tracked = answers(drawn())["F.9"]
    assert tracked.text == "kept new\u2011\tend"
    assert [(each.kind, each.author, each.text) for each in tracked.revisions] == [
        ("insertion", "Ann", "new"), ("deletion", "Ann", "old")]  # fmt: skip
    assert [note.text for note in tracked.notes] == ["Is this right?", "hidden"]


def test_a_merged_cell_keeps_the_columns_in_their_places() -> None:
    wide, down = cell("wide", look='<w:gridSpan w:val="2"/>'), cell("", look="<w:vMerge/>")
    rows = read_form(open_returned_file(form(table((wide, "c"), (down, "x"))), "merged.docx")).tables[0].rows
    assert [(each.text, each.covered) for each in rows[0]] == [("wide", False), ("", True), ("c", False)]
    assert [each.covered for each in rows[1]] == [True, False]


def test_rows_and_cells_in_wrappers_are_found_and_deleted_rows_are_not() -> None:
    def wrapped(content: str) -> Markup:
        return markup(f"<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>")

    gone = markup(f'<w:tr><w:trPr><w:del w:id="1" {AUTHOR}/></w:trPr>{cell("gone")}</w:tr>')
    body = table(wrapped(f"<w:tr>{wrapped(cell('here'))}</w:tr>"), gone)
    rows = read_form(open_returned_file(form(body), "wrapped.docx")).tables[0].rows
    assert [[each.text for each in each_row] for each_row in rows] == [["here"]]


def test_text_after_a_control_belongs_to_the_cell() -> None:
    emptied = response(control("F.1", "", prompt=True))
    spilled = question("F.1", emptied, "pasted", table(("a", "b")), "")
    found = answers(read_form(open_returned_file(form(table(spilled)), "spilled.docx")))["F.1"]
    assert [block.text for block in found.blocks] == ["pasted", "a\tb"]
    assert found.tables == 1


@pytest.mark.parametrize(("data", "said"), [
    (b"", "empty"),
    (b"%PDF-1.7", "PDF"),
    (b"{\\rtf1}", "RTF"),
], ids=["nothing", "pdf", "rtf"])  # fmt: skip
def test_another_kind_of_file_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(FileError, match=said):
        read_form(open_returned_file(data, "form.docx"))


def odt(content: str, mimetype: str = "application/vnd.oasis.opendocument.text") -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("mimetype", mimetype)
        archive.writestr("content.xml", content)
    return held.getvalue()


@pytest.mark.parametrize(("data", "said"), [
    (odt("<a/>", "application/vnd.oasis.opendocument.spreadsheet"), "not a text document"),
    (odt("<a/>"), "contains no text"),
    (odt("<a>"), "damaged"),
    (odt('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "DOCTYPE"),
], ids=["spreadsheet", "no-text", "broken", "entities"])  # fmt: skip
def test_an_odt_that_is_no_form_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(FileError, match=said):
        read_form(open_returned_file(data, "form.odt"))


ODF = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office",
        "style": "style",
        "text": "text",
        "table": "table",
        "draw": "drawing",
    }.items()
)


def written(text: str, styles: str = "") -> Cell:
    """A cell of an .odt that holds ``text``, with automatic ``styles``."""
    cells = f"<table:table-cell>{text}</table:table-cell>"
    body = f"<table:table><table:table-row>{cells}</table:table-row></table:table>"
    content = (
        f'<office:document-content {ODF} xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0">'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return read_form(open_returned_file(odt(content), "drawn.odt")).tables[0].rows[0][0]


def test_white_space_of_an_odt_collapses_as_its_standard_says() -> None:
    assert written('<text:p>  a \n b<text:s text:c="2"/>c<text:tab/> d</text:p>').text == "a b  c\t d"


def test_items_that_abiword_wrote_as_tabs_are_items_again() -> None:
    style = '<style:style style:family="paragraph" style:name="P1" style:parent-style-name="%s"/>'
    style %= "Response-Number"
    lines = "".join(
        f'<text:p text:style-name="P1"><text:span><text:tab/></text:span>{each}</text:p>' for each in "ab"
    )
    cell = written(f'{lines}<text:p text:style-name="P2"><text:tab/>c</text:p>', style)
    assert [(each.kind, each.text) for each in cell.blocks] == [
        (BlockKind.NUMBER, "a"), (BlockKind.NUMBER, "b"), (BlockKind.PARAGRAPH, "\tc")]  # fmt: skip


def test_newer_libreoffice_writes_tag_and_alias_into_an_odt() -> None:
    found = written(
        '<text:p><loext:content-control loext:tag="F.2" loext:alias="F.2 – Title" loext:plain-text="true">'
        "words</loext:content-control></text:p>"
    ).controls[0]
    assert (found.kind, found.text) == (ControlKind.TEXT, "words")
    assert (found.tag, found.title) == ("F.2", "F.2 – Title")


def test_comments_and_footnotes_of_an_odt_are_noted_beside_the_text() -> None:
    found = written(
        "<text:p>Yes<office:annotation><dc:creator>Ann</dc:creator><text:p>Sure?</text:p></office:annotation>"
        "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Source</text:p>"
        "</text:note-body></text:note>.</text:p>"
    )
    assert found.text == "Yes."
    assert [note.text for note in found.notes] == ["Sure?", "Source"]


@pytest.mark.office
def test_after_a_save_in_libreoffice_the_same_is_read(office: Any, tmp_path: Path) -> None:
    """LibreOffice 7.4 drops tags, flags and ids; codes, bookmarks, machine values and words must stay."""
    path = tmp_path / "form.docx"
    path.write_bytes(FORM)
    before = drawn()
    for kind in ("docx", "odt"):
        [saved] = office.convert([path], kind)
        after = read_form(open_returned_file(saved.read_bytes(), saved.name))
        assert "LibreOffice" in after.application
        assert dict(after.properties) == PROPERTIES
        assert after.outside.blocks == before.outside.blocks
        assert [[each.blocks for each in each_row] for each_row in after.tables[0].rows] == [
            [each.blocks for each in each_row] for each_row in before.tables[0].rows]  # fmt: skip
        assert [each.bookmarks for each in after.cells()] == [each.bookmarks for each in before.cells()]
        for code, found in answers(before).items():
            values = {each.value for each in answers(after)[code].controls} - {None}
            assert values == {each.value for each in found.controls} - {None}, (kind, code)
        assert len(answers(after)["F.9"].revisions) == 2
        assert [note.text for note in answers(after)["F.9"].notes] == ["Is this right?", "hidden"]
