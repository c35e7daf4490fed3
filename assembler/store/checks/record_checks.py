"""Checks of values and references in a record: cities, languages, pictures, amounts and texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.references import (
    AMBIGUOUS_AMOUNT,
    EMPTY_TEXT,
    UNDESCRIBED_PICTURE,
    UNKNOWN_CITY,
    UNKNOWN_LANGUAGE,
)
from assembler.i18n.languages.languages import is_language, suggest_code
from assembler.model.types.values import Image, Money, Text
from assembler.store.files.image_checks import find_record_image_error
from assembler.store.records.record import Record, iter_entities
from assembler.store.yaml.suggestions import report_unknown

if TYPE_CHECKING:
    from assembler.model.reference.city import City


Parts = Sequence[tuple[str, object]]
"""All entities of a record with their paths."""


def list_parts(record: Record) -> Parts:
    """Return each entity in the readable files of ``record`` with its path."""
    return [each for kind, entity in record.readable_entities.items() for each in iter_entities(entity, kind)]


def report_unknown_cities(record: Record, parts: Parts, cities: Mapping[str, City]) -> Iterator[Diagnostic]:
    """Yield an error for each city in ``record`` that is not among ``cities``.

    Such a city may be a host, the home of a peer, a partner or a signatory.
    """
    for path, part in _filter_parts("city", parts):
        city = getattr(part, "city", "")
        if isinstance(city, str) and city and city not in cities:
            yield report_unknown(UNKNOWN_CITY, record.locate(f"{path}.city"), city, cities)
    for name in ("cities", "partners", "by_city"):
        for path, part in _filter_parts(name, parts):
            for index, city in enumerate(getattr(part, name)):
                if isinstance(city, str) and city not in cities:
                    key = f".{city}" if name == "by_city" else f"[{index}]"
                    yield report_unknown(UNKNOWN_CITY, record.locate(f"{path}.{name}{key}"), city, cities)


def report_unknown_languages(record: Record, parts: Parts) -> Iterator[Diagnostic]:
    """Yield errors for unknown languages of the record, its texts, evidence and people."""
    known: set[str] = set()
    for name in ("language", "languages"):
        for path, part in _filter_parts(name, parts):
            value = getattr(part, name) or ()
            for code in (value,) if isinstance(value, str) else value:
                if code in known or is_language(code):
                    known.add(code)
                    continue
                location = record.locate(f"{path}.{name}")
                if near := suggest_code(code):
                    yield UNKNOWN_LANGUAGE.at(location, "similar", code=code, near=near)
                else:
                    yield UNKNOWN_LANGUAGE.at(location, code=code)


def _filter_parts(name: str, parts: Parts) -> Parts:
    """Return the ``parts`` that have an attribute ``name``.

    Each class is checked only once, for speed.
    """
    kinds = {part.__class__ for _, part in parts}
    having = {each for each in kinds if name in getattr(each, "model_fields", ()) or hasattr(each, name)}
    return [(path, part) for path, part in parts if part.__class__ in having]


def report_unreadable_images(record: Record, parts: Parts) -> Iterator[Diagnostic]:
    """Yield errors for pictures that are invalid, outside the record's folder or without alternative text."""
    for path, part in parts:
        if not isinstance(part, Image):
            continue
        location = record.locate(f"{path}.file")
        if error := find_record_image_error(record.read_image, part.file, location):
            yield error
        if not part.alt.text.strip():
            yield UNDESCRIBED_PICTURE.at(record.locate(f"{path}.alt"), file=part.file)


def report_doubtful_amounts(record: Record, parts: Parts) -> Iterator[Diagnostic]:
    """Yield an error for each amount such as ``150.000 EUR``, whose point may separate thousands."""
    amounts = ((path, part) for path, part in parts if isinstance(part, Money))
    for path, money in amounts:
        written = record.data_at(path)
        if isinstance(written, str) and (found := re.match(r"\s*-?\d{1,3}(\.\d{3})+(?!\d)", written)):
            digits = found[0].strip().replace(".", "")
            thousands, decimals = (f"{amount} {money.currency}" for amount in (digits, f"{money.amount:.2f}"))
            location = record.locate(path)
            yield AMBIGUOUS_AMOUNT.at(location, written=written, thousands=thousands, decimals=decimals)


def report_empty_texts(record: Record, parts: Parts) -> Iterator[Diagnostic]:
    """Yield an error for each empty text, except alternative text.

    If an answer is missing, its key must be omitted. ``report_unreadable_images`` checks alternative text.
    """
    for path, part in parts:
        if isinstance(part, Text) and not part.text.strip() and not path.endswith(".alt"):
            yield EMPTY_TEXT.at(record.locate(path))
