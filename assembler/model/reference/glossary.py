"""Glossary: English terms with their approved and forbidden translations in each language."""

from __future__ import annotations

from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from assembler.model.types.invalid_value import InvalidValueError


class Term(BaseModel):
    """A term with its approved and forbidden translations.

    Words are compared by stem. ``*`` in a word matches any letters (``kotouttami*``).
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    id: str = Field(pattern=r"^[A-Z]\d{3}$")
    english: tuple[str, ...] = ()
    """English terms in the singular; if there are none, every text is checked."""
    elsewhere: tuple[str, ...] = ()
    """English phrases in which the term has another meaning; they are not checked."""
    say: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """Approved translations by language, the preferred one first."""
    never: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """Forbidden translations by language."""
    note: str = ""
    """Note for translators: the meaning of the term, or the reason why a translation is wrong."""

    @model_validator(mode="after")
    def _check_words(self) -> Self:
        if not self.say and not self.never:
            raise InvalidValueError("term without wording")
        if self.say and not self.english:
            raise InvalidValueError("term without English")
        return self


class Glossary(BaseModel):
    """All terms, in the order of the file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    terms: tuple[Term, ...] = ()

    @model_validator(mode="after")
    def _check_ids(self) -> Self:
        ids = [term.id for term in self.terms]
        if twice := sorted({each for each in ids if ids.count(each) > 1}):
            raise InvalidValueError("repeated codes", codes=", ".join(twice))
        return self
