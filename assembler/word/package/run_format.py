"""The formatting of a run: when two look the same, and what a translator should know of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from assembler.structs import Struct
from assembler.word.package.xml import qn

SOURCE_LANGUAGE: Final = "en"
"""Templates are written in English; a run tagged with another language is in that language."""

_UNSEEN: Final = frozenset(qn(f"w:{name}") for name in ("rPrChange", "noProof", "ins", "del"))
_IN_WORDS: Final = {
    "b": "bold", "i": "italic", "u": "underlined", "strike": "struck through", "caps": "capitals",
    "smallCaps": "small capitals", "vanish": "hidden", "highlight": "highlighted", "shd": "shaded",
    "color": "coloured", "sz": "another size", "rFonts": "another font",
}  # fmt: skip
_STYLES_IN_WORDS: Final = {
    "Strong": "bold (strong)", "Emphasis": "italic (emphasis)", "Hyperlink": "a link",
    "SectionCode": "the code of a section", "FieldCode": "the code of a field",
}  # fmt: skip
_VISIBLE_ON_BLANKS: Final = frozenset(qn(f"w:{name}") for name in ("u", "strike", "highlight", "shd", "bdr"))
_OFF: Final = ("0", "false", "off", "none")


class Format(Struct, frozen=True, eq=False):
    """Run formatting: ``element`` is the w:rPr (None: none), ``key`` is equal where the look is equal."""

    key: tuple[bytes, ...]
    element: etree._Element | None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Format) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)

    @property
    def foreign_language(self) -> str:
        """The language tag of text in another language than the template's; empty for the template's own."""
        return "" if self.element is None else foreign_language(self.element)

    @property
    def shows_on_blanks(self) -> bool:
        """Whether a blank in this format can be seen: underlined, struck through or shaded."""
        return self.element is not None and any(child.tag in _VISIBLE_ON_BLANKS for child in self.element)

    def in_words(self) -> str:
        """What it looks like, for a translator: "bold, italic"; "plain" in a text that is not."""
        return ", ".join(self._words()) or ("plain" if self.element is None else "other formatting")

    def _words(self) -> Iterator[str]:
        for child in () if self.element is None else self.element:
            name, value = etree.QName(child).localname, child.get(qn("w:val"), "")
            if child.tag == qn("w:rStyle"):
                yield _STYLES_IN_WORDS.get(value, f"style {value}")
            elif child.tag == qn("w:vertAlign"):
                yield {"superscript": "raised", "subscript": "lowered"}.get(value, value)
            elif name in _IN_WORDS and value not in _OFF:
                yield _IN_WORDS[name]
        if self.foreign_language:
            yield f"in another language ({self.foreign_language}), leave the words as they are"


PLAIN: Final = Format((), None)


def format_of(properties: etree._Element | None) -> Format:
    """The format that ``properties`` (a w:rPr) give; what cannot be seen makes no difference."""
    if properties is None:
        return PLAIN
    seen = (child for child in properties if _is_seen(child))
    return Format(tuple(sorted(_canonical(child) for child in seen)), properties)


def _is_seen(child: etree._Element) -> bool:
    if child.tag == qn("w:lang"):
        return _is_foreign(child.get(qn("w:val"), ""))
    return child.tag not in _UNSEEN


def _canonical(child: etree._Element) -> bytes:
    """A property without what depends on the file: only the language itself of w:lang, no hint of a font."""
    if child.tag == qn("w:lang"):
        return child.get(qn("w:val"), "").encode()
    attributes = sorted((name, value) for name, value in child.attrib.items() if name != qn("w:hint"))
    return repr((child.tag, attributes, len(child))).encode()


def foreign_language(properties: etree._Element) -> str:
    """The tag in ``properties`` (a w:rPr) if it is another language than that of templates, else nothing."""
    tag = properties.find(qn("w:lang"))
    value = "" if tag is None else tag.get(qn("w:val"), "")
    return value if _is_foreign(value) else ""


def _is_foreign(tag: str) -> bool:
    return tag.lower().partition("-")[0] not in ("", "x", SOURCE_LANGUAGE)
