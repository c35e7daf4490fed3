"""The record that an order is about: one that is kept, or an empty one for a benchmark and a city."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from assembler.errors import ProjectError
from assembler.jobs.order import Order
from assembler.model.document_type import DocumentType
from assembler.model.paths import about_of
from assembler.store.project import RECORDS, Project
from assembler.store.record import Record


def record_for(project: Project, order: Order) -> Record:
    """The record named by ``order``, or a new one named after city and benchmark (``amsterdam-dive``).

    ProjectError where neither a record nor both benchmark and city are given, or where they disagree with the
    record.
    """
    if order.record:
        record = project.record(order.record)
        _must_agree(order, record)
        return record
    if not (order.benchmark and order.city):
        raise _no_record(order)
    return empty_record(project, order.benchmark, order.city)


def _no_record(order: Order) -> ProjectError:
    given, missing = [("city", "benchmark"), ("benchmark", "city")][bool(order.benchmark)]
    if not (order.benchmark or order.city):
        remedy = "name one with --record, or give --benchmark and --city for an empty form"
        return ProjectError("no record is given", remedy=remedy)
    example = "dive" if missing == "benchmark" else "leeds"
    return ProjectError(f"--{given} is given, but no --{missing}",
                        remedy=f"add --{missing}, such as `--{missing} {example}`")  # fmt: skip


def must_fit(project: Project, declared: DocumentType, record: Record) -> None:
    """ProjectError where ``record`` is about something else than documents of this type are made from."""
    wanted = about_of(declared.record)
    if record.kind != wanted:
        fitting = [name for name in project.records() if project.checked_record(name).kind == wanted]
        raise ProjectError(
            f"{declared.name} is made from a record with {wanted}.yaml, and this one has {record.kind}.yaml",
            where=record.name,
            remedy=f"name one of {', '.join(fitting)}" if fitting else f"make a record with {wanted}.yaml",
        )


def empty_record(project: Project, benchmark_name: str, city_name: str) -> Record:
    """A record that knows no more than its benchmark and its city; nothing is written."""
    from assembler.model.baseline import BaselineReport
    from assembler.model.review import Review

    benchmark, city = project.benchmark(benchmark_name), project.city(city_name)
    name = f"{city.id}-{benchmark.id}"
    review = Review(
        project=benchmark.prefix,
        city=city.id,
        benchmark=benchmark.tag,
        language=city.working_language,
        example=city.example,
    )
    entities = {"review": review, "baseline": BaselineReport()}
    return Record(name, project.root / Path(RECORDS) / name, entities)


def _must_agree(order: Order, record: Record) -> None:
    tag, cities = record.about.benchmark_tag, record.about.city_ids
    if order.benchmark and order.benchmark not in (tag, tag.partition("@")[0]):
        raise _disagreement("benchmark", order.benchmark, (tag,) if tag else (), record)
    if order.city and order.city not in cities:
        raise _disagreement("city", order.city, cities, record)


def _disagreement(what: str, asked: str, there: Sequence[str], record: Record) -> ProjectError:
    return ProjectError(
        f"the record is about {', '.join(there) or f'no {what}'}, and the {what} {asked} was asked for",
        where=record.name,
        remedy=f"omit --{what}, or choose another record",
    )
