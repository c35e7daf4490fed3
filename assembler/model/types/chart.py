"""Charts: series of numbers shown as bars in a document."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Final

from assembler.errors import DataError
from assembler.structs import Struct

PILLAR_COLOURS: Final = {"GG": "17507A", "IE": "7A3B12", "AC": "2F5D3A", "WP": "5B2A6E"}
"""Colours of the benchmark's pillars by code; each is dark enough for white text (7.6:1)."""
SERIES_COLOURS: Final = (*PILLAR_COLOURS.values(), "4F5B66")

Value = int | float | Decimal | None
"""A number in a chart; None means a missing number, which is not zero."""


class Bars(StrEnum):
    """Arrangement of the bars of several series."""

    SIDE_BY_SIDE = "side by side"
    STACKED = "stacked"
    SHARES = "shares"
    """Stacked to the same length: the share of each series in the total."""


class Tone(StrEnum):
    """Tone of a series.

    Series without a tone of their own get the tones in the order below. The first four are shades, which
    remain different in black and white. The others are patterns, by Word's names. LibreOffice 7.4 also draws
    each of them differently.
    """

    DARK = "dark"
    """The best or completed one."""
    LIGHT = "light"
    MEDIUM = "medium"
    WHITE = "white"
    """White with an outline: open, none or no answer."""
    LINES = "narHorz"
    DIAMONDS = "openDmnd"
    UPRIGHT_LINES = "narVert"


_SCALES: Final = {
    2: (Tone.WHITE, Tone.DARK),
    3: (Tone.LIGHT, Tone.MEDIUM, Tone.DARK),
    4: (Tone.WHITE, Tone.LIGHT, Tone.MEDIUM, Tone.DARK),
}
"""Tones of scales by their number of answers, from the lowest answer to the highest."""

_LEGEND_HEIGHT: Final = 1.2
_GROUP_HEIGHT: Final = 0.3
_BAR_HEIGHT: Final = 0.6
"""Heights in centimetres of the legend, of the space between groups of bars, and of a bar."""

CHART_FONT_SIZE: Final = 9.5
"""Font size of charts in points, unless a house style has a larger one."""


class Series(Struct, frozen=True):
    """A series of numbers, one for each category of its chart.

    ``tone`` expresses the meaning of the series. If it is None, the tone depends on the position of the
    series in its chart.
    """

    name: str
    values: tuple[Value, ...]
    tone: Tone | None = None


class Chart(Struct, frozen=True):
    """A chart with a horizontal bar, or a group of bars, for each category.

    - ``alt``: its alternative text, which describes the chart
    - ``number_format``: format of the numbers in Excel's notation, such as ``0" %"``
    - ``colours``: hexadecimal RGB values, one for each category; without them, each series has its own colour
    - ``width``: in centimetres
    """

    categories: tuple[str, ...]
    series: tuple[Series, ...]
    alt: str
    bars: Bars = Bars.SIDE_BY_SIDE
    number_format: str = "0"
    colours: tuple[str, ...] = ()
    width: float = 16.0

    @property
    def is_stacked(self) -> bool:
        """True if all series are stacked in one bar for each category."""
        return self.bars is not Bars.SIDE_BY_SIDE

    @property
    def legend_height(self) -> float:
        """Height of the legend above the bars in centimetres; a single series has none."""
        return _LEGEND_HEIGHT if len(self.series) > 1 else 0

    @property
    def height(self) -> float:
        """Height of the chart in centimetres, including the legend."""
        bars = 1 if self.is_stacked else len(self.series)
        return len(self.categories) * (_GROUP_HEIGHT + bars * _BAR_HEIGHT) + self.legend_height


def choose_tones(count: int) -> tuple[Tone | None, ...]:
    """Return a tone for each of ``count`` answers of a scale, from the lowest answer to the highest.

    Only scales of two, three or four answers have tones of their own. For any other number, each tone is
    None.
    """
    return _SCALES.get(count, (None,) * count)


def validate_chart(chart: Chart) -> Chart:
    """Return ``chart`` if it is valid.

    Raises DataError if the chart has no data, if a series does not have one number for each category, or if
    there are colours, but not one for each category.
    """
    location, count = f"chart “{chart.alt}”", len(chart.categories)
    if not count or not chart.series:
        raise DataError(
            "the chart has no data", location=location, hint="give at least one category and one series"
        )
    for series in chart.series:
        if len(series.values) != count:
            what = f"the series {series.name!r} has {len(series.values)} values for {count} categories"
            raise DataError(
                what,
                location=location,
                hint="give one value for each category, and None where there is no value",
            )
    if chart.colours and len(chart.colours) != count:
        what = f"{len(chart.colours)} colours are given for {count} categories"
        raise DataError(what, location=location, hint="give one colour for each category, or none at all")
    return chart
