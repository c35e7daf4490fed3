"""What a city is reviewed against: a benchmark in one version, its dimensions, values and indicators.

Kept in ``data/benchmarks/<id>.yaml``. Every text is our own restatement with the source line beside it; an
official wording may stand beside it per language and goes before the catalogue. Counts are computed.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Annotated, Self

from pydantic import Field, model_validator

from assembler.errors import ProjectError
from assembler.model.types.content import Choice, Frozen

Source = Annotated[str, Field(pattern=r"^(S\d:\d+(-\d+)?(, S\d:\d+(-\d+)?)*|public|own)$")]
"""Where a fact stands: a seed and its lines (``S0:1067-1069``), ``public``, or ``own`` (newly written)."""


class DimensionKind(Choice):
    """What a benchmark is divided into."""

    PILLAR = "pillar", "pillar"
    GROUP = "group", "group"
    ROLE = "role", "role"


class IndicatorKind(Choice):
    """What an indicator looks at (DIVE)."""

    OUTCOME = "outcome", "outcome"
    PROCESS = "process", "process"
    STATISTICAL = "statistical", "statistical"


class Wording(Frozen):
    """Our English text, its source, and the official wording per language where the project may use it."""

    text: str
    source: Source
    official: dict[str, str] = Field(default_factory=dict)


class Indicator(Frozen):
    """One thing that a city is asked about. ``code`` is unique only together with the benchmark version."""

    code: Annotated[str, Field(pattern=r"^[A-Z]{2}(/[A-Z])?/\d+$")]
    label: str
    """A short English label, as in a heading."""
    statement: Wording
    help: str = ""
    """What the city may write about; our own words."""
    value: str = ""
    """Letter of the cross-cutting value, where the benchmark has values."""
    kind: IndicatorKind | None = None
    kind_inferred: bool = False
    areas: tuple[str, ...] = ()
    target_groups: tuple[str, ...] = ()


class Dimension(Frozen):
    """A pillar, group or role, with its norm."""

    code: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    kind: DimensionKind
    name: Wording
    norm: Wording | None = None
    indicators: tuple[Indicator, ...]


class CrossValue(Frozen):
    """A value that cuts across the pillars (A, L, R, I, E)."""

    code: Annotated[str, Field(pattern=r"^[A-Z]$")]
    name: Wording
    description: str = ""


class Theme(Frozen):
    """A policy area or a target group, by id."""

    id: str
    name: Wording


class Replaced(Frozen):
    """A code of an older version and what it became."""

    code: str
    version: str
    now: str
    explanation: str


class Benchmark(Frozen):
    """A benchmark in one version; ``tag`` is its identity (``inti-cities@2009b``)."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
    prefix: str
    """What stands before a code where benchmarks meet (``DIVE:BU/2``)."""
    version: Annotated[str, Field(pattern=r"^[0-9]{4}[a-z]?$")]
    version_label: str
    name: Wording
    owner: str
    values: tuple[CrossValue, ...] = ()
    areas: tuple[Theme, ...] = ()
    target_groups: tuple[Theme, ...] = ()
    dimensions: tuple[Dimension, ...]
    replaced: tuple[Replaced, ...] = ()

    @property
    def tag(self) -> str:
        """Identity with the version."""
        return f"{self.id}@{self.version}"

    def indicators(self) -> Iterator[Indicator]:
        """Every indicator, in the order of the benchmark."""
        return (indicator for dimension in self.dimensions for indicator in dimension.indicators)

    @property
    def count(self) -> int:
        """How many indicators there are; the printed guide says 75 where 73 stand (domain 2.5)."""
        return sum(self.count_by_dimension.values())

    @property
    def count_by_dimension(self) -> dict[str, int]:
        """Indicators in each dimension, by its code, in the order of the benchmark."""
        return {dimension.code: len(dimension.indicators) for dimension in self.dimensions}

    def indicator(self, code: str) -> Indicator:
        """The indicator that has ``code`` in this version, written with or without the benchmark's prefix.

        Raises ProjectError where there is none; it says what a code of an older version became, or which
        codes look like the one asked for.
        """
        wanted = code.removeprefix(f"{self.prefix}:")
        found = next((indicator for indicator in self.indicators() if indicator.code == wanted), None)
        if found is None:
            raise self._unknown(wanted)
        return found

    def resolve(self, code: str) -> tuple[Indicator, Replaced | None]:
        """The indicator that ``code`` means, and what replaced the code if it is of an older version.

        The example in the printed guide has the code AC/I/3, which its own final set lacks (S0:922): a code
        means something only together with the version. Raises ProjectError for a code of no version.
        """
        wanted = code.removeprefix(f"{self.prefix}:")
        old = next((replaced for replaced in self.replaced if replaced.code == wanted), None)
        return self.indicator(old.now if old else wanted), old

    def _unknown(self, code: str) -> ProjectError:
        if old := next((replaced for replaced in self.replaced if replaced.code == code), None):
            what = f"{code} belongs to version {old.version} of {self.id}. {old.explanation}"
            return ProjectError(what, location=self.tag, hint=f"write {old.now}")
        near = get_close_matches(
            code.upper(), [indicator.code for indicator in self.indicators()], cutoff=0.5
        )
        hint = f"did you mean {' or '.join(near)}?" if near else "look the code up in the benchmark"
        return ProjectError(f"there is no indicator {code!r}", location=self.tag, hint=hint)

    @model_validator(mode="after")
    def _codes_fit(self) -> Self:
        codes = [indicator.code for indicator in self.indicators()]
        if twice := sorted({code for code in codes if codes.count(code) > 1}):
            raise ValueError(f"codes that stand twice: {', '.join(twice)}")
        for dimension in self.dimensions:
            for indicator in dimension.indicators:
                start = f"{dimension.code}/{indicator.value}/" if indicator.value else f"{dimension.code}/"
                if not indicator.code.startswith(start):
                    raise ValueError(f"{indicator.code} does not belong to {start[:-1]}")
        return self

    @model_validator(mode="after")
    def _references_fit(self) -> Self:
        for indicator in self.indicators():
            self._known(indicator, "value", {indicator.value} - {""}, {value.code for value in self.values})
            self._known(indicator, "area", set(indicator.areas), {area.id for area in self.areas})
            groups = {group.id for group in self.target_groups}
            self._known(indicator, "target group", set(indicator.target_groups), groups)
        codes = {indicator.code for indicator in self.indicators()}
        for replaced in self.replaced:
            if replaced.now not in codes or replaced.code in codes:
                raise ValueError(
                    f"{replaced.code} must be gone and {replaced.now} must stand in this version"
                )
        return self

    @staticmethod
    def _known(indicator: Indicator, what: str, used: set[str], declared: set[str]) -> None:
        if unknown := sorted(used - declared):
            raise ValueError(f"{indicator.code} has an undeclared {what}: {', '.join(unknown)}")
