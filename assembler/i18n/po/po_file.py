"""The .po format: read strictly, every fault of a file told at once with its line.

Babel reads a broken line with a warning, merges what stands twice and, on writing, wraps comments, drops
headers that it does not know and stamps dates. Here a broken file is an error, and what a translator's tool
wrote stays: header, comments, order, line breaks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assembler.diagnostics import Diagnostic, Level, Location
from assembler.errors import CatalogueError
from assembler.i18n.po.po_entry import BRACE_FORMAT, FUZZY, Entry, PoFile, SourceLines
from assembler.i18n.po.po_writer import write_po
from assembler.structs import Struct, field, replace

__all__ = ["BRACE_FORMAT", "FUZZY", "Entry", "PoFile", "read_po", "write_po"]

_KEYWORD = re.compile(r'(msgctxt|msgid|msgid_plural|msgstr)(?:\[(\d+)\])?\s*"(.*)"\s*')
_MORE = re.compile(r'"(.*)"\s*')
_SOUND = re.compile(r'[^"\\]*(?:\\[\\"ntr][^"\\]*)*')
_UNESCAPED = {"\\": "\\", '"': '"', "n": "\n", "t": "\t", "r": "\r"}
_ISOLATED = re.compile("\u2068([^\u2069]*)\u2069|(\\S+)")
_CHARSET = re.compile(rb"charset=([\w.-]+)", re.IGNORECASE)
_UNFINISHED_MERGE = ("<<<<<<<", "=======", ">>>>>>>")
_SAVE_ANEW = "mend the line, or open the file in a translation editor and save it anew"


def read_po(data: bytes, name: str) -> PoFile:
    """The file in ``data``; CatalogueError with every fault and its line where it is no sound .po in UTF-8.

    >>> read_po(b'msgid "City"\\nmsgstr "Stad"\\n', "nl.po").entries[0].strings
    ('Stad',)
    """
    text = _decoded(data, name)
    reader = _Reader()
    for number, line in enumerate(re.split("\r\n|\r|\n", text), 1):
        reader.take(line, number)
    entries = reader.finished()
    if reader.faults:
        raise _refused(sorted(reader.faults, key=lambda fault: fault.line), name)
    if not entries:
        raise _refused([_Fault(*_NOTHING[not text.strip()])], name)
    header = next((entry for entry in entries if not entry.id and not entry.obsolete), Entry(""))
    newline = "\r\n" if "\r\n" in text else "\n"
    kept = tuple(entry for entry in entries if entry.id)
    plain = Entry("", strings=(header.strings[0],), notes=header.notes)
    source = header.source and replace(
        header.source, head_values=plain.head_values, body_values=plain.body_values
    )
    return PoFile(header.strings[0], kept, header.notes, source, newline, reader.tail)


def _decoded(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        found = _CHARSET.search(data)
        said = found[1].decode("ascii") if found and found[1].upper() != b"UTF-8" else ""
        asked = f"its header says {said}: " if said else ""
        line = data.count(b"\n", 0, error.start) + 1
        hint = f"{asked}save it as UTF-8, with charset=UTF-8 in its header"
        raise _refused([_Fault("is not written in UTF-8", line, hint)], name) from error


def _refused(faults: list[_Fault], name: str) -> CatalogueError:
    diagnostics = [
        Diagnostic(
            "broken-catalogue", Level.ERROR, Location(file=name, line=fault.line), fault.what, fault.hint
        )
        for fault in faults
    ]
    if len(faults) == 1:
        (fault,) = faults
        where = f"{name}, line {fault.line}"
        return CatalogueError(fault.what, location=where, hint=fault.hint, diagnostics=diagnostics)
    what = f"is broken at {len(faults)} lines"
    return CatalogueError(what, location=name, hint="mend the lines named below", diagnostics=diagnostics)


class _Fault(Exception):
    """Something wrong at a line, and what to do about it."""

    def __init__(self, what: str, line: int, hint: str = _SAVE_ANEW) -> None:
        super().__init__(what)
        self.what, self.line, self.hint = what, line, hint


_RESTORE = "restore it from a backup or from version control; to begin a new catalogue, delete the file first"
_NOTHING = {True: ("is empty", 1, _RESTORE), False: ("holds no message and no header", 1, _RESTORE)}


class _Open(Struct):
    """The entry that is being read: comments by their sign, statements by their keyword, both as written."""

    lines: dict[str, list[str]] = field(default_factory=dict)
    parts: dict[str, str] = field(default_factory=dict)
    part: str = ""
    start: int = 0
    obsolete: bool = False
    head: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)

    @property
    def strings(self) -> tuple[str, ...]:
        """The translations so far."""
        return tuple(text for part, text in self.parts.items() if part.startswith("msgstr"))

    def entry(self) -> Entry:
        """The entry, with its lines."""
        lines = self.lines
        entry = Entry(
            id=self.parts["msgid"],
            context=self.parts.get("msgctxt", ""),
            plural=self.parts.get("msgid_plural"),
            strings=self.strings,
            notes=tuple(lines.get("", ())),
            comments=tuple(lines.get(".", ())),
            places=tuple(_places(lines.get(":", ()))),
            flags=frozenset(flag.strip() for line in lines.get(",", ()) for flag in line.split(",")),
            previous=_previous(lines.get("|", ())),
            obsolete=self.obsolete,
            line=self.start,
        )
        head, body = ("".join(f"{line}\n" for line in each) for each in (self.head, self.body))
        return replace(entry, source=SourceLines(head, body, entry.head_values, entry.body_values))


class _Reader:
    """Reads line by line; an entry ends where the next begins. After a fault it goes on at the next entry."""

    def __init__(self) -> None:
        self.faults: list[_Fault] = []
        self.tail = ""
        self._entries: list[Entry] = []
        self._known: dict[tuple[str, str], int] = {}
        self._open = _Open()
        self._is_lost = False

    def take(self, line: str, number: int) -> None:
        """One line of the file."""
        if self._is_lost and line.strip() and not line.startswith("#"):
            return
        self._is_lost = False
        try:
            self._take(line, number)
        except _Fault as fault:
            if self._open.strings:
                self._end()
            self.faults.append(fault)
            self._open, self._is_lost = _Open(), True

    def _take(self, line: str, number: int) -> None:
        said = line.strip()
        if said.startswith("#~") and not said.startswith("#~|"):
            self._statement(said[2:].strip(), number, written=line, obsolete=True)
        elif said.startswith("#"):
            self._comment(said, line)
        elif said:
            self._statement(said, number, written=line)

    def _comment(self, said: str, written: str) -> None:
        if self._open.parts:
            self._end()
        self._open.head.append(written)
        if said.startswith("#~|"):
            return
        kind = said[1:2] if said[1:2] in tuple(".:,|") else ""
        self._open.lines.setdefault(kind, []).append(said[1 + len(kind) :].removeprefix(" "))

    def _statement(self, said: str, number: int, *, written: str, obsolete: bool = False) -> None:
        more, found = _MORE.fullmatch(said), _KEYWORD.fullmatch(said)
        if more and not self._open.part:
            raise _Fault("text stands here without its msgid or msgstr", number)
        if not more and not found:
            raise self._no_line(said, number)
        if found:
            self._begin(found[1], found[2], number)
            self._open.obsolete = obsolete
        text = self._text(found[3] if found else more[1] if more else "", number)
        self._open.parts[self._open.part] = self._open.parts.get(self._open.part, "") + text
        self._open.body.append(written)

    def _no_line(self, said: str, number: int) -> _Fault:
        if said.startswith(_UNFINISHED_MERGE):
            hint = "choose one of the two versions, and take the lines <<<<<<<, ======= and >>>>>>> away"
            return _Fault(f"this is no line of a .po file but of an unfinished merge: {said[:60]!r}", number,
                          hint)  # fmt: skip
        return _Fault(f"this is no line of a .po file: {said[:60]!r}", number)

    def _begin(self, keyword: str, form: str | None, number: int) -> None:
        is_string = keyword == "msgstr"
        if not is_string and self._open.strings:
            self._end()
        part = f"{keyword}[{int(form or 0)}]" if is_string else keyword
        if part in self._open.parts:
            raise _Fault(f"{keyword} stands twice in one entry", number)
        if is_string and "msgid" not in self._open.parts:
            raise _Fault("a msgstr stands here without its msgid", number)
        self._open.part = part
        self._open.start = self._open.start or number

    def _text(self, escaped: str, number: int) -> str:
        if not _SOUND.fullmatch(escaped):
            raise _Fault("a quotation mark or a backslash is not escaped", number)
        return re.sub(r"\\(.)", lambda found: _UNESCAPED[found[1]], escaped)

    def _end(self) -> None:
        read, self._open = self._open, _Open()
        if "msgid" not in read.parts or not read.strings:
            self.faults.append(_Fault("the entry that begins here is not complete", read.start))
            return
        entry = read.entry()
        before = self._known.get(entry.key)
        if before is not None and not entry.obsolete:
            hint = "keep the better of the two, and take the other away"
            what = f"the message {entry.id[:60]!r} stands here a second time, first at line {before}"
            self.faults.append(_Fault(what, entry.line, hint))
            return
        if not entry.obsolete:
            self._known[entry.key] = entry.line
        self._entries.append(entry)

    def finished(self) -> list[Entry]:
        """All entries, after the last line."""
        if self._open.parts:
            self._end()
        self.tail = "".join(f"{line}\n" for line in self._open.head)
        return self._entries


def _places(lines: Iterable[str]) -> Iterator[str]:
    """The places of ``#:`` lines; one with blanks stands between U+2068 and U+2069, as GNU gettext has it."""
    for line in lines:
        for found in _ISOLATED.finditer(line):
            yield found[1] if found[1] is not None else found[2]


def _previous(lines: Iterable[str]) -> str:
    texts = (re.fullmatch(r'(?:msgid\s+)?"(.*)"', line.strip()) for line in lines)
    joined = "".join(found[1] for found in texts if found)
    return re.sub(r"\\(.)", lambda found: _UNESCAPED.get(found[1], found[1]), joined)
