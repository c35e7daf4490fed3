"""Texts in several languages in one record, such as those of a guide published in each language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from assembler.model.types.invalid_value import InvalidValueError
from assembler.model.types.record_header import LanguageTag
from assembler.model.types.values import Frozen, RichText, Text

_NonEmpty = Annotated[str, Field(min_length=1, pattern=r"\S")]


class MultilingualText(Frozen):
    """Text in one or more languages: a string in the record's language, or ``{en: text, nl: tekst}``.

    >>> MultilingualText.model_validate({"en": "Plan", "nl": "Stadsplan"}).text_in(("nl", "en")).text
    'Stadsplan'
    """

    by_language: dict[LanguageTag, _NonEmpty] = Field(default_factory=dict)
    words: _NonEmpty | None = None
    """Text in the record's language, given without a language."""

    @model_validator(mode="before")
    @classmethod
    def _parse_value(cls, value: Any) -> Any:
        if isinstance(value, str):
            return {"words": value}
        has_fields = isinstance(value, dict) and set(value) <= set(cls.model_fields)
        return {"by_language": value} if isinstance(value, dict) and not has_fields else value

    @model_validator(mode="after")
    def _require_text(self) -> Self:
        if not self.by_language and self.words is None:
            raise InvalidValueError("no text")
        return self

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages in which the text is given; empty if it is in the record's language."""
        return tuple(self.by_language)

    def text_in(self, chain: Sequence[str]) -> Text:
        """Return the text in the first language of ``chain`` in which it is given.

        If it is given in none of them, the text in the first of its own languages is returned. A text given
        without a language is in the record's language and is returned as it is. Any other result specifies
        its language.

        >>> MultilingualText.model_validate({"nl": "Stadsplan"}).text_in(("fi", "en")).language
        'nl'
        """
        if self.words is not None:
            return self._build_text(self.words, "")
        code = next((each for each in chain if each in self.by_language), next(iter(self.by_language)))
        return self._build_text(self.by_language[code], code)

    def _build_text(self, text: str, language: str) -> Text:
        return Text(text=text, language=language)


class MultilingualRichText(MultilingualText):
    """Rich text in one or more languages."""

    def _build_text(self, text: str, language: str) -> RichText:
        return RichText(text=text, language=language)
