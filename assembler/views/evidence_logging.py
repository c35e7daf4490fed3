"""What the evidence log looks at: all records, and what they say together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assembler.model.evidence import EvidenceRecord
from assembler.model.evidence_log import by_session, confirming, contradicted, single_source, unused
from assembler.model.feedback import used_in_findings, used_in_recommendations
from assembler.model.visit import Session
from assembler.values.lists import in_sentence
from assembler.values.text import capitalised
from assembler.views.reporting import Reporting, reporting, session_name
from assembler.views.sight import Sight

NOTHING = "–"
"""Stands where a number or letter would stand if there were one."""


@dataclass(frozen=True, slots=True)
class Logging:
    """A review and its evidence: ``records`` by name.

    ``single``, ``against`` and ``unused`` are the views of ``model.evidence_log``; what uses a record stands
    by its name in ``in_findings`` and ``in_recommendations``.
    """

    about: Reporting
    records: Mapping[str, EvidenceRecord]
    in_order: Sequence[tuple[str, EvidenceRecord]]
    """Session by session as people count them, within each by number: a record is found by its name."""
    confirming: Mapping[str, frozenset[str]]
    single: Mapping[str, EvidenceRecord]
    against: Mapping[str, tuple[str, ...]]
    unused: Mapping[str, EvidenceRecord]
    in_findings: Mapping[str, tuple[str, ...]]
    in_recommendations: Mapping[str, tuple[str, ...]]

    def indicator(self, code: str) -> str:
        """``GG/I/3`` and what the indicator is called in the document's language."""
        found = self.about.sight.benchmark.indicator(code)
        return f"{code} {self.about.sight.says(found.label)}"

    def session(self, name: str) -> str:
        """What a session is called in the document's language: ``Interview 17``."""
        return session_name(name, self.about.sight)

    def guests(self, session: Session | None) -> str:
        """The kinds of people that a session heard, each once; nothing where none are known."""
        kinds = dict.fromkeys(each.category for each in session.interviewees) if session else {}
        said = [self.about.sight.says(kind.label) for kind in kinds]
        return capitalised(in_sentence(said, self.about.sight.language.code)) if said else ""


def logging(sight: Sight) -> Logging:
    """All evidence of the record that ``sight`` looks at."""
    about = reporting(sight)
    records, in_findings = about.records, used_in_findings(about.report)
    sessions = confirming(records)
    return Logging(
        about,
        records,
        tuple(_in_order(records)),
        sessions,
        single_source(records, sessions),
        contradicted(records),
        unused(records, in_findings),
        in_findings,
        used_in_recommendations(about.report),
    )


def _in_order(records: Mapping[str, EvidenceRecord]) -> Iterator[tuple[str, EvidenceRecord]]:
    for inside in by_session(records).values():
        yield from sorted(inside.items(), key=lambda item: item[1].sequence)
