"""Validation of a round with its references to a benchmark, cities, reviews and an earlier round."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from assembler.diagnostics import Diagnostic, Location
from assembler.diagnostics.references import (
    DIFFERENT_REVIEW,
    UNKNOWN_CITY,
    UNKNOWN_INDICATOR,
    UNKNOWN_LANGUAGE,
    UNKNOWN_REVIEW,
    UNKNOWN_ROUND,
)
from assembler.errors import AssemblyError
from assembler.i18n.languages.languages import is_language
from assembler.store.project.project import Project
from assembler.store.project.record_validation import load_benchmark
from assembler.store.yaml.suggestions import report_unknown

if TYPE_CHECKING:
    from assembler.model.review.review_round import ReviewRound, RoundCity
    from assembler.store.yaml.yaml_file import YamlFile


def check_round(project: Project, name: str) -> Iterator[Diagnostic]:
    """Yield the diagnostics of the round ``name`` and its references."""
    file = project.round_file(name)
    try:
        each = project.round(name)
    except AssemblyError as error:
        yield from error.as_diagnostics(Location(file.name))
        return
    yield from check_round_references(project, name, each, file)


def check_round_references(
    project: Project, name: str, each: ReviewRound, file: YamlFile
) -> Iterator[Diagnostic]:
    """Yield the diagnostics of the references in ``each``, the round ``name``.

    The round need not be saved yet. ``file`` is used for locations.
    """
    yield from check_round_names(project, name, each.model_dump(), file)
    yield from _check_benchmark(project, each, file)
    for index, host in enumerate(each.cities):
        if host.review:
            yield from _check_review(project, each, host, file.locate(("cities", index, "review")))


def check_round_names(
    project: Project, name: str, data: Mapping[str, Any], file: YamlFile
) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each city, language, review and earlier round that does not exist.

    ``data`` is the plain data of the round ``name``, which may have other errors. ``file`` is used for
    locations.
    """
    others = [other for other in project.rounds() if other != name]
    if (follows := data.get("follows")) and follows not in others:
        yield report_unknown(UNKNOWN_ROUND, file.locate(("follows",)), follows, others)
    cities = project.cities()
    for index, host in enumerate(data.get("cities") or ()):
        if (city := host.get("city")) and city not in cities:
            yield report_unknown(UNKNOWN_CITY, file.locate(("cities", index, "city")), city, cities)
        for code in (code for code in host.get("languages") or () if not is_language(code)):
            yield UNKNOWN_LANGUAGE.at(file.locate(("cities", index, "languages")), code=code)
        if (review := host.get("review")) and not _is_review(project, review):
            known = filter(partial(_is_review, project), project.records())
            yield report_unknown(UNKNOWN_REVIEW, file.locate(("cities", index, "review")), review, known)


def _is_review(project: Project, name: str) -> bool:
    return name in project.records() and "review" in project.kinds(name)


def _check_benchmark(project: Project, each: ReviewRound, file: YamlFile) -> Iterator[Diagnostic]:
    benchmark, errors = load_benchmark(project, each.benchmark, file.locate(("benchmark",)))
    yield from errors
    if benchmark is not None:
        known = {indicator.code for indicator in benchmark.indicators()}
        known |= {dimension.code for dimension in benchmark.dimensions}
        for index, code in enumerate(each.indicators):
            if code not in known:
                yield UNKNOWN_INDICATOR.at(file.locate(("indicators", index)), code=code)


def _check_review(
    project: Project, each: ReviewRound, host: RoundCity, location: Location
) -> Iterator[Diagnostic]:
    """Yield diagnostics for a review that does not fit the round.

    The errors of the review itself are reported with the records.
    """
    record = project.checked_record(host.review).record if _is_review(project, host.review) else None
    if record is None:
        return
    review, names = record.review, {"review": host.review}
    if review.city != host.city:
        yield DIFFERENT_REVIEW.at(location, "city", found=review.city, expected=host.city, **names)
    if review.benchmark != each.benchmark:
        expected = {"found": review.benchmark, "expected": each.benchmark}
        yield DIFFERENT_REVIEW.at(location, "benchmark", **expected, **names)
    days = [day for day in (review.visit_start, review.visit_end) if day]
    if any((each.start and day < each.start) or (each.end and day > each.end) for day in days):
        yield DIFFERENT_REVIEW.at(location, **names)
