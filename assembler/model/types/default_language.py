"""Default language of a file or part of a file, declared once instead of for every text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import is_not
from typing import Any, Self

from pydantic import BaseModel, ModelWrapValidatorHandler, model_validator

from assembler.model.types.introspection import entity_fields
from assembler.model.types.multilingual_text import MultilingualText
from assembler.model.types.record_header import LanguageTag
from assembler.model.types.values import Frozen, Text


class WithDefaultLanguage(Frozen):
    """Base class of entities that have a default ``language`` for their texts.

    If the language is None, the default is the record's language. Peers write in the team's language, which
    may differ from the city's, so their file declares it once.
    """

    language: LanguageTag | None = None

    @model_validator(mode="wrap")
    @classmethod
    def _apply_default_language(cls, value: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        entity = handler(value)
        return apply_language(entity, entity.language) if entity.language else entity


def apply_language(entity: Any, language: str) -> Any:
    """Return ``entity`` with ``language`` set on every text that has none.

    The same object is returned if nothing changes.

    >>> apply_language({"a": (Text(text="Plan"), Text(text="Suunnitelma", language="fi"))}, "en")
    {'a': (Text(text='Plan', language='en'), Text(text='Suunnitelma', language='fi'))}
    """
    if isinstance(entity, Text):
        return entity if entity.language else entity.model_copy(update={"language": language})
    if isinstance(entity, MultilingualText) and entity.words:
        return entity.model_copy(update={"by_language": {language: entity.words}, "words": None})
    if isinstance(entity, Mapping):
        result = {key: apply_language(value, language) for key, value in entity.items()}
        return result if any(result[key] is not value for key, value in entity.items()) else entity
    if isinstance(entity, tuple):
        items = tuple(apply_language(value, language) for value in entity)
        return items if any(map(is_not, items, entity)) else entity
    return _update_fields(entity, lambda value: apply_language(value, language))


def _update_fields(entity: Any, change: Callable[[Any], Any]) -> Any:
    if not isinstance(entity, BaseModel):
        return entity
    old = {name: getattr(entity, name) for name in entity_fields(type(entity))}
    new = {name: change(value) for name, value in old.items() if value}
    changed = {name: value for name, value in new.items() if value is not old[name]}
    return entity.model_copy(update=changed) if changed else entity
