"""A word that is wider than its cell is found, with what it needs and what there is."""

from __future__ import annotations

import pytest

from assembler.word.messages.translation_units import read_units
from assembler.word.package.package import Package
from assembler.word.style.font_metrics import measure_word
from assembler.word.style.overflowing_words import find_broken_words, find_cell_messages, measure_cells
from word_notation import markup, package, paragraph, run, style, styles, table

FONT = '<w:rPr><w:rFonts w:ascii="Arial"/><w:sz w:val="20"/></w:rPr>'
NO_MARGINS = '<w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
STYLES = styles(
    f"<w:docDefaults><w:rPrDefault>{FONT}</w:rPrDefault></w:docDefaults>",
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"/>',
    style("Head", '<w:basedOn w:val="Normal"/><w:rPr><w:b/></w:rPr>'),
    style("In", '<w:pPr><w:ind w:left="400"/></w:pPr>'),
    style("Grid", f"<w:tblPr><w:tblCellMar>{NO_MARGINS}</w:tblCellMar></w:tblPr>", kind="table"),
)
FINNISH = '<w:lang w:val="fi-FI"/>'
FIXED = '<w:tblLayout w:type="fixed"/>'


def document(
    text: str, *, width: int, style: str = "Normal", layout: str = FIXED, language: str = "fi-FI"
) -> Package:
    """``text`` in a cell of ``width`` twentieths of a point, in Arial of 10 points."""
    return in_a_cell(paragraph(run(text, f'<w:lang w:val="{language}"/>'), style=style), width, layout)


def in_a_cell(content: str, width: int, layout: str) -> Package:
    look = f'<w:tblStyle w:val="Grid"/>{layout}'
    return package(table((content, ""), header=False, width=width, look=look), styles=STYLES)


def broken(text: str, width: int, **drawn: str) -> list[str]:
    return [each.word for each in find_broken_words(document(text, width=width, **drawn), "fi-FI")]


def test_a_word_wider_than_its_cell_is_reported_with_both_widths() -> None:
    (found,) = find_broken_words(document("kirjaamisen", width=1000), "fi-FI")
    assert found.word == "kirjaamisen"
    assert found.room == 50.0
    assert 50 < found.needs < 54


def test_a_word_that_fits_is_not_reported_and_blanks_and_hyphens_part_words() -> None:
    assert broken("kirja kirja", 500) == []
    assert broken("viisi-kuusi", 600) == []
    assert broken("viisi\u00a0kuusi", 600) == ["viisi\u00a0kuusi"]


def test_a_soft_hyphen_and_a_line_break_part_words() -> None:
    for element in ("softHyphen", "br"):
        parted = paragraph(markup(run("kirjaa|misen", FINNISH).replace("|", f"</w:t><w:{element}/><w:t>")))
        assert find_broken_words(in_a_cell(parted, 600, FIXED), "fi-FI") == ()


def test_bold_letters_of_a_style_are_wider_and_indents_take_room() -> None:
    assert broken("kirjaamisen", 1060) == []
    assert broken("kirjaamisen", 1060, style="Head") == ["kirjaamisen"]
    assert broken("kirjaamisen", 1060, style="In") == ["kirjaamisen"]


def test_a_table_that_grows_with_its_words_breaks_none() -> None:
    assert broken("kirjaamisen", 300, layout="") == []


def test_words_in_another_language_and_addresses_are_left_alone() -> None:
    assert broken("https://example.org/kirjaamisen", 900) == []
    assert find_broken_words(document("kirjaamisen", width=300), "nl-NL") == ()


def test_the_messages_of_a_template_know_the_room_they_have() -> None:
    package = document("Notes {{ row.x }}", width=800, language="en-GB")
    (found,) = measure_cells(package, find_cell_messages(read_units(package)))
    assert (found.message, found.room) == ("Notes {row.x}", 40.0)
    assert found.find_broken_words("Muistiinpanot")[0].word == "Muistiinpanot"
    assert found.find_broken_words("Muistio") == ()


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
