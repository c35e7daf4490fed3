"""Charter that cities sign: its versions, and rounds of cities that sign one of them.

A version is stored in ``data/charters/<id>-<version>.yaml``: the texts around the commitments, each with its
source. The commitments are only in the benchmark that the version names. A version without its wording is
known to exist, no more. A round is stored in ``data/records/<name>/charter.yaml``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from assembler.model.reference.benchmark import Benchmark, Wording
from assembler.model.types.content import Frozen, Text
from assembler.model.types.record_header import BenchmarkTag, LanguageTag, RecordHeader

CharterTag = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*@[0-9]{4}[a-z]?$")]
"""A charter in one version: ``integrating-cities@2010``."""
RoleCode = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
Words = Annotated[str, Field(min_length=1, pattern=r"\S")]


class CharterRole(Frozen):
    """A role of cities in the charter; ``code`` is that of the benchmark's dimension."""

    code: RoleCode
    heading: Wording
    footnote: Wording | None = None


class CharterText(Frozen):
    """Our own restatement of the texts around the commitments, one paragraph per item."""

    subtitle: Wording
    opening: Annotated[tuple[Wording, ...], Field(min_length=1)]
    preamble: tuple[Wording, ...] = ()
    roles: Annotated[tuple[CharterRole, ...], Field(min_length=1)]
    delivery: tuple[Wording, ...] = ()


class OfficialText(Frozen):
    """The official wording of the same parts in one language, with its ``source``.

    The official wording of the commitments is in the benchmark.
    """

    source: Words
    title: Words
    subtitle: Words
    opening: Annotated[tuple[Words, ...], Field(min_length=1)]
    preamble: tuple[Words, ...] = ()
    headings: dict[RoleCode, Words]
    footnotes: dict[RoleCode, Words] = Field(default_factory=dict)
    delivery: tuple[Words, ...] = ()


class CharterVersion(Frozen):
    """One version of a charter, identified by ``tag`` (``integrating-cities@2010``)."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    version: Annotated[str, Field(pattern=r"^[0-9]{4}[a-z]?$")]
    since: Annotated[str, Field(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$")]
    """The month of the launch (``2010-02``); the day is not always known."""
    owner: str
    title: Wording
    label: Wording
    """Label that distinguishes the version from others."""
    benchmark: BenchmarkTag | None = None
    """The benchmark that contains its commitments; None until its wording is available."""
    text: CharterText | None = None
    official: dict[LanguageTag, OfficialText] = Field(default_factory=dict)

    @property
    def tag(self) -> str:
        """Id and version."""
        return f"{self.id}@{self.version}"

    @property
    def first_day(self) -> date:
        """The first day of the month of the launch, the earliest possible date of a signature."""
        year, month = self.since.split("-")
        return date(int(year), int(month), 1)

    def find_official_language(self, languages: Iterable[str], benchmark: Benchmark) -> str:
        """Return the first of ``languages`` with a complete official wording, commitments included; else "".

        A page never mixes the official wording with a restatement.
        """
        return next((code for code in languages if not self.missing_official(code, benchmark)), "")

    def missing_official(self, code: str, benchmark: Benchmark) -> tuple[str, ...]:
        """Return the codes of roles and commitments, and ``text``, without official wording in ``code``."""
        official = self.official.get(code)
        headings: Mapping[str, str] = official.headings if official else {}
        roles = tuple(each.code for each in benchmark.dimensions if each.code not in headings)
        statements = tuple(
            each.code for each in benchmark.indicators() if code not in each.statement.official
        )
        return (*(() if official else ("text",)), *roles, *statements)

    @model_validator(mode="after")
    def _check_wording(self) -> Self:
        if (self.text is None) != (self.benchmark is None):
            raise ValueError("text and benchmark are needed together: give both, or neither")
        if self.official and self.text is None:
            raise ValueError("official: the text and the benchmark are missing; add both")
        return self

    @model_validator(mode="after")
    def _check_roles(self) -> Self:
        codes = [role.code for role in self.text.roles] if self.text else []
        if twice := sorted({code for code in codes if codes.count(code) > 1}):
            raise ValueError(f"text.roles: duplicate code {', '.join(twice)}")
        for language, official in self.official.items():
            if unknown := sorted({*official.headings, *official.footnotes} - set(codes)):
                raise ValueError(f"official.{language}: there is no role {', '.join(unknown)}")
        return self


class CouncilDecision(Frozen):
    """A city council's decision to adopt the charter, which precedes the signature (rule R28)."""

    decided: date
    number: str
    """The number in the council's own register."""


class Signature(Frozen):
    """The steps of one city to sign the charter; those still to come are left out (rule R28).

    The steps are those of the public page on becoming a signatory: council decision, ceremony, signature by
    the mayor or equivalent, signed copy returned to the network, public list.
    """

    city: str
    """Id of the city in ``data/cities.yaml``."""
    version: CharterTag | None = None
    """The version signed, if it differs from that of the round."""
    decision: CouncilDecision | None = None
    office: Text
    """Position of the signatory (mayor or equivalent)."""
    name: str = ""
    """Name, only with the person's consent."""
    signed: date | None = None
    place: Text | None = None
    event: Text | None = None
    """Event at which it was signed: a conference, a forum, a council meeting."""
    scan_received: date | None = None
    listed: date | None = None
    withdrawn: date | None = None

    def is_signatory_on(self, day: date) -> bool:
        """Return whether the city is a signatory on ``day``: it had signed by then, and not withdrawn.

        >>> signed = Signature(city="lyon", office=Text(text="Mayor"), signed=date(2010, 2, 1))
        >>> signed.is_signatory_on(date(2010, 2, 1)), signed.is_signatory_on(date(2010, 1, 31))
        (True, False)
        """
        left = self.withdrawn is not None and self.withdrawn <= day
        return self.signed is not None and self.signed <= day and not left


class CharterRound(RecordHeader):
    """Signing of a charter by one city, or by several together."""

    charter: CharterTag
    """The version that is signed in the round."""
    place: Text | None = None
    """The default place of signature."""
    event: Text | None = None
    signatures: Annotated[tuple[Signature, ...], Field(min_length=1)]

    @property
    def city_ids(self) -> tuple[str, ...]:
        """Ids of the cities in the round, each once, in order."""
        return tuple(dict.fromkeys(signature.city for signature in self.signatures))

    def signatures_for(self, tag: str) -> tuple[Signature, ...]:
        """Return the signatures of that version, in the order of the round."""
        return tuple(each for each in self.signatures if (each.version or self.charter) == tag)

    def signatories(self, tag: str, day: date) -> tuple[Signature, ...]:
        """Return the signatures of that version that are valid on ``day``.

        Public pages disagree on how many cities signed (domain 1h): a count is computed, and has a date.
        """
        return tuple(each for each in self.signatures_for(tag) if each.is_signatory_on(day))

    @property
    def latest_day(self) -> date | None:
        """The last date of a signature or withdrawal; None if nobody has signed yet."""
        days = [day for each in self.signatures for day in (each.signed, each.withdrawn) if day]
        return max(days, default=None)
