"""Checks of a project's catalogues and English texts.

Word processors break a word in the middle if it is wider than its table cell. Messages of templates and
labels of choices are therefore measured in the fonts of each house style. Texts of records are not measured.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial

from assembler.assembly.language_checks import report_unnamed_cities
from assembler.diagnostics import Diagnostic, Location
from assembler.diagnostics.catalogues import (
    DUPLICATE_LANGUAGE,
    FUZZY_TRANSLATION,
    MISSING_CATALOGUE,
    MISSING_TRANSLATION,
    STALE_CATALOGUE,
    UNKNOWN_CATALOGUE_LANGUAGE,
    UNKNOWN_GLOSSARY_LANGUAGE,
    UNUSED_CONTEXT,
)
from assembler.diagnostics.template_text import BROKEN_WORD
from assembler.errors import AssemblyError, CatalogueError
from assembler.i18n.catalogue.catalogue import Catalogue, load_catalogue
from assembler.i18n.catalogue.pot_file import build_template, update_catalogue
from assembler.i18n.catalogue.translations import read_plural_forms
from assembler.i18n.checks.catalogue_checks import MessageConstraints, find_warnings, remove_invalid
from assembler.i18n.checks.catalogue_checks import find_errors as check_texts
from assembler.i18n.checks.terminology import TermChecker
from assembler.i18n.checks.text_checks import check_grammar
from assembler.i18n.languages.languages import Language, is_language, normalise_code
from assembler.i18n.languages.plural_forms import get_plural_forms
from assembler.i18n.po.po_file import FUZZY, Entry, PoFile, read_po
from assembler.messages.declarations import find_choices
from assembler.messages.error_collection import as_diagnostics
from assembler.messages.extract import extract_readable
from assembler.messages.template_cache import TemplateCache, find_overflows
from assembler.model.documents.document_type import DocumentType
from assembler.model.messages import markup
from assembler.model.messages.message import Message
from assembler.model.reference.glossary import Glossary
from assembler.store.project.project import Project
from assembler.store.project.resources import GLOSSARY
from assembler.store.project.search_path import list_catalogue_folders
from assembler.structs import Struct
from assembler.translation.update import TEMPLATE, is_variant, po_path, resolve_languages
from assembler.word.forms.template_scan import scan_template
from assembler.word.messages.translation_units import read_units
from assembler.word.package.package import Package
from assembler.word.package.xml import parse
from assembler.word.style.overflowing_words import (  # fmt: skip
    CellMessage,
    CellText,
    find_cell_messages,
    measure_cells,
    number_paragraphs,
)

_PLACES_NAMED = 2


def check_catalogues(
    project: Project, languages: Iterable[str] = (), *, templates: TemplateCache | None = None
) -> tuple[Diagnostic, ...]:
    """Return the diagnostics of the English texts and of the catalogues.

    English texts are checked for paragraphs that cannot be translated and words that belong in a field.
    Catalogues are checked for invalid, suspicious and missing translations, missing messages, and errors in
    the file itself, each with its line. Unreadable templates and declarations are reported, and the others
    are still checked.

    By default, all ``languages`` with a catalogue are checked, and folders that are not named after a
    language are also reported. ``templates`` is an optional cache. Raises ProjectError if one of
    ``languages`` does not exist.
    """
    codes = tuple(languages)
    wanted = resolve_languages(project, codes)
    templates = templates or TemplateCache(project)
    unread: list[Diagnostic] = []
    messages = extract_readable(project, unread, templates)
    terms, of_glossary = _load_glossary(project)
    requirements = _Template(
        build_template(messages), _build_constraints(messages, _collect_cells(templates)), TermChecker(terms)
    )
    of_catalogues = (
        diagnostic for each in wanted for diagnostic in _check_catalogue(project, each, requirements)
    )
    unnamed = (diagnostic for each in wanted for diagnostic in _report_unnamed_cities(project, each))
    of_folders = () if codes else tuple(_report_unused_folders(project))
    in_english = (
        *_report_untranslatable(templates, requirements.pot),
        *_report_unused_contexts(project, templates, messages),
    )
    return (*unread, *in_english, *of_glossary, *of_folders, *of_catalogues, *unnamed)


def _load_glossary(project: Project) -> tuple[Glossary, tuple[Diagnostic, ...]]:
    """Return the glossary and its diagnostics.

    The glossary is empty if it cannot be read.
    """
    try:
        terms = project.glossary()
    except AssemblyError as error:
        return Glossary(), as_diagnostics(error)
    return terms, tuple(_report_unknown_languages(project, terms))


def _report_unnamed_cities(project: Project, wanted: Language) -> tuple[Diagnostic, ...]:
    """Return diagnostics for cities without a name in the language ``wanted``.

    If the file of cities is broken, the result is empty, because ``lint`` reports the file.
    """
    try:
        return tuple(report_unnamed_cities(project, wanted))
    except AssemblyError:
        return ()


def _report_unknown_languages(project: Project, glossary: Glossary) -> Iterator[Diagnostic]:
    """Yield diagnostics for terms in an unknown language, which are never compared with a catalogue."""
    found = project.layers.find_first(GLOSSARY)
    for number, term in enumerate(glossary.terms):
        for key, texts in (("say", term.say), ("never", term.never)):
            for code in texts:
                if found and not is_language(code):
                    place = project.yaml(found).locate(("terms", number, key, code))
                    yield UNKNOWN_GLOSSARY_LANGUAGE.at(place, code=code)


class _Template(Struct, frozen=True):
    """Requirements that catalogues must meet: the .pot, the constraints on each message and the glossary."""

    pot: PoFile
    constraints: Mapping[tuple[str, str], MessageConstraints]
    terms: TermChecker


def _collect_cells(templates: TemplateCache) -> dict[str, tuple[CellText, ...]]:
    """Map each message to the cells that contain it, in all templates."""
    found: dict[str, tuple[CellText, ...]] = {}
    for name in templates.readable_types():
        for message, cells in templates.cells(name).items():
            found[message] = (*found.get(message, ()), *cells)
    return found


def _build_constraints(
    messages: Iterable[Message], cells: Mapping[str, tuple[CellText, ...]]
) -> dict[tuple[str, str], MessageConstraints]:
    """Map each message to its first locations, as text, and to its limits on length and width."""
    places: dict[tuple[str, str], dict[str, None]] = {}
    longest: dict[tuple[str, str], int] = {}
    for message in messages:
        places.setdefault(message.key, {}).update(dict.fromkeys(message.places))
        if message.longest is not None:
            longest[message.key] = min(message.longest, longest.get(message.key, message.longest))
    return {
        key: MessageConstraints(
            _join_locations(list(where)), longest.get(key), partial(find_overflows, cells.get(key[1], ()))
        )
        for key, where in places.items()
    }


def _join_locations(places: list[str]) -> str:
    more = len(places) - _PLACES_NAMED
    return "; ".join(places[:_PLACES_NAMED]) + (f"; and {more} more" if more > 0 else "")


def _report_untranslatable(templates: TemplateCache, pot: PoFile) -> Iterator[Diagnostic]:
    for name in templates.readable_types():
        yield from templates.texts(name).diagnostics
    for entry in pot.entries:
        yield from check_grammar(entry, TEMPLATE)


def _report_unused_contexts(
    project: Project, templates: TemplateCache, messages: Iterable[Message]
) -> Iterator[Diagnostic]:
    """Yield diagnostics for message contexts whose texts do not occur in documents of the declared type."""
    known = {(place.partition(": ")[0], message.id) for message in messages for place in message.places}
    for name in templates.readable_types():
        for text in project.document_type(name).contexts:
            if (name, text) not in known:
                place = Location(file=f"templates/{name}/document.yaml", position="contexts", context=text)
                yield UNUSED_CONTEXT.at(place)


def _report_unused_folders(project: Project) -> Iterator[Diagnostic]:
    """Yield diagnostics for catalogues that are never used.

    Their folder is not named after a language, or another folder is for the same language.
    """
    folders = list_catalogue_folders(project.layers)
    for folder in folders:
        place = Location(file=f"locales/{folder}/LC_MESSAGES/documents.po")
        code = normalise_code(folder)
        if not is_language(code):
            yield UNKNOWN_CATALOGUE_LANGUAGE.at(place, folder=folder)
        elif folder != code and code in folders:
            yield DUPLICATE_LANGUAGE.at(place, code=code)


def _check_catalogue(project: Project, wanted: Language, requirements: _Template) -> Iterator[Diagnostic]:
    found = project.catalogues(wanted.code)
    if not found:
        yield MISSING_CATALOGUE.at(Location(file=po_path(project, wanted.code)), code=wanted.code)
    for layer, (name, data) in enumerate(found):
        try:
            file = read_po(data, name)
        except AssemblyError as error:
            yield from as_diagnostics(error)
            continue
        try:
            forms = read_plural_forms(file, name, wanted)
        except AssemblyError as error:
            yield from as_diagnostics(error)
            forms = get_plural_forms(wanted)
        refused = check_texts(file, name, forms, requirements.constraints)
        yield from refused
        if layer == 0:  # users cannot change the lower layers, which come with the program
            accepted = remove_invalid(file, refused)
            yield from find_warnings(accepted, name, wanted, requirements.constraints)
            yield from requirements.terms.check(accepted, name, wanted, requirements.constraints)
            fresh = update_catalogue(file, requirements.pot, wanted, is_variant=is_variant(project, wanted))
            live = [entry for entry in fresh.entries if not entry.obsolete]
            known = {entry.key for entry in file.entries if not entry.obsolete}
            if count := sum(entry.key not in known for entry in live):
                yield STALE_CATALOGUE.at(Location(file=name), count=count, code=wanted.code)
            yield from _report_untranslated(live, name, requirements)


def _report_untranslated(live: Iterable[Entry], name: str, requirements: _Template) -> Iterator[Diagnostic]:
    for entry in live:
        if not entry.is_translated:
            where = requirements.constraints[entry.key].where
            place = Location(file=name, position=where, line=entry.line or None, context=entry.id)
            yield (FUZZY_TRANSLATION if FUZZY in entry.flags else MISSING_TRANSLATION).at(place)


Cells = Mapping[str, Sequence[tuple[str, CellText]]]
"""Maps messages to their cells, each with its document type and house style."""


def find_broken_words(
    project: Project, languages: Sequence[Language], *, templates: TemplateCache | None = None
) -> tuple[Diagnostic, ...]:
    """Return a ``broken-word`` warning for each translated word that does not fit in its cell.

    Invalid catalogues are skipped. ``templates`` is an optional cache.
    """
    templates = templates or TemplateCache(project)
    cells: dict[str, list[tuple[str, CellText]]] = {}
    for where, cell in _find_cells(project, templates):
        cells.setdefault(cell.message, []).append((where, cell))
    found = (each for language in languages for each in _check_language(project, language, cells))
    return tuple(dict.fromkeys(found))


def _check_language(project: Project, language: Language, cells: Cells) -> Iterator[Diagnostic]:
    with suppress(CatalogueError):
        yield from _check_cells(load_catalogue(project, language, project.cache), cells)


def _find_cells(project: Project, templates: TemplateCache) -> Iterator[tuple[str, CellText]]:
    """Yield each message in a table cell, with the names of its document type and house style.

    Each document type is measured in every house style that has the styles it needs. The messages of a
    template are found once for all house styles.
    """
    styles = {name: templates.open_style(name) for name in project.house_styles()}
    for style_name, style in styles.items():
        yield from ((style_name, cell) for cell in _find_header_cells(style))
    for name in project.document_types():
        template, declared = templates.open(name), project.document_type(name)
        messages = (*_find_messages(templates, name), *_find_choice_labels(template, declared))
        for style_name in styles:
            for cell in templates.measure_in_style(name, style_name, messages):
                yield f"{name}, {style_name}", cell


def _find_messages(templates: TemplateCache, name: str) -> Iterator[CellMessage]:
    """Yield the messages in cells of a template, except those of headers, which house styles replace."""
    headers = _list_headers(templates.open(name))
    return (each for each in templates.cell_messages(name) if each.part not in headers)


def _find_header_cells(style: Package) -> Iterator[CellText]:
    """Yield the messages in cells of the headers and footers of a house style."""
    return measure_cells(style, find_cell_messages(read_units(style, _list_headers(style))))


def _list_headers(package: Package) -> tuple[str, ...]:
    return (*package.related("header"), *package.related("footer"))


def _find_choice_labels(package: Package, declared: DocumentType) -> Iterator[CellMessage]:
    """Yield the labels of all choices, each with the placeholders that display it."""
    root = parse(package.parts[package.main])
    scan, paragraphs = scan_template(package, root), number_paragraphs({package.main: root})
    for name, column, choice in find_choices(declared):
        tables = scan.lists.get(name, ()) if column else ()
        in_tables = [
            holder for table in tables for holder in table.placeholders.get(f"{table.variable}.{column}", ())
        ]
        for holder in in_tables if column else scan.placeholders.get(name, ()):
            paragraph = paragraphs[holder.paragraph]
            yield from (CellMessage(member.label, holder.where, *paragraph) for member in choice)


def _check_cells(catalogue: Catalogue, cells: Cells) -> Iterator[Diagnostic]:
    for message, places in cells.items():
        text = markup.plain_text(catalogue.gettext(message))
        for where, cell in places:
            for each in cell.find_broken_words(text):
                location = Location(
                    f"locales/{catalogue.language.code}", f"{where}: {cell.where}", context=message
                )
                needed, available = f"{each.needs:.0f}", f"{each.room:.0f}"
                yield BROKEN_WORD.at(location, word=each.word, needed=needed, available=available)
