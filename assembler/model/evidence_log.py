"""What all evidence records say together (domain section 1e): views, coverage and independent confirmation.

Every function takes the records by name and gives names or records in their order; none changes anything.
A record *confirms* another where both are facts about the same indicator, of the same colour, from distinct
sessions: two peers who note one statement are one session, and so no confirmation.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from assembler.model.evidence import Colour, EvidenceRecord
from assembler.model.visit import in_order

Records = Mapping[str, EvidenceRecord]
_OPPOSITE = {Colour.MEETS: Colour.FAILS, Colour.FAILS: Colour.MEETS}


def by_indicator(records: Records, codes: Iterable[str]) -> dict[str, dict[str, EvidenceRecord]]:
    """The records of each indicator that has any, indicators in the order of ``codes`` (the benchmark's)."""
    found = _grouped(records, "indicator")
    return {code: found[code] for code in codes if code in found}


def by_session(records: Records) -> dict[str, dict[str, EvidenceRecord]]:
    """The records of each session that has any: interviews, then workshops."""
    found = _grouped(records, "session")
    return {session: found[session] for session in in_order(found)}


def by_colour(records: Records) -> dict[Colour | None, dict[str, EvidenceRecord]]:
    """The records of each colour that was given, and under None those that nobody judged."""
    found = {
        colour: {key: each for key, each in records.items() if each.colour is colour}
        for colour in (*Colour, None)
    }
    return {colour: inside for colour, inside in found.items() if inside}


def _grouped(records: Records, name: str) -> dict[str, dict[str, EvidenceRecord]]:
    found: dict[str, dict[str, EvidenceRecord]] = {}
    for key, each in records.items():
        found.setdefault(getattr(each, name), {})[key] = each
    return found


def confirming(records: Records) -> dict[str, frozenset[str]]:
    """For each record the sessions, its own among them, with a fact of its colour about its indicator.

    An opinion, and a record without a colour, is confirmed by nobody: it has its own session alone.

    >>> told = {"sequence": 1, "indicator": "GG/I/3", "statement": "Yes.", "nature": "fact"}
    >>> both = ({**told, "session": name, "colour": "meets"} for name in ("I1", "I2"))
    >>> one, two = map(EvidenceRecord.model_validate, both)
    >>> sorted(confirming({one.key: one, two.key: two})["I1-1"])
    ['I1', 'I2']
    """
    heard: dict[tuple[str, Colour], set[str]] = {}
    for each in records.values():
        if each.is_fact and each.colour:
            heard.setdefault((each.indicator, each.colour), set()).add(each.session)
    shared = {key: frozenset(sessions) for key, sessions in heard.items()}
    return {
        key: shared[each.indicator, each.colour] if each.is_fact and each.colour
        else frozenset((each.session,))
        for key, each in records.items()
    }  # fmt: skip


def single_source(
    records: Records, sessions: Mapping[str, Collection[str]] | None = None
) -> dict[str, EvidenceRecord]:
    """Facts that one session alone brings: no finding can rest on them yet (S0:878-880).

    ``sessions`` is what ``confirming`` gives, where it is known already.
    """
    known = confirming(records) if sessions is None else sessions
    return {key: each for key, each in records.items() if len(known[key]) == 1 and each.is_fact}


def contradicted(records: Records) -> dict[str, tuple[str, ...]]:
    """Facts that facts of another session on the same indicator speak against, with the names of those.

    Against "meets or exceeds" speaks "does not meet"; "inconclusive" speaks against nothing.

    >>> told = {"sequence": 1, "indicator": "GG/I/3", "statement": "Yes.", "nature": "fact"}
    >>> one = EvidenceRecord.model_validate({**told, "session": "I1", "colour": "meets"})
    >>> two = EvidenceRecord.model_validate({**told, "session": "I2", "colour": "does-not-meet"})
    >>> contradicted({one.key: one, two.key: two})
    {'I1-1': ('I2-1',), 'I2-1': ('I1-1',)}
    """
    facts: dict[tuple[str, Colour], list[tuple[str, str]]] = {}
    for key, each in records.items():
        if each.is_fact and each.colour:
            facts.setdefault((each.indicator, each.colour), []).append((key, each.session))
    found: dict[str, tuple[str, ...]] = {}
    for key, each in records.items():
        if each.colour in _OPPOSITE and each.is_fact:
            others = facts.get((each.indicator, _OPPOSITE[each.colour]), [])
            found[key] = tuple(other for other, session in others if session != each.session)
    return {key: others for key, others in found.items() if others}


def unused(records: Records, used: Collection[str]) -> dict[str, EvidenceRecord]:
    """The records that no finding names; ``used`` are the names that findings give."""
    return {key: each for key, each in records.items() if key not in used}


@dataclass(frozen=True, slots=True)
class Coverage:
    """Indicators by sessions: how many records each pair has. Rows and columns without any stand there."""

    indicators: tuple[str, ...]
    sessions: tuple[str, ...]
    counts: Mapping[tuple[str, str], int] = field(default_factory=dict)

    def count(self, indicator: str, session: str) -> int:
        """Records of ``session`` on ``indicator``."""
        return self.counts.get((indicator, session), 0)

    def sessions_of(self, indicator: str) -> int:
        """How many sessions brought something on ``indicator``."""
        return sum(self.count(indicator, session) > 0 for session in self.sessions)

    def total_of(self, session: str) -> int:
        """Records of ``session`` on all indicators."""
        return sum(self.count(indicator, session) for indicator in self.indicators)


def coverage(records: Records, codes: Iterable[str], sessions: Iterable[str]) -> Coverage:
    """The coverage matrix over ``codes`` (the benchmark's order) and ``sessions``.

    >>> told = {"session": "I1", "sequence": 1, "indicator": "GG/I/3", "statement": "Yes."}
    >>> record = EvidenceRecord.model_validate(told)
    >>> found = coverage({record.key: record}, ["GG/I/3", "GG/E/1"], ["I1", "WA"])
    >>> found.count("GG/I/3", "I1"), found.sessions_of("GG/E/1"), found.total_of("WA")
    (1, 0, 0)
    """
    counts: dict[tuple[str, str], int] = {}
    for each in records.values():
        pair = each.indicator, each.session
        counts[pair] = counts.get(pair, 0) + 1
    return Coverage(tuple(codes), tuple(in_order(sessions)), counts)
