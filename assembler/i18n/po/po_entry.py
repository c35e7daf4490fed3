"""Entries of a .po file, with their original lines."""

from __future__ import annotations

from assembler.structs import Struct

FUZZY = "fuzzy"
BRACE_FORMAT = "python-brace-format"
"""Flag for messages with ``{fields}``, read by msgfmt and translation tools."""


class SourceLines(Struct, frozen=True):
    """The original lines of an entry: comments (``head``) and statements (``body``).

    ``head_values`` and ``body_values`` are the values read from these lines. The lines are written unchanged
    as long as the entry still has these values, which preserves the translators' line breaks.
    """

    head: str
    body: str
    head_values: tuple[object, ...]
    body_values: tuple[object, ...]


class Entry(Struct, frozen=True, eq=False):
    """A message and its translation; ``strings`` has one text, or one for each plural form.

    ``notes`` are the translator's comments; ``comments`` and ``places`` come from extraction; ``previous`` is
    the English text to which a fuzzy translation belongs; ``line`` is the first line of the entry, counting
    from 1.
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
        """Return whether both entries have the same content; their lines may differ."""
        return isinstance(other, Entry) and (self.head_values, self.body_values) == (
            other.head_values,
            other.body_values,
        )

    def __hash__(self) -> int:
        return hash(self.key)

    @property
    def key(self) -> tuple[str, str]:
        """Context and English text, unique in a file."""
        return (self.context, self.id)

    @property
    def is_translated(self) -> bool:
        """True if each form has a text and the entry is not fuzzy."""
        return bool(self.strings) and all(self.strings) and FUZZY not in self.flags

    @property
    def head_values(self) -> tuple[object, ...]:
        """Values of the comments."""
        return (self.notes, self.comments, self.places, self.flags, self.previous, self.obsolete)

    @property
    def body_values(self) -> tuple[object, ...]:
        """Values of the statements."""
        return (self.context, self.id, self.plural, self.strings, self.obsolete)


class PoFile(Struct, frozen=True, eq=False):
    """The entries of a file in order, its header as one text and the comments above it.

    ``newline`` is the line ending; ``tail`` contains the comments after the last entry.
    """

    header: str
    entries: tuple[Entry, ...]
    notes: tuple[str, ...] = ()
    source: SourceLines | None = None
    newline: str = "\n"
    tail: str = ""

    def __eq__(self, other: object) -> bool:
        """Return whether both files have the same content; their formatting may differ."""
        return isinstance(other, PoFile) and self._values == other._values

    def __hash__(self) -> int:
        return hash(self._values)

    @property
    def _values(self) -> tuple[object, ...]:
        return (self.header, self.entries, self.notes)

    def fields(self) -> dict[str, str]:
        """Return the header fields, keyed by lower-case name."""
        lines = (line.partition(":") for line in self.header.splitlines())
        return {name.strip().lower(): value.strip() for name, _, value in lines}
