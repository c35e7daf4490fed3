"""The entries of a .po file, and what they looked like where they were read."""

from __future__ import annotations

from dataclasses import dataclass, field

FUZZY = "fuzzy"
BRACE_FORMAT = "python-brace-format"
"""The flag by which msgfmt and translators' tools know ``{fields}``."""


@dataclass(frozen=True, slots=True)
class Source:
    """The lines of an entry as somebody wrote them: comments (``head``) and statements (``body``).

    ``head_says`` and ``body_says`` are what those lines mean; they are written again as they stand for as
    long as the entry still means the same, so that nobody's line breaks change.
    """

    head: str
    body: str
    head_says: tuple[object, ...]
    body_says: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A message and its translation: ``strings`` holds one text, or one for each plural form.

    ``notes`` are the translator's comments, ``comments`` and ``places`` come from extraction; ``previous`` is
    the English text that a fuzzy translation was made for; ``line`` is where the entry begins, from 1.
    """

    id: str
    context: str = ""
    plural: str | None = None
    strings: tuple[str, ...] = ("",)
    notes: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    flags: frozenset[str] = frozenset()
    previous: str = ""
    obsolete: bool = False
    line: int = field(default=0, compare=False)
    source: Source | None = field(default=None, compare=False, repr=False)

    @property
    def key(self) -> tuple[str, str]:
        """What no two entries of a file share."""
        return (self.context, self.id)

    @property
    def is_translated(self) -> bool:
        """Whether every form has a text that may be used: a fuzzy one is a guess."""
        return bool(self.strings) and all(self.strings) and FUZZY not in self.flags

    @property
    def head_says(self) -> tuple[object, ...]:
        """What its comments mean."""
        return (self.notes, self.comments, self.places, self.flags, self.previous, self.obsolete)

    @property
    def body_says(self) -> tuple[object, ...]:
        """What its statements mean."""
        return (self.context, self.id, self.plural, self.strings, self.obsolete)


@dataclass(frozen=True, slots=True)
class PoFile:
    """The entries of a file in their order, its header as one text apart, the comments above it.

    ``newline`` is how its lines end, ``tail`` the comments after the last entry.
    """

    header: str
    entries: tuple[Entry, ...]
    notes: tuple[str, ...] = ()
    source: Source | None = field(default=None, compare=False, repr=False)
    newline: str = field(default="\n", compare=False)
    tail: str = field(default="", compare=False)

    def fields(self) -> dict[str, str]:
        """The header's fields by their names in small letters."""
        lines = (line.partition(":") for line in self.header.splitlines())
        return {name.strip().lower(): value.strip() for name, _, value in lines}
