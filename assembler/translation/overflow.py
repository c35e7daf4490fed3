"""Check for translations that contain a word wider than its table cell, in any house style.

Word processors break such a word in the middle. The messages of templates and the labels of choices are
measured in the fonts of the house style. Texts of records are not measured.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress

from assembler.diagnostics import Diagnostic, Location
from assembler.diagnostics.template_text import BROKEN_WORD
from assembler.errors import CatalogueError
from assembler.i18n.catalogue.catalogue import Catalogue, load_catalogue
from assembler.i18n.languages.languages import Language
from assembler.messages.declarations import find_choices
from assembler.messages.template_cache import open_house_style, open_template
from assembler.model.documents.document_type import DocumentType
from assembler.model.messages import markup
from assembler.store.project.project import Project
from assembler.word.forms.placement_scan import Placeholder, scan_template
from assembler.word.package.package import Package
from assembler.word.package.xml import parse
from assembler.word.style import house_style
from assembler.word.style.cell_fit import CellText, find_answer_texts, find_cell_texts

Cells = Sequence[tuple[str, CellText]]
"""Messages in cells, each with its document type and house style."""


def find_broken_words(project: Project, languages: Sequence[Language]) -> tuple[Diagnostic, ...]:
    """Return a warning (``broken-word``) for each translated word that does not fit in its cell.

    Invalid catalogues are skipped.
    """
    cells = [cell for name in project.document_types() for cell in _find_cells(project, name)]
    found = (each for language in languages for each in _check_language(project, language, cells))
    return tuple(dict.fromkeys(found))


def _check_language(project: Project, language: Language, cells: Cells) -> Iterator[Diagnostic]:
    with suppress(CatalogueError):
        yield from _check_cells(load_catalogue(project, language, project.cache), cells)


def _find_cells(project: Project, name: str) -> Iterator[tuple[str, CellText]]:
    """Yield each message in a cell of the document type, for each house style that fits the type."""
    template, declared = open_template(project, name), project.document_type(name)
    for style_name in project.house_styles():
        style = open_house_style(project, style_name)
        if not house_style.find_missing_styles(template, style):
            styled = house_style.apply_house_style(template, style)
            labels = _find_choice_labels(styled, declared)
            answers = ((holder.paragraph, label, holder.where) for holder, label in labels)
            cells = (*find_cell_texts(styled), *find_answer_texts(styled, answers))
            yield from ((f"{name}, {style_name}", cell) for cell in cells)


def _find_choice_labels(package: Package, declared: DocumentType) -> Iterator[tuple[Placeholder, str]]:
    """Yield the labels of all choices, each with the placeholder that displays it."""
    scan = scan_template(package, parse(package.parts[package.main]))
    for name, column, choice in find_choices(declared):
        tables = scan.lists.get(name, ()) if column else ()
        in_tables = [
            holder for table in tables for holder in table.placeholders.get(f"{table.variable}.{column}", ())
        ]
        for holder in in_tables if column else scan.placeholders.get(name, ()):
            yield from ((holder, member.label) for member in choice)


def _check_cells(catalogue: Catalogue, cells: Cells) -> Iterator[Diagnostic]:
    for where, cell in cells:
        translation = catalogue.gettext(cell.message)
        for each in cell.find_broken_words(markup.plain_text(translation)):
            location = Location(
                f"locales/{catalogue.language.code}", f"{where}: {cell.where}", context=cell.message
            )
            needed, available = f"{each.needs:.0f}", f"{each.room:.0f}"
            yield BROKEN_WORD.at(location, word=each.word, needed=needed, available=available)
