"""Editions of a joint policy agenda: the guide that the State and the municipalities publish together.

An edition is stored in ``data/records/<name>/agenda.yaml``. The agenda (``policy_agenda``) defines the areas
and their names; the edition has the content of each area. Source lines refer to the interim evaluation (S3),
which describes the guide without quoting it.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from assembler.model.reference.policy_agenda import AreaCode, EditionNumber, EffortNature, EffortSide
from assembler.model.types.content import Choice, Frozen, Link, Money, Text
from assembler.model.types.local_text import LocalRichText, LocalText
from assembler.model.types.record_header import RecordHeader


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


class LocalDecision(Choice):
    """A municipality's decision on an effort."""

    CHOSEN = "chosen", "chosen"
    NOT_CHOSEN = "not-chosen", "not chosen"


class LocalChoice(Frozen):
    """A municipality's response to an effort: the decision, the action and the person responsible."""

    decision: LocalDecision | None = None
    action: Text | None = None
    owner: Text | None = None


class Effort(Frozen):
    """An effort by one side in a policy area; ``agreement`` names the agreement that it is based on."""

    side: EffortSide
    nature: EffortNature
    text: LocalText
    ministry: str = ""
    """Code of the responsible ministry in the agenda, for an effort of the State."""
    unit: LocalText | None = None
    """Municipal department that usually carries out the effort."""
    agreement: LocalText | None = None
    deadline: date | None = None
    size: SizeClass = SizeClass.ALL
    choice: LocalChoice = LocalChoice()


class Instrument(Frozen):
    """A supporting instrument: a law, funding, a knowledge centre, a website; ``body`` runs or issues it."""

    kind: InstrumentKind
    title: LocalText
    body: LocalText | None = None
    link: Link | None = None
    amount: Money | None = None


class AreaEntry(Frozen):
    """Contents of an edition for one policy area (S3:224-233)."""

    core_problem: LocalRichText | None = None
    joint_ambition: LocalText | None = None
    target: LocalText | None = None
    """A measure that shows whether the ambition has been achieved."""
    efforts: tuple[Effort, ...] = ()
    instruments: tuple[Instrument, ...] = ()


class Foreword(Frozen):
    """Foreword of an edition, with the positions of its signatories."""

    text: LocalRichText
    signed_by: tuple[LocalText, ...] = ()


class WorkingGroupMember(Frozen):
    """A member of the group that wrote the guide: organisation and position, never a name."""

    organisation: LocalText
    office: LocalText | None = None


class AgendaEdition(RecordHeader):
    """An edition of the guide; ``entries`` is keyed by area code."""

    agenda: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
    """Id of the policy agenda in ``data/agendas``."""
    number: EditionNumber
    title: LocalText
    subtitle: LocalText
    """The subtitle, which names the State and the municipalities as joint owners (S3:728)."""
    owners: Annotated[tuple[LocalText, ...], Field(min_length=2)]
    foreword: Foreword | None = None
    working_group: tuple[WorkingGroupMember, ...] = ()
    city: str = ""
    """Id of the municipality whose own choices are filled in; empty for the general edition."""
    entries: dict[AreaCode, AreaEntry] = Field(default_factory=dict)

    @property
    def city_ids(self) -> tuple[str, ...]:
        """Id of the municipality if the edition is its own copy; otherwise empty."""
        return (self.city,) if self.city else ()
