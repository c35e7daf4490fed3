"""Every house style: complete, readable, and made so that Word opens its documents without a question."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from assembler.i18n.po.po_file import read_po
from assembler.store.project.project import Project
from assembler.word.package.package import Package, open_package
from assembler.word.package.xml import parse, qn
from assembler.word.style.font_metrics import measure_word

PROJECT = Project(Path(__file__).resolve().parents[2])
STYLES = PROJECT.house_styles()
DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
ENOUGH = 4.5
"""Least contrast of text with what lies behind it (WCAG 2.1, 1.4.3)."""


def house_style(name: str) -> Package:
    return open_package(PROJECT.house_style(name), f"{name}.docx")


def root(name: str, kind: str) -> etree._Element:
    package = house_style(name)
    return parse(package.parts[package.related(kind)[0]])


def named(name: str) -> set[tuple[str, str]]:
    return {(each.get(qn("w:type"), ""), each.get(qn("w:styleId"), "")) for each in root(name, "styles")}


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        each / 12.92 if each <= 0.03928 else ((each + 0.055) / 1.055) ** 2.4 for each in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def values(element: etree._Element, tag: str, attribute: str) -> set[str]:
    found = {each.get(qn(attribute), "") for each in element.iter(qn(tag))}
    return {each for each in found if each and each != "auto"}


def test_black_on_white_and_the_limit_of_grey_are_measured_as_wcag_measures_them() -> None:
    assert round(contrast("000000", "FFFFFF"), 1) == 21
    assert round(contrast("767676", "FFFFFF"), 2) == 4.54


@pytest.mark.parametrize("name", STYLES)
def test_each_house_style_has_the_styles_that_plain_has(name: str) -> None:
    assert named("plain") - named(name) == set()


def colours_of(style: etree._Element) -> set[tuple[str, str]]:
    """The colours of a style that sets both text and what lies behind it."""
    text, behind = values(style, "w:color", "w:val"), values(style, "w:shd", "w:fill")
    return {(a, b) for a in text for b in behind}


@pytest.mark.parametrize("name", STYLES)
def test_each_colour_of_text_can_be_read_on_white_and_on_every_tint(name: str) -> None:
    styles = root(name, "styles")
    banners = [each for each in styles if "FFFFFF" in values(each, "w:color", "w:val")]
    others = [each for each in styles if each not in banners]
    colours = {colour for each in others for colour in values(each, "w:color", "w:val")}
    behind = {fill for each in others for fill in values(each, "w:shd", "w:fill")} | {"FFFFFF"}
    pairs = {(a, b) for a in colours for b in behind} | {
        pair for each in banners for pair in colours_of(each)
    }

    assert all(colours_of(each) for each in banners), "white text lies on a colour of its own"
    assert {(a, b) for a, b in pairs if contrast(a, b) < ENOUGH} == set()


@pytest.mark.parametrize("name", STYLES)
def test_the_colours_of_the_theme_are_those_that_the_styles_fall_back_to(name: str) -> None:
    theme = (each for each in root(name, "theme").iter() if isinstance(each.tag, str))
    accents = [each for each in theme if etree.QName(each).localname == "accent1"]
    used = [each for each in root(name, "styles").iter() if each.get(qn("w:themeColor")) == "accent1"]

    assert used
    assert {
        each.get(qn("w:val")) if each.tag == qn("w:color") else each.get(qn("w:color")) for each in used
    } == {accents[0][0].get("val")}


@pytest.mark.parametrize("name", STYLES)
def test_headings_are_numbered_by_one_list_of_three_levels(name: str) -> None:
    linked = [each.get(qn("w:val")) for each in root(name, "numbering").iter(qn("w:pStyle"))]

    assert linked[:3] == ["Heading1", "Heading2", "Heading3"]


@pytest.mark.parametrize("name", STYLES)
def test_answers_have_bullets_and_numbers_of_three_levels(name: str) -> None:
    shapes = root(name, "numbering").findall(qn("w:abstractNum"))
    for wanted in ("ResponseBullet", "ResponseNumber"):
        (shape,) = (each for each in shapes if wanted in values(each, "w:pStyle", "w:val"))
        assert len(shape.findall(qn("w:lvl"))) >= 3


@pytest.mark.parametrize("name", STYLES)
def test_word_is_asked_for_its_own_mode_and_never_to_update_fields(name: str) -> None:
    settings = root(name, "settings")

    assert settings.find(qn("w:updateFields")) is None
    (mode,) = (
        each for each in settings.iter(qn("w:compatSetting")) if each.get(qn("w:name")) == "compatibilityMode"
    )
    assert mode.get(qn("w:val")) == "15"


@pytest.mark.parametrize("name", STYLES)
def test_page_numbers_have_a_stored_result_and_the_cover_shows_none(name: str) -> None:
    package = house_style(name)
    shown = []
    for part in package.related("footer"):
        runs = parse(package.parts[part])
        kinds = [each.get(qn("w:fldCharType")) for each in runs.iter(qn("w:fldChar"))]
        assert kinds == ["begin", "separate", "end"] * (len(kinds) // 3)
        shown.append("".join(each.text or "" for each in runs.iter(qn("w:t"))))

    assert sorted(shown) == ["{{ form_number }}", "{{ page_foot }}{{ form_foot }}Page 1 of 2"]


@pytest.mark.parametrize("name", STYLES)
def test_each_picture_says_what_it_shows_and_a_band_that_it_shows_nothing(name: str) -> None:
    package = house_style(name)
    for part in package.related("header"):
        for picture in parse(package.parts[part]).iter(qn("wp:docPr")):
            is_decorative = any(each.get("val") == "1" for each in picture.iter(DECORATIVE))
            assert is_decorative != (len(picture.get("descr", "").split()) > 3)


def test_large_print_has_no_letter_under_16_points_and_no_tint_behind_text() -> None:
    styles = root("large-print", "styles")
    small = {
        each.get(qn("w:styleId"), "")
        for each in styles
        if any(int(size) < 32 for size in values(each, "w:sz", "w:val"))
    }

    assert small <= {"TemplateTag", "TableGap", "EndGap", "SignatureGap"}, "a tag, or space without text"
    assert values(styles, "w:shd", "w:fill") == set()
    assert not any(b"<wps:wsp" in data for data in house_style("large-print").parts.values())


def test_a_large_number_does_not_touch_the_text_of_the_next_column() -> None:
    """The gap is at least a third of the letter size: 16 points, or 320 twentieths of a point."""
    styles = {each.get(qn("w:styleId")): each for each in root("large-print", "styles")}
    for name in ("PlainGrid", "FormTable", "ListTable"):
        margins = f"{qn('w:tblPr')}/{qn('w:tblCellMar')}/"
        sides = (styles[name].find(f"{margins}{qn(f'w:{side}')}") for side in ("left", "right"))
        assert sum(int(each.get(qn("w:w"), "0")) for each in sides if each is not None) * 3 >= 320, name


@pytest.mark.validator
@pytest.mark.parametrize("name", STYLES)
def test_microsoft_finds_nothing_wrong_in_the_specimen(name: str, validator) -> None:  # type: ignore[no-untyped-def]
    assert validator.of(PROJECT.house_style(name)) == []


GREEK = 1 << 7
"""The bit of ``w:usb0`` that says that a font holds Greek (OpenType, OS/2 ulUnicodeRange1)."""


@pytest.mark.parametrize("name", STYLES)
def test_each_font_holds_greek_and_is_known_by_a_free_twin_where_it_is_not_installed(name: str) -> None:
    fonts = {font.get(qn("w:name"), ""): font for font in root(name, "fontTable")}
    latin = "{http://schemas.openxmlformats.org/drawingml/2006/main}latin"
    used = {font.get("typeface", "") for font in root(name, "theme").iter(latin)}
    used |= values(root(name, "styles"), "w:rFonts", "w:ascii")
    assert used <= set(fonts)
    for font in fonts.values():
        assert font.find(qn("w:altName")) is not None and font.find(qn("w:panose1")) is not None
        covers = font.find(qn("w:sig"))
        assert covers is not None and int(covers.get(qn("w:usb0"), "0"), 16) & GREEK


def test_every_letter_of_every_language_is_in_the_fonts() -> None:
    entries = (
        entry
        for code in PROJECT.languages()
        for name, data in PROJECT.catalogues(code)
        for entry in read_po(data, name).entries
    )
    letters = {letter for entry in entries for text in entry.strings for letter in text if letter.isalpha()}
    assert {"ς", "ώ", "ñ", "ß", "œ", "å", "ç"} <= letters
    assert [letter for letter in sorted(letters) if measure_word(letter, "Calibri") >= 1000] == []
