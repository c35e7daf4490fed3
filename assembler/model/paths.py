"""Files of a record, and paths in them: the kind of value at a path, and the value itself.

The model defines types, units and choices. A declaration names only a path, such as
``baseline.provenance.drafting``, which this module resolves.

>>> ROOTS["visit"].__name__, "visits" in ROOTS
('Visit', False)
"""

from __future__ import annotations

import types
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from difflib import get_close_matches
from functools import lru_cache
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from assembler.errors import DataError
from assembler.lazy import LazyRegistry
from assembler.model.types.introspection import unwrap
from assembler.model.types.record_header import LanguageTag, RecordHeader
from assembler.model.types.references import Reference
from assembler.model.types.values import Choice, Image, Link, Money, Period, RichText, Text
from assembler.structs import Struct

_PACKAGE = "assembler.model"
_HEADERS = {
    "review": "review.review:Review",
    "charter": "reference.charter:CharterRound",
    "agenda_choices": "reference.municipality_choices:AgendaChoices",
    "agenda": "reference.agenda_edition:AgendaEdition",
    "evaluation": "reference.agenda_evaluations:Evaluation",
    "meeting": "reference.policy_agenda_meeting:AgendaMeeting",
    "toolkit": "reference.toolkit:ToolkitEdition",
    "publication": "reference.findings_publications:Publication",
    "register": "tracking.promise_register:RegisterHeader",
}
_RELEASES = {"releases": "review.release:Releases"}
_PROMISES = {"promises": "tracking.promise_register:PromiseRegister"}
_REVIEW_FILES = {
    "baseline": "review.baseline:BaselineReport",
    "desk": "review.desk_reviews:DeskReviews",
    "team_desk": "review.desk_reviews:TeamDeskReview",
    "visit": "review.visit:Visit",
    "evidence": "review.evidence:EvidenceLog",
    "feedback": "review.feedback:FeedbackReport",
    "narratives": "review.section_texts:Narratives",
    "self_assessment": "review.self_assessment:SelfAssessment",
    **_PROMISES,
    **_RELEASES,
}
_REGISTER_FILES = {**_PROMISES, **_RELEASES}
_CHARTER_FILES = {"progress": "reference.progress_reports:ProgressRound", **_RELEASES}
_AGENDA_FILES = {"remarks": "reference.municipality_choices:AgendaRemarks", **_RELEASES}
_EVALUATION_FILES = {"survey": "reference.survey:Survey", **_RELEASES}
HEADERS: Mapping[str, type[RecordHeader]] = LazyRegistry(_PACKAGE, _HEADERS)
"""Header files of records by name, without suffix; each record has exactly one of them."""
FILES_BY_HEADER: Mapping[str, Mapping[str, type[BaseModel]]] = {
    "review": LazyRegistry(_PACKAGE, _REVIEW_FILES),
    "charter": LazyRegistry(_PACKAGE, _CHARTER_FILES),
    "agenda_choices": LazyRegistry(_PACKAGE, _RELEASES),
    "agenda": LazyRegistry(_PACKAGE, _AGENDA_FILES),
    "evaluation": LazyRegistry(_PACKAGE, _EVALUATION_FILES),
    "meeting": LazyRegistry(_PACKAGE, _RELEASES),
    "toolkit": LazyRegistry(_PACKAGE, _RELEASES),
    "publication": LazyRegistry(_PACKAGE, _RELEASES),
    "register": LazyRegistry(_PACKAGE, _REGISTER_FILES),
}
"""Other files that a record may contain, by the name of its header file."""
_ROOTS = {**_HEADERS, **_REVIEW_FILES, **_CHARTER_FILES, **_AGENDA_FILES, **_EVALUATION_FILES}
ROOTS: Mapping[str, type[BaseModel]] = LazyRegistry(_PACKAGE, _ROOTS)
"""All kinds of record file, by the first component of a path; each model is imported on first access."""
_KIND_BY_CLASS = {place: kind for kind, place in _ROOTS.items()}


def record_kind(model: type[BaseModel]) -> str:
    """Return the kind of record file that ``model`` describes.

    For any other model, the name of the class is returned.

    >>> from assembler.model.types.record_header import RecordHeader
    >>> record_kind(ROOTS["visit"]), record_kind(RecordHeader)
    ('visit', 'RecordHeader')
    """
    place = f"{model.__module__.removeprefix(f'{_PACKAGE}.')}:{model.__name__}"
    return _KIND_BY_CLASS.get(place, model.__name__)


class Table(Struct, frozen=True):
    """Layout of a CSV file.

    Each row is an item of the mapping ``rows``, named after its values in the ``key`` columns.
    """

    rows: str
    key: tuple[str, ...]

    def name(self, values: Iterable[str]) -> str:
        """Return the name of the row whose key columns contain ``values``.

        >>> TABLES["evidence"].name(["I17", "2"])
        'I17-2'
        """
        return "-".join(values)


TABLES: Mapping[str, Table] = {"evidence": Table("records", ("session", "sequence"))}
"""Kinds of record file stored as CSV instead of YAML, because they can have thousands of rows."""

_KINDS: tuple[tuple[type, str], ...] = (
    (RichText, "rich_text"),
    (Text, "text"),
    (Choice, "choice"),
    (Money, "money"),
    (Period, "period"),
    (Image, "image"),
    (bool, "flag"),
    (int, "number"),
    (Decimal, "number"),
    (datetime, "moment"),
    (date, "date"),
    (str, "text"),
)

_IN_ONE_CELL: Mapping[Any, str] = {Text: "texts", str: "names"}
"""Maps an item type to the kind of a tuple of such items, for tuples that fit in one cell."""


class Slot(Struct, frozen=True):
    """Position in the model, with the type of value that it expects.

    ``kind`` is the kind of value, and ``choice`` the enumeration of a choice. For a list, ``item`` is the
    model of its items. ``refers`` is the kind of entity to which a text refers (``indicator``), or "" if it
    is not a reference.
    """

    kind: str
    choice: type[Choice] | None = None
    item: type[BaseModel] | None = None
    refers: str = ""


def header_kinds(kind: str) -> tuple[str, ...]:
    """Return the kinds of record, by the name of their header file, that may contain a file of ``kind``.

    Raises DataError if no kind of record may contain such a file.

    >>> header_kinds("baseline"), header_kinds("review"), header_kinds("promises")
    (('review',), ('review',), ('review', 'register'))
    """
    if kind in HEADERS:
        return (kind,)
    headers = tuple(name for name, files in FILES_BY_HEADER.items() if kind in files)
    if not headers:
        raise DataError(
            f"a record cannot contain a file named `{kind}`", hint=_suggest_name(kind, tuple(ROOTS))
        )
    return headers


class UnknownPathError(DataError):
    """Error for a path that the model does not contain.

    ``name`` is the wrong part of the path, or "" if the path names only a file. ``known`` are the valid
    names.
    """

    def __init__(self, path: str, name: str = "", known: Iterable[str] = ()) -> None:
        self.name, self.known = name, tuple(known)
        message = f"unknown name `{name}` in the path `{path}`"
        hint = _suggest_name(name, self.known)
        if not name:
            message = f"`{path}` is not the path of a value in a record file"
            hint = "add the name of a value"
        super().__init__(message, hint=hint)


@lru_cache(maxsize=4096)
def find_slot(path: str, root: type[BaseModel] | None = None) -> Slot:
    """Return the slot at ``path``, which is relative to the entity ``root``, or by default to a record.

    >>> find_slot("baseline.provenance.involvement").kind
    'choice'
    >>> find_slot("baseline.background.budgets").kind
    'list'
    >>> find_slot("amount", find_slot("baseline.background.budgets").item).kind
    'money'
    >>> find_slot("desk.peers.HK.entries.GG/I/3.known").kind
    'texts'
    >>> find_slot("evidence.records.I17-2.indicator").refers
    'indicator'
    >>> find_slot("feedback.findings.F04.evidence.I1-4").kind
    'flag'

    Raises UnknownPathError if the model has no such path.
    """
    head, _, rest = path.partition(".") if root is None else ("", "", path)
    model = ROOTS.get(head) if root is None else root
    if model is None or not rest:
        raise UnknownPathError(path, head, ROOTS) if model is None else UnknownPathError(path)
    annotation: Any = model
    for name in rest.split("."):
        annotation = _resolve_member(annotation, name, path)
    return _build_slot(annotation)


def names_path(path: str) -> str:
    """Return the path of the tuple of names that contains the name at ``path``, or "" if there is none.

    The codes of a finding's evidence are such names.

    >>> names_path("feedback.findings.F04.evidence.I1-4"), names_path("feedback.findings.F04.evidence")
    ('feedback.findings.F04.evidence', '')
    """
    around = path.rpartition(".")[0]
    with suppress(UnknownPathError):
        return around if "." in around and find_slot(around).kind == "names" else ""
    return ""


def _resolve_member(annotation: Any, name: str, path: str) -> Any:
    model = unwrap(annotation)
    if get_origin(model) is tuple and unwrap(get_args(model)[0]) is str:
        return bool
    if get_origin(model) is dict:
        return get_args(model)[1]
    if not (isinstance(model, type) and issubclass(model, BaseModel)) or name not in model.model_fields:
        fields = model.model_fields if isinstance(model, type) and issubclass(model, BaseModel) else {}
        raise UnknownPathError(path, name, fields)
    field = model.model_fields[name]
    return Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation


def _suggest_name(name: str, names: Sequence[str]) -> str:
    """Return a hint with the most similar of ``names``, or with all names if none is similar.

    If there are no names, the hint is to remove ``name``.
    """
    if near := get_close_matches(name, names, n=1):
        return f"did you mean `{near[0]}`?"
    return f"choose one of: {', '.join(names)}" if names else "remove it; the value before it has no parts"


def _collect_metadata(annotation: Any) -> tuple[Any, ...]:
    """Return the metadata of an annotation, including metadata inside an Optional."""
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return (*_collect_metadata(args[0]), *args[1:])
    if origin in (Union, types.UnionType):
        return tuple(mark for arg in args for mark in _collect_metadata(arg))
    return ()


_KIND_BY_METADATA = (
    (_collect_metadata(Link), "link"),
    (_collect_metadata(LanguageTag), "language"),
    (("year",), "year"),
)
"""Kinds that depend on the metadata of an annotation, not only on its type."""


def _build_slot(annotation: Any) -> Slot:
    marks = _collect_metadata(annotation)
    plain = unwrap(annotation)
    if get_origin(plain) is tuple:
        return _build_item_slot(unwrap(get_args(plain)[0]))
    for metadata, kind in _KIND_BY_METADATA:
        if any(mark in metadata for mark in marks):
            return Slot(kind)
    if not isinstance(plain, type):
        return Slot("mapping")
    kind = next((name for base, name in _KINDS if issubclass(plain, base)), "entity")
    refers = next((mark.to for mark in marks if isinstance(mark, Reference)), "")
    return Slot(kind, choice=plain if issubclass(plain, Choice) else None, refers=refers)


def _build_item_slot(item: Any) -> Slot:
    """Return the slot for a tuple whose items have the type ``item``.

    Texts or names share one cell. Other items, such as entities, have a row each.
    """
    if item in _IN_ONE_CELL:
        return Slot(_IN_ONE_CELL[item])
    return Slot("list", item=item if isinstance(item, type) and issubclass(item, BaseModel) else None)


def value_at(entity: Any, path: str) -> Any:
    """Return the value at ``path`` in ``entity``, or None if a step of the path is missing.

    >>> value_at({"a": {"b": 3}}, "a.b")
    3
    >>> value_at({"a": None}, "a.b") is None
    True
    """
    return value_below(entity, path.split("."))


def value_below(entity: Any, names: Iterable[str]) -> Any:
    """Return the value reached from ``entity`` by following ``names``, or None if one of them is missing.

    A tuple of names, such as the codes of a finding's evidence, has the value True for each name that it
    contains.

    >>> value_below({"a": {"b": 3}}, ["a", "b"]), value_below({"a": 3}, [])
    (3, {'a': 3})
    >>> value_below({"evidence": ("I1-4",)}, ["evidence", "I1-4"])
    True
    """
    for name in names:
        if entity is None:
            return None
        if isinstance(entity, tuple):
            return name in entity or None
        entity = entity.get(name) if _is_mapping(entity.__class__) else getattr(entity, name, None)
    return entity


@lru_cache(maxsize=256)
def _is_mapping(kind: type) -> bool:
    """Return whether ``kind`` is a mapping.

    The result is cached, because each form needs it thousands of times.
    """
    return issubclass(kind, Mapping)
