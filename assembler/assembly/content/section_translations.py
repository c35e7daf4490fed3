"""Versions of a report's sections in languages other than that of the record.

A Dutch report about an English record shows English sections until peers write Dutch ones in the report. The
Dutch texts are stored separately (``narratives.yaml``) and replace the English ones in every Dutch document.
A section without a translation is shown in the language of the record.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from assembler.model.paths import value_at
from assembler.model.types.values import Frozen, RichText, Text
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.review.section_texts import NarrativeVersion


def apply_translations(record: Record, language: str) -> Record:
    """Return ``record`` with each section replaced by its version in ``language``, if there is one."""
    translations = find_translations(record, language)
    if not translations:
        return record
    entities: dict[str, Any] = {}
    for path, words in translations.items():
        kind, *inside = path.split(".")
        entities[kind] = _replace_value(entities.get(kind) or record.entities[kind], inside, words)
    return record.with_entities(entities)


def find_translations(record: Record, language: str) -> dict[str, RichText]:
    """Map the path of each section whose original is in another language to its text in ``language``.

    Sections that have no text in ``language`` are omitted.
    """
    if "narratives" not in record.entities:
        return {}
    from assembler.model.review.section_texts import Narratives, record_path

    sections = record.require(Narratives).sections
    texts = ((record_path(name), each[language].text) for name, each in sections.items() if language in each)
    return {
        path: text if text.language else text.model_copy(update={"language": language})
        for path, text in texts
        if text is not None and _find_language(record, path) not in ("", language)
    }


def _find_language(record: Record, path: str) -> str:
    """Return the language of the original text at ``path``, or "" if no text is there."""
    own = value_at(record.entities, path)
    return (own.language or record.about.language) if isinstance(own, Text) else ""


def find_text_path(record: Record, path: str, language: str) -> str:
    """Return the path of the text that a report in ``language`` shows for the section at ``path``."""
    if path not in find_translations(record, language):
        return path
    from assembler.model.review.section_texts import section_path

    return f"{section_path(path, language)}.text"


def find_version(record: Record, path: str, language: str) -> NarrativeVersion:
    """Return the version of a section in ``language``, or an empty version."""
    from assembler.model.review.section_texts import NarrativeVersion, section_path

    found = value_at(record.entities, section_path(path, language))
    return found if isinstance(found, NarrativeVersion) else NarrativeVersion()


def compute_digest(record: Record, path: str) -> str:
    """Return eight hexadecimal digits that identify the original text at ``path``.

    The result is "" if there is no text.
    """
    own = value_at(record.entities, path)
    return sha256(own.text.encode()).hexdigest()[:8] if isinstance(own, Text) else ""


def _replace_value(entity: Any, path: Sequence[str], value: Any) -> Any:
    """Return ``entity`` with ``value`` at ``path``, which must exist."""
    if not path:
        return value
    name, rest = path[0], path[1:]
    if isinstance(entity, Mapping):
        return {**entity, name: _replace_value(entity[name], rest, value)}
    if isinstance(entity, Frozen):
        return entity.model_copy(update={name: _replace_value(getattr(entity, name), rest, value)})
    return entity
