"""Rules: one a file, named in words; what is incomplete or doubtful in a record becomes a finding.

Word checks spelling and lets everything else pass. We tell what the method asks for and a record lacks, each
time with place and remedy. We promise that a rule never stops a form from being made: an empty form is
complete in its own way, and rules speak when it comes back. We refuse rules that nobody can look up: each
names the line it rests on, and shows a bad and a good example that are its tests.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from assembler.rules.changed_after_release import changed_after_release
from assembler.rules.crowded_visit import crowded_visit
from assembler.rules.doubt_without_question import doubt_without_question
from assembler.rules.effort_on_the_wrong_side import effort_on_the_wrong_side
from assembler.rules.empty_promise import empty_promise
from assembler.rules.incomplete_area import incomplete_area
from assembler.rules.late_conclusions import late_conclusions
from assembler.rules.late_delivery import late_delivery
from assembler.rules.malformed_link import malformed_link
from assembler.rules.missing_achievement import missing_achievement
from assembler.rules.missing_approval import missing_approval
from assembler.rules.missing_definition import missing_definition
from assembler.rules.missing_desk_entry import missing_desk_entry
from assembler.rules.missing_evidence import missing_evidence
from assembler.rules.missing_provenance import missing_provenance
from assembler.rules.missing_response import missing_response
from assembler.rules.name_without_consent import name_without_consent
from assembler.rules.only_criticism import only_criticism
from assembler.rules.opinion_as_evidence import opinion_as_evidence
from assembler.rules.overloaded_member import overloaded_member
from assembler.rules.quotation_without_speaker import quotation_without_speaker
from assembler.rules.repeated_signatory import repeated_signatory
from assembler.rules.shared_initials import shared_initials
from assembler.rules.short_interview import short_interview
from assembler.rules.signature_before_decision import signature_before_decision
from assembler.rules.signature_before_version import signature_before_version
from assembler.rules.silent_on_weak_points import silent_on_weak_points
from assembler.rules.step_out_of_order import step_out_of_order
from assembler.rules.telling import AgendaRule, CharterRule, Rule, tell
from assembler.rules.traceable_guest import traceable_guest
from assembler.rules.two_places_at_once import two_places_at_once
from assembler.rules.unanswered_indicator import unanswered_indicator
from assembler.rules.unchecked_fact import unchecked_fact
from assembler.rules.unconfirmed_finding import unconfirmed_finding
from assembler.rules.unexplained_answer import unexplained_answer
from assembler.rules.unfit_interviewers import unfit_interviewers
from assembler.rules.unfit_team import unfit_team
from assembler.rules.unfounded_recommendation import unfounded_recommendation
from assembler.rules.unlabelled_evidence import unlabelled_evidence
from assembler.rules.vague_recommendation import vague_recommendation

BASELINE_RULES: tuple[Rule, ...] = (
    missing_provenance,
    missing_definition,
    unanswered_indicator,
    missing_achievement,
    silent_on_weak_points,
    unexplained_answer,
    missing_evidence,
    late_delivery,
    unfit_team,
    shared_initials,
    malformed_link,
)
"""Rules about a baseline report and its review, in the order in which people mend them."""

DESK_RULES: tuple[Rule, ...] = (
    missing_desk_entry,
    doubt_without_question,
    malformed_link,
)
VISIT_RULES: tuple[Rule, ...] = (
    unfit_interviewers,
    two_places_at_once,
    overloaded_member,
    short_interview,
    crowded_visit,
    name_without_consent,
    malformed_link,
)
EVIDENCE_RULES: tuple[Rule, ...] = (
    unlabelled_evidence,
    unchecked_fact,
    quotation_without_speaker,
    name_without_consent,
    malformed_link,
)
FEEDBACK_RULES: tuple[Rule, ...] = (
    opinion_as_evidence,
    unconfirmed_finding,
    late_conclusions,
    missing_approval,
    only_criticism,
    unfounded_recommendation,
    vague_recommendation,
    missing_response,
    empty_promise,
    traceable_guest,
    changed_after_release,
    malformed_link,
)

AGENDA_RULES: tuple[AgendaRule, ...] = (
    effort_on_the_wrong_side,
    incomplete_area,
    malformed_link,
)
"""Rules about an edition of a policy agenda."""

CHARTER_RULES: tuple[CharterRule, ...] = (
    signature_before_decision,
    signature_before_version,
    repeated_signatory,
    step_out_of_order,
)
"""Rules about a charter round, held against the version that it signs."""

RULES_ABOUT: Mapping[str, tuple[Rule, ...]] = MappingProxyType({
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
]  # fmt: skip
