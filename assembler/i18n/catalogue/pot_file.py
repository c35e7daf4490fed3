"""Creation of the .pot from which translators start, and updates of .po files from it.

There are no dates, line numbers or wrapped lines, and messages are in document order. One changed text is
therefore one change in the file, and the same messages produce the same bytes. References give the location
of a text (``baseline-report/Budgets/table/header-row/cell-2``) without spaces or colons, at which Babel,
polib and Weblate would split them. Paragraphs, tables and rows are not numbered, because a new one would
change all later numbers.
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
"""Comment in the header of a new catalogue, to be removed by a native reviser."""
_SIMILARITY = 0.75
"""Minimum similarity at which the translation of an old text is offered as fuzzy."""
_STRAIGHT_QUOTES = str.maketrans("‘’ʼ“”„", "'''\"\"\"")
_SECTIONS_NAMED = 3
_KEPT_FLAGS = frozenset({FUZZY, "no-wrap"})
_NUMBERED = re.compile(r"(paragraph|table|row) \d+")
_LIMIT_COMMENT = "at most {} characters"


def build_template(messages: Iterable[Message]) -> PoFile:
    """Return the .pot of ``messages``, with each text and context once.

    Each entry has references and comments, and the entries are in the order of ``messages``. Raises
    CatalogueError if the inline tags of a message are invalid, or if one text is used with different plural
    forms, or both with and without a plural form.
    """
    merged: dict[tuple[str, str], Message] = {}
    for message in messages:
        known = merged.get(message.key)
        merged[message.key] = _merge_messages(known, message) if known else message
    return PoFile(_PLAIN_HEADER, tuple(_build_entry(message) for message in merged.values()))


def build_rule_template(messages: Iterable[tuple[str, str]]) -> PoFile:
    """Return the .pot of the messages and hints of rules.

    Each of ``messages`` is a pair of a text and a note to translators. The texts are format strings without
    inline tags. A text used by several rules is one entry with all their notes.

    >>> build_rule_template([("{code} is empty", "no-answer: An answer.")]).entries[0].comments
    ('no-answer: An answer.',)
    """
    notes: dict[str, list[str]] = {}
    for text, note in messages:
        notes.setdefault(text, []).append(note)
    entries = (
        Entry(
            text,
            comments=tuple(dict.fromkeys(comments)),
            flags=frozenset({BRACE_FORMAT}) if "{" in text else frozenset(),
        )
        for text, comments in notes.items()
    )
    return PoFile(_PLAIN_HEADER, tuple(entries))


def _build_entry(message: Message) -> Entry:
    try:
        has_fields = bool(markup.field_names(message.id) or markup.field_names(message.plural or ""))
    except markup.MarkupError as error:
        hint = "correct the English text; in a message, literal braces and less-than signs must be doubled"
        raise CatalogueError(
            str(error), location=f"{next(iter(message.places), 'a message')}: {message.id}", hint=hint
        ) from error
    return Entry(
        id=message.id,
        context=message.context,
        plural=message.plural,
        strings=("",) if message.plural is None else ("", ""),
        comments=tuple(_build_comments(message)),
        places=tuple(dict.fromkeys(map(_build_reference, message.places))),
        flags=frozenset({BRACE_FORMAT}) if has_fields else frozenset(),
    )


def _merge_messages(one: Message, other: Message) -> Message:
    if one.plural != other.plural:
        message = "this text is used with different plural forms, or both with and without a plural form"
        raise CatalogueError(
            message, location=one.id, hint="add a context to one of the two messages, or change its text"
        )
    longest = [each.longest for each in (one, other) if each.longest is not None]
    return replace(
        one,
        places=tuple(dict.fromkeys((*one.places, *other.places))),
        comments=tuple(dict.fromkeys((*one.comments, *other.comments))),
        surroundings=tuple(dict.fromkeys((*one.surroundings, *other.surroundings))),
        longest=min(longest, default=None),
    )


def _build_comments(message: Message) -> Iterator[str]:
    """Yield the comments for translators: kinds of location, available space, inline tags and fields."""
    for kind in dict.fromkeys(each.kind for each in message.surroundings):
        sections = dict.fromkeys(
            each.section for each in message.surroundings if each.kind == kind and each.section
        )
        yield f"{kind} in {_list_sections(list(sections))}" if sections else kind
    widths = [each.width for each in message.surroundings if each.width is not None]
    if widths:
        yield f"narrow: about {min(widths)} characters on a line; a longer word would be broken"
    if message.longest is not None:
        yield f"{_LIMIT_COMMENT.format(message.longest)}: longer text is cut off"
    yield from message.comments


def read_length_limit(entry: Entry) -> int:
    """Return the maximum length in characters that the comments of ``entry`` give, or 0 if they give none.

    >>> read_length_limit(Entry("City", comments=("at most 12 characters: longer text is cut off",)))
    12
    """
    pattern = re.compile(_LIMIT_COMMENT.format(r"(\d+)"))
    return min((int(match[1]) for each in entry.comments if (match := pattern.search(each))), default=0)


def _list_sections(sections: Sequence[str]) -> str:
    named = ", ".join(f"“{section}”" for section in sections[:_SECTIONS_NAMED])
    more = len(sections) - _SECTIONS_NAMED
    return f"{named} and {more} more" if more > 0 else named


def _build_reference(place: str) -> str:
    """Return a location as a reference without spaces or colons.

    >>> _build_reference("baseline-report: heading 'Who pays?', table 1, header row, cell 2")
    'baseline-report/Who-pays/table/header-row/cell-2'
    """
    steps = (step.removeprefix("heading ") for step in re.split(r": |, (?![^']*'(?:, |$))", place))
    unnumbered = (_NUMBERED.sub(r"\1", step) for step in steps)
    return "/".join(re.sub(r"[^\w/.@+-]+", "-", step).strip("-") for step in unnumbered)


def create_catalogue(language: Language) -> PoFile:
    """Return an empty .po in ``language``, with the header that translation tools expect."""
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
    """Return ``catalogue`` updated with the messages of ``template``, without losing any translation.

    A new message similar to a removed one gets the old translation, marked as fuzzy, together with the old
    English text. Fuzzy translations are never used in a document. If ``retyped`` maps a new text to an old
    one, or if the two differ only in apostrophes, quotation marks or spaces, the translation and its review
    remain valid. Other removed messages with a translation become obsolete entries, which are restored if the
    message is used again. A review mark that was typed by hand gets a digest of the English text and the
    translation. A mark is removed if either has changed since. Notes, header and line breaks are left
    unchanged. If ``is_variant`` is true, by default for a regional catalogue, the catalogue contains only
    differences, and no empty messages are added.
    """
    known = {entry.key: entry for entry in sorted(catalogue.entries, key=lambda entry: not entry.obsolete)}
    lost = find_lost(catalogue, template)
    typed = {**_find_typographic_changes(known, lost, template), **(retyped or {})}
    merger = _Merger(known, lost, _count_forms(catalogue, language), typed)
    entries = tuple(merger.merge(entry) for entry in template.entries)
    if language.code != language.base if is_variant is None else is_variant:
        entries = tuple(entry for entry in entries if any(entry.strings))
    old = {
        entry.key: entry if entry.obsolete
        else replace(entry, obsolete=True, places=(), comments=(), previous="")
        for entry in lost
    }  # fmt: skip
    moved = merger.find_moved(template)
    kept = (entry for entry in old.values() if entry.key not in moved)
    return replace(catalogue, entries=(*entries, *kept))


def is_same_typography(one: str, other: str) -> bool:
    """Return whether two English texts are equal apart from apostrophes, quotation marks and spaces.

    >>> is_same_typography("the city's  “plan”", "the city’s \\"plan\\""), is_same_typography("a-b", "a b")
    (True, False)
    """
    return _normalise_typography(one) == _normalise_typography(other)


def _normalise_typography(text: str) -> str:
    """Return ``text`` with normalised quotes and spaces.

    Word automatically replaces ' with ’, and people sometimes type two spaces.
    """
    return re.sub(r"\s+", " ", text.translate(_STRAIGHT_QUOTES)).strip()


def _find_typographic_changes(
    known: Mapping[tuple[str, str], Entry], lost: Iterable[Entry], template: PoFile
) -> dict[str, str]:
    """Map each new text to the old text from which it differs only in typography."""
    old = {(entry.context, _normalise_typography(entry.id)): entry.id for entry in lost}
    fresh = (entry for entry in template.entries if entry.key not in known or FUZZY in known[entry.key].flags)
    found = ((entry.id, old.get((entry.context, _normalise_typography(entry.id)), "")) for entry in fresh)
    return {new: before for new, before in found if before}


def _count_forms(catalogue: PoFile, language: Language) -> int:
    """Return the number of plural forms in the header or, if it is invalid, the usual number."""
    try:
        return read_plural_forms(catalogue, "", language).count
    except CatalogueError:
        return get_plural_forms(language).count


def find_lost(catalogue: PoFile, template: PoFile) -> tuple[Entry, ...]:
    """Return the translated entries of ``catalogue`` that are no longer in ``template``."""
    wanted = {entry.key for entry in template.entries}
    return tuple(entry for entry in catalogue.entries if entry.key not in wanted and any(entry.strings))


def find_similar(entry: Entry, candidates: Iterable[Entry]) -> tuple[float, Entry] | None:
    """Return the translated candidate that is most similar to ``entry``, preceded by its similarity.

    The similarity is at most 1. The result is None if no candidate is similar enough.
    """
    suitable = [
        each for each in candidates if (each.plural is None) == (entry.plural is None) and each.is_translated
    ]
    if not suitable:
        return None
    matcher = SequenceMatcher(None, b=entry.id, autojunk=False)
    best: tuple[float, Entry] | None = None
    for each in suitable:
        matcher.set_seq1(each.id)
        least = best[0] if best else _SIMILARITY
        if matcher.real_quick_ratio() >= least and matcher.quick_ratio() >= least:
            likeness = matcher.ratio()
            if likeness > least or (best is None and likeness == least):
                best = (likeness, each)
    return best


class _Merger(Struct, frozen=True):
    """Merger of the entries of a template with the translations in a catalogue.

    ``known`` maps keys to the entries of the catalogue, and ``lost`` contains those missing from the
    template. ``count`` is the number of plural forms. ``retyped`` maps retyped English texts to the original
    ones.
    """

    known: Mapping[tuple[str, str], Entry]
    lost: Sequence[Entry]
    count: int
    retyped: Mapping[str, str]

    def merge(self, entry: Entry) -> Entry:
        """Return ``entry``, an entry of the template, with its translation."""
        strings = ("",) * (1 if entry.plural is None else self.count)
        fresh = replace(entry, strings=strings)
        known = self.known.get(entry.key)
        if kept := self._keep_retyped(fresh):
            return kept
        if known is None:
            return self._guess(fresh)
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

    def _keep_retyped(self, fresh: Entry) -> Entry | None:
        """Return ``fresh`` with the translation and review of the old text if only a typo was corrected.

        The result is None if no typo was corrected, if fields or tags differ, or if ``fresh`` has its own
        translation.
        """
        before, known = self._find_old(fresh), self.known.get(fresh.key)
        if before is None or markup.find_differences(before.id, fresh.id):
            return None
        if known and not (FUZZY in known.flags and known.strings == before.strings):
            return None  # it has its own translation by now
        flags = fresh.flags | (before.flags & _KEPT_FLAGS)
        kept = replace(fresh, strings=before.strings, notes=before.notes, flags=flags)
        by = get_reviser(before)
        return add_mark(kept, by) if by else seal_mark(kept)

    def _find_old(self, fresh: Entry) -> Entry | None:
        old = self.retyped.get(fresh.id)
        found = None if old is None else self.known.get((fresh.context, old))
        return found if found and (found.plural is None) == (fresh.plural is None) else None

    def find_moved(self, template: PoFile) -> set[tuple[str, str]]:
        """Return the keys of old texts whose translations were moved to new texts.

        These old texts need not become obsolete entries.
        """
        fresh = (entry for entry in template.entries if entry.id in self.retyped)
        return {
            before.key for entry in fresh if self._keep_retyped(entry) and (before := self._find_old(entry))
        }

    def _guess(self, fresh: Entry) -> Entry:
        """Return ``fresh`` with the translation of a similar text, marked as fuzzy.

        A text that is the same but has no context also counts as similar.
        """
        plain = self.known.get(("", fresh.id)) if fresh.context else None
        best = find_similar(fresh, (*((plain,) if plain else ()), *self.lost))
        if best is None:
            return fresh
        guess = remove_marks(best[1])
        return replace(
            fresh, strings=guess.strings, notes=guess.notes, flags=fresh.flags | {FUZZY}, previous=guess.id
        )


def read_or_create(data: bytes | None, name: str, language: Language) -> PoFile:
    """Read the .po in ``data``, or create an empty one if ``data`` is None.

    Raises CatalogueError if the .po is broken.
    """
    return create_catalogue(language) if data is None else read_po(data, name)
