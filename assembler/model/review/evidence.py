"""Evidence records (domain section 1d): one statement each, heard in one session, about one indicator.

Kept in ``evidence.csv``, a row each, since there are hundreds. A record is named by its session and its
number there (``I17-2``); its label is made, never typed (rule R14). What the log shows of all records
together is in ``evidence_log``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Annotated, Any, NamedTuple

from pydantic import Field, model_validator

from assembler.model.reference.benchmark import Benchmark, Replaced
from assembler.model.review.visit import Visit, session_label
from assembler.model.types.content import Choice, Frozen, Text
from assembler.model.types.record_header import LanguageTag
from assembler.model.types.references import EvidenceKey, IndicatorCode, Member, SessionName


class Nature(Choice):
    """Only facts carry a finding; an opinion never does by itself (S0:958-965; rule R15)."""

    FACT = "fact", "fact"
    OPINION = "opinion", "opinion"


class Colour(Choice):
    """The judgement of a record against its indicator (S0:861-864); a letter stands for it in plain print."""

    MEETS = "meets", "meets or exceeds"
    FAILS = "does-not-meet", "does not meet"
    INCONCLUSIVE = "inconclusive", "inconclusive"

    @property
    def sign(self) -> str:
        """Its letter."""
        return self.letter

    @property
    def letter(self) -> str:
        """The letter that stands for it wherever the colour does, the same in every language.

        >>> [colour.letter for colour in Colour]
        ['M', 'N', 'I']
        """
        return {"meets": "M", "does-not-meet": "N", "inconclusive": "I"}[self.value]


class Checked(Choice):
    """What a statement was held against (S0:963-965; rule R17)."""

    BASELINE = "baseline", "baseline report"
    DOCUMENT = "document", "document"
    SESSION = "session", "other interview"
    NOTHING = "nothing", "nothing"


class EvidenceRecord(Frozen):
    """One to three sentences that somebody said, and what the interviewers make of them."""

    session: SessionName
    sequence: Annotated[int, Field(ge=1, le=999)]
    """Its number within the session."""
    indicator: IndicatorCode
    statement: Text
    language: LanguageTag | None = None
    """Of the row's texts where they do not say otherwise; none means the record's own."""
    nature: Nature | None = None
    checked: Checked | None = None
    checked_reference: Text | None = None
    """Which document and page, which interview."""
    colour: Colour | None = None
    obstacle: Text | None = None
    good_practice: Text | None = None
    """A lead to a good practice (S0:867-868)."""
    document: Text | None = None
    """A paper that the guest handed over or named."""
    context: Text | None = None
    original: Text | None = None
    """The words as they were spoken, in their language, where an interpreter stood between."""
    recorded_by: Member | None = None
    recorded_at: datetime | None = None
    remarks: Text | None = None

    @property
    def key(self) -> str:
        """Its name in the record: ``I17-2``."""
        return f"{self.session}-{self.sequence}"

    @property
    def is_fact(self) -> bool:
        """Whether it was noted as a fact; what nobody judged is none."""
        return self.nature is Nature.FACT

    @model_validator(mode="before")
    @classmethod
    def _in_its_language(cls, value: Any) -> Any:
        """Texts that say no language get that of the row; the original has one of its own."""
        if not isinstance(value, dict) or not isinstance(language := value.get("language"), str):
            return value
        return {key: _told(part, language) if key in _TEXTS else part for key, part in value.items()}


_TEXTS = frozenset(("statement", "checked_reference", "obstacle", "good_practice", "document", "context",
                    "remarks"))  # fmt: skip


def _told(part: Any, language: str) -> Any:
    if isinstance(part, str):
        return {"text": part, "language": language}
    return {"language": language, **part} if isinstance(part, dict) else part


class EvidenceLog(Frozen):
    """All evidence records by name, in the order of the file."""

    records: dict[EvidenceKey, EvidenceRecord] = Field(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _each_knows_its_name(cls, value: Any) -> Any:
        """A record under a name need not repeat session and number."""
        records = value.get("records") if isinstance(value, dict) else None
        if not isinstance(records, dict):
            return value
        named = {key: _with_name(str(key), each) for key, each in records.items()}
        return {**value, "records": named}

    @model_validator(mode="after")
    def _names_fit(self) -> EvidenceLog:
        for key, each in self.records.items():
            if key != each.key:
                raise ValueError(f"{key} is the name of another record: this one is {each.key}")
        return self


def _with_name(key: str, record: Any) -> Any:
    session, dash, number = key.partition("-")
    if not dash or not isinstance(record, dict) or ("session" in record and "sequence" in record):
        return record
    return {"session": session, "sequence": number, **record}


class EvidenceLabel(NamedTuple):
    """The parts of a label. ``rank`` counts records of one session on one indicator, from 1.

    >>> str(EvidenceLabel("GG/I/3", "I17", ("JB", "FC")))
    'GG/I/3 – Interview 17 – JB & FC'
    >>> EvidenceLabel("GG/I/3", "WA", ("JB",), rank=2).format("Atelier A")
    'GG/I/3 – Atelier A – JB #2'
    """

    code: str
    session: str
    initials: tuple[str, ...]
    rank: int = 1
    replaced: Replaced | None = None
    """Set where the code written was one of an older version; ``code`` is what it became."""

    def format(self, session: str) -> str:
        """The label with the session's name as the document's language has it (S0:922)."""
        parts = " – ".join(filter(None, (self.code, session, " & ".join(self.initials))))
        return f"{parts} #{self.rank}" if self.rank > 1 else parts

    def __str__(self) -> str:
        return self.format(session_label(self.session))


def build_labels(
    records: Mapping[str, EvidenceRecord], visit: Visit, benchmark: Benchmark
) -> dict[str, EvidenceLabel]:
    """The label of every record by its name; ``records`` are all of a session, or of several.

    Codes are those of the benchmark's version: one of an older version is carried over and says so
    (``replaced``), the printed example AC/I/3 among them (domain 1d). ProjectError for a code of no version.
    """
    return dict(_labels(records, visit, benchmark))


def _labels(
    records: Mapping[str, EvidenceRecord], visit: Visit, benchmark: Benchmark
) -> Iterator[tuple[str, EvidenceLabel]]:
    resolved = {code: benchmark.resolve(code) for code in {each.indicator for each in records.values()}}
    known = {code: (indicator.code, replaced) for code, (indicator, replaced) in resolved.items()}
    teams = {name: session.team for name, session in visit.sessions.items()}
    seen: dict[tuple[str, str], int] = {}
    for key, each in records.items():
        (code, replaced), session = known[each.indicator], each.session
        rank = seen[session, code] = seen.get((session, code), 0) + 1
        yield key, EvidenceLabel(code, session, teams.get(session, ()), rank, replaced)


def identity(review: str, record: EvidenceRecord) -> str:
    """The record's name beyond its own review (domain 2.2).

    >>> told = {"session": "I17", "sequence": 2, "indicator": "GG/I/3", "statement": "Yes."}
    >>> identity("havenstad", EvidenceRecord.model_validate(told))
    'havenstad:GG/I/3:I17:2'
    """
    return f"{review}:{record.indicator}:{record.session}:{record.sequence}"
