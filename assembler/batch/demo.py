"""The demonstration review: what there is to see of every document type."""

from __future__ import annotations

from collections.abc import Iterator

from assembler.assembly.orders.order import Order
from assembler.assembly.orders.resolve import expand_parts
from assembler.errors import AssemblyError
from assembler.i18n.languages.languages import SOURCE
from assembler.store.project.project import Project

PLAIN = "plain"


def demo_orders(project: Project) -> list[Order]:
    """Every example record of each type in every language, each house style once, and the empty forms.

    A regional variant (nl-BE) comes where it has the most to say: in forms about a whole benchmark. Of a type
    with editions each of them comes in every language and house style, and of one made for each part of a
    record the first part; all parts come in the record's language, or in English where there is no
    catalogue for it.
    """
    orders = [order for name in project.document_types() for order in _of_type(project, name)]
    return list(dict.fromkeys(orders))


def _of_type(project: Project, name: str) -> Iterator[Order]:
    """The orders of one type; of one made for each part of a record all parts, in one language alone."""
    declared = project.document_type(name)
    for order in _of_example(project, name):
        yield expand_parts(project, [order])[0]
    for record in project.records():
        if declared.record in project.kinds(record):
            first = next(iter(declared.editions), "")
            order = Order(name, record, language=_language_of(project, record), edition=first)
            yield from expand_parts(project, [order])
    if declared.kind == "form" and declared.benchmark and not declared.parts:
        yield Order(name, benchmark="dive", city="amsterdam", language="nl")


def _of_example(project: Project, name: str) -> Iterator[Order]:
    declared = project.document_type(name)
    for edition in declared.editions or ("",):
        for code in project.languages():
            if code.partition("-")[0] == code or (declared.kind == "form" and not declared.parts):
                yield Order(name, declared.example, language=code, edition=edition)
        for style in project.house_styles():
            yield Order(name, declared.example, language=SOURCE, house_style=style, edition=edition)


def _language_of(project: Project, record: str) -> str:
    """The language of a record where there is a catalogue for it, else English.

    Nothing where the record cannot be read: the order fails by itself, and tells why.
    """
    try:
        code = project.record(record).about.language
    except AssemblyError:
        return ""
    return code if code.partition("-")[0] in project.languages() else SOURCE
