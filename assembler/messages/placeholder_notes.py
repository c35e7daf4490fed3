"""Notes that tell translators what each placeholder will contain."""

from __future__ import annotations

from collections.abc import Iterable

from assembler.model.documents.document_type import DocumentType

_NOTES = {
    "city_name": "the city's name in this language",
    "city_of": "the city with its preposition, a whole phrase: 'of Helsinki', 'Helsingin', 'd'Amsterdam'",
    "city_in": "the city with its preposition, a whole phrase: 'in Tampere', 'Tampereella'",
    "city_to": "the city with its preposition, a whole phrase: 'to Helsinki', 'Helsinkiin'",
    "title": "the title of the document",
    "code": "a code, the same in every language",
    "form_id": "letters and digits",
    "initials": "initials, the same in every language",
    "n": "the number",
}
"""Notes on placeholders that may occur in any document, by full name or by the last part of the name."""
_UNKNOWN = "a value of the record or the benchmark"


def find_note(field: str, declared: DocumentType) -> str:
    """Return the note on ``field`` in a document of this type.

    >>> from assembler.model.documents.document_type import DocumentType
    >>> letter = DocumentType(name="a", title="A", description="a", record="baseline", example="x")
    >>> find_note("indicator.code", letter)
    'a code, the same in every language'
    """
    if field in declared.counted:
        return f"a counted phrase, such as '{declared.counted[field].other.replace('{n}', '12')}'"
    notes = {**_NOTES, **declared.notes}
    return notes.get(field) or notes.get(_last_part(field), _UNKNOWN)


def find_unused_notes(declared: DocumentType, fields: Iterable[str]) -> tuple[str, ...]:
    """Return the names of the declaration's ``notes`` that match none of its placeholders, ``fields``."""
    used = {name for field in fields for name in (field, _last_part(field))}
    return tuple(name for name in declared.notes if name not in used)


def _last_part(field: str) -> str:
    return field.rpartition(".")[2]
