"""Rules of the review method, a module for each topic, which report incomplete or doubtful data in a record.

Each diagnostic has a location and a hint. Rules are applied to answers, so they never prevent an empty form
from being built. The declaration of a rule in the registry contains a bad and a good example, both of which
the tests run.

A rule cites its source, if it has one, usually by document and line, such as ``S0:599``. S0 is the guide of
INTI-CITIES, S1 the report of DIVE, S2 the second toolkit of IncluCities, and S3 the interim evaluation of an
integration agenda. A number such as R2 identifies a rule of the method.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, ValuesView
from types import MappingProxyType
from typing import TypeVar

from assembler.lazy import LazyRegistry
from assembler.rules.rule import AgendaRule, CharterRule, ProgressRule, Rule, run_readable_rules, run_rules

R = TypeVar("R")


def _register_rules(*names: str) -> ValuesView[R]:
    """Return the rules with these names, each of which is imported on first use.

    A name is written ``module:function``.

    >>> [rule.__name__ for rule in DESK_RULES], len(DESK_RULES)
    (['missing_desk_entry', 'incomplete_desk_review', 'doubt_without_question', 'malformed_link'], 4)
    """
    return LazyRegistry[R]("assembler.rules", {name.partition(":")[2]: name for name in names}).values()


BASELINE_RULES: Collection[Rule] = _register_rules(
    "baseline:missing_provenance",
    "baseline:missing_definition",
    "baseline:missing_background",
    "baseline:unanswered_indicator",
    "baseline:missing_achievement",
    "baseline:silent_on_weak_points",
    "baseline:unexplained_answer",
    "baseline:missing_evidence",
    "baseline:late_delivery",
    "baseline:unfit_team",
    "baseline:shared_initials",
    "links_and_rankings:ranked_city",
    "links_and_rankings:malformed_link",
)
"""Rules for a baseline report and its review, in the order in which people fix problems."""

DESK_RULES: Collection[Rule] = _register_rules(
    "desk_reviews:missing_desk_entry",
    "desk_reviews:incomplete_desk_review",
    "desk_reviews:doubt_without_question",
    "links_and_rankings:malformed_link",
)
VISIT_RULES: Collection[Rule] = _register_rules(
    "visit:unfit_interviewers",
    "visit:two_places_at_once",
    "visit:overloaded_member",
    "visit:short_interview",
    "visit:crowded_visit",
    "visit:thin_coverage",
    "visit:name_without_consent",
    "visit:unstated_language",
    "links_and_rankings:malformed_link",
)
EVIDENCE_RULES: Collection[Rule] = _register_rules(
    "evidence:unlabelled_evidence",
    "evidence:unusable_evidence",
    "evidence:unchecked_fact",
    "evidence:quotation_without_speaker",
    "visit:name_without_consent",
    "links_and_rankings:malformed_link",
)
FEEDBACK_RULES: Collection[Rule] = _register_rules(
    "findings:opinion_as_evidence",
    "findings:unconfirmed_finding",
    "evidence:unlabelled_evidence",
    "evidence:unusable_evidence",
    "findings:missing_judgement",
    "findings:late_conclusions",
    "findings:missing_approval",
    "findings:only_criticism",
    "recommendations:unfounded_recommendation",
    "recommendations:vague_recommendation",
    "recommendations:missing_response",
    "recommendations:empty_promise",
    "findings:traceable_guest",
    "findings:changed_after_release",
    "visit:unstated_language",
    "links_and_rankings:ranked_city",
    "links_and_rankings:malformed_link",
)

PROMISE_RULES: Collection[Rule] = _register_rules("recommendations:unexplained_deadline")
"""Rules for the promises of a review."""

PUBLIC_EDITION_RULES: Collection[Rule] = _register_rules("recommendations:missing_response")
"""Rules about feedback reports that only the public edition must follow (R50)."""
AGENDA_RULES: Collection[AgendaRule] = _register_rules(
    "policy_agenda:effort_on_the_wrong_side",
    "policy_agenda:incomplete_area",
    "links_and_rankings:malformed_link",
)
"""Rules for an edition of a policy agenda."""

EVALUATION_RULES: Collection[AgendaRule] = _register_rules(
    "agenda_evaluations:printed_percentage",
    "agenda_evaluations:impossible_percentages",
    "agenda_evaluations:other_base",
    "agenda_evaluations:attendance_gap",
    "agenda_evaluations:contradicted_claim",
    "agenda_evaluations:unknown_meeting",
    "agenda_evaluations:unexpected_answer",
    "agenda_evaluations:unknown_answer",
)
"""Rules for an evaluation of a policy agenda."""

CHARTER_RULES: Collection[CharterRule] = _register_rules(
    "charter:signature_before_decision",
    "charter:signature_before_version",
    "charter:repeated_signatory",
    "charter:step_out_of_order",
)
"""Rules for a charter round and the version that is signed."""

PROGRESS_RULES: Collection[ProgressRule] = _register_rules(
    "charter:missing_rating", "charter:missing_rating_evidence"
)
"""Rules for the progress reports of cities that signed a charter."""

PUBLICATION_RULES: Collection[Rule] = _register_rules(
    "publication:practice_without_city",
    "publication:practice_without_consent",
    "publication:open_problem",
    "publication:uncommon_problem",
    "publication:unused_item",
    "publication:item_without_source",
    "links_and_rankings:ranked_city",
    "links_and_rankings:malformed_link",
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

    Unless ``publish`` is true, the rules that only a published edition must follow are omitted.

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
