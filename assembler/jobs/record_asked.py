"""The record that an order is about: one that is kept, or an empty one for a benchmark and a city."""

from __future__ import annotations

from pathlib import Path

from assembler.errors import ProjectError
from assembler.jobs.order import Order
from assembler.model.baseline import BaselineReport
from assembler.model.review import Review
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
        raise ProjectError(
            "it is not said which record the document is made from",
            remedy="name one with --record, or give --benchmark and --city for an empty form",
        )
    return empty_record(project, order.benchmark, order.city)


def empty_record(project: Project, benchmark_name: str, city_name: str) -> Record:
    """A record that knows no more than its benchmark and its city; nothing is written."""
    benchmark, city = project.benchmark(benchmark_name), project.city(city_name)
    name = f"{city.id}-{benchmark.id}"
    review = Review(
        project=benchmark.name.text,
        city=city.id,
        benchmark=benchmark.tag,
        language=city.working_language,
        example=city.example,
    )
    return Record(name, project.root / Path(RECORDS) / name, review, BaselineReport())


def _must_agree(order: Order, record: Record) -> None:
    for what, asked, there in (
        ("benchmark", order.benchmark, record.review.benchmark),
        ("city", order.city, record.review.city),
    ):
        if asked and asked not in (there, there.partition("@")[0]):
            raise ProjectError(
                f"the record is about the {what} {there}, and {asked} was asked for",
                where=record.name,
                remedy=f"leave --{what} away, or name another record",
            )
