"""A chart is drawn by Word from its own part, and edited in a workbook with the same data."""

from __future__ import annotations

import io
import re
import zipfile
from decimal import Decimal

import openpyxl
import pytest
from lxml import etree

from assembler.errors import DataError
from assembler.model.types.chart import PILLAR_COLOURS, Bars, Chart, Series, Tone, choose_tones
from assembler.word.charts.draw_chart import draw_chart
from assembler.word.content.drawings import EMU_PER_CM

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
NAMES = ("GG Good governance", "IE R&D <x>", "=AC", "WP http://example.org")
MEETS = Series("Meets", (12, 0, None, Decimal("1.5")))
FAILS = Series("Does not meet", (4, 6, 2, 1))


def chart(**options: object) -> Chart:
    values: dict[str, object] = {"categories": NAMES, "series": (MEETS, FAILS), "alt": "By pillar", **options}
    return Chart(**values)  # type: ignore[arg-type]


def parts(drawn: Chart) -> dict[str, bytes]:
    return dict(draw_chart(drawn, 3, first_id=900, language_tag="nl-NL").parts)


def chart_part(drawn: Chart) -> etree._Element:
    return etree.fromstring(parts(drawn)["word/charts/record-3.xml"])


def points(series: etree._Element, axis: str) -> dict[int, str]:
    return {
        int(point.get("idx", "")): point.findtext(f"{C}v") or ""
        for point in series.iterfind(f"{C}{axis}//{C}pt")
    }


@pytest.mark.parametrize("bars", Bars)
def test_the_part_and_the_workbook_have_the_same_data(bars: Bars) -> None:
    drawn = chart(bars=bars)
    found = list(chart_part(drawn).iter(f"{C}ser"))
    assert [points(each, "tx")[0] for each in found] == ["Meets", "Does not meet"]
    assert [tuple(points(each, "cat").values()) for each in found] == [NAMES, NAMES]
    assert points(found[0], "val") == {0: "12", 1: "0", 3: "1.5"}
    assert points(found[1], "val") == {0: "4", 1: "6", 2: "2", 3: "1"}
    sheet = openpyxl.load_workbook(io.BytesIO(parts(drawn)["word/embeddings/record-3.xlsx"])).active
    assert sheet is not None
    assert list(sheet.iter_rows(values_only=True)) == [
        (None, "Meets", "Does not meet"),
        (NAMES[0], 12, 4),
        (NAMES[1], 0, 6),
        (NAMES[2], None, 2),
        (NAMES[3], 1.5, 1),
    ]


def test_long_labels_do_not_squeeze_the_bars() -> None:
    long = ("Do the guide and the meetings give form to a dialogue?", *NAMES[1:])
    area = chart_part(chart(categories=long)).find(f".//{C}plotArea")
    assert area is not None and area[0].tag == f"{C}layout"
    width = area.find(f".//{C}w")
    assert width is not None and float(width.get("val", "")) > 0.5
    assert chart_part(chart()).find(f".//{C}plotArea//{C}w") is None


def test_the_references_of_the_part_are_those_of_the_workbook() -> None:
    texts = [each.text for each in chart_part(chart()).iter(f"{C}f")]
    assert texts[:3] == ["Sheet1!$B$1", "Sheet1!$A$2:$A$5", "Sheet1!$B$2:$B$5"]
    assert texts[3:] == ["Sheet1!$C$1", "Sheet1!$A$2:$A$5", "Sheet1!$C$2:$C$5"]
    workbook = openpyxl.load_workbook(io.BytesIO(parts(chart())["word/embeddings/record-3.xlsx"]))
    assert workbook.sheetnames == ["Sheet1"]


def test_the_number_format_is_that_of_labels_and_cells() -> None:
    drawn = chart(number_format='0" %"', bars=Bars.SHARES)
    root = chart_part(drawn)
    assert {each.get("formatCode") for each in root.iter(f"{C}numFmt")} == {'0" %";-0" %";'}
    assert {each.text for each in root.iter(f"{C}formatCode")} == {'0" %"'}
    sheet = openpyxl.load_workbook(io.BytesIO(parts(drawn)["word/embeddings/record-3.xlsx"])).active
    assert sheet is not None and sheet["B2"].number_format == '0" %"'


def test_a_zero_has_a_label_beside_its_bar_but_none_in_a_stack() -> None:
    formats = {bars: chart_part(chart(bars=bars)).find(f".//{C}numFmt") for bars in Bars}
    codes = {bars: each.get("formatCode") for bars, each in formats.items() if each is not None}
    assert codes == {Bars.SIDE_BY_SIDE: "0", Bars.STACKED: "0;-0;", Bars.SHARES: "0;-0;"}


def test_texts_are_in_the_language_of_the_document() -> None:
    root = chart_part(chart())
    assert root.find(f"{C}lang").get("val") == "nl-NL"  # type: ignore[union-attr]
    assert root[-2].find(f".//{A}defRPr").get("lang") == "nl-NL"  # type: ignore[union-attr]


def test_each_series_has_a_fill_of_its_own() -> None:
    series = [Series(f"Answer {number}", (1, 1, 1, 1)) for number in range(7)]
    root = chart_part(chart(series=tuple(series), bars=Bars.STACKED))
    fills = [etree.tostring(each[0]) for each in root.iterfind(f".//{C}ser/{C}spPr")]
    assert len(set(fills)) == 7
    assert [b"pattFill" in each for each in fills] == [False] * 4 + [True] * 3, "shades first"


def test_each_series_has_a_shade_of_its_own_in_the_colours_of_the_categories() -> None:
    root = chart_part(chart(colours=tuple(PILLAR_COLOURS.values()), bars=Bars.STACKED))
    first, second = root.iter(f"{C}ser")
    assert first.find(f".//{A}lumMod") is None
    colours = [
        [each.get("val") for each in series.iterfind(f"{C}dPt//{A}ln//{A}srgbClr")]
        for series in (first, second)
    ]
    assert colours == [list(PILLAR_COLOURS.values())] * 2
    assert len(list(second.iterfind(f"{C}dPt//{A}lumMod"))) == 4


def test_the_tone_of_a_series_follows_its_meaning_and_not_its_place() -> None:
    def fill(each: Series) -> bytes:
        found = chart_part(chart(series=(each, FAILS), bars=Bars.STACKED)).find(f".//{C}ser/{C}spPr")
        assert found is not None
        return etree.tostring(found[0])

    tones = [fill(Series("Done", (1, 1, 1, 1), tone)) for tone in Tone]
    assert len(set(tones)) == len(Tone)
    assert b"FFFFFF" in fill(Series("Open", (1, 1, 1, 1), Tone.WHITE))
    assert fill(Series("Done", (1, 1, 1, 1))) == fill(Series("Done", (1, 1, 1, 1), Tone.DARK))


def test_the_highest_answer_of_a_scale_is_the_darkest() -> None:
    assert choose_tones(3) == (Tone.LIGHT, Tone.MEDIUM, Tone.DARK)
    assert [choose_tones(count)[-1] for count in (2, 3, 4)] == [Tone.DARK] * 3
    assert choose_tones(6) == (None,) * 6


def test_numbers_on_dark_bars_are_white_and_bars_that_are_too_short_have_none() -> None:
    def labels(drawn: Chart, number: int = 0) -> tuple[list[str], bool, str]:
        """The bars without a number, whether the numbers have a background, and their colour."""
        found = list(chart_part(drawn).iterfind(f".//{C}ser/{C}dLbls"))[number]
        without = [each for each in found.iterfind(f"{C}dLbl") if each.find(f"{C}delete") is not None]
        return (
            [each.find(f"{C}idx").get("val", "") for each in without],  # type: ignore[union-attr]
            found.find(f"{C}spPr/{A}solidFill") is not None,
            found.find(f"{C}txPr//{A}srgbClr").get("val"),  # type: ignore[union-attr]
        )

    assert labels(chart(bars=Bars.SHARES)) == (["1", "2"], False, "FFFFFF")
    assert labels(chart(bars=Bars.STACKED)) == (["1", "2"], False, "FFFFFF")
    narrow = Series("Meets", (12, 0, None, Decimal("0.3")))
    assert labels(chart(bars=Bars.STACKED, series=(narrow, FAILS))) == (["1", "2", "3"], False, "FFFFFF")
    few = Series("Does not meet", (Decimal("0.3"), 6, 2, 1), Tone.WHITE)
    assert labels(chart(bars=Bars.STACKED, series=(MEETS, few)), 1) == (["0"], True, "1A1A1A")
    assert labels(chart()) == ([], True, "1A1A1A"), "beside the bars"


def test_axes_have_ids_that_the_standard_allows() -> None:
    root = chart_part(chart())
    assert all(int(each.get("val", "")) > 0 for each in root.iter(f"{C}axId", f"{C}crossAx"))


def test_a_chart_of_one_series_has_no_legend() -> None:
    assert chart_part(chart(series=(MEETS,))).find(f".//{C}legend") is None
    assert chart_part(chart()).find(f".//{C}legend") is not None


def test_height_follows_the_number_of_bars() -> None:
    def height(drawn: Chart) -> int:
        run = draw_chart(drawn, 1, first_id=900, language_tag="en-GB").run
        return int(run.split('cy="')[1].split('"')[0])

    assert (
        height(chart()) > height(chart(bars=Bars.STACKED)) > height(chart(series=(MEETS,), bars=Bars.STACKED))
    )
    eleven = {"categories": ("A",) * 11, "series": (Series("Yes", (1,) * 11), Series("No", (2,) * 11))}
    assert height(chart(**eleven, bars=Bars.STACKED)) < 11.5 * EMU_PER_CM, "half a page, above its table"
    assert f'cx="{14 * EMU_PER_CM}"' in draw_chart(chart(width=14), 1, first_id=9, language_tag="").run


def test_equal_charts_have_equal_bytes_on_any_day() -> None:
    assert parts(chart()) == parts(chart())
    with zipfile.ZipFile(io.BytesIO(parts(chart())["word/embeddings/record-3.xlsx"])) as workbook:
        assert {each.date_time[0] for each in workbook.infolist()} == {1980}
        assert set(re.findall(rb">(\d{4})-", workbook.read("docProps/core.xml"))) == {b"1980"}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"series": ()}, "no data"),
        ({"categories": ()}, "no data"),
        ({"series": (Series("Short", (1,)),)}, "'Short' has 1 values for 4 categories"),
        ({"colours": ("FF0000",)}, "1 colours are given for 4 categories"),
    ],
)
def test_data_that_does_not_fit_is_refused(options: dict[str, object], message: str) -> None:
    with pytest.raises(DataError, match=message):
        parts(chart(**options))


def test_a_chart_with_larger_letters_is_larger() -> None:
    usual = draw_chart(chart(width=14), 1, first_id=9, language_tag="")
    large = draw_chart(chart(width=14), 1, first_id=9, language_tag="", font_size=16)
    assert b'sz="950"' in usual.parts["word/charts/record-1.xml"]
    assert b'sz="1600"' in large.parts["word/charts/record-1.xml"]
    assert f'cx="{int(14 * 1.4 * EMU_PER_CM)}"' in large.run
