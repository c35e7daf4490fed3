"""Colours of text, shading and highlighting, including theme colours, and their contrast.

A colour is six hexadecimal digits, or "" if it is automatic. If an element names a theme colour, Word ignores
its ``w:val`` (ECMA-376 part 1, 17.3.2.6).
"""

from __future__ import annotations

import re
from colorsys import hls_to_rgb, rgb_to_hls
from functools import lru_cache
from typing import Final

from lxml import etree

from assembler.word.package.package import Package
from assembler.word.package.xml import qn

BLACK: Final = "000000"
WHITE: Final = "FFFFFF"
_A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_HEX: Final = re.compile("[0-9A-Fa-f]{6}")
_SHORT: Final = {"dark": "dk", "light": "lt", "hyperlink": "hlink", "followedHyperlink": "folHlink"}
_MAPPED: Final = {
    "text1": "t1", "text2": "t2", "background1": "bg1", "background2": "bg2", "tx1": "t1", "tx2": "t2",
}  # fmt: skip
_DEFAULT_MAPPING: Final = {"t1": "dark1", "t2": "dark2", "bg1": "light1", "bg2": "light2"}
_HIGHLIGHTS: Final = {
    "black": BLACK, "blue": "0000FF", "cyan": "00FFFF", "darkBlue": "00008B", "darkCyan": "008B8B",
    "darkGray": "A9A9A9", "darkGreen": "006400", "darkMagenta": "800080", "darkRed": "8B0000",
    "darkYellow": "808000", "green": "00FF00", "lightGray": "D3D3D3", "magenta": "FF00FF", "red": "FF0000",
    "white": WHITE, "yellow": "FFFF00",
}  # fmt: skip


class Colours:
    """The colours that elements of one package specify, directly or through the theme."""

    def __init__(self, package: Package) -> None:
        self._theme = {}
        for part in package.related("theme")[:1]:
            named = (each for scheme in package.tree(part).iter(f"{_A}clrScheme") for each in scheme)
            self._theme = {str(each.tag).removeprefix(_A): _read_rgb(each) for each in named}
        self._mapping = dict(_DEFAULT_MAPPING)
        for part in package.related("settings")[:1]:
            for mapping in package.tree(part).iter(qn("w:clrSchemeMapping")):
                self._mapping |= {str(etree.QName(key).localname): str(to) for key, to in mapping.items()}

    def read(self, element: etree._Element, attribute: str = "val", theme: str = "themeColor") -> str:
        """Return the theme colour that the attribute ``theme`` names, or else the colour in ``attribute``.

        The result is "" if neither attribute gives a colour.
        """
        named = self._find_theme_colour(element.get(qn(f"w:{theme}"), ""))
        if named:
            prefix = theme.removesuffix("Color")
            tint, shade = (element.get(qn(f"w:{prefix}{name}"), "") for name in ("Tint", "Shade"))
            return _shift_lightness(named, tint, shade)
        value = element.get(qn(f"w:{attribute}"), "")
        return value.upper() if _HEX.fullmatch(value) else ""

    def read_shading(self, shading: etree._Element) -> str:
        """Return the colour of a ``w:shd``.

        The colour of a solid or percentage pattern is the mixture of its two colours. Other patterns are
        ignored.
        """
        fill, pattern = self.read(shading, "fill", "themeFill"), shading.get(qn("w:val"), "clear")
        if pattern != "solid" and not pattern.startswith("pct"):
            return fill
        share = 100 if pattern == "solid" else int(re.sub(r"\D", "", pattern) or 0)
        return _mix(self.read(shading, "color") or BLACK, fill or WHITE, share / 100)

    def read_drawing_fill(self, shape: etree._Element) -> str:
        """Return the colour that fills a shape.

        The result is "" if the shape has no solid fill, or if the colour is modified, for example lightened.
        ``shape`` contains the properties of the shape (``spPr``).
        """
        fill = shape.find(f"{_A}solidFill")
        for colour in fill.iterchildren(etree.Element) if fill is not None else ():
            if len(colour):
                return ""
            return _read_value(colour) or self._find_theme_colour(colour.get("val", ""))
        return ""

    def _find_theme_colour(self, name: str) -> str:
        mapped = self._mapping.get(_MAPPED.get(name, name), name)
        for long, short in _SHORT.items():
            mapped = mapped.replace(long, short) if mapped.startswith(long) else mapped
        return self._theme.get(mapped, "")


def read_highlight(highlight: etree._Element) -> str:
    """Return the colour of a ``w:highlight``, or "" for ``none``."""
    return _HIGHLIGHTS.get(highlight.get(qn("w:val"), ""), "")


def contrast_ratio(first: str, second: str) -> float:
    """Return the contrast of two colours, from 1 to 21 (WCAG 2.2, contrast ratio).

    >>> round(contrast_ratio("FFFFFF", "000000"), 1), round(contrast_ratio("767676", "FFFFFF"), 2)
    (21.0, 4.54)
    """
    dark, light = sorted((_measure_luminance(first), _measure_luminance(second)))
    return (light + 0.05) / (dark + 0.05)


def is_grey(colour: str) -> bool:
    """Return whether ``colour`` is black, white, grey, or so close to grey that its hue is not visible.

    >>> is_grey("1E2A33"), is_grey("8A1F1B")
    (True, False)
    """
    levels = _split(colour)
    return max(levels) - min(levels) < 0.2


def _split(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[start : start + 2], 16) / 255 for start in (0, 2, 4))
    return red, green, blue


def _join(levels: tuple[float, float, float]) -> str:
    return "".join(f"{round(min(max(level, 0), 1) * 255):02X}" for level in levels)


def _measure_luminance(colour: str) -> float:
    linear = [
        level / 12.92 if level <= 0.04045 else ((level + 0.055) / 1.055) ** 2.4 for level in _split(colour)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _mix(first: str, second: str, share: float) -> str:
    """Return a mixture of two colours.

    ``share`` is the proportion of the first colour, from 0 to 1.
    """
    red, green, blue = (
        share * own + (1 - share) * other for own, other in zip(_split(first), _split(second), strict=True)
    )
    return _join((red, green, blue))


@lru_cache(maxsize=256)
def _shift_lightness(colour: str, tint: str, shade: str) -> str:
    """Return ``colour`` lightened by ``tint`` or darkened by ``shade`` (ECMA-376 part 1, 17.18.97).

    Both are hexadecimal numbers up to ``FF``, which leaves the colour unchanged. An invalid or empty one is
    ignored; ``shade`` takes precedence.

    >>> _shift_lightness("4F81BD", "", "BF"), _shift_lightness("4F81BD", "33", "")
    ('376092', 'DCE6F2')
    """
    hue, light, saturation = rgb_to_hls(*_split(colour))
    if _is_share(shade):
        light *= int(shade, 16) / 255
    elif _is_share(tint):
        light = light * int(tint, 16) / 255 + 1 - int(tint, 16) / 255
    return _join(hls_to_rgb(hue, light, saturation))


def _is_share(text: str) -> bool:
    return bool(re.fullmatch("[0-9A-Fa-f]{1,2}", text))


def _read_rgb(holder: etree._Element) -> str:
    return next(filter(None, map(_read_value, holder.iterchildren(etree.Element))), "")


def _read_value(colour: etree._Element) -> str:
    """Return the value of an ``srgbClr`` or the last known value of a ``sysClr``.

    The result is "" if that is not a hexadecimal colour.
    """
    value = colour.get("lastClr", colour.get("val", ""))
    return value.upper() if _HEX.fullmatch(value) else ""
