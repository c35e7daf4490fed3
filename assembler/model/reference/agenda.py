"""An edition of a joint policy agenda: the guide that State and municipalities give out together.

Kept in ``data/records/<name>/agenda.yaml``. Which areas it has, and what they are called, says the agenda it
is an edition of (``policy_agenda``); here stands what the edition tells about each. Lines are those of the
interim evaluation (S3), which describes the guide without quoting it.
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
    """What helps to carry an effort out: the four kinds of the guide (S3:228-233)."""

    FORMAL = "formal", "Formal and binding"
    FINANCE = "finance", "Finance"
    OTHER = "other", "Other: advice, knowledge, material"
    WEBSITE = "website", "Websites"


class SizeClass(Choice):
    """For which municipalities a municipal effort is meant; the division is that of the survey (S3:285)."""

    ALL = "all", "every municipality"
    LARGE = "g31", "the large cities (G31)"
    OTHER = "other", "municipalities outside the G31"


class LocalDecision(Choice):
    """What a municipality decided about an effort."""

    CHOSEN = "chosen", "chosen"
    NOT_CHOSEN = "not-chosen", "not chosen"


class LocalChoice(Frozen):
    """What one municipality makes of an effort: the decision, what it will do, and who sees to it."""

    decision: LocalDecision | None = None
    action: Text | None = None
    owner: Text | None = None


class Effort(Frozen):
    """What one side does in an area; ``agreement`` names the agreement that an effort rests on."""

    side: EffortSide
    nature: EffortNature
    text: LocalText
    ministry: str = ""
    """Code of a ministry of the agenda, for an effort of the State."""
    unit: LocalText | None = None
    """The part of a municipality that usually carries it out."""
    agreement: LocalText | None = None
    deadline: date | None = None
    size: SizeClass = SizeClass.ALL
    choice: LocalChoice = LocalChoice()


class Instrument(Frozen):
    """Something that helps: a law, money, a knowledge centre, a website; ``body`` runs or issues it."""

    kind: InstrumentKind
    title: LocalText
    body: LocalText | None = None
    link: Link | None = None
    amount: Money | None = None


class AreaEntry(Frozen):
    """What an edition says about one policy area (S3:224-233)."""

    core_problem: LocalRichText | None = None
    joint_ambition: LocalText | None = None
    target: LocalText | None = None
    """How one can measure that the ambition is reached."""
    efforts: tuple[Effort, ...] = ()
    instruments: tuple[Instrument, ...] = ()


class Foreword(Frozen):
    """The foreword, and the offices that sign it."""

    text: LocalRichText
    signed_by: tuple[LocalText, ...] = ()


class WorkingGroupMember(Frozen):
    """A member of the group that wrote the guide: an organisation and an office, never a name."""

    organisation: LocalText
    office: LocalText | None = None


class AgendaEdition(RecordHeader):
    """One edition of the guide; ``entries`` is keyed by the code of the area."""

    agenda: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
    """Id of the policy agenda in ``data/agendas``."""
    number: EditionNumber
    title: LocalText
    subtitle: LocalText
    """It names State and municipalities as joint owners (S3:728)."""
    owners: Annotated[tuple[LocalText, ...], Field(min_length=2)]
    foreword: Foreword | None = None
    working_group: tuple[WorkingGroupMember, ...] = ()
    city: str = ""
    """Id of the municipality whose copy this is, where its own choices are filled in; empty for all."""
    entries: dict[AreaCode, AreaEntry] = Field(default_factory=dict)

    @property
    def city_ids(self) -> tuple[str, ...]:
        """The municipality whose copy it is, if it is one."""
        return (self.city,) if self.city else ()
