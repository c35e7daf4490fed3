"""Batch plans in YAML, which are read and expanded into orders without duplicates.

Errors and unknown names in a plan are reported by line. A name that the plan spells out is always ordered,
even if the order will fail. If a pattern matches a name, combinations that make no sense are omitted, such as
a record of a different kind or a city that is not in the round.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from itertools import product
from pathlib import Path

from assembler.assembly.orders.order import Order
from assembler.assembly.orders.resolve import find_ordered_part, require_parts, resolve_record
from assembler.diagnostics import Diagnostic, Location
from assembler.diagnostics.builds import UNKNOWN_PLAN_NAME
from assembler.errors import AssemblyError, DataError
from assembler.model.documents.batch_plan import BatchPlan, PlanEntry
from assembler.model.documents.document_type import DocumentType
from assembler.model.documents.edition_names import find_current_name
from assembler.store.project.project import Project
from assembler.store.yaml.suggestions import choose_suggestion
from assembler.store.yaml.validate import require_valid, validate_file
from assembler.store.yaml.yaml_file import YamlFile
from assembler.structs import replace

ANY = "*"
_NAMES_BY_KEY: dict[str, Callable[[Project], Sequence[str]]] = {
    "types": Project.document_types,
    "records": Project.records,
    "benchmarks": Project.benchmarks,
    "cities": lambda project: tuple(project.cities()),
    "languages": Project.languages,
    "house_styles": Project.house_styles,
}
"""Maps each key of a plan to a function that lists the known names."""


def is_pattern(name: str) -> bool:
    """Return whether ``name`` is a pattern with wildcards.

    >>> is_pattern("examples/*"), is_pattern("examples/havenstad")
    (True, False)
    """
    return any(character in name for character in "*?[")


def match_pattern(pattern: str, known: Sequence[str]) -> tuple[str, ...]:
    """Return the names in ``known`` that match ``pattern``.

    >>> match_pattern("f*", ["en", "fi", "fr"])
    ('fi', 'fr')
    """
    return tuple(name for name in known if fnmatchcase(name, pattern))


def read_plan(project: Project, path: Path) -> BatchPlan:
    """Read the plan in the YAML file at ``path``.

    Raises FileError if the file cannot be read. Raises DataError with all errors and their lines if the
    structure is invalid or, otherwise, if names do not exist in the project.
    """
    file = project.yaml(path)
    plan = require_valid(validate_file(file, BatchPlan), where=file.name)
    diagnostics = tuple(_report_unknown(project, file, plan))
    if diagnostics:
        count = "1 unknown name" if len(diagnostics) == 1 else f"{len(diagnostics)} unknown names"
        raise DataError(f"{count} in the plan", location=file.name,
                        hint="fix the errors listed below", diagnostics=diagnostics)  # fmt: skip
    return plan


def _report_unknown(project: Project, file: YamlFile, plan: BatchPlan) -> Iterator[Diagnostic]:
    known = {key: tuple(names(project)) for key, names in _NAMES_BY_KEY.items()}
    for number, entry in enumerate(plan.documents):
        for key, names in known.items():
            for place, name in enumerate(getattr(entry, key)):
                if not _exists(project, key, name, names):
                    location = file.locate(("documents", number, key, place))
                    yield _build_unknown_error(location, key, name, names)
        yield from _report_unknown_editions(project, file, entry, number)


def _exists(project: Project, key: str, name: str, known: Sequence[str]) -> bool:
    if is_pattern(name):
        return bool(match_pattern(name, known))
    if key == "records" and name not in known:
        return _has_record(project, name)
    return name in known or (key in ("languages", "benchmarks") and _strip_suffix(key, name) in known)


def _strip_suffix(key: str, name: str) -> str:
    """Return the name without its region or version: ``nl`` for ``nl-BE``, ``dive`` for ``dive@2010``."""
    return name.partition("-" if key == "languages" else "@")[0]


def _has_record(project: Project, name: str) -> bool:
    try:
        project.record_folder(name)
    except AssemblyError:
        return False
    return True


def _report_unknown_editions(
    project: Project, file: YamlFile, entry: PlanEntry, number: int
) -> Iterator[Diagnostic]:
    """Yield diagnostics for editions that none of the entry's types declares.

    If one of the types does not exist, its editions are unknown, so nothing is reported.
    """
    matches = [match_pattern(each, project.document_types()) for each in entry.types]
    if not all(matches):
        return
    types = [project.document_type(each) for match in matches for each in match]
    known = tuple(name for each in types for name in each.editions)
    if not known and set(entry.editions) - {ANY}:
        yield UNKNOWN_PLAN_NAME.at(file.locate(("documents", number, "editions")), "editions none")
        return
    for place, name in enumerate(entry.editions):
        if not match_pattern(find_current_name(name, known), known) and name != ANY:
            location = file.locate(("documents", number, "editions", place))
            yield _build_unknown_error(location, "editions", name, known)


def _build_unknown_error(location: Location, key: str, name: str, known: Sequence[str]) -> Diagnostic:
    suggested, fields = choose_suggestion(name, known)
    return UNKNOWN_PLAN_NAME.at(location, f"{key} {suggested}".strip(), name=name, **fields)


def expand_names(names: Iterable[str], known: Sequence[str]) -> tuple[str, ...]:
    """Return the names without duplicates, with each pattern replaced by the known names that it matches.

    >>> expand_names(["nl", "f*"], ["en", "fi", "fr", "nl"])
    ('nl', 'fi', 'fr')
    """
    matches = ((match_pattern(name, known) if is_pattern(name) else (name,)) for name in names)
    return tuple(dict.fromkeys(name for group in matches for name in group))


def plan_orders(project: Project, plan: BatchPlan) -> list[Order]:
    """Return the distinct orders of ``plan``."""
    planner = Planner(project)
    return list(dict.fromkeys(order for entry in plan.documents for order in planner.list_orders(entry)))


class Planner:
    """Planner that turns plan entries into orders, and caches the types and parts that it reads."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._declared: dict[str, DocumentType] = {}
        self._parts: dict[tuple[str, str], tuple[str, ...] | None] = {}

    def list_orders(self, entry: PlanEntry) -> Iterator[Order]:
        """Yield the orders of one entry."""
        project = self._project
        for name in expand_names(entry.types, project.document_types()):
            for about in self._list_subjects(entry, name):
                languages = expand_names(entry.languages, project.languages()) or ("",)
                styles = expand_names(entry.house_styles, project.house_styles())
                for edition, code, style in product(self._find_editions(entry, name), languages, styles):
                    order = replace(about, edition=edition, language=code, house_style=style)
                    yield from self._list_parts(order, entry)

    def _list_subjects(self, entry: PlanEntry, name: str) -> Iterator[Order]:
        """Yield an order for document type ``name``, without edition or language, for each record and city.

        If the entry has no records, there is one order for each benchmark and city.
        """
        if not entry.records:
            yield from self._list_empty_forms(entry, name)
            return
        for record in expand_names(entry.records, self._project.records()):
            is_explicit = name in entry.types and record in entry.records
            if is_explicit or self._is_suitable(name, record):
                for city in self._find_cities(entry, record):
                    yield Order(name, record, city=city, draft=entry.draft)

    def _list_empty_forms(self, entry: PlanEntry, name: str) -> Iterator[Order]:
        declared = self._find_type(name)
        fits = declared is None or (declared.kind == "form" and declared.benchmark and not declared.parts)
        if fits or name in entry.types:
            known = tuple(each for each in self._project.benchmarks() if self._is_for_reviews(each))
            benchmarks = expand_names(entry.benchmarks, known)
            cities = expand_names(entry.cities, tuple(self._project.cities()))
            for benchmark, city in product(benchmarks, cities):
                yield Order(name, benchmark=benchmark, city=city, draft=entry.draft)

    def _is_for_reviews(self, benchmark: str) -> bool:
        """Return whether cities report on a benchmark in reviews.

        The result is true if the benchmark cannot be read.
        """
        try:
            return not self._project.benchmark(benchmark).reported_in
        except AssemblyError:
            return True

    def _find_cities(self, entry: PlanEntry, record: str) -> tuple[str, ...]:
        if not any(is_pattern(name) for name in entry.cities):
            return entry.cities or ("",)
        try:
            known = self._project.record(record).about.city_ids
        except AssemblyError:
            return ("",)
        return expand_names(entry.cities, known)

    def _is_suitable(self, name: str, record: str) -> bool:
        declared = self._find_type(name)
        return declared is None or declared.record in self._project.kinds(record)

    def _find_editions(self, entry: PlanEntry, name: str) -> tuple[str, ...]:
        """Return the requested editions that the type declares.

        If none is requested or declared, the result is the default edition, "".
        """
        declared = self._find_type(name)
        known = tuple(declared.editions) if declared else ()
        if not known or not entry.editions:
            return ("",)
        wanted = (find_current_name(name, known) for name in entry.editions)
        return tuple(each for each in expand_names(wanted, known) if each in known)

    def _find_type(self, name: str) -> DocumentType | None:
        """Return the declaration of the type, or None if it is missing or invalid.

        Orders for such a type are planned anyway. The errors are reported when they are built.
        """
        if name not in self._declared:
            try:
                self._declared[name] = self._project.document_type(name)
            except AssemblyError:
                return None
        return self._declared[name]

    def _list_parts(self, order: Order, entry: PlanEntry) -> Iterator[Order]:
        """Yield an order for each requested part that exists, or ``order`` itself if its type has no parts.

        If no such part exists but the entry spells out the type and the record, one order is yielded, which
        then fails with the reason.
        """
        declared = self._find_type(order.type)
        if declared is None or not declared.parts:
            yield order
            return
        known = self._find_parts(declared, order)
        if known is None:
            yield order  # the build reports the errors of the record
            return
        city = find_ordered_part(declared, order)
        wanted = (city,) if city else entry.parts or (ANY,)
        names = [part for part in expand_names(wanted, known) if part in known]
        is_explicit = order.type in entry.types and (order.record in entry.records or not entry.records)
        if is_explicit and not names:
            names = [next((name for name in entry.parts if not is_pattern(name)), city)]
        yield from (replace(order, part=part) for part in names)

    def _find_parts(self, declared: DocumentType, order: Order) -> tuple[str, ...] | None:
        """Return the parts of the ordered record, or None if its files have errors.

        The result is empty if there is no such record or it has no parts.
        """
        key = (declared.name, order.record)
        if key not in self._parts:
            try:
                self._parts[key] = require_parts(declared, resolve_record(self._project, order))
            except DataError:
                self._parts[key] = None
            except AssemblyError:
                self._parts[key] = ()
        return self._parts[key]
