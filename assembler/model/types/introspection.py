"""What an entity wants at a path below it: the keys it knows there, the choices it allows, the form of words.

``paths`` tells kinds of value to forms; this module tells the reader of a file what he could have written.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from enum import Enum
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, RootModel
from pydantic.fields import FieldInfo

from assembler.model.types.content import Choice

Entity = BaseModel
"""Whatever is read from a file: other rooms name it without knowing pydantic."""

Parts = tuple[str | int, ...]
"""A path in parts: keys and indexes from 0."""


def wanted_at(model: type[BaseModel], path: Parts) -> Any:
    """The bare type wanted at ``path`` (a model, an Enum, ``str``, a Literal ...), or None where unknown.

    >>> from assembler.model.review.baseline import BaselineReport
    >>> wanted_at(BaselineReport, ("background", "budgets", 3, "amount")).__name__
    'Money'
    """
    wanted: Any = model
    for part in path:
        wanted = _inside(bare(wanted), part)
    return bare(wanted)


def keys_at(model: type[BaseModel], path: Parts) -> tuple[str, ...]:
    """The keys that the model knows at ``path``; none where anything or nothing goes.

    >>> from assembler.model.types.content import Money
    >>> keys_at(Money, ())
    ('amount', 'currency')
    """
    wanted = wanted_at(model, path)
    fields = wanted.model_fields if _is_model(wanted) else {}
    return tuple(field.alias or name for name, field in fields.items())


def required_at(model: type[BaseModel], path: Parts) -> tuple[str, ...]:
    """The keys that the entity at ``path`` must have.

    >>> from assembler.model.review.evidence import EvidenceLog
    >>> required_at(EvidenceLog, ("records", "I17-2"))
    ('session', 'sequence', 'indicator', 'statement')
    """
    wanted = wanted_at(model, path)
    fields = wanted.model_fields if _is_model(wanted) else {}
    return tuple(name for name, field in fields.items() if field.is_required())


def choices_at(model: type[BaseModel], path: Parts) -> tuple[str, ...]:
    """The values that the model allows at ``path``, where it has a closed list of them."""
    wanted = wanted_at(model, path)
    if isinstance(wanted, type) and issubclass(wanted, Enum):
        return tuple(str(member.value) for member in wanted)
    return tuple(str(value) for value in get_args(wanted)) if get_origin(wanted) is Literal else ()


@cache
def holding_entities(model: type[BaseModel]) -> tuple[str, ...]:
    """The fields of ``model`` that are entities or may hold some; whoever walks a record needs no others.

    >>> from assembler.model.review.baseline import Budget
    >>> holding_entities(Budget)
    ('line', 'amount')
    """
    return tuple(name for name, field in model.model_fields.items() if _holds_entity(field.annotation))


def _holds_entity(annotation: Any) -> bool:
    return _is_model(annotation) or any(_holds_entity(each) for each in get_args(annotation))


def closed_lists(*models: type[BaseModel]) -> tuple[type[Choice], ...]:
    """The closed lists of values that ``models`` use anywhere, by name.

    >>> from assembler.model.review.baseline import Provenance
    >>> [each.__name__ for each in closed_lists(Provenance)]
    ['PoliticalInvolvement']
    """
    done: set[Any] = set()
    waiting: list[Any] = list(models)
    while waiting:
        found = waiting.pop()
        if found not in done:
            done.add(found)
            waiting += _parts_of(found)
    lists = (each for each in done if isinstance(each, type) and issubclass(each, Choice))
    return tuple(sorted(lists, key=lambda each: each.__name__))


def _parts_of(annotation: Any) -> list[Any]:
    """What an annotation is made of: the fields of an entity, the arguments of anything else."""
    if _is_model(annotation):
        return [field.annotation for field in annotation.model_fields.values()]
    return [each for each in get_args(annotation) if isinstance(each, type) or get_args(each)]


def pattern_of(wanted: Any) -> str:
    """The first pattern (a regular expression) in an annotation or field of the model, or nothing.

    >>> from assembler.model.types.record_header import Initials
    >>> pattern_of(Initials)
    '^\\\\w{1,4}$'
    """
    if isinstance(wanted, FieldInfo):
        inside: tuple[Any, ...] = (*wanted.metadata, wanted.annotation)
    elif isinstance(pattern := getattr(wanted, "pattern", None), str):
        return pattern
    else:
        inside = get_args(wanted)
    return next((found for one in inside if (found := pattern_of(one))), "")


def _is_model(wanted: Any) -> bool:
    return isinstance(wanted, type) and issubclass(wanted, BaseModel)


def bare(wanted: Any) -> Any:
    """``wanted``, an annotation, without Annotated and without ``| None``.

    >>> bare(Annotated[int | None, "year"])
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


def _inside(wanted: Any, part: str | int) -> Any:
    if _is_model(wanted) and issubclass(wanted, RootModel):
        return _inside(bare(wanted.model_fields["root"].annotation), part)
    if _is_model(wanted):
        found = next((one for name, one in wanted.model_fields.items() if part in (name, one.alias)), None)
        return found.annotation if found else None
    arguments = get_args(wanted)
    if get_origin(wanted) in (dict, Mapping):
        return arguments[1]
    return arguments[0] if arguments else None
