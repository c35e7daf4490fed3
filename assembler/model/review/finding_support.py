"""Assessment of the evidence for findings, and the sections in which a report presents its findings.

A finding needs consistent facts from two or more sessions, never opinions alone (R15, R16, R47). A report has
a section for each pillar of the benchmark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

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

FITTING: Mapping[FindingKind | None, frozenset[Colour]] = MappingProxyType({
    None: frozenset(),
    FindingKind.STRENGTH: frozenset({Colour.MEETS}),
    FindingKind.WEAKNESS: frozenset({Colour.FAILS}),
    FindingKind.MIXED: frozenset({Colour.MEETS, Colour.FAILS}),
})  # fmt: skip
"""Judgements of evidence that are consistent with each kind of finding (S0:861-864, 878-880)."""
_ARTICLE: Final = re.compile(r"(?:^|(?<=[.!?] ))[A-Z] (?=[^\W\dA-Z]{4})")
"""Pattern for a letter at the beginning of a sentence before a word longer than “and” in any language."""


class Support(Struct, frozen=True):
    """The evidence that a finding cites, divided into records that support it and records that do not.

    All records and sessions are given by name. ``facts`` are all facts, and ``opinions`` all other records.
    ``fitting`` are facts about one of the finding's indicators whose judgement is consistent with its kind.
    ``contrary`` are facts about these indicators with the opposite judgement, and ``contradicted`` are the
    indicators with contrary facts but no fitting ones. ``usable`` are the fitting facts that may be used
    (``may_use_notes``), and ``sessions`` are their sessions. ``checked`` is true if at least one usable fact
    was checked against another source.

    ``one_sided`` is true if the finding is mixed, but all its fitting facts have the same judgement.
    ``same_guests`` is true if there are several sessions, but all with the same single guest. ``same_unit``
    is true if all guests of several sessions belong to one unit (S0:934-935 counts interviewees).
    """

    facts: tuple[str, ...] = ()
    opinions: tuple[str, ...] = ()
    fitting: tuple[str, ...] = ()
    contrary: tuple[str, ...] = ()
    contradicted: tuple[str, ...] = ()
    usable: tuple[str, ...] = ()
    sessions: tuple[str, ...] = ()
    needed: int = 2
    """Number of sessions that must confirm a finding before it is used (S0:878-880)."""
    checked: bool = False
    one_sided: bool = False
    same_guests: bool = False
    same_unit: bool = False

    @property
    def is_confirmed(self) -> bool:
        """True if enough sessions have usable facts, and at least one of these facts was checked."""
        return len(self.sessions) >= self.needed and self.checked


def assess_support(
    finding: ReviewFinding, records: Mapping[str, EvidenceRecord], visit: Visit, needed: int = 2
) -> Support:
    """Assess the evidence for ``finding``, which ``needed`` sessions must confirm.

    Names of missing records are ignored.

    >>> data = {"sequence": 1, "indicator": "GG/I/3", "statement": "Yes.", "nature": "fact"}
    >>> data |= {"colour": "meets", "checked": "baseline"}
    >>> facts = [EvidenceRecord.model_validate({**data, "session": name}) for name in ("I1", "I2")]
    >>> data = {"indicators": ["GG/I/3"], "kind": "strength", "text": "Asked.", "evidence": ["I1-1", "I2-1"]}
    >>> finding = ReviewFinding.model_validate(data)
    >>> support = assess_support(finding, {fact.key: fact for fact in facts}, Visit())
    >>> support.sessions, support.is_confirmed, support.same_guests
    (('I1', 'I2'), True, False)
    """
    named = {key: records[key] for key in dict.fromkeys(finding.evidence) if key in records}
    facts = {key: each for key, each in named.items() if each.is_fact}
    here = {key: each for key, each in facts.items() if each.indicator in finding.indicators}
    fits = FITTING[finding.kind]
    fitting = {key: each for key, each in here.items() if each.colour in fits}
    usable = {key: each for key, each in fitting.items() if may_use_notes(visit, each.session, each.guest)}
    sessions = tuple(sort_sessions({each.session for each in usable.values()}))
    opposite = FITTING[FindingKind.MIXED] - fits
    contrary = {key: each for key, each in here.items() if each.colour in opposite}
    fitting_codes = {each.indicator for each in fitting.values()}
    return Support(
        tuple(facts),
        tuple(key for key in named if key not in facts),
        tuple(fitting),
        tuple(contrary),
        tuple(
            dict.fromkeys(each.indicator for each in contrary.values() if each.indicator not in fitting_codes)
        ),
        tuple(usable),
        sessions,
        needed,
        checked=any(is_checked(each, visit) for each in usable.values()),
        one_sided=finding.kind is FindingKind.MIXED and len({each.colour for each in fitting.values()}) == 1,
        same_guests=_is_one_person(sessions, visit),
        same_unit=_is_one_unit(sessions, visit),
    )


def is_checked(record: EvidenceRecord, visit: Visit) -> bool:
    """Return whether the statement was checked against a source other than its own session.

    If the record names sessions as the source, at least one of them must be another session that is in the
    timetable and not cancelled.
    """
    if record.checked in (None, Checked.NOTHING):
        return False
    named = find_checked_sessions(record)
    held = {name for name, session in visit.sessions.items() if not session.cancelled}
    return not named or any(each != record.session and each in held for each in named)


def find_checked_sessions(record: EvidenceRecord) -> tuple[str, ...]:
    """Return the sessions against which a statement was checked.

    They are recognised by the numbers or letters in ``checked_reference``, so some may be page numbers or
    days. A letter before a word at the beginning of a sentence is an article, not a workshop.

    >>> data = {"session": "I1", "sequence": 1, "indicator": "GG/I/3", "statement": "Yes."}
    >>> data |= {"checked": "session", "checked_reference": "Gespräch 17 und Workshop A"}
    >>> find_checked_sessions(EvidenceRecord.model_validate(data))
    ('I17', 'WA')
    >>> data |= {"checked_reference": "A colleague in interview 4, page 12"}
    >>> find_checked_sessions(EvidenceRecord.model_validate(data))
    ('I4', 'I12')
    """
    if record.checked is not Checked.SESSION or record.checked_reference is None:
        return ()
    text = record.checked_reference.text
    numbers = (f"I{int(each)}" for each in re.findall(r"(?<![\d.])\d{1,3}(?![\d.]*\d)", text))
    letters = (f"W{each}" for each in re.findall(r"\bW?([A-Z])\b", _ARTICLE.sub("", text)))
    return tuple(dict.fromkeys((*numbers, *letters)))


def _list_guests(sessions: Iterable[str], visit: Visit) -> list[frozenset[tuple[str, str]]]:
    """Return the guests of each session, or an empty list if any session does not name its guests."""
    guests = [
        identify_guests(visit.sessions[name]) if name in visit.sessions else frozenset() for name in sessions
    ]
    return guests if all(guests) else []


def _is_one_person(sessions: tuple[str, ...], visit: Visit) -> bool:
    guests = _list_guests(sessions, visit)
    return len(guests) > 1 and len(frozenset().union(*guests)) == 1


def _is_one_unit(sessions: tuple[str, ...], visit: Visit) -> bool:
    guests = _list_guests(sessions, visit)
    units = {unit for each in guests for _, unit in each}
    return len(guests) > 1 and len(units) == 1 and units != {""}


def find_confirmed(
    report: FeedbackReport, records: Mapping[str, EvidenceRecord], visit: Visit, needed: int = 2
) -> dict[str, ReviewFinding]:
    """Return the findings that enough sessions confirm (``is_confirmed``), regardless of their state."""
    return {
        key: each
        for key, each in report.findings.items()
        if assess_support(each, records, visit, needed).is_confirmed
    }


def collect_reviewed(
    report: FeedbackReport, records: Mapping[str, EvidenceRecord], grid: Iterable[str]
) -> frozenset[str]:
    """Return the codes of all indicators in the team's grid, in the evidence or in an agreed finding.

    ``grid`` contains the codes in the team's grid, and ``records`` the evidence by name.

    >>> record = {"session": "I1", "sequence": 1, "indicator": "GG/I/3", "statement": "Yes."}
    >>> records = {"I1-1": EvidenceRecord.model_validate(record)}
    >>> sorted(collect_reviewed(FeedbackReport(), records, ["GG/A/1"]))
    ['GG/A/1', 'GG/I/3']
    """
    in_evidence = (each.indicator for each in records.values())
    found = (code for each in filter_agreed(report.findings).values() for code in each.indicators)
    return frozenset((*grid, *in_evidence, *found))


class Section(Struct, frozen=True):
    """Section of a report on one pillar.

    It contains the names of the pillar's agreed findings, by kind, and of its good practices.
    """

    pillar: str
    strengths: tuple[str, ...] = ()
    weaknesses: tuple[str, ...] = ()
    mixed: tuple[str, ...] = ()
    good_practices: tuple[str, ...] = ()

    @property
    def lacks_praise(self) -> bool:
        """True if the section has weaknesses but no praise (S0:885-888; rule R20).

        Mixed findings count as praise.
        """
        return bool(self.weaknesses) and not (self.strengths or self.mixed or self.good_practices)


def build_sections(report: FeedbackReport, pillars: Iterable[str]) -> tuple[Section, ...]:
    """Return a section for each of ``pillars``, even if it is empty.

    ``pillars`` are codes in the order of the benchmark. A finding about several pillars belongs to the pillar
    of its first indicator.

    >>> late = {"indicators": ["GG/I/3"], "kind": "weakness", "text": "Late.", "state": "agreed"}
    >>> report = FeedbackReport.model_validate({"findings": {"F01": late}})
    >>> [(each.pillar, each.weaknesses, each.lacks_praise) for each in build_sections(report, ["GG", "IE"])]
    [('GG', ('F01',), True), ('IE', (), False)]
    """
    return tuple(_build_section(report, pillar) for pillar in pillars)


def _build_section(report: FeedbackReport, pillar: str) -> Section:
    here = {
        key: each.kind for key, each in filter_agreed(report.findings).items() if pillar_of(each) == pillar
    }

    def select_findings(kind: FindingKind) -> tuple[str, ...]:
        return tuple(key for key, finding_kind in here.items() if finding_kind is kind)

    practices = tuple(key for key, each in report.good_practices.items() if pillar_of(each) == pillar)
    return Section(
        pillar,
        select_findings(FindingKind.STRENGTH),
        select_findings(FindingKind.WEAKNESS),
        select_findings(FindingKind.MIXED),
        practices,
    )
