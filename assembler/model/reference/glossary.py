"""The termbase: one English term, how each language says it, and which words it must never take for it."""

from __future__ import annotations

from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator


class Term(BaseModel):
    """A term. Words are compared by their stems; ``*`` in a word stands for any letters (``kotouttami*``)."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    id: str = Field(pattern=r"^[A-Z]\d{3}$")
    english: tuple[str, ...] = ()
    """How the English text says it, in the singular; without any, every text is looked at."""
    elsewhere: tuple[str, ...] = ()
    """English phrases with these words that mean something else; what stands in them is not looked at."""
    say: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """By language: how it is said, the best first; another one of them will do."""
    never: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """By language: what it must not be taken for."""
    note: str = ""
    """For translators: what it means here, why a word will not do."""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.say and not self.never:
            raise ValueError("a term has words under `say` or under `never`")
        if self.say and not self.english:
            raise ValueError("a term with words under `say` needs its English under `english`")
        return self


class Glossary(BaseModel):
    """All terms, in the order of the file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    terms: tuple[Term, ...] = ()

    @model_validator(mode="after")
    def _ids_once(self) -> Self:
        ids = [term.id for term in self.terms]
        if twice := sorted({each for each in ids if ids.count(each) > 1}):
            raise ValueError(f"an id stands twice: {', '.join(twice)}")
        return self
