"""Joint policy agenda of the State and the municipalities: the data shared by all its editions.

An agenda is stored in ``data/agendas/<id>.yaml``: the guiding notions, the ministries, and the policy areas,
which are versioned. The first edition of the Dutch agenda had eight areas and the second nine, and a later
one was to merge two of them (S3:88, S3:245-247). The number of areas is therefore never stored but computed
for each edition.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Annotated, Protocol, Self, TypeVar

from pydantic import Field, model_validator

from assembler.errors import ProjectError
from assembler.model.reference.benchmark import Source, Wording
from assembler.model.types.invalid_value import InvalidValueError
from assembler.model.types.values import Choice, Frozen

AreaCode = Annotated[str, Field(pattern=r"^[A-Z]{2,8}/\d{2}$")]
"""Code of the agenda and the area (``GIA/07``); with the edition (``GIA/07@2``), it is permanently unique."""
EditionNumber = Annotated[int, Field(ge=1, le=99)]


class _HasEditions(Protocol):
    @property
    def since(self) -> int: ...
    @property
    def until(self) -> int | None: ...


L = TypeVar("L", bound=_HasEditions)
K = TypeVar("K")


class EffortSide(Choice):
    """Side responsible for an effort (S3:226)."""

    STATE = "state", "State"
    MUNICIPALITIES = "municipalities", "municipalities"


class EffortNature(Choice):
    """Nature of an effort, such as a statutory task or a possible extra activity.

    Four natures are from lesson 5 of the interim evaluation (S3:831). The fifth, policy already under way, is
    from S3:226.
    """

    STATE_ACTIVITY = "state-activity", "Activity of the State"
    STATUTORY_TASK = "statutory-task", "Statutory task"
    AGREEMENT = "existing-agreement", "Existing agreement"
    UNDER_WAY = "under-way", "Policy already under way"
    EXTRA = "possible-extra", "Possible extra activity"

    @property
    def sides(self) -> tuple[EffortSide, ...]:
        """Sides that may make an effort of this nature (rule R30).

        >>> EffortNature.EXTRA.sides == (EffortSide.MUNICIPALITIES,), len(EffortNature.AGREEMENT.sides)
        (True, 2)
        """
        if self in (EffortNature.AGREEMENT, EffortNature.UNDER_WAY):
            return tuple(EffortSide)
        is_state = self is EffortNature.STATE_ACTIVITY
        return (EffortSide.STATE if is_state else EffortSide.MUNICIPALITIES,)


SYMBOLS: Mapping[EffortNature, str] = MappingProxyType(
    {
        EffortNature.STATE_ACTIVITY: "▲",
        EffortNature.STATUTORY_TASK: "■",
        EffortNature.AGREEMENT: "●",
        EffortNature.UNDER_WAY: "►",
        EffortNature.EXTRA: "○",
    }
)
"""Symbol for each nature of effort, always shown with its label.

The shapes are distinct, so that they remain clear in black-and-white print. Filled symbols are binding, open
ones optional. All are in WGL4, the character set of every Office font.
"""


class GuidingNotion(Frozen):
    """One of the guiding ideas of an agenda, with a heading and a paragraph (S3:199-206)."""

    heading: Wording
    text: Wording


class Ministry(Frozen):
    """A ministry or minister of the State, identified by the usual abbreviation (``SZW``)."""

    code: Annotated[str, Field(pattern=r"^[A-Z][A-Za-z&]{1,7}$")]
    name: Wording


class AreaName(Frozen):
    """Name of an area in the editions ``since`` to ``until``.

    ``until`` is None if the name is still in use.
    """

    name: Wording
    since: EditionNumber = 1
    until: EditionNumber | None = None


class PolicyArea(Frozen):
    """A policy area: its editions, its names in them, and the lead ministries of the State."""

    code: AreaCode
    names: Annotated[tuple[AreaName, ...], Field(min_length=1)]
    since: EditionNumber = 1
    until: EditionNumber | None = None
    merged_into: AreaCode | None = None
    """Area that includes it after the edition ``until``."""
    ministries: tuple[str, ...] = ()
    """Codes of the lead ministries; empty if the sources name none."""
    source: Source

    @model_validator(mode="after")
    def _check_names(self) -> Self:
        last = max([self.since, self.until or 0, *(name.since for name in self.names)])
        for number in range(self.since, last + 1):
            if is_in_edition(self, number) and len(_select_edition(self.names, number)) != 1:
                raise InvalidValueError("area name", area=self.code, edition=number)
        if self.merged_into and self.until is None:
            raise InvalidValueError("merged area", area=self.code)
        return self

    def name_in(self, edition: int) -> Wording:
        """Return the area's name in ``edition``, or its latest name if that edition does not include it."""
        return (_select_edition(self.names, edition) or self.names)[-1].name


class EditionFacts(Frozen):
    """An edition as described in the sources.

    ``month`` is the first day of the month in which it appeared.
    """

    number: EditionNumber
    month: date
    announced: bool = False
    """True if the contents of the edition are known only from announcements."""
    source: Source


class PolicyAgenda(Frozen):
    """Data shared by all editions of an agenda, with ``notions``, ``areas`` and ``editions`` in order."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
    name: Wording
    notions: tuple[GuidingNotion, ...]
    meanings: dict[EffortNature, Wording]
    """Meaning of each nature of effort, for the legend.

    Policy under way may be omitted, as in agendas of earlier versions.
    """
    ministries: tuple[Ministry, ...]
    areas: tuple[PolicyArea, ...]
    editions: tuple[EditionFacts, ...]

    def areas_of(self, edition: int) -> tuple[PolicyArea, ...]:
        """Return the areas of ``edition``, in the order of the agenda (rule R31)."""
        return _select_edition(self.areas, edition)

    def area(self, code: str) -> PolicyArea:
        """Return the area with this ``code`` in any edition.

        Raises ProjectError if no edition has this area.
        """
        return self._find(code, {each.code: each for each in self.areas}, "policy area")

    def ministry(self, code: str) -> Ministry:
        """Return the ministry with this ``code``.

        Raises ProjectError if the agenda has no such ministry.
        """
        return self._find(code, {each.code: each for each in self.ministries}, "ministry")

    def edition(self, number: int) -> EditionFacts:
        """Return the facts about the edition with this ``number``.

        Raises ProjectError if the agenda has no such edition.
        """
        return self._find(str(number), {str(each.number): each for each in self.editions}, "edition")

    def _find(self, name: str, items: Mapping[str, K], kind: str) -> K:
        if name not in items:
            raise ProjectError(f"the agenda has no {kind} “{name}”", location=self.id,
                               hint=f"choose one of: {', '.join(items)}")  # fmt: skip
        return items[name]

    @model_validator(mode="after")
    def _check_references(self) -> Self:
        codes, ministries = {each.code for each in self.areas}, {each.code for each in self.ministries}
        for area in self.areas:
            if area.merged_into and area.merged_into not in codes - {area.code}:
                raise InvalidValueError("merged into", area=area.code, other=area.merged_into)
            if unknown := set(area.ministries) - ministries:
                names = ", ".join(sorted(unknown))
                raise InvalidValueError("area ministries", area=area.code, ministries=names)
        wanted = (nature for nature in EffortNature if nature is not EffortNature.UNDER_WAY)
        if missing := [nature for nature in wanted if nature not in self.meanings]:
            raise InvalidValueError("meanings", natures=", ".join(missing))
        if len(codes) != len(self.areas):
            raise InvalidValueError("repeated areas")
        return self


def is_in_edition(item: _HasEditions, edition: int) -> bool:
    """Return whether ``edition`` includes ``item``.

    >>> is_in_edition(AreaName(name=Wording(text="Work", source="own"), since=2), 1)
    False
    """
    return item.since <= edition and (item.until is None or edition <= item.until)


def _select_edition(items: Sequence[L], edition: int) -> tuple[L, ...]:
    return tuple(item for item in items if is_in_edition(item, edition))
