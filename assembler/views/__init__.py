"""Views: a record and its benchmark, turned into what a template sees.

A template holds places, loops and no sums: what must be chosen, counted, ordered or put into words is done
here, in the document's language. A view promises plain data (texts, numbers, lists, blocks) and every name
that its template uses; it knows nothing of Word, of controls or of files, and it never changes the record.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from assembler.errors import DataError
from assembler.views.sight import Sight, View

VIEWS = (
    "default",
    "desk_review",
    "team_desk_review",
    "agenda_guide",
    "baseline_report",
    "charter_commitment",
    "evidence_log",
    "feedback_report",
    "host_response",
    "interview_guide",
)
"""Every view by the name that a declaration gives: a module of this room with a function ``view``.

Each is imported when it is asked for: with all their models they would take longer than making a document.
"""


def view(name: str) -> View:
    """The view called ``name``; DataError where a declaration names one that does not exist."""
    if name not in VIEWS:
        raise DataError(f"there is no view {name!r}", remedy=f"one of: {', '.join(VIEWS)}")
    found: View = import_module(f"assembler.views.{name}").view
    return found


def seen(name: str, sight: Sight) -> dict[str, Any]:
    """What the template of a type with the view ``name`` sees; DataError where there is no such view."""
    return view(name)(sight)
