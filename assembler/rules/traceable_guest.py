"""R24: published texts must not identify interviewees."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.review_privacy import TRACEABLE_GUEST
from assembler.model.review.feedback import FeedbackReport
from assembler.model.review.visit import SessionKind, session_kind, session_label
from assembler.model.types.content import Text
from assembler.rules.rule import initials_of, visit_of
from assembler.store.records.record import Record, iter_entities

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark
    from assembler.model.review.visit import Session

_JOINT = r"(?:[\s_.,+-]|%20)+"
"""Matches what may separate the words of a name."""


def traceable_guest(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that no edition of a report names a guest or session in its text (S0:853-859; R24, inferred).

    The last name of a guest and the initials of a team member are only warnings: they may be other words.
    """
    report = record.find(FeedbackReport)
    if report is None:
        return
    sessions = visit_of(record).sessions
    names, initials = list_hidden_names(sessions), initials_of(record)
    traces, last_names = build_trace_pattern(names, sessions), {each.split()[-1] for each in names}
    for path, part in iter_entities(report, "feedback"):
        if not isinstance(part, Text):
            continue
        words = set(re.findall(r"[^\W_]+", part.text))
        if found := traces.search(part.text):
            yield TRACEABLE_GUEST.at(record.locate(path), text=found[0])
        elif names_found := sorted(words & last_names):
            yield TRACEABLE_GUEST.at(record.locate(path), "last name", name=names_found[0])
        if initials_found := sorted(words.intersection(initials)):
            yield TRACEABLE_GUEST.at(record.locate(path), "initials", initials=initials_found[0])


def list_hidden_names(sessions: Mapping[str, Session]) -> list[str]:
    """Return the names of the guests who did not agree to their publication."""
    guests = (guest for each in sessions.values() for guest in each.interviewees)
    return [guest.name for guest in guests if guest.name and not guest.publish_name]


def list_interviews(sessions: Iterable[str]) -> list[str]:
    """Return those ``sessions`` that are interviews or workshops."""
    asking = (SessionKind.INTERVIEW, SessionKind.WORKSHOP)
    return [name for name in sessions if session_kind(name) in asking]


def build_trace_pattern(names: Iterable[str], sessions: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that matches ``names``, the English names of ``sessions``, and evidence labels.

    The words of a name may be joined, as in an email address, or begin with the surname.

    >>> build_trace_pattern(["Ana Soto"], ["I7"]).findall("Ask Ana  Soto (Interview 7, I7-1), not Ana.")
    ['Ana  Soto', 'Interview 7', 'I7-1']
    >>> build_trace_pattern(["Ana Soto"], []).findall("SOTO, Ana: ana.soto@kade.example")
    ['SOTO, Ana', 'ana.soto']
    """
    labels = map(session_label, list_interviews(sessions))
    known = list(names)
    turned = (" ".join((each.split()[-1], *each.split()[:-1])) for each in known)
    texts = (_JOINT.join(map(re.escape, each.split())) for each in (*known, *turned, *labels))
    words = "|".join((*texts, r"(?:I\d+|W[A-Z])-\d+"))
    return re.compile(rf"(?<![^\W_])(?:{words})(?![^\W_])", re.IGNORECASE)
