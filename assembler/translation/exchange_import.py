"""Import of a file from an agency into the catalogue, with either all of its changes or none.

The import is a three-way merge of the exported, the returned and the current version. Messages that the
agency did not change are left unchanged. If both sides changed a message, or its English text has changed
since the export, the message is reported as a conflict and also left unchanged. Any error stops the import.
All errors are reported together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher, get_close_matches
from pathlib import Path, PurePath
from textwrap import shorten
from typing import Any

from assembler.diagnostics import Diagnostic, Location
from assembler.diagnostics.translation_files import (
    CHANGED_ENGLISH,
    EMPTY_TRANSLATION,
    IMPORT_CONFLICT,
    LEFTOVER_TRANSLATION,
    MISSING_PLURAL_FORM,
    OMITTED_MESSAGE,
    STILL_FUZZY,
    UNKNOWN_ID,
)
from assembler.errors import AssemblyError, CatalogueError, FileError
from assembler.i18n.catalogue.translations import read_plural_forms
from assembler.i18n.checks.catalogue_checks import find_errors, parse_form
from assembler.i18n.languages.languages import Language, get_language, normalise_code
from assembler.i18n.languages.plural_forms import PluralForms
from assembler.i18n.po.po_file import FUZZY, Entry, PoFile, write_po
from assembler.i18n.po.review_marks import add_mark, remove_marks
from assembler.i18n.xliff.reader import read_xliff
from assembler.messages.error_collection import as_diagnostics
from assembler.model.messages.exchange import ReturnedUnit, State, compute_base
from assembler.model.messages.message import short_id
from assembler.store.files.files import read_file
from assembler.store.files.transaction import lock_and_write
from assembler.store.project.project import Project
from assembler.store.tables.workbook import is_workbook
from assembler.structs import Struct, field, replace
from assembler.translation.exchange_export import build_unit, get_state, join_notes, read_catalogue
from assembler.translation.update import po_path

_TEXT_LENGTH = 60
_SIMILARITY = 0.6
_BEFORE_XML = b"\xef\xbb\xff\xfe \t\r\n"
"""Bytes that may precede XML: byte order marks and white space."""
_TYPED = "enter the translations in the .xlsx workbook written by `assembler catalogue export`"
_HINTS = {
    ".csv": f"a .csv file does not record what was exported; {_TYPED}",
    ".tsv": f"a .tsv file does not record what was exported; {_TYPED}",
    ".po": "a .po file is a catalogue itself: save it as locales/<language>/LC_MESSAGES/documents.po",
}
_ASK = "ask the agency to return the file that it received, with the translations"


class ImportResult(Struct, frozen=True):
    """The result of importing a file from an agency.

    ``data`` is the new content of the catalogue ``name``. The result also contains the changed ids and any
    diagnostics.
    """

    language: str
    name: str
    data: bytes
    changed: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return the result as plain data, for ``--format json``."""
        diagnostics = [diagnostic.as_dict() for diagnostic in self.diagnostics]
        return {"language": self.language, "catalogue": self.name, "changed": list(self.changed),
                "diagnostics": diagnostics}  # fmt: skip


def import_files(
    project: Project, files: Sequence[Path], *, reviewer: str, expected: str = "", write: bool = True
) -> tuple[ImportResult, ...]:
    """Import all files, or none if one of them has an error.

    ``reviewer`` and ``expected`` are described in ``import_file``. The catalogues are written unless
    ``write`` is false. Raises the error of the first invalid file, with the diagnostics of all files. Raises
    CatalogueError if two files are in the same language.
    """
    taken: list[ImportResult] = []
    refused: list[AssemblyError] = []
    for path in files:
        try:
            taken.append(
                import_file(project, read_file(path), path.name, reviewer=reviewer, expected=expected)
            )
        except AssemblyError as error:
            refused.append(error)
    if refused:
        raise _combine_errors(refused)
    twice = [each.language for each in taken if sum(each.language == other.language for other in taken) > 1]
    if twice:
        what = f"more than one of the files is in {twice[0]}"
        raise CatalogueError(what, hint="import these files one at a time, the most recent one last")
    changed = {project.root / po_path(project, each.language): each.data for each in taken if each.changed}
    if write:
        lock_and_write(project.root / "locales", changed)
    return tuple(taken)


def _combine_errors(refused: Sequence[AssemblyError]) -> AssemblyError:
    """Add the diagnostics of all other errors to the first one, and return it."""
    first, *others = refused
    first.diagnostics = (
        *first.diagnostics,
        *(diagnostic for error in others for diagnostic in as_diagnostics(error)),
    )
    return first


def import_file(
    project: Project, data: bytes, name: str, *, reviewer: str, expected: str = ""
) -> ImportResult:
    """Return the changes in the file ``data`` without writing anything.

    The content of ``data`` must be XLIFF 2 or .xlsx. ``reviewer`` is stored with reviewed messages.
    ``expected`` is the required language of the file. Raises FileError for any other kind of file, and
    CatalogueError with all diagnostics if the file has errors.
    """
    read = _read_file(data, name)
    wanted = _find_language(project, read.language)
    if expected and wanted != _find_language(project, expected):
        message = f"the language of the file is {read.language}, not {expected}"
        raise CatalogueError(message, location=name, hint=f"choose the file for {expected}")
    po_name, file = read_catalogue(project, wanted)
    importer = _Import(name, file, read_plural_forms(file, po_name, wanted), reviewer, list(read.errors))
    changes = importer.changes(read.units)
    if importer.errors:
        count = "1 error" if len(importer.errors) == 1 else f"{len(importer.errors)} errors"
        raise CatalogueError(f"{count} in the file; nothing was imported", location=name,
                             hint="fix the errors listed below, or ask the agency to do so",
                             diagnostics=(*importer.errors, *importer.warnings))  # fmt: skip
    entries = tuple(changes.get(entry.key, entry) if not entry.obsolete else entry for entry in file.entries)
    diagnostics = (*importer.warnings, *_report_left_out(read, name))
    ids = tuple(short_id(entry.id, entry.context) for entry in changes.values())
    return ImportResult(wanted.code, po_name, write_po(replace(file, entries=entries)), ids, diagnostics)


def _find_language(project: Project, code: str) -> Language:
    """Return the language of a file.

    Translation tools write ``fi-FI`` where the catalogue is ``fi``.
    """
    found = get_language(normalise_code(code))
    plain = get_language(found.base)
    return plain if found.tag == plain.tag and not project.catalogues(found.code) else found


class _Read(Struct, frozen=True):
    language: str
    units: Sequence[ReturnedUnit]
    errors: Sequence[Diagnostic]
    left_out: Sequence[str] = ()


def _read_file(data: bytes, name: str) -> _Read:
    if is_workbook(data):
        from assembler.store.tables.translation_sheet_reader import read_translation_sheet

        sheet = read_translation_sheet(data, name)
        return _Read(sheet.language, sheet.units, sheet.errors, sheet.missing_ids)
    if not data.replace(b"\x00", b"").lstrip(_BEFORE_XML).startswith(b"<"):
        hint = _HINTS.get(PurePath(name).suffix.lower(), _ASK)
        raise FileError("this is neither an XLIFF file nor an .xlsx workbook", location=name, hint=hint)
    file = read_xliff(data, name)
    return _Read(file.language, file.units, file.errors)


def _report_left_out(read: _Read, name: str) -> Iterator[Diagnostic]:
    if read.left_out:
        few = ", ".join([*read.left_out[:3], *(["…"] if len(read.left_out) > 3 else [])])
        yield OMITTED_MESSAGE.at(Location(name), count=len(read.left_out), ids=few)


class _Import(Struct):
    """An import of translations into one catalogue.

    ``errors`` stop the import, and ``warnings`` are all other diagnostics.
    """

    name: str
    file: PoFile
    forms: PluralForms
    reviewer: str
    errors: list[Diagnostic]
    warnings: list[Diagnostic] = field(default_factory=list)

    def changes(self, units: Sequence[ReturnedUnit]) -> dict[tuple[str, str], Entry]:
        """Map the key of each entry that ``units`` change to the changed entry."""
        live = {short_id(each.id, each.context): each for each in self.file.entries if not each.obsolete}
        changed: dict[tuple[str, str], Entry] = {}
        for unit in units:
            entry = live.get(unit.id)
            if entry is None:
                self._report_unknown(unit)
            elif self._is_current(unit, entry) and (taken := self._change_entry(unit, entry)) is not None:
                changed[entry.key] = taken
        return changed

    def _report_unknown(self, unit: ReturnedUnit) -> None:
        """Report an id that is missing from the catalogue.

        Either the id is unknown, or its English text has changed.
        """
        if short_id(unit.source, unit.context) != unit.id:
            self.errors.append(UNKNOWN_ID.at(self._locate(unit), id=unit.id))
            return
        if compute_base(unit.strings, unit.state, unit.note) == unit.base:
            return  # the agency left it as it was
        place, theirs = self._locate(unit), _shorten(unit.strings[0])
        if english := self._find_present_text(unit.source):
            conflict = IMPORT_CONFLICT.at(place, "changed English", english=_shorten(english), theirs=theirs)
        else:
            conflict = IMPORT_CONFLICT.at(place, "missing English", theirs=theirs)
        self.warnings.append(conflict)

    def _find_present_text(self, old: str) -> str:
        """Return the English text that replaced ``old`` or resembles it, or "" if no text does."""
        texts = [entry.id for entry in self.file.entries if not entry.obsolete]
        followed = [entry.id for entry in self.file.entries if entry.previous == old]
        return next(iter(followed or get_close_matches(old, texts, n=1, cutoff=0.6)), "")

    def _is_current(self, unit: ReturnedUnit, entry: Entry) -> bool:
        """Return whether the unit has the English text of ``entry`` and the same number of plural forms.

        A difference is reported as an error.
        """
        if unit.plural is None and len(unit.strings) > 1:
            return False
        same = (unit.source, unit.plural) == (entry.id, entry.plural)
        if entry.plural is not None:
            same = {unit.source, unit.plural or ""} <= {entry.id, entry.plural}
        if not same:
            self.errors.append(CHANGED_ENGLISH.at(self._locate(unit), english=_shorten(entry.id)))
        elif len(unit.strings) != len(entry.strings):
            self.errors.append(
                MISSING_PLURAL_FORM.at(
                    self._locate(unit), "other number", count=len(unit.strings), usual=len(entry.strings)
                )
            )
            return False
        return same

    def _change_entry(self, unit: ReturnedUnit, entry: Entry) -> Entry | None:
        """Return ``entry`` as changed by the unit, or None if it must stay as it is.

        It stays if the unit changes nothing, conflicts with a change made here, or is invalid. Conflicts and
        errors are reported.
        """
        now = build_unit(entry)
        came = compute_base(unit.strings, unit.state, unit.note)
        if came == now.base or came == unit.base:
            return None
        state = self._choose_state(unit, entry)
        if state is None:
            return None
        if unit.base and unit.base != now.base:
            if (unit.strings, state, unit.note) != (now.strings, now.state, now.note):
                ours, theirs = _shorten(entry.strings[0]), _shorten(unit.strings[0])
                self.warnings.append(IMPORT_CONFLICT.at(self._locate(unit), ours=ours, theirs=theirs))
            return None
        taken = self._apply_unit(unit, entry, state)
        return None if self._report_leftover(unit, entry) or not self._is_valid(unit, taken) else taken

    def _choose_state(self, unit: ReturnedUnit, entry: Entry) -> State | None:
        """Return the state of a translation, such as reviewed, for the catalogue.

        A new text counts as translated even if its state was not changed. If a translation is missing, an
        error is reported and the result is None.
        """
        is_new_text = unit.strings != entry.strings
        if any(unit.strings) and not all(unit.strings) and is_new_text:
            empty = next(
                where for where, text in zip(unit.string_locations, unit.strings, strict=False) if not text
            )
            self.errors.append(MISSING_PLURAL_FORM.at(self._locate(unit, empty)))
            return None
        if not any(unit.strings):
            if unit.state in (State.TRANSLATED, State.REVIEWED):
                self.errors.append(EMPTY_TRANSLATION.at(self._locate(unit), state=str(unit.state)))
                return None
            return State.UNTRANSLATED
        if unit.state is State.UNTRANSLATED:
            return State.TRANSLATED if is_new_text else get_state(entry)
        if unit.state is State.FUZZY and is_new_text:
            self.warnings.append(STILL_FUZZY.at(self._locate(unit)))
        return unit.state

    def _apply_unit(self, unit: ReturnedUnit, entry: Entry, state: State) -> Entry:
        fuzzy = frozenset({FUZZY}) if state is State.FUZZY else frozenset()
        previous = entry.previous if state is State.FUZZY else ""
        taken = replace(entry, strings=unit.strings, flags=entry.flags - {FUZZY} | fuzzy, previous=previous)
        if unit.note != join_notes(entry):
            marks = tuple(note for note in entry.notes if note not in remove_marks(entry).notes)
            taken = replace(taken, notes=(*(re.split("\r\n|\r|\n", unit.note) if unit.note else ()), *marks))
        if state is not State.REVIEWED:
            return remove_marks(taken)
        return taken if get_state(taken) is State.REVIEWED else add_mark(taken, self.reviewer)

    def _is_valid(self, unit: ReturnedUnit, taken: Entry) -> bool:
        """Return whether the fields, inline tags and plural forms of ``taken`` are valid.

        All errors are reported.
        """
        found = find_errors(replace(self.file, entries=(taken,)), self.name, self.forms)
        for diagnostic in found:
            form = 0 if len(unit.string_locations) == 1 else parse_form(diagnostic.location)
            where = unit.where if form is None else unit.string_locations[form]
            place = Location(self.name, where, context=diagnostic.location.context)
            kept = self.errors if diagnostic.is_error else self.warnings
            kept.append(replace(diagnostic, location=place))
        return not any(diagnostic.is_error for diagnostic in found)

    def _report_leftover(self, unit: ReturnedUnit, entry: Entry) -> bool:
        """Report a new translation that ends with part of the old one, and return whether it does.

        translate-toolkit 3.20 replaces only the text before the first inline code of a target.
        """
        for new, old, where in zip(unit.strings, entry.strings, unit.string_locations, strict=False):
            if _ends_with_old_text(new, old):
                self.errors.append(LEFTOVER_TRANSLATION.at(self._locate(unit, where)))
                return True
        return False

    def _locate(self, unit: ReturnedUnit, where: str = "") -> Location:
        return Location(self.name, where or unit.where, context=_shorten(unit.source))


def _shorten(text: str) -> str:
    return shorten(text, _TEXT_LENGTH, placeholder="…")


def _ends_with_old_text(new: str, old: str) -> bool:
    """Return whether ``new`` is a complete text followed by ``old`` from its first code onwards."""
    first = next((at for at, sign in enumerate(old) if sign in "{<"), len(old))
    before, after = old[:first], old[first:]
    if not after or not new.endswith(after):
        return False
    start = new[: len(new) - len(after)]
    if any(code in start for code in re.findall(r"\{[\w.]+\}|<\d+/?>", after)):
        return start != before
    return _measure_similarity(start, re.sub(r"</?\d+/?>", "", old)) > max(
        _SIMILARITY, _measure_similarity(start, before)
    )


def _measure_similarity(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
