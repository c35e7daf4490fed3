"""The table of contents is right on first opening: numbers, titles, links."""

from __future__ import annotations

import re
from typing import Any

from assembler.store.office.office_macro import BASIC
from assembler.word.content.heading_styles import HeadingStyle, read_heading_styles
from assembler.word.content.table_of_contents import (
    MARKER,
    PAGE_MARKER,
    add_page_markers,
    build_contents_edits,
    find_headed_paragraphs,
    has_contents,
    read_headings,
    set_pages,
)
from assembler.word.package.markup_edits import apply_edits
from assembler.word.package.zip_reader import read_members
from assembler.word.package.zip_writer import pack
from word_notation import paragraph

NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STYLES = (
    HeadingStyle("Heading1", 1, "%1", ("decimal",)),
    HeadingStyle("Heading2", 2, "%1.%2", ("decimal", "decimal")),
    HeadingStyle("Heading3", 3, indent=680),
)


DOCUMENT = "".join((
    f"<w:body>{MARKER}",
    paragraph("Background", style="Heading1"), paragraph("Main features", style="Heading2"),
    paragraph("Words", style="Normal"),
    paragraph("Roles & services", style="Heading2"), paragraph("Self-assessment", style="Heading1"),
    paragraph("Governance", style="Heading2"), paragraph("GG/A/1 Plan", style="Heading3"),
    paragraph("Annex", style="Heading1", look='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'),
    "</w:body>",
))  # fmt: skip


def with_contents(xml: str, **how: Any) -> str:
    return "".join(
        apply_edits(
            xml, build_contents_edits(xml, read_headings(xml, find_headed_paragraphs(xml, STYLES)), **how)
        )
    )


def entries(xml: str) -> list[str]:
    return [
        " ".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", link))
        for link in re.findall(r"<w:hyperlink .*?</w:hyperlink>", xml)
    ]


def test_headings_are_numbered_as_word_numbers_them() -> None:
    numbers = [
        heading.number for heading in read_headings(DOCUMENT, find_headed_paragraphs(DOCUMENT, STYLES))
    ]
    assert numbers == ["1", "1.1", "1.2", "2", "2.1", "", ""]


def test_the_contents_hold_numbers_and_titles_in_order() -> None:
    built = with_contents(DOCUMENT, language_tag="nl-NL", first_id=1)
    assert entries(built) == [
        "1 Background", "1.1 Main features", "1.2 Roles &amp; services", "2 Self-assessment",
        "2.1 Governance", "GG/A/1 Plan", "Annex",
    ]  # fmt: skip


def test_each_entry_links_to_a_bookmark_that_stands_on_its_heading() -> None:
    built = with_contents(DOCUMENT, language_tag="nl-NL", first_id=40)
    anchors = re.findall(r'w:anchor="(\w+)"', built)
    assert anchors == re.findall(r'<w:bookmarkStart w:id="\d+" w:name="(\w+)"/>', built)
    starts, ends = (re.findall(rf'<w:bookmark{end} w:id="(\d+)"', built) for end in ("Start", "End"))
    assert starts == ends == [str(number) for number in range(40, 47)]


def test_the_field_is_opened_and_closed_once_and_every_run_has_its_language() -> None:
    built = with_contents(DOCUMENT, language_tag="fi-FI", first_id=1, depth=1)
    assert re.findall(r'fldCharType="(\w+)"', built) == ["begin", "separate", "end"]
    contents = built[: built.index("bookmarkStart")]
    assert contents.count("<w:r>") == contents.count('<w:lang w:val="fi-FI"/>')
    assert len(entries(built)) == 3


def test_an_entry_keeps_the_languages_of_its_heading() -> None:
    runs = "".join(
        f'<w:r><w:rPr><w:lang w:val="{tag}"/></w:rPr><w:t>{text}</w:t></w:r>'
        for tag, text in (("fi-FI", "1. "), ("en-GB", "Housing"), ("en-GB", " services "))
    )
    heading = f'<w:p><w:pPr><w:pStyle w:val="Heading3"/></w:pPr>{runs}</w:p>'
    built = with_contents(f"<w:body>{MARKER}{heading}</w:body>", language_tag="fi-FI", first_id=1)
    entry = built[built.index("<w:hyperlink") : built.index("</w:hyperlink>")]
    assert re.findall(r'w:val="(\w\w-\w\w)".*?<w:t[^>]*>([^<]*)</w:t>', entry) == [
        ("fi-FI", "1. "), ("en-GB", "Housing services"),
    ]  # fmt: skip


def test_codes_beside_titles_are_not_in_the_contents() -> None:
    coded = '<w:r><w:rPr><w:rStyle w:val="{}"/><w:lang w:val="en-GB"/></w:rPr><w:t>{}</w:t></w:r>'
    plain = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
    first = coded.format("HeadingCode", "GG/A/1") + plain.format(" Plan")
    second = plain.format("Context ") + coded.format("SectionCode", "N.3")
    headings = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>{runs}</w:p>' for runs in (first, second)
    )
    built = with_contents(f"<w:body>{MARKER}{headings}</w:body>", language_tag="en-GB", first_id=1)
    assert entries(built) == ["1 Plan", "2 Context"]


def test_pages_are_shown_only_where_they_were_measured() -> None:
    built = with_contents(DOCUMENT, language_tag="nl-NL", first_id=1, pages={"_Toc00000002": 7})
    assert entries(built)[:2] == ["1 Background", "1.1 Main features 7"]
    assert built.count("PAGEREF") == 1


def test_an_entry_without_a_number_has_no_column_for_one_whose_edge_stops_the_dots() -> None:
    built = with_contents(DOCUMENT, language_tag="nl-NL", first_id=1)
    properties = re.findall(r'<w:pPr><w:pStyle w:val="TOC\d"/>(.*?)</w:pPr>', built)
    indents = [
        int(found[1]) if (found := re.search('w:left="(\\d+)" w:firstLine="0"', each)) else None
        for each in properties
    ]
    assert indents == [None, None, None, None, None, 680, 0]


def test_an_entry_without_a_number_begins_where_those_with_a_number_begin() -> None:
    style = '<w:style w:type="paragraph" w:styleId="{0}"><w:name w:val="{0}"/>{1}</w:style>'
    indent = '<w:pPr><w:ind w:left="1417" w:hanging="737"/></w:pPr>'
    pairs = (("heading 1", ""), ("heading 3", ""), ("toc 1", ""), ("toc 3", indent))
    styles = f"<w:styles {NS}>{''.join(style.format(*pair) for pair in pairs)}</w:styles>".encode()
    assert [each.indent for each in read_heading_styles(styles, None)] == [0, 680]


def test_without_the_mark_nothing_changes() -> None:
    xml = DOCUMENT.replace(MARKER, "")
    assert with_contents(xml, language_tag="nl-NL", first_id=1) == xml


def test_the_pattern_of_a_heading_comes_from_the_list_that_its_style_is_linked_to() -> None:
    styles = (
        f'<w:styles {NS}><w:style w:type="paragraph" w:styleId="Kop1"><w:name w:val="heading 1"/>'
        '<w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Kop2"><w:name w:val="heading 2"/>'
        '<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr></w:pPr></w:style></w:styles>'
    ).encode()
    numbering = (
        f'<w:numbering {NS}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">'
        '<w:numFmt w:val="upperRoman"/>'
        '<w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum><w:num w:numId="3">'
        '<w:abstractNumId w:val="0"/></w:num></w:numbering>'
    ).encode()
    found = read_heading_styles(styles, numbering)
    document = "".join(
        paragraph(title, style=name) for title, name in (("One", "Kop1"), ("Two", "Kop1"), ("Deep", "Kop2"))
    )
    made = read_headings(document, find_headed_paragraphs(document, found))
    assert [heading.number for heading in made] == ["I.", "II.", "II.1"]


def test_a_run_without_words_is_no_blank_in_an_entry() -> None:
    run = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
    empty = f'<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>{run.format("Context ")}{run.format("")}'
    xml = f"{MARKER}{empty}{run.format('N.3')}</w:p>"
    styles = (HeadingStyle("Heading1", 1),)
    assert [heading.text for heading in read_headings(xml, find_headed_paragraphs(xml, styles))] == [
        "Context N.3"
    ]


RUN = '<w:r><w:rPr><w:lang w:val="fi-FI"/></w:rPr>'
LINK = '<w:hyperlink w:anchor="_Toc0000000{n}" w:history="1">'
ENTRY = LINK + RUN + "<w:t>Title {n}</w:t></w:r></w:hyperlink>"
TYPES = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def document(*entries: str) -> bytes:
    """A Word file that is no more than its body."""
    return pack({"[Content_Types].xml": TYPES, "word/document.xml": "".join(entries).encode()})


def body(data: bytes) -> str:
    return read_members(data, "x.docx")["word/document.xml"].decode()


def test_each_entry_shows_its_page_as_a_field_in_the_same_language() -> None:
    data = document(*(ENTRY.format(n=number) for number in (1, 2)))
    made = body(set_pages(data, {"_Toc00000001": 3, "_Toc00000002": 114}, "x.docx"))
    assert re.findall(r"PAGEREF (_Toc\d+) \\h", made) == ["_Toc00000001", "_Toc00000002"]
    assert re.findall(r"<w:t>(\d+)</w:t>", made) == ["3", "114"]
    assert made.count("<w:r>") == made.count(RUN)


def test_an_entry_that_has_a_page_or_of_which_none_is_known_stays_as_it_is() -> None:
    data = document(*(ENTRY.format(n=number) for number in (1, 2)))
    once = set_pages(data, {"_Toc00000001": 3}, "x.docx")
    assert set_pages(once, {"_Toc00000001": 9}, "x.docx") == once
    assert body(once).count("PAGEREF") == 1


def test_each_entry_without_a_page_gets_a_place_of_its_own_for_it() -> None:
    data = document(*(ENTRY.format(n=number) for number in (1, 2, 3)))
    numbered = set_pages(data, {"_Toc00000002": 7}, "x.docx")
    made = body(add_page_markers(numbered, "x.docx"))
    assert re.findall(r"<w:t>(\d+)</w:t>", made) == [f"{PAGE_MARKER}00000001", "7", f"{PAGE_MARKER}00000003"]


def test_the_macro_looks_for_the_places_that_are_made() -> None:
    assert f'"{PAGE_MARKER}[0-9]{{8}}"' in BASIC


def test_a_document_to_which_no_page_is_added_stays_as_it_is() -> None:
    data = document("<w:p/>") + b"kept"
    assert set_pages(data, {"_Toc00000001": 3}, "x.docx") is data


def test_a_document_without_contents_is_distinguished_from_one_with() -> None:
    assert has_contents(document(ENTRY.format(n=1)), "x.docx")
    assert not has_contents(document('<w:hyperlink w:anchor="q_A"><w:r/></w:hyperlink>'), "x.docx")
