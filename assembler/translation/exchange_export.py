"""Export of a catalogue, as XLIFF 2 or a spreadsheet, for agencies that use neither Poedit nor Weblate."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from assembler.diagnostics import Diagnostic, Location
from assembler.diagnostics.catalogues import STALE_CATALOGUE
from assembler.errors import CatalogueError
from assembler.i18n.catalogue.pot_file import build_template, read_length_limit
from assembler.i18n.catalogue.translations import read_plural_forms
from assembler.i18n.languages.languages import SOURCE, Language, get_language
from assembler.i18n.languages.plural_forms import PluralForms
from assembler.i18n.po.po_file import FUZZY, Entry, PoFile, read_po
from assembler.i18n.po.review_marks import is_reviewed, remove_marks
from assembler.i18n.xliff.writer import write_xliff
from assembler.messages.extract import extract_readable
from assembler.model.messages.exchange import Bundle, State, TranslationUnit
from assembler.model.messages.message import short_id
from assembler.store.project.project import Project
from assembler.translation.update import po_path, resolve_languages


def _write_sheet(bundle: Bundle) -> bytes:
    from assembler.store.tables.translation_sheet import (
        write_translation_sheet,  # openpyxl is slow to import
    )

    return write_translation_sheet(bundle)


WRITERS: Mapping[str, Callable[[Bundle], bytes]] = MappingProxyType(
    {"xliff": write_xliff, "xlsx": _write_sheet}
)
SUFFIXES: Mapping[str, str] = MappingProxyType({"xliff": "xlf", "xlsx": "xlsx"})

_EXAMPLES = 3
_LARGE_NUMBER = 1_000_000
"""A large number, which in some languages takes a plural form that no small number takes."""
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def export_catalogue(project: Project, code: str, kind: str) -> bytes:
    """Return the catalogue of ``code`` as a file for an agency.

    ``kind`` is ``xliff`` or ``xlsx``. The same catalogue always produces the same bytes. Raises ProjectError
    if ``code`` is not a language that is translated, and CatalogueError if its catalogue is missing or
    broken.
    """
    (wanted,) = resolve_languages(project, (code,))
    name, file = read_catalogue(project, wanted)
    return WRITERS[kind](build_bundle(file, name, wanted))


def find_stale_catalogues(project: Project, codes: Sequence[str]) -> tuple[Diagnostic, ...]:
    """Return a warning for each catalogue of ``codes`` that lacks messages of the documents.

    Unreadable templates and declarations are also reported. Regional catalogues (``nl-BE``) are skipped,
    because they contain only differences. Raises CatalogueError if one of the other catalogues is missing or
    broken.
    """
    unread: list[Diagnostic] = []
    wanted = {entry.key for entry in build_template(extract_readable(project, unread)).entries}
    stale = (_report_missing(project, get_language(code), wanted) for code in codes if "-" not in code)
    return (*unread, *(diagnostic for each in stale for diagnostic in each))


def _report_missing(project: Project, found: Language, wanted: set[tuple[str, str]]) -> Iterator[Diagnostic]:
    known = {entry.key for entry in read_catalogue(project, found)[1].entries if not entry.obsolete}
    if count := len(wanted - known):
        place = Location(po_path(project, found.code))
        yield STALE_CATALOGUE.at(place, "before an export", count=count, code=found.code)


def read_catalogue(project: Project, wanted: Language) -> tuple[str, PoFile]:
    """Return the name and content of the .po of ``wanted``.

    Raises CatalogueError if it is missing or broken.
    """
    found = project.catalogues(wanted.code)
    if not found:
        known = ", ".join(code for code in project.languages() if code != SOURCE)
        hint = f"choose one of: {known}; or create one with `assembler catalogue update {wanted.code}`"
        raise CatalogueError(f"there is no catalogue for {wanted.code}", location="locales", hint=hint)
    name, data = found[0]
    return name, read_po(data, name)


def build_bundle(file: PoFile, name: str, wanted: Language) -> Bundle:
    """Return all messages in use, as a bundle for an agency.

    Raises CatalogueError if two messages have the same short id, which is unlikely even with a million texts.
    """
    forms = read_plural_forms(file, name, wanted)
    units = tuple(build_unit(entry) for entry in file.entries if not entry.obsolete)
    if len({unit.id for unit in units}) < len(units):
        hint = "change a word in one of the two English texts"
        raise CatalogueError("two messages of this catalogue have the same id", location=name, hint=hint)
    for_one = frozenset(form for form in range(forms.count) if forms.is_for_one_number(form))
    return Bundle(wanted.code, name, units, tuple(_list_example_numbers(forms)), for_one)


def build_unit(entry: Entry) -> TranslationUnit:
    """Return the translation unit of ``entry``."""
    return TranslationUnit(
        id=short_id(entry.id, entry.context),
        source=entry.id,
        plural=entry.plural,
        strings=entry.strings,
        state=get_state(entry),
        context=entry.context,
        note=join_notes(entry),
        places=entry.places,
        comments=entry.comments,
        previous=entry.previous,
        limit=read_length_limit(entry),
    )


def get_state(entry: Entry) -> State:
    """Return the state of the translation of ``entry``."""
    if not any(entry.strings):
        return State.UNTRANSLATED
    if FUZZY in entry.flags:
        return State.FUZZY
    if not entry.is_translated:
        return State.UNTRANSLATED
    return State.REVIEWED if is_reviewed(entry) else State.TRANSLATED


def join_notes(entry: Entry) -> str:
    """Return the translators' comments, one on each line.

    Review marks are not included, because they are exported as a state.
    """
    return _UNWRITABLE.sub("", "\n".join(remove_marks(entry).notes))


def _list_example_numbers(forms: PluralForms) -> Iterator[str]:
    """Yield, for each plural form, the first numbers that use it: "1", "0, 2, 3, …"."""
    for form in range(forms.count):
        taking = [n for n in (*range(_EXAMPLES * 100), _LARGE_NUMBER) if forms.form(n) == form]
        more = ", …" if len(taking) > _EXAMPLES else ""
        yield ", ".join(f"{n:,}" for n in taking[:_EXAMPLES]) + more
