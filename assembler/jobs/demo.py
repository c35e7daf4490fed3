"""The demonstration review: what there is to see of every document type."""

from __future__ import annotations

from collections.abc import Iterator

from assembler.i18n.languages import SOURCE
from assembler.jobs.order import Order
from assembler.store.project import Project

PLAIN = "plain"


def demo_orders(project: Project) -> list[Order]:
    """Every example record of each type in every language, each house style once, and the empty forms.

    Of a type with editions each of them comes in every language and house style. An empty
    form comes in the working language of its city where there is a catalogue for it, else in English.
    """
    orders = [order for name in project.document_types() for order in _of_type(project, name)]
    return list(dict.fromkeys(orders))


def _of_type(project: Project, name: str) -> Iterator[Order]:
    declared = project.document_type(name)
    languages = project.languages()
    editions = tuple(declared.editions) or ("",)
    for edition in editions:
        for code in languages:
            yield Order(name, declared.example, language=code, edition=edition)
        for style in project.house_styles():
            yield Order(name, declared.example, language=SOURCE, house_style=style, edition=edition)
    for record in project.records():
        found = project.record(record)
        spoken = found.about.language
        if declared.record in found.entities:
            code = spoken if spoken.partition("-")[0] in languages else SOURCE
            yield Order(name, record, language=code, edition=editions[0])
    if declared.kind == "form" and declared.benchmark:
        yield Order(name, benchmark="dive", city="amsterdam", language="nl")
