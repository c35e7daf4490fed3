"""The language of a run as XML, in the attribute where Word looks for it.

Word takes the language of Latin, Greek and Cyrillic script from ``w:val``, that of right-to-left script (in a
run marked ``w:rtl``, which also turns its spaces and punctuation) from ``w:bidi``, and that of Han, Kana and
Hangul from ``w:eastAsia`` (ECMA-376 part 1, 17.3.2.20): an Arabic quotation tagged by ``w:val`` alone is
proofed in the default language of the document.
"""

from __future__ import annotations

from functools import cache
from typing import Final

_RIGHT_TO_LEFT: Final = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "syr", "ug", "ur", "yi"})
_EAST_ASIAN: Final = frozenset({"ja", "ko", "zh"})


@cache
def language_xml(tag: str) -> str:
    """Return the run properties for the language ``tag``, which come last in a w:rPr; "" for no tag.

    >>> language_xml("nl-NL")
    '<w:lang w:val="nl-NL"/>'
    >>> language_xml("ar-EG")
    '<w:rtl/><w:lang w:val="ar-EG" w:bidi="ar-EG"/>'
    >>> language_xml("")
    ''
    """
    base = tag.partition("-")[0]
    if base in _RIGHT_TO_LEFT:
        return f'<w:rtl/><w:lang w:val="{tag}" w:bidi="{tag}"/>'
    if base in _EAST_ASIAN:
        return f'<w:lang w:val="{tag}" w:eastAsia="{tag}"/>'
    return f'<w:lang w:val="{tag}"/>' if tag else ""
