"""Catalogues of the pseudo-languages, generated from the current English texts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assembler.model.messages.pseudo import pseudo_translate
from assembler.model.messages.pseudo_codes import CODES
from assembler.store.project.project import Project
from assembler.structs import replace

if TYPE_CHECKING:
    from assembler.diagnostics import Diagnostic
    from assembler.i18n.po.po_file import Entry


class CatalogueSource:
    """Source of a project's catalogues; those of pseudo-languages, which have no files, are generated."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._made: dict[str, bytes] = {}

    def catalogues(self, language: str) -> Sequence[tuple[str, bytes]]:
        """Return the name and content of each .po file for ``language``."""
        if language not in CODES:
            return self._project.catalogues(language)
        if language not in self._made:
            self._made[language] = build_pseudo_catalogue(self._project, language)
        return ((f"messages in {language}", self._made[language]),)


def build_pseudo_catalogue(project: Project, code: str, faults: list[Diagnostic] | None = None) -> bytes:
    """Return the .po file of a pseudo-language, with every message of the project in brackets.

    Messages of unreadable files are omitted, and the errors are added to ``faults``.
    """
    from assembler.i18n.catalogue.pot_file import build_template, create_catalogue
    from assembler.i18n.languages.languages import get_language
    from assembler.i18n.po.po_file import write_po
    from assembler.messages.extract import (
        extract_readable,
    )  # not needed to build documents in other languages

    said = extract_readable(project, [] if faults is None else faults)
    entries = tuple(_translate_entry(entry, code) for entry in build_template(said).entries)
    empty = replace(
        create_catalogue(get_language(code)), notes=("Made by a program, for looking at documents.",)
    )
    return write_po(replace(empty, entries=entries))


def _translate_entry(entry: Entry, code: str) -> Entry:
    texts = (entry.id,) if entry.plural is None else (entry.id, entry.plural)
    return replace(entry, strings=tuple(pseudo_translate(text, code) for text in texts))
