"""A template comes in any house style, keeps its words and lists, and is told which styles are missing."""

from __future__ import annotations

import posixpath
import re

import pytest

from assembler.errors import TemplateError
from assembler.word.package.copy_parts import PartCopier
from assembler.word.package.package import Package, open_package
from assembler.word.style.house_style import PROGRAM_STYLES, apply_house_style, find_missing_styles
from word_notation import NAMESPACES, package, paragraph, relationships, style, table

PAGE = '<w:pgSz w:w="11906" w:h="16838"/>'


ENGINE = "".join(style(name, kind=kind) for kind, name in PROGRAM_STYLES)


ROOTS = {"numbering": "numbering", "settings": "settings", "header": "hdr", "footer": "ftr"}


def word_file(name: str, body: str = "", section: str = PAGE, **parts: str) -> Package:
    """A package of ``body``, and the insides of parts by their names: ``styles="..."``, ``header1="..."``."""
    wrapped = {}
    for part, inside in parts.items():
        root = ROOTS.get(part.rstrip("12"), part)
        wrapped[part] = f"<w:{root} {NAMESPACES}>{inside}</w:{root}>"
    return package(*filter(None, [body]), name=name, section=section, **wrapped)


def in_list(id: str) -> str:
    return f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{id}"/></w:numPr>'


def shape(id: str, words: str, *, of: str = "") -> str:
    linked = f'<w:pStyle w:val="{of}"/>' if of else ""
    level = f'<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/>{linked}<w:lvlText w:val="{words}"/></w:lvl>'
    return f'<w:abstractNum w:abstractNumId="{id}">{level}</w:abstractNum>'


def number(id: str, of: str) -> str:
    return f'<w:num w:numId="{id}"><w:abstractNumId w:val="{of}"/></w:num>'


def listed(id: str) -> str:
    return f'<w:pPr><w:numPr><w:numId w:val="{id}"/></w:numPr></w:pPr>'


def reference(kind: str, where: str, of: str) -> str:
    return f'<w:{kind}Reference w:type="{where}" r:id="rId{of}"/>'


def main(package: Package) -> str:
    return package.parts[package.main].decode()


def assert_in_step(package: Package) -> None:
    """Every relationship leads somewhere, every part is named, has a type, and none is named in vain."""
    named = {line.target for part in ("", *package.parts) for line in package.relationships(part)}
    parts = {name for name in package.parts if not name.endswith(".rels") and name != "[Content_Types].xml"}
    assert named == parts
    assert all(package.content_type(part) for part in parts)
    overrides = re.findall(r'PartName="/([^"]*)"', package.parts["[Content_Types].xml"].decode())
    assert set(overrides) <= parts
    assert len(set(overrides)) == len(overrides)
    assert not {name for name in package.parts if name.endswith(".rels") and name != "_rels/.rels"} - {
        posixpath.join(posixpath.dirname(part), "_rels", posixpath.basename(part) + ".rels") for part in parts
    }


def test_the_words_are_the_template_s_and_the_styles_the_house_style_s() -> None:
    template = word_file("t.docx", paragraph("Dear {{ city }}"), styles=style("Normal", inside="<w:rPr/>"))
    house = word_file("h.docx", paragraph("Specimen"), styles=style("Normal") + style("Harbour"))

    dressed = apply_house_style(template, house)

    assert "Dear {{ city }}" in main(dressed)
    assert "Specimen" not in main(dressed)
    assert dressed.parts["word/styles.xml"] == house.parts["word/styles.xml"]
    assert_in_step(dressed)


def test_header_and_footer_come_with_their_picture_and_the_template_s_own_go() -> None:
    template = word_file(
        "t.docx", paragraph("Text"), reference("header", "default", "header1") + PAGE,
        styles=style("Normal"), header1=paragraph("Old"),
    )  # fmt: skip
    house = word_file(
        "h.docx", "",
        reference("header", "default", "header1") + reference("footer", "first", "footer1") + PAGE,
        styles=style("Normal"), header1=paragraph("New"), footer1=paragraph("Page"),
    ).with_parts({
        "word/_rels/header1.xml.rels": relationships(("rId1", "image", "media/mark.png")).encode(),
        "word/media/mark.png": b"picture",
    })  # fmt: skip

    dressed = apply_house_style(template, house)

    assert b"New" in dressed.parts["word/header1.xml"]
    assert dressed.related("image", "word/header1.xml") == ("word/media/mark.png",)
    assert [line.kind for line in dressed.relationships(dressed.main)] == ["styles", "header", "footer"]
    assert not any(b"Old" in data for data in dressed.parts.values())
    assert_in_step(dressed)


def test_each_reference_leads_to_the_part_it_led_to_in_the_house_style() -> None:
    section = reference("header", "first", "header2") + reference("header", "default", "header1") + PAGE
    house = word_file(
        "h.docx", "", section, styles=style("Normal"), header1="<w:p/>", header2=paragraph("Cover")
    )

    dressed = apply_house_style(word_file("t.docx", paragraph("Text")), house)

    found = re.search(r'w:headerReference [^>]*w:type="first" r:id="([^"]*)"', main(dressed))
    assert found is not None
    targets = {line.id: line.target for line in dressed.relationships(dressed.main)}
    assert b"Cover" in dressed.parts[targets[found[1]]]


@pytest.mark.parametrize(("margin", "distance"), [(1134, "24"), (567, "14")])
def test_a_frame_around_the_page_keeps_clear_of_the_text(margin: int, distance: str) -> None:
    """24 points from the edge of the sheet is inside the narrow margins of large print."""
    frame = '<w:pgBorders w:offsetFrom="page"><w:left w:val="double" w:space="24"/></w:pgBorders>'
    template = word_file("t.docx", paragraph("Text"), f"{PAGE}{frame}", styles=style("Normal"))
    house = word_file("h.docx", "", f'{PAGE}<w:pgMar w:left="{margin}"/>', styles=style("Normal"))
    assert f'w:val="double" w:space="{distance}"' in main(apply_house_style(template, house))


def test_a_picture_of_the_same_name_does_not_take_the_place_of_the_template_s() -> None:
    template = word_file("t.docx", paragraph("Text")).with_parts({
        "word/_rels/document.xml.rels": relationships(("rId1", "image", "media/image1.png")).encode(),
        "word/media/image1.png": b"of the template",
    })  # fmt: skip
    house = word_file(
        "h.docx", "", reference("header", "default", "header1") + PAGE,
        styles=style("Normal"), header1="<w:p/>",
    ).with_parts({
        "word/_rels/header1.xml.rels": relationships(("rId1", "image", "media/image1.png")).encode(),
        "word/media/image1.png": b"of the house",
    })  # fmt: skip

    dressed = apply_house_style(template, house)

    assert dressed.parts["word/media/image1.png"] == b"of the template"
    assert dressed.parts["word/media/image2.png"] == b"of the house"
    assert dressed.related("image", "word/header1.xml") == ("word/media/image2.png",)
    assert_in_step(dressed)


def page_of(first: str, size: str, header: str, margin: str) -> str:
    """A section of a house style that begins with a paragraph of the style ``first``."""
    inside = f'{reference("header", "default", header)}{size}<w:pgMar w:left="{margin}"/>'
    return paragraph("Sample", style=first) + paragraph(look=f"<w:sectPr>{inside}</w:sectPr>")


@pytest.mark.parametrize(
    ("first", "size", "margin"),
    [("Cover", PAGE, "1"), ("Grid", PAGE, "2"), ("Grid", PAGE.replace("/>", ' w:orient="landscape"/>'), "3"),
     ("Cover", PAGE.replace("/>", ' w:orient="landscape"/>'), "4"), ("Normal", PAGE, "4")],
)  # fmt: skip
def test_the_first_style_and_the_orientation_choose_the_page_of_the_house_style(
    first: str, size: str, margin: str
) -> None:
    lying = PAGE.replace("/>", ' w:orient="landscape"/>')
    styles = style("Normal") + style("Cover") + style("Grid") + style("TemplateTag")
    pages = page_of("Cover", PAGE, "header1", "1") + page_of("Grid", PAGE, "header2", "2")
    house = word_file(
        "h.docx", pages + page_of("Grid", lying, "header1", "3"), f'{PAGE}<w:pgMar w:left="4"/>',
        styles=styles, header1=paragraph("One"), header2=paragraph("Two"),
    )  # fmt: skip
    body = paragraph("{%p if city %}", style="TemplateTag") + paragraph("City", style=first)

    dressed = apply_house_style(word_file("t.docx", body, size, styles=styles), house)

    assert re.findall(r'<w:pgMar w:left="(.)"/>', main(dressed)) == [margin]
    heads = [dressed.parts[part] for part in dressed.related("header")]
    assert [re.findall(rb"One|Two", head) for head in heads] == {
        "1": [[b"One"]], "2": [[b"Two"]], "3": [[b"One"]], "4": [],
    }[margin]  # fmt: skip


def test_margins_are_the_house_style_s_in_every_section_and_page_size_and_cover_the_template_s() -> None:
    landscape = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:left="1"/><w:cols/>'
    section = paragraph(look=f"<w:sectPr>{landscape}</w:sectPr>")
    template = word_file(
        "t.docx", section, f'{PAGE}<w:pgMar w:left="2"/><w:titlePg/>', styles=style("Normal")
    )
    house = word_file(
        "h.docx", "", f'{reference("header", "default", "header1")}{PAGE}<w:pgMar w:left="1417"/>',
        styles=style("Normal"), header1="<w:p/>",
    )  # fmt: skip

    sections = re.findall(r"<w:sectPr>(.*?)</w:sectPr>", main(apply_house_style(template, house)))

    assert [re.findall(r"<w:(\w+)", each) for each in sections] == [
        ["headerReference", "pgSz", "pgMar", "cols"],
        ["pgSz", "pgMar", "titlePg"],
    ]
    assert all('w:left="1417"' in each for each in sections)
    assert "landscape" in sections[0]


def test_a_tab_at_the_right_margin_stays_there_on_a_page_on_its_side() -> None:
    def at(position: str) -> str:
        return f'<w:tab w:val="right" w:pos="{position}"/><w:tab w:val="left" w:pos="9638"/>'

    def footer(position: str) -> str:
        return style("footer", inside=f"<w:pPr><w:tabs>{at(position)}</w:tabs></w:pPr>")

    margins = '<w:pgMar w:top="1" w:right="1134" w:bottom="1" w:left="1134"/>'
    side = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
    house = word_file("h.docx", "", PAGE + margins, styles=footer("9638"))

    def dressed(size: str) -> str:
        template = word_file("t.docx", paragraph("Text"), size, styles=style("footer"))
        return apply_house_style(template, house).parts["word/styles.xml"].decode()

    assert at("14570") in dressed(side)
    assert dressed(PAGE) == house.parts["word/styles.xml"].decode()


def test_words_are_divided_as_the_house_style_says_in_the_order_of_the_schema() -> None:
    template = word_file("t.docx", paragraph("x"), styles=style("Normal") + ENGINE,
                         settings='<w:zoom w:percent="100"/><w:autoHyphenation/><w:compat/>')  # fmt: skip
    limit = '<w:consecutiveHyphenLimit w:val="3"/><w:hyphenationZone w:val="400"/>'
    house = word_file("h.docx", "", styles=style("Normal") + ENGINE, settings=f"<w:view/>{limit}")
    settings = apply_house_style(template, house).parts["word/settings.xml"].decode()
    assert f'<w:zoom w:percent="100"/>{limit}<w:compat/>' in settings


def test_a_list_of_the_template_gets_a_number_that_the_house_style_has_not_given_out() -> None:
    template = word_file(
        "t.docx",
        paragraph("one", look=in_list("7")),
        styles=style("Normal"),
        numbering=shape("1", "(%1)") + number("7", "1"),
    )
    house = word_file(
        "h.docx", "", styles=style("List Number", inside=listed("1")),
        numbering=shape("1", "%1.", of="ListNumber") + number("1", "1"),
    )  # fmt: skip

    dressed = apply_house_style(template, house)

    numbering = dressed.parts["word/numbering.xml"].decode()
    assert 'w:numId w:val="2"' in main(dressed)
    assert re.findall(r"<w:(abstractNum|num) ", numbering) == ["abstractNum", "abstractNum", "num", "num"]
    assert re.findall(r'lvlText w:val="([^"]*)"', numbering) == ["%1.", "(%1)"]
    assert '<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>' in numbering
    assert_in_step(dressed)


def test_a_list_that_starts_again_follows_the_shape_of_the_house_style() -> None:
    styles = style("List Number", inside=listed("3"))
    template = word_file(
        "t.docx", paragraph("one", style="ListNumber", look=in_list("4")), styles=styles,
        numbering=shape("9", "%1)", of="ListNumber") + number("3", "9") + number("4", "9"),
    )  # fmt: skip
    house = word_file(
        "h.docx", "", styles=style("List Number", inside=listed("1")),
        numbering=shape("5", "%1.", of="ListNumber") + number("1", "5"),
    )  # fmt: skip

    dressed = apply_house_style(template, house)

    assert 'w:numId w:val="2"' in main(dressed)
    assert (
        '<w:num w:numId="2"><w:abstractNumId w:val="5"/></w:num>'
        in dressed.parts["word/numbering.xml"].decode()
    )


def test_the_list_of_a_style_is_the_one_that_the_house_style_gives_it_and_no_list_stays_no_list() -> None:
    lists = shape("1", "%1.", of="ListNumber") + number("3", "1")
    one, none = (paragraph("item", style="ListNumber", look=in_list(each)) for each in "30")
    template = word_file(
        "t.docx", one + none, styles=style("List Number", inside=listed("3")), numbering=lists
    )
    house = word_file(
        "h.docx", "", styles=style("List Number", inside=listed("8")),
        numbering=shape("1", "%1.", of="ListNumber") + number("8", "1"),
    )  # fmt: skip

    dressed = apply_house_style(template, house)

    assert re.findall(r'w:numId w:val="(\d+)"', main(dressed)) == ["8", "0"]
    assert dressed.parts["word/numbering.xml"].decode().count("<w:num ") == 1


def test_lists_survive_where_the_house_style_has_none() -> None:
    template = word_file(
        "t.docx",
        paragraph("one", look=in_list("7")),
        styles=style("Normal"),
        numbering=shape("1", "(%1)") + number("7", "1"),
    )

    dressed = apply_house_style(template, word_file("h.docx", "", styles=style("Normal")))

    assert dressed.related("numbering") == ("word/numbering.xml",)
    assert b"(%1)" in dressed.parts["word/numbering.xml"]
    assert_in_step(dressed)


def test_a_house_style_made_in_a_dutch_word_gets_the_template_s_ids() -> None:
    dutch = style("heading 1", identity="Kop1")
    dutch += style("toc", identity="Inh", inside='<w:basedOn w:val="Kop1"/>')
    house = word_file(
        "h.docx", "", styles=dutch, numbering=shape("1", "%1", of="Kop1") + number("1", "1")
    )  # fmt: skip
    template = word_file(
        "t.docx", paragraph("Title", style="Heading1"), styles=style("heading 1", identity="Heading1")
    )

    dressed = apply_house_style(template, house)

    assert not any(b"Kop1" in data for data in dressed.parts.values())
    assert b'w:styleId="Heading1"' in dressed.parts["word/styles.xml"]
    assert b'w:basedOn w:val="Heading1"' in dressed.parts["word/styles.xml"]
    assert b'w:pStyle w:val="Heading1"' in dressed.parts["word/numbering.xml"]


def test_a_style_that_the_house_style_lacks_is_named_once_with_its_kind_and_a_hint() -> None:
    styles = style("Lead Text", identity="Lead") + style("Normal")
    template = word_file("t.docx", paragraph("A", style="Lead") * 2, styles=styles)
    house = word_file("h.docx", "", styles=style("Normal") + ENGINE)

    (diagnostic,) = find_missing_styles(template, house)

    assert diagnostic.rule == "missing-style"
    assert diagnostic.location.file == "h.docx"
    assert "paragraph style “Lead Text”, which t.docx uses" in diagnostic.message
    assert diagnostic.hint


def test_a_missing_style_is_located_in_the_template_with_the_text_there() -> None:
    grid = table(("Year",), look='<w:tblStyle w:val="Grid"/>')
    body = paragraph("Summary", style="Heading1") + paragraph("A")
    body += paragraph("Dear mayor", style="Lead") + grid
    heading = style("heading 1", identity="Heading1")
    template = word_file("t.docx", body, styles=heading + style("Normal") + style("Lead"))
    house = word_file("h.docx", "", styles=heading + style("Normal") + ENGINE)

    lead, grid = find_missing_styles(template, house)

    assert "first in body, heading 'Summary', paragraph 2" in lead.message
    assert lead.location.context == "Dear mayor"
    assert "first in body, heading 'Summary', table 1, row 1, cell 1" in grid.message
    assert grid.location.context == "Year"


def test_a_character_style_of_the_same_name_does_not_stand_in_for_a_paragraph_style() -> None:
    template = word_file("t.docx", paragraph("A", style="Lead"), styles=style("Lead"))
    house = word_file("h.docx", "", styles=style("Lead", kind="character") + ENGINE)

    assert [diagnostic.location.position for diagnostic in find_missing_styles(template, house)] == [
        "style Lead"
    ]


def test_the_styles_that_the_engine_writes_are_asked_for_too() -> None:
    found = find_missing_styles(
        word_file("t.docx", "", styles=""), word_file("h.docx", "", styles=style("Normal"))
    )

    assert len(found) == len(PROGRAM_STYLES)


def test_styles_of_the_template_s_own_header_do_not_count_since_it_goes() -> None:
    template = word_file("t.docx", "", styles=style("Old"), header1=paragraph("Gone", style="Old"))

    assert find_missing_styles(template, word_file("h.docx", "", styles=ENGINE)) == ()


def test_a_file_without_styles_is_no_house_style() -> None:
    with pytest.raises(TemplateError, match="not a house style"):
        apply_house_style(word_file("t.docx", ""), word_file("h.docx", ""))


def test_the_same_files_give_the_same_bytes_and_a_second_dressing_changes_nothing() -> None:
    template = word_file(
        "t.docx",
        paragraph("A", look=in_list("7")),
        styles=style("Normal"),
        numbering=shape("1", "(%1)") + number("7", "1"),
    )
    house = word_file(
        "h.docx", "", reference("header", "default", "header1") + PAGE,
        styles=style("Normal"), numbering=shape("1", "%1.") + number("1", "1"), header1="<w:p/>",
    )  # fmt: skip

    once = apply_house_style(template, house).to_bytes()

    assert apply_house_style(template, house).to_bytes() == once
    assert sorted(apply_house_style(open_package(once, "t.docx"), house).parts) == sorted(
        open_package(once, "t.docx").parts
    )


def test_an_outside_link_of_a_header_stays_an_outside_link() -> None:
    house = word_file("h.docx", "", styles=style("Normal"), header1="<w:p/>").with_parts(
        {"word/_rels/header1.xml.rels": relationships(("rId1", "hyperlink", "https://example.org")).encode()}
    )
    graft = PartCopier(word_file("t.docx", ""), house)

    name = graft.copy_part("word/header1.xml")

    (line,) = graft.package.relationships(name)
    assert line.external
    assert line.target == "https://example.org"
