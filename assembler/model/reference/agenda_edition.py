"""Editions of a joint policy agenda: the guide that the State and the municipalities publish together.

An edition is stored in ``data/records/<name>/agenda.yaml`` and contains the text on each area. The areas and
their names are defined in the agenda itself (``policy_agenda``). Source lines refer to the interim evaluation
(S3), which describes the guide without quoting it.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from assembler.model.reference.policy_agenda import AreaCode, EditionNumber, EffortNature, EffortSide
from assembler.model.types.invalid_value import InvalidValueError
from assembler.model.types.multilingual_text import MultilingualRichText, MultilingualText
from assembler.model.types.record_header import RecordHeader
from assembler.model.types.values import Choice, Frozen, Link, Money, Text


class InstrumentKind(Choice):
    """Kind of instrument that supports an effort: the four kinds of the guide (S3:228-233)."""

    FORMAL = "formal", "Formal and binding"
    FINANCE = "finance", "Finance"
    OTHER = "other", "Other: advice, knowledge, material"
    WEBSITE = "website", "Websites"


class SizeClass(Choice):
    """Size of the municipalities for which an effort is intended, classified as in the survey (S3:285)."""

    ALL = "all", "every municipality"
    LARGE = "g31", "the large cities (G31)"
    OTHER = "other", "municipalities outside the G31"


EffortId = Annotated[str, Field(pattern=r"^[A-Z]{2,8}/\d{2}\.e[1-9]\d{0,2}$")]
"""Permanent id of an effort: the area in which it first appeared, and a number (``GIA/01.e5``)."""


class LocalDecision(Choice):
    """A municipality's decision on an effort."""

    CHOSEN = "chosen", "chosen"
    NOT_CHOSEN = "not-chosen", "not chosen"


class LocalChoice(Frozen):
    """A municipality's response to an effort: the decision, the action and the position responsible."""

    decision: LocalDecision | None = None
    action: Text | None = None
    owner: Text | None = None


class Effort(Frozen):
    """What the State or the municipalities undertake to do in a policy area.

    ``agreement`` names the agreement on which it is based.
    """

    id: EffortId | None = None
    """Id of the effort in all editions; None in files from earlier versions of the program (see
    ``efforts_of``).
    """
    side: EffortSide
    nature: EffortNature
    text: MultilingualText
    ministry: str = ""
    """Code of the responsible ministry in the agenda, for an effort of the State."""
    unit: MultilingualText | None = None
    """Municipal department that usually carries out the effort."""
    agreement: MultilingualText | None = None
    deadline: date | None = None
    size: SizeClass = SizeClass.ALL
    choice: LocalChoice = LocalChoice()


class Instrument(Frozen):
    """An instrument that supports an effort: a law, funding, a knowledge centre or a website.

    ``body`` is the organisation that runs or issues it.
    """

    kind: InstrumentKind
    title: MultilingualText
    body: MultilingualText | None = None
    link: Link | None = None
    amount: Money | None = None


class AreaEntry(Frozen):
    """Contents of an edition for one policy area (S3:224-233)."""

    core_problem: MultilingualRichText | None = None
    joint_ambition: MultilingualText | None = None
    target: MultilingualText | None = None
    """A measure that shows whether the ambition has been achieved."""
    efforts: tuple[Effort, ...] = ()
    """Efforts of both sides. The id of a moved effort still begins with the code of its first area."""
    instruments: tuple[Instrument, ...] = ()


class Foreword(Frozen):
    """Foreword of an edition, with the positions of its signatories."""

    text: MultilingualRichText
    signed_by: tuple[MultilingualText, ...] = ()


class WorkingGroupMember(Frozen):
    """A member of the group that wrote the guide: organisation and position, never a name."""

    organisation: MultilingualText
    office: MultilingualText | None = None


class AgendaEdition(RecordHeader):
    """An edition of the guide, with its entries by area code."""

    agenda: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
    """Id of the policy agenda in ``data/agendas``."""
    number: EditionNumber
    title: MultilingualText
    subtitle: MultilingualText
    """The subtitle, which names the State and the municipalities as joint owners (S3:728)."""
    owners: Annotated[tuple[MultilingualText, ...], Field(min_length=2)]
    foreword: Foreword | None = None
    working_group: tuple[WorkingGroupMember, ...] = ()
    city: str = ""
    """Id of the municipality whose own choices are filled in; empty for the general edition."""
    entries: dict[AreaCode, AreaEntry] = Field(default_factory=dict)

    def efforts_of(self, area: str) -> dict[str, Effort]:
        """Return the efforts of an area by id.

        An effort without an id gets one from its position.

        >>> effort = Effort(side="state", nature="state-activity", text="Pays.")
        >>> entries = {"GIA/01": AreaEntry(efforts=(effort, effort))}
        >>> [*AgendaEdition.model_construct(entries=entries).efforts_of("GIA/01")]
        ['GIA/01.e1', 'GIA/01.e2']
        """
        entry = self.entries.get(area, AreaEntry())
        return {effort.id or f"{area}.e{number}": effort for number, effort in enumerate(entry.efforts, 1)}

    @model_validator(mode="after")
    def _check_effort_ids(self) -> Self:
        ids = [effort.id for entry in self.entries.values() for effort in entry.efforts if effort.id]
        if repeated := sorted({each for each in ids if ids.count(each) > 1}):
            raise InvalidValueError("repeated efforts", ids=", ".join(repeated))
        return self

    @property
    def city_ids(self) -> tuple[str, ...]:
        """Ids of the record's cities: the municipality that made choices, or none in the general edition."""
        return (self.city,) if self.city else ()
