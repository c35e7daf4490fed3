"""The part of a record that an order is about, where a type makes a document for each of several.

A desk review is for one peer, an interview guide for one interview. Which parts there are is told by
``views.parts``; an order names one, or stands for all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from assembler.errors import AssemblyError, ProjectError
from assembler.jobs.order import Order
from assembler.jobs.record_asked import record_for
from assembler.model.document_type import DocumentType
from assembler.plain import replace
from assembler.store.project import Project
from assembler.store.record import Record
from assembler.views.parts import parts

_ADD: Final = {
    "peers": "write each of them into its review.yaml, under team: members:, with initials",
    "interviews": "fill in the sheet of `assembler export sessions --record {0}`, and import it",
}
"""How each kind of parts comes into the record ``{0}``."""


def part_for(declared: DocumentType, record: Record, name: str) -> str:
    """``name``, one of the parts of ``record`` that the type is made for; "" for a type without parts.

    ProjectError where the record has no such part, or where none is named and there are any.
    """
    known = parts_for(declared, record)
    if name in known or (not name and not declared.parts):
        return name
    if not declared.parts:
        raise ProjectError(f"{declared.name} is about the whole record", remedy="leave --for away")
    what = f"{name!r} is none of its {declared.parts}" if name else f"for which of its {declared.parts}?"
    raise ProjectError(what, where=record.name, remedy=f"name one with --for: {', '.join(known)}")


def parts_for(declared: DocumentType, record: Record) -> tuple[str, ...]:
    """Every part of ``record`` that the type makes a document for; none for a type without parts.

    ProjectError where the type is made for parts and the record has none.
    """
    found = parts(declared.parts, record) if declared.parts else ()
    if declared.parts and not found:
        what = f"{declared.name} is made for each of the {declared.parts}, and the record has none"
        raise ProjectError(what, where=record.name, remedy=_ADD[declared.parts].format(record.name))
    return found


def each_part(project: Project, orders: Iterable[Order]) -> list[Order]:
    """The orders, where one names no part and its type is made for parts: one for each part instead.

    An order that cannot be made (there is no such record, or it has no parts) stays, to fail by itself.
    """
    return [each for order in orders for each in _each(project, order)]


def _each(project: Project, order: Order) -> Iterator[Order]:
    try:
        declared = project.document_type(order.type)
        known = () if order.part or not declared.parts else parts_for(declared, record_for(project, order))
    except AssemblyError:
        known = ()
    yield from (replace(order, part=part) for part in known or (order.part,))
