"""Types of the values in a record, all of them frozen.

They are formatted and parsed in ``values/``.

| kind | type here | in YAML |
| --- | --- | --- |
| text | Text | ``Stadsplan`` or ``{text: Plan, language: en}`` |
| rich_text | RichText | the same, with a Markdown subset |
| number | int, Decimal | ``12``, ``3.5`` |
| year | Year (an int) | ``2009`` |
| money | Money | ``{amount: 150000, currency: EUR}`` or ``150000 EUR`` |
| date | datetime.date | ``2026-03-01`` |
| moment | datetime.datetime | ``2026-10-06T10:10`` |
| period | Period | ``{start: 2006, end: 2010}``, ``2006-2010`` or ``2006-`` |
| choice | a subclass of Choice | its value |
| link | Link (a str) | an address |
| image | Image | ``{file: chart.png, alt: The departments}`` |
| flag | bool | ``true`` |
"""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from assembler.model.types.invalid_value import InvalidValueError


class Frozen(BaseModel):
    """Base class of all entities: frozen, with unknown keys forbidden."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Text(Frozen):
    """Text in a language.

    If ``language`` is empty, the text is in the language of the record.

    >>> Text.model_validate("Stadsplan").text
    'Stadsplan'
    """

    text: str
    language: str = ""

    @model_validator(mode="before")
    @classmethod
    def _parse_string(cls, value: Any) -> Any:
        return {"text": value} if isinstance(value, str) else value


class RichText(Text):
    """Text in the Markdown subset: paragraphs, bold, italic, links, line breaks, lists."""


class Money(Frozen):
    """An amount in a currency (ISO 4217).

    >>> Money.model_validate("150000 EUR").amount
    Decimal('150000')
    """

    amount: Decimal
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")]

    @model_validator(mode="before")
    @classmethod
    def _parse_string(cls, value: Any) -> Any:
        if isinstance(value, str) and (match := re.fullmatch(r"\s*(-?[\d.]+)\s+([A-Z]{3})\s*", value)):
            return {"amount": match[1], "currency": match[2]}
        return value


Year = Annotated[int, Field(ge=1800, le=2200), "year"]
"""A year; the metadata "year" marks it as a kind of value that never has a thousands separator."""


class Period(Frozen):
    """A period of years.

    ``end`` is None if the period is open-ended.

    >>> Period.model_validate("2006-2010").end
    2010
    """

    start: int = Field(ge=1800, le=2200)
    end: int | None = Field(default=None, ge=1800, le=2200)

    @model_validator(mode="before")
    @classmethod
    def _parse_string(cls, value: Any) -> Any:
        if isinstance(value, int) and value >= 1800:
            return {"start": value, "end": value}
        if isinstance(value, str) and (match := re.fullmatch(r"\s*(\d{4})\s*[-–]\s*(\d{4})?\s*", value)):
            return {"start": int(match[1]), "end": int(match[2]) if match[2] else None}
        return value

    @model_validator(mode="after")
    def _check_order(self) -> Self:
        if self.end is not None and self.end < self.start:
            raise InvalidValueError("period")
        return self


class Image(Frozen):
    """A picture, with its file name and alternative text (``alt``).

    The file is usually in the record's folder.
    """

    file: str
    alt: Text


class Choice(StrEnum):
    """Base class of enumerated values.

    ``label`` is the English message that is shown for a value.
    """

    label: str

    @property
    def letter(self) -> str:
        """Letter that is used where a label is too long, or "" if there is none.

        It is the same in every language.
        """
        return ""

    def __new__(cls, value: str, label: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label or value
        return member


def _validate_link(value: str) -> str:
    if not re.fullmatch(r"(https?://[^\s<>\"\]\[]+|mailto:[^\s@]+@[^\s@]+)", value):
        raise InvalidValueError("link")
    return value


Link = Annotated[str, AfterValidator(_validate_link), "link"]
"""A web or email address; the metadata "link" determines the kind of value."""
