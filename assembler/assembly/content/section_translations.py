"""Sections in the language of a report: its own words where somebody gave it some, else the record's.

A report in Dutch about a record whose texts are English shows English words until peers write Dutch ones in
it. These belong to the Dutch report: they stand beside the English ones (``narratives.yaml``), and take their
place in every document in Dutch.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from assembler.model.paths import value_at
from assembler.model.types.content import Frozen, RichText, Text
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.review.narratives import NarrativeVersion


def apply_translations(record: Record, language: str) -> Record:
    """``record`` with the words that its reports in ``language`` have, in place of its own."""
    found = find_translations(record, language)
    if not found:
        return record
    entities: dict[str, Any] = {}
    for path, words in found.items():
        kind, *inside = path.split(".")
        entities[kind] = _replace_value(entities.get(kind) or record.entities[kind], inside, words)
    return record.with_entities(entities)


def find_translations(record: Record, language: str) -> dict[str, RichText]:
    """By their paths in the record, the sections that have words of their own in ``language``."""
    if "narratives" not in record.entities:
        return {}
    from assembler.model.review.narratives import Narratives, record_path

    sections = record.require(Narratives).sections
    texts = ((record_path(name), each[language].text) for name, each in sections.items() if language in each)
    return {
        path: text if text.language else text.model_copy(update={"language": language})
        for path, text in texts
        if text is not None and _find_language(record, path) not in ("", language)
    }


def _find_language(record: Record, path: str) -> str:
    """The language of the record's own words at ``path``; nothing where it has none."""
    own = value_at(record.entities, path)
    return (own.language or record.about.language) if isinstance(own, Text) else ""


def find_text_path(record: Record, path: str, language: str) -> str:
    """The path under which the words that a report in ``language`` shows at ``path`` are kept."""
    if path not in find_translations(record, language):
        return path
    from assembler.model.review.narratives import section_path

    return f"{section_path(path, language)}.text"


def find_version(record: Record, path: str, language: str) -> NarrativeVersion:
    """What is known of a section's words in the reports of one language."""
    from assembler.model.review.narratives import NarrativeVersion, section_path

    found = value_at(record.entities, section_path(path, language))
    return found if isinstance(found, NarrativeVersion) else NarrativeVersion()


def compute_digest(record: Record, path: str) -> str:
    """Eight digits that change with the record's own words at ``path``; nothing for none."""
    own = value_at(record.entities, path)
    return sha256(own.text.encode()).hexdigest()[:8] if isinstance(own, Text) else ""


def _replace_value(entity: Any, path: Sequence[str], value: Any) -> Any:
    """``entity`` with ``value`` at ``path``, which it has."""
    if not path:
        return value
    name, rest = path[0], path[1:]
    if isinstance(entity, Mapping):
        return {**entity, name: _replace_value(entity[name], rest, value)}
    if isinstance(entity, Frozen):
        return entity.model_copy(update={name: _replace_value(getattr(entity, name), rest, value)})
    return entity
