"""What supports a finding: fitting facts of two or more sessions, never opinions alone (R15, R16, R47)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from assembler.model.review.evidence import Checked, Colour, EvidenceRecord
from assembler.model.review.feedback import (
    FeedbackReport,
    FindingKind,
    ReviewFinding,
    filter_agreed,
    pillar_of,
)
from assembler.model.review.visit import Visit, identify_guests, may_use_notes, sort_sessions
from assembler.structs import Struct

ENOUGH_SESSIONS = 2
"""A finding is used if two interviews or more confirm it (S0:878-880)."""


FITTING: Mapping[FindingKind, frozenset[Colour]] = MappingProxyType({
    FindingKind.STRENGTH: frozenset({Colour.MEETS}),
    FindingKind.WEAKNESS: frozenset({Colour.FAILS}),
    FindingKind.MIXED: frozenset({Colour.MEETS, Colour.FAILS}),
})  # fmt: skip
"""The judgements of evidence that fit the direction of a finding (S0:861-864, 878-880)."""


class Support(Struct, frozen=True):
    """The evidence that a finding names, by what it does for the finding; names of records and sessions.

    ``facts`` are all facts; ``fitting`` those about an indicator of the finding whose judgement fits its
    direction; ``contrary`` those about one of them whose judgement says the opposite; ``usable`` the fitting
    ones of sessions that were held, by guests who all agreed to notes. ``sessions`` are those of the usable
    ones. ``checked`` is true where at least one of them was checked against something else that exists.
    ``same_guests`` is true where several sessions bring facts and all heard the same one person;
    ``same_unit`` where all guests come from one unit (S0:934-935 counts interviewees).
    """

    facts: tuple[str, ...] = ()
    opinions: tuple[str, ...] = ()
    fitting: tuple[str, ...] = ()
    contrary: tuple[str, ...] = ()
    usable: tuple[str, ...] = ()
    sessions: tuple[str, ...] = ()
    checked: bool = False
    same_guests: bool = False
    same_unit: bool = False

    @property
    def is_confirmed(self) -> bool:
        """Whether two distinct sessions or more bring usable facts, one of them checked."""
        return len(self.sessions) >= ENOUGH_SESSIONS and self.checked


def assess_support(finding: ReviewFinding, records: Mapping[str, EvidenceRecord], visit: Visit) -> Support:
    """What supports ``finding``; names of records that do not exist support nothing.

    >>> told = {"sequence": 1, "indicator": "GG/I/3", "statement": "Yes.", "nature": "fact"}
    >>> told |= {"colour": "meets", "checked": "baseline"}
    >>> heard = [EvidenceRecord.model_validate({**told, "session": name}) for name in ("I1", "I2")]
    >>> told = {"indicators": ["GG/I/3"], "kind": "strength", "text": "Asked.", "evidence": ["I1-1", "I2-1"]}
    >>> finding = ReviewFinding.model_validate(told)
    >>> found = assess_support(finding, {each.key: each for each in heard}, Visit())
    >>> found.sessions, found.is_confirmed, found.same_guests
    (('I1', 'I2'), True, False)
    """
    named = {key: records[key] for key in dict.fromkeys(finding.evidence) if key in records}
    facts = {key: each for key, each in named.items() if each.is_fact}
    here = {key: each for key, each in facts.items() if each.indicator in finding.indicators}
    fits = FITTING[finding.kind]
    fitting = {key: each for key, each in here.items() if each.colour in fits}
    usable = {key: each for key, each in fitting.items() if may_use_notes(visit, each.session)}
    sessions = tuple(sort_sessions({each.session for each in usable.values()}))
    opposite = FITTING[FindingKind.MIXED] - fits
    return Support(
        tuple(facts),
        tuple(key for key in named if key not in facts),
        tuple(fitting),
        tuple(key for key, each in here.items() if each.colour in opposite),
        tuple(usable),
        sessions,
        checked=any(is_checked(each, visit) for each in usable.values()),
        same_guests=_one_person(sessions, visit),
        same_unit=_one_unit(sessions, visit),
    )


def is_checked(record: EvidenceRecord, visit: Visit) -> bool:
    """Whether the statement was checked against something that exists and is not its own session."""
    if record.checked in (None, Checked.NOTHING):
        return False
    named = find_checked_sessions(record)
    return not named or any(each != record.session and each in visit.sessions for each in named)


def find_checked_sessions(record: EvidenceRecord) -> tuple[str, ...]:
    """The sessions that a statement was checked against, by the numbers and letters of its reference.

    >>> told = {"session": "I1", "sequence": 1, "indicator": "GG/I/3", "statement": "Yes."}
    >>> told |= {"checked": "session", "checked_reference": "Gespräch 17 und Workshop A"}
    >>> find_checked_sessions(EvidenceRecord.model_validate(told))
    ('I17', 'WA')
    """
    if record.checked is not Checked.SESSION or record.checked_reference is None:
        return ()
    text = record.checked_reference.text
    numbers = (f"I{int(each)}" for each in re.findall(r"(?<![\d.])\d{1,3}(?![\d.]*\d)", text))
    letters = (f"W{each}" for each in re.findall(r"\bW?([A-Z])\b", text))
    return tuple(dict.fromkeys((*numbers, *letters)))


def _guests(sessions: Iterable[str], visit: Visit) -> list[frozenset[tuple[str, str]]]:
    """Who the guests of each session are; none at all where one session does not say."""
    known = [
        identify_guests(visit.sessions[name]) if name in visit.sessions else frozenset() for name in sessions
    ]
    return known if all(known) else []


def _one_person(sessions: tuple[str, ...], visit: Visit) -> bool:
    guests = _guests(sessions, visit)
    return len(guests) > 1 and len(frozenset().union(*guests)) == 1


def _one_unit(sessions: tuple[str, ...], visit: Visit) -> bool:
    guests = _guests(sessions, visit)
    units = {unit for each in guests for _, unit in each}
    return len(guests) > 1 and len(units) == 1 and units != {""}


def find_confirmed(
    report: FeedbackReport, records: Mapping[str, EvidenceRecord], visit: Visit
) -> dict[str, ReviewFinding]:
    """The findings that two or more distinct sessions confirm with fitting facts, whatever their state."""
    return {
        key: each
        for key, each in report.findings.items()
        if assess_support(each, records, visit).is_confirmed
    }


class Section(Struct, frozen=True):
    """The agreed findings of one pillar by the way they point, and its good practices; names."""

    pillar: str
    strengths: tuple[str, ...] = ()
    weaknesses: tuple[str, ...] = ()
    mixed: tuple[str, ...] = ()
    good_practices: tuple[str, ...] = ()

    @property
    def lacks_praise(self) -> bool:
        """Whether it finds fault and praises nothing (S0:885-888; rule R20): a mixed finding praises."""
        return bool(self.weaknesses) and not (self.strengths or self.mixed or self.good_practices)


def build_sections(report: FeedbackReport, pillars: Iterable[str]) -> tuple[Section, ...]:
    """One section for each of ``pillars`` (codes, in the benchmark's order), also where it is empty.

    A finding about several pillars stands in that of its first indicator.

    >>> late = {"indicators": ["GG/I/3"], "kind": "weakness", "text": "Late.", "state": "agreed"}
    >>> report = FeedbackReport.model_validate({"findings": {"F01": late}})
    >>> [(each.pillar, each.weaknesses, each.lacks_praise) for each in build_sections(report, ["GG", "IE"])]
    [('GG', ('F01',), True), ('IE', (), False)]
    """
    return tuple(_section(report, pillar) for pillar in pillars)


def _section(report: FeedbackReport, pillar: str) -> Section:
    here = {
        key: each.kind for key, each in filter_agreed(report.findings).items() if pillar_of(each) == pillar
    }

    def of(kind: FindingKind) -> tuple[str, ...]:
        return tuple(key for key, found in here.items() if found is kind)

    practices = tuple(key for key, each in report.good_practices.items() if pillar_of(each) == pillar)
    return Section(
        pillar, of(FindingKind.STRENGTH), of(FindingKind.WEAKNESS), of(FindingKind.MIXED), practices
    )
