"""Texts that a record holds in several languages at once, as a guide that comes out in each of them does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from assembler.model.types.content import Frozen, RichText, Text
from assembler.model.types.record_header import LanguageTag

_Said = Annotated[str, Field(min_length=1, pattern=r"\S")]


class LocalText(Frozen):
    """Words in one language or more: ``words`` (in the record's language) or ``{en: words, nl: woorden}``.

    >>> LocalText.model_validate({"en": "Plan", "nl": "Stadsplan"}).said_in(("nl", "en")).text
    'Stadsplan'
    """

    by_language: dict[LanguageTag, _Said] = Field(default_factory=dict)
    words: _Said | None = None
    """The words where no language is said: they are in the record's own."""

    @model_validator(mode="before")
    @classmethod
    def _from_words(cls, value: Any) -> Any:
        if isinstance(value, str):
            return {"words": value}
        known = isinstance(value, dict) and set(value) <= set(cls.model_fields)
        return {"by_language": value} if isinstance(value, dict) and not known else value

    @model_validator(mode="after")
    def _is_said(self) -> Self:
        if not self.by_language and self.words is None:
            raise ValueError("nothing is said: write the words, or each language with its words")
        return self

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that it is written in; none where it is in the record's own."""
        return tuple(self.by_language)

    def said_in(self, chain: Sequence[str]) -> Text:
        """The words in the first language of ``chain`` that has any, else in the first one written.

        The text says its language, unless it is the record's own.

        >>> LocalText.model_validate({"nl": "Stadsplan"}).said_in(("fi", "en")).language
        'nl'
        """
        if self.words is not None:
            return self._text(self.words, "")
        code = next((each for each in chain if each in self.by_language), next(iter(self.by_language)))
        return self._text(self.by_language[code], code)

    def _text(self, words: str, language: str) -> Text:
        return Text(text=words, language=language)


class LocalRichText(LocalText):
    """The same with the Markdown subset of rich text."""

    def _text(self, words: str, language: str) -> RichText:
        return RichText(text=words, language=language)
