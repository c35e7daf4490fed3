"""What most documents see: the city, the benchmark and the review, as data."""

from __future__ import annotations

from typing import Any

from assembler.views.sight import Sight


def view(sight: Sight) -> dict[str, Any]:
    """Names of city, benchmark and project in the document's language, and the record's entities."""
    code = sight.language.code
    return {
        "city_name": sight.city.name(code),
        "city_of": sight.city.phrase("of", code),
        "benchmark_name": sight.wording(sight.benchmark.name),
        "benchmark_version": sight.says(sight.benchmark.version_label),
        "language_name": sight.language.own_name,
        "example": sight.record.review.example,
        "project": sight.record.review.project,
        **sight.record.entities,
    }
