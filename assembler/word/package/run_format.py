"""Run formatting: comparison by appearance, and description for translators."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from assembler.structs import Struct
from assembler.word.package.xml import qn

SOURCE_LANGUAGE: Final = "en"
"""Language of templates.

A run tagged with any other language counts as foreign.
"""

_IGNORED: Final = frozenset(qn(f"w:{name}") for name in ("rPrChange", "noProof", "ins", "del"))
_DESCRIPTIONS: Final = {
    "b": "bold", "i": "italic", "u": "underlined", "strike": "struck through", "caps": "capitals",
    "smallCaps": "small capitals", "vanish": "hidden", "highlight": "highlighted", "shd": "shaded",
    "color": "coloured", "sz": "another size", "rFonts": "another font",
}  # fmt: skip
_STYLE_DESCRIPTIONS: Final = {
    "Strong": "bold (strong)", "Emphasis": "italic (emphasis)", "Hyperlink": "a link",
    "SectionCode": "the code of a section", "FieldCode": "the code of a field",
}  # fmt: skip
_VISIBLE_ON_SPACES: Final = frozenset(qn(f"w:{name}") for name in ("u", "strike", "highlight", "shd", "bdr"))
_OFF: Final = ("0", "false", "off", "none")


class Format(Struct, frozen=True, eq=False):
    """Formatting of a run.

    Formats that look the same have equal keys. ``element`` is the ``w:rPr`` of the run, or None if it has
    none.
    """

    key: tuple[bytes, ...]
    element: etree._Element | None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Format) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)

    @property
    def foreign_language(self) -> str:
        """The language tag of the text, or "" if it is in the language of the template."""
        return "" if self.element is None else read_foreign_language(self.element)

    @property
    def shows_on_spaces(self) -> bool:
        """True if spaces in this format are visible, for example because they are underlined or shaded."""
        return self.element is not None and any(child.tag in _VISIBLE_ON_SPACES for child in self.element)

    def describe(self) -> str:
        """Return a description for translators, such as "bold, italic", "plain" or "other formatting"."""
        return ", ".join(self._describe_properties()) or (
            "plain" if self.element is None else "other formatting"
        )

    def _describe_properties(self) -> Iterator[str]:
        for child in () if self.element is None else self.element:
            name, value = etree.QName(child).localname, child.get(qn("w:val"), "")
            if child.tag == qn("w:rStyle"):
                yield _STYLE_DESCRIPTIONS.get(value, f"style {value}")
            elif child.tag == qn("w:vertAlign"):
                yield {"superscript": "raised", "subscript": "lowered"}.get(value, value)
            elif name in _DESCRIPTIONS and value not in _OFF:
                yield _DESCRIPTIONS[name]
        if self.foreign_language:
            yield f"in another language ({self.foreign_language}); do not translate this text"


PLAIN: Final = Format((), None)


def read_format(properties: etree._Element | None) -> Format:
    """Return the format of ``properties`` (a ``w:rPr``).

    Tracked changes, ``w:noProof`` and a ``w:lang`` in the language of templates are ignored.
    """
    if properties is None:
        return PLAIN
    significant = (child for child in properties if _is_significant(child))
    return Format(tuple(sorted(_build_canonical_key(child) for child in significant)), properties)


def _is_significant(child: etree._Element) -> bool:
    if child.tag == qn("w:lang"):
        return _is_foreign(child.get(qn("w:val"), ""))
    return child.tag not in _IGNORED


def _build_canonical_key(child: etree._Element) -> bytes:
    """Return a key for a property, independent of attribute order and font hints.

    The key of a ``w:lang`` is its language.
    """
    if child.tag == qn("w:lang"):
        return child.get(qn("w:val"), "").encode()
    attributes = sorted((name, value) for name, value in child.attrib.items() if name != qn("w:hint"))
    return repr((child.tag, attributes, len(child))).encode()


def read_foreign_language(properties: etree._Element) -> str:
    """Return the language tag in ``properties`` (a ``w:rPr``), or "" if it is the language of templates."""
    tag = properties.find(qn("w:lang"))
    value = "" if tag is None else tag.get(qn("w:val"), "")
    return value if _is_foreign(value) else ""


def _is_foreign(tag: str) -> bool:
    return tag.lower().partition("-")[0] not in ("", "x", SOURCE_LANGUAGE)
