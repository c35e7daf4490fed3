"""R52: after the visit, each reviewed indicator must have a judgement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.review_feedback import MISSING_JUDGEMENT
from assembler.model.review.feedback import (
    FeedbackReport,
    FindingKind,
    IndicatorJudgement,
    Judgement,
    filter_agreed,
)
from assembler.rules.rule import has_text, join_some, join_words, reviewed_indicators_of
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark

_OPPOSITE: Mapping[Judgement | None, FindingKind] = MappingProxyType(
    {Judgement.MEETS: FindingKind.WEAKNESS, Judgement.FAILS: FindingKind.STRENGTH}
)
"""Maps each judgement to the kind of finding that contradicts it."""


def missing_judgement(record: Record, benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that each indicator that the team reviewed has a judgement (S0:856-858, 945-956; R52).

    Reviewed indicators are those in the team's grid, in the evidence and in agreed findings. Only an
    indicator that is met can have a flexible reading. A judgement must not contradict all findings on its
    indicator.
    """
    report = record.find(FeedbackReport)
    if report is None:
        return
    reviewed, judgements = reviewed_indicators_of(record), report.judgements
    judged = {code for code, each in judgements.items() if each.judgement}
    codes = [each.code for each in benchmark.indicators()]
    if missing := [code for code in codes if code in reviewed and code not in judged]:
        location = record.locate("feedback.judgements")
        yield MISSING_JUDGEMENT.at(location, indicators=join_some(missing))
    for code, each in judgements.items():
        if has_text(each.flexible_reading) and each.judgement is not Judgement.MEETS:
            location = record.locate(f"feedback.judgements.{code}.flexible_reading")
            yield MISSING_JUDGEMENT.at(location, "flexible reading", indicator=code)
        elif not has_text(each.flexible_reading) and (found := _find_opposite(report, code, each)):
            location = record.locate(f"feedback.judgements.{code}.judgement")
            yield MISSING_JUDGEMENT.at(location, "opposite", indicator=code, findings=join_words(found))


def _find_opposite(report: FeedbackReport, code: str, given: IndicatorJudgement) -> list[str]:
    """Return the agreed findings on the indicator if all of them contradict the team's judgement."""
    findings = {k: each for k, each in filter_agreed(report.findings).items() if code in each.indicators}
    opposite = _OPPOSITE.get(given.judgement)
    return list(findings) if all(each.kind is opposite for each in findings.values()) else []
