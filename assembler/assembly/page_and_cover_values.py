"""Values that the covers, headers and footers of a house style show in every document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from assembler.assembly.orders.resolve import find_edition
from assembler.model.documents.document_type import FORM_NUMBER, DocumentType
from assembler.model.messages.markup import fill
from assembler.model.reference.city import City
from assembler.model.review.review import Person, Review
from assembler.model.types.values import Text
from assembler.rules.draft_cover_texts import DRAFT
from assembler.store.records.record import Record
from assembler.views.context import ViewContext

FORM_NAMES: Final = ("form_id", "form_number", "form_foot")
"""Names of the values that only forms have."""
_SEPARATOR = " · "
MOST_PILLARS = 4
"""Number of fields in the strip of pillars on a cover."""


def build_page_names(
    declared: DocumentType, given: ViewContext, context: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the values, by name, that are shown on every page and at the foot of the cover.

    ``page_notice`` follows the title, so it begins with a separator: " · For the team only". A document with
    missing information is marked as a draft. A view may provide ``page_foot``, and ``sender`` for the head of
    the first page. ``pillar_codes`` and ``pillar_names`` are empty unless the benchmark has as many pillars
    as the strip on the cover has fields.
    """
    notice = find_edition(declared, given.edition).notice or declared.notice
    notices = [notice, DRAFT if context["lacking"] else ""]
    benchmark = given.optional_benchmark
    pillars = benchmark.dimensions if benchmark and len(benchmark.dimensions) == MOST_PILLARS else ()
    return {
        **_build_cover_foot(given.record, given.optional_city),
        "sender": context.get("sender") or _name_sender(given.record),
        "page_notice": "".join(f"{_SEPARATOR}{given.translate(text)}" for text in notices if text),
        "page_foot": context.get("page_foot", ""),
        "form_foot": "",
        "form_number": "",
        "pillar_codes": [pillar.code for pillar in pillars],
        "pillar_names": [given.translate_wording(pillar.name) for pillar in pillars],
    }


def build_form_names(given: ViewContext, context: Mapping[str, Any], form_id: str) -> dict[str, str]:
    """Return the number of the form: alone, as text on a cover, and as text at the foot of the other pages.

    The last, ``form_foot``, follows ``page_foot`` on the same line.
    """
    number = fill(given.translate(FORM_NUMBER), {"form_id": form_id})
    foot = f"{_SEPARATOR}{number}" if context["page_foot"] else number
    return {"form_id": form_id, "form_number": number, "form_foot": foot}


def _build_cover_foot(record: Record, city: City | None) -> dict[str, Any]:
    """Return the logo, arms, secretariat and licence for the foot of a cover.

    A value that is missing is "".
    """
    person = _find_secretariat(record)
    parts = (person.office, person.organisation, person.email) if person else ()
    return {
        "logo": record.about.logo or "",
        "arms": (city.arms if city else None) or "",
        "publisher": ", ".join(part.text if isinstance(part, Text) else part for part in parts if part),
        "licence": record.about.licence,
    }


def _name_sender(record: Record) -> str:
    """Return the organisation of the secretariat, or the project if there is none."""
    person = _find_secretariat(record)
    organisation = person.organisation if person else ""
    return (organisation.text if isinstance(organisation, Text) else organisation) or record.about.project


def _find_secretariat(record: Record) -> Person | None:
    review = record.entities.get("review")
    return review.secretariat if isinstance(review, Review) else None
