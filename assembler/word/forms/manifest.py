"""The manifest of a form as plain data, as JSON, and as it lies in a Word file.

JSON keeps it readable for other programs and stable over versions of this one: what is left out has its
default. In a Word file it is the text of one XML element in a custom part that no control is bound to:
LibreOffice before 26.8 empties all custom parts as soon as a bound value holds an ampersand.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from html import escape
from typing import Any, Final
from xml.etree import ElementTree

from assembler.errors import FormError
from assembler.model.documents.form import (
    ChoiceItem,
    FormColumn,
    FormField,
    FormList,
    FormManifest,
    FormRow,
    Line,
)
from assembler.model.types.rich_text import Block, BlockKind, Run

NAMESPACE: Final = "urn:assembler:form:1"
_HEAD: Final = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<form xmlns="{NAMESPACE}">'
).encode()
JSON: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_WORDS: Final = (
    "id", "project", "record", "type", "benchmark", "city", "language", "content_language", "house_style",
    "engine",
)  # fmt: skip
"""What a manifest says in one word each, in this order."""
_DAMAGED: Final = "ask for the form again, or collect it in the project that sent it"


def manifest_data(manifest: FormManifest) -> dict[str, Any]:
    """The manifest as plain data; equal manifests give equal data, keys in a fixed order."""
    return {
        **{name: getattr(manifest, name) for name in _WORDS},
        **_without_empty({"part": manifest.part, "edition": manifest.edition, "round": manifest.round}),
        **({} if manifest.number == 1 else {"number": manifest.number}),
        "fields": [field_data(field) for field in manifest.fields],
        "lists": [list_data(each) for each in manifest.lists],
        **_without_empty({"lines": [_line_data(line) for line in manifest.lines]}),
    }


def manifest_json(manifest: FormManifest) -> bytes:
    """The manifest as JSON in UTF-8, without needless blanks."""
    return JSON.encode(manifest_data(manifest)).encode()


def manifest_words(manifest: FormManifest) -> bytes:
    """The manifest as its part holds it: JSON, escaped for XML."""
    return escape(manifest_json(manifest).decode(), quote=False).encode()


def manifest_part(manifest: FormManifest) -> bytes:
    """The manifest as a custom XML part."""
    return part_with(manifest_words(manifest))


def part_with(words: bytes) -> bytes:
    """The custom XML part that holds the manifest ``words``, which are escaped."""
    return b"".join((_HEAD, words, b"</form>"))


def json_of(words: bytes) -> bytes:
    """The JSON of a manifest whose ``words`` are escaped for XML.

    >>> json_of(b'{"base":"R&amp;D &lt;2"}')
    b'{"base":"R&D <2"}'
    """
    return words.replace(b"&lt;", b"<").replace(b"&gt;", b">").replace(b"&amp;", b"&")


def read_manifest(data: bytes) -> FormManifest:
    """The manifest in JSON or in a custom XML part; FormError where it is neither or is damaged."""
    from assembler.word.forms.manifest_schema import parse_manifest  # only what comes back is read

    try:
        return parse_manifest(_json(data))
    except (ValueError, ElementTree.ParseError) as error:
        raise FormError(f"the manifest of this form is damaged ({error})", remedy=_DAMAGED) from error


def embedded_manifest(data: bytes) -> FormManifest | None:
    """The manifest in the part of a Word file; None where an editor has emptied it.

    FormError where it is damaged.
    """
    try:
        empty = not _json(data).strip()
    except (ValueError, ElementTree.ParseError):
        empty = False
    return None if empty else read_manifest(data)


def _json(data: bytes) -> bytes:
    """The JSON itself; a document type declaration is refused, so that nothing in it can grow."""
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] != b"<":
        return data.removeprefix(b"\xef\xbb\xbf")
    if b"<!DOCTYPE" in data:
        raise ValueError("it declares a document type")
    return "".join(ElementTree.fromstring(data).itertext()).encode()


def manifest_from(data: Mapping[str, Any]) -> FormManifest:
    """The manifest that ``manifest_data`` gave; FormError where it is damaged."""
    try:
        words = JSON.encode(data).encode()
    except (ValueError, RecursionError) as error:
        raise FormError(f"the manifest of this form is damaged ({error})", remedy=_DAMAGED) from error
    return read_manifest(words)


def _line_data(line: Line) -> str | dict[str, str]:
    """A line; one without a mark is just its text."""
    known = _without_empty({"text": line.text, "mark": line.mark, "section": line.section})
    return line.text if known.keys() <= {"text"} else known


def _without_empty(data: dict[str, Any]) -> dict[str, Any]:
    """``data`` without what is empty: an empty text, list or mapping, nothing at all, a plain no or 0."""
    return {key: value for key, value in data.items() if value}


def field_data(field: FormField) -> dict[str, Any]:
    """A field; what is empty is left out."""
    known = _without_empty(
        {
            "choices": _choices_data(field.choices),
            "shown": [block_data(block) for block in field.shown],
            "language": field.language,
            "row": field.row,
        }
    )
    return {
        "code": field.code,
        "path": field.path,
        "kind": field.kind,
        "control": field.control.value,
        "title": field.title,
        "prompt": field.prompt,
        **({} if field.base is None else {"base": field.base}),
        **known,
    }


def _choices_data(choices: Iterable[ChoiceItem]) -> list[list[str]]:
    return [[item.value, item.label, *([item.sign] if item.sign else [])] for item in choices]


def block_data(block: Block) -> dict[str, Any]:
    """A block; a run without any look is just its text."""
    runs = [_run_data(run) for run in block.runs]
    kind = "" if block.kind is BlockKind.PARAGRAPH else block.kind.value
    return _without_empty({"runs": runs, "kind": kind, "level": block.level})


def _run_data(run: Run) -> str | dict[str, Any]:
    look = _without_empty({"bold": run.bold, "italic": run.italic, "link": run.link})
    return {"text": run.text, **look} if look else run.text


def block_from(data: Mapping[str, Any]) -> Block:
    """The block that ``block_data`` gave."""
    runs = (Run(run) if isinstance(run, str) else Run(**run) for run in data.get("runs", ()))
    return Block(tuple(runs), BlockKind(data.get("kind", "paragraph")), data.get("level", 0))


def list_data(each: FormList) -> dict[str, Any]:
    """A list with its columns and rows."""
    return {
        "code": each.code,
        "path": each.path,
        "title": each.title,
        "columns": [_column_data(column) for column in each.columns],
        "rows": [row_data(row) for row in each.rows],
    }


def _column_data(column: FormColumn) -> dict[str, Any]:
    return {
        "name": column.name,
        "kind": column.kind,
        "control": column.control.value,
        "heading": column.heading,
        "prompt": column.prompt,
        **_without_empty({"choices": _choices_data(column.choices)}),
    }


def row_data(row: FormRow) -> dict[str, Any]:
    """A row of a list."""
    known = {"base": dict(row.base), "shown": dict(row.shown), "language": row.language}
    return {"code": row.code, **_without_empty(known)}
