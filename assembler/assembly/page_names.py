"""Names that the covers, heads and feet of a house style show in every document."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from assembler.assembly.orders.resolve import find_edition
from assembler.model.documents.document_type import DocumentType
from assembler.model.reference.benchmark import Benchmark
from assembler.rules.draft_notices import DRAFT

_SEPARATOR = " · "
MOST_PILLARS = 4
"""Number of fields in the strip of pillars on a cover."""


def build_page_names(
    declared: DocumentType,
    edition: str,
    benchmark: Benchmark | None,
    context: Mapping[str, Any],
    translate: Callable[[str], str],
) -> dict[str, Any]:
    """Return the names of the page: its notice, the left side of its foot, and the codes of the pillars.

    ``page_notice`` follows the title, so it begins with a separator: " · For the team only". A document that
    lacks something is a draft. A view may provide ``page_foot``. ``pillar_codes`` is empty unless the
    benchmark has as many dimensions as the strip has fields.
    """
    notices = [find_edition(declared, edition).notice or declared.notice, DRAFT if context["lacking"] else ""]
    codes = [dimension.code for dimension in benchmark.dimensions] if benchmark else []
    return {
        "page_notice": "".join(f"{_SEPARATOR}{translate(notice)}" for notice in notices if notice),
        "page_foot": context.get("page_foot", ""),
        "pillar_codes": codes if len(codes) == MOST_PILLARS else [],
    }
