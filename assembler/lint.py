"""Lint: what is wrong with the project itself, before anybody builds a document from it.

Data, declarations, templates, house styles and catalogues, all at once; each diagnostic has a location and a
hint. A file that cannot be read never hides what is wrong in another one. A template is also assembled with
its example record, in memory, so that a name which no view gives is found here and not in front of a mayor.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from assembler.assembly.assemble import assemble, names_for
from assembler.assembly.checks.declarations import check_declaration
from assembler.assembly.checks.house_styles import HouseStyles
from assembler.assembly.orders.context import Workshop, hint_for
from assembler.assembly.orders.order import Order
from assembler.assembly.orders.resolve import each_part
from assembler.assembly.template_context import drafted
from assembler.assembly.view_checks import seen_faults
from assembler.diagnostics import Diagnostic, Level
from assembler.errors import AssemblyError, ProgramError
from assembler.i18n.checks.checks import TOO_WIDE
from assembler.i18n.languages.languages import SOURCE
from assembler.messages.error_collection import as_findings
from assembler.messages.placeholder_notes import unused_notes
from assembler.messages.template_cache import opened_template, template_file
from assembler.model.documents.document_type import DocumentType
from assembler.model.messages import markup
from assembler.store.checks.unread_files import unread_files
from assembler.store.project.project import Project
from assembler.store.yaml.suggest import suggestion
from assembler.translation.check import check_catalogues as check_catalogues
from assembler.translation.overflow import find_broken_words
from assembler.translation.update import resolve_languages
from assembler.word.check.template_checks import check_template
from assembler.word.forms.placement import check_layout, check_placement
from assembler.word.messages.extract import extract_messages
from assembler.word.package.package import Package
from assembler.word.render.broken_tags import ReadableTemplate, prepare_readable
from assembler.word.template.names import report_missing_name

_NO_NAMES = frozenset({"unknown-record", "unknown-view", "unknown-parts", "unknown-example"})
"""With one of these, nobody can say which names a template may use."""


def lint(project: Project, types: Sequence[str] = ()) -> tuple[Diagnostic, ...]:
    """Every diagnostic about the project; about ``types`` only where some are named."""
    workshop, styles, diagnostics = Workshop(project), HouseStyles(project), list[Diagnostic]()
    if not types:
        diagnostics += (*unread_files(project.root), *_found(project.faults, "data"))
    diagnostics += styles.faults()
    for name in types or project.document_types():
        diagnostics += _of_type(workshop, styles, name)
    if not types:
        diagnostics += _found(partial(_of_catalogues, project), "locales")
    return tuple(dict.fromkeys(diagnostics))


def _found(look: Callable[[], Iterable[Diagnostic]], file: str) -> tuple[Diagnostic, ...]:
    """What ``look`` finds; where it has to stop, what it had found and why it stopped."""
    found: list[Diagnostic] = []
    try:
        found.extend(look())
    except AssemblyError as error:
        found += as_findings(error, file=file)
    except Exception as error:  # a mistake of ours hides nothing that is wrong elsewhere
        found += as_findings(ProgramError.of(error, file), file=file)
    return tuple(found)


def _of_catalogues(project: Project) -> Iterator[Diagnostic]:
    """What is wrong in the texts, and words too wide for their cells once the texts are sound."""
    found = check_catalogues(project)
    is_sound = not any(each.is_error for each in found)
    yield from (each for each in found if not (is_sound and each.rule == TOO_WIDE))
    if is_sound:
        yield from find_broken_words(project, resolve_languages(project))


def _of_type(workshop: Workshop, styles: HouseStyles, name: str) -> Iterator[Diagnostic]:
    folder, project = f"templates/{name}", workshop.project
    try:
        declared = project.document_type(name)
    except AssemblyError as error:
        yield from as_findings(error, file=folder)
        return
    unsound = _found(partial(check_declaration, project, declared), f"{folder}/document.yaml")
    yield from unsound
    try:
        template = opened_template(project, name)
        yield from check_template(template_file(project, name), styles.headers)
    except AssemblyError as error:
        yield from as_findings(error, file=folder)
        return
    unplaced = check_placement(template, declared)
    yield from unplaced
    yield from check_layout(template, declared)
    if "broken-text" not in {each.rule for each in unsound}:
        yield from _unused_notes(project, declared, template)
    yield from styles.missing_from(template)
    read = prepare_readable(template, template.name)
    yield from read.diagnostics
    if not _NO_NAMES & {each.rule for each in unsound}:
        is_sound = not any(each.is_error for each in (*read.diagnostics, *unplaced, *unsound))
        yield from _found(partial(_of_names, workshop, declared, read, styles, is_sound=is_sound), folder)


def _unused_notes(project: Project, declared: DocumentType, template: Package) -> Iterator[Diagnostic]:
    """Notes to translators about fields that no text of the document has."""
    texts = (declared.title, *(message.id for message in extract_messages(template, declared.name)))
    fields = [field for text in texts for field in markup.field_names(text)]
    for name in unused_notes(declared, fields):
        what = f"no text has a field `{name}`, so that no translator sees this note"
        place = project.declaration(declared.name).locate(("notes", name))
        yield Diagnostic("unused-note", Level.WARNING, place, what, suggestion(name, fields))


def _of_names(
    workshop: Workshop, declared: DocumentType, read: ReadableTemplate, styles: HouseStyles, *, is_sound: bool
) -> Iterator[Diagnostic]:
    """What the view does not give, though declaration, template or house style ask for it."""
    order, *_ = each_part(workshop.project, [Order(declared.name, declared.example, language=SOURCE)])
    yield from seen_faults(drafted(workshop, order))
    if is_sound:
        assemble(workshop, order)
    names = names_for(workshop, order, with_fields=is_sound)
    yield from styles.unknown_names(names, hint_for(declared.name))
    if not is_sound:
        yield from _unknown_names(read, names, hint_for(declared.name))


def _unknown_names(read: ReadableTemplate, names: Mapping[str, Any], hint: str) -> Iterator[Diagnostic]:
    """Names that a template with broken tags asks for in vain, but for those that a broken loop may give."""
    for lack in read.prepared.find_missing_names(names) if read.prepared else ():
        if lack.at_root and lack.missing not in read.words:
            yield report_missing_name(lack, Level.ERROR, hint)
