"""Braces that people typed: what looks like a tag of the template language in a document and is none.

What Word does: it shows the texts (``w:t``) of one run as one, and never makes two of them itself. What we
promise: where a rendered part still says ``{{``, ``{%`` or ``{#``, which only its data can have brought, the
two signs stand in two texts of one run; so a look at the finished file tells them from a tag that was left.
What we refuse: to change what is read there, or to mark it in any other way.
"""

from __future__ import annotations

import re
from typing import Final

_SIGNS: Final = {"{": ("{{", "{%", "{#"), "}": ("%}", "#}")}
"""By the brace in them: to look for one letter costs a tenth of looking for two."""
_TEXT: Final = re.compile(r"(?<=<w:t>)[^<]*|(?<=<w:t xml:space=\"preserve\">)[^<]*")
_BETWEEN: Final = re.compile(r"(?<=\{)(?=[{%#])|(?<=[%#])(?=\})")


def apart(xml: str) -> str:
    """``xml`` of a rendered part with the signs of typed tags in texts of their own.

    >>> apart("<w:r><w:t>Dear {{ x }}</w:t></w:r>")
    '<w:r><w:t>Dear {</w:t><w:t xml:space="preserve">{ x }}</w:t></w:r>'
    >>> apart("<w:t>100%</w:t>")
    '<w:t>100%</w:t>'
    """
    if not may_hold(xml):
        return xml
    return _TEXT.sub(lambda text: _BETWEEN.sub('</w:t><w:t xml:space="preserve">', text.group()), xml)


def may_hold(xml: str) -> bool:
    """Whether there are signs of a tag in ``xml``: two braces, a brace and a sign."""
    return any(brace in xml and any(sign in xml for sign in signs) for brace, signs in _SIGNS.items())
