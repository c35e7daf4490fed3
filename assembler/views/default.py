"""What most documents see: the city, the benchmark and the review, as data."""

from __future__ import annotations

from typing import Any

from assembler.model.paths import ROOTS
from assembler.views.context import Sight


def view(sight: Sight) -> dict[str, Any]:
    """Names of city, benchmark and project in the document's language ("" for none), and the entities."""
    city, benchmark, code = sight.found_city, sight.found_benchmark, sight.language.code
    return {
        "city_name": city.name(code) if city else "",
        "city_of": city.phrase("of", code) if city else "",
        "benchmark_name": sight.wording(benchmark.name) if benchmark else "",
        "benchmark_version": sight.says(benchmark.version_label) if benchmark else "",
        "language_name": sight.language_name,
        "example": sight.record.about.example,
        "project": sight.project_name,
        **dict.fromkeys(ROOTS),
        **sight.record.entities,
    }
