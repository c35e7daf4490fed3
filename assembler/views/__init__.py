"""Views: a record and its benchmark, turned into what a template sees.

A template holds places, loops and no sums: what must be chosen, counted, ordered or put into words is done
here, in the document's language. A view promises plain data (texts, numbers, lists, blocks) and every name
that its template uses; it knows nothing of Word, of controls or of files, and it never changes the record.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assembler.errors import DataError
from assembler.views import (
    agenda_guide,
    baseline_report,
    charter_commitment,
    default,
    desk_review,
    evidence_log,
    feedback_report,
    host_response,
    interview_guide,
    team_desk_review,
)
from assembler.views.sight import Sight, View

VIEWS: Mapping[str, View] = {
    "default": default.view,
    "desk_review": desk_review.view,
    "team_desk_review": team_desk_review.view,
    "agenda_guide": agenda_guide.view,
    "baseline_report": baseline_report.view,
    "charter_commitment": charter_commitment.view,
    "evidence_log": evidence_log.view,
    "feedback_report": feedback_report.view,
    "host_response": host_response.view,
    "interview_guide": interview_guide.view,
}
"""Every view by the name that a declaration gives; a test holds table and folder together."""


def seen(name: str, sight: Sight) -> dict[str, Any]:
    """What the template of a type with the view ``name`` sees.

    Raises DataError where a declaration names a view that does not exist.
    """
    if name not in VIEWS:
        raise DataError(f"there is no view {name!r}", remedy=f"one of: {', '.join(VIEWS)}")
    return VIEWS[name](sight)
