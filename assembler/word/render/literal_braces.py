"""Braces that people typed: text in a document that looks like a tag of the template language.

Word shows the texts (``w:t``) of one run as one, and never splits one itself. If a rendered part still has a
``{{``, ``{%`` or ``{#``, which can only be from its data, the two characters are put in two texts of one run;
this distinguishes them from a tag that was left over, and does not change what people read.
"""

from __future__ import annotations

import re
from typing import Final

_DELIMITERS: Final = {"{": ("{{", "{%", "{#"), "}": ("%}", "#}")}
"""Tag delimiters by their brace: a search for one character costs a tenth of a search for two."""
_TEXT: Final = re.compile(r"(?<=<w:t>)[^<]*|(?<=<w:t xml:space=\"preserve\">)[^<]*")
_BETWEEN: Final = re.compile(r"(?<=\{)(?=[{%#])|(?<=[%#])(?=\})")


def split_typed_tags(xml: str) -> str:
    """Split the delimiters of typed tags in the ``xml`` of a rendered part into two texts.

    >>> split_typed_tags("<w:r><w:t>Dear {{ x }}</w:t></w:r>")
    '<w:r><w:t>Dear {</w:t><w:t xml:space="preserve">{ x }}</w:t></w:r>'
    >>> split_typed_tags("<w:t>100%</w:t>")
    '<w:t>100%</w:t>'
    """
    if not may_contain_tags(xml):
        return xml
    return _TEXT.sub(lambda text: _BETWEEN.sub('</w:t><w:t xml:space="preserve">', text.group()), xml)


def may_contain_tags(xml: str) -> bool:
    """Check whether ``xml`` contains a tag delimiter: two braces, or a brace and another character."""
    return any(brace in xml and any(mark in xml for mark in marks) for brace, marks in _DELIMITERS.items())
