"""Functions that extract English texts, and update and compile the catalogues."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from assembler.errors import CatalogueError, ProjectError
from assembler.i18n.catalogue.pot_file import (
    build_template,
    find_lost,
    find_similar,
    is_same_typography,
    read_or_create,
    update_catalogue,
)
from assembler.i18n.catalogue.translations import read_translations
from assembler.i18n.languages.languages import SOURCE, Language, get_language, normalise_code
from assembler.i18n.po.po_file import FUZZY, Entry, PoFile, write_po
from assembler.messages.error_collection import collect_results
from assembler.messages.extract import extract
from assembler.model.messages import markup
from assembler.model.messages.pseudo_codes import CODES as PSEUDO
from assembler.store.files.files import read_file, write_file
from assembler.store.files.transaction import lock_and_write
from assembler.store.project.project import Project
from assembler.store.project.search_path import catalogue_path

TEMPLATE = "locales/documents.pot"

Same = Callable[[str, str, bool], bool]
"""Function that takes an old and a new English text and returns whether they differ only by a typing error.

Its third argument is true if the text is new, and false if it already has a fuzzy translation.
"""


def write_template(project: Project) -> bool:
    """Write the .pot and return whether it changed.

    Raises the same errors as ``extract``, and OutputError if the .pot cannot be written.
    """
    return _write_changed(project.root / TEMPLATE, write_po(build_template(extract(project))))


def is_template_current(project: Project) -> bool:
    """Return whether the .pot is up to date, without writing anything.

    Raises the same errors as ``extract``.
    """
    path = project.root / TEMPLATE
    return path.exists() and read_file(path) == write_po(build_template(extract(project)))


def update_catalogues(
    project: Project, languages: Iterable[str] = (), *, is_same: Same | None = None
) -> tuple[str, ...]:
    """Write the .pot, update the .po of each language and return the names of the changed files.

    By default, all languages with a catalogue are updated. A new language gets an empty catalogue.
    ``is_same`` is called once for each pair of similar texts, an old one and a new one. If the result is
    true, the translations of the old text remain valid. Otherwise, they become fuzzy. Raises CatalogueError,
    with the errors of all files, if a .po is broken, and OutputError if a file cannot be written. In both
    cases, nothing is written.
    """
    wanted = resolve_languages(project, languages)
    pot = build_template(extract(project))
    read = dict(
        zip(
            wanted,
            collect_results(wanted, lambda each: read_nearest(project, each), "catalogues"),
            strict=True,
        )
    )
    retyped = _find_retyped(read.values(), pot, is_same) if is_same else {}
    files = {TEMPLATE: write_po(pot)}
    for each, file in read.items():
        fresh = update_catalogue(file, pot, each, retyped, is_variant=is_variant(project, each))
        files[po_path(project, each.code)] = write_po(fresh)
    contents = {project.root / name: data for name, data in files.items()}
    written = lock_and_write(project.root / "locales", contents)
    return tuple(path.relative_to(project.root).as_posix() for path in written)


def _find_retyped(read: Iterable[PoFile], pot: PoFile, is_same: Same) -> dict[str, str]:
    """Map each new text to the old text from which it differs only by typing errors.

    ``is_same`` is called once for each pair.
    """
    answers: dict[tuple[str, str], bool] = {}
    for file in read:
        known = {entry.key: entry for entry in file.entries if not entry.obsolete}
        lost = find_lost(file, pot)
        for entry in pot.entries:
            pair = _find_pair(entry, known.get(entry.key), lost)
            if pair and pair not in answers:
                answers[pair] = is_same(*pair, entry.key not in known)
    return {new: old for (old, new), is_typing in answers.items() if is_typing}


def _find_pair(entry: Entry, known: Entry | None, lost: Iterable[Entry]) -> tuple[str, str] | None:
    """Return an old text and the new text of ``entry`` if the old translation may fit, or else None."""
    if known is None:
        found = find_similar(entry, lost)
        old = found[1].id if found else ""
    else:
        old = known.previous if FUZZY in known.flags else ""
    is_other = old and not is_same_typography(old, entry.id)
    return (old, entry.id) if is_other and not markup.find_differences(old, entry.id) else None


def resolve_languages(project: Project, codes: Iterable[str] = ()) -> tuple[Language, ...]:
    """Return the languages with these codes or, by default, all languages that have a catalogue.

    Folders in ``locales/`` that are not named after a language are skipped. ``check`` reports them. Raises
    ProjectError for unknown codes, all of which it lists, and for languages that are not translated, such as
    English.
    """
    requested = tuple(map(normalise_code, codes))
    if not requested:
        return tuple(get_language(code) for code in project.languages() if code != SOURCE)
    if SOURCE in requested:
        raise ProjectError(
            "English is the source language and has no catalogue", hint="choose another language"
        )
    if made := [code for code in requested if code in PSEUDO]:
        raise ProjectError(
            f"{made[0]} is generated from English in every build and has no catalogue in locales",
            hint="to write one to a file for a translation editor, run `assembler catalogue pseudo`",
        )
    return collect_results(requested, get_language, "languages")


def is_variant(project: Project, language: Language) -> bool:
    """Return whether the catalogue contains only differences from its base, as ``nl-BE`` does from ``nl``."""
    return language.code != language.base and language.base in project.languages()


def po_path(project: Project, code: str) -> str:
    """Return the path of a language's catalogue in a project, whether or not it exists."""
    return catalogue_path(project.layers, project.root, code)


def read_nearest(project: Project, wanted: Language) -> PoFile:
    """Read the project's .po or, failing that, the program's.

    If neither exists, the result is an empty catalogue. Raises CatalogueError if the .po is broken.
    """
    name, data = next(iter(project.catalogues(wanted.code)), (po_path(project, wanted.code), None))
    return read_or_create(data, name, wanted)


def _write_changed(path: Path, data: bytes) -> bool:
    """Write a file unless its content is unchanged, and return whether it was written."""
    if path.exists() and read_file(path) == data:
        return False
    write_file(path, data)
    return True


def compile_catalogues(project: Project, languages: Iterable[str] = ()) -> dict[str, bytes]:
    """Map the codes of ``languages``, by default all, to the bytes of their .mo files.

    Any implementation of gettext can read the files. Raises CatalogueError with all diagnostics if a
    catalogue is broken, invalid or missing.
    """
    wanted = resolve_languages(project, languages)
    made = collect_results(wanted, lambda each: _compile(project, each), "catalogues")
    return {each.code: data for each, data in zip(wanted, made, strict=True)}


def _compile(project: Project, wanted: Language) -> bytes:
    found = project.catalogues(wanted.code)
    if not found:
        hint = f"create one with `assembler catalogue update {wanted.code}`"
        raise CatalogueError("there is no catalogue", location=po_path(project, wanted.code), hint=hint)
    name, data = found[0]
    return read_translations(data, name, wanted).to_mo()
