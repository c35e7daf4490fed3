"""Answers stand in a form in inline controls, and come back whole after LibreOffice has saved them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, Protocol

import pytest
from lxml import etree

from assembler.model.documents.document_type import (
    ColumnDeclaration,
    DocumentType,
    FieldDeclaration,
    ListDeclaration,
)
from assembler.model.documents.form_manifest import (
    ChoiceItem,
    ControlKind,
    FormColumn,
    FormField,
    FormList,
    FormManifest,
    FormRow,
)
from assembler.model.types.rich_text import Block, BlockKind, Run, normalise
from assembler.structs import replace
from assembler.word.content.list_numbers import add_list_numbers
from assembler.word.forms.controls import (
    FormIds,
    LanguageTags,
    PlacedField,
    bookmark_name,
    build_field,
    fill_control,
    name_prompt_block,
    open_control,
)
from assembler.word.forms.form_parts import CoreProperties, add_form_parts, build_identity
from assembler.word.forms.list_controls import build_list
from assembler.word.forms.manifest import read_manifest
from assembler.word.forms.placement import place_fields
from assembler.word.package.package import Package, open_package
from assembler.word.package.xml import PREFIXES, qn
from assembler.word.package.zip_writer import pack
from assembler.word.render.template_preparation import prepare
from assembler.word.returned.docx_styles import Sources
from assembler.word.returned.form_content import Cell, ReturnedForm
from assembler.word.returned.returned_file import open_returned_file, read_form
from assembler.word.returned.rich_text import read_blocks
from own_parts import form_parts
from word_notation import Markup, cell, document_xml, style, styles, table

SPACES = " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in PREFIXES.items() if prefix != "xml")
ITEMS = (ChoiceItem("partly", "gedeeltelijk"), ChoiceItem("fully", "geheel & al"))
LINK = "https://example.org/?a=1&b=2"
RICH = normalise(
    (
        Block((Run("The "), Run("plan", bold=True), Run(" of "), Run("the city", link=LINK), Run(" & more"))),
        Block((Run("first"),), BlockKind.NUMBER),
        Block((Run("second, "), Run("slanted", italic=True)), BlockKind.NUMBER),
        Block((Run("nested"),), BlockKind.BULLET, 1),
        Block((Run("two\nlines"),)),
        Block((Run("a "), Run("bold ", bold=True), Run("one", bold=True, italic=True)), BlockKind.BULLET),
    )
)
LIST_FIRST = (Block((Run("begins"),), BlockKind.NUMBER), Block((Run("the list"),), BlockKind.NUMBER))
DEEP_LINK = "https://example.org/a%20b#c"
AWKWARD = normalise(
    (
        Block((Run("“Tab\there”, \u00a0hard\u00a0blank, non\u2011breaking, soft\u00adhyphen 😀 <"),)),
        Block((Run("one\t", link=DEEP_LINK), Run("link", bold=True, link=DEEP_LINK), Run(" and "))),
        Block((Run("another", link="#top"), Run(", next to "), Run("😀 mail", link="mailto:a@example.org"))),
        Block((Run("  blanks "), Run(" between ", bold=True), Run("\n lines \n\n", italic=True))),
        Block((Run("a"),), BlockKind.NUMBER),
        Block((Run("b"),), BlockKind.BULLET, 1),
        Block((Run("c"),), BlockKind.NUMBER, 2),
        Block((Run("d"),), BlockKind.NUMBER),
        Block((Run("e"),), BlockKind.BULLET),
    )
)
LONG_WORD_FIRST = (Block((Run("Samenwerkingsverband" * 12),), BlockKind.BULLET), Block((Run("short"),)))
"""LibreOffice 7.4 would hang over this one if nothing stood before its first word."""
ONE_LINE = (Block((Run("Office of R&D <x>"),)),)

DAY = (Block((Run("1 March 2026"),)),)
FIELDS = {
    "text": FormField("F.1", "x", "text", ControlKind.TEXT, "Office", "Type the office here", shown=ONE_LINE),
    "no_text": FormField("F.2", "x", "text", ControlKind.TEXT, "Name", "Type the name here"),
    "rich": FormField("F.3", "x", "rich_text", ControlKind.RICH, "Plan", "Describe the plan", shown=RICH),
    "no_rich": FormField("F.4", "x", "rich_text", ControlKind.RICH, "Aim", "Describe the aim"),
    "starts": FormField("F.5", "x", "rich_text", ControlKind.RICH, "How", "Say how", shown=LIST_FIRST),
    "awkward": FormField("F.13", "x", "rich_text", ControlKind.RICH, "Odd", "Say what is odd", shown=AWKWARD),
    "long": FormField("F.14", "x", "rich_text", ControlKind.RICH, "All", "Say it all", shown=LONG_WORD_FIRST),
    "choice": FormField("F.6", "x", "choice", ControlKind.CHOICE, "Done", "Pick one", ITEMS, "fully"),
    "no_choice": FormField("F.7", "x", "choice", ControlKind.CHOICE, "Ready", "Pick one of them", ITEMS),
    "date": FormField(
        "F.8", "x", "date", ControlKind.DATE, "Day", "Pick the day", base="2026-03-01", shown=DAY
    ),
    "no_date": FormField("F.9", "x", "date", ControlKind.DATE, "End", "Pick the last day"),
    "tick": FormField("F.10", "x", "flag", ControlKind.CHECKBOX, "Seen", "", base=True),
    "no_tick": FormField("F.11", "x", "flag", ControlKind.CHECKBOX, "Felt", "", base=False),
}
COLUMNS = (
    FormColumn("line", "text", ControlKind.NONE, "Line"),
    FormColumn("state", "choice", ControlKind.CHOICE, "State", ITEMS),
    FormColumn("day", "date", ControlKind.DATE, "Day"),
)
ROWS = (
    FormRow(
        "F.12.1",
        {"state": "partly", "day": "2026-05-04"},
        {"line": "one\ntwo & three", "day": "4 May 2026"},
        "en",
    ),
    FormRow("F.12.2"),
)
BUDGETS = FormList("F.12", "x", "Budgets", COLUMNS, ROWS)


def placed(field: FormField) -> PlacedField:
    return build_field(field, language_tag="nl-NL", content_tag="en-GB", ids=FormIds())


def first(field: FormField) -> etree._Element:
    """The control in the first paragraph."""
    return etree.fromstring(f"<w:p {SPACES}>{placed(field)['first']}</w:p>")[0]


def property_names(control: etree._Element) -> list[str]:
    return [etree.QName(child).localname for child in control[0]]


@pytest.mark.parametrize("name", [name for name in FIELDS if name.startswith("no_") and name != "no_tick"])
def test_an_empty_answer_shows_its_prompt_and_says_so(name: str) -> None:
    control = first(FIELDS[name])
    assert "".join(control.itertext()) == FIELDS[name].prompt
    assert control.find(f".//{qn('w:showingPlcHdr')}") is not None
    assert control.find(f".//{qn('w:rStyle')}").get(qn("w:val")) == "PlaceholderText"  # type: ignore[union-attr]


@pytest.mark.parametrize("name", [name for name in FIELDS if not name.startswith("no_")])
def test_a_given_answer_clears_the_flag_of_the_prompt(name: str) -> None:
    xml = placed(FIELDS[name])["first"]
    assert "showingPlcHdr" not in xml and "PlaceholderText" not in xml


@pytest.mark.parametrize("field", FIELDS.values(), ids=list(FIELDS))
def test_a_control_carries_its_code_and_its_title(field: FormField) -> None:
    properties = first(field)[0]
    said = {etree.QName(child).localname: child.get(qn("w:val")) for child in properties}
    assert (said["tag"], said["alias"]) == (field.code, f"{field.code} – {field.title}")


@pytest.mark.parametrize("field", FIELDS.values(), ids=list(FIELDS))
def test_properties_of_a_control_are_in_the_order_of_the_schema(field: FormField) -> None:
    order = [
        "rPr",
        "alias",
        "tag",
        "id",
        "placeholder",
        "showingPlcHdr",
        "date",
        "dropDownList",
        "text",
        "checkbox",
    ]
    places = [order.index(name) for name in property_names(first(field))]
    assert all(before < after for before, after in pairwise(places))


def test_a_date_is_written_for_machines_and_for_people() -> None:
    control = first(FIELDS["date"])
    date = control.find(f".//{qn('w:date')}")
    assert date is not None and date.get(qn("w:fullDate")) == "2026-03-01T00:00:00Z"
    assert [etree.QName(child).localname for child in date] == [
        "dateFormat",
        "lid",
        "storeMappedDataAs",
        "calendar",
    ]
    assert date[0].get(qn("w:val")) == "d MMMM yyyy"
    assert "".join(control[1].itertext()) == "1 March 2026"


def test_a_drop_down_shows_code_and_label() -> None:
    control = first(FIELDS["choice"])
    items = [
        (item.get(qn("w:displayText")), item.get(qn("w:value"))) for item in control.iter(qn("w:listItem"))
    ]
    assert items == [("partly – gedeeltelijk", "partly"), ("fully – geheel & al", "fully")]
    assert "".join(control[1].itertext()) == "fully – geheel & al"


@pytest.mark.parametrize(("name", "state", "sign"), [("tick", "1", "☒"), ("no_tick", "0", "☐")])
def test_a_checkbox_and_its_sign_agree(name: str, state: str, sign: str) -> None:
    control = first(FIELDS[name])
    assert control.find(f".//{qn('w14:checked')}").get(qn("w14:val")) == state  # type: ignore[union-attr]
    assert "".join(control[1].itertext()) == sign


def test_answers_are_in_their_own_language_and_prompts_in_that_of_the_form() -> None:
    def languages(name: str) -> set[str]:
        return set(re.findall(r'<w:lang w:val="([^"]+)"', str(first_content(FIELDS[name]))))

    assert languages("rich") == {"en-GB"}
    assert languages("no_rich") == languages("choice") == {"nl-NL"}


def first_content(field: FormField) -> str:
    return etree.tostring(first(field)[1]).decode()


@pytest.mark.parametrize("name", ["text", "rich", "starts", "awkward", "long", "choice", "tick", "no_tick"])
def test_an_answer_put_into_a_ready_control_is_as_one_that_was_made_for_it(name: str) -> None:
    field = FIELDS[name]
    blank = replace(field, base=None, shown=())
    bare, tags = placed(blank), LanguageTags("nl-NL", "en-GB")
    tag = tags.of(field.control, field.kind)
    assert fill_control(open_control(blank, bare), bare, field, tag, FormIds()) == placed(field)


def test_a_control_holds_no_more_than_the_first_paragraph() -> None:
    answer = placed(FIELDS["rich"])
    assert "<w:p>" not in answer["first"]
    assert answer["rest"].count("<w:p>") == len(RICH) - 1
    assert "<w:sdt>" not in answer["rest"]


def test_an_answer_that_begins_with_a_list_makes_its_paragraph_an_item() -> None:
    answer = placed(FIELDS["starts"])
    assert answer["style"] == "ResponseNumber"
    numbers = re.findall(r'w:numId w:val="(\d+)"', answer["numbering"] + answer["rest"])
    assert numbers == ["9003", "9003"]


def test_a_bare_cell_is_text_without_control() -> None:
    (row, spare) = build_list(BUDGETS, language_tag="nl-NL", content_tag=lambda _: "en-GB", ids=FormIds())[
        "rows"
    ]
    assert "w:sdt" not in row["line"] and "<w:br/>" in row["line"]
    assert spare["line"] == "" and "…" in spare["state"]


@pytest.mark.parametrize(
    ("kind", "tag"), [("text", "en-GB"), ("language", "nl-NL"), ("number", "nl-NL"), ("money", "nl-NL")]
)
def test_what_the_form_puts_into_words_is_in_the_language_of_the_form(kind: str, tag: str) -> None:
    columns = (FormColumn("said", kind, ControlKind.NONE, "Said"),)
    listed = FormList("F.1", "x", "Said", columns, (FormRow("F.1.1", {}, {"said": "Duits"}, "en"),))
    (row,) = build_list(listed, language_tag="nl-NL", content_tag=lambda _: "en-GB", ids=FormIds())["rows"]
    assert f'<w:lang w:val="{tag}"/>' in row["said"]


def test_an_address_in_a_list_can_be_followed() -> None:
    column = FormColumn("page", "link", ControlKind.NONE, "Page")
    pages = FormList("F.1", "x", "Pages", (column,), (FormRow("F.1.1", {}, {"page": LINK}),))
    (row,) = build_list(pages, language_tag="nl-NL", content_tag=lambda _: "en-GB", ids=FormIds())["rows"]
    cell = etree.fromstring(f"<w:tc {SPACES}><w:p>{row['page']}</w:p></w:tc>")
    assert read_blocks(cell, Sources()) == (Block((Run(LINK, link=LINK),)),)


def test_a_choice_that_is_not_on_the_list_is_still_shown() -> None:
    field = replace(FIELDS["choice"], base="half", shown=ONE_LINE)
    assert "".join(first(field)[1].itertext()) == "Office of R&D <x>"


def test_a_title_is_no_longer_than_word_takes() -> None:
    alias = first(replace(FIELDS["text"], title="x" * 99))[0].find(qn("w:alias"))
    assert alias is not None and len(alias.get(qn("w:val"), "")) == 64


def test_bookmarks_of_codes_that_look_alike_differ() -> None:
    names = {bookmark_name(code) for code in ("GG/I/3.1", "GG/I/31", "GG_I_3.1", "G" * 60, "G" * 61)}
    assert len(names) == 5
    assert all(re.fullmatch(r"\w{1,40}", name, re.ASCII) for name in names)


# The whole way: a small form is drawn, rendered, saved anew by LibreOffice, and read back.


class Converts(Protocol):
    def convert(self, paths: Sequence[Path], kind: str, outdir: Path | None = None) -> list[Path]: ...


class Validates(Protocol):
    def of(self, data: bytes) -> list[str]: ...


def answer_table(*rows: tuple[str, ...]) -> Markup:
    """Return a table of answers with a header row; a row of one cell spans the whole table."""
    span = f'<w:gridSpan w:val="{len(rows[0])}"/>'
    lines = (tuple(f"Response: {text}" for text in each) for each in rows)
    return table(*((cell(*each, look=span),) if len(each) == 1 else each for each in lines))


def template_parts() -> dict[str, bytes]:
    """Return the parts of the template that are its own: the document and its styles."""
    fields = (("Code", "Answer"), *((f"{{{{ {name}.code }}}}", f"{{{{ {name} }}}}") for name in FIELDS))
    columns = ("code", *(column.name for column in COLUMNS))
    document = document_xml(
        "Title: {{ document_title }}",
        answer_table(*fields),
        "Heading 1: Budgets",
        answer_table(
            columns,
            ("{%tr for row in budgets.rows %}",),
            tuple(f"{{{{ row.{column} }}}}" for column in columns),
            ("{%tr endfor %}",),
        ),
        "",
    )
    names = ("Normal", "Title", "Heading 1", "Response", "Response Bullet", "Response Number")
    language = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="nl-NL"/></w:rPr></w:rPrDefault></w:docDefaults>'
    )
    grey = '<w:rPr><w:color w:val="595959"/></w:rPr>'
    blue = '<w:rPr><w:color w:val="17507A"/><w:u w:val="single"/></w:rPr>'
    characters = style("Placeholder Text", grey, kind="character"), style("Hyperlink", blue, kind="character")
    looks = styles(language, *map(style, names), *characters)
    return {"word/document.xml": document.encode(), "word/styles.xml": looks.encode()}


def declared() -> DocumentType:
    fields = {
        name: FieldDeclaration(code=f.code, path=f.path, control=f.control, title=f.title, prompt=f.prompt)
        for name, f in FIELDS.items()
    }
    columns = {
        column.name: ColumnDeclaration(heading=column.heading, control=column.control) for column in COLUMNS
    }
    budgets = ListDeclaration(code="F.12", path="x", title="Budgets", columns=columns)
    return DocumentType(
        name="small", title="Small", description="x", kind="form", record="baseline", example="x",
        fields=fields, lists={"budgets": budgets},
    )  # fmt: skip


MANIFEST = FormManifest(
    "00ff00ff", "demo", "examples/one", "small", "inti-cities@2009b", "utrecht", "nl", "en", "plain", "0.1",
    tuple(FIELDS.values()), (BUDGETS,),
)  # fmt: skip


@pytest.fixture(scope="module")
def form(parts: Mapping[str, bytes]) -> bytes:
    """The small form, filled and empty in turn."""
    template = open_package(pack({**parts, **template_parts()}), "t")
    return drawn(add_form_parts(place_fields(template, declared())))


def drawn(package: Package) -> bytes:
    ids = FormIds()
    context: dict[str, Any] = {
        name: build_field(field, language_tag="nl-NL", content_tag="en-GB", ids=ids)
        for name, field in FIELDS.items()
    }
    context["budgets"] = build_list(BUDGETS, language_tag="nl-NL", content_tag=lambda _: "en-GB", ids=ids)
    context["document_title"] = "Small form"
    own = form_parts(
        MANIFEST, CoreProperties("Small form", "nl-NL", "2026-01-01T00:00:00Z", identifier="00ff00ff")
    )
    own["word/numbering.xml"] = add_list_numbers(package.parts["word/numbering.xml"], ids.lists)
    return prepare(package, "t").render(context, replace=own)


def cells_beside_codes(form: ReturnedForm) -> Iterator[tuple[str, Cell]]:
    for each in form.tables:
        for row in each.rows:
            yield row[0].text, row[-1]


def assert_holds_every_answer(form: ReturnedForm) -> None:
    cells = dict(cells_beside_codes(form))
    for field in FIELDS.values():
        found = cells[field.code]
        if field.control in (ControlKind.TEXT, ControlKind.RICH) and field.shown:
            assert found.blocks == field.shown
        elif field.control is ControlKind.CHECKBOX:
            assert found.text == ("☒" if field.base else "☐")
        else:
            expected = {"F.6": "fully – geheel & al", "F.8": "1 March 2026"}.get(field.code, field.prompt)
            assert found.text == expected
    (code, line, state, day) = form.tables[1].rows[1]
    assert [code.text, line.text, state.text, day.text] == [
        "F.12.1",
        "one\ntwo & three",
        "partly – gedeeltelijk",
        "4 May 2026",
    ]


def test_the_form_holds_every_answer(form: bytes) -> None:
    assert_holds_every_answer(read_form(open_returned_file(form, "form.docx")))


def test_every_code_is_bookmarked(form: bytes) -> None:
    marks = {
        mark for each in read_form(open_returned_file(form, "form.docx")).cells() for mark in each.bookmarks
    }
    codes = [field.code for field in FIELDS.values()] + [row.code for row in ROWS]
    assert marks == {bookmark_name(code) for code in codes}


def test_ids_of_controls_and_bookmarks_are_unique_and_positive(form: bytes) -> None:
    xml = open_package(form, "form.docx").parts["word/document.xml"].decode()
    for pattern in (r'<w:id w:val="(-?\d+)"', r'<w:bookmarkStart w:id="(-?\d+)"'):
        ids = [int(found) for found in re.findall(pattern, xml)]
        assert len(ids) == len(set(ids)) > 10
        assert all(0 < number < 2**31 for number in ids)


def test_every_control_finds_its_prompt_in_the_glossary(form: bytes) -> None:
    package = open_package(form, "form.docx")
    glossary = package.parts["word/glossary/document.xml"].decode()
    wanted = set(re.findall(r'<w:docPart w:val="([^"]+)"', package.parts[package.main].decode()))
    assert wanted == set(re.findall(r'<w:name w:val="(Prompt[^"]+)"', glossary))
    assert name_prompt_block("Describe the aim") in wanted


def test_the_same_form_gives_the_same_bytes(form: bytes, parts: Mapping[str, bytes]) -> None:
    again = open_package(pack({**parts, **template_parts()}), "t")
    assert drawn(add_form_parts(place_fields(again, declared()))) == form


@pytest.mark.validator
def test_microsoft_finds_nothing_in_the_form(form: bytes, validator: Validates) -> None:
    assert validator.of(form) == []


@pytest.mark.office
@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_answers_survive_a_save_in_libreoffice(
    form: bytes, kind: str, office: Converts, tmp_path: Path
) -> None:
    path = tmp_path / "form.docx"
    path.write_bytes(form)
    (saved,) = office.convert([path], kind)
    returned = read_form(open_returned_file(saved.read_bytes(), saved.name))
    assert_holds_every_answer(returned)
    assert build_identity(MANIFEST).items() <= dict(returned.properties).items()
    if kind == "docx":
        assert returned.manifest is not None
        assert read_manifest(returned.manifest) == MANIFEST
