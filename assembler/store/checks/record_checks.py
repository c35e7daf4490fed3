"""Checks of values and references in a record: cities, languages, pictures, amounts and texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic, Level
from assembler.errors import AssemblyError, ProjectError
from assembler.i18n.languages.languages import get_language
from assembler.model.types.content import Image, Money, Text
from assembler.store.files.images import find_record_image_error
from assembler.store.records.record import Record, iter_entities
from assembler.store.yaml.suggestions import suggest_city

if TYPE_CHECKING:
    from assembler.model.reference.city import City


Parts = Sequence[tuple[str, object]]
"""All entities of a record with their paths."""


def list_parts(record: Record) -> Parts:
    """Return all entities of ``record``, collected once for all checks."""
    return [each for kind, entity in record.readable_entities.items() for each in iter_entities(entity, kind)]


def report_unknown_cities(record: Record, parts: Parts, cities: Mapping[str, City]) -> Iterator[Diagnostic]:
    """Yield errors for cities (host, home of a peer, signatory) that ``data/cities.yaml`` does not have."""
    for path, part in _filter_parts("city", parts):
        city = getattr(part, "city", "")
        if isinstance(city, str) and city and city not in cities:
            what = f"there is no city `{city}`"
            yield _build_error("unknown-city", record, f"{path}.city", what, suggest_city(city, cities))


def report_unknown_languages(record: Record, parts: Parts) -> Iterator[Diagnostic]:
    """Yield errors for unknown languages of the record, its texts, evidence and people."""
    known: set[str] = set()
    for name in ("language", "languages"):
        for path, part in _filter_parts(name, parts):
            value = getattr(part, name) or ()
            for code in (value,) if isinstance(value, str) else value:
                if code in known:
                    continue
                try:
                    get_language(code)
                    known.add(code)
                except ProjectError as error:
                    yield _convert_error(error, "unknown-language", record, f"{path}.{name}")


def _filter_parts(name: str, parts: Parts) -> Parts:
    """Return the ``parts`` with an attribute ``name``; checking their classes is much faster."""
    kinds = {part.__class__ for _, part in parts}
    having = {each for each in kinds if name in getattr(each, "model_fields", ()) or hasattr(each, name)}
    return [(path, part) for path, part in parts if part.__class__ in having]


def report_unreadable_images(record: Record, parts: Parts) -> Iterator[Diagnostic]:
    """Yield errors for missing, damaged, large or misplaced pictures and for missing alt texts."""
    for path, part in parts:
        if not isinstance(part, Image):
            continue
        if fault := find_record_image_error(record.folder, part.file):
            hint = "put a PNG or JPEG beside the record"
            yield _build_error("unreadable-image", record, f"{path}.file", f"`{part.file}`: {fault}", hint)
        if not part.alt.text.strip():
            yield _build_error(
                "image-without-words",
                record,
                f"{path}.alt",
                "nothing says what the picture shows",
                "say it in a sentence, for those who cannot see it",
            )


def report_doubtful_amounts(record: Record, parts: Parts) -> Iterator[Diagnostic]:
    """Yield errors for amounts such as ``150.000 EUR``, where the point may separate thousands."""
    amounts = ((path, part) for path, part in parts if isinstance(part, Money))
    for path, money in amounts:
        written = record.data_at(path)
        if isinstance(written, str) and (found := re.match(r"\s*-?\d{1,3}(\.\d{3})+(?!\d)", written)):
            digits = found[0].strip().replace(".", "")
            yield _build_error(
                "doubtful-amount",
                record,
                path,
                f"`{written}` would be read as {money.amount}",
                f"write `{digits}`, without points",
            )


def report_empty_texts(record: Record, parts: Parts) -> Iterator[Diagnostic]:
    """Yield errors for empty texts; the key of a missing answer must be omitted."""
    for path, part in parts:
        if isinstance(part, Text) and not part.text.strip() and not path.endswith(".alt"):
            yield _build_error(
                "empty-text", record, path, "a text without words", "write it, or remove the key"
            )


def _convert_error(error: AssemblyError, rule: str, record: Record, path: str) -> Diagnostic:
    return _build_error(rule, record, path, error.message, error.hint)


def _build_error(rule: str, record: Record, path: str, what: str, hint: str) -> Diagnostic:
    return Diagnostic(rule, Level.ERROR, record.locate(path), what, hint)
