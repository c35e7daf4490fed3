"""A municipality's choices from an edition of a joint policy agenda, and remarks to the State with replies.

Choices are stored in ``data/records/<name>/agenda_choices.yaml``. There is one record for each municipality
and edition, so that a new edition of the guide does not change any answers. The ids of efforts are the same
in all editions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Final

from pydantic import Field

from assembler.model.reference.agenda_edition import AgendaEdition, LocalDecision, SizeClass
from assembler.model.reference.policy_agenda import AreaCode
from assembler.model.types.multilingual_text import MultilingualText
from assembler.model.types.record_header import RecordHeader
from assembler.model.types.values import Choice, Frozen, Text

AREA_BARS: Final = (
    "A bar for each policy area shows what it means in the municipalities. The table below has the numbers."
)
AGENDA_CHART_TEXTS: Final[Mapping[str, str]] = {"alternative text, policy areas": AREA_BARS}
"""Messages in the overview of an agenda, by use."""
EffortNumber = Annotated[str, Field(pattern=r"^e[1-9]\d{0,2}$")]
"""Last part of the id of an effort (``e5`` of ``GIA/01.e5``)."""


class CitySize(Choice):
    """Size of a municipality, classified as in the survey (S3:151-161, S3:285)."""

    G4 = "g4", "the four largest cities (G4)"
    G27 = "g27", "the other large cities (G27)"
    OTHER = "other", "municipalities outside the G31"

    def belongs_to(self, size: SizeClass) -> bool:
        """Return whether an effort intended for ``size`` applies to municipalities of this size.

        >>> [size.belongs_to(SizeClass.LARGE) for size in CitySize]
        [True, True, False]
        """
        return size is SizeClass.ALL or (size is SizeClass.OTHER) == (self is CitySize.OTHER)


class AreaRelevance(Choice):
    """Relevance of a policy area to a municipality."""

    ISSUE = "issue", "plays a part here"
    NO_ISSUE = "no-issue", "is not an issue here"
    NO_PRIORITY = "no-priority", "is an issue, but not a priority"


class RemarkStatus(Choice):
    """Status of a remark to the State: open, being examined, answered or passed on (S3:693-708)."""

    OPEN = "open", "no reply yet"
    ANSWERED = "answered", "answered"
    EXAMINED = "examined", "being examined"
    PASSED_ON = "passed-on", "passed on to the State"


class EffortChoice(Frozen):
    """A municipality's response to an effort: the decision, the action, who is responsible and the date."""

    decision: LocalDecision | None = None
    action: Text | None = None
    owner: Text | None = None
    deadline: date | None = None


class OwnEffort(Frozen):
    """An effort that the municipality makes in addition to those of the guide."""

    action: Text
    owner: Text | None = None
    deadline: date | None = None


class AreaAnswer(Frozen):
    """A municipality's answer about a policy area.

    ``remark`` is a remark to the State, ``reply`` the State's reply, and ``status`` the status of the remark.
    """

    relevance: AreaRelevance | None = None
    reason: Text | None = None
    additions: tuple[OwnEffort, ...] = ()
    remark: Text | None = None
    reply: MultilingualText | None = None
    status: RemarkStatus = RemarkStatus.OPEN


class AgendaChoices(RecordHeader):
    """A municipality's choices from an edition of the agenda.

    ``guide`` names the record that contains the edition (``agenda.yaml``).
    """

    guide: str
    city: str = ""
    """Id of the municipality; empty for a guide printed for no particular municipality."""
    size: CitySize | None = None
    carried_from: str = ""
    """Record of an earlier edition from which the choices were carried over."""
    reply_by: date | None = None
    """Date by which the form must be returned."""
    answered: date | None = None
    office: Text | None = None
    """Position of the person who answered."""
    areas: dict[AreaCode, AreaAnswer] = Field(default_factory=dict)
    efforts: dict[AreaCode, dict[EffortNumber, EffortChoice]] = Field(default_factory=dict)
    """Choices by area and number, the two parts of the id of an effort."""

    @property
    def city_ids(self) -> tuple[str, ...]:
        """Ids of the record's cities: the municipality, or none if the choices belong to no municipality."""
        return (self.city,) if self.city else ()

    def iter_choices(self) -> Iterator[tuple[str, EffortChoice]]:
        """Yield each choice with the id of its effort."""
        for area, choices in self.efforts.items():
            yield from ((f"{area}.{number}", choice) for number, choice in choices.items())

    @property
    def has_answers(self) -> bool:
        """True if the municipality has answered.

        Choices carried over from an earlier edition count only if the municipality has entered a date.
        """
        return self.answered is not None or bool(not self.carried_from and (self.areas or self.efforts))


class Remark(Frozen):
    """A remark to the State that was made at a meeting, with the reply."""

    day: date | None = None
    place: str = ""
    theme: MultilingualText | None = None
    area: AreaCode | None = None
    text: MultilingualText
    reply: MultilingualText | None = None
    status: RemarkStatus = RemarkStatus.OPEN
    source: str = ""


class AgendaRemarks(Frozen):
    """Remarks made at meetings about an edition, stored in ``remarks.yaml`` in the edition's record."""

    items: tuple[Remark, ...] = ()


def begin_choices(edition: AgendaEdition, guide: str) -> AgendaChoices:
    """Return new choices for ``edition``, which is stored in the record ``guide``.

    They are empty, apart from choices that earlier versions of the program stored in the edition itself.
    """
    efforts: dict[str, dict[str, EffortChoice]] = {}
    for area in edition.entries:
        for code, effort in edition.efforts_of(area).items():
            if chosen := effort.choice.model_dump(exclude_none=True):
                home, _, number = code.partition(".")
                efforts.setdefault(home, {})[number] = EffortChoice.model_validate(chosen)
    return AgendaChoices(
        project=edition.project,
        language=edition.language,
        example=edition.example,
        logo=edition.logo,
        licence=edition.licence,
        guide=guide,
        city=edition.city,
        efforts=efforts,
    )
