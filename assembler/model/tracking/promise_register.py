"""Register of promises, stored in ``promises.yaml`` in the record of a review or of a separate register.

Promises come from three sources: the host's answers to recommendations, the commitments of a charter, and the
recommendations of a policy paper. Their texts are stored with these sources. The register adds what was
agreed about each promise. A follow-up asks about the open promises every half-year. Its answers are added to
those of earlier follow-ups and never replace them, so that the register shows who reported what, and when.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, Final

from pydantic import Field

from assembler.model.reference.charter import CharterTag
from assembler.model.tracking.policy_paper import PaperId
from assembler.model.types.record_header import RecordHeader
from assembler.model.types.values import Choice, Frozen, RichText, Text
from assembler.structs import Struct

PromiseCode = Annotated[str, Field(pattern=r"^(R\d{2,3}|[A-Z]{2}/\d{1,2})$")]
"""Code of a recommendation to the host (``R04``), a commitment (``PM/1``) or a paper's item (``EU/12``)."""
HalfYear = Annotated[str, Field(pattern=r"^(19|20|21)\d\d-[12]$")]
"""Half of a year: ``2027-1`` ends on 30 June 2027."""


class PromiseStatus(Choice):
    """State of a promise.

    Whether a promise is overdue is not stored but computed.
    """

    OPEN = "open", "open"
    PLANNED = "planned", "planned"
    UNDER_WAY = "under-way", "under way"
    DONE = "done", "done"
    DROPPED = "dropped", "dropped"


STATUS_SYMBOLS: Final[Mapping[PromiseStatus, str]] = MappingProxyType(
    {
        PromiseStatus.OPEN: "○○○",
        PromiseStatus.PLANNED: "●○○",
        PromiseStatus.UNDER_WAY: "●●○",
        PromiseStatus.DONE: "●●●",
        PromiseStatus.DROPPED: "×",
    }
)
"""Symbol for each status, always shown with its label; all are in WGL4, the character set of Office fonts."""


class PromiseSource(StrEnum):
    """Kind of document from which a promise comes."""

    REVIEW = "review"
    CHARTER = "charter"
    PAPER = "paper"


PEER_REVIEW: Final = "Recommendations of the peer review"
HALF_YEARS: Final[Mapping[str, str]] = {"1": "{year}, first half", "2": "{year}, second half"}
"""Names of half-years, by their number in the year."""
STATES: Final = (
    "A bar for each source shows how many of its promises have each status. The table below has the numbers."
)
PROMISE_TEXTS: Final[Mapping[str, str]] = {
    "source of promises": PEER_REVIEW,
    "first half-year": HALF_YEARS["1"],
    "second half-year": HALF_YEARS["2"],
    "alternative text of the chart": STATES,
}
"""Messages about promises, by use."""


CLOSED_STATES = (PromiseStatus.DONE, PromiseStatus.DROPPED)
"""States in which nothing remains to be done."""


class Promise(Frozen):
    """The register's entry for a commitment or recommendation: the action, owner, deadline and status."""

    action: RichText | None = None
    owner: Text | None = None
    """Position or body that is responsible."""
    deadline: date | None = None
    status: PromiseStatus = PromiseStatus.OPEN


class FollowUpAnswer(Frozen):
    """Answer about one promise at the end of a half-year."""

    status: PromiseStatus | None = None
    done: RichText | None = None
    """What was done."""
    evidence: RichText | None = None
    deadline: date | None = None
    """New deadline, if it has changed."""
    reason: RichText | None = None
    """Reason for the new deadline, or for dropping the promise."""


class FollowUp(Frozen):
    """The report on the open promises after a half-year.

    ``office`` is the position of the person who reports.
    """

    due: date | None = None
    """Date by which the form must be returned."""
    reported: date | None = None
    office: Text | None = None
    answers: dict[PromiseCode, FollowUpAnswer] = Field(default_factory=dict)


class PromiseRegister(Frozen):
    """Agreements and reports about promises.

    ``charter`` and ``paper`` name two of the sources of promises.
    """

    charter: CharterTag | None = None
    """Version of the charter that the city has signed."""
    paper: PaperId | None = None
    """Id of the policy paper in ``data/papers``."""
    promises: dict[PromiseCode, Promise] = Field(default_factory=dict)
    follow_ups: dict[HalfYear, FollowUp] = Field(default_factory=dict)


class RegisterHeader(RecordHeader):
    """Header of a register for several reviews or for a policy paper, stored in ``register.yaml``."""

    title: Text
    reviews: tuple[str, ...] = ()
    """Names of the reviews whose promises the register also lists."""


class PromiseReport(Struct, frozen=True):
    """A follow-up's report on a promise: the half-year, the reporter's position, the date and the answer."""

    half_year: str
    office: Text | None
    reported: date | None
    answer: FollowUpAnswer


class PromiseState(Struct, frozen=True):
    """State of a promise, with the reports on it (``history``), oldest first."""

    status: PromiseStatus
    deadline: date | None
    history: tuple[PromiseReport, ...] = ()

    @property
    def is_open(self) -> bool:
        """True if anything remains to be done."""
        return self.status not in CLOSED_STATES

    def count_days_overdue(self, day: date) -> int:
        """Return the number of days by which an open promise is overdue on ``day``.

        The number is 0 until the deadline has passed, and for a promise that is not open.
        """
        if self.deadline is None or not self.is_open:
            return 0
        return max((day - self.deadline).days, 0)


def compute_state(register: PromiseRegister, code: str, promise: Promise, before: str = "") -> PromiseState:
    """Return the state of the promise ``code``.

    ``promise`` is its entry in the register, whose status and deadline apply until a follow-up changes them.
    If ``before`` is given, only follow-ups for earlier half-years count.

    >>> answers = {"R01": {"status": "under-way", "deadline": "2027-09-01"}}
    >>> register = PromiseRegister.model_validate({"follow_ups": {"2027-1": {"answers": answers}}})
    >>> state = compute_state(register, "R01", Promise(deadline=date(2027, 3, 1)))
    >>> state.status.label, state.deadline, state.count_days_overdue(date(2027, 9, 2))
    ('under way', datetime.date(2027, 9, 1), 1)
    >>> compute_state(register, "R01", Promise(), before="2027-1").status.label
    'open'
    """
    history = tuple(_list_reports(register, code, before))
    answers = [each.answer for each in history]
    return PromiseState(
        next((each.status for each in reversed(answers) if each.status), promise.status),
        next((each.deadline for each in reversed(answers) if each.deadline), promise.deadline),
        history,
    )


def _list_reports(register: PromiseRegister, code: str, before: str) -> Iterator[PromiseReport]:
    for half_year, follow_up in sorted(register.follow_ups.items()):
        answer = follow_up.answers.get(code)
        if answer is not None and not (before and half_year >= before):
            yield PromiseReport(half_year, follow_up.office, follow_up.reported, answer)


def find_half_year(day: date) -> str:
    """Return the half-year that contains ``day``.

    >>> find_half_year(date(2027, 6, 30)), find_half_year(date(2027, 7, 1))
    ('2027-1', '2027-2')
    """
    return f"{day.year}-{1 if day.month <= 6 else 2}"


def end_of_half_year(half_year: str) -> date:
    """Return the last day of ``half_year``.

    >>> end_of_half_year("2027-1").isoformat(), end_of_half_year("2027-2").isoformat()
    ('2027-06-30', '2027-12-31')
    """
    year, half = half_year.split("-")
    return date(int(year), 6, 30) if half == "1" else date(int(year), 12, 31)


def list_half_years(first: str, last: str) -> tuple[str, ...]:
    """Return the half-years from ``first`` to ``last``.

    The result is empty if ``last`` is earlier than ``first``.

    >>> list_half_years("2027-2", "2028-2")
    ('2027-2', '2028-1', '2028-2')
    """
    years = range(int(first[:4]), int(last[:4]) + 1)
    names = (f"{year}-{half}" for year in years for half in (1, 2))
    return tuple(name for name in names if first <= name <= last)
