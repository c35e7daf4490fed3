"""Rules: one a file, named in words; what is incomplete or doubtful in a record becomes a diagnostic.

Word checks spelling and lets everything else pass. We tell what the method asks for and a record lacks, each
time with place and hint. We promise that a rule never stops a form from being made: an empty form is
complete in its own way, and rules speak when it comes back. We refuse rules that nobody can look up: each
names the line it rests on, and shows a bad and a good example that are its tests.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, ValuesView
from types import MappingProxyType
from typing import TypeVar

from assembler.lazy import LazyRegistry
from assembler.rules.rule import AgendaRule, CharterRule, Rule, tell, tell_readable

R = TypeVar("R")


def _named(*names: str) -> ValuesView[R]:
    """Rules by their names; each is imported when its turn comes: a document wants a few of them.

    >>> [rule.__name__ for rule in DESK_RULES], len(DESK_RULES)
    (['missing_desk_entry', 'doubt_without_question', 'malformed_link'], 3)
    """
    return LazyRegistry[R]("assembler.rules", {name: f"{name}:{name}" for name in names}).values()


BASELINE_RULES: Collection[Rule] = _named(
    "missing_provenance",
    "missing_definition",
    "unanswered_indicator",
    "missing_achievement",
    "silent_on_weak_points",
    "unexplained_answer",
    "missing_evidence",
    "late_delivery",
    "unfit_team",
    "shared_initials",
    "malformed_link",
)
"""Rules about a baseline report and its review, in the order in which people mend them."""

DESK_RULES: Collection[Rule] = _named(
    "missing_desk_entry",
    "doubt_without_question",
    "malformed_link",
)
VISIT_RULES: Collection[Rule] = _named(
    "unfit_interviewers",
    "two_places_at_once",
    "overloaded_member",
    "short_interview",
    "crowded_visit",
    "name_without_consent",
    "unstated_language",
    "malformed_link",
)
EVIDENCE_RULES: Collection[Rule] = _named(
    "unlabelled_evidence",
    "unusable_evidence",
    "unchecked_fact",
    "quotation_without_speaker",
    "name_without_consent",
    "malformed_link",
)
FEEDBACK_RULES: Collection[Rule] = _named(
    "opinion_as_evidence",
    "unconfirmed_finding",
    "late_conclusions",
    "missing_approval",
    "only_criticism",
    "unfounded_recommendation",
    "vague_recommendation",
    "missing_response",
    "empty_promise",
    "traceable_guest",
    "changed_after_release",
    "unstated_language",
    "malformed_link",
)

AGENDA_RULES: Collection[AgendaRule] = _named(
    "effort_on_the_wrong_side",
    "incomplete_area",
    "malformed_link",
)
"""Rules about an edition of a policy agenda."""

CHARTER_RULES: Collection[CharterRule] = _named(
    "signature_before_decision",
    "signature_before_version",
    "repeated_signatory",
    "step_out_of_order",
)
"""Rules about a charter round, held against the version that it signs."""

RULES_ABOUT: Mapping[str, Collection[Rule]] = MappingProxyType({
    "baseline": BASELINE_RULES,
    "desk": DESK_RULES,
    "team_desk": DESK_RULES,
    "visit": VISIT_RULES,
    "evidence": EVIDENCE_RULES,
    "feedback": FEEDBACK_RULES,
})  # fmt: skip
"""The rules about each kind of file of a review, in the order in which people mend what they find."""

__all__ = [
    "AGENDA_RULES", "BASELINE_RULES", "CHARTER_RULES", "DESK_RULES", "EVIDENCE_RULES", "FEEDBACK_RULES",
    "RULES_ABOUT", "VISIT_RULES", "AgendaRule", "CharterRule", "Rule", "tell",
    "tell_readable",
]  # fmt: skip
