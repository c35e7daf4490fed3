"""Charters that cities sign: their versions, and the rounds in which cities sign one of them.

A version is stored in ``data/charters/<id>-<version>.yaml``. The file contains the texts around the
commitments, each with its source. The commitments themselves are only in the benchmark that the version
names. If a version has no wording, all that is known is that it exists. A round is stored in
``data/records/<name>/charter.yaml``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from assembler.model.reference.benchmark import Benchmark, Wording
from assembler.model.types.invalid_value import InvalidValueError
from assembler.model.types.record_header import BenchmarkTag, LanguageTag, RecordHeader
from assembler.model.types.values import Frozen, Text

CharterTag = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*@[0-9]{4}[a-z]?$")]
"""One version of a charter: ``integrating-cities@2010``."""
RoleCode = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
Words = Annotated[str, Field(min_length=1, pattern=r"\S")]


class CharterRole(Frozen):
    """A role of cities in the charter, with the same ``code`` as a dimension of the benchmark."""

    code: RoleCode
    heading: Wording
    footnote: Wording | None = None


class CharterText(Frozen):
    """Our own restatement of the texts around the commitments, with one item per paragraph."""

    subtitle: Wording
    opening: Annotated[tuple[Wording, ...], Field(min_length=1)]
    preamble: tuple[Wording, ...] = ()
    roles: Annotated[tuple[CharterRole, ...], Field(min_length=1)]
    delivery: tuple[Wording, ...] = ()


class OfficialText(Frozen):
    """The official wording of the texts around the commitments in one language, with its ``source``.

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
    """Month of the launch (``2010-02``); the day is not always known."""
    owner: str
    title: Wording
    label: Wording
    """Label that distinguishes the version from other versions."""
    benchmark: BenchmarkTag | None = None
    """Benchmark that contains its commitments; None until its wording is available."""
    text: CharterText | None = None
    official: dict[LanguageTag, OfficialText] = Field(default_factory=dict)

    @property
    def tag(self) -> str:
        """Id and version, joined by ``@``."""
        return f"{self.id}@{self.version}"

    @property
    def first_day(self) -> date:
        """First day of the month of the launch, the earliest possible date of a signature."""
        year, month = self.since.split("-")
        return date(int(year), int(month), 1)

    def find_official_language(self, languages: Iterable[str], benchmark: Benchmark) -> str:
        """Return the first of ``languages`` with a complete official wording, or "" if there is none.

        The wording must include the commitments, because a page never mixes official wording with a
        restatement.
        """
        return next((code for code in languages if not self.find_missing_official(code, benchmark)), "")

    def find_missing_official(self, code: str, benchmark: Benchmark) -> tuple[str, ...]:
        """Return the codes of the roles and commitments without official wording in the language ``code``.

        The result includes ``text`` if the other texts have no official wording in that language.
        """
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
            raise InvalidValueError("text without benchmark")
        if self.official and self.text is None:
            raise InvalidValueError("official without text")
        return self

    @model_validator(mode="after")
    def _check_roles(self) -> Self:
        codes = [role.code for role in self.text.roles] if self.text else []
        if twice := sorted({code for code in codes if codes.count(code) > 1}):
            raise InvalidValueError("repeated roles", codes=", ".join(twice))
        for language, official in self.official.items():
            if unknown := sorted({*official.headings, *official.footnotes} - set(codes)):
                raise InvalidValueError("unknown roles", language=language, codes=", ".join(unknown))
        return self


class CouncilDecision(Frozen):
    """A city council's decision to adopt the charter, which precedes the signature (rule R28)."""

    decided: date
    number: str
    """Number in the council's own register."""


class Signature(Frozen):
    """The steps by which one city signs the charter (rule R28).

    They follow the public page on becoming a signatory: council decision, ceremony, signature by the mayor or
    equivalent, signed copy returned to the network, public list. Steps not yet taken are omitted.
    """

    city: str
    """Id of the city in ``data/cities.yaml``."""
    version: CharterTag | None = None
    """The version signed, if it differs from the version of the round."""
    decision: CouncilDecision | None = None
    office: Text
    """Position of the signatory (mayor or equivalent)."""
    name: str = ""
    """Name of the signatory, given only with their consent."""
    signed: date | None = None
    place: Text | None = None
    event: Text | None = None
    """Event at which the charter was signed: a conference, a forum, a council meeting."""
    scan_received: date | None = None
    listed: date | None = None
    withdrawn: date | None = None

    def is_signatory_on(self, day: date) -> bool:
        """Return whether the city is a signatory on ``day``: it has signed and has not withdrawn.

        >>> signed = Signature(city="lyon", office=Text(text="Mayor"), signed=date(2010, 2, 1))
        >>> signed.is_signatory_on(date(2010, 2, 1)), signed.is_signatory_on(date(2010, 1, 31))
        (True, False)
        """
        left = self.withdrawn is not None and self.withdrawn <= day
        return self.signed is not None and self.signed <= day and not left


class CharterRound(RecordHeader):
    """Signing of a charter by one or more cities."""

    charter: CharterTag
    """Version signed in the round."""
    place: Text | None = None
    """Default place of signature."""
    event: Text | None = None
    signatures: tuple[Signature, ...] = ()

    @property
    def city_ids(self) -> tuple[str, ...]:
        """Ids of the cities in the round, in order and without duplicates."""
        return tuple(dict.fromkeys(signature.city for signature in self.signatures))

    @property
    def versions(self) -> tuple[str, ...]:
        """Tags of the versions that cities in the round sign, without duplicates."""
        return tuple(dict.fromkeys(each.version or self.charter for each in self.signatures))

    def signatures_for(self, tag: str) -> tuple[Signature, ...]:
        """Return the signatures of the version ``tag``, in the order of the round."""
        return tuple(each for each in self.signatures if (each.version or self.charter) == tag)

    def signatories(self, tag: str, day: date) -> tuple[Signature, ...]:
        """Return the signatures of the version ``tag`` that are valid on ``day``.

        Public pages disagree on the number of signatories, so a count is computed for a given date.
        """
        return tuple(each for each in self.signatures_for(tag) if each.is_signatory_on(day))

    def standing_signatures(self) -> dict[str, Signature]:
        """Return the latest signature of each city that has signed and has not withdrawn, by city."""
        standing = [each for each in self.signatures if each.signed and each.withdrawn is None]
        return {each.city: each for each in sorted(standing, key=lambda each: each.signed or date.min)}

    def version_signed(self, city: str) -> str:
        """Return the tag of the version that ``city`` has signed.

        If the city has no valid signature, this is the version of the round.
        """
        signature = self.standing_signatures().get(city)
        return (signature.version if signature else None) or self.charter

    @property
    def latest_day(self) -> date | None:
        """Latest date of a signature or withdrawal, or None if no city has signed yet."""
        days = [day for each in self.signatures for day in (each.signed, each.withdrawn) if day]
        return max(days, default=None)
