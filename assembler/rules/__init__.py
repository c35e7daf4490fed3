"""Rules: one a file, named in words; what is incomplete or doubtful in a record becomes a finding.

Word checks spelling and lets everything else pass. We tell what the method asks for and a record lacks, each
time with place and remedy. We promise that a rule never stops a form from being made: an empty form is
complete in its own way, and rules speak when it comes back. We refuse rules that nobody can look up: each
names the line it rests on, and shows a bad and a good example that are its tests.
"""

from __future__ import annotations

from assembler.rules.late_delivery import late_delivery
from assembler.rules.missing_achievement import missing_achievement
from assembler.rules.missing_definition import missing_definition
from assembler.rules.missing_evidence import missing_evidence
from assembler.rules.missing_provenance import missing_provenance
from assembler.rules.shared_initials import shared_initials
from assembler.rules.silent_on_weak_points import silent_on_weak_points
from assembler.rules.telling import Rule, tell
from assembler.rules.unanswered_indicator import unanswered_indicator
from assembler.rules.unexplained_answer import unexplained_answer
from assembler.rules.unfit_team import unfit_team

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
)
"""Rules about a baseline report and its review, in the order in which people mend them."""

__all__ = ["BASELINE_RULES", "Rule", "tell"]
