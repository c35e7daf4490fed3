"""Texts of a record that name something kept elsewhere: an indicator, a member, a session, a finding.

Whoever writes a model marks such a text with its type here; whoever reads files asks ``references`` what an
entity names, and whether that exists.
"""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, Field

from assembler.model.types.introspection import Parts, bare
from assembler.model.types.record_header import Initials
from assembler.structs import Struct


class Reference(Struct, frozen=True):
    """The mark of a text that names something: ``to`` says what kind of thing."""

    to: str


SessionKey = Annotated[str, Field(pattern=r"^(I[1-9]\d?|W[A-Z]|[PHDFT][1-9]\d?)$")]
"""A session of a visit by its letter and number: I17 an interview, WA a workshop (domain 2.2)."""
EvidenceKey = Annotated[str, Field(pattern=r"^(I[1-9]\d?|W[A-Z])-[1-9]\d{0,2}$")]
"""An evidence record by its session and its number there: ``I17-2``."""
FindingKey = Annotated[str, Field(pattern=r"^F\d{2,3}$")]
RecommendationKey = Annotated[str, Field(pattern=r"^R\d{2,3}$")]
PracticeKey = Annotated[str, Field(pattern=r"^G\d{2,3}$")]

IndicatorCode = Annotated[str, Reference("indicator")]
"""The code of an indicator in the review's version of its benchmark."""
Member = Annotated[Initials, Reference("member")]
"""The initials of somebody in the team."""
SessionName = Annotated[SessionKey, Reference("session")]
EvidenceName = Annotated[EvidenceKey, Reference("evidence")]
FindingName = Annotated[FindingKey, Reference("finding")]
RecommendationName = Annotated[RecommendationKey, Reference("recommendation")]
PillarCode = Annotated[str, Reference("pillar")]
"""The code of a pillar or group of the benchmark (``GG``)."""


class Named(Struct, frozen=True):
    """``name``, which ought to exist as a thing of the kind ``to``, and where it is written."""

    path: Parts
    to: str
    name: str


def references(entity: Any, path: Parts = ()) -> Iterator[Named]:
    """Everything that ``entity`` names, in reading order; ``path`` begins the paths.

    >>> from assembler.model.review.visit import Session
    >>> session = Session(kind="interview", interviewers=("JB", "FC"), indicators=("GG/I/3",))
    >>> [(named.to, named.name) for named in references(session)]
    [('member', 'JB'), ('member', 'FC'), ('indicator', 'GG/I/3')]
    """
    model: type[BaseModel] = type(entity)
    for field in _plan(model):
        value = getattr(entity, field.name)
        if value:
            yield from _named(field, value, (*path, field.name))


class _Field(Struct, frozen=True):
    """A field that names things: ``to`` itself or its items, ``keys`` its keys; ``deep``: what is inside."""

    name: str
    to: str = ""
    keys: str = ""
    deep: bool = False


def _named(field: _Field, value: Any, path: Parts) -> Iterator[Named]:
    if isinstance(value, Mapping):
        for key, inside in value.items():
            if field.keys:
                yield Named((*path, key), field.keys, key)
            yield from _named(field, inside, (*path, key))
    elif isinstance(value, tuple):
        for index, inside in enumerate(value):
            yield from _named(field, inside, (*path, index))
    elif field.to and isinstance(value, str):
        yield Named(path, field.to, value)
    elif field.deep and isinstance(value, BaseModel):
        yield from references(value, path)


@cache
def _plan(model: type[BaseModel]) -> tuple[_Field, ...]:
    """The fields of ``model`` that name something, or hold what does; others are never looked at."""
    plan = (_field(name, info.annotation, tuple(info.metadata)) for name, info in model.model_fields.items())
    return tuple(field for field in plan if field.to or field.keys or field.deep)


def _field(name: str, annotation: Any, metadata: tuple[Any, ...]) -> _Field:
    inner, keys = annotation, ""
    found = _mark(metadata) or _mark_of(annotation)
    while (origin := get_origin(bare(inner))) in (tuple, dict):
        arguments = get_args(bare(inner))
        keys = keys or (_mark_of(arguments[0]) if origin is dict else "")
        inner = arguments[1] if origin is dict else arguments[0]
        found = found or _mark_of(inner)
    plain = bare(inner)
    deep = isinstance(plain, type) and issubclass(plain, BaseModel) and bool(_plan(plain))
    return _Field(name, found, keys, deep)


def _mark_of(annotation: Any) -> str:
    if get_origin(annotation) is Annotated:
        return _mark(get_args(annotation)[1:]) or _mark_of(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        return next((mark for each in get_args(annotation) if (mark := _mark_of(each))), "")
    return ""


def _mark(metadata: tuple[Any, ...]) -> str:
    return next((each.to for each in metadata if isinstance(each, Reference)), "")
