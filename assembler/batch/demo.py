"""Orders of the demonstration review: examples of every document type."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial

from assembler.assembly.orders.order import Order
from assembler.assembly.orders.resolve import expand_parts
from assembler.errors import AssemblyError
from assembler.i18n.languages.languages import SOURCE
from assembler.store.project.project import Project
from assembler.structs import replace

PLAIN = "plain"


def list_demo_orders(project: Project) -> list[Order]:
    """Return orders for examples of each type, for records and for empty forms.

    The example of each type is built in every language and, in English, in every house style. Regional
    variants (nl-BE) differ most in forms, so they are built only for forms, and only for those without parts.
    If a type has editions, its example is built in all of them; if it has parts, only with the first. Each
    record is built with all parts, in the first edition and in its own language or, if that has no
    catalogue, in English. A review that belongs to a round is built only if it is the example of a type.
    """
    types = project.document_types()
    in_rounds = {review for name in project.rounds() for review in project.round(name).reviews}
    left_out = in_rounds - {project.document_type(name).example for name in types}
    records = [name for name in project.records() if name not in left_out]
    choose_language = cache(partial(_choose_language, project))
    orders = (each for name in types for each in _list_type_orders(project, name, records, choose_language))
    return list(dict.fromkeys(orders))


def _list_type_orders(
    project: Project, name: str, records: Iterable[str], choose_language: Callable[[str], str]
) -> Iterator[Order]:
    """Yield the orders of documents of the type ``name``: for its example and for ``records``.

    For a form with a benchmark and without parts, they include an empty form for Amsterdam.
    """
    declared = project.document_type(name)
    first_part = expand_parts(project, [Order(name, declared.example)])[0].part
    for order in _list_example_orders(project, name):
        yield replace(order, part=first_part)
    for record in records:
        if declared.record in project.kinds(record):
            first = next(iter(declared.editions), "")
            order = Order(name, record, language=choose_language(record), edition=first)
            yield from expand_parts(project, [order])
    if declared.kind == "form" and declared.benchmark and not declared.parts:
        yield Order(name, benchmark="dive", city="amsterdam", language="nl")


def _list_example_orders(project: Project, name: str) -> Iterator[Order]:
    declared = project.document_type(name)
    for edition in declared.editions or ("",):
        for code in project.languages():
            if code.partition("-")[0] == code or (declared.kind == "form" and not declared.parts):
                yield Order(name, declared.example, language=code, edition=edition)
        for style in project.house_styles():
            yield Order(name, declared.example, language=SOURCE, house_style=style, edition=edition)


def _choose_language(project: Project, record: str) -> str:
    """Return the record's language if it has a catalogue, or else English.

    The result is "" if the record cannot be read. The order then fails with the reason.
    """
    try:
        code = project.record(record).about.language
    except AssemblyError:
        return ""
    return code if code.partition("-")[0] in project.languages() else SOURCE
