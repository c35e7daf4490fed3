"""A colour of the theme has the value of the house style's theme, for programs that read no theme."""

from __future__ import annotations

import re

from assembler.word.package.package import Package
from assembler.word.style.theme_colour_update import update_theme_colours
from word_notation import package, paragraph

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
THEME = (
    f'<a:theme xmlns:a="{A}" name="Harbour"><a:themeElements><a:clrScheme name="Harbour">'
    '<a:lt2><a:srgbClr val="DCE9E8"/></a:lt2><a:accent1><a:srgbClr val="0B5A5C"/></a:accent1>'
    "</a:clrScheme></a:themeElements></a:theme>"
)


def updated(*look: str) -> str:
    made = package(*(paragraph("Text", look=each) for each in look), theme=THEME)
    return body(update_theme_colours(made, made.main))


def body(made: Package) -> str:
    return made.parts[made.main].decode()


def test_shading_borders_and_text_take_their_values_from_the_theme() -> None:
    xml = updated(
        '<w:shd w:val="clear" w:color="auto" w:fill="E3EBF1" w:themeFill="background2"/>',
        '<w:pBdr><w:left w:val="single" w:color="17507A" w:themeColor="accent1"/></w:pBdr>',
        '<w:rPr><w:color w:val="17507A" w:themeColor="accent1"/></w:rPr>',
    )
    assert re.findall(r'w:(fill|color|val)="([0-9A-F]{6})"', xml) == [
        ("fill", "DCE9E8"), ("color", "0B5A5C"), ("val", "0B5A5C"),
    ]  # fmt: skip


def test_a_lighter_theme_colour_is_calculated() -> None:
    xml = updated('<w:shd w:val="clear" w:fill="000000" w:themeFill="accent1" w:themeFillTint="33"/>')
    assert 'w:fill="B6F5F6"' in xml


def test_colours_of_their_own_and_those_that_the_theme_lacks_stay() -> None:
    look = (
        '<w:shd w:val="clear" w:fill="ABCDEF"/>',
        '<w:shd w:val="clear" w:fill="123456" w:themeFill="accent4"/>',
    )
    made = package(*(paragraph("Text", look=each) for each in look), theme=THEME)
    assert update_theme_colours(made, made.main) is made
