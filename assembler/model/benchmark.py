"""What a city is reviewed against: a benchmark in one version, its dimensions, values and indicators.

Kept in ``data/benchmarks/<id>.yaml``. Every text is our own restatement with the source line beside it; an
official wording may stand beside it per language and goes before the catalogue. Counts are computed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Self

from pydantic import Field, model_validator

from assembler.model.content import Choice, Frozen

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

    @model_validator(mode="after")
    def _codes_fit(self) -> Self:
        codes = [indicator.code for indicator in self.indicators()]
        if twice := sorted({code for code in codes if codes.count(code) > 1}):
            raise ValueError(f"codes that stand twice: {', '.join(twice)}")
        for dimension in self.dimensions:
            for indicator in dimension.indicators:
                if not indicator.code.startswith(f"{dimension.code}/"):
                    raise ValueError(f"{indicator.code} does not belong to {dimension.code}")
        return self
