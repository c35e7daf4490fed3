"""Lint: what is wrong with the project itself, before anybody builds a document from it.

Data, declarations, templates, house styles and catalogues, all at once; each finding says where and what to
do. A template is also assembled with its example record, in memory, so that a name which no view gives is
found here and not in front of a mayor.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assembler.errors import AssemblyError
from assembler.i18n.checks import TOO_WIDE
from assembler.i18n.languages import SOURCE
from assembler.jobs.all_told import as_findings
from assembler.jobs.assembling import assemble
from assembler.jobs.broken_words import broken_words
from assembler.jobs.catalogue import languages_of
from assembler.jobs.catalogue_check import check as check_catalogues
from assembler.jobs.opened import opened_house_style, opened_template
from assembler.jobs.order import Order
from assembler.jobs.part_asked import each_part
from assembler.jobs.preparing import Workshop
from assembler.model.finding import Finding
from assembler.store.project import Project
from assembler.word.house_style import missing_styles
from assembler.word.placing import placing_faults


def lint(project: Project, types: Sequence[str] = ()) -> tuple[Finding, ...]:
    """Every finding about the project; about ``types`` only where some are named.

    ProjectError where one of them does not exist.
    """
    findings = [] if types else [*project.faults(), *_of_catalogues(project)]
    for name in types or project.document_types():
        findings += _of_type(project, name)
    return tuple(dict.fromkeys(findings))


def _of_catalogues(project: Project) -> Iterator[Finding]:
    """What is wrong in the texts, and words too wide for their cells once the texts are sound."""
    found = check_catalogues(project)
    is_sound = not any(each.is_error for each in found)
    yield from (each for each in found if not (is_sound and each.rule == TOO_WIDE))
    if is_sound:
        yield from broken_words(project, languages_of(project))


def _of_type(project: Project, name: str) -> Iterator[Finding]:
    try:
        declared = project.document_type(name)
        template = opened_template(project, name)
    except AssemblyError as error:
        yield from as_findings(error, file=f"templates/{name}")
        return
    yield from placing_faults(template, declared)
    for style in project.house_styles():
        yield from missing_styles(template, opened_house_style(project, style))
    try:
        order, *_ = each_part(project, [Order(name, declared.example, language=SOURCE)])
        assemble(Workshop(project), order)
    except AssemblyError as error:
        yield from as_findings(error, file=f"templates/{name}")
