"""A template compiled once gives in each language the document that compiling its translation gives."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from assembler.errors import CatalogueError, TemplateError
from assembler.structs import Struct, field
from assembler.word.messages.slotted_messages import MessageSlots
from assembler.word.messages.translate import translate
from assembler.word.package.package import Package
from assembler.word.render.prepared_template import PreparedTemplate
from assembler.word.render.slotted_templates import SlottedTemplate
from assembler.word.render.template_preparation import prepare
from assembler.word.template.message_slots import start_slot
from word_notation import BOLD, bookmark, hdr, markup, package, paragraph, run, table
from word_notation import field as word_field

DATA = {
    "city": "Lyon & co",
    "day": "1 May\tor later",
    "rows": [{"code": "B1", "name": "One"}, {"code": "B2", "name": "Two\nlines"}],
}
TEXT_BOX = markup(
    "<w:r><w:pict><w:txbxContent>", paragraph("Inside {{ city }}"), "</w:txbxContent></w:pict></w:r>"
)
BODY = (
    "Heading 1: Report",
    paragraph("Report ", run("of {{ city }}", BOLD), " on {{ day }}", style="Normal"),
    paragraph(bookmark("whole", "Whole & part"), " {{ city }}"),
    paragraph("Table ", bookmark("_Ref1", word_field(" SEQ Table ", "1"), number=7), ": the {{ city }}"),
    paragraph("See ", markup('<w:hyperlink w:anchor="whole">', run("the {{ day }}"), "</w:hyperlink>"), "."),
    paragraph(markup('<w:hyperlink w:anchor="whole">', run("All of it"), "</w:hyperlink>")),
    paragraph("Before ", TEXT_BOX, " after"),
    paragraph("Name {{r city }} here"),
    table(
        ("Code", "Name of it"),
        ("{%tr for row in rows %}", ""),
        ("Code {{ row.code }}", paragraph("The ", run("name", BOLD), " {{ row.name }} of {{ row.code }}")),
        ("{%tr endfor %}", ""),
        caption="Codes of {{ city }}",
    ),
    "{%p if city %}",
    "There is “a city”",
    "{%p endif %}",
)  # fmt: skip


class Book(Struct):
    """A translator from a mapping; what it does not have stays as it is."""

    texts: Mapping[str, str] = field(default_factory=dict)

    def gettext(self, message: str, context: str = "") -> str:
        return self.texts.get(message, message)


DUTCH = Book(
    {
        "Report": "Verslag",
        "Report <1>of {city}</1> on {day}": "{day}: <1>{city}</1> é verslag <1>van {city}</1>",
        "Whole & part": "Geheel & deel",
        "Table <1/>: the {city}": "{city}: <1/> tabel",
        "See <1>the {day}</1>.": "<1>{day}</1> ziet u",
        "All of it": "Alles",
        "Inside {city}": "{city} binnen",
        "Before <1/> after": "Na <1/> voor",
        "Code {row.code}": "{row.code}",
        "The <1>name</1> {row.name} of {row.code}": "Code {row.code}, {row.name}, <1>naam</1>",
        "Codes of {city}": "{city}: codes",
        "There is “a city”": "Er is ‘een stad’",
        "Top {city}": "Boven {city} << onder",
    }
)


def drawn(*blocks: str) -> Package:
    return package(*blocks, header1=hdr("Top {{ city }}"), footer1=hdr("Bottom"))


def fill(template: Package, book: Book) -> PreparedTemplate | None:
    slots, compiled = MessageSlots(template), dict[int, str]()
    prepared = prepare(slots.package, "t.docx", slots=compiled)
    slotted = SlottedTemplate(prepared, compiled, slots.texts)
    slots.translate(Book({"Report": "Rapport", "Inside {city}": "Dans {city}"}))  # leaves no trace
    texts = slotted.read_texts(slots.translate(book), "nl-NL")
    return slotted.fill(texts, slots.set_separators(",")) if texts else None


def compile_again(template: Package, book: Book) -> PreparedTemplate:
    return prepare(translate(template, book, language_tag="nl-NL", decimal=","), "t.docx")


@pytest.mark.parametrize("book", [DUTCH, Book()], ids=["Dutch", "untranslated"])
def test_a_filled_template_renders_what_its_translation_renders(book: Book) -> None:
    filled = fill(drawn(*BODY), book)
    assert filled is not None
    assert filled.render(DATA) == compile_again(drawn(*BODY), book).render(DATA)
    assert PreparedTemplate.from_bytes(filled.to_bytes()).render(DATA) == filled.render(DATA)


def test_languages_share_the_instructions_of_the_code() -> None:
    english, dutch = fill(drawn(*BODY), Book()), fill(drawn(*BODY), DUTCH)
    assert english is not None
    assert dutch is not None
    codes = ([part.code.co_code for part in prepared.parts] for prepared in (english, dutch))
    assert next(codes) == next(codes)


def test_source_and_locations_are_those_of_the_template() -> None:
    filled = fill(drawn(*BODY), DUTCH)
    assert filled is not None
    source = filled.source("word/document.xml")
    assert "Report " in source
    assert not {"\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3"} & set(source)
    with pytest.raises(TemplateError) as raised:
        filled.render({**DATA, "rows": [{"code": "B1"}]})
    location = raised.value.diagnostics[0].location
    assert location.position == "body, table 1, row 3, cell 2"
    assert location.context == "The name {{ row.name }} of {{ row.code }}"


IN_BOLD = paragraph("In the middle of ", run("{{ city }} now", BOLD), " or {{ city }}")


def test_a_value_can_move_with_its_format() -> None:
    book = Book({"In the middle of <1>{city} now</1> or {city}": "<1>nu</1> {city}, <1>{city}</1>"})
    filled = fill(drawn(IN_BOLD), book)
    assert filled is not None
    assert filled.render(DATA) == compile_again(drawn(IN_BOLD), book).render(DATA)


@pytest.mark.parametrize(
    "translated", ["<1>{city} nu</1>, <1>{city}, {day}</1>", "<1>nu</1> {city} {day} {{}}"]
)
def test_what_has_no_place_in_the_code_is_compiled_again(translated: str) -> None:
    text = paragraph("In the middle of ", run("{{ city }} now", BOLD), " or {{ day }}")
    assert fill(drawn(text), Book({"In the middle of <1>{city} now</1> or {day}": translated})) is None


def test_an_id_that_a_loop_repeats_is_compiled_again() -> None:
    repeated = paragraph("Code ", bookmark("here", "of {{ city }}"), " here")
    loop = ("{%p for row in rows %}", repeated, "{%p endfor %}")
    assert fill(drawn(*loop), Book()) is None


def test_marks_in_a_template_or_translation_are_refused() -> None:
    with pytest.raises(TemplateError, match="noncharacter"):
        MessageSlots(drawn(f"Report {start_slot(1)}"))
    with pytest.raises(CatalogueError, match="noncharacter"):
        MessageSlots(drawn("Report")).translate(Book({"Report": start_slot(1)}))
