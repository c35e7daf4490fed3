"""Lint: what is wrong with the project itself, before anybody builds a document from it.

Data, declarations, templates, house styles and catalogues, all at once; each finding says where and what to
do. A file that cannot be read never hides what is wrong in another one. A template is also assembled with its
example record, in memory, so that a name which no view gives is found here and not in front of a mayor.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from assembler.errors import AssemblyError
from assembler.i18n.checks import TOO_WIDE
from assembler.i18n.languages import SOURCE
from assembler.jobs.all_told import as_findings
from assembler.jobs.assembling import assemble
from assembler.jobs.broken_words import broken_words
from assembler.jobs.catalogue import languages_of
from assembler.jobs.catalogue_check import check as check_catalogues
from assembler.jobs.declaration_checks import check_declaration
from assembler.jobs.opened import opened_house_style, opened_template
from assembler.jobs.order import Order
from assembler.jobs.part_asked import each_part
from assembler.jobs.preparing import Workshop
from assembler.jobs.seeing import drafted
from assembler.jobs.seen_checks import seen_faults
from assembler.model.document_type import DocumentType
from assembler.model.finding import Finding
from assembler.store.project import Project
from assembler.word.house_style import missing_styles
from assembler.word.package import Package
from assembler.word.placing import placing_faults


def lint(project: Project, types: Sequence[str] = ()) -> tuple[Finding, ...]:
    """Every finding about the project; about ``types`` only where some are named."""
    workshop, findings = Workshop(project), list[Finding]()
    if not types:
        findings += _found(project.faults, "data")
    for name in types or project.document_types():
        findings += _of_type(workshop, name)
    if not types:
        findings += _found(partial(_of_catalogues, project), "locales")
    return tuple(dict.fromkeys(findings))


def _found(look: Callable[[], Iterable[Finding]], file: str) -> tuple[Finding, ...]:
    """What ``look`` finds; where it has to stop, what it had found and why it stopped."""
    found: list[Finding] = []
    try:
        found.extend(look())
    except AssemblyError as error:
        found += as_findings(error, file=file)
    return tuple(found)


def _of_catalogues(project: Project) -> Iterator[Finding]:
    """What is wrong in the texts, and words too wide for their cells once the texts are sound."""
    found = check_catalogues(project)
    is_sound = not any(each.is_error for each in found)
    yield from (each for each in found if not (is_sound and each.rule == TOO_WIDE))
    if is_sound:
        yield from broken_words(project, languages_of(project))


def _of_type(workshop: Workshop, name: str) -> Iterator[Finding]:
    file, project = f"templates/{name}", workshop.project
    try:
        declared = project.document_type(name)
    except AssemblyError as error:
        yield from as_findings(error, file=file)
        return
    unsound = _found(partial(check_declaration, project, declared), f"{file}/document.yaml")
    yield from unsound
    yield from _found(partial(_of_template, project, declared), file)
    if not any(each.is_error for each in unsound):
        order, *_ = each_part(project, [Order(name, declared.example, language=SOURCE)])
        yield from _found(lambda: seen_faults(drafted(workshop, order)), file)
        yield from _found(partial(_assembled, workshop, order), file)


def _assembled(workshop: Workshop, order: Order) -> tuple[Finding, ...]:
    """Nothing for a document that can be made; AssemblyError for another."""
    assemble(workshop, order)
    return ()


def _of_template(project: Project, declared: DocumentType) -> Iterator[Finding]:
    template = opened_template(project, declared.name)
    yield from placing_faults(template, declared)
    for style in project.house_styles():
        file = f"templates/house-styles/{style}.docx"
        yield from _found(partial(_missing_styles, project, template, style), file)


def _missing_styles(project: Project, template: Package, style: str) -> tuple[Finding, ...]:
    return missing_styles(template, opened_house_style(project, style))
