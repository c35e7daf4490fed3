"""What a report on a review looks at: the report itself and everything that it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from assembler.model.messages.markup import fill
from assembler.model.review.evidence import EvidenceLabel, EvidenceLog, EvidenceRecord, labels
from assembler.model.review.feedback import FeedbackReport, Recommendation, ReviewFinding, agreed
from assembler.model.review.review import Review
from assembler.model.review.support import confirmed
from assembler.model.review.visit import LABELS, Visit, kind_of, number_of
from assembler.model.types.content import Choice
from assembler.structs import Struct
from assembler.values.date import show_long
from assembler.values.text import capitalise
from assembler.views.context import Sight

INTERNAL = "internal"
"""The edition for the team and its host; every other one is for everybody."""


class Reporting(Struct, frozen=True):
    """One review and its report. ``findings`` are those that come out: agreed, and confirmed by two sessions.

    ``recommendations`` are those that rest on such a finding.
    """

    sight: Sight
    review: Review
    report: FeedbackReport
    visit: Visit
    records: Mapping[str, EvidenceRecord]
    labels: Mapping[str, str]
    """The label of each evidence record in the document's language (S0:922)."""
    findings: Mapping[str, ReviewFinding]
    recommendations: Mapping[str, Recommendation]

    @property
    def internal(self) -> bool:
        """Whether the document stays between the team and its host."""
        return self.sight.edition in ("", INTERNAL)

    def inside(self, words: str) -> str:
        """``words`` that only the team and its host may read; nothing for others."""
        return words if self.internal else ""

    def day(self, day: date | None) -> str:
        """A date in words; nothing for none."""
        return show_long(day, self.sight.language.code) if day else ""

    def label(self, choice: Choice | None) -> str:
        """One of the model's choices in the document's language, as it stands alone; nothing for none."""
        return capitalise(self.sight.says(choice.label)) if choice else ""

    def city(self, name: str) -> str:
        """The name of a city in the document's language; nothing for none."""
        found = self.sight.cities.get(name)
        return found.name(self.sight.language.code) if found else name

    def shown(self, findings: Iterable[str]) -> tuple[str, ...]:
        """Those of the ``findings`` that come out."""
        return tuple(key for key in findings if key in self.findings)

    def evidence_label(self, key: str) -> str:
        """The label of an evidence record; its name if it has none."""
        return self.labels.get(key, key)


def reporting(sight: Sight) -> Reporting:
    """What the record of ``sight`` tells for a report; what it has no file of is empty."""
    record = sight.record
    report = record.find(FeedbackReport) or FeedbackReport()
    visit, log = record.find(Visit) or Visit(), record.find(EvidenceLog) or EvidenceLog()
    sure = confirmed(report, log.records, visit)
    findings = {key: each for key, each in agreed(report.findings).items() if key in sure}
    founded = {
        key: each for key, each in report.recommendations.items() if any(f in findings for f in each.findings)
    }
    known = _in_words(labels(log.records, visit, sight.benchmark), sight)
    return Reporting(sight, record.review, report, visit, log.records, known, findings, founded)


def _in_words(known: Mapping[str, EvidenceLabel], sight: Sight) -> dict[str, str]:
    said = {name: session_name(name, sight) for name in {each.session for each in known.values()}}
    return {key: each.shown(said[each.session]) for key, each in known.items()}


def session_name(name: str, sight: Sight) -> str:
    """What a session is called in the document's language: ``Interview 17``."""
    return fill(sight.says(LABELS[kind_of(name)]), {"number": number_of(name)})
