"""Analysis of an evidence log: groups, coverage and independent confirmation.

Every function takes the records by name, and none changes them. A record *confirms* another if both are facts
about the same indicator, with the same colour, from different sessions. Two peers who note the same statement
in one session do not confirm each other.
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
"""A record's colour, and whether the record is a fact."""
SessionsByJudgement = dict[tuple[str, Colour], set[str]]
"""Maps an indicator and a colour to the sessions with such facts."""
_OPPOSITE: Mapping[Colour | None, Colour] = {Colour.MEETS: Colour.FAILS, Colour.FAILS: Colour.MEETS}


def group_by_indicator(records: Records, codes: Iterable[str]) -> dict[str, dict[str, EvidenceRecord]]:
    """Group records by indicator, in the order of ``codes``, which is that of the benchmark.

    Empty groups are omitted, as are records on indicators that are not in ``codes``.
    """
    groups = _group_by(records, "indicator")
    return {code: groups[code] for code in codes if code in groups}


def group_by_session(records: Records) -> dict[str, dict[str, EvidenceRecord]]:
    """Group records by session, interviews before workshops.

    Empty groups are omitted.
    """
    groups = _group_by(records, "session")
    return {session: groups[session] for session in sort_sessions(groups)}


def _group_by(records: Records, name: str) -> dict[str, dict[str, EvidenceRecord]]:
    groups: dict[str, dict[str, EvidenceRecord]] = {}
    for (key, record), group in zip(records.items(), map(attrgetter(name), records.values()), strict=True):
        if group not in groups:
            groups[group] = {}
        groups[group][key] = record
    return groups


def read_judgements(records: Records) -> dict[str, Judgement]:
    """Return the colour of each record, if any, and whether it is a fact.

    >>> data = {"session": "I1", "sequence": 1, "indicator": "GG/I/3", "statement": "Yes."}
    >>> record = EvidenceRecord.model_validate({**data, "nature": "opinion"})
    >>> read_judgements({record.key: record})
    {'I1-1': (None, False)}
    """
    fact = Nature.FACT
    return {key: (each.colour, each.nature is fact) for key, each in records.items()}


def _group_sessions(records: Records) -> SessionsByJudgement:
    sessions: SessionsByJudgement = {}
    fact = Nature.FACT
    for record in records.values():
        if record.nature is fact and (colour := record.colour):
            sessions.setdefault((record.indicator, colour), set()).add(record.session)
    return sessions


def find_confirming_sessions(records: Records) -> dict[str, frozenset[str]]:
    """Return, for each record, the sessions with a fact of the same colour about the same indicator.

    Each record's own session is included. Opinions and records without a colour cannot be confirmed, so their
    own session is the only one.

    >>> data = {"sequence": 1, "indicator": "GG/I/3", "statement": "Yes.", "nature": "fact"}
    >>> both = ({**data, "session": name, "colour": "meets"} for name in ("I1", "I2"))
    >>> one, two = map(EvidenceRecord.model_validate, both)
    >>> sorted(find_confirming_sessions({one.key: one, two.key: two})["I1-1"])
    ['I1', 'I2']
    """
    shared = {key: frozenset(sessions) for key, sessions in _group_sessions(records).items()}
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
    """Return the facts reported in only one session, which cannot support a finding yet (S0:878-880).

    ``sessions`` is the result of ``find_confirming_sessions``, if the caller already has it.
    """
    by_record, fact = find_confirming_sessions(records) if sessions is None else sessions, Nature.FACT
    return {key: each for key, each in records.items() if len(by_record[key]) == 1 and each.nature is fact}


def find_contradicted(records: Records) -> dict[str, EvidenceRecord]:
    """Return the facts contradicted by a fact from another session on the same indicator.

    "Meets or exceeds" and "does not meet" contradict each other. "Inconclusive" contradicts neither.

    >>> data = {"sequence": 1, "indicator": "GG/I/3", "statement": "Yes.", "nature": "fact"}
    >>> one = EvidenceRecord.model_validate({**data, "session": "I1", "colour": "meets"})
    >>> two = EvidenceRecord.model_validate({**data, "session": "I2", "colour": "does-not-meet"})
    >>> list(find_contradicted({one.key: one, two.key: two}))
    ['I1-1', 'I2-1']
    """
    sessions, contradicted, fact = _group_sessions(records), {}, Nature.FACT
    for key, record in records.items():
        if record.nature is fact and (opposite := _OPPOSITE.get(record.colour)):
            against = sessions.get((record.indicator, opposite), ())
            if len(against) > 1 or (against and record.session not in against):
                contradicted[key] = record
    return contradicted


def find_unused(records: Records, used: Collection[str]) -> dict[str, EvidenceRecord]:
    """Return the records whose names are not in ``used``, the names that findings cite."""
    return {key: each for key, each in records.items() if key not in used}


class Coverage(Struct, frozen=True):
    """Number of records for each indicator and session.

    Indicators and sessions without records are included.
    """

    indicators: tuple[str, ...]
    sessions: tuple[str, ...]
    counts: Mapping[tuple[str, str], int] = field(default_factory=dict)

    def count(self, indicator: str, session: str) -> int:
        """Return the number of records of ``session`` on ``indicator``."""
        return self.counts.get((indicator, session), 0)

    def sessions_of(self, indicator: str) -> int:
        """Return the number of sessions with records on ``indicator``."""
        counts = self.counts
        return sum([counts.get((indicator, session), 0) > 0 for session in self.sessions])

    def total_of(self, session: str) -> int:
        """Return the number of records of ``session`` on all indicators."""
        counts = self.counts
        return sum([counts.get((indicator, session), 0) for indicator in self.indicators])


def compute_coverage(records: Records, codes: Iterable[str], sessions: Iterable[str]) -> Coverage:
    """Return the coverage matrix of ``records`` for ``codes`` and ``sessions``.

    ``codes`` are indicators in the order of the benchmark. The sessions are sorted (``sort_sessions``).

    >>> data = {"session": "I1", "sequence": 1, "indicator": "GG/I/3", "statement": "Yes."}
    >>> record = EvidenceRecord.model_validate(data)
    >>> matrix = compute_coverage({record.key: record}, ["GG/I/3", "GG/E/1"], ["I1", "WA"])
    >>> matrix.count("GG/I/3", "I1"), matrix.sessions_of("GG/E/1"), matrix.total_of("WA")
    (1, 0, 0)
    """
    counts = Counter(map(attrgetter("indicator", "session"), records.values()))
    return Coverage(tuple(codes), tuple(sort_sessions(sessions)), counts)
