"""The .pot that translators start from, and a .po brought up to date with it.

No dates, no line numbers, no wrapped lines and the order of the documents: one change of a text is one change
of the file, and the same messages give the same bytes. References say in words where a text stands
(``baseline-report/Budgets/table/header-row/cell-2``), without a space or a colon: Babel, polib and Weblate
part them there. They do not number paragraphs, tables and rows, which a new one above would all change.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from assembler.errors import CatalogueError
from assembler.i18n.catalogue.translations import read_plural_forms
from assembler.i18n.languages.languages import Language
from assembler.i18n.languages.plural_forms import get_plural_forms
from assembler.i18n.po.po_file import BRACE_FORMAT, FUZZY, Entry, PoFile, read_po
from assembler.i18n.po.review_marks import add_mark, get_reviser, remove_marks, seal_mark
from assembler.model.messages import markup
from assembler.model.messages.message import Message
from assembler.structs import Struct, replace

_PLAIN_HEADER = (
    "Project-Id-Version: assembler\n"
    "MIME-Version: 1.0\n"
    "Content-Type: text/plain; charset=UTF-8\n"
    "Content-Transfer-Encoding: 8bit\n"
)
AWAITING_REVIEW = "First translation, awaiting a native reviser."
"""What the header of a catalogue says until a native reviser takes the line away."""
_ALIKE = 0.75
"""How alike an old text must be for its translation to be offered as a guess."""
_TYPEWRITTEN = str.maketrans("‘’ʼ“”„", "'''\"\"\"")
_SECTIONS_NAMED = 3
_KEPT_FLAGS = frozenset({FUZZY, "no-wrap"})
_NUMBERED = re.compile(r"(paragraph|table|row) \d+")
_AT_MOST = "at most {} characters"


def build_template(messages: Iterable[Message]) -> PoFile:
    """The .pot of ``messages``: each text and context once, with its places and comments.

    The order is that of ``messages``. CatalogueError where a message breaks the grammar of marks, or where
    one text is asked for both with and without plural forms.
    """
    found: dict[tuple[str, str], Message] = {}
    for message in messages:
        known = found.get(message.key)
        found[message.key] = _joined(known, message) if known else message
    return PoFile(_PLAIN_HEADER, tuple(_entry(message) for message in found.values()))


def _entry(message: Message) -> Entry:
    try:
        has_fields = bool(markup.field_names(message.id) or markup.field_names(message.plural or ""))
    except markup.MarkupError as fault:
        hint = "mend the English text: literal braces and less-than signs are doubled in a message"
        raise CatalogueError(str(fault), location=f"{_first(message)}: {message.id}", hint=hint) from fault
    return Entry(
        id=message.id,
        context=message.context,
        plural=message.plural,
        strings=("",) if message.plural is None else ("", ""),
        comments=tuple(_comments(message)),
        places=tuple(dict.fromkeys(map(_reference, message.places))),
        flags=frozenset({BRACE_FORMAT}) if has_fields else frozenset(),
    )


def _first(message: Message) -> str:
    return next(iter(message.places), "a message")


def _joined(one: Message, other: Message) -> Message:
    if one.plural != other.plural:
        what = "one text is asked for with two plural forms, or both with one and without"
        raise CatalogueError(what, location=one.id, hint="give one of the two a context or other words")
    longest = [each.longest for each in (one, other) if each.longest is not None]
    return replace(
        one,
        places=tuple(dict.fromkeys((*one.places, *other.places))),
        comments=tuple(dict.fromkeys((*one.comments, *other.comments))),
        spots=tuple(dict.fromkeys((*one.spots, *other.spots))),
        longest=min(longest, default=None),
    )


def _comments(message: Message) -> Iterator[str]:
    """What a translator reads above the text: the kinds of place, the room there, marks and fields."""
    for kind in dict.fromkeys(spot.kind for spot in message.spots):
        sections = dict.fromkeys(spot.section for spot in message.spots if spot.kind == kind and spot.section)
        yield f"{kind} in {_named(list(sections))}" if sections else kind
    widths = [spot.width for spot in message.spots if spot.width is not None]
    if widths:
        yield f"narrow: about {min(widths)} characters on a line; a longer word would be broken"
    if message.longest is not None:
        yield f"{_AT_MOST.format(message.longest)}: what is longer is cut off"
    yield from message.comments


def read_length_limit(entry: Entry) -> int:
    """How many characters its comments say there is room for; 0 where they say nothing of it.

    >>> read_length_limit(Entry("City", comments=("at most 12 characters: what is longer is cut off",)))
    12
    """
    told = re.compile(_AT_MOST.format(r"(\d+)"))
    return min((int(found[1]) for each in entry.comments if (found := told.search(each))), default=0)


def _named(sections: Sequence[str]) -> str:
    named = ", ".join(f"“{section}”" for section in sections[:_SECTIONS_NAMED])
    more = len(sections) - _SECTIONS_NAMED
    return f"{named} and {more} more" if more > 0 else named


def _reference(place: str) -> str:
    """A place in words as one word.

    >>> _reference("baseline-report: heading 'Who pays?', table 1, header row, cell 2")
    'baseline-report/Who-pays/table/header-row/cell-2'
    """
    steps = (step.removeprefix("heading ") for step in re.split(r": |, (?![^']*'(?:, |$))", place))
    unnumbered = (_NUMBERED.sub(r"\1", step) for step in steps)
    return "/".join(re.sub(r"[^\w/.@+-]+", "-", step).strip("-") for step in unnumbered)


def create_catalogue(language: Language) -> PoFile:
    """An empty .po in ``language``, with the header that translators' tools expect."""
    header = (
        f"{_PLAIN_HEADER}Language: {language.code.replace('-', '_')}\n"
        f"Language-Team: {language.english_name}\n"
        "Last-Translator: First translation\n"
        f"Plural-Forms: {get_plural_forms(language).header}\n"
    )
    return PoFile(header, (), notes=(AWAITING_REVIEW,))


def update_catalogue(
    catalogue: PoFile,
    template: PoFile,
    language: Language,
    retyped: Mapping[str, str] | None = None,
    *,
    is_variant: bool | None = None,
) -> PoFile:
    """``catalogue`` with the messages of ``template``: what was translated stays so.

    A new message that resembles one that has gone gets its translation as a guess, flagged fuzzy, with the
    old English text beside it; a guess is never used in a document. Where ``retyped`` names the old text of a
    new one, or where they differ in apostrophes, quotation marks or spaces alone, only the English typing
    changed: translation and review stay. What has gone altogether is kept, marked obsolete, and comes back
    when its message does. Marks of review are sealed, or fall off where a text changed. Notes, header and
    line breaks stay as they are. One that ``is_variant`` (by default a regional one) holds only what differs
    from its language, and is given no empty messages.
    """
    known = {entry.key: entry for entry in sorted(catalogue.entries, key=lambda entry: not entry.obsolete)}
    gone = find_lost(catalogue, template)
    typed = {**_typography(known, gone, template), **(retyped or {})}
    merger = _Merger(known, gone, _count(catalogue, language), typed)
    entries = tuple(merger.merged(entry) for entry in template.entries)
    if language.code != language.base if is_variant is None else is_variant:
        entries = tuple(entry for entry in entries if any(entry.strings))
    old = {entry.key: entry if entry.obsolete else _obsolete(entry) for entry in gone}
    taken_over = merger.taken_over(template)
    kept = (entry for entry in old.values() if entry.key not in taken_over)
    return replace(catalogue, entries=(*entries, *kept))


def is_same_typography(one: str, other: str) -> bool:
    """Whether two English texts differ at most in apostrophes, quotation marks and spaces.

    >>> is_same_typography("the city's  “plan”", "the city’s \\"plan\\""), is_same_typography("a-b", "a b")
    (True, False)
    """
    return _in_plain_signs(one) == _in_plain_signs(other)


def _in_plain_signs(text: str) -> str:
    """``text`` as a keyboard types it: Word makes ’ of ' by itself, and people type two spaces."""
    return re.sub(r"\s+", " ", text.translate(_TYPEWRITTEN)).strip()


def _typography(
    known: Mapping[tuple[str, str], Entry], gone: Iterable[Entry], template: PoFile
) -> dict[str, str]:
    """By the new text: the old one from which only the typography differs."""
    old = {(entry.context, _in_plain_signs(entry.id)): entry.id for entry in gone}
    fresh = (entry for entry in template.entries if entry.key not in known or FUZZY in known[entry.key].flags)
    found = ((entry.id, old.get((entry.context, _in_plain_signs(entry.id)), "")) for entry in fresh)
    return {new: before for new, before in found if before}


def _count(catalogue: PoFile, language: Language) -> int:
    """How many plural forms the header of ``catalogue`` names; those of ``language`` where it is wrong."""
    try:
        return read_plural_forms(catalogue, "", language).count
    except CatalogueError:
        return get_plural_forms(language).count


def find_lost(catalogue: PoFile, template: PoFile) -> tuple[Entry, ...]:
    """What ``catalogue`` translates and ``template`` no longer has."""
    wanted = {entry.key for entry in template.entries}
    return tuple(entry for entry in catalogue.entries if entry.key not in wanted and any(entry.strings))


def find_similar(entry: Entry, candidates: Iterable[Entry]) -> tuple[float, Entry] | None:
    """The most alike of the translated ``candidates`` and how alike it is (up to 1), or None."""
    matcher = SequenceMatcher(None, b=entry.id, autojunk=False)
    best: tuple[float, Entry] | None = None
    for each in candidates:
        if (each.plural is None) == (entry.plural is None) and each.is_translated:
            matcher.set_seq1(each.id)
            least = best[0] if best else _ALIKE
            if matcher.real_quick_ratio() >= least and matcher.quick_ratio() >= least:
                likeness = matcher.ratio()
                if likeness > least or (best is None and likeness == least):
                    best = (likeness, each)
    return best


class _Merger(Struct, frozen=True):
    """Merges entry by entry: ``known`` by key, ``lost`` what the template no longer has.

    ``retyped`` holds the old English text by the new one.
    """

    known: Mapping[tuple[str, str], Entry]
    lost: Sequence[Entry]
    count: int
    retyped: Mapping[str, str]

    def merged(self, entry: Entry) -> Entry:
        """``entry`` of the template with its translation."""
        strings = ("",) * (1 if entry.plural is None else self.count)
        fresh = replace(entry, strings=strings)
        known = self.known.get(entry.key)
        if kept := self._retyped(fresh):
            return kept
        if known is None:
            return self._guessed(fresh)
        is_fuzzy = FUZZY in known.flags
        merged = replace(
            known,
            plural=entry.plural,
            strings=known.strings if known.plural == entry.plural else strings,
            comments=entry.comments,
            places=entry.places,
            flags=entry.flags | (known.flags & _KEPT_FLAGS),
            previous=known.previous if is_fuzzy else "",
            obsolete=False,
        )
        return seal_mark(merged)

    def _retyped(self, fresh: Entry) -> Entry | None:
        """``fresh`` with the translation, and the review, of the text of which only the typing changed."""
        before, known = self._before(fresh), self.known.get(fresh.key)
        if before is None or markup.find_differences(before.id, fresh.id):
            return None
        if known and not (FUZZY in known.flags and known.strings == before.strings):
            return None  # somebody translated it anew
        flags = fresh.flags | (before.flags & _KEPT_FLAGS)
        kept = replace(fresh, strings=before.strings, notes=before.notes, flags=flags)
        by = get_reviser(before)
        return add_mark(kept, by) if by else seal_mark(kept)

    def _before(self, fresh: Entry) -> Entry | None:
        old = self.retyped.get(fresh.id)
        found = None if old is None else self.known.get((fresh.context, old))
        return found if found and (found.plural is None) == (fresh.plural is None) else None

    def taken_over(self, template: PoFile) -> set[tuple[str, str]]:
        """The old texts whose translation went over to a new typing: they need not be kept."""
        fresh = (entry for entry in template.entries if entry.id in self.retyped)
        return {before.key for entry in fresh if self._retyped(entry) and (before := self._before(entry))}

    def _guessed(self, fresh: Entry) -> Entry:
        """``fresh`` with the translation of its like: the same text without context, or one that has gone."""
        plain = self.known.get(("", fresh.id)) if fresh.context else None
        best = find_similar(fresh, (*((plain,) if plain else ()), *self.lost))
        if best is None:
            return fresh
        guess = remove_marks(best[1])
        return replace(
            fresh, strings=guess.strings, notes=guess.notes, flags=fresh.flags | {FUZZY}, previous=guess.id
        )


def _obsolete(entry: Entry) -> Entry:
    return replace(entry, obsolete=True, places=(), comments=(), previous="")


def read_or_create(data: bytes | None, name: str, language: Language) -> PoFile:
    """The .po in ``data``, or an empty one where there is none yet; CatalogueError where it is broken."""
    return create_catalogue(language) if data is None else read_po(data, name)
