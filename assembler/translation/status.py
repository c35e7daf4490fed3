"""Status of translations: counts by language and document type."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from assembler.diagnostics import Diagnostic
from assembler.i18n.catalogue.pot_file import build_template, update_catalogue
from assembler.i18n.languages.languages import Language
from assembler.i18n.po.po_file import FUZZY, Entry, PoFile
from assembler.i18n.po.review_marks import is_reviewed
from assembler.messages.error_collection import iterate_readable
from assembler.messages.extract import extract_readable
from assembler.model.messages import markup
from assembler.model.messages.message import Message
from assembler.store.project.project import Project
from assembler.structs import Struct, as_data
from assembler.translation.update import is_variant, read_nearest, resolve_languages

EVERYTHING = "all"
"""Name of the row that counts all messages of a language once."""
SHARED = "shared words"
"""Name of the row for messages of no particular document: labels of closed lists, covers of drafts."""

Keys = frozenset[tuple[str, str]]


class TranslationStatus(Struct, frozen=True):
    """Message counts for one language and one document.

    ``document`` is a document type, a benchmark or another source of messages, or ``all``. ``words_left`` is
    the number of English words whose translations are fuzzy or missing. ``obsolete`` is set only for ``all``.
    """

    language: str
    document: str
    messages: int
    translated: int
    fuzzy: int
    untranslated: int
    reviewed: int
    words_left: int
    obsolete: int = 0

    def as_dict(self) -> dict[str, Any]:
        """Return the counts as plain data."""
        return as_data(self)


def compute_status(
    project: Project,
    languages: Iterable[str] = (),
    documents: Iterable[str] = (),
    diagnostics: list[Diagnostic] | None = None,
) -> tuple[TranslationStatus, ...]:
    """Count the translations of each language for the current documents, in total and by document.

    By default, all languages with a catalogue and all documents are counted. Raises ProjectError if a
    language or document does not exist. Unreadable files (a .po, a template) are skipped and reported in
    ``diagnostics``.
    """
    diagnostics = [] if diagnostics is None else diagnostics
    chosen = resolve_languages(project, languages)
    messages = extract_readable(project, diagnostics)
    pot, parts = build_template(messages), _group_messages(project, messages)
    wanted = tuple(documents)
    for name in wanted:
        if name not in parts:
            project.document_type(name)
    shown = {name: keys for name, keys in parts.items() if not wanted or name in wanted}
    files = iterate_readable(chosen, lambda each: (each, read_nearest(project, each)), diagnostics)
    counts = (_count_language(project, each, file, pot, shown) for each, file in files)
    return tuple(status for each in counts for status in each)


def _group_messages(project: Project, messages: Iterable[Message]) -> dict[str, Keys]:
    """Map the name of each type, house style, benchmark, agenda, toolkit, paper and charter to its messages.

    Messages that belong to no single document are under ``SHARED``.
    """
    names = {
        *project.document_types(),
        *project.house_styles(),
        *project.benchmarks(),
        *project.agendas(),
        *project.toolkits(),
        *project.papers(),
    }
    names |= set(project.charters())
    found: dict[str, set[tuple[str, str]]] = {}
    for message in messages:
        for place in message.places:
            name = place.partition(": ")[0]
            found.setdefault(name if name in names else SHARED, set()).add(message.key)
    return {name: frozenset(keys) for name, keys in found.items()}


def _count_language(
    project: Project, language: Language, file: PoFile, pot: PoFile, parts: Mapping[str, Keys]
) -> Iterator[TranslationStatus]:
    entries = update_catalogue(file, pot, language, is_variant=is_variant(project, language)).entries
    live = [entry for entry in entries if not entry.obsolete]
    yield _count_entries(language.code, EVERYTHING, live, obsolete=len(entries) - len(live))
    for name, keys in parts.items():
        yield _count_entries(language.code, name, [entry for entry in live if entry.key in keys])


def _count_entries(code: str, document: str, entries: list[Entry], *, obsolete: int = 0) -> TranslationStatus:
    translated = sum(entry.is_translated for entry in entries)
    fuzzy = sum(FUZZY in entry.flags for entry in entries)
    return TranslationStatus(
        language=code,
        document=document,
        messages=len(entries),
        translated=translated,
        fuzzy=fuzzy,
        untranslated=len(entries) - translated - fuzzy,
        reviewed=sum(map(is_reviewed, entries)),
        words_left=sum(count_words(entry.id) for entry in entries if not entry.is_translated),
        obsolete=obsolete,
    )


def count_words(message: str) -> int:
    """Return the number of words in ``message``, ignoring inline tags and fields.

    >>> count_words("Report <1>{city_of}</1>, page <2/>")
    2
    """
    return len(re.findall(r"[^\W\d_][\w’'-]*", markup.plain_text(message)))
