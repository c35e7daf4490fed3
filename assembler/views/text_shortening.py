"""Excerpts from long answers for narrow cells, cut at a natural pause."""

from __future__ import annotations

import re

from assembler.model.types.values import Text
from assembler.values.plain_text import collapse_white_space
from assembler.values.rich_text import to_blocks

_PAUSE = re.compile(r"[.!?…;:]\s")
_LAST_WORD = re.compile(r"\s+\S*$")


def shorten(text: Text, most: int) -> Text:
    """Return ``text`` as one unformatted paragraph, cut to ``most`` characters if it is longer.

    The language is preserved. The text is cut after a pause if at least half of the length remains, or else
    after a word. An ellipsis in brackets, which is not counted, shows that there is more.

    >>> shorten(Text(text="The **plan** runs to 2028. It may be extended.", language="en"), 40).text
    'The plan runs to 2028. […]'
    >>> shorten(Text(text="One plan for all"), 40).text
    'One plan for all'
    """
    words = flatten_paragraphs(text)
    return Text(text=words if len(words) <= most else f"{_cut(words, most)} […]", language=text.language)


def flatten_paragraphs(text: Text) -> str:
    """Return a rich text as one unformatted paragraph, with its paragraphs and list items joined.

    >>> flatten_paragraphs(Text(text="We have:\\n\\n- a **plan**\\n- money"))
    'We have: a plan; money'
    """
    lines = [collapse_white_space(block.text) for block in to_blocks(text.text)]
    ended = (line if line.endswith(tuple(".!?…;:")) else f"{line};" for line in lines[:-1])
    return " ".join((*ended, *lines[-1:]))


def _cut(words: str, most: int) -> str:
    """Return at most ``most`` characters of ``words``, up to a pause or the end of a word."""
    pauses = [found.start() + 1 for found in _PAUSE.finditer(words[: most + 1])]
    if pauses and pauses[-1] * 2 >= most:
        return words[: pauses[-1]]
    cut = _LAST_WORD.sub("", words[: most + 1])
    return (cut if len(cut) * 2 >= most else words[:most]).rstrip(" ,–-")
