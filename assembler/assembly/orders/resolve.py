"""Resolution of an order: its record, part and edition.

The record either exists or is an empty one for a benchmark and a city. A type may have a separate document
for each part of a record, such as each peer. ``views.document_parts`` finds the parts. An order names one
part or covers all of them. The edition is one that the type declares. An unknown name is an error with a
suggestion.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import Final

from assembler.assembly.orders.order import Order
from assembler.errors import AssemblyError, ProjectError
from assembler.i18n.languages.languages import SOURCE
from assembler.model.documents.document_type import DocumentType, EditionDeclaration
from assembler.model.documents.edition_names import find_current_name
from assembler.model.paths import header_kinds
from assembler.store.project.project import RECORDS, Project, check_new_name
from assembler.store.records.record import Record
from assembler.store.returns.city_reviews import find_city_reviews, find_rebuild_command
from assembler.store.returns.form_logs import list_sent_records
from assembler.store.yaml.suggestions import suggest_name
from assembler.structs import replace
from assembler.views.document_parts import is_city_part, list_next_parts, list_parts

# An edition without validation, which would build a validator first.
DEFAULT_EDITION = EditionDeclaration.model_construct(label="")
"""Edition used for document types that declare none."""


def resolve_edition(declared: DocumentType, name: str) -> str:
    """Return the current name of the edition ``name``, which may be an earlier name.

    If ``name`` is empty, the result is the first edition, or "" for a type without editions. Raises
    ProjectError if the type has no such edition.
    """
    if not name:
        return next(iter(declared.editions), "")
    name = find_current_name(name, declared.editions)
    if name not in declared.editions:
        known = ", ".join(declared.editions)
        hint = f"choose one of: {known}" if known else "omit --edition"
        raise ProjectError(f"{declared.name} has no edition `{name}`", hint=hint)
    return name


def find_edition(declared: DocumentType, name: str) -> EditionDeclaration:
    """Return the declaration of the edition ``name``.

    The result is ``DEFAULT_EDITION`` if the type does not declare this edition.
    """
    return declared.editions.get(find_current_name(name, declared.editions), DEFAULT_EDITION)


_ADD: Final = {
    "peers": "run `assembler export people --record {0}`, list the peers with their initials in the sheet, "
    "and import it",
    "interviews": "run `assembler export sessions --record {0}`, fill in the sheet, and import it",
    "half-years": "collect the form with the host’s answers to the recommendations of {0}",
    "signatories": "run `assembler export signatures --record {0}`, fill in the sheet and import it",
}
"""Instructions for adding parts to the record ``{0}``, by kind of part."""


def resolve_part(project: Project, declared: DocumentType, record: Record, name: str) -> str:
    """Return ``name`` after checking that it is a document part of ``record``.

    It may be "" if the type has no document parts. For a type with excerpts, it is the code of a group of
    indicators, or "" for the complete form. Raises ProjectError if the record has no such part, or if
    ``name`` is empty although the type requires a part.
    """
    if declared.excerpts and name:
        groups = [group.code for group in project.benchmark(record.about.benchmark_tag).dimensions]
        if name not in groups:
            what = f"`{name}` is not a group of indicators"
            raise ProjectError(
                what, location=record.name, hint=f"choose one with --part: {', '.join(groups)}"
            )
        return name
    parts = require_parts(declared, record)
    if name in parts or (not name and not declared.parts):
        return name
    if not declared.parts:
        raise ProjectError(f"{declared.name} has no document parts", hint="omit --part")
    what = f"{declared.name} is built for one of the {declared.parts}, but none was chosen"
    if name:
        what = f"`{name}` is not one of the record’s {declared.parts}"
    raise ProjectError(what, location=record.name, hint=f"choose one with --part: {', '.join(parts)}")


def find_language(project: Project, declared: DocumentType, record: Record, part: str) -> str:
    """Return the language of a document whose order does not name one.

    For some types, ``part`` is a city or a session. The document is then in the language of the city or the
    guests, if there is a catalogue for it. Otherwise, it is in the language of the record.
    """
    if declared.language == "city":
        code = project.city(part).working_language
        return code if code.partition("-")[0] in project.languages() else record.about.language
    if declared.language == "guests":
        from assembler.model.review.visit import Visit, list_guest_languages

        session = record.require(Visit).sessions[part]
        languages = project.languages()
        for code in (*list_guest_languages(session), *session.languages):
            if code.partition("-")[0] in languages:
                return code
    return record.about.language


def require_parts(declared: DocumentType, record: Record) -> tuple[str, ...]:
    """Return the parts of ``record`` for which this type has documents.

    The result is empty if the type has no parts. Raises ProjectError if the type has parts but the record has
    none.
    """
    parts = list_parts(declared.parts, record) if declared.parts else ()
    if declared.parts and not parts:
        what = f"{declared.name} is built for each of the {declared.parts}, but the record has none"
        raise ProjectError(what, location=record.name, hint=_ADD[declared.parts].format(record.name))
    return parts


def expand_parts(project: Project, orders: Iterable[Order], *, only_next: bool = False) -> list[Order]:
    """Return the orders, each order without a part replaced by one for each part if its type has parts.

    If ``only_next`` is true and the parts follow each other in time, only the part that is due next is
    ordered. An order that cannot be built, for example because its record is unknown, is left as it is, so
    that only this order fails.
    """
    return [each for order in orders for each in _expand_order(project, order, only_next=only_next)]


def _expand_order(project: Project, order: Order, *, only_next: bool) -> Iterator[Order]:
    try:
        declared = project.document_type(order.type)
        part = find_ordered_part(declared, order)
        parts: tuple[str, ...] = ()
        if declared.parts and not part:
            record = resolve_record(project, order)
            parts = require_parts(declared, record)
            parts = list_next_parts(declared.parts, record) if only_next else parts
    except AssemblyError:
        part, parts = order.part, ()
    yield from (replace(order, part=each) for each in parts or (part,))


def find_ordered_part(declared: DocumentType, order: Order) -> str:
    """Return the part in ``order``, or its city if the parts of the type are cities."""
    return order.part or (order.city if is_city_part(declared.parts) else "")


def resolve_record(project: Project, order: Order) -> Record:
    """Return the record named in ``order``, or a new one named after city and benchmark.

    A document about reviews in general needs no record, benchmark or city. For any other document, raises
    ProjectError if the order has neither a record nor both a benchmark and a city. Also raises ProjectError
    if the order names both a record and a new record, if the benchmark or the city does not belong to the
    record, if the new record already exists, if the city already has a review with this benchmark and the
    order names no new record, or if cities report on this benchmark in another type of form.
    """
    if order.record and order.new_record:
        what = "--record and --new-record cannot be combined"
        raise ProjectError(what, hint="omit --record for an empty form; otherwise, omit --new-record")
    if order.record:
        record = _load_record(project, order.record)
        _check_agreement(order, record)
        return record
    if not (order.benchmark and order.city):
        if project.document_type(order.type).general:
            return build_general_record(project, order.benchmark, order.city)
        raise _build_missing_record_error(order)
    _check_form(project, order)
    begun = build_empty_record(project, order.benchmark, order.city, order.new_record)
    _check_new(project, order, begun)
    return begun


def _check_form(project: Project, order: Order) -> None:
    """Raise ProjectError if cities report on the benchmark of ``order`` in another type of form."""
    benchmark, declared = project.benchmark(order.benchmark), project.document_type(order.type)
    if not benchmark.reported_in or not declared.benchmark or declared.general:
        return
    what = f"cities do not report on {benchmark.id} in documents of type {order.type}"
    hint = f"build {benchmark.reported_in} from a record with the signatures of the cities (--record)"
    raise ProjectError(what, location=order.city, hint=hint)


def _load_record(project: Project, name: str) -> Record:
    try:
        return project.record(name)
    except ProjectError as error:
        if again := find_rebuild_command(project, name):
            what = f"there is no record “{name}” yet: its form was sent, but no answers have been collected"
            raise ProjectError(what, hint=f"to build the empty form again: {again}") from error
        raise


def _check_new(project: Project, order: Order, begun: Record) -> None:
    """Raise ProjectError if the record already exists.

    The hint lists the ways to continue.
    """
    benchmark = order.benchmark.partition("@")[0]
    unnamed_round = not order.new_record
    existing = find_city_reviews(project, benchmark, order.city) if unnamed_round else ()
    if begun.name not in existing and begun.name in project.own_records():
        existing = (*existing, begun.name)
    if not existing:
        return
    taken = {*project.records(), *list_sent_records(project)}
    free = next(f"{begun.name}-{n}" for n in count(2) if f"{begun.name}-{n}" not in taken)
    about = f"a record for {order.city} and {benchmark}" if unnamed_round else "a record with this name"
    raise ProjectError(
        f"{about} already exists: {', '.join(existing)}",
        hint=f"to build its form with the answers so far, use --record {existing[-1]}; to build an empty "
        f"form for a new round, use --benchmark {benchmark} --city {order.city} --new-record {free}",
    )


def _build_missing_record_error(order: Order) -> ProjectError:
    given, missing = [("city", "benchmark"), ("benchmark", "city")][bool(order.benchmark)]
    if not (order.benchmark or order.city):
        hint = "choose one with --record, or use --benchmark and --city for an empty form"
        return ProjectError("no record was given", hint=hint)
    example = "dive" if missing == "benchmark" else "leeds"
    return ProjectError(f"--{given} was given without --{missing}",
                        hint=f"add --{missing}, such as `--{missing} {example}`")  # fmt: skip


def add_empty_choices(declared: DocumentType, record: Record) -> Record:
    """Return the record of a guide with empty choices added, so that its form can be built.

    Other records, and records for other document types, are returned unchanged.
    """
    if declared.record != "agenda_choices" or record.kind != "agenda":
        return record
    from assembler.model.reference.agenda_edition import AgendaEdition
    from assembler.model.reference.municipality_choices import begin_choices

    choices = begin_choices(record.require(AgendaEdition), record.name)
    return record.with_entities({"agenda_choices": choices})


def check_record_kind(project: Project, declared: DocumentType, record: Record) -> None:
    """Raise ProjectError if ``record`` is not the kind of record that this document type needs."""
    wanted = header_kinds(declared.record)
    if record.kind not in wanted:
        files = " or ".join(f"{kind}.yaml" for kind in wanted)
        fitting = [name for name in project.records() if project.checked_record(name).kind in wanted]
        raise ProjectError(
            f"{declared.name} needs a record with {files}, but this one has {record.kind}.yaml",
            location=record.name,
            hint=f"choose one of: {', '.join(fitting)}" if fitting else f"create a record with {files}",
        )


def build_empty_record(project: Project, benchmark_name: str, city_name: str, name: str = "") -> Record:
    """Return an unsaved record with only its benchmark and city.

    The default ``name`` combines city and benchmark. Raises ProjectError if the benchmark or the city is
    unknown, or if the name is not valid for a record.
    """
    from assembler.model.review.baseline import BaselineReport
    from assembler.model.review.review import Review

    benchmark, city = project.benchmark(benchmark_name), project.city(city_name)
    name = name or f"{city.id}-{benchmark.id}"
    check_new_name(name)
    review = Review(
        project=benchmark.prefix,
        city=city.id,
        benchmark=benchmark.tag,
        language=city.working_language,
        example=city.example,
    )
    entities = {"review": review, "baseline": BaselineReport()}
    return Record(name, project.root / Path(RECORDS) / name, entities)


def build_general_record(project: Project, benchmark_name: str, city_name: str) -> Record:
    """Return an unsaved record for a document about reviews in general.

    It names the benchmark and the city, if they are given. Without a city, its language is English.
    """
    from assembler.model.review.review import Review

    benchmark = project.benchmark(benchmark_name) if benchmark_name else None
    city = project.city(city_name) if city_name else None
    review = Review.model_construct(
        project=benchmark.prefix if benchmark else "",
        city=city.id if city else "",
        benchmark=benchmark.tag if benchmark else "",
        language=city.working_language if city else SOURCE,
    )
    name = city_name or benchmark_name or "general"
    return Record(name, project.root / Path(RECORDS) / name, {"review": review})


def _check_agreement(order: Order, record: Record) -> None:
    tag, cities = record.about.benchmark_tag, record.about.city_ids
    if order.benchmark and order.benchmark not in (tag, tag.partition("@")[0]):
        raise _build_disagreement_error("benchmark", order.benchmark, (tag,) if tag else (), record)
    if order.city and order.city not in cities:
        raise _build_disagreement_error("city", order.city, cities, record)


def _build_disagreement_error(what: str, given: str, actual: Sequence[str], record: Record) -> ProjectError:
    several = len(actual) > 1
    about = f"is for {', '.join(actual)}" if actual else f"names no {what}"
    return ProjectError(
        f"the record {about}, but the {what} {given} was given",
        location=record.name,
        hint=suggest_name(given, actual) if several else f"omit --{what}, or choose another record",
    )
