"""The .po format, written: what did not change keeps every line break, what is new is never wrapped."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assembler.i18n.po.po_entry import Entry, PoFile
from assembler.structs import replace


def write_po(file: PoFile) -> bytes:
    """The file as bytes; ``read_po`` gives the same back.

    Entries that were read and did not change are written as they stood, line by line; obsolete ones last.

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
    blocks = [_written(entry) for entry in (header, *live, *old)]
    text = "\n".join([*blocks, file.tail] if file.tail else blocks)
    return text.replace("\n", file.newline).encode("utf-8")


def _written(entry: Entry) -> str:
    source = entry.source
    head = source.head if source and source.head_values == entry.head_values else "".join(_head(entry))
    body = source.body if source and source.body_values == entry.body_values else "".join(_body(entry))
    return head + body


def _head(entry: Entry) -> Iterator[str]:
    if entry.obsolete:
        entry = replace(entry, comments=(), places=(), previous="")
    yield from (f"# {note}".rstrip() + "\n" for note in entry.notes)
    yield from (f"#. {comment}\n" for comment in entry.comments)
    yield from (f"#: {_isolated(place)}\n" for place in entry.places)
    if entry.flags:
        yield f"#, {', '.join(sorted(entry.flags))}\n"
    if entry.previous:
        yield f'#| msgid "{_escaped(entry.previous)}"\n'


def _body(entry: Entry) -> Iterator[str]:
    before = "#~ " if entry.obsolete else ""
    yield from (f"{before}{line}" for line in _statements(entry))


def _isolated(place: str) -> str:
    return f"\u2068{place}\u2069" if re.search(r"\s", place) else place


def _statements(entry: Entry) -> Iterator[str]:
    if entry.context:
        yield f'msgctxt "{_escaped(entry.context)}"\n'
    yield f'msgid "{_escaped(entry.id)}"\n'
    if entry.plural is None:
        yield from _string("msgstr", entry.strings[0], is_header=not entry.id)
        return
    yield f'msgid_plural "{_escaped(entry.plural)}"\n'
    for form, text in enumerate(entry.strings):
        yield from _string(f"msgstr[{form}]", text)


def _string(keyword: str, text: str, *, is_header: bool = False) -> Iterator[str]:
    if not (is_header and text):
        yield f'{keyword} "{_escaped(text)}"\n'
        return
    yield f'{keyword} ""\n'
    yield from (f'"{_escaped(line)}"\n' for line in text.splitlines(keepends=True))


def _escaped(text: str) -> str:
    for sign, letter in (("\\", "\\"), ('"', '"'), ("\n", "n"), ("\t", "t"), ("\r", "r")):
        text = text.replace(sign, f"\\{letter}")
    return text
