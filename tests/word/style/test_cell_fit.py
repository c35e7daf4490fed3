"""A word that is wider than its cell is found, with what it needs and what there is."""

from __future__ import annotations

import pytest

from assembler.word.package.package import Package, open_package, pack
from assembler.word.style.cell_fit import broken_words, cell_texts
from assembler.word.style.font_metrics import measure_word

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
STYLES = (
    f'<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial"/><w:sz w:val="20"/></w:rPr>'
    '</w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"/>'
    '<w:style w:type="paragraph" w:styleId="Head"><w:basedOn w:val="Normal"/><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="In"><w:pPr><w:ind w:left="400"/></w:pPr></w:style>'
    '<w:style w:type="table" w:styleId="Grid"><w:tblPr><w:tblCellMar><w:left w:w="0" w:type="dxa"/>'
    '<w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style></w:styles>'
)
TIMES = (
    '<w:tblPr><w:tblStyle w:val="Grid"/>{layout}</w:tblPr><w:tblGrid><w:gridCol w:w="{width}"/>'
    '<w:gridCol w:w="1000"/></w:tblGrid>'
)
FIXED = '<w:tblLayout w:type="fixed"/>'


def document(
    text: str, *, width: int, style: str = "Normal", layout: str = FIXED, language: str = "fi-FI"
) -> Package:
    """``text`` in a cell of ``width`` twentieths of a point, in Arial of 10 points."""
    words = f'<w:r><w:rPr><w:lang w:val="{language}"/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'
    cell = f'<w:tc><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{words}</w:p></w:tc><w:tc><w:p/></w:tc>'
    table = f"<w:tbl>{TIMES.format(layout=layout, width=width)}<w:tr>{cell}</w:tr></w:tbl>"
    rel = f'<Relationship Id="rId1" Type="{OFFICE}/%s" Target="%s"/>'
    rels = f'<Relationships xmlns="{PACKAGE}/relationships">%s</Relationships>'
    kinds = {"/word/document.xml": "document.main", "/word/styles.xml": "styles"}
    types = "".join(f'<Override PartName="{p}" ContentType="{TYPE}.{k}+xml"/>' for p, k in kinds.items())
    plain = "application/vnd.openxmlformats-package.relationships+xml"
    types += f'<Default Extension="rels" ContentType="{plain}"/>'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">{types}</Types>',
        "_rels/.rels": rels % (rel % ("officeDocument", "word/document.xml")),
        "word/document.xml": f"<w:document {W}><w:body>{table}</w:body></w:document>",
        "word/_rels/document.xml.rels": rels % (rel % ("styles", "styles.xml")),
        "word/styles.xml": STYLES,
    }
    return open_package(pack({name: text.encode() for name, text in parts.items()}), "drawn.docx")


def broken(text: str, width: int, **drawn: str) -> list[str]:
    return [each.word for each in broken_words(document(text, width=width, **drawn), "fi-FI")]


def test_a_word_wider_than_its_cell_is_told_with_both_widths() -> None:
    (found,) = broken_words(document("kirjaamisen", width=1000), "fi-FI")
    assert found.word == "kirjaamisen"
    assert found.room == 50.0
    assert 50 < found.needs < 54


def test_a_word_that_fits_is_not_told_and_blanks_and_hyphens_part_words() -> None:
    assert broken("kirja kirja", 500) == []
    assert broken("viisi-kuusi", 600) == []
    assert broken("viisi\u00a0kuusi", 600) == ["viisi\u00a0kuusi"]


def test_bold_letters_of_a_style_are_wider_and_indents_take_room() -> None:
    assert broken("kirjaamisen", 1060) == []
    assert broken("kirjaamisen", 1060, style="Head") == ["kirjaamisen"]
    assert broken("kirjaamisen", 1060, style="In") == ["kirjaamisen"]


def test_a_table_that_grows_with_its_words_breaks_none() -> None:
    assert broken("kirjaamisen", 300, layout="") == []


def test_words_in_another_language_and_addresses_are_left_alone() -> None:
    assert broken("https://example.org/kirjaamisen", 900) == []
    assert broken_words(document("kirjaamisen", width=300), "nl-NL") == ()


def test_the_messages_of_a_template_know_the_room_they_have() -> None:
    (found,) = cell_texts(document("Notes {{ row.x }}", width=800, language="en-GB"))
    assert (found.message, found.room) == ("Notes {row.x}", 40.0)
    assert found.broken("Muistiinpanot")[0].word == "Muistiinpanot"
    assert found.broken("Muistio") == ()


@pytest.mark.parametrize(
    ("word", "family", "bold", "measured"),
    [
        ("Lähtötilanneraportti", "Calibri", False, 8237),
        ("Προτεραιότητα", "Calibri", True, 6414),
        ("maïs", "Arial", False, 2167),
        ("Ύψος", "Arial", True, 2812),
        ("«Œuvre»", "Arial", True, 4225),
    ],
)
def test_the_widths_are_those_of_the_free_twins_or_little_more(
    word: str, family: str, bold: bool, measured: int
) -> None:
    assert measured <= measure_word(word, family, bold=bold) <= measured * 1.04
