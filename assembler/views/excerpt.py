"""The beginning of a long answer, for a narrow cell: cut where a reader would pause."""

from __future__ import annotations

import re

from assembler.model.types.content import Text
from assembler.values.rich_text import to_blocks

_PAUSE = re.compile(r"[.!?…;:]\s")
_LAST_WORD = re.compile(r"\s+\S*$")


def excerpt(text: Text, most: int) -> Text:
    """``text`` without formats and in one paragraph, with at most ``most`` letters of it; its language stays.

    A whole sentence is kept where it fills at least half of the room; otherwise the last whole word is the
    end. An ellipsis in brackets says that there is more.

    >>> excerpt(Text(text="The **plan** runs to 2028. Nobody knows what follows.", language="en"), 40).text
    'The plan runs to 2028. […]'
    >>> excerpt(Text(text="One plan for all"), 40).text
    'One plan for all'
    """
    words = in_one_paragraph(text)
    return Text(text=words if len(words) <= most else f"{_begun(words, most)} […]", language=text.language)


def in_one_paragraph(text: Text) -> str:
    """The words of a rich text, without formats; paragraphs and list items follow each other.

    >>> in_one_paragraph(Text(text="We have:\\n\\n- a **plan**\\n- money"))
    'We have: a plan; money'
    """
    lines = [" ".join(block.text.split()) for block in to_blocks(text.text)]
    ended = (line if line.endswith(tuple(".!?…;:")) else f"{line};" for line in lines[:-1])
    return " ".join((*ended, *lines[-1:]))


def _begun(words: str, most: int) -> str:
    """As much of ``words`` as fits."""
    pauses = [found.start() + 1 for found in _PAUSE.finditer(words[: most + 1])]
    if pauses and pauses[-1] * 2 >= most:
        return words[: pauses[-1]]
    cut = _LAST_WORD.sub("", words[: most + 1])
    return (cut if len(cut) * 2 >= most else words[:most]).rstrip(" ,–-")
