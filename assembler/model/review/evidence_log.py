"""What all evidence records say together (domain section 1e): views, coverage and independent confirmation.

Every function takes the records by name and gives names or records in their order; none changes anything.
A record *confirms* another where both are facts about the same indicator, of the same colour, from distinct
sessions: two peers who note one statement are one session, and so no confirmation.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from operator import attrgetter

from assembler.model.review.evidence import Colour, EvidenceRecord, Nature
from assembler.model.review.visit import sort_sessions
from assembler.structs import Struct, field

Records = Mapping[str, EvidenceRecord]
Judgement = tuple[Colour | None, bool]
"""What a record says of its indicator, and whether it is a fact."""
Heard = dict[tuple[str, Colour], set[str]]
"""By indicator and colour, the sessions that bring facts."""
_OPPOSITE: Mapping[Colour | None, Colour] = {Colour.MEETS: Colour.FAILS, Colour.FAILS: Colour.MEETS}


def group_by_indicator(records: Records, codes: Iterable[str]) -> dict[str, dict[str, EvidenceRecord]]:
    """The records of each indicator that has any, indicators in the order of ``codes`` (the benchmark's)."""
    found = _grouped(records, "indicator")
    return {code: found[code] for code in codes if code in found}


def group_by_session(records: Records) -> dict[str, dict[str, EvidenceRecord]]:
    """The records of each session that has any: interviews, then workshops."""
    found = _grouped(records, "session")
    return {session: found[session] for session in sort_sessions(found)}


def _grouped(records: Records, name: str) -> dict[str, dict[str, EvidenceRecord]]:
    found: dict[str, dict[str, EvidenceRecord]] = {}
    for (key, each), group in zip(records.items(), map(attrgetter(name), records.values()), strict=True):
        if group not in found:
            found[group] = {}
        found[group][key] = each
    return found


def read_judgements(records: Records) -> dict[str, Judgement]:
    """The colour of each record, or None, and whether it is a fact: what is not judged is none.

    >>> told = {"session": "I1", "sequence": 1, "indicator": "GG/I/3", "statement": "Yes."}
    >>> record = EvidenceRecord.model_validate({**told, "nature": "opinion"})
    >>> read_judgements({record.key: record})
    {'I1-1': (None, False)}
    """
    fact = Nature.FACT
    return {key: (each.colour, each.nature is fact) for key, each in records.items()}


def _heard(records: Records) -> Heard:
    found: Heard = {}
    fact = Nature.FACT
    for each in records.values():
        if each.nature is fact and (colour := each.colour):
            found.setdefault((each.indicator, colour), set()).add(each.session)
    return found


def find_confirming_sessions(records: Records) -> dict[str, frozenset[str]]:
    """For each record the sessions, its own among them, with a fact of its colour about its indicator.

    An opinion, and a record without a colour, is confirmed by nobody: it has its own session alone.

    >>> told = {"sequence": 1, "indicator": "GG/I/3", "statement": "Yes.", "nature": "fact"}
    >>> both = ({**told, "session": name, "colour": "meets"} for name in ("I1", "I2"))
    >>> one, two = map(EvidenceRecord.model_validate, both)
    >>> sorted(find_confirming_sessions({one.key: one, two.key: two})["I1-1"])
    ['I1', 'I2']
    """
    shared = {key: frozenset(sessions) for key, sessions in _heard(records).items()}
    alone = cache(lambda session: frozenset((session,)))
    fact = Nature.FACT
    return {
        key: shared[each.indicator, colour] if each.nature is fact and (colour := each.colour)
        else alone(each.session)
        for key, each in records.items()
    }  # fmt: skip


def find_single_source(
    records: Records, sessions: Mapping[str, Collection[str]] | None = None
) -> dict[str, EvidenceRecord]:
    """Facts that one session alone brings: no finding can rest on them yet (S0:878-880).

    ``sessions`` is what ``confirming`` gives, where it is known already.
    """
    known, fact = find_confirming_sessions(records) if sessions is None else sessions, Nature.FACT
    return {key: each for key, each in records.items() if len(known[key]) == 1 and each.nature is fact}


def find_contradicted(records: Records) -> dict[str, EvidenceRecord]:
    """Facts that a fact of another session on the same indicator speaks against.

    Against "meets or exceeds" speaks "does not meet"; "inconclusive" speaks against nothing.

    >>> told = {"sequence": 1, "indicator": "GG/I/3", "statement": "Yes.", "nature": "fact"}
    >>> one = EvidenceRecord.model_validate({**told, "session": "I1", "colour": "meets"})
    >>> two = EvidenceRecord.model_validate({**told, "session": "I2", "colour": "does-not-meet"})
    >>> list(find_contradicted({one.key: one, two.key: two}))
    ['I1-1', 'I2-1']
    """
    heard, found, fact = _heard(records), {}, Nature.FACT
    for key, each in records.items():
        if each.nature is fact and (opposite := _OPPOSITE.get(each.colour)):
            against = heard.get((each.indicator, opposite), ())
            if len(against) > 1 or (against and each.session not in against):
                found[key] = each
    return found


def find_unused(records: Records, used: Collection[str]) -> dict[str, EvidenceRecord]:
    """The records that no finding names; ``used`` are the names that findings give."""
    return {key: each for key, each in records.items() if key not in used}


class Coverage(Struct, frozen=True):
    """Indicators by sessions: how many records each pair has. Rows and columns without any stand there."""

    indicators: tuple[str, ...]
    sessions: tuple[str, ...]
    counts: Mapping[tuple[str, str], int] = field(default_factory=dict)

    def count(self, indicator: str, session: str) -> int:
        """Records of ``session`` on ``indicator``."""
        return self.counts.get((indicator, session), 0)

    def sessions_of(self, indicator: str) -> int:
        """How many sessions brought something on ``indicator``."""
        counts = self.counts
        return sum([counts.get((indicator, session), 0) > 0 for session in self.sessions])

    def total_of(self, session: str) -> int:
        """Records of ``session`` on all indicators."""
        counts = self.counts
        return sum([counts.get((indicator, session), 0) for indicator in self.indicators])


def compute_coverage(records: Records, codes: Iterable[str], sessions: Iterable[str]) -> Coverage:
    """The coverage matrix over ``codes`` (the benchmark's order) and ``sessions``.

    >>> told = {"session": "I1", "sequence": 1, "indicator": "GG/I/3", "statement": "Yes."}
    >>> record = EvidenceRecord.model_validate(told)
    >>> found = compute_coverage({record.key: record}, ["GG/I/3", "GG/E/1"], ["I1", "WA"])
    >>> found.count("GG/I/3", "I1"), found.sessions_of("GG/E/1"), found.total_of("WA")
    (1, 0, 0)
    """
    counts = Counter(map(attrgetter("indicator", "session"), records.values()))
    return Coverage(tuple(codes), tuple(sort_sessions(sessions)), counts)
