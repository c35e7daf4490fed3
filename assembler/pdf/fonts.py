"""Characters of a PDF's fonts as Unicode, which screen readers and searches need."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from pikepdf import Dictionary, Object, Pdf

BULLETS: Mapping[str, str] = MappingProxyType(
    {"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf0a8": "□", "\uf06f": "□"}
)
"""The bullets that Word offers, by their codes in the fonts Symbol and Wingdings."""
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_CODE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")


def map_bullets(pdf: Pdf) -> int:
    """Map the bullets of symbol fonts to characters.

    Returns the number of codes that have no character. Such a code is in Unicode's private use area, where it
    means nothing outside its font.
    """
    unknown = 0
    fonts = {font.objgen: font for page in pdf.pages for font in fonts_of(page.obj).values()}
    for font in fonts.values():
        private = [each for each in read_characters(font).values() if _PRIVATE.search(each)]
        unknown += sum(each not in BULLETS for each in private)
        for each in filter(BULLETS.get, private):
            table = bytes(font.ToUnicode.get_stream_buffer())
            font.ToUnicode.write(table.replace(b"<%04X>" % ord(each), b"<%04X>" % ord(BULLETS[each])))
    return unknown


def fonts_of(page: Object) -> dict[str, Object]:
    """Map the names of fonts in the content of a page to the fonts."""
    return dict(page.get("/Resources", Dictionary()).get("/Font", Dictionary()).items())


def decode(characters: Mapping[bytes, str], codes: bytes) -> str:
    """Return the text of hexadecimal ``codes`` in a font.

    ``characters`` is the result of ``read_characters`` for the font. An unknown code becomes U+FFFD.
    """
    width = len(next(iter(characters), b"00"))
    return "".join(
        characters.get(codes[index : index + width].upper(), "�") for index in range(0, len(codes), width)
    )


def read_characters(font: Object) -> dict[bytes, str]:
    """Map the hexadecimal codes of a font to its characters.

    The result is empty if the font has no ``ToUnicode`` table.
    """
    if "/ToUnicode" not in font:
        return {}
    table = bytes(font.ToUnicode.get_stream_buffer()).partition(b"beginbfchar")[2]
    return {
        code.upper(): bytes.fromhex(text.decode()).decode("utf-16-be", "replace")
        for code, text in _CODE.findall(table)
    }
