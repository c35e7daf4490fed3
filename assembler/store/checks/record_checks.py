"""Does what a record refers to exist: its city, benchmark, indicators, languages and pictures."""

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
from assembler.store.yaml.suggest import city_suggestion

if TYPE_CHECKING:
    from assembler.model.reference.city import City


Parts = Sequence[tuple[str, object]]
"""Every entity of a record with its path: each check looks at all of them."""


def parts_in(record: Record) -> Parts:
    """Every entity of ``record``, found once for all checks."""
    return [each for kind, entity in record.readable_entities.items() for each in iter_entities(entity, kind)]


def unknown_cities(record: Record, parts: Parts, cities: Mapping[str, City]) -> Iterator[Diagnostic]:
    """Cities that a record names (host, home of a peer, signatory) and ``data/cities.yaml`` does not have."""
    for path, part in _having("city", parts):
        city = getattr(part, "city", "")
        if isinstance(city, str) and city and city not in cities:
            what = f"there is no city `{city}`"
            yield _error("unknown-city", record, f"{path}.city", what, city_suggestion(city, cities))


def unknown_languages(record: Record, parts: Parts) -> Iterator[Diagnostic]:
    """Languages of the record, its texts, evidence and people that nobody knows."""
    known: set[str] = set()
    for name in ("language", "languages"):
        for path, part in _having(name, parts):
            value = getattr(part, name) or ()
            for code in (value,) if isinstance(value, str) else value:
                if code in known:
                    continue
                try:
                    get_language(code)
                    known.add(code)
                except ProjectError as error:
                    yield _from(error, "unknown-language", record, f"{path}.{name}")


def _having(name: str, parts: Parts) -> Parts:
    """Those of ``parts`` that have something of that name: asking their classes is quicker by far."""
    kinds = {part.__class__ for _, part in parts}
    having = {each for each in kinds if name in getattr(each, "model_fields", ()) or hasattr(each, name)}
    return [(path, part) for path, part in parts if part.__class__ in having]


def unreadable_images(record: Record, parts: Parts) -> Iterator[Diagnostic]:
    """Pictures that are missing, damaged, too large or outside the record's folder, or have no alt text."""
    for path, part in parts:
        if not isinstance(part, Image):
            continue
        if fault := find_record_image_error(record.folder, part.file):
            hint = "put a PNG or JPEG beside the record"
            yield _error("unreadable-image", record, f"{path}.file", f"`{part.file}`: {fault}", hint)
        if not part.alt.text.strip():
            yield _error("image-without-words", record, f"{path}.alt", "nothing says what the picture shows",
                         "say it in a sentence, for those who cannot see it")  # fmt: skip


def doubtful_amounts(record: Record, parts: Parts) -> Iterator[Diagnostic]:
    """Amounts such as ``150.000 EUR``: a Dutch thousand to their author, a hundred and fifty to us."""
    amounts = ((path, part) for path, part in parts if isinstance(part, Money))
    for path, money in amounts:
        written = record.data_at(path)
        if isinstance(written, str) and (found := re.match(r"\s*-?\d{1,3}(\.\d{3})+(?!\d)", written)):
            digits = found[0].strip().replace(".", "")
            yield _error("doubtful-amount", record, path, f"`{written}` would be read as {money.amount}",
                         f"write `{digits}`, without points")  # fmt: skip


def empty_texts(record: Record, parts: Parts) -> Iterator[Diagnostic]:
    """Texts with nothing in them: an answer that is not there yet is left out instead."""
    for path, part in parts:
        if isinstance(part, Text) and not part.text.strip() and not path.endswith(".alt"):
            yield _error("empty-text", record, path, "a text without words", "write it, or remove the key")


def _from(error: AssemblyError, rule: str, record: Record, path: str) -> Diagnostic:
    return _error(rule, record, path, error.message, error.hint)


def _error(rule: str, record: Record, path: str, what: str, hint: str) -> Diagnostic:
    return Diagnostic(rule, Level.ERROR, record.locate(path), what, hint)
