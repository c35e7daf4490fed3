"""Strict reader for .po files, which reports all errors in a file at once, each with its line.

Babel reads a broken line with a warning and merges duplicates. When writing, it wraps comments, drops unknown
headers and adds dates. Here, a broken file is an error, and the header, comments, order and line breaks
written by a translator's tool are preserved.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assembler.diagnostics import Diagnostic, Location
from assembler.diagnostics.catalogues import BROKEN_CATALOGUE
from assembler.errors import CatalogueError
from assembler.i18n.po.po_entry import BRACE_FORMAT, FUZZY, Entry, PoFile, SourceLines, write_po
from assembler.structs import Struct, field, replace

__all__ = ["BRACE_FORMAT", "FUZZY", "Entry", "PoFile", "read_po", "write_po"]

_KEYWORD = re.compile(r'(msgctxt|msgid|msgid_plural|msgstr)(?:\[(\d+)\])?\s*"(.*)"\s*')
_CONTINUATION = re.compile(r'"(.*)"\s*')
_ESCAPED_TEXT = re.compile(r'[^"\\]*(?:\\[\\"ntr][^"\\]*)*')
_UNESCAPED = {"\\": "\\", '"': '"', "n": "\n", "t": "\t", "r": "\r"}
_REFERENCE = re.compile("\u2068([^\u2069]*)\u2069|(\\S+)")
_CHARSET = re.compile(rb"charset=([\w.-]+)", re.IGNORECASE)
_KINDS = frozenset(".:,|")
"""Characters after ``#`` that distinguish kinds of comments."""
_LENGTH = 60
"""Length to which a line or message is cut in a diagnostic."""
_CONFLICT_MARKERS = ("<<<<<<<", "=======", ">>>>>>>")


def read_po(data: bytes, name: str) -> PoFile:
    """Read the .po file in ``data``.

    ``name`` is the name of the file in messages. Raises CatalogueError with all errors and their lines if the
    data is not a valid .po file in UTF-8.

    >>> read_po(b'msgid "City"\\nmsgstr "Stad"\\n', "nl.po").entries[0].strings
    ('Stad',)
    """
    text = _decode(data, name)
    reader = _Reader(name)
    for number, line in enumerate(re.split("\r\n|\r|\n", text), 1):
        reader.read_line(line, number)
    entries = reader.finish()
    if reader.errors:
        raise _build_error(sorted(reader.errors, key=lambda each: each.location.line or 0), name)
    if not entries:
        variant = "no message" if text.strip() else "empty file"
        raise _build_error([BROKEN_CATALOGUE.at(Location(name, line=1), variant)], name)
    header = next((entry for entry in entries if not entry.id and not entry.obsolete), Entry(""))
    newline = "\r\n" if "\r\n" in text else "\n"
    messages = tuple(entry for entry in entries if entry.id)
    bare_header = Entry("", strings=(header.strings[0],), notes=header.notes)
    source = header.source and replace(
        header.source, head_values=bare_header.head_values, body_values=bare_header.body_values
    )
    return PoFile(header.strings[0], messages, header.notes, source, newline, reader.tail)


def _decode(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        match = _CHARSET.search(data)
        charset = match[1].decode("ascii") if match and match[1].upper() != b"UTF-8" else ""
        place = Location(name, line=data.count(b"\n", 0, error.start) + 1)
        if charset:
            fault = BROKEN_CATALOGUE.at(place, "other charset", charset=charset)
        else:
            fault = BROKEN_CATALOGUE.at(place, "not UTF-8")
        raise _build_error([fault], name) from error


def _build_error(errors: list[Diagnostic], name: str) -> CatalogueError:
    if len(errors) == 1:
        (error,) = errors
        return CatalogueError(
            error.message, location=str(error.location), hint=error.hint, diagnostics=errors
        )
    what = f"{len(errors)} lines of the file have errors"
    return CatalogueError(what, location=name, hint="correct the lines listed below", diagnostics=errors)


class _LineError(Exception):
    """Error for a line of a .po file that cannot be read."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


class _EntryBuilder(Struct):
    """An entry whose lines are still being read.

    Its comments are stored by the character after ``#``, and its statements by keyword. ``head`` and ``body``
    are the original lines of its comments and statements.
    """

    comments: dict[str, list[str]] = field(default_factory=dict)
    parts: dict[str, str] = field(default_factory=dict)
    part: str = ""
    start: int = 0
    obsolete: bool = False
    head: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)

    @property
    def strings(self) -> tuple[str, ...]:
        """The translations read so far."""
        return tuple([text for part, text in self.parts.items() if part.startswith("msgstr")])

    def build(self) -> Entry:
        """Return the entry with its original lines."""
        comments = self.comments
        flags = [flag.strip() for line in comments.get(",", ()) for flag in line.split(",")]
        entry = Entry(
            id=self.parts["msgid"],
            context=self.parts.get("msgctxt", ""),
            plural=self.parts.get("msgid_plural"),
            strings=self.strings,
            notes=tuple(comments.get("", ())),
            comments=tuple(comments.get(".", ())),
            places=tuple(_split_references(comments.get(":", ()))),
            flags=frozenset(flags),
            previous=_read_previous(comments["|"]) if "|" in comments else "",
            obsolete=self.obsolete,
            line=self.start,
        )
        head, body = ("\n".join([*lines, ""]) for lines in (self.head, self.body))
        return replace(entry, source=SourceLines(head, body, entry.head_values, entry.body_values))


class _Reader:
    """Reader of the lines of a .po file.

    An entry ends where the next one begins. After an error, reading continues at the next entry.
    """

    def __init__(self, name: str) -> None:
        self.errors: list[Diagnostic] = []
        self.tail = ""
        self._name = name
        self._entries: list[Entry] = []
        self._lines: dict[tuple[str, str], int] = {}
        self._entry = _EntryBuilder()
        self._is_skipping = False

    def read_line(self, line: str, number: int) -> None:
        """Read one line of the file.

        ``number`` is the number of the line, counted from 1.
        """
        text = line.strip()
        if self._is_skipping and text and not line.startswith("#"):
            return
        self._is_skipping = False
        try:
            if text.startswith("#~") and not text.startswith("#~|"):
                self._read_statement(text[2:].strip(), number, original=line, obsolete=True)
            elif text.startswith("#"):
                self._read_comment(text, line)
            elif text:
                self._read_statement(text, number, original=line)
        except _LineError as error:
            if self._entry.strings:
                self._end_entry()
            self.errors.append(error.diagnostic)
            self._entry, self._is_skipping = _EntryBuilder(), True

    def _locate(self, number: int) -> Location:
        return Location(self._name, line=number)

    def _read_comment(self, text: str, original: str) -> None:
        if self._entry.parts:
            self._end_entry()
        self._entry.head.append(original)
        if text.startswith("#~|"):
            return
        kind = text[1:2] if text[1:2] in _KINDS else ""
        self._entry.comments.setdefault(kind, []).append(text[1 + len(kind) :].removeprefix(" "))

    def _read_statement(self, text: str, number: int, *, original: str, obsolete: bool = False) -> None:
        continuation = _CONTINUATION.fullmatch(text)
        start = None if continuation else _KEYWORD.fullmatch(text)
        if continuation and not self._entry.part:
            raise _LineError(BROKEN_CATALOGUE.at(self._locate(number), "text without keyword"))
        if not continuation and not start:
            raise self._build_syntax_error(text, number)
        if start:
            self._begin_part(start[1], start[2], number)
            self._entry.obsolete = obsolete
        value = self._unescape(start[3] if start else continuation[1] if continuation else "", number)
        self._entry.parts[self._entry.part] = self._entry.parts.get(self._entry.part, "") + value
        self._entry.body.append(original)

    def _build_syntax_error(self, text: str, number: int) -> _LineError:
        place, line = self._locate(number), text[:_LENGTH]
        if text.startswith(_CONFLICT_MARKERS):
            return _LineError(BROKEN_CATALOGUE.at(place, "unfinished merge", line=line))
        return _LineError(BROKEN_CATALOGUE.at(place, line=line))

    def _begin_part(self, keyword: str, form: str | None, number: int) -> None:
        is_string = keyword == "msgstr"
        if not is_string and self._entry.strings:
            self._end_entry()
        part = f"{keyword}[{int(form or 0)}]" if is_string else keyword
        if part in self._entry.parts:
            raise _LineError(BROKEN_CATALOGUE.at(self._locate(number), "second keyword", keyword=keyword))
        if is_string and "msgid" not in self._entry.parts:
            raise _LineError(BROKEN_CATALOGUE.at(self._locate(number), "no msgid"))
        self._entry.part = part
        self._entry.start = self._entry.start or number

    def _unescape(self, escaped: str, number: int) -> str:
        if "\\" not in escaped and '"' not in escaped:
            return escaped
        if not _ESCAPED_TEXT.fullmatch(escaped):
            raise _LineError(BROKEN_CATALOGUE.at(self._locate(number), "not escaped"))
        return re.sub(r"\\(.)", lambda match: _UNESCAPED[match[1]], escaped)

    def _end_entry(self) -> None:
        builder, self._entry = self._entry, _EntryBuilder()
        if "msgid" not in builder.parts or not builder.strings:
            self.errors.append(BROKEN_CATALOGUE.at(self._locate(builder.start), "incomplete entry"))
            return
        entry = builder.build()
        before = self._lines.get(entry.key)
        if before is not None and not entry.obsolete:
            place, message = self._locate(entry.line), entry.id[:_LENGTH]
            self.errors.append(BROKEN_CATALOGUE.at(place, "duplicate message", message=message, line=before))
            return
        if not entry.obsolete:
            self._lines[entry.key] = entry.line
        self._entries.append(entry)

    def finish(self) -> list[Entry]:
        """Return all entries, once the last line has been read."""
        if self._entry.parts:
            self._end_entry()
        self.tail = "".join(f"{line}\n" for line in self._entry.head)
        return self._entries


def _split_references(lines: Iterable[str]) -> Iterator[str]:
    """Yield the references in ``#:`` lines.

    As in GNU gettext, U+2068 and U+2069 enclose a reference that contains spaces.
    """
    for line in lines:
        if "\u2068" not in line:
            yield from line.split()
            continue
        for match in _REFERENCE.finditer(line):
            yield match[1] if match[1] is not None else match[2]


def _read_previous(lines: Iterable[str]) -> str:
    texts = (re.fullmatch(r'(?:msgid\s+)?"(.*)"', line.strip()) for line in lines)
    joined = "".join(match[1] for match in texts if match)
    return re.sub(r"\\(.)", lambda match: _UNESCAPED.get(match[1], match[1]), joined)
