"""The charter that cities sign: its versions, and a round of cities that put their names to one of them.

A version is data, kept in ``data/charters/<id>-<version>.yaml``: the texts around the commitments, each with
its source. The commitments themselves stand in one place only, the benchmark that the version names. Of a
version whose wording nobody has loaded, no more is known than that it exists. A round is kept in
``data/records/<name>/charter.yaml``.
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
    """A role in which cities commit themselves; ``code`` is that of the benchmark's dimension."""

    code: RoleCode
    heading: Wording
    footnote: Wording | None = None


class CharterText(Frozen):
    """Our own restatement of what stands around the commitments, a paragraph an item."""

    subtitle: Wording
    opening: Annotated[tuple[Wording, ...], Field(min_length=1)]
    preamble: tuple[Wording, ...] = ()
    roles: Annotated[tuple[CharterRole, ...], Field(min_length=1)]
    delivery: tuple[Wording, ...] = ()


class OfficialText(Frozen):
    """The official wording of the same parts in one language; ``source`` says where it was obtained.

    The official wording of the commitments stands beside ours in the benchmark.
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
    """A charter in one version; ``tag`` is its identity (``integrating-cities@2010``)."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    version: Annotated[str, Field(pattern=r"^[0-9]{4}[a-z]?$")]
    since: Annotated[str, Field(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$")]
    """The month in which it was launched (``2010-02``); the day is not always known."""
    owner: str
    title: Wording
    label: Wording
    """How people tell the version from others."""
    benchmark: BenchmarkTag | None = None
    """The benchmark that holds its commitments; None until its wording is loaded."""
    text: CharterText | None = None
    official: dict[LanguageTag, OfficialText] = Field(default_factory=dict)

    @property
    def tag(self) -> str:
        """Identity with the version."""
        return f"{self.id}@{self.version}"

    @property
    def first_day(self) -> date:
        """The first day on which it could be signed, as far as the month tells."""
        year, month = self.since.split("-")
        return date(int(year), int(month), 1)

    def find_official_language(self, languages: Iterable[str], benchmark: Benchmark) -> str:
        """The first of ``languages`` with the whole official wording, commitments included; else nothing.

        A page never mixes the official wording with a restatement.
        """
        return next((code for code in languages if not self.missing_official(code, benchmark)), "")

    def missing_official(self, code: str, benchmark: Benchmark) -> tuple[str, ...]:
        """Codes of roles and commitments, and ``text``, whose official wording in ``code`` is not loaded."""
        found = self.official.get(code)
        headings: Mapping[str, str] = found.headings if found else {}
        roles = tuple(each.code for each in benchmark.dimensions if each.code not in headings)
        statements = tuple(
            each.code for each in benchmark.indicators() if code not in each.statement.official
        )
        return (*(() if found else ("text",)), *roles, *statements)

    @model_validator(mode="after")
    def _wording_is_whole(self) -> Self:
        if (self.text is None) != (self.benchmark is None):
            raise ValueError("text and benchmark go together: without one of them there is nothing to sign")
        if self.official and self.text is None:
            raise ValueError("official: give the text and the benchmark too")
        return self

    @model_validator(mode="after")
    def _roles_are_known(self) -> Self:
        codes = [role.code for role in self.text.roles] if self.text else []
        if twice := sorted({code for code in codes if codes.count(code) > 1}):
            raise ValueError(f"text.roles: {', '.join(twice)} stands twice")
        for language, official in self.official.items():
            if unknown := sorted({*official.headings, *official.footnotes} - set(codes)):
                raise ValueError(f"official.{language}: there is no role {', '.join(unknown)}")
        return self


class CouncilDecision(Frozen):
    """The decision by which a city's council adopts the charter; it comes before the signature (rule R28)."""

    decided: date
    number: str
    """As the council's own register has it."""


class Signature(Frozen):
    """One city's way to the charter, step by step; what has not happened yet is left out (rule R28).

    The steps are those of the page on how a city becomes a signatory (public): council decision, ceremony,
    signature by the mayor or an equivalent, signed copy back to the network, public list.
    """

    city: str
    """Id of the city in ``data/cities.yaml``."""
    version: CharterTag | None = None
    """The version signed, where it is another than that of the round."""
    decision: CouncilDecision | None = None
    office: Text
    """Office of whoever signs (mayor, or what is its equal there)."""
    name: str = ""
    """Only where the person agreed to be named."""
    signed: date | None = None
    place: Text | None = None
    event: Text | None = None
    """The ceremony: a conference, a forum, a council meeting."""
    scan_received: date | None = None
    listed: date | None = None
    withdrawn: date | None = None

    def is_signatory_on(self, day: date) -> bool:
        """Whether the city counts as a signatory on ``day``: signed by then, and not withdrawn.

        >>> signed = Signature(city="lyon", office=Text(text="Mayor"), signed=date(2010, 2, 1))
        >>> signed.is_signatory_on(date(2010, 2, 1)), signed.is_signatory_on(date(2010, 1, 31))
        (True, False)
        """
        left = self.withdrawn is not None and self.withdrawn <= day
        return self.signed is not None and self.signed <= day and not left


class CharterRound(RecordHeader):
    """Cities that sign a charter: one alone, or many together."""

    charter: CharterTag
    """The version that the round is about."""
    place: Text | None = None
    """Where they sign, for all who do not say otherwise."""
    event: Text | None = None
    signatures: Annotated[tuple[Signature, ...], Field(min_length=1)]

    @property
    def city_ids(self) -> tuple[str, ...]:
        """The cities of the round, each once, in its order."""
        return tuple(dict.fromkeys(signature.city for signature in self.signatures))

    def signatures_for(self, tag: str) -> tuple[Signature, ...]:
        """The signatures under that version, in the order of the round."""
        return tuple(each for each in self.signatures if (each.version or self.charter) == tag)

    def signatories(self, tag: str, day: date) -> tuple[Signature, ...]:
        """Who stands under that version on ``day``.

        Public pages disagree on how many cities signed (domain 1h): a count is derived, and has a date.
        """
        return tuple(each for each in self.signatures_for(tag) if each.is_signatory_on(day))

    @property
    def latest_day(self) -> date | None:
        """The last day on which somebody signed or withdrew; None where nobody has signed yet."""
        days = [day for each in self.signatures for day in (each.signed, each.withdrawn) if day]
        return max(days, default=None)
