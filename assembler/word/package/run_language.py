"""The language of a run as XML: one tag, said where Word looks for it.

Word takes the language of Latin, Greek and Cyrillic letters from ``w:val``, of letters from right to left (in
a run marked ``w:rtl``, which also turns its blanks and signs) from ``w:bidi``, and of Han, Kana and Hangul
from ``w:eastAsia`` (ECMA-376 part 1, 17.3.2.20): an Arabic quotation tagged by ``w:val`` alone is proofed as
whatever the document's defaults say.
"""

from __future__ import annotations

from functools import cache
from typing import Final

_FROM_THE_RIGHT: Final = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "syr", "ug", "ur", "yi"}
)
_EAST_ASIAN: Final = frozenset({"ja", "ko", "zh"})


@cache
def language_xml(tag: str) -> str:
    """What run properties say of the language ``tag``, to stand last in them; nothing for no tag.

    >>> language_xml("nl-NL")
    '<w:lang w:val="nl-NL"/>'
    >>> language_xml("ar-EG")
    '<w:rtl/><w:lang w:val="ar-EG" w:bidi="ar-EG"/>'
    >>> language_xml("")
    ''
    """
    base = tag.partition("-")[0]
    if base in _FROM_THE_RIGHT:
        return f'<w:rtl/><w:lang w:val="{tag}" w:bidi="{tag}"/>'
    if base in _EAST_ASIAN:
        return f'<w:lang w:val="{tag}" w:eastAsia="{tag}"/>'
    return f'<w:lang w:val="{tag}"/>' if tag else ""
