"""View for most documents: the city, the benchmark and all entities of the record."""

from __future__ import annotations

from typing import Any

from assembler.model.paths import ROOTS
from assembler.views.context import ViewContext


def view(context: ViewContext) -> dict[str, Any]:
    """Return the record's entities, and its city, benchmark and project in the document's language.

    Missing texts are "", and missing entities are None.
    """
    city, benchmark, code = context.optional_city, context.optional_benchmark, context.language.code
    return {
        "city_name": city.name(code) if city else "",
        "city_of": city.phrase("of", code) if city else "",
        "benchmark_name": context.translate_wording(benchmark.name) if benchmark else "",
        "benchmark_version": context.translate(benchmark.version_label) if benchmark else "",
        "language_name": context.language_name,
        "example": context.record.about.example,
        "project": context.project_name,
        **dict.fromkeys(ROOTS),
        **context.record.entities,
    }
