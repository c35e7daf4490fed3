"""References in a record: texts that name an indicator, member, session or finding defined elsewhere.

A model declares such a text with one of these types. ``iter_references`` yields the names in an entity, so
that the code that reads files can check that they exist.
"""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, Field

from assembler.model.types.introspection import PathParts, unwrap
from assembler.model.types.record_header import Initials
from assembler.structs import Struct


class Reference(Struct, frozen=True):
    """Metadata for a text that refers to another entity.

    ``to`` is the kind of that entity.
    """

    to: str


SessionKey = Annotated[str, Field(pattern=r"^(I[1-9]\d?|W[A-Z]|[PHDFT][1-9]\d?)$")]
"""Letter and number of a session: I17 is an interview, WA a workshop."""
RoomKey = Annotated[str, Field(pattern=r"^R[1-9]\d?$")]
"""Letter and number of a room of the visit."""
EvidenceKey = Annotated[str, Field(pattern=r"^(I[1-9]\d?|W[A-Z])-[1-9]\d{0,2}$")]
"""Name of an evidence record: its session and its number within the session (``I17-2``)."""
FindingKey = Annotated[str, Field(pattern=r"^F\d{2,3}$")]
RecommendationKey = Annotated[str, Field(pattern=r"^R\d{2,3}$")]
PracticeKey = Annotated[str, Field(pattern=r"^G\d{2,3}$")]
ProblemKey = Annotated[str, Field(pattern=r"^P\d{2,3}$")]

IndicatorCode = Annotated[str, Reference("indicator")]
"""Code of an indicator in the review's version of its benchmark."""
Member = Annotated[Initials, Reference("member")]
"""Initials of a team member."""
InterpreterName = Annotated[Initials, Reference("interpreter")]
"""Initials of an interpreter of the visit."""
SessionName = Annotated[SessionKey, Reference("session")]
EvidenceName = Annotated[EvidenceKey, Reference("evidence")]
FindingName = Annotated[FindingKey, Reference("finding")]
RecommendationName = Annotated[RecommendationKey, Reference("recommendation")]
ProblemName = Annotated[ProblemKey, Reference("problem")]
ChapterName = Annotated[str, Reference("chapter")]
"""Code of a chapter of a publication (``PS/1``)."""
PillarCode = Annotated[str, Reference("pillar")]
"""Code of a pillar or group of the benchmark (``GG``)."""


class NamedReference(Struct, frozen=True):
    """A reference to the entity ``name`` of kind ``to``, which should exist.

    ``path`` is the location of the reference.
    """

    path: PathParts
    to: str
    name: str


def iter_references(entity: Any, path: PathParts = ()) -> Iterator[NamedReference]:
    """Yield every reference in ``entity``, in the order of the model's fields.

    The path of each begins with ``path``.

    >>> from assembler.model.review.visit import Session
    >>> session = Session(kind="interview", interviewers=("JB", "FC"), indicators=("GG/I/3",))
    >>> [(named.to, named.name) for named in iter_references(session)]
    [('member', 'JB'), ('member', 'FC'), ('indicator', 'GG/I/3')]
    """
    model: type[BaseModel] = type(entity)
    for field in _reference_fields(model):
        value = getattr(entity, field.name)
        if value:
            yield from _iter_field_references(field, value, (*path, field.name))


class _ReferenceField(Struct, frozen=True):
    """Field of a model that contains references.

    ``to`` is the kind of entity to which its value or items refer, and ``keys`` the kind to which its keys
    refer. ``deep`` is true if its value contains further references.
    """

    name: str
    to: str = ""
    keys: str = ""
    deep: bool = False


def _iter_field_references(field: _ReferenceField, value: Any, path: PathParts) -> Iterator[NamedReference]:
    if isinstance(value, str):  # the usual case; other questions about a type take much longer
        if field.to:
            yield NamedReference(path, field.to, value)
    elif isinstance(value, Mapping):
        for key, inside in value.items():
            if field.keys:
                yield NamedReference((*path, key), field.keys, key)
            yield from _iter_field_references(field, inside, (*path, key))
    elif isinstance(value, tuple):
        for index, inside in enumerate(value):
            yield from _iter_field_references(field, inside, (*path, index))
    elif field.deep and isinstance(value, BaseModel):
        yield from iter_references(value, path)


@cache
def _reference_fields(model: type[BaseModel]) -> tuple[_ReferenceField, ...]:
    """Return the fields of ``model`` that contain references at any depth.

    A search for references can skip the other fields.
    """
    plan = (
        _inspect_field(name, info.annotation, tuple(info.metadata))
        for name, info in model.model_fields.items()
    )
    return tuple(field for field in plan if field.to or field.keys or field.deep)


def _inspect_field(name: str, annotation: Any, metadata: tuple[Any, ...]) -> _ReferenceField:
    inner, keys = annotation, ""
    target = _reference_target(metadata) or _find_target(annotation)
    while (origin := get_origin(unwrap(inner))) in (tuple, dict):
        arguments = get_args(unwrap(inner))
        keys = keys or (_find_target(arguments[0]) if origin is dict else "")
        inner = arguments[1] if origin is dict else arguments[0]
        target = target or _find_target(inner)
    plain = unwrap(inner)
    deep = isinstance(plain, type) and issubclass(plain, BaseModel) and bool(_reference_fields(plain))
    return _ReferenceField(name, target, keys, deep)


def _find_target(annotation: Any) -> str:
    if get_origin(annotation) is Annotated:
        return _reference_target(get_args(annotation)[1:]) or _find_target(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        return next((mark for each in get_args(annotation) if (mark := _find_target(each))), "")
    return ""


def _reference_target(metadata: tuple[Any, ...]) -> str:
    return next((each.to for each in metadata if isinstance(each, Reference)), "")
