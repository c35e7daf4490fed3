"""A joint policy agenda of State and municipalities through its editions: what all of them share.

Kept in ``data/agendas/<id>.yaml``: the guiding notions, the ministries, and the policy areas, which are
versioned. The first edition of the Dutch agenda had eight areas and the second nine, and a later one was to
join two of them (S3:88, S3:245-247): how many there are is never written down, it follows from the edition.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Annotated, Protocol, Self, TypeVar

from pydantic import Field, model_validator

from assembler.errors import ProjectError
from assembler.model.reference.benchmark import Source, Wording
from assembler.model.types.content import Choice, Frozen

AreaCode = Annotated[str, Field(pattern=r"^[A-Z]{2,8}/\d{2}$")]
"""``GIA/07``: the agenda and the area; with the edition behind it (``GIA/07@2``) it is unique for ever."""
EditionNumber = Annotated[int, Field(ge=1, le=99)]


class _Lasting(Protocol):
    @property
    def since(self) -> int: ...
    @property
    def until(self) -> int | None: ...


L = TypeVar("L", bound=_Lasting)
K = TypeVar("K")


class EffortSide(Choice):
    """Who makes an effort (S3:226)."""

    STATE = "state", "State"
    MUNICIPALITIES = "municipalities", "municipalities"


class EffortNature(Choice):
    """Of which kind an effort is: the four that lesson 5 asks to keep apart (S3:831)."""

    STATE_ACTIVITY = "state-activity", "Activity of the State"
    STATUTORY_TASK = "statutory-task", "Statutory task"
    AGREEMENT = "existing-agreement", "Existing agreement"
    EXTRA = "possible-extra", "Possible extra activity"

    @property
    def sides(self) -> tuple[EffortSide, ...]:
        """The sides that an effort of this kind may stand on (rule R30).

        >>> EffortNature.EXTRA.sides == (EffortSide.MUNICIPALITIES,), len(EffortNature.AGREEMENT.sides)
        (True, 2)
        """
        if self is EffortNature.AGREEMENT:
            return tuple(EffortSide)
        is_state = self is EffortNature.STATE_ACTIVITY
        return (EffortSide.STATE if is_state else EffortSide.MUNICIPALITIES,)


SYMBOLS: Mapping[EffortNature, str] = MappingProxyType(
    {
        EffortNature.STATE_ACTIVITY: "▲",
        EffortNature.STATUTORY_TASK: "■",
        EffortNature.AGREEMENT: "●",
        EffortNature.EXTRA: "○",
    }
)
"""A sign for each kind: different in shape, so that it survives print without colour, and never without its
words. Filled is settled, open is free. All stand in the character set that every Office font has (WGL4)."""


class GuidingNotion(Frozen):
    """One of the ideas that an agenda is built on, with a heading and a paragraph (S3:199-206)."""

    heading: Wording
    text: Wording


class Ministry(Frozen):
    """A ministry or minister of the State, by the abbreviation that people use (``SZW``)."""

    code: Annotated[str, Field(pattern=r"^[A-Z][A-Za-z&]{1,7}$")]
    name: Wording


class AreaName(Frozen):
    """What an area is called in the editions ``since`` to ``until`` (open where it still is)."""

    name: Wording
    since: EditionNumber = 1
    until: EditionNumber | None = None


class PolicyArea(Frozen):
    """A policy area: in which editions it stands, what it is called in each, and who leads for the State."""

    code: AreaCode
    names: Annotated[tuple[AreaName, ...], Field(min_length=1)]
    since: EditionNumber = 1
    until: EditionNumber | None = None
    merged_into: AreaCode | None = None
    """The area that holds it after ``until``."""
    ministries: tuple[str, ...] = ()
    """Codes of the leading ministries; none where the sources name none."""
    source: Source

    @model_validator(mode="after")
    def _named_throughout(self) -> Self:
        last = max([self.since, self.until or 0, *(name.since for name in self.names)])
        for number in range(self.since, last + 1):
            if is_in_edition(self, number) and len(_of_edition(self.names, number)) != 1:
                raise ValueError(f"{self.code} needs exactly one name in edition {number}")
        if self.merged_into and self.until is None:
            raise ValueError(f"{self.code} is merged: say with `until` which edition was its last")
        return self

    def name_in(self, edition: int) -> Wording:
        """Its name in that edition; its last one where it no longer stands there."""
        return (_of_edition(self.names, edition) or self.names)[-1].name


class EditionFacts(Frozen):
    """An edition as the sources tell of it; ``month`` is its first day's date."""

    number: EditionNumber
    month: date
    announced: bool = False
    """True where what the edition holds is known from announcements only."""
    source: Source


class PolicyAgenda(Frozen):
    """What all editions share; ``notions``, ``areas`` and ``editions`` in their order."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
    name: Wording
    notions: tuple[GuidingNotion, ...]
    meanings: dict[EffortNature, Wording]
    """What each kind of effort means, for the legend."""
    ministries: tuple[Ministry, ...]
    areas: tuple[PolicyArea, ...]
    editions: tuple[EditionFacts, ...]

    def areas_of(self, edition: int) -> tuple[PolicyArea, ...]:
        """The areas of that edition, in the order of the agenda (rule R31)."""
        return _of_edition(self.areas, edition)

    def area(self, code: str) -> PolicyArea:
        """The area with ``code``, whatever its editions; ProjectError where there is none."""
        return self._known(code, {each.code: each for each in self.areas}, "policy area")

    def ministry(self, code: str) -> Ministry:
        """The ministry with ``code``; ProjectError where there is none."""
        return self._known(code, {each.code: each for each in self.ministries}, "ministry")

    def edition(self, number: int) -> EditionFacts:
        """What is known of that edition; ProjectError where there is none."""
        return self._known(str(number), {str(each.number): each for each in self.editions}, "edition")

    def _known(self, wanted: str, known: Mapping[str, K], what: str) -> K:
        if wanted not in known:
            raise ProjectError(f"the agenda has no {what} {wanted!r}", location=self.id,
                               hint=f"one of: {', '.join(known)}")  # fmt: skip
        return known[wanted]

    @model_validator(mode="after")
    def _refers_to_its_own(self) -> Self:
        codes, ministries = {each.code for each in self.areas}, {each.code for each in self.ministries}
        for area in self.areas:
            if area.merged_into and area.merged_into not in codes - {area.code}:
                raise ValueError(f"{area.code} is merged into {area.merged_into}, which is no other area")
            if strangers := set(area.ministries) - ministries:
                raise ValueError(f"{area.code}: no ministry {', '.join(sorted(strangers))}")
        if missing := [nature for nature in EffortNature if nature not in self.meanings]:
            raise ValueError(f"meanings: nothing is said of {', '.join(missing)}")
        if len(codes) != len(self.areas):
            raise ValueError("two areas have the same code")
        return self


def is_in_edition(each: _Lasting, edition: int) -> bool:
    """Whether something stands in that edition.

    >>> is_in_edition(AreaName(name=Wording(text="Work", source="own"), since=2), 1)
    False
    """
    return each.since <= edition and (each.until is None or edition <= each.until)


def _of_edition(things: Sequence[L], edition: int) -> tuple[L, ...]:
    return tuple(each for each in things if is_in_edition(each, edition))
