"""What a report on a review looks at: the report itself and everything that it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from assembler.model.messages.markup import fill
from assembler.model.review.evidence import EvidenceLabel, EvidenceLog, EvidenceRecord, build_labels
from assembler.model.review.feedback import FeedbackReport, Recommendation, ReviewFinding, filter_agreed
from assembler.model.review.review import Review
from assembler.model.review.support import find_confirmed
from assembler.model.review.visit import LABELS, Visit, session_kind, session_number
from assembler.model.types.content import Choice, RichText, Text
from assembler.model.types.rich_text import body_text
from assembler.structs import Struct
from assembler.values.date import show_long
from assembler.values.lists import join_long_items
from assembler.values.rich_text import to_blocks
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

    def says(self, choice: Choice | None) -> str:
        """One of the model's choices in the document's language, as in a sentence; "" for none."""
        return self.sight.says(choice.label) if choice else ""

    def label(self, choice: Choice | None) -> str:
        """One of the model's choices in the document's language, as it stands alone; "" for none."""
        return capitalise(self.says(choice))

    def join_long_items(self, items: Iterable[str]) -> str:
        """``items`` that may contain commas, as the document's language separates them."""
        return join_long_items(items, self.sight.language.code)

    def flat(self, text: Text) -> Text:
        """``text`` as one line without formats, as a table or a note shows it."""
        return flat(text, self.sight.record.about.language)

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
    sure = find_confirmed(report, log.records, visit)
    findings = {key: each for key, each in filter_agreed(report.findings).items() if key in sure}
    founded = {
        key: each for key, each in report.recommendations.items() if any(f in findings for f in each.findings)
    }
    known = _in_words(build_labels(log.records, visit, sight.benchmark), sight)
    return Reporting(sight, record.review, report, visit, log.records, known, findings, founded)


def _in_words(known: Mapping[str, EvidenceLabel], sight: Sight) -> dict[str, str]:
    said = {name: session_name(name, sight) for name in {each.session for each in known.values()}}
    return {key: each.format(said[each.session]) for key, each in known.items()}


def session_name(name: str, sight: Sight) -> str:
    """What a session is called in the document's language: ``Interview 17``."""
    label = sight.says(LABELS[session_kind(name)]).replace(" {", "\N{NO-BREAK SPACE}{")
    return fill(label, {"number": session_number(name)})


def flat(text: Text, own: str) -> Text:
    """``text`` as one line without formats; the items of a list are separated as its language does.

    ``own`` is the language of texts that name none.

    >>> flat(RichText(text="Ask:\\n\\n- **early**\\n- often", language="en"), "nl").text
    'Ask: early; often'
    """
    if not isinstance(text, RichText):
        return text
    words = ""
    for block in to_blocks(text.text):
        between = " " if not words or words.endswith((":", ".", "!", "?", ";", ",")) else None
        items = (words, body_text(block))
        words = between.join(items) if between else join_long_items(items, text.language or own)
    return Text(text=" ".join(words.split()), language=text.language)
