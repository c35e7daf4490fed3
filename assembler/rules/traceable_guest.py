"""R24: published texts must not identify interviewees."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.review_feedback import TRACEABLE_GUEST
from assembler.model.review.feedback import FeedbackReport
from assembler.model.review.visit import SessionKind, session_kind, session_label
from assembler.model.types.content import Text
from assembler.rules.rule import visit_of
from assembler.store.records.record import Record, iter_entities

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark


def traceable_guest(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that no edition of a report names a guest or session in its text (S0:853-859; R24, inferred)."""
    report = record.find(FeedbackReport)
    if report is None:
        return
    sessions = visit_of(record).sessions
    guests = [guest for each in sessions.values() for guest in each.interviewees]
    names = [guest.name for guest in guests if guest.name and not guest.publish_name]
    traces = _build_pattern(names, sessions)
    for path, part in iter_entities(report, "feedback"):
        if isinstance(part, Text) and (found := traces.search(part.text)):
            yield TRACEABLE_GUEST.at(record.locate(path), text=found[0])


def _build_pattern(names: Iterable[str], sessions: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that matches the names of guests, sessions and evidence records."""
    asking = (SessionKind.INTERVIEW, SessionKind.WORKSHOP)
    labels = (session_label(name) for name in sessions if session_kind(name) in asking)
    said = (re.escape(each).replace(r"\ ", r"\s+") for each in (*names, *labels))
    words = (*said, r"(?:I\d+|W[A-Z])-\d+")
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)
