"""Data for a report on a review: the report itself and the data on which it is based."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from assembler.model.documents.edition_names import find_current_name
from assembler.model.messages.markup import fill
from assembler.model.review.evidence import EvidenceLabel, EvidenceLog, EvidenceRecord, build_labels
from assembler.model.review.feedback import FeedbackReport, Recommendation, ReviewFinding, filter_agreed
from assembler.model.review.finding_support import find_confirmed
from assembler.model.review.review import Review
from assembler.model.review.visit import LABELS, Visit, session_kind, session_number
from assembler.model.types.rich_text import body_text
from assembler.model.types.values import Choice, RichText, Text
from assembler.structs import Struct
from assembler.values.date import show_long
from assembler.values.joined_items import join_long_items
from assembler.values.plain_text import capitalise, collapse_white_space
from assembler.values.rich_text import to_blocks
from assembler.views.context import ViewContext

NOTHING = "–"
"""Text shown instead of a missing number, letter or rating."""
TEAM, HOST = "team", "host"
"""Editions for the review team and for the host city. All other editions are public."""


class ReportData(Struct, frozen=True):
    """A review and its report.

    ``findings`` are those that the team agreed on and enough sessions confirm. Only these are in the report.
    ``recommendations`` are those based on such findings.
    """

    context: ViewContext
    review: Review
    report: FeedbackReport
    visit: Visit
    records: Mapping[str, EvidenceRecord]
    labels: Mapping[str, str]
    """Labels of the evidence records in the document's language (S0:922)."""
    findings: Mapping[str, ReviewFinding]
    recommendations: Mapping[str, Recommendation]

    @property
    def is_team(self) -> bool:
        """True if this is the edition for the team, or if the document has no editions.

        All other editions omit the names of sessions.
        """
        return find_current_name(self.context.edition, (TEAM,)) in ("", TEAM)

    @property
    def is_public(self) -> bool:
        """True if this is the public edition, which names no person.

        It is meant neither for the team nor for the host.
        """
        return not self.is_team and self.context.edition != HOST

    def team_only(self, words: str) -> str:
        """Return ``words`` in the team edition, or "" in any other edition."""
        return words if self.is_team else ""

    def format_day(self, day: date | None) -> str:
        """Return a date with the month spelt out, or "" if there is no date."""
        return show_long(day, self.context.language.code) if day else ""

    def translate_choice(self, choice: Choice | None) -> str:
        """Return the label of a choice in the document's language, for use in a sentence.

        The result is "" if there is no choice.
        """
        return self.context.translate(choice.label) if choice else ""

    def choice_label(self, choice: Choice | None) -> str:
        """Return the label of a choice in the document's language, capitalised.

        The result is "" if there is no choice.
        """
        return capitalise(self.translate_choice(choice))

    def join_long_items(self, items: Iterable[str]) -> str:
        """Join ``items``, which may contain commas, with the separator of the document's language."""
        return join_long_items(items, self.context.language.code)

    def flatten(self, text: Text) -> Text:
        """Return ``text`` as one unformatted line, for a table or a note."""
        return flatten(text, self.context.record.about.language)

    def city_name(self, name: str) -> str:
        """Return the city's name in the document's language, or the id ``name`` if the city is unknown."""
        city = self.context.cities.get(name)
        return city.name(self.context.language.code) if city else name

    def filter_included(self, findings: Iterable[str]) -> tuple[str, ...]:
        """Return those ``findings`` that the report includes."""
        return tuple(key for key in findings if key in self.findings)

    def evidence_label(self, key: str) -> str:
        """Return the label of an evidence record, or its name if it has none."""
        return self.labels.get(key, key)


def load_report_data(context: ViewContext) -> ReportData:
    """Load the data for a report from the record of ``context``.

    Missing files count as empty.
    """
    record = context.record
    report = record.find(FeedbackReport) or FeedbackReport()
    visit, log = record.find(Visit) or Visit(), record.find(EvidenceLog) or EvidenceLog()
    sure = find_confirmed(report, log.records, visit, record.review.limits.confirming_sessions)
    findings = {key: each for key, each in filter_agreed(report.findings).items() if key in sure}
    founded = {
        key: each for key, each in report.recommendations.items() if any(f in findings for f in each.findings)
    }
    known = _format_labels(build_labels(log.records, visit, context.benchmark), context)
    return ReportData(context, record.review, report, visit, log.records, known, findings, founded)


def _format_labels(labels: Mapping[str, EvidenceLabel], context: ViewContext) -> dict[str, str]:
    sessions = {
        name: format_session_name(name, context) for name in {each.session for each in labels.values()}
    }
    return {key: each.format(sessions[each.session]) for key, each in labels.items()}


def format_session_name(name: str, context: ViewContext) -> str:
    """Return the name of a session in the document's language, such as ``Interview 17``."""
    label = context.translate(LABELS[session_kind(name)]).replace(" {", "\N{NO-BREAK SPACE}{")
    return fill(label, {"number": session_number(name)})


def flatten(text: Text, own: str) -> Text:
    """Return ``text`` as one unformatted line, with list items separated as is usual in its language.

    ``own`` is the language of texts that do not specify one.

    >>> flatten(RichText(text="Ask:\\n\\n- **early**\\n- often", language="en"), "nl").text
    'Ask: early; often'
    """
    if not isinstance(text, RichText):
        return text
    words = ""
    for block in to_blocks(text.text):
        between = " " if not words or words.endswith((":", ".", "!", "?", ";", ",")) else None
        items = (words, body_text(block))
        words = between.join(items) if between else join_long_items(items, text.language or own)
    return Text(text=collapse_white_space(words), language=text.language)
