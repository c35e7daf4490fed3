"""Formats that the model requires of texts, by pattern.

The patterns are defined only in the model; several keys may share one pattern.
"""

from __future__ import annotations

from functools import cache

from assembler.model.documents import document_type
from assembler.model.reference import benchmark, charter, city, glossary, policy_agenda
from assembler.model.review import narratives, release, review
from assembler.model.types import content, references
from assembler.model.types import record_header as about
from assembler.model.types.introspection import Entity, find_pattern


def find_format(pattern: str) -> str:
    """Return the variant of the rule ``invalid-format`` for texts that do not match ``pattern``.

    >>> find_format("^[A-Z]{2}$")
    'country'
    """
    return _list_formats()[pattern]


@cache
def _list_formats() -> dict[str, str]:
    return {
        find_pattern(about.LanguageTag): "language",
        find_pattern(about.BenchmarkTag): "benchmark",
        find_pattern(about.Initials): "initials",
        _field_pattern(review.Person, "email"): "email",
        _field_pattern(content.Money, "currency"): "currency",
        find_pattern(narratives.SectionPath): "section",
        find_pattern(release.VersionNumber): "version number",
        find_pattern(release.Digest): "digest",
        find_pattern(city.CityId): "city",
        _field_pattern(city.City, "country"): "country",
        _field_pattern(city.City, "currency"): "currency",
        find_pattern(references.SessionKey): "session",
        find_pattern(references.EvidenceKey): "evidence",
        find_pattern(references.FindingKey): "finding",
        find_pattern(references.RecommendationKey): "recommendation",
        find_pattern(references.PracticeKey): "practice",
        find_pattern(benchmark.Source): "source",
        _field_pattern(benchmark.Indicator, "code"): "indicator",
        _field_pattern(benchmark.CrossValue, "code"): "cross value",
        _field_pattern(benchmark.Benchmark, "id"): "benchmark id",
        _field_pattern(benchmark.Benchmark, "version"): "benchmark version",
        find_pattern(charter.CharterTag): "charter",
        _field_pattern(charter.CharterVersion, "since"): "month",
        find_pattern(charter.Words): "empty",
        find_pattern(policy_agenda.AreaCode): "area",
        _field_pattern(policy_agenda.Ministry, "code"): "ministry",
        _field_pattern(glossary.Term, "id"): "term",
        find_pattern(document_type.PlaceholderName): "placeholder",
        find_pattern(document_type.EditionName): "edition",
    }


def _field_pattern(model: type[Entity], field: str) -> str:
    return find_pattern(model.model_fields[field])
