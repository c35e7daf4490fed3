"""Writer for .po files, which keeps the line breaks of unchanged entries and never wraps new ones."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assembler.i18n.po.po_entry import Entry, PoFile
from assembler.structs import replace


def write_po(file: PoFile) -> bytes:
    """Return the file as bytes; ``read_po`` reads an equal file from them.

    Unchanged entries are written with their original lines; obsolete ones come last.

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
