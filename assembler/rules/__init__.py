"""Rules of the review method, one in each module, which report incomplete or doubtful data in a record.

Each diagnostic has a location and a hint. Rules are applied to answers, so they never prevent an empty form
from being built. Each rule cites its source. Its declaration in the registry contains a bad and a good
example, both of which the tests run.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, ValuesView
from types import MappingProxyType
from typing import TypeVar

from assembler.lazy import LazyRegistry
from assembler.rules.rule import AgendaRule, CharterRule, ProgressRule, Rule, run_readable_rules, run_rules

R = TypeVar("R")


def _register_rules(*names: str) -> ValuesView[R]:
    """Return the rules with these names; each is imported on first use, because a document needs only some.

    >>> [rule.__name__ for rule in DESK_RULES], len(DESK_RULES)
    (['missing_desk_entry', 'incomplete_desk_review', 'doubt_without_question', 'malformed_link'], 4)
    """
    return LazyRegistry[R]("assembler.rules", {name: f"{name}:{name}" for name in names}).values()


BASELINE_RULES: Collection[Rule] = _register_rules(
    "missing_provenance",
    "missing_definition",
    "missing_background",
    "unanswered_indicator",
    "missing_achievement",
    "silent_on_weak_points",
    "unexplained_answer",
    "missing_evidence",
    "late_delivery",
    "unfit_team",
    "shared_initials",
    "ranked_city",
    "malformed_link",
)
"""Rules for a baseline report and its review, in the order in which people fix problems."""

DESK_RULES: Collection[Rule] = _register_rules(
    "missing_desk_entry",
    "incomplete_desk_review",
    "doubt_without_question",
    "malformed_link",
)
VISIT_RULES: Collection[Rule] = _register_rules(
    "unfit_interviewers",
    "two_places_at_once",
    "overloaded_member",
    "short_interview",
    "crowded_visit",
    "thin_coverage",
    "name_without_consent",
    "unstated_language",
    "malformed_link",
)
EVIDENCE_RULES: Collection[Rule] = _register_rules(
    "unlabelled_evidence",
    "unusable_evidence",
    "unchecked_fact",
    "quotation_without_speaker",
    "name_without_consent",
    "malformed_link",
)
FEEDBACK_RULES: Collection[Rule] = _register_rules(
    "opinion_as_evidence",
    "unconfirmed_finding",
    "unlabelled_evidence",
    "unusable_evidence",
    "missing_judgement",
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
    "ranked_city",
    "malformed_link",
)

PROMISE_RULES: Collection[Rule] = _register_rules("unexplained_deadline")
"""Rules for the promises of a review."""

PUBLIC_EDITION_RULES: Collection[Rule] = _register_rules("missing_response")
"""Rules about feedback reports that only the public edition must follow (R50)."""
AGENDA_RULES: Collection[AgendaRule] = _register_rules(
    "effort_on_the_wrong_side",
    "incomplete_area",
    "malformed_link",
)
"""Rules for an edition of a policy agenda."""

EVALUATION_RULES: Collection[AgendaRule] = _register_rules(
    "printed_percentage",
    "impossible_percentages",
    "other_base",
    "attendance_gap",
    "contradicted_claim",
    "unknown_meeting",
    "unexpected_answer",
    "unknown_answer",
)
"""Rules for an evaluation of a policy agenda."""

CHARTER_RULES: Collection[CharterRule] = _register_rules(
    "signature_before_decision",
    "signature_before_version",
    "repeated_signatory",
    "step_out_of_order",
)
"""Rules for a charter round and the version that is signed."""

PROGRESS_RULES: Collection[ProgressRule] = _register_rules("missing_rating", "missing_rating_evidence")
"""Rules for the progress reports of cities that signed a charter."""

PUBLICATION_RULES: Collection[Rule] = _register_rules(
    "practice_without_city",
    "practice_without_consent",
    "open_problem",
    "uncommon_problem",
    "unused_item",
    "item_without_source",
    "ranked_city",
    "malformed_link",
)
"""Rules for a findings publication."""

RULES_ABOUT: Mapping[str, Collection[Rule]] = MappingProxyType({
    "baseline": BASELINE_RULES,
    "desk": DESK_RULES,
    "team_desk": DESK_RULES,
    "visit": VISIT_RULES,
    "evidence": EVIDENCE_RULES,
    "feedback": FEEDBACK_RULES,
    "promises": PROMISE_RULES,
    "publication": PUBLICATION_RULES,
})  # fmt: skip
"""Maps each kind of file in a record with a benchmark to its rules, in the order in which people fix
problems.
"""


def select_rules(kinds: Iterable[str], *, publish: bool = True) -> tuple[Rule, ...]:
    """Return the rules for these kinds of files of a review, each rule once.

    Unless ``publish``, the rules that only a published edition must follow are left out.

    >>> [rule.__name__ for rule in select_rules(["desk", "team_desk"])]
    ['missing_desk_entry', 'incomplete_desk_review', 'doubt_without_question', 'malformed_link']
    """
    rules = dict.fromkeys(rule for kind in kinds for rule in RULES_ABOUT.get(kind, ()))
    return tuple(rule for rule in rules if publish or rule not in PUBLIC_EDITION_RULES)


__all__ = [
    "AGENDA_RULES", "BASELINE_RULES", "CHARTER_RULES", "DESK_RULES", "EVALUATION_RULES", "EVIDENCE_RULES",
    "FEEDBACK_RULES", "PROGRESS_RULES", "PROMISE_RULES", "PUBLICATION_RULES", "PUBLIC_EDITION_RULES",
    "RULES_ABOUT", "VISIT_RULES", "AgendaRule", "CharterRule", "ProgressRule", "Rule",
    "run_readable_rules", "run_rules", "select_rules",
]  # fmt: skip
