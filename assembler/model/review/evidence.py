"""Evidence records: statements heard in one session about one indicator.

They are stored in ``evidence.csv``, one per row, because there are hundreds of them. A record is named after
its session and its number within the session (``I17-2``). Its label is generated, never typed (rule R14).
``evidence_log`` analyses all records together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Annotated, Any, NamedTuple

from pydantic import Field, model_validator

from assembler.model.reference.benchmark import Benchmark, Replaced
from assembler.model.review.visit import Visit, session_label
from assembler.model.types.invalid_value import InvalidValueError
from assembler.model.types.record_header import LanguageTag
from assembler.model.types.references import EvidenceKey, IndicatorCode, Member, SessionName
from assembler.model.types.values import Choice, Frozen, Text


class Nature(Choice):
    """Nature of a statement: fact or opinion (S0:958-965; rule R15).

    A fact can support a finding. An opinion alone cannot.
    """

    FACT = "fact", "fact"
    OPINION = "opinion", "opinion"


class Colour(Choice):
    """Judgement of an evidence record: whether it shows that the city meets the indicator (S0:861-864).

    Black-and-white print shows the letter instead of the colour.
    """

    MEETS = "meets", "meets or exceeds"
    FAILS = "does-not-meet", "does not meet"
    INCONCLUSIVE = "inconclusive", "inconclusive"

    @property
    def letter(self) -> str:
        """Letter shown with the colour, the same in every language.

        >>> [colour.letter for colour in Colour]
        ['M', 'N', 'I']
        """
        return {"meets": "M", "does-not-meet": "N", "inconclusive": "I"}[self.value]


class Checked(Choice):
    """Source against which a statement was checked (S0:963-965; rule R17)."""

    BASELINE = "baseline", "baseline report"
    DOCUMENT = "document", "document"
    SESSION = "session", "other interview"
    NOTHING = "nothing", "nothing"


class EvidenceRecord(Frozen):
    """One to three sentences heard in a session, with the interviewers' assessment."""

    session: SessionName
    sequence: Annotated[int, Field(ge=1, le=999)]
    """Number of the record within the session."""
    indicator: IndicatorCode
    guest: str = ""
    """The guest who made the statement, by position or name as in the timetable; empty for all guests."""
    statement: Text
    language: LanguageTag | None = None
    """Default language of the row's texts; None means the language of the review record."""
    nature: Nature | None = None
    checked: Checked | None = None
    checked_reference: Text | None = None
    """Source against which the statement was checked: the document and page, or the interview."""
    colour: Colour | None = None
    obstacle: Text | None = None
    good_practice: Text | None = None
    """Indication of a good practice (S0:867-868)."""
    document: Text | None = None
    """A document that the guest handed over or mentioned."""
    context: Text | None = None
    original: Text | None = None
    """Original wording in the language spoken, if an interpreter translated it."""
    recorded_by: Member | None = None
    recorded_at: datetime | None = None
    remarks: Text | None = None

    @property
    def key(self) -> str:
        """Name of the evidence record: ``I17-2``."""
        return f"{self.session}-{self.sequence}"

    @property
    def is_fact(self) -> bool:
        """True for a fact, False for an opinion or if the nature of the statement was not recorded."""
        return self.nature is Nature.FACT

    @model_validator(mode="before")
    @classmethod
    def _apply_row_language(cls, value: Any) -> Any:
        """Set the language of the row on texts that have none.

        The original wording is left unchanged, because it may be in another language.
        """
        if not isinstance(value, dict) or not isinstance(language := value.get("language"), str):
            return value
        return {key: _add_language(part, language) if key in _TEXTS else part for key, part in value.items()}


_TEXTS = frozenset(("statement", "checked_reference", "obstacle", "good_practice", "document", "context",
                    "remarks"))  # fmt: skip


def _add_language(part: Any, language: str) -> Any:
    if isinstance(part, str):
        return {"text": part, "language": language}
    return {"language": language, **part} if isinstance(part, dict) else part


class EvidenceLog(Frozen):
    """All evidence records by name, in the order of the file."""

    records: dict[EvidenceKey, EvidenceRecord] = Field(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _add_names(cls, value: Any) -> Any:
        """Fill in the session and number from a record's name if the record omits them."""
        records = value.get("records") if isinstance(value, dict) else None
        if not isinstance(records, dict):
            return value
        named = {key: _add_name(str(key), each) for key, each in records.items()}
        return {**value, "records": named}

    @model_validator(mode="after")
    def _check_names(self) -> EvidenceLog:
        for key, record in self.records.items():
            if key != record.key:
                raise InvalidValueError("evidence name", name=key, key=record.key)
        return self


def _add_name(key: str, record: Any) -> Any:
    session, dash, number = key.partition("-")
    if not dash or not isinstance(record, dict) or ("session" in record and "sequence" in record):
        return record
    return {"session": session, "sequence": number, **record}


class EvidenceLabel(NamedTuple):
    """Components of the label of an evidence record.

    ``rank`` numbers the records of one session on one indicator, from 1.

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
    """Set if the record has a code from an older version; ``code`` is then its replacement."""

    def format(self, session: str) -> str:
        """Return the label with ``session``, the translated name of the session (S0:922)."""
        parts = " – ".join(filter(None, (self.code, session, " & ".join(self.initials))))
        return f"{parts} #{self.rank}" if self.rank > 1 else parts

    def __str__(self) -> str:
        return self.format(session_label(self.session))


def build_labels(
    records: Mapping[str, EvidenceRecord], visit: Visit, benchmark: Benchmark
) -> dict[str, EvidenceLabel]:
    """Return the label of each record, by name.

    ``records`` must include all records of their sessions. The initials are those of the session's team in
    ``visit``. A code from an older version of the benchmark, such as the printed example AC/I/3, is replaced
    and reported in the label's ``replaced``. Raises ProjectError for an unknown code.
    """
    return dict(_iter_labels(records, visit, benchmark))


def _iter_labels(
    records: Mapping[str, EvidenceRecord], visit: Visit, benchmark: Benchmark
) -> Iterator[tuple[str, EvidenceLabel]]:
    resolved = {code: benchmark.resolve(code) for code in {each.indicator for each in records.values()}}
    codes = {code: (indicator.code, replaced) for code, (indicator, replaced) in resolved.items()}
    teams = {name: session.team for name, session in visit.sessions.items()}
    ranks: dict[tuple[str, str], int] = {}
    for key, record in records.items():
        (code, replaced), session = codes[record.indicator], record.session
        rank = ranks[session, code] = ranks.get((session, code), 0) + 1
        yield key, EvidenceLabel(code, session, teams.get(session, ()), rank, replaced)
