"""Paths through a record (``baseline.provenance.drafting``): what stands there, and of which kind.

The model owns type, unit and choices; a declaration names only the path, and this module tells the rest.

>>> ROOTS["visit"].__name__, "visits" in ROOTS
('Visit', False)
"""

from __future__ import annotations

import types
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from difflib import get_close_matches
from functools import lru_cache
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from assembler.errors import DataError
from assembler.lazy import LazyRegistry
from assembler.model.types.content import Choice, Image, Link, Money, Period, RichText, Text
from assembler.model.types.introspection import bare
from assembler.model.types.record_header import About, LanguageTag
from assembler.model.types.references import Reference
from assembler.structs import Struct

_ROOM = "assembler.model"
_ABOUT = {
    "review": "review.review:Review",
    "charter": "reference.charter:CharterRound",
    "agenda": "reference.agenda:AgendaEdition",
}
_RELEASES = {"releases": "review.release:Releases"}
_OF_A_REVIEW = {
    "baseline": "review.baseline:BaselineReport",
    "desk": "review.desk:DeskReviews",
    "team_desk": "review.desk:TeamDeskReview",
    "visit": "review.visit:Visit",
    "evidence": "review.evidence:EvidenceLog",
    "feedback": "review.feedback:FeedbackReport",
    "narratives": "review.narratives:Narratives",
    **_RELEASES,
}
ABOUT: Mapping[str, type[About]] = LazyRegistry(_ROOM, _ABOUT)
"""What a record can be about, by the name of the file that says so; each record has exactly one of them."""
BESIDE: Mapping[str, Mapping[str, type[BaseModel]]] = {
    "review": LazyRegistry(_ROOM, _OF_A_REVIEW),
    "charter": LazyRegistry(_ROOM, _RELEASES),
    "agenda": LazyRegistry(_ROOM, _RELEASES),
}
"""The other files that a record may hold, by what it is about."""
ROOTS: Mapping[str, type[BaseModel]] = LazyRegistry(_ROOM, {**_ABOUT, **_OF_A_REVIEW})
"""The kinds of record file, by the name that begins a path; each is made when it is asked for."""
_KINDS_OF = {place: kind for kind, place in (*_ABOUT.items(), *_OF_A_REVIEW.items())}


def kind_of(model: type[BaseModel]) -> str:
    """The kind of record file that says a ``model``, told by its name; that name where there is none.

    >>> from assembler.model.types.record_header import About
    >>> kind_of(ROOTS["visit"]), kind_of(About)
    ('visit', 'About')
    """
    place = f"{model.__module__.removeprefix(f'{_ROOM}.')}:{model.__name__}"
    return _KINDS_OF.get(place, model.__name__)


class Table(Struct, frozen=True):
    """How a kind is kept as CSV: each row is an item of the mapping ``rows``, named by ``key`` columns."""

    rows: str
    key: tuple[str, ...]

    def name(self, values: Iterable[str]) -> str:
        """The name of the row whose key columns hold ``values``.

        >>> TABLES["evidence"].name(["I17", "2"])
        'I17-2'
        """
        return "-".join(values)


TABLES: Mapping[str, Table] = {"evidence": Table("records", ("session", "sequence"))}
"""The kinds that are kept as CSV and not as YAML, since they run to thousands of rows."""

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
"""Kinds of tuples that need no table, by what they hold."""


class Slot(Struct, frozen=True):
    """What a path leads to: ``kind`` of value; ``choice`` its enumeration; ``item`` the type in a list.

    ``refers`` says what kind of thing a text names that is kept elsewhere (``indicator``), "" for others.
    """

    kind: str
    choice: type[Choice] | None = None
    item: type[BaseModel] | None = None
    refers: str = ""


def about_of(kind: str) -> str:
    """What a record must be about to hold a file of ``kind``; DataError where no record holds one.

    >>> about_of("baseline"), about_of("review")
    ('review', 'review')
    """
    found = next((about for about, files in BESIDE.items() if kind in files), kind)
    if found not in ABOUT:
        raise DataError(f"there is no file `{kind}` in a record", hint=_nearest(kind, ROOTS))
    return found


def slot(path: str, root: type[BaseModel] | None = None) -> Slot:
    """The slot at ``path``, from a record or, where ``root`` is given, from that entity.

    >>> slot("baseline.provenance.involvement").kind
    'choice'
    >>> slot("baseline.background.budgets").kind
    'list'
    >>> slot("amount", slot("baseline.background.budgets").item).kind
    'money'
    >>> slot("desk.peers.HK.entries.GG/I/3.known").kind
    'texts'
    >>> slot("evidence.records.I17-2.indicator").refers
    'indicator'

    Raises DataError where the model knows no such path.
    """
    head, _, rest = path.partition(".") if root is None else ("", "", path)
    model = ROOTS.get(head) if root is None else root
    if model is None or not rest:
        what = f"`{path}` does not lead from a file of the record to a value in it"
        raise DataError(what, hint=_nearest(head, ROOTS) if model is None else "add the name of a value")
    annotation: Any = model
    for name in rest.split("."):
        annotation = _member(annotation, name, path)
    return _slot(annotation)


def _member(annotation: Any, name: str, path: str) -> Any:
    model = bare(annotation)
    if get_origin(model) is dict:
        return get_args(model)[1]
    if not (isinstance(model, type) and issubclass(model, BaseModel)) or name not in model.model_fields:
        fields = model.model_fields if isinstance(model, type) and issubclass(model, BaseModel) else {}
        raise DataError(f"the record has no `{name}` in `{path}`", hint=_nearest(name, fields))
    found = model.model_fields[name]
    return Annotated[found.annotation, *found.metadata] if found.metadata else found.annotation


def _nearest(name: str, names: Mapping[str, Any]) -> str:
    """What to write instead of ``name``."""
    if near := get_close_matches(name, names, n=1):
        return f"did you mean `{near[0]}`?"
    return f"choose one of: {', '.join(names)}" if names else "remove it: the value before it has no parts"


def _marks(annotation: Any) -> tuple[Any, ...]:
    """What the annotation is marked with, also inside an Optional."""
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return (*_marks(args[0]), *args[1:])
    if origin in (Union, types.UnionType):
        return tuple(mark for arg in args for mark in _marks(arg))
    return ()


_MARKED = ((_marks(Link), "link"), (_marks(LanguageTag), "language"), (("year",), "year"))
"""Kinds that the type alone does not tell, by what it is marked with."""


def _slot(annotation: Any) -> Slot:
    marks = _marks(annotation)
    plain = bare(annotation)
    if get_origin(plain) is tuple:
        return _items(bare(get_args(plain)[0]))
    for known, kind in _MARKED:
        if any(mark in known for mark in marks):
            return Slot(kind)
    if not isinstance(plain, type):
        return Slot("mapping")
    kind = next((name for known, name in _KINDS if issubclass(plain, known)), "entity")
    refers = next((mark.to for mark in marks if isinstance(mark, Reference)), "")
    return Slot(kind, choice=plain if issubclass(plain, Choice) else None, refers=refers)


def _items(item: Any) -> Slot:
    """The slot of a tuple: texts and bare names fit into one cell, entities take a row each."""
    if item in _IN_ONE_CELL:
        return Slot(_IN_ONE_CELL[item])
    return Slot("list", item=item if isinstance(item, type) and issubclass(item, BaseModel) else None)


def value_at(entity: Any, path: str) -> Any:
    """What stands at ``path`` below ``entity``; None where something on the way is missing.

    >>> value_at({"a": {"b": 3}}, "a.b")
    3
    >>> value_at({"a": None}, "a.b") is None
    True
    """
    return value_below(entity, path.split("."))


def value_below(entity: Any, names: Iterable[str]) -> Any:
    """What stands below ``entity`` under one name after the other; None where one is missing.

    >>> value_below({"a": {"b": 3}}, ["a", "b"]), value_below({"a": 3}, [])
    (3, {'a': 3})
    """
    for name in names:
        if entity is None:
            return None
        entity = entity.get(name) if _is_mapping(entity.__class__) else getattr(entity, name, None)
    return entity


@lru_cache(maxsize=256)
def _is_mapping(kind: type) -> bool:
    """Asked thousands of times for each form, of few classes."""
    return issubclass(kind, Mapping)
