"""Finding words in megabytes of markup: by their rarest letter, which a processor finds sixteen at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

_SAMPLES: Final = 32
_SAMPLE: Final = 512
"""Letters are counted in so many samples of this size, spread over the whole."""
_RARE: Final = 512
"""A letter is rare that stands once in so many, or less often: then every place of it can be looked at."""


def places(xml: str, words: str, start: int = 0) -> Iterator[int]:
    """Where ``words`` (one letter or more) stand in ``xml`` from ``start`` on, first to last.

    >>> list(places("<w:p><w:r/></w:p>", "<w:"))
    [0, 5]
    """
    sample = "".join(xml[at : at + _SAMPLE] for at in range(0, len(xml), len(xml) // _SAMPLES + 1))
    rarest = min(words, key=sample.count)
    if sample.count(rarest) * _RARE > len(sample):
        rarest = words
    before = words.index(rarest)
    at = xml.find(rarest, start + before)
    while at >= 0:
        if xml.startswith(words, at - before):
            yield at - before
        at = xml.find(rarest, at + 1)
