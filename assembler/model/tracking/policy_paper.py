"""Policy papers whose recommendations are tracked, such as the European agenda for integration of 2011.

A paper is stored in ``data/papers/<id>.yaml``. Every text is our own restatement with its source line. An
item depends on the lead-in of its group and is never shown without it (rule R42).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from assembler.model.reference.benchmark import Wording
from assembler.model.types.invalid_value import InvalidValueError
from assembler.model.types.values import Choice, Frozen

PaperId = Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]


class Addressee(Choice):
    """Addressee of a group of recommendations."""

    MEMBER_STATES = "member-states", "Member States"
    COMMISSION = "commission", "European Commission"
    ALL_LEVELS = "all-levels", "actors at all levels of government"
    ORIGIN = "member-states-and-origin", "Member States and countries of origin"


class PaperArea(Frozen):
    """A section of the paper that contains recommendations.

    ``code`` is the number of the section in the paper.
    """

    code: str
    name: Wording


class PaperItem(Frozen):
    """A recommendation, with its number in the paper."""

    number: Annotated[int, Field(ge=1, le=99)]
    text: Wording


class PaperGroup(Frozen):
    """Recommendations of one area to one addressee, with the lead-in on which their texts depend."""

    area: str
    addressee: Addressee
    lead_in: Wording
    items: Annotated[tuple[PaperItem, ...], Field(min_length=1)]


class PolicyPaper(Frozen):
    """A policy paper.

    The code of a recommendation is the ``prefix`` and the recommendation's number (``EU/12``).
    """

    id: PaperId
    prefix: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    reference: str
    """Reference under which the paper was published (``COM(2011) 455``)."""
    published: date
    title: Wording
    areas: tuple[PaperArea, ...]
    groups: tuple[PaperGroup, ...]

    def list_items(self) -> Iterator[tuple[str, PaperGroup, PaperItem]]:
        """Yield the code, group and item of each recommendation, in the order of the paper."""
        for group in self.groups:
            yield from ((f"{self.prefix}/{item.number}", group, item) for item in group.items)

    @model_validator(mode="after")
    def _check_codes(self) -> Self:
        codes = [code for code, _, _ in self.list_items()]
        if repeated := [code for code, count in Counter(codes).items() if count > 1]:
            raise InvalidValueError("repeated codes", codes=", ".join(repeated))
        known = {each.code for each in self.areas}
        if unknown := sorted({each.area for each in self.groups} - known):
            raise InvalidValueError("undeclared area", code=self.id, names=", ".join(unknown))
        return self
