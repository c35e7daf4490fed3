"""A record as plain data: what stands at a path now, and the same data with something else there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assembler.model.documents.form import FormColumn, FormField, FormList
from assembler.model.paths import ROOTS, find_slot, value_at
from assembler.model.types.default_language import WithDefaultLanguage
from assembler.model.types.introspection import type_at
from assembler.store.records.record import Record
from assembler.values import KINDS

Data = Mapping[str, Any]


def value_now(record: Record, field: FormField) -> Any:
    """The value of ``field`` in the record as plain data; None for none, for an empty text or list too."""
    return plain_value(field.kind, value_at(record.entities, field.path))


def plain_value(kind: str, value: Any) -> Any:
    """``value`` as plain data; None for none, for an empty text or list too."""
    plain = None if value is None else KINDS[kind].to_data(value)
    return None if plain in ("", []) else plain


def rows_now(record: Record, form_list: FormList) -> list[dict[str, Any]]:
    """The rows of a list as the record has them: the shown columns as plain data."""
    items = value_at(record.entities, form_list.path) or ()
    return [_row(item, form_list.columns) for item in items]


def _row(item: Any, columns: Sequence[FormColumn]) -> dict[str, Any]:
    values = {column.name: plain_value(column.kind, getattr(item, column.name, None)) for column in columns}
    return {name: value for name, value in values.items() if value is not None}


def bare_words(path: str) -> bool:
    """Whether the model holds bare words at ``path``, which cannot say their language.

    >>> bare_words("review.contact.name"), bare_words("review.contact.office")
    (True, False)
    """
    kind, *inside = path.split(".")
    return kind in ROOTS and type_at(ROOTS[kind], tuple(inside)) is str


def spoken_at(record: Record, path: str) -> str:
    """The language in which the file has all that stands at ``path``, where it says so; else "".

    Texts there that name no language are in this one, and not in the record's.
    """
    entity, language = record.entities, ""
    for name in path.split("."):
        entity = value_at(entity, name)
        language = entity.language or language if isinstance(entity, WithDefaultLanguage) else language
    return language


def spoken_part(path: str) -> str:
    """The path of the nearest thing around ``path`` that may say its language once; "" where none may.

    >>> spoken_part("desk.peers.HK.entries.GG/A/1.known"), spoken_part("baseline.provenance.drafting")
    ('desk.peers.HK', '')
    """
    kind, *inside = path.split(".")
    around = ((type_at(ROOTS[kind], tuple(inside[:depth])), depth) for depth in range(len(inside)))
    found = [
        depth
        for wanted, depth in around
        if isinstance(wanted, type) and issubclass(wanted, WithDefaultLanguage)
    ]
    return ".".join((kind, *inside[: found[-1]])) if found else ""


def unspoken(value: Any, language: str) -> Any:
    """Plain data without ``language`` on its texts, which are in that language anyhow.

    >>> unspoken([{"text": "Who?", "language": "en"}, {"text": "Wie?", "language": "nl"}], "en")
    ['Who?', {'text': 'Wie?', 'language': 'nl'}]
    """
    if isinstance(value, list):
        return [unspoken(each, language) for each in value]
    if not isinstance(value, Mapping):
        return value
    if language and value.keys() == {"text", "language"} and value["language"] == language:
        return value["text"]
    return {name: unspoken(each, language) for name, each in value.items()}


def bare_columns(form_list: FormList) -> tuple[str, ...]:
    """The columns of a list whose words cannot say their language."""
    item = find_slot(form_list.path).item
    names = (column.name for column in form_list.columns)
    return () if item is None else tuple(name for name in names if type_at(item, (name,)) is str)


def row_fault(form_list: FormList, row: Data) -> str:
    """Why the model does not take ``row`` as an item of the list, in words; empty where it does.

    >>> budgets = FormList("B7.2", "baseline.background.budgets", "Budgets", (), ())
    >>> row_fault(budgets, {"line": "Language courses"}), row_fault(budgets, {"year": 2009})
    ('', 'line is missing')
    """
    item = find_slot(form_list.path).item
    if item is None:
        return ""
    try:
        item.model_validate(dict(row))
    except ValueError as fault:
        return _in_words(fault)
    return ""


def _in_words(fault: ValueError) -> str:
    """The first thing that is wrong, in words; a fault of the model says where and what."""
    errors = getattr(fault, "errors", None)
    if errors is None:
        return str(fault)
    first = errors(include_url=False)[0]
    where = ".".join(map(str, first["loc"]))
    return f"{where} is missing" if first["type"] == "missing" else f"{where}: {first['msg']}"


def data_at(data: Any, path: Sequence[str]) -> Any:
    """What plain ``data`` says at ``path``; None where it says nothing."""
    for name in path:
        data = data.get(name) if isinstance(data, Mapping) else None
    return data


def with_data(data: Any, path: Sequence[str], value: Any) -> dict[str, Any]:
    """``data`` with ``value`` at ``path``; None takes the key away, and mappings that are needed are made.

    Without a path, ``value`` is all there is.

    >>> with_data({"a": {"b": 1, "c": 2}}, ("a", "b"), None), with_data({"a": 1}, (), {"b": 2})
    ({'a': {'c': 2}}, {'b': 2})
    """
    if not path:
        return dict(value or {})
    inside = dict(data) if isinstance(data, Mapping) else {}
    name, *rest = path
    if rest:
        return {**inside, name: with_data(inside.get(name), rest, value)}
    if value is not None:
        return {**inside, name: value}
    return {key: kept for key, kept in inside.items() if key != name}
