"""Run properties that set the language of a run in the attribute that Word reads for its script.

Word reads the language of Latin, Greek and Cyrillic text from ``w:val``, and the language of Han, Kana and
Hangul from ``w:eastAsia`` (ECMA-376 part 1, 17.3.2.20). For right-to-left text, Word reads ``w:bidi``,
provided that the run has ``w:rtl``, which also reverses spaces and punctuation. An Arabic quotation tagged
only with ``w:val`` is proofed in the default language of the document.
"""

from __future__ import annotations

from functools import cache
from typing import Final

_RIGHT_TO_LEFT: Final = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "syr", "ug", "ur", "yi"})
_EAST_ASIAN: Final = frozenset({"ja", "ko", "zh"})


@cache
def language_xml(tag: str) -> str:
    """Return run properties for the language ``tag``, or "" if ``tag`` is empty.

    They must be last in a ``w:rPr``.

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
