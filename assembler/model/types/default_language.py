"""What is told in one language: a file or a part of it may say so once, instead of every text for itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import is_not
from typing import Any, Self

from pydantic import BaseModel, ModelWrapValidatorHandler, model_validator

from assembler.model.types.content import Frozen, Text
from assembler.model.types.introspection import holding_entities
from assembler.model.types.record_header import LanguageTag


class Spoken(Frozen):
    """Its texts that name no language are in ``language``; none means the record's own.

    Peers write in the team's language about a city that writes in its own, so a file of theirs says it once.
    """

    language: LanguageTag | None = None

    @model_validator(mode="wrap")
    @classmethod
    def _in_its_language(cls, value: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        found = handler(value)
        return in_language(found, found.language) if found.language else found


def in_language(entity: Any, language: str) -> Any:
    """``entity`` with ``language`` on every text in it that names none; itself, where all of them do.

    >>> in_language({"a": (Text(text="Plan"), Text(text="Suunnitelma", language="fi"))}, "en")
    {'a': (Text(text='Plan', language='en'), Text(text='Suunnitelma', language='fi'))}
    """
    if isinstance(entity, Text):
        return entity if entity.language else entity.model_copy(update={"language": language})
    if isinstance(entity, Mapping):
        found = {key: in_language(value, language) for key, value in entity.items()}
        return found if any(found[key] is not value for key, value in entity.items()) else entity
    if isinstance(entity, tuple):
        items = tuple(in_language(value, language) for value in entity)
        return items if any(map(is_not, items, entity)) else entity
    return _inside(entity, lambda value: in_language(value, language))


def _inside(entity: Any, change: Callable[[Any], Any]) -> Any:
    if not isinstance(entity, BaseModel):
        return entity
    old = {name: getattr(entity, name) for name in holding_entities(type(entity))}
    new = {name: change(value) for name, value in old.items() if value}
    changed = {name: value for name, value in new.items() if value is not old[name]}
    return entity.model_copy(update=changed) if changed else entity
