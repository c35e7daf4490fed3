"""Chart parts: python-pptx writes the data, and this module adds everything else.

It adds the language, the colours and fills, the labels with numbers, the legend and the link to the
workbook.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx.chart.xmlwriter import ChartXmlWriter
from pptx.enum.chart import XL_CHART_TYPE

from assembler.model.types.chart import CHART_FONT_SIZE, Bars, Chart, Tone
from assembler.word.package.xml import R, detach, parse, serialise

_C: Final = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_A: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_OPEN: Final = f'<x xmlns:c="{_C}" xmlns:a="{_A}" xmlns:r="{R}">'
_TYPES: Final = {
    Bars.SIDE_BY_SIDE: XL_CHART_TYPE.BAR_CLUSTERED,
    Bars.STACKED: XL_CHART_TYPE.BAR_STACKED,
    Bars.SHARES: XL_CHART_TYPE.BAR_STACKED_100,
}
_TONES: Final = tuple(Tone)
_SHADES: Final = {Tone.LIGHT: 20, Tone.MEDIUM: 55}
"""How much of the colour a shade has, in percent; dark numbers are legible on all of them."""
_HOUSE_COLOUR: Final = '<a:schemeClr val="accent1"/>'
"""The colour of series in a chart without its own colours: that of the house style. Fills differ."""
_AXES: Final = {"catAx": "111111111", "valAx": "222222222"}
"""Ids of the axes. Python-pptx writes negative numbers, which the standard does not allow (21.2.2.9)."""
_PAPER, _NO_FILL = '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>', "<a:noFill/>"
_GREY: Final = "404040"
_INK: Final = "1A1A1A"
_CHARACTER_SHARE: Final = 0.03
"""Length that a bar needs for a character of its label in the usual size, as a share of the longest bar."""
_LONG_LABEL: Final = 32
"""If a category label has this many characters or more, the labels get a fixed share of the width."""
_LABELS_SHARE: Final = 0.38


def build_chart_part(chart: Chart, language_tag: str, font_size: float) -> bytes:
    """Return the XML of ``chart``, with its texts in the language ``language_tag``.

    ``font_size`` is in points.
    """
    data = CategoryChartData(number_format=chart.number_format)
    data.categories = chart.categories
    for series in chart.series:
        data.add_series(series.name, series.values)
    root = parse(ChartXmlWriter(_TYPES[chart.bars], data).xml.encode("utf-8"))
    for number, element in enumerate(root.iter(f"{{{_C}}}ser")):
        _complete_series(element, chart, number, font_size)
    for axis, id_ in _AXES.items():
        _complete_axis(_find(root, axis), id_, chart)
    bars = _find(root, "barChart")
    for element, id_ in zip(bars.findall(f"{{{_C}}}axId"), _AXES.values(), strict=True):
        element.set("val", id_)
    if max(map(len, chart.categories)) >= _LONG_LABEL:
        _reserve_labels(root, chart)
    _remove(bars, "gapWidth")
    _insert(bars, '<c:gapWidth val="45"/>', before="overlap" if chart.is_stacked else "axId")
    _complete_space(root, chart, language_tag, font_size)
    return serialise(root)


def _reserve_labels(root: etree._Element, chart: Chart) -> None:
    """Give the category labels a fixed share of the width, so that they wrap and do not squeeze the bars."""
    area, top = _find(root, "plotArea"), chart.legend_height / chart.height
    _remove(area, "layout")
    numbers = {"x": _LABELS_SHARE, "y": 0.02 + top, "w": 0.97 - _LABELS_SHARE, "h": 0.96 - top}
    places = "".join(f'<c:{name} val="{number:.2f}"/>' for name, number in numbers.items())
    modes = '<c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
    layout = f"<c:layout><c:manualLayout>{modes}{places}</c:manualLayout></c:layout>"
    _insert(area, layout, before="barChart")


def _complete_series(series: etree._Element, chart: Chart, number: int, font_size: float) -> None:
    """Add colours, fills and labels to ``series``, in schema order.

    ``number`` is the index of the series.
    """
    for name in ("invertIfNegative", "spPr", "dLbls"):
        _remove(series, name)
    tone = chart.series[number].tone or _TONES[number % len(_TONES)]
    ink = _build_colour(_GREY) if chart.colours else _HOUSE_COLOUR
    points = "".join(
        f'<c:dPt><c:idx val="{index}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>'
        f"{_build_fill(_build_colour(each), tone)}</c:dPt>"
        for index, each in enumerate(chart.colours)
    )
    fill = f'{_build_fill(ink, tone)}<c:invertIfNegative val="0"/>'
    short = _find_short_bars(chart, number, font_size) if chart.is_stacked else []
    labels = _build_labels(chart, font_size, short, tone)
    _insert(series, f"{fill}{points}{labels}", before="cat")


def _find_short_bars(chart: Chart, number: int, font_size: float) -> list[int]:
    """Return the indexes of the bars in series ``number`` that are too short for their labels."""
    rows = zip(*(each.values for each in chart.series), strict=True)
    totals = [sum(abs(float(value or 0)) for value in row) for row in rows]
    longest = [max(totals, default=0.0)] * len(totals) if chart.bars is Bars.STACKED else totals
    share, unit = _CHARACTER_SHARE * font_size / CHART_FONT_SIZE, "%" if "%" in chart.number_format else ""
    values = [float(value or 0) for value in chart.series[number].values]
    return [
        index
        for index, value in enumerate(values)
        if value < share * len(f"{value:.0f}{unit}") * longest[index]
    ]


def _build_colour(rgb: str) -> str:
    return f'<a:srgbClr val="{rgb}"/>'


def _build_fill(ink: str, tone: Tone) -> str:
    """Return the fill of a bar, in the shade or pattern ``tone``, and its outline.

    ``ink`` is the XML of its colour.
    """
    paper = _build_colour("FFFFFF")
    shades = {shade: _lighten(ink, share) for shade, share in _SHADES.items()}
    plain = {Tone.DARK: ink, Tone.WHITE: paper, **shades}
    fill = f'<a:pattFill prst="{tone}"><a:fgClr>{ink}</a:fgClr><a:bgClr>{paper}</a:bgClr></a:pattFill>'
    if tone in plain:
        fill = f"<a:solidFill>{plain[tone]}</a:solidFill>"
    return f'<c:spPr>{fill}<a:ln w="9525"><a:solidFill>{ink}</a:solidFill></a:ln></c:spPr>'


def _lighten(ink: str, share: int) -> str:
    """Return the XML of the colour ``ink``, lightened to ``share`` percent of its darkness."""
    colour = parse(f"{_OPEN}{ink}</x>".encode())[0]
    for name, value in {"satMod": 60, "lumMod": share, "lumOff": 100 - share}.items():
        etree.SubElement(colour, f"{{{_A}}}{name}", val=str(value * 1000))
    return etree.tostring(colour, encoding="unicode")


def _build_labels(chart: Chart, font_size: float, short: Sequence[int], tone: Tone) -> str:
    """Return the labels of a series, white in dark bars of a stack and dark in or beside all others.

    ``tone`` is that of the bars. Labels on patterns have a white background. ``short`` contains the indexes
    of bars that are too short for their labels, which therefore have none. A bar of length zero in a stack
    has no label either.
    """
    inside = tone is Tone.DARK and chart.is_stacked
    background = _NO_FILL if inside or tone in _SHADES else _PAPER
    code = chart.number_format
    code = f"{code};-{code};" if chart.is_stacked and ";" not in code else code
    code = code.replace("&", "&amp;").replace('"', "&quot;")
    shown = "".join(
        f'<c:show{name} val="{int(name == "Val")}"/>'
        for name in ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")
    )
    points = "".join(f'<c:dLbl><c:idx val="{index}"/><c:delete val="1"/></c:dLbl>' for index in short)
    text = _build_text(font_size, colour="FFFFFF" if inside else _INK)
    place = "ctr" if chart.is_stacked else "outEnd"
    return (
        f'<c:dLbls>{points}<c:numFmt formatCode="{code}" sourceLinked="0"/><c:spPr>{background}</c:spPr>'
        f'{text}<c:dLblPos val="{place}"/>{shown}</c:dLbls>'
    )


def _build_text(font_size: float, language_tag: str = "", *, colour: str = _INK) -> str:
    """Return the element ``c:txPr``, which formats text in the document's own font.

    ``font_size`` is in points.
    """
    lang = f' lang="{language_tag}"' if language_tag else ""
    properties = (
        f'<a:defRPr sz="{round(font_size * 100)}" b="0"{lang}>'
        f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill><a:latin typeface="+mn-lt"/></a:defRPr>'
    )
    end = f"<a:endParaRPr{lang}/>"
    return f"<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr>{properties}</a:pPr>{end}</a:p></c:txPr>"


def _complete_axis(axis: etree._Element, id_: str, chart: Chart) -> None:
    """Set the ids of ``axis`` and remove its grid lines and tick marks.

    The first category is at the top. The axis of the values is hidden, because each bar shows its number. It
    starts at 0, unless a value is negative or the bars show shares.
    """
    _find(axis, "axId").set("val", id_)
    _find(axis, "crossAx").set("val", next(other for other in _AXES.values() if other != id_))
    _remove(axis, "majorGridlines")
    _find(axis, "majorTickMark").set("val", "none")
    scaling = _find(axis, "scaling")
    if id_ == _AXES["catAx"]:
        _find(scaling, "orientation").set("val", "maxMin")
        line = f'<c:spPr><a:ln w="9525"><a:solidFill><a:srgbClr val="{_GREY}"/></a:solidFill></a:ln></c:spPr>'
        _insert(axis, line, before="crossAx")
    else:
        _find(axis, "delete").set("val", "1")
        if chart.bars is not Bars.SHARES and not any((v or 0) < 0 for s in chart.series for v in s.values):
            _insert(scaling, '<c:min val="0"/>')


def _complete_space(root: etree._Element, chart: Chart, language_tag: str, font_size: float) -> None:
    """Add the settings that apply to the chart as a whole.

    They are the language, the legend, the text format and the link to the workbook.
    """
    language = f'<c:lang val="{language_tag}"/>' if language_tag else ""
    _insert(root, f'{language}<c:roundedCorners val="0"/>', before="chart")
    whole = _find(root, "chart")
    _find(whole, "autoTitleDeleted").set("val", "1")
    legend = (
        '<c:legend><c:legendPos val="t"/><c:overlay val="0"/></c:legend>' if len(chart.series) > 1 else ""
    )
    for name in ("legend", "plotVisOnly"):
        _remove(whole, name)
    _insert(whole, f'{legend}<c:plotVisOnly val="1"/>', before="dispBlanksAs")
    _remove(root, "txPr")
    frame = "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
    workbook = '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData>'
    _insert(root, f"{frame}{_build_text(font_size, language_tag)}{workbook}")


def _find(parent: etree._Element, name: str) -> etree._Element:
    return next(parent.iter(f"{{{_C}}}{name}"))


def _remove(parent: etree._Element, name: str) -> None:
    for element in parent.findall(f"{{{_C}}}{name}"):
        detach(element)


def _insert(parent: etree._Element, xml: str, *, before: str = "") -> None:
    """Insert the elements in ``xml`` before the child named ``before``, or at the end."""
    following = parent.find(f"{{{_C}}}{before}") if before else None
    for element in list(parse(f"{_OPEN}{xml}</x>".encode())):
        if following is None:
            parent.append(element)
        else:
            following.addprevious(element)
