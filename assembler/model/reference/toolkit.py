"""Thematic toolkits: each contains a benchmark for one theme, with which a city can assess itself.

A toolkit is stored in ``data/toolkits/<id>.yaml``. The series, number and titles are stored as data, not in
code, because other series of toolkits have the same structure. Every text is in our own words and gives the
lines of its source, such as S2:24-30.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Annotated, Self

from pydantic import Field, model_validator

from assembler.model.reference.benchmark import Wording
from assembler.model.types.invalid_value import InvalidValueError
from assembler.model.types.record_header import RecordHeader
from assembler.model.types.values import Frozen, Link

ToolkitId = Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
ContextCode = Annotated[str, Field(pattern=r"^C/\d{1,2}$")]
FactorCode = Annotated[str, Field(pattern=r"^K\d{1,2}$")]
QuestionCode = Annotated[str, Field(pattern=r"^K\d{1,2}/\d{1,2}$")]


class ToolkitTitle(Frozen):
    """Number and title of a toolkit in the series."""

    number: int
    title: Wording


class ContextFactor(Frozen):
    """A circumstance that helps or hinders a city, and that the city alone cannot change (S2:69-95)."""

    code: ContextCode
    text: Wording


class GuidingQuestion(Frozen):
    """A question that a city asks itself, with its ``aspects`` as sub-items (S2:131-133)."""

    code: QuestionCode
    text: Wording
    aspects: tuple[Wording, ...] = ()


class ExamplePractice(Frozen):
    """An example of good practice.

    ``corrected`` is true if its web address is broken in the printed toolkit and is corrected here.
    """

    text: Wording
    city: str
    name: str = ""
    year: int | None = None
    link: Link | None = None
    corrected: bool = False


class KeyFactor(Frozen):
    """A condition for success, with its reasons, guiding questions, tips and examples (S2:37-40)."""

    code: FactorCode
    title: Wording
    reasons: Annotated[tuple[Wording, ...], Field(min_length=1)]
    questions: Annotated[tuple[GuidingQuestion, ...], Field(min_length=1)]
    tips: tuple[Wording, ...] = ()
    practices: tuple[ExamplePractice, ...] = ()


class Toolkit(Frozen):
    """A thematic toolkit.

    ``titles`` are the titles of all toolkits in the series, including its own.
    """

    id: ToolkitId
    series: str
    number: int
    titles: tuple[ToolkitTitle, ...]
    introduction: tuple[Wording, ...]
    benchmark: Wording
    rationale: Wording
    context: tuple[ContextFactor, ...]
    factors: tuple[KeyFactor, ...]
    contributors: Wording | None = None
    about: tuple[Wording, ...] = ()

    @property
    def title(self) -> Wording:
        """The title of this toolkit."""
        return next(each.title for each in self.titles if each.number == self.number)

    def list_codes(self) -> Iterator[str]:
        """Yield the codes of all context factors, key factors and guiding questions."""
        yield from (each.code for each in self.context)
        for factor in self.factors:
            yield from (factor.code, *(each.code for each in factor.questions))

    @model_validator(mode="after")
    def _check_codes(self) -> Self:
        if self.number not in {each.number for each in self.titles}:
            raise InvalidValueError("toolkit title", number=self.number)
        if repeated := [code for code, count in Counter(self.list_codes()).items() if count > 1]:
            raise InvalidValueError("repeated codes", codes=", ".join(repeated))
        return self


class ToolkitEdition(RecordHeader):
    """The header of a record from which a toolkit is printed, stored in ``toolkit.yaml``."""

    toolkit: ToolkitId
    """Id of the toolkit in ``data/toolkits``."""
