"""Self-assessment of a city with a thematic toolkit, stored in ``self_assessment.yaml`` of a review.

According to the toolkit, cities use its benchmark to assess themselves and to set goals (S2:34-35). The
answers and their choices are inferred from this.
"""

from __future__ import annotations

from datetime import date

from pydantic import Field

from assembler.model.reference.toolkit import ContextCode, FactorCode, QuestionCode, ToolkitId
from assembler.model.types.values import Choice, Frozen, RichText, Text


class FactorState(Choice):
    """Extent to which a key factor is in place in the city."""

    IN_PLACE = "in-place", "in place"
    PARTLY = "partly", "partly in place"
    NOT_YET = "not-yet", "not yet in place"


class ContextEffect(Choice):
    """Effect of a context factor on the city's chances of meeting the benchmark."""

    HELPS = "helps", "helps"
    HINDERS = "hinders", "hinders"
    NEITHER = "neither", "neither helps nor hinders"


class ContextAssessment(Frozen):
    """Effect of a context factor, with an explanation."""

    effect: ContextEffect | None = None
    reason: Text | None = None


class QuestionAnswer(Frozen):
    """A city's answer to a guiding question."""

    answer: RichText | None = None


class FactorAssessment(Frozen):
    """State of a key factor, and the city's goal with its owner and deadline."""

    state: FactorState | None = None
    goal: RichText | None = None
    owner: Text | None = None
    deadline: date | None = None


class SelfAssessment(Frozen):
    """A city's answers to a toolkit, by the toolkit's codes.

    The codes in ``answers`` are those of the guiding questions.
    """

    toolkit: ToolkitId = "inclucities-2"
    assessed: date | None = None
    office: Text | None = None
    """Position of the person responsible for the assessment."""
    involved: Text | None = None
    """Departments and organisations that took part."""
    context: dict[ContextCode, ContextAssessment] = Field(default_factory=dict)
    answers: dict[QuestionCode, QuestionAnswer] = Field(default_factory=dict)
    factors: dict[FactorCode, FactorAssessment] = Field(default_factory=dict)
