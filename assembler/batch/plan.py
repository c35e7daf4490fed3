"""From a plan of a batch to its orders: every name checked, every pattern followed, nothing asked twice.

What is named outright is ordered, and fails by itself where it cannot be made; of what only a pattern meets,
that is ordered which makes sense (a record of the right kind, a city of the round, a style that there is).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from assembler.assembly.orders.order import Order
from assembler.assembly.orders.resolve import require_parts, resolve_record
from assembler.batch.plan_file import fitting, is_pattern
from assembler.errors import AssemblyError, DataError
from assembler.model.documents.batch_plan import BatchPlan, PlanEntry
from assembler.model.documents.document_type import DocumentType
from assembler.store.project.project import Project
from assembler.structs import replace

ANY = "*"


def matching(asked: Iterable[str], known: Sequence[str]) -> tuple[str, ...]:
    """The names that ``asked`` stands for: plain ones as they are, patterns as what they meet, none twice.

    >>> matching(["nl", "f*"], ["en", "fi", "fr", "nl"])
    ('nl', 'fi', 'fr')
    """
    found = ((fitting(name, known) if is_pattern(name) else (name,)) for name in asked)
    return tuple(dict.fromkeys(name for names in found for name in names))


def planned(project: Project, plan: BatchPlan) -> list[Order]:
    """The orders of ``plan``, each once, those of one template together."""
    planner = Planner(project)
    return list(dict.fromkeys(order for entry in plan.documents for order in planner.orders(entry)))


class Planner:
    """Turns entries of a plan into orders; what it looks up, it looks up once."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._declared: dict[str, DocumentType] = {}
        self._parts: dict[tuple[str, str], tuple[str, ...] | None] = {}

    def orders(self, entry: PlanEntry) -> Iterator[Order]:
        """The orders of one entry."""
        project = self._project
        for name in matching(entry.types, project.document_types()):
            for about in self._subjects(entry, name):
                languages = matching(entry.languages, project.languages()) or ("",)
                styles = matching(entry.house_styles, project.house_styles())
                for edition, code, style in product(self._editions(entry, name), languages, styles):
                    order = replace(about, edition=edition, language=code, house_style=style)
                    yield from self._each_part(order, entry)

    def _subjects(self, entry: PlanEntry, name: str) -> Iterator[Order]:
        """What documents of the type ``name`` are to be about."""
        if not entry.records:
            yield from self._empty_forms(entry, name)
            return
        for record in matching(entry.records, self._project.records()):
            outright = name in entry.types and record in entry.records
            if outright or self._fits(name, record):
                for city in self._cities(entry, record):
                    yield Order(name, record, city=city, draft=entry.draft)

    def _empty_forms(self, entry: PlanEntry, name: str) -> Iterator[Order]:
        declared = self._type(name)
        fits = declared is None or (declared.kind == "form" and declared.benchmark and not declared.parts)
        if fits or name in entry.types:
            benchmarks = matching(entry.benchmarks, self._project.benchmarks())
            cities = matching(entry.cities, tuple(self._project.cities()))
            for benchmark, city in product(benchmarks, cities):
                yield Order(name, benchmark=benchmark, city=city, draft=entry.draft)

    def _cities(self, entry: PlanEntry, record: str) -> tuple[str, ...]:
        if not any(is_pattern(name) for name in entry.cities):
            return entry.cities or ("",)
        try:
            known = self._project.record(record).about.city_ids
        except AssemblyError:
            return ("",)
        return matching(entry.cities, known)

    def _fits(self, name: str, record: str) -> bool:
        declared = self._type(name)
        return declared is None or declared.record in self._project.kinds(record)

    def _editions(self, entry: PlanEntry, name: str) -> tuple[str, ...]:
        """Those of the editions asked for that the type has; the first (empty) where none is asked for."""
        declared = self._type(name)
        known = tuple(declared.editions) if declared else ()
        if not known or not entry.editions:
            return ("",)
        return tuple(each for each in matching(entry.editions, known) if each in known)

    def _type(self, name: str) -> DocumentType | None:
        """The type's declaration; None where there is no sound one, and the order will tell."""
        if name not in self._declared:
            try:
                self._declared[name] = self._project.document_type(name)
            except AssemblyError:
                return None
        return self._declared[name]

    def _each_part(self, order: Order, entry: PlanEntry) -> Iterator[Order]:
        """An order for each of the parts asked for; a wrong name stays where all else was named outright."""
        declared = self._type(order.type)
        if declared is None or not declared.parts:
            yield order
            return
        known = self._known_parts(declared, order)
        if known is None:
            yield order  # it fails by itself, with what is wrong
            return
        found = [part for part in matching(entry.parts or (ANY,), known) if part in known]
        outright = order.type in entry.types and (order.record in entry.records or not entry.records)
        if outright and not found:
            found = [next((name for name in entry.parts if not is_pattern(name)), "")]
        yield from (replace(order, part=part) for part in found)

    def _known_parts(self, declared: DocumentType, order: Order) -> tuple[str, ...] | None:
        """The parts of the order's record; None where its files have errors."""
        key = (declared.name, order.record)
        if key not in self._parts:
            try:
                self._parts[key] = require_parts(declared, resolve_record(self._project, order))
            except DataError:
                self._parts[key] = None
            except AssemblyError:
                self._parts[key] = ()
        return self._parts[key]
