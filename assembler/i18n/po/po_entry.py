"""Entries of a .po file with their original lines, and the writer.

The writer preserves the line breaks of unchanged entries and never wraps new ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assembler.structs import Struct, replace

FUZZY = "fuzzy"
BRACE_FORMAT = "python-brace-format"
"""Flag for messages with ``{fields}``, read by msgfmt and translation tools."""


class SourceLines(Struct, frozen=True):
    """The original lines of an entry.

    ``head`` contains comments, and ``body`` statements. ``head_values`` and ``body_values`` are the values
    read from these lines. The lines are written unchanged as long as the entry still has these values, which
    preserves the translators' line breaks.
    """

    head: str
    body: str
    head_values: tuple[object, ...]
    body_values: tuple[object, ...]


class Entry(Struct, frozen=True, eq=False):
    """A message and its translation in a .po file.

    ``strings`` has one text, or one for each plural form. ``notes`` are the translator's comments.
    ``comments`` and ``places`` come from extraction. ``previous`` is the English text to which a fuzzy
    translation belongs. ``line`` is the first line of the entry, counting from 1.
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
        """Return whether both entries have the same content, even if their source lines differ."""
        return isinstance(other, Entry) and (self.head_values, self.body_values) == (
            other.head_values,
            other.body_values,
        )

    def __hash__(self) -> int:
        return hash(self.key)

    @property
    def key(self) -> tuple[str, str]:
        """The context and English text, which together are unique in a file."""
        return (self.context, self.id)

    @property
    def is_translated(self) -> bool:
        """True if each form has a text and the entry is not fuzzy."""
        return bool(self.strings) and all(self.strings) and FUZZY not in self.flags

    @property
    def head_values(self) -> tuple[object, ...]:
        """The values that determine the entry's comment lines."""
        return (self.notes, self.comments, self.places, self.flags, self.previous, self.obsolete)

    @property
    def body_values(self) -> tuple[object, ...]:
        """The values that determine the entry's statements, such as ``msgid`` and ``msgstr``."""
        return (self.context, self.id, self.plural, self.strings, self.obsolete)


class PoFile(Struct, frozen=True, eq=False):
    """A .po file: its entries in order, its header as one text, and the comments above the header.

    ``newline`` is the line ending. ``tail`` contains the comments after the last entry.
    """

    header: str
    entries: tuple[Entry, ...]
    notes: tuple[str, ...] = ()
    source: SourceLines | None = None
    newline: str = "\n"
    tail: str = ""

    def __eq__(self, other: object) -> bool:
        """Return whether both files have the same content, even if their formatting differs."""
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


def write_po(file: PoFile) -> bytes:
    """Return the file as bytes, from which ``read_po`` reads an equal file.

    Unchanged entries are written with their original lines. Obsolete entries come last.

    >>> print(write_po(PoFile("", (Entry("City", strings=("Stad",)),))).decode().strip())
    msgid ""
    msgstr ""
    <BLANKLINE>
    msgid "City"
    msgstr "Stad"
    """
    header = Entry("", strings=(file.header,), notes=file.notes, source=file.source)
    live = [entry for entry in file.entries if not entry.obsolete]
    old = [entry for entry in file.entries if entry.obsolete]
    blocks = [_format_entry(entry) for entry in (header, *live, *old)]
    text = "\n".join([*blocks, file.tail] if file.tail else blocks)
    return text.replace("\n", file.newline).encode("utf-8")


def _format_entry(entry: Entry) -> str:
    source = entry.source
    head = (
        source.head
        if source and source.head_values == entry.head_values
        else "".join(_format_comments(entry))
    )
    body = source.body if source and source.body_values == entry.body_values else "".join(_format_body(entry))
    return head + body


def _format_comments(entry: Entry) -> Iterator[str]:
    if entry.obsolete:
        entry = replace(entry, comments=(), places=(), previous="")
    yield from (f"# {note}".rstrip() + "\n" for note in entry.notes)
    yield from (f"#. {comment}\n" for comment in entry.comments)
    yield from (f"#: {_isolate(place)}\n" for place in entry.places)
    if entry.flags:
        yield f"#, {', '.join(sorted(entry.flags))}\n"
    if entry.previous:
        yield f'#| msgid "{_escape(entry.previous)}"\n'


def _format_body(entry: Entry) -> Iterator[str]:
    before = "#~ " if entry.obsolete else ""
    yield from (f"{before}{line}" for line in _format_statements(entry))


def _isolate(place: str) -> str:
    return f"\u2068{place}\u2069" if re.search(r"\s", place) else place


def _format_statements(entry: Entry) -> Iterator[str]:
    if entry.context:
        yield f'msgctxt "{_escape(entry.context)}"\n'
    yield f'msgid "{_escape(entry.id)}"\n'
    if entry.plural is None:
        yield from _format_string("msgstr", entry.strings[0], is_header=not entry.id)
        return
    yield f'msgid_plural "{_escape(entry.plural)}"\n'
    for form, text in enumerate(entry.strings):
        yield from _format_string(f"msgstr[{form}]", text)


def _format_string(keyword: str, text: str, *, is_header: bool = False) -> Iterator[str]:
    if not (is_header and text):
        yield f'{keyword} "{_escape(text)}"\n'
        return
    yield f'{keyword} ""\n'
    yield from (f'"{_escape(line)}"\n' for line in text.splitlines(keepends=True))


def _escape(text: str) -> str:
    for character, letter in (("\\", "\\"), ('"', '"'), ("\n", "n"), ("\t", "t"), ("\r", "r")):
        text = text.replace(character, f"\\{letter}")
    return text
