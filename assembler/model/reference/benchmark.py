"""Benchmarks against which cities are reviewed, with their dimensions, values and indicators.

A version is stored in ``data/benchmarks/<id>.yaml``. Every text is our own restatement with its source line.
An official wording may be given for each language. It takes precedence over the catalogue. Numbers of
indicators are computed, never stored.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Annotated, Self

from pydantic import Field, model_validator

from assembler.errors import ProjectError
from assembler.model.types.invalid_value import InvalidValueError
from assembler.model.types.values import Choice, Frozen

Source = Annotated[str, Field(pattern=r"^(S\d:\d+(-\d+)?(, S\d:\d+(-\d+)?)*|public|own)$")]
"""Source of a fact: a seed document and lines (``S0:1067-1069``), ``public``, or ``own`` (newly written)."""


class DimensionKind(Choice):
    """Kind of dimension: the name that a benchmark gives its main parts."""

    PILLAR = "pillar", "pillar"
    GROUP = "group", "group"
    ROLE = "role", "role"


class IndicatorKind(Choice):
    """Kind of indicator in the DIVE benchmark."""

    OUTCOME = "outcome", "outcome"
    PROCESS = "process", "process"
    STATISTICAL = "statistical", "statistical"


class Wording(Frozen):
    """An English text, paraphrased rather than quoted, with its source.

    The official wording in each language is included if the project may use it.
    """

    text: str
    source: Source
    official: dict[str, str] = Field(default_factory=dict)


class Indicator(Frozen):
    """An indicator of a city's practice, whose ``code`` is unique only within the benchmark version."""

    code: Annotated[str, Field(pattern=r"^[A-Z]{2}(/[A-Z])?/\d+$")]
    label: str
    """Short English label, as used in headings."""
    statement: Wording
    help: str = ""
    """Guidance on possible answers, paraphrased rather than quoted."""
    value: str = ""
    """Letter of the cross-cutting value, if the benchmark has values."""
    kind: IndicatorKind | None = None
    kind_inferred: bool = False
    areas: tuple[str, ...] = ()
    target_groups: tuple[str, ...] = ()


class Dimension(Frozen):
    """One of the main parts of a benchmark (a pillar, group or role), with its norm and indicators."""

    code: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    kind: DimensionKind
    name: Wording
    norm: Wording | None = None
    indicators: tuple[Indicator, ...]


class CrossValue(Frozen):
    """A cross-cutting value of a benchmark, identified by a letter, such as A for Ambition."""

    code: Annotated[str, Field(pattern=r"^[A-Z]$")]
    name: Wording
    description: str = ""


class Theme(Frozen):
    """A policy area or a target group, with its id."""

    id: str
    name: Wording


class Replaced(Frozen):
    """A code from an older version of a benchmark, with its replacement."""

    code: str
    version: str
    now: str
    explanation: str


class Benchmark(Frozen):
    """One version of a benchmark, identified by its ``tag`` (``inti-cities@2009b``)."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
    prefix: str
    """Prefix for codes where several benchmarks are used (``DIVE:BU/2``)."""
    version: Annotated[str, Field(pattern=r"^[0-9]{4}[a-z]?$")]
    version_label: str
    name: Wording
    owner: str
    reported_in: str = ""
    """Type of the form in which cities report on the benchmark, if they do so outside a review."""
    values: tuple[CrossValue, ...] = ()
    areas: tuple[Theme, ...] = ()
    target_groups: tuple[Theme, ...] = ()
    dimensions: tuple[Dimension, ...]
    replaced: tuple[Replaced, ...] = ()

    @property
    def tag(self) -> str:
        """Id and version, joined by ``@``."""
        return f"{self.id}@{self.version}"

    def indicators(self) -> Iterator[Indicator]:
        """Return all indicators, in the order of the benchmark."""
        return (indicator for dimension in self.dimensions for indicator in dimension.indicators)

    @property
    def count(self) -> int:
        """Number of indicators.

        The printed guide says 75 but lists 73, so the number is computed.
        """
        return sum(self.count_by_dimension.values())

    @property
    def count_by_dimension(self) -> dict[str, int]:
        """Number of indicators in each dimension, by code, in the order of the benchmark."""
        return {dimension.code: len(dimension.indicators) for dimension in self.dimensions}

    def indicator(self, code: str) -> Indicator:
        """Return the indicator with this ``code``, which may include the benchmark's prefix.

        Raises ProjectError if this version has no such indicator. For a code from an older version, the hint
        names the replacement. For any other code, it lists similar codes, if there are any.
        """
        wanted = code.removeprefix(f"{self.prefix}:")
        indicator = next((indicator for indicator in self.indicators() if indicator.code == wanted), None)
        if indicator is None:
            raise self._build_unknown_code_error(wanted)
        return indicator

    def resolve(self, code: str) -> tuple[Indicator, Replaced | None]:
        """Return the indicator for ``code``, and its ``Replaced`` entry if the code is from an older version.

        The entry is None for a current code. The example in the printed guide has the code AC/I/3, which is
        missing from the guide's final set (S0:922), so a code is meaningful only together with its version.
        Raises ProjectError for an unknown code.
        """
        wanted = code.removeprefix(f"{self.prefix}:")
        old = self.find_replaced(wanted)
        return self.indicator(old.now if old else wanted), old

    def find_replaced(self, code: str) -> Replaced | None:
        """Return the ``Replaced`` entry for ``code``, or None if it is not a code from an older version."""
        return next((replaced for replaced in self.replaced if replaced.code == code), None)

    def find_similar_codes(self, code: str) -> list[str]:
        """Return up to three indicator codes similar to ``code``, most similar first."""
        return get_close_matches(code.upper(), [each.code for each in self.indicators()], cutoff=0.5)

    def _build_unknown_code_error(self, code: str) -> ProjectError:
        if old := self.find_replaced(code):
            message = f"{code} belongs to version {old.version} of {self.id}. {old.explanation}"
            return ProjectError(message, location=self.tag, hint=f"write {old.now}")
        near = self.find_similar_codes(code)
        hint = f"did you mean {' or '.join(near)}?" if near else "look up the code in the benchmark"
        return ProjectError(f"there is no indicator “{code}”", location=self.tag, hint=hint)

    @model_validator(mode="after")
    def _check_codes(self) -> Self:
        codes = [indicator.code for indicator in self.indicators()]
        if twice := sorted({code for code in codes if codes.count(code) > 1}):
            raise InvalidValueError("repeated codes", codes=", ".join(twice))
        for dimension in self.dimensions:
            for indicator in dimension.indicators:
                start = f"{dimension.code}/{indicator.value}/" if indicator.value else f"{dimension.code}/"
                if not indicator.code.startswith(start):
                    raise InvalidValueError("code prefix", code=indicator.code, prefix=start)
        return self

    @model_validator(mode="after")
    def _check_references(self) -> Self:
        for indicator in self.indicators():
            self._check_declared(
                indicator, "value", {indicator.value} - {""}, {value.code for value in self.values}
            )
            self._check_declared(indicator, "area", set(indicator.areas), {area.id for area in self.areas})
            groups = {group.id for group in self.target_groups}
            self._check_declared(indicator, "target group", set(indicator.target_groups), groups)
        codes = {indicator.code for indicator in self.indicators()}
        for replaced in self.replaced:
            if replaced.code in codes:
                raise InvalidValueError("replaced", code=replaced.code)
            if replaced.now not in codes:
                raise InvalidValueError("replacement", code=replaced.code, now=replaced.now)
        return self

    @staticmethod
    def _check_declared(indicator: Indicator, kind: str, used: set[str], declared: set[str]) -> None:
        if unknown := sorted(used - declared):
            raise InvalidValueError(f"undeclared {kind}", code=indicator.code, names=", ".join(unknown))
