"""Introspection of the model: types, keys, choices and patterns expected at a path below an entity.

``paths`` determines the kinds of values for forms. This module lists the keys and values that are valid in a
file, for example so that diagnostics can suggest them.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from enum import Enum
from functools import cache, lru_cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, RootModel
from pydantic.fields import FieldInfo

from assembler.model.types.values import Choice

Entity = BaseModel
"""Base class of everything read from files; other packages use it so that they need not import pydantic."""

PathParts = tuple[str | int, ...]
"""A path as a tuple of keys and zero-based indexes."""


def type_at(model: type[BaseModel], path: PathParts) -> Any:
    """Return the type expected at ``path`` (such as a model, an Enum or ``str``), or None if unknown.

    >>> from assembler.model.review.baseline import BaselineReport
    >>> type_at(BaselineReport, ("background", "budgets", 3, "amount")).__name__
    'Money'
    """
    wanted: Any = model
    for part in path:
        wanted = _field_type(wanted, part) if _is_model(wanted) else _item_type(wanted)
    return wanted


def keys_at(model: type[BaseModel], path: PathParts) -> tuple[str, ...]:
    """Return the keys that the model allows at ``path``.

    The result is empty if any key is allowed, or if the value at ``path`` is not a mapping.

    >>> from assembler.model.types.values import Money
    >>> keys_at(Money, ())
    ('amount', 'currency')
    """
    wanted = type_at(model, path)
    fields = wanted.model_fields if _is_model(wanted) else {}
    return tuple(field.alias or name for name, field in fields.items())


def required_at(model: type[BaseModel], path: PathParts) -> tuple[str, ...]:
    """Return the names of the fields that the entity at ``path`` must have, as they are in files.

    >>> from assembler.model.reference.city import CityForms
    >>> required_at(CityForms, ())
    ('name', 'of', 'in', 'to')
    """
    wanted = type_at(model, path)
    fields = wanted.model_fields if _is_model(wanted) else {}
    return tuple(field.alias or name for name, field in fields.items() if field.is_required())


def choices_at(model: type[BaseModel], path: PathParts) -> tuple[str, ...]:
    """Return the values that the model allows at ``path``.

    The result is empty if the model does not list them.
    """
    wanted = type_at(model, path)
    if isinstance(wanted, type) and issubclass(wanted, Enum):
        return tuple(str(member.value) for member in wanted)
    return tuple(str(value) for value in get_args(wanted)) if get_origin(wanted) is Literal else ()


@cache
def entity_fields(model: type[BaseModel]) -> tuple[str, ...]:
    """Return the fields of ``model`` that are or may contain entities.

    Code that visits all entities can skip the other fields.

    >>> from assembler.model.review.baseline import Budget
    >>> entity_fields(Budget)
    ('line', 'amount')
    """
    return tuple(name for name, field in model.model_fields.items() if _contains_entity(field.annotation))


def _contains_entity(annotation: Any) -> bool:
    return _is_model(annotation) or any(_contains_entity(each) for each in get_args(annotation))


def find_choice_types(*models: type[BaseModel]) -> tuple[type[Choice], ...]:
    """Return the subclasses of ``Choice`` that ``models`` use at any depth, sorted by name.

    >>> from assembler.model.review.baseline import Provenance
    >>> [each.__name__ for each in find_choice_types(Provenance)]
    ['PoliticalInvolvement']
    """
    done: set[Any] = set()
    waiting: list[Any] = list(models)
    while waiting:
        annotation = waiting.pop()
        if annotation not in done:
            done.add(annotation)
            waiting += _nested_annotations(annotation)
    lists = (each for each in done if isinstance(each, type) and issubclass(each, Choice))
    return tuple(sorted(lists, key=lambda each: each.__name__))


def _nested_annotations(annotation: Any) -> list[Any]:
    """Return the annotations of an entity's fields, or the arguments of any other annotation."""
    if _is_model(annotation):
        return [field.annotation for field in annotation.model_fields.values()]
    return [each for each in get_args(annotation) if isinstance(each, type) or get_args(each)]


def find_pattern(wanted: Any) -> str:
    """Return the first regular expression in an annotation or model field, or "" if there is none.

    >>> from assembler.model.types.record_header import Initials
    >>> find_pattern(Initials)
    '^\\\\w{1,4}$'
    """
    if isinstance(wanted, FieldInfo):
        inside: tuple[Any, ...] = (*wanted.metadata, wanted.annotation)
    elif isinstance(pattern := getattr(wanted, "pattern", None), str):
        return pattern
    else:
        inside = get_args(wanted)
    return next((nested for item in inside if (nested := find_pattern(item))), "")


def _is_model(wanted: Any) -> bool:
    return isinstance(wanted, type) and issubclass(wanted, BaseModel)


def unwrap(wanted: Any) -> Any:
    """Strip ``Annotated`` and ``| None`` from the annotation ``wanted``.

    >>> unwrap(Annotated[int | None, "year"])
    <class 'int'>
    """
    while True:
        origin = get_origin(wanted)
        if origin is Annotated:
            wanted = get_args(wanted)[0]
        elif origin in (Union, types.UnionType):
            wanted = next((one for one in get_args(wanted) if one is not type(None)), None)
        else:
            return wanted


@lru_cache(maxsize=1024)
def _field_type(model: type[BaseModel], part: str | int) -> Any:
    """Return the type of the field ``part``, or None if there is no such field.

    For a model that is itself a list or mapping, this is the type of its items.
    """
    if issubclass(model, RootModel):
        root = unwrap(model.model_fields["root"].annotation)
        return _field_type(root, part) if _is_model(root) else _item_type(root)
    field = next((one for name, one in model.model_fields.items() if part in (name, one.alias)), None)
    return unwrap(field.annotation) if field else None


def _item_type(wanted: Any) -> Any:
    """Return the type of the items of a list or of the values of a mapping, or None for any other type."""
    arguments = get_args(wanted)
    if get_origin(wanted) in (dict, Mapping):
        return unwrap(arguments[1])
    return unwrap(arguments[0]) if arguments else None
