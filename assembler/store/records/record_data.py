"""Plain data of a record: values at paths, copies in which a value is replaced, and digests."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import sha256
from typing import Any

from assembler.model.documents.form_manifest import FormColumn, FormField, FormList
from assembler.model.paths import ROOTS, find_slot, value_at, value_below
from assembler.model.types.default_language import WithDefaultLanguage
from assembler.model.types.introspection import type_at
from assembler.store.records.record import Record
from assembler.values import KINDS

Data = Mapping[str, Any]


RELEASES = "releases"
ANSWERS = "answers"
"""Key for the digest of what the host adds to a feedback report; only public editions depend on it (R50)."""
_ADDED_BY_HOST = frozenset({"responses", "commitment", "presentation"})


def current_value(record: Record, field: FormField) -> Any:
    """Return the value of ``field`` in the record as plain data, or None if it is missing or empty.

    Raises DataError if the file that contains it has errors.
    """
    return to_plain_value(field.kind, value_at(record.entities, field.path))


def to_plain_value(kind: str, value: Any) -> Any:
    """Return ``value`` as plain data, or None if it is missing or empty.

    ``kind`` is the kind of the value.
    """
    plain = None if value is None else KINDS[kind].to_data(value)
    return None if plain in ("", []) else plain


def current_rows(record: Record, form_list: FormList) -> list[dict[str, Any]]:
    """Return the rows of a list in the record as plain data.

    Only the columns of the form are included.
    """
    items = value_at(record.entities, form_list.path) or ()
    return [_build_row(item, form_list.columns) for item in items]


def _build_row(item: Any, columns: Sequence[FormColumn]) -> dict[str, Any]:
    values = {
        column.name: to_plain_value(column.kind, getattr(item, column.name, None)) for column in columns
    }
    return {name: value for name, value in values.items() if value is not None}


def is_bare_text(path: str) -> bool:
    """Return whether the text at ``path`` is a plain string in the model, without a language.

    >>> is_bare_text("review.contact.name"), is_bare_text("review.contact.office")
    (True, False)
    """
    kind, *inside = path.split(".")
    return kind in ROOTS and type_at(ROOTS[kind], tuple(inside)) is str


def find_language(record: Record, path: str) -> str:
    """Return the default language that the file sets for ``path``, or "" if it sets none.

    Texts without a language are in this language, not in the language of the record.
    """
    entity, language = record.entities, ""
    for name in path.split("."):
        entity = value_below(entity, (name,))
        if _sets_language(entity.__class__):
            language = entity.language or language
    return language


@cache
def _sets_language(kind: type) -> bool:
    """Return whether ``kind`` can set a default language; cached, because each answer asks several times."""
    return issubclass(kind, WithDefaultLanguage)


def find_language_path(path: str) -> str:
    """Return the path of the nearest parent of ``path`` that can set a default language, or "" if none can.

    >>> find_language_path("desk.peers.HK.entries.GG/A/1.known")
    'desk.peers.HK'
    >>> find_language_path("baseline.provenance.drafting")
    ''
    """
    kind, *inside = path.split(".")
    around = ((type_at(ROOTS[kind], tuple(inside[:depth])), depth) for depth in range(len(inside)))
    depths = [
        depth
        for expected, depth in around
        if isinstance(expected, type) and issubclass(expected, WithDefaultLanguage)
    ]
    return ".".join((kind, *inside[: depths[-1]])) if depths else ""


def omit_language(value: Any, language: str) -> Any:
    """Return ``value`` with each text in the default ``language`` as a plain string.

    >>> omit_language([{"text": "Who?", "language": "en"}, {"text": "Wie?", "language": "nl"}], "en")
    ['Who?', {'text': 'Wie?', 'language': 'nl'}]
    """
    if isinstance(value, list):
        return [omit_language(each, language) for each in value]
    if not isinstance(value, Mapping):
        return value
    if language and value.keys() == {"text", "language"} and value["language"] == language:
        return value["text"]
    return {name: omit_language(each, language) for name, each in value.items()}


def plain_columns(form_list: FormList) -> tuple[str, ...]:
    """Return the names of the list's columns that contain plain strings, without a language."""
    item = find_slot(form_list.path).item
    names = (column.name for column in form_list.columns)
    return () if item is None else tuple(name for name in names if type_at(item, (name,)) is str)


def find_row_error(form_list: FormList, row: Data) -> str:
    """Return the message of the first error in ``row`` as an item of the list, or "" if it is valid.

    >>> budgets = FormList("B7.2", "baseline.background.budgets", "Budgets", (), ())
    >>> find_row_error(budgets, {"line": "Language courses"}), find_row_error(budgets, {"year": 2009})
    ('', 'line is missing')
    """
    item = find_slot(form_list.path).item
    if item is None:
        return ""
    try:
        item.model_validate(dict(row))
    except ValueError as error:
        return _describe_error(error)
    return ""


def _describe_error(error: ValueError) -> str:
    """Return the message of the first error, with its location in the row."""
    errors = getattr(error, "errors", None)
    if errors is None:
        return str(error)
    first = errors(include_url=False)[0]
    location = ".".join(map(str, first["loc"]))
    return f"{location} is missing" if first["type"] == "missing" else f"{location}: {first['msg']}"


def data_at(data: Any, path: Sequence[str]) -> Any:
    """Return the value at ``path`` in plain ``data``, or None.

    In a list of names, each of these names has the value True.
    """
    for name in path:
        if isinstance(data, list):
            return name in data or None
        data = data.get(name) if isinstance(data, Mapping) else None
    return data


def with_name(data: Any, path: Sequence[str], *, included: bool) -> dict[str, Any]:
    """Return a copy of ``data`` in which the list at ``path[:-1]`` contains the name ``path[-1]``.

    If ``included`` is false, the name is removed from the list instead.

    >>> with_name({"a": ["x"]}, ("a", "y"), included=True)
    {'a': ['x', 'y']}
    """
    *around, name = path
    names = data_at(data, around) or []
    if included:
        return with_data(data, around, names if name in names else [*names, name])
    return with_data(data, around, [each for each in names if each != name] or None)


def with_data(data: Any, path: Sequence[str], value: Any) -> dict[str, Any]:
    """Return a copy of ``data`` with ``value`` at ``path``; None removes the key.

    Missing mappings are added. If the path is empty, ``value`` replaces all data.

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
    return {key: other for key, other in inside.items() if key != name}


def content_digests(record: Record) -> dict[str, str]:
    """Return the SHA-256 digest of each file's data in hexadecimal, by kind, except for releases.

    What a host adds to a feedback report after its approval has a digest of its own, under ``ANSWERS``.
    """
    contents = {kind: file.data for kind, file in record.files.items() if kind != RELEASES}
    if isinstance(report := contents.get("feedback"), Mapping):
        contents["feedback"] = {key: each for key, each in report.items() if key not in _ADDED_BY_HOST}
        contents[ANSWERS] = {key: each for key, each in report.items() if key in _ADDED_BY_HOST}
    return {kind: _compute_digest(data) for kind, data in sorted(contents.items())}


def find_changed_kinds(record: Record, released: Mapping[str, str]) -> list[str]:
    """Return the kinds of file whose data has changed since a release with the digests ``released``.

    They include ``ANSWERS`` if what the host adds to a feedback report has changed. Files added since the
    release are ignored. Early releases have a single digest for the complete feedback report.
    """
    now = content_digests(record)
    changed = [kind for kind, digest in released.items() if now.get(kind) != digest]
    if "feedback" in changed and _compute_digest(record.files["feedback"].data) == released["feedback"]:
        changed.remove("feedback")
    return changed


def _compute_digest(data: Any) -> str:
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, default=str)
    return sha256(text.encode()).hexdigest()
