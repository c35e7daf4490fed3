"""Checks of a complete project (data, templates, catalogues) before any document is built.

One run checks data, declarations, templates, house styles and catalogues. Each diagnostic has a location and
a hint. If a file cannot be read, errors in the others are still reported. Each template is also assembled in
memory with its example record, which reveals names that no view provides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from assembler.assembly.assemble import assemble, build_names
from assembler.assembly.checks.declarations import check_declaration
from assembler.assembly.checks.house_styles import HouseStyles
from assembler.assembly.declared_name_checks import check_view
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order
from assembler.assembly.orders.resolve import expand_parts
from assembler.assembly.orders.templates import build_names_hint
from assembler.assembly.template_context import resolve_order
from assembler.diagnostics import Diagnostic, Level
from assembler.diagnostics.data_files import UNUSED_NOTE
from assembler.diagnostics.translations import TOO_WIDE_WORD
from assembler.errors import AssemblyError, ProgramError
from assembler.i18n.languages.languages import SOURCE
from assembler.messages.declarations import find_unused_notes
from assembler.messages.error_collection import as_diagnostics
from assembler.messages.template_cache import TemplateCache, open_saved_template
from assembler.model.documents.document_type import DocumentType
from assembler.model.messages import markup
from assembler.store.checks.unread_files import report_unread_files
from assembler.store.project.project import Project
from assembler.store.project.project_checks import check_all
from assembler.store.yaml.suggestions import report_unknown
from assembler.translation.check import check_catalogues as check_catalogues
from assembler.translation.check import find_broken_words
from assembler.translation.update import resolve_languages
from assembler.word.check.template_checks import check_template
from assembler.word.forms.placement import check_layout, check_placement
from assembler.word.render.broken_tags import ReadableTemplate, prepare_readable
from assembler.word.template.names import report_missing_name

_NO_NAMES = frozenset({"unknown-record", "unknown-view", "unknown-parts", "unknown-example"})
"""Rules whose diagnostics make it impossible to check the names in a template."""


def lint(project: Project, types: Sequence[str] = ()) -> tuple[Diagnostic, ...]:
    """Return all diagnostics about the project.

    If document ``types`` are given, only these types and the house styles are checked.
    """
    build_context, styles, diagnostics = BuildContext(project), HouseStyles(project), list[Diagnostic]()
    templates = TemplateCache(project)
    if not types:
        diagnostics += (*report_unread_files(project.root), *_collect(partial(check_all, project), "data"))
    diagnostics += styles.report_errors()
    for name in types or project.document_types():
        diagnostics += _check_type(build_context, styles, templates, name)
    if not types:
        diagnostics += _collect(partial(_check_catalogues, project, templates), "locales")
    return tuple(dict.fromkeys(diagnostics))


def _collect(check: Callable[[], Iterable[Diagnostic]], file: str) -> tuple[Diagnostic, ...]:
    """Return the diagnostics from ``check`` and, if it raises an error, that error as a diagnostic."""
    diagnostics: list[Diagnostic] = []
    try:
        diagnostics.extend(check())
    except AssemblyError as error:
        diagnostics += as_diagnostics(error, file=file)
    except Exception as error:  # an error in this program must not hide other diagnostics
        diagnostics += as_diagnostics(ProgramError.of(error, file), file=file)
    return tuple(diagnostics)


def _check_catalogues(project: Project, templates: TemplateCache) -> Iterator[Diagnostic]:
    """Yield the diagnostics about the catalogues of the project.

    Words too wide for their cells are checked only if there are no errors.
    """
    diagnostics = check_catalogues(project, templates=templates)
    is_valid = not any(each.is_error for each in diagnostics)
    yield from (each for each in diagnostics if not (is_valid and each.rule == TOO_WIDE_WORD.id))
    if is_valid:
        yield from find_broken_words(project, resolve_languages(project), templates=templates)


def _check_type(
    build_context: BuildContext, styles: HouseStyles, templates: TemplateCache, name: str
) -> Iterator[Diagnostic]:
    folder, project = f"templates/{name}", build_context.project
    try:
        declared = project.document_type(name)
    except AssemblyError as error:
        yield from as_diagnostics(error, file=folder)
        return
    invalid = _collect(partial(check_declaration, project, declared), f"{folder}/document.yaml")
    yield from invalid
    try:
        template = templates.open(name)
        yield from check_template(open_saved_template(project, name), styles.headers)
    except AssemblyError as error:
        yield from as_diagnostics(error, file=folder)
        return
    unplaced = check_placement(template, declared)
    yield from unplaced
    yield from check_layout(template, declared)
    if "broken-text" not in {each.rule for each in invalid}:
        yield from _check_notes(project, declared, templates)
    yield from styles.report_missing_styles(template)
    has_names = not _NO_NAMES & {each.rule for each in invalid}
    in_document: tuple[Diagnostic, ...] | None = None
    if has_names and not any(each.is_error for each in (*unplaced, *invalid)):
        in_document = _collect(partial(_check_document, build_context, declared, styles), folder)
        if not in_document:  # no tag is broken in a template from which a document was assembled
            return
    read = prepare_readable(template, template.name)
    yield from read.diagnostics
    if in_document is not None and not read.diagnostics:
        yield from in_document
    elif has_names:
        yield from _collect(partial(_check_names, build_context, declared, read, styles), folder)


def _check_notes(project: Project, declared: DocumentType, templates: TemplateCache) -> Iterator[Diagnostic]:
    """Yield diagnostics for translators' notes on placeholders that do not occur in the document's texts."""
    texts = (declared.title, *(message.id for message in templates.texts(declared.name).messages))
    fields = [field for text in texts for field in markup.field_names(text)]
    for name in find_unused_notes(declared, fields):
        location = project.declaration(declared.name).locate(("notes", name))
        yield report_unknown(UNUSED_NOTE, location, name, fields)


def _check_document(
    build_context: BuildContext, declared: DocumentType, styles: HouseStyles
) -> Iterator[Diagnostic]:
    """Assemble the type's example document, and yield a diagnostic for each unknown name.

    The names in the template and in the house styles are checked.
    """
    order = _order_example(build_context, declared)
    yield from check_view(resolve_order(build_context, order))
    assemble(build_context, order)
    names = build_names(build_context, order, with_fields=True)
    yield from styles.report_unknown_names(names, build_names_hint(declared.name))


def _check_names(
    build_context: BuildContext, declared: DocumentType, read: ReadableTemplate, styles: HouseStyles
) -> Iterator[Diagnostic]:
    """Yield diagnostics for unknown names in a template from which no document can be assembled."""
    order = _order_example(build_context, declared)
    yield from check_view(resolve_order(build_context, order))
    names = build_names(build_context, order, with_fields=False)
    yield from styles.report_unknown_names(names, build_names_hint(declared.name))
    yield from _find_unknown_names(read, names, build_names_hint(declared.name))


def _order_example(build_context: BuildContext, declared: DocumentType) -> Order:
    order = Order(declared.name, declared.example, language=SOURCE)
    return expand_parts(build_context.project, [order])[0]


def _find_unknown_names(read: ReadableTemplate, names: Mapping[str, Any], hint: str) -> Iterator[Diagnostic]:
    """Yield diagnostics for unknown names in a template with broken tags.

    Names that a broken loop defines are not reported.
    """
    for missing in read.prepared.find_missing_names(names) if read.prepared else ():
        if missing.at_root and missing.missing not in read.words:
            yield report_missing_name(missing, Level.ERROR, hint)
