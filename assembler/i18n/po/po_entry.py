"""The entries of a .po file, and what they looked like where they were read."""

from __future__ import annotations

from assembler.structs import Struct

FUZZY = "fuzzy"
BRACE_FORMAT = "python-brace-format"
"""The flag by which msgfmt and translators' tools know ``{fields}``."""


class SourceLines(Struct, frozen=True):
    """The lines of an entry as somebody wrote them: comments (``head``) and statements (``body``).

    ``head_values`` and ``body_values`` are what those lines mean; they are written again as they stand for as
    long as the entry still means the same, so that nobody's line breaks change.
    """

    head: str
    body: str
    head_values: tuple[object, ...]
    body_values: tuple[object, ...]


class Entry(Struct, frozen=True, eq=False):
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
    line: int = 0
    source: SourceLines | None = None

    def __eq__(self, other: object) -> bool:
        """Whether both say the same, wherever they stand."""
        return isinstance(other, Entry) and (self.head_values, self.body_values) == (
            other.head_values,
            other.body_values,
        )

    def __hash__(self) -> int:
        return hash(self.key)

    @property
    def key(self) -> tuple[str, str]:
        """What no two entries of a file share."""
        return (self.context, self.id)

    @property
    def is_translated(self) -> bool:
        """Whether every form has a text that may be used: a fuzzy one is a guess."""
        return bool(self.strings) and all(self.strings) and FUZZY not in self.flags

    @property
    def head_values(self) -> tuple[object, ...]:
        """What its comments mean."""
        return (self.notes, self.comments, self.places, self.flags, self.previous, self.obsolete)

    @property
    def body_values(self) -> tuple[object, ...]:
        """What its statements mean."""
        return (self.context, self.id, self.plural, self.strings, self.obsolete)


class PoFile(Struct, frozen=True, eq=False):
    """The entries of a file in their order, its header as one text apart, the comments above it.

    ``newline`` is how its lines end, ``tail`` the comments after the last entry.
    """

    header: str
    entries: tuple[Entry, ...]
    notes: tuple[str, ...] = ()
    source: SourceLines | None = None
    newline: str = "\n"
    tail: str = ""

    def __eq__(self, other: object) -> bool:
        """Whether both say the same, however it is typed."""
        return isinstance(other, PoFile) and self._values == other._values

    def __hash__(self) -> int:
        return hash(self._values)

    @property
    def _values(self) -> tuple[object, ...]:
        return (self.header, self.entries, self.notes)

    def fields(self) -> dict[str, str]:
        """The header's fields by their names in small letters."""
        lines = (line.partition(":") for line in self.header.splitlines())
        return {name.strip().lower(): value.strip() for name, _, value in lines}
