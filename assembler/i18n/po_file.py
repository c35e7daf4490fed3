"""The .po format: read strictly, written so that the same entries are the same text.

Babel reads a broken line with a warning, merges what stands twice and, on writing, wraps comments, drops
headers that it does not know and stamps dates. Here a broken file is an error with its line, and what a
translator's tool wrote stays: header, comments, order. Lines are never wrapped, so a change is one line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from assembler.errors import CatalogueError

FUZZY = "fuzzy"
BRACE_FORMAT = "python-brace-format"
"""The flag by which msgfmt and translators' tools know ``{fields}``."""

_KEYWORD = re.compile(r'(msgctxt|msgid|msgid_plural|msgstr)(?:\[(\d+)\])?\s*"(.*)"\s*')
_MORE = re.compile(r'"(.*)"\s*')
_SOUND = re.compile(r'(?:[^"\\]|\\[\\"ntr])*')
_UNESCAPED = {"\\": "\\", '"': '"', "n": "\n", "t": "\t", "r": "\r"}
_ISOLATED = re.compile("\u2068([^\u2069]*)\u2069|(\\S+)")


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

    @property
    def key(self) -> tuple[str, str]:
        """What no two entries of a file share."""
        return (self.context, self.id)

    @property
    def is_translated(self) -> bool:
        """Whether every form has a text that may be used: a fuzzy one is a guess."""
        return bool(self.strings) and all(self.strings) and FUZZY not in self.flags


@dataclass(frozen=True, slots=True)
class PoFile:
    """The entries of a file in their order, its header as one text apart, the comments above it."""

    header: str
    entries: tuple[Entry, ...]
    notes: tuple[str, ...] = ()

    def fields(self) -> dict[str, str]:
        """The header's fields by their names in small letters."""
        lines = (line.partition(":") for line in self.header.splitlines())
        return {name.strip().lower(): value.strip() for name, _, value in lines}


def read_po(data: bytes, name: str) -> PoFile:
    """The file in ``data``; CatalogueError, with the line, where it is no sound .po in UTF-8.

    >>> read_po(b'msgid "City"\\nmsgstr "Stad"\\n', "nl.po").entries[0].strings
    ('Stad',)
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CatalogueError("is not written in UTF-8", where=name, remedy="save it as UTF-8") from error
    reader = _Reader(name)
    for number, line in enumerate(text.split("\n"), 1):
        reader.take(line.strip(), number)
    entries = reader.finished()
    header = next((entry for entry in entries if not entry.id and not entry.obsolete), Entry(""))
    kept = tuple(entry for entry in entries if entry.id)
    return PoFile(header.strings[0], kept, header.notes)


class _Reader:
    """Reads line by line; an entry ends where the next begins."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._entries: list[Entry] = []
        self._known: set[tuple[str, str]] = set()
        self._lines: dict[str, list[str]] = {}
        self._parts: dict[str, str] = {}
        self._part = ""
        self._start = 0
        self._obsolete = False

    def take(self, line: str, number: int) -> None:
        """One line of the file."""
        if line.startswith("#~"):
            self._statement(line[2:].strip(), number, obsolete=True)
        elif line.startswith("#"):
            self._comment(line, number)
        elif line:
            self._statement(line, number)

    def _comment(self, line: str, number: int) -> None:
        if self._parts:
            self._end(number)
        kind = line[1:2] if line[1:2] in tuple(".:,|") else ""
        self._lines.setdefault(kind, []).append(line[1 + len(kind) :].removeprefix(" "))

    def _statement(self, line: str, number: int, *, obsolete: bool = False) -> None:
        if obsolete and line.startswith("|"):
            return
        if more := _MORE.fullmatch(line):
            if not self._part:
                raise self._broken("text stands here without its msgid or msgstr", number)
            self._parts[self._part] += self._text(more[1], number)
            return
        found = _KEYWORD.fullmatch(line)
        if found is None:
            raise self._broken(f"this is no line of a .po file: {line[:60]!r}", number)
        self._begin(found[1], found[2], number)
        self._obsolete = obsolete
        self._parts[self._part] = self._text(found[3], number)

    def _begin(self, keyword: str, form: str | None, number: int) -> None:
        is_string = keyword == "msgstr"
        if not is_string and any(part.startswith("msgstr") for part in self._parts):
            self._end(number)
        self._part = f"{keyword}[{int(form or 0)}]" if is_string else keyword
        if self._part in self._parts:
            raise self._broken(f"{keyword} stands twice in one entry", number)
        if keyword == "msgstr" and "msgid" not in self._parts:
            raise self._broken("a msgstr stands here without its msgid", number)
        self._start = self._start or number

    def _text(self, escaped: str, number: int) -> str:
        if not _SOUND.fullmatch(escaped):
            raise self._broken("a quotation mark or a backslash is not escaped", number)
        return re.sub(r"\\(.)", lambda found: _UNESCAPED[found[1]], escaped)

    def _end(self, number: int) -> None:
        parts, lines = self._parts, self._lines
        strings = tuple(text for part, text in parts.items() if part.startswith("msgstr"))
        if "msgid" not in parts or not strings:
            raise self._broken("the entry before this line is not complete", number)
        entry = Entry(
            id=parts["msgid"],
            context=parts.get("msgctxt", ""),
            plural=parts.get("msgid_plural"),
            strings=strings,
            notes=tuple(lines.get("", ())),
            comments=tuple(lines.get(".", ())),
            places=tuple(_places(lines.get(":", ()))),
            flags=frozenset(flag.strip() for line in lines.get(",", ()) for flag in line.split(",")),
            previous=_previous(lines.get("|", ())),
            obsolete=self._obsolete,
            line=self._start,
        )
        self._keep(entry)
        self._lines, self._parts, self._part, self._start = {}, {}, "", 0

    def _keep(self, entry: Entry) -> None:
        if entry.key in self._known and not entry.obsolete:
            raise self._broken(f"the message {entry.id[:60]!r} stands here a second time", entry.line)
        if not entry.obsolete:
            self._known.add(entry.key)
        self._entries.append(entry)

    def finished(self) -> list[Entry]:
        """All entries, after the last line."""
        if self._parts:
            self._end(self._start)
        return self._entries

    def _broken(self, what: str, number: int) -> CatalogueError:
        return CatalogueError(
            what,
            where=f"{self._name}, line {number}",
            remedy="mend the line, or open the file in a translation editor and save it anew",
        )


def _places(lines: Iterable[str]) -> Iterator[str]:
    """The places of ``#:`` lines; one with blanks stands between U+2068 and U+2069, as GNU gettext has it."""
    for line in lines:
        for found in _ISOLATED.finditer(line):
            yield found[1] if found[1] is not None else found[2]


def _previous(lines: Iterable[str]) -> str:
    texts = (re.fullmatch(r'(?:msgid\s+)?"(.*)"', line.strip()) for line in lines)
    joined = "".join(found[1] for found in texts if found)
    return re.sub(r"\\(.)", lambda found: _UNESCAPED.get(found[1], found[1]), joined)


def write_po(file: PoFile) -> bytes:
    """The file as bytes; ``read_po`` gives the same back.

    >>> print(write_po(PoFile("", (Entry("City", strings=("Stad",)),))).decode().strip())
    msgid ""
    msgstr ""
    <BLANKLINE>
    msgid "City"
    msgstr "Stad"
    """
    header = Entry("", strings=(file.header,), notes=file.notes)
    live = [entry for entry in file.entries if not entry.obsolete]
    old = [replace(entry, comments=(), places=(), previous="") for entry in file.entries if entry.obsolete]
    return "\n".join("".join(_lines(entry)) for entry in (header, *live, *old)).encode("utf-8")


def _lines(entry: Entry) -> Iterator[str]:
    yield from (f"# {note}".rstrip() + "\n" for note in entry.notes)
    yield from (f"#. {comment}\n" for comment in entry.comments)
    yield from (f"#: {_isolated(place)}\n" for place in entry.places)
    if entry.flags:
        yield f"#, {', '.join(sorted(entry.flags))}\n"
    if entry.previous:
        yield f'#| msgid "{_escaped(entry.previous)}"\n'
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
