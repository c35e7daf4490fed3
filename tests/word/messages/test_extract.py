"""The messages of a template, and a template in a language."""

from __future__ import annotations

import io

import pytest
from docx import Document
from lxml import etree

from assembler.errors import CatalogueError
from assembler.model.messages.message import MessageSurroundings
from assembler.word.messages.extract import extract_messages, read_texts
from assembler.word.messages.translate import translate
from assembler.word.package.package import Package, open_package
from assembler.word.package.xml import parse, qn
from word_notation import BOLD, NAMESPACES, Markup, bookmark, field, markup, paragraph, run, table


def hyperlink(text: str) -> Markup:
    return markup('<w:hyperlink w:anchor="b">', run(text), "</w:hyperlink>")


def page_field(code: str) -> Markup:
    return field(f" {code} ", "1")


def template(*body: str, title: str = "") -> Package:
    document = Document()
    document.core_properties.title = title
    inside = document.element.body
    section = inside[-1]
    inside[:] = [*etree.fromstring(f"<w:body {NAMESPACES}>{''.join(body)}</w:body>"), section]
    stream = io.BytesIO()
    document.save(stream)
    return open_package(stream.getvalue(), "template.docx")


def ids(*body: str) -> list[str]:
    return [message.id for message in extract_messages(template(*body), "letter")]


class Book:
    """A translator from a mapping; what it does not have stays as it is."""

    def __init__(self, **texts: str) -> None:
        self.texts = texts

    def gettext(self, message: str, context: str = "") -> str:
        return self.texts.get(message, message)


def body_in(package: Package, texts: dict[str, str], tag: str = "nl-NL") -> etree._Element:
    translated = translate(package, Book(**texts), language_tag=tag)
    body = parse(translated.parts[package.main]).find(qn("w:body"))
    assert body is not None
    return body


def shown(element: etree._Element) -> str:
    """Text with bold in stars: what a reader sees of the runs."""
    text = ""
    for one in element.iter(qn("w:r")):
        words = "".join(part.text or "" for part in one.iter(qn("w:t")))
        text += f"*{words}*" if one.find(f"{qn('w:rPr')}/{qn('w:b')}") is not None else words
    return text


def test_runs_that_look_the_same_are_one_message() -> None:
    english = '<w:lang w:val="en-US"/>'
    spelling = markup('<w:proofErr w:type="spellStart"/>')
    text = paragraph("Base", spelling, "line ", run("report", english))
    assert ids(text) == ["Baseline report"]


def test_a_tag_split_over_runs_is_one_field_in_the_format_of_its_first_letter() -> None:
    text = paragraph("Report {{ ci", run("ty_", BOLD), "of }", "} for peers")
    assert ids(text) == ["Report {city_of} for peers"]


def test_the_most_frequent_formatting_is_implicit() -> None:
    assert ids(paragraph(run("Only ", BOLD), "a short answer")) == ["<1>Only</1> a short answer"]
    assert ids(paragraph(run("All of it is bold", BOLD))) == ["All of it is bold"]


def test_what_is_no_text_is_a_mark_and_a_field_of_word_is_one_mark() -> None:
    footer = paragraph(
        run("Page "),
        page_field("PAGE"),
        " of ",
        page_field("NUMPAGES"),
        markup("<w:r><w:tab/></w:r>"),
    )
    (message,) = extract_messages(template(footer), "letter")
    assert message.id == "Page <1/> of <2/>"
    assert message.comments == ("<1/> page number", "<2/> number of pages")


def test_a_number_in_its_bookmark_is_one_mark_and_the_bookmark_stays_round_it() -> None:
    caption = paragraph("Table ", bookmark("_Ref1", page_field("SEQ Table")), ". The team")
    (message,) = extract_messages(template(caption), "report")
    assert (message.id, message.comments) == ("Table <1/>. The team", ("<1/> number",))
    body = body_in(template(caption), {"Table <1/>. The team": "Het team: tabel <1/>"})
    inside = ["bookmarkStart", "instrText", "bookmarkEnd"]
    assert [name for each in body.iter() if (name := etree.QName(each).localname) in inside] == inside
    assert shown(body) == "Het team: tabel 1"


def test_a_link_is_a_mark_round_its_text_and_left_out_where_it_is_all() -> None:
    link = hyperlink("the guide")
    site = field('HYPERLINK "https://example.org"', "the site")
    assert ids(paragraph("Read ", link, " first")) == ["Read <1>the guide</1> first"]
    assert ids(paragraph("See ", site, ".")) == ["See <1>the site</1>."]
    assert ids(paragraph(link)) == ["the guide"]


def test_a_place_inside_a_field_of_a_link_is_a_place() -> None:
    def site(shown: str) -> Markup:
        return field('HYPERLINK "{{ link }}"', shown)

    assert ids(paragraph(site("{{ link }}"))) == []
    assert ids(paragraph("See ", site("the site of {{ name }}"))) == ["See <1>the site of {name}</1>"]


def test_bookmarks_and_notes_at_the_edge_are_no_part_of_the_message() -> None:
    note = markup('<w:r><w:footnoteReference w:id="2"/></w:r>')
    assert ids(paragraph(bookmark("a", "Budgets "), note)) == ["Budgets"]


def test_places_digits_and_control_tags_alone_are_no_message() -> None:
    assert ids(
        paragraph("{{ a.b }} – {{ c }}"),
        paragraph("2.1"),
        paragraph("{%p for row in rows %}"),
        paragraph("{{r rich }}"),
        paragraph("{# a note of the author #}"),
    ) == []  # fmt: skip


def test_an_expression_is_a_mark_and_a_literal_brace_is_doubled() -> None:
    assert ids(paragraph("Total {{ rows|length }} {sic}")) == ["Total <1/> {{sic}}"]


def test_a_condition_in_a_paragraph_with_words_is_a_finding_and_no_message() -> None:
    package = template(paragraph("Dear {% if a %}Sir{% endif %}"), paragraph("Hello"))
    (diagnostic,) = read_texts(package, "letter").diagnostics
    assert (diagnostic.rule, diagnostic.location.position) == ("condition-in-paragraph", "paragraph 1")
    assert [message.id for message in extract_messages(package, "letter")] == ["Hello"]


def test_words_in_another_language_are_left_alone() -> None:
    french = '<w:lang w:val="fr-FR"/>'
    name = run("Contrat urbain", french)
    (message,) = extract_messages(template(paragraph("The project is called ", name)), "letter")
    assert message.id == "The project is called <1>Contrat urbain</1>"
    assert message.comments == ("<1> in another language (fr-FR); do not translate this text",)
    package = template(paragraph(name))
    assert extract_messages(package, "letter") == ()
    assert [diagnostic.rule for diagnostic in read_texts(package, "letter").diagnostics] == [
        "foreign-paragraph"
    ]


def test_places_are_reported_in_words_within_their_section() -> None:
    lines = table(("Line",), ("Total", "{{ x }}"))
    package = template(paragraph("Budgets", style="Heading1"), lines, paragraph("Amounts in euro"))
    assert {message.id: message.places for message in extract_messages(package, "letter")} == {
        "Budgets": ("letter: heading 'Budgets'",),
        "Line": ("letter: heading 'Budgets', table 1, header row, cell 1",),
        "Total": ("letter: heading 'Budgets', table 1, row 2, cell 1",),
        "Amounts in euro": ("letter: heading 'Budgets', paragraph 1",),
    }


def test_a_text_that_stands_twice_is_one_message_with_both_places() -> None:
    (message,) = extract_messages(template(paragraph("Who"), paragraph("Who")), "letter")
    assert message.places == ("letter: paragraph 1", "letter: paragraph 2")


def test_titles_alt_texts_and_headers_are_messages() -> None:
    described = '<wp:docPr id="1" name="p" descr="Map of {{ city }}"/>'
    picture = markup(f"<w:r><w:drawing><wp:inline>{described}</wp:inline></w:drawing></w:r>")
    caption = '<w:tbl><w:tblPr><w:tblCaption w:val="Budget lines"/></w:tblPr></w:tbl>'
    package = template(paragraph(picture), caption, title="Report {{ city_of }}")
    found = {message.id: message.surroundings[0].kind for message in extract_messages(package, "letter")}
    assert found["Map of {city}"] == "alt text"
    assert found["Budget lines"] == "title of a table"
    assert found["Report {city_of}"] == "title"


def test_a_remark_of_the_author_parts_two_meanings_and_reports_the_translator() -> None:
    order = paragraph("Order{# Context: of a list #}{#NOTE: not a command #}")
    package = template(paragraph("Order"), order)
    plain, parted = extract_messages(package, "letter")
    assert [(plain.id, plain.context), (parted.id, parted.context)] == [("Order", ""), ("Order", "of a list")]
    assert parted.comments == ("not a command",)

    class Parting(Book):
        def gettext(self, message: str, context: str = "") -> str:
            return f"{message} in {context}" if context else message

    translated = translate(package, Parting(), language_tag="nl-NL")
    assert b"Order in of a list" in translated.parts[translated.main]


def test_a_spot_names_the_heading_above_it() -> None:
    package = template(paragraph("Budgets", style="Heading1"), paragraph("Who pays?"))
    assert [message.surroundings for message in extract_messages(package, "letter")] == [
        (MessageSurroundings("heading"),),
        (MessageSurroundings("paragraph", "Budgets"),),
    ]


def test_a_text_box_is_read_once_and_its_anchor_without_it() -> None:
    inner = f"<wps:txbx><w:txbxContent>{paragraph(run('Inside'))}</w:txbxContent></wps:txbx>"
    choice = f"<mc:Choice Requires='wps'>{inner}</mc:Choice>"
    box = markup(f"<w:r><mc:AlternateContent>{choice}</mc:AlternateContent></w:r>")
    package = template(paragraph("Before ", box, " after"))
    assert [message.id for message in extract_messages(package, "letter")] == ["Before <1/> after", "Inside"]
    body = body_in(package, {"Before <1/> after": "Voor <1/> na", "Inside": "Binnen"})
    assert "".join(map(str, body.itertext())) == "Voor Binnen na"


def test_a_translation_keeps_formats_fields_links_and_things_wherever_it_moves_them() -> None:
    link = hyperlink("guide")
    text = paragraph(run("Read "), run("now", BOLD), " the ", link, ", page ", page_field("PAGE"), run("!"))
    message = "Read <1>now</1> the <2>guide</2>, page <3/>!"
    body = body_in(template(text), {message: "Pagina <3/>: <2>gids</2> <1>nu</1> lezen!"})
    assert shown(body) == "Pagina 1: gids *nu* lezen!"
    (guide,) = body.iter(qn("w:hyperlink"))
    assert shown(guide) == "gids"


def test_fields_come_back_as_places_and_signs_as_themselves() -> None:
    body = body_in(
        template(paragraph("Report {{ city_of }} {x}")),
        {"Report {city_of} {{x}}": "{city_of}: {{x}} << 1"},
    )
    assert shown(body) == "{{ city_of }}: {x} < 1"


def test_non_breaking_signs_survive() -> None:
    hyphen = markup("<w:r><w:t>on</w:t><w:noBreakHyphen/><w:t>line</w:t></w:r>")
    package = template(paragraph(hyphen))
    assert [message.id for message in extract_messages(package, "letter")] == ["on\u2011line"]
    body = body_in(package, {"on\u2011line": "€\u00a05 on\u2011line"})
    assert shown(body) == "€\u00a05 online"
    assert len(list(body.iter(qn("w:noBreakHyphen")))) == 1


def test_a_translation_without_its_marks_is_an_error_that_says_where() -> None:
    with pytest.raises(CatalogueError) as refused:
        body_in(
            template(paragraph(run("Only ", BOLD), "a short answer")),
            {"<1>Only</1> a short answer": "Kort"},
        )
    assert refused.value.location == "paragraph 1: <1>Only</1> a short answer"
    assert "<1> is missing" in refused.value.message


def test_every_run_and_style_is_tagged_and_another_language_keeps_its_own() -> None:
    french = '<w:lang w:val="fr-FR"/>'
    package = template(paragraph("Called ", run("Contrat urbain", french), run(" and {{ x }}", BOLD)))
    translated = translate(package, Book(), language_tag="nl-NL")
    tree = parse(translated.parts[package.main])
    tags = [one.get(qn("w:val")) for one in tree.iterfind(f".//{qn('w:r')}/{qn('w:rPr')}/{qn('w:lang')}")]
    assert tags == ["nl-NL", "fr-FR", "nl-NL"]
    styles = parse(translated.parts["word/styles.xml"])
    assert {lang.get(qn("w:val")) for lang in styles.iter(qn("w:lang"))} == {"nl-NL"}
    assert b'<w:themeFontLang w:val="nl-NL"' in translated.parts["word/settings.xml"]
    assert b"<dc:language>nl-NL</dc:language>" in translated.parts[package.core_properties]


def test_the_language_stands_where_the_schema_wants_it() -> None:
    late = "<w:b/><w:specVanish/>"
    body = body_in(template(paragraph(run("1", late))), {})
    (properties,) = body.iter(qn("w:rPr"))
    assert [etree.QName(child).localname for child in properties] == ["b", "lang", "specVanish"]


def test_translating_with_nothing_changes_no_word() -> None:
    text = paragraph(run("Only ", BOLD), "{{ a }}, ", run("please ", BOLD), page_field("PAGE"))
    assert shown(body_in(template(text), {}, "en-GB")).replace("*", "") == "Only {{ a }}, please 1"
