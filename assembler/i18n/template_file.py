"""The .pot that translators start from, and a .po brought up to date with it.

No dates, no line numbers, no wrapped lines and the order of the documents: one change of a text is one change
of the file, and the same messages give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from assembler.errors import CatalogueError
from assembler.i18n.languages import Language
from assembler.i18n.plural_forms import forms_of
from assembler.i18n.po_file import BRACE_FORMAT, FUZZY, Entry, PoFile, read_po
from assembler.model import marks
from assembler.model.message import Message

_PLAIN_HEADER = (
    "Project-Id-Version: assembler\n"
    "MIME-Version: 1.0\n"
    "Content-Type: text/plain; charset=UTF-8\n"
    "Content-Transfer-Encoding: 8bit\n"
)
_ALIKE = 0.75
"""How alike an old text must be for its translation to be offered as a guess."""
_PLACES_NAMED = 3
_KEPT_FLAGS = frozenset({FUZZY, "no-wrap"})


def template(messages: Iterable[Message]) -> PoFile:
    """The .pot of ``messages``: each text and context once, with its places and comments.

    The order is that of ``messages``. CatalogueError where a message breaks the grammar of marks, or where
    one text is asked for both with and without plural forms.
    """
    entries: dict[tuple[str, str], Entry] = {}
    for message in messages:
        entry = _entry(message)
        known = entries.get(entry.key)
        entries[entry.key] = _joined(known, entry) if known else entry
    return PoFile(_PLAIN_HEADER, tuple(_with_places_in_words(entry) for entry in entries.values()))


def _with_places_in_words(entry: Entry) -> Entry:
    """The places as comments, and as references only their first word, the document type.

    A reference is a file to most tools: Babel and Weblate part it at blanks and lose what follows a colon.
    """
    types = dict.fromkeys(place.partition(": ")[0] for place in entry.places)
    more = len(entry.places) - _PLACES_NAMED
    told = (*entry.places[:_PLACES_NAMED], *([f"and in {more} more places"] if more > 0 else ()))
    return replace(entry, places=tuple(types), comments=(*told, *entry.comments))


def _entry(message: Message) -> Entry:
    try:
        has_fields = bool(marks.fields(message.id) or marks.fields(message.plural or ""))
    except marks.BrokenMessage as fault:
        remedy = "mend the English text: literal braces and less-than signs are doubled in a message"
        raise CatalogueError(str(fault), where=f"{_first(message)}: {message.id}", remedy=remedy) from fault
    return Entry(
        id=message.id,
        context=message.context,
        plural=message.plural,
        strings=("",) if message.plural is None else ("", ""),
        comments=message.comments,
        places=message.places,
        flags=frozenset({BRACE_FORMAT}) if has_fields else frozenset(),
    )


def _first(message: Message) -> str:
    return next(iter(message.places), "a message")


def _joined(one: Entry, other: Entry) -> Entry:
    if one.plural != other.plural:
        what = "one text is asked for with two plural forms, or both with one and without"
        raise CatalogueError(what, where=one.id, remedy="give one of the two a context or other words")
    return replace(
        one,
        places=tuple(dict.fromkeys((*one.places, *other.places))),
        comments=tuple(dict.fromkeys((*one.comments, *other.comments))),
    )


def new_catalogue(language: Language) -> PoFile:
    """An empty .po in ``language``, with the header that translators' tools expect."""
    header = (
        f"{_PLAIN_HEADER}Language: {language.code.replace('-', '_')}\n"
        f"Plural-Forms: {forms_of(language).header}\n"
    )
    return PoFile(header, ())


def updated(catalogue: PoFile, template: PoFile, language: Language) -> PoFile:
    """``catalogue`` with the messages of ``template``: what was translated stays so.

    A new message that resembles one that has gone gets its translation as a guess, flagged fuzzy, with the
    old English text beside it; a guess is never used in a document. What has gone altogether is kept, marked
    obsolete, and comes back when its message does. Notes and header stay as they are.
    """
    wanted = {entry.key for entry in template.entries}
    live_last = sorted(catalogue.entries, key=lambda entry: not entry.obsolete)
    known = {entry.key: entry for entry in live_last}
    lost = [entry for entry in catalogue.entries if entry.key not in wanted and any(entry.strings)]
    merger = _Merger(known, lost, forms_of(language).count)
    entries = [merger.merged(entry) for entry in template.entries]
    gone = {entry.key: _obsolete(entry) for entry in lost}
    return replace(catalogue, entries=(*entries, *gone.values()))


@dataclass(frozen=True, slots=True)
class _Merger:
    """Merges entry by entry: ``known`` by key, ``lost`` what the template no longer has."""

    known: Mapping[tuple[str, str], Entry]
    lost: Sequence[Entry]
    count: int

    def merged(self, entry: Entry) -> Entry:
        """``entry`` of the template with its translation."""
        strings = ("",) * (1 if entry.plural is None else self.count)
        fresh = replace(entry, strings=strings)
        known = self.known.get(entry.key)
        if known is None:
            return self._guessed(fresh)
        flags = entry.flags | (known.flags & _KEPT_FLAGS)
        kept = replace(fresh, notes=known.notes, flags=flags, previous=known.previous)
        return replace(kept, strings=known.strings) if known.plural == entry.plural else kept

    def _guessed(self, fresh: Entry) -> Entry:
        same_shape = (entry for entry in self.lost if (entry.plural is None) == (fresh.plural is None))
        alike = [(_likeness(fresh.id, entry.id), entry) for entry in same_shape if entry.is_translated]
        best = max(alike, key=lambda found: found[0], default=(0.0, fresh))
        if best[0] < _ALIKE:
            return fresh
        guess = best[1]
        return replace(
            fresh, strings=guess.strings, notes=guess.notes, flags=fresh.flags | {FUZZY}, previous=guess.id
        )


def _obsolete(entry: Entry) -> Entry:
    return replace(entry, obsolete=True, places=(), comments=(), previous="")


def _likeness(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    rough = min(matcher.real_quick_ratio(), matcher.quick_ratio())
    return matcher.ratio() if rough >= _ALIKE else 0.0


def read_or_new(data: bytes | None, name: str, language: Language) -> PoFile:
    """The .po in ``data``, or an empty one where there is none yet; CatalogueError where it is broken."""
    return new_catalogue(language) if data is None else read_po(data, name)
