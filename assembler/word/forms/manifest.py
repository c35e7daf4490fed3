"""The manifest of a form as plain data, as JSON, and as a part of a Word file.

Other programs can read JSON, and later versions of this one can too, because missing keys have defaults. In a
Word file, the manifest is the text of one XML element in a custom part. No control is bound to that part,
because LibreOffice before 26.8 empties all custom parts if a bound value contains an ampersand.

The manifest of a form with a thousand fields is half a megabyte, but only a tenth of it consists of answers.
The other pieces are therefore encoded once and joined with the answers of each form. The result is the same
JSON.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from html import escape
from json.encoder import encode_basestring
from typing import Any, Final, Self
from xml.etree import ElementTree

from assembler.errors import FormError
from assembler.model.documents.form_manifest import (
    ChoiceItem,
    FormColumn,
    FormField,
    FormList,
    FormManifest,
    FormRow,
    Line,
)
from assembler.model.types.rich_text import Block, BlockKind, Run
from assembler.structs import Struct, replace

NAMESPACE: Final = "urn:assembler:form:1"
_HEAD: Final = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<form xmlns="{NAMESPACE}">'
).encode()
JSON: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_TEXTS: Final = (
    "id", "project", "record", "type", "benchmark", "city", "language", "content_language", "house_style",
    "engine",
)  # fmt: skip
"""Attributes of a manifest that are short texts, in output order."""
_DAMAGED: Final = "ask for the form again, or collect it in the project from which it was sent"


def manifest_to_data(manifest: FormManifest) -> dict[str, Any]:
    """Return the manifest as plain data.

    Equal manifests yield equal data, with keys in a fixed order.
    """
    return {
        **{name: getattr(manifest, name) for name in _TEXTS},
        **_drop_empty({"part": manifest.part, "edition": manifest.edition, "round": manifest.round}),
        **({} if manifest.number == 1 else {"number": manifest.number}),
        "fields": [field_to_data(field) for field in manifest.fields],
        "lists": [list_to_data(each) for each in manifest.lists],
        **_drop_empty({"lines": [_line_to_data(line) for line in manifest.lines]}),
    }


def encode_manifest(manifest: FormManifest) -> bytes:
    """Return the manifest as compact JSON in UTF-8."""
    return JSON.encode(manifest_to_data(manifest)).encode()


def escape_manifest(manifest: FormManifest) -> bytes:
    """Return the manifest as it is stored in its part: JSON, escaped for XML."""
    return escape(encode_manifest(manifest).decode(), quote=False).encode()


def build_manifest_part(manifest: FormManifest) -> bytes:
    """Return the manifest as a custom XML part."""
    return build_part(escape_manifest(manifest))


def build_part(data: bytes) -> bytes:
    """Return the custom XML part that contains the manifest ``data``, which is escaped JSON."""
    return b"".join((_HEAD, data, b"</form>"))


def unescape_json(data: bytes) -> bytes:
    """Return the JSON of a manifest that was escaped for XML.

    >>> unescape_json(b'{"base":"R&amp;D &lt;2"}')
    b'{"base":"R&D <2"}'
    """
    return data.replace(b"&lt;", b"<").replace(b"&gt;", b">").replace(b"&amp;", b"&")


def read_manifest(data: bytes) -> FormManifest:
    """Read a manifest from JSON or from a custom XML part.

    Raises FormError if ``data`` is neither, or is damaged.
    """
    from assembler.word.forms.manifest_schema import parse_manifest  # only needed for returned forms

    try:
        return parse_manifest(_extract_json(data))
    except (ValueError, ElementTree.ParseError) as error:
        raise FormError(f"the manifest of this form is damaged ({error})", hint=_DAMAGED) from error


def read_embedded_manifest(data: bytes) -> FormManifest | None:
    """Read the manifest from ``data``, the content of its part in a Word file.

    Returns None if an editor has emptied the part. Raises FormError if the manifest is damaged.
    """
    try:
        empty = not _extract_json(data).strip()
    except (ValueError, ElementTree.ParseError):
        empty = False
    return None if empty else read_manifest(data)


def _extract_json(data: bytes) -> bytes:
    """Return the JSON in ``data``, which may be inside an XML element.

    Raises ValueError for a DOCTYPE declaration, so that no entity can be expanded.
    """
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] != b"<":
        return data.removeprefix(b"\xef\xbb\xbf")
    if b"<!DOCTYPE" in data:
        raise ValueError("it contains a DOCTYPE declaration")
    return "".join(ElementTree.fromstring(data).itertext()).encode()


def manifest_from_data(data: Mapping[str, Any]) -> FormManifest:
    """Convert the result of ``manifest_to_data`` back to a manifest.

    Raises FormError if ``data`` is damaged.
    """
    from assembler.word.forms.manifest_schema import build_manifest  # only needed for returned forms

    try:
        return build_manifest(data)
    except ValueError as error:
        raise FormError(f"the manifest of this form is damaged ({error})", hint=_DAMAGED) from error


def _line_to_data(line: Line) -> str | dict[str, str]:
    """Return a line as data.

    If a line has no bookmark and does not begin a section, the data is only its text.
    """
    data = _drop_empty({"text": line.text, "mark": line.mark, "section": line.section})
    return line.text if data.keys() <= {"text"} else data


def _drop_empty(data: dict[str, Any]) -> dict[str, Any]:
    """Return ``data``, omitting falsy values: empty texts, lists and mappings, None, False and 0."""
    return {key: value for key, value in data.items() if value}


def field_to_data(field: FormField) -> dict[str, Any]:
    """Return a field as data, omitting optional values that are empty."""
    optional = _drop_empty(
        {
            "choices": _choices_to_data(field.choices),
            "shown": [block_to_data(block) for block in field.shown],
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
        **optional,
    }


def _choices_to_data(choices: Iterable[ChoiceItem]) -> list[list[str | bool]]:
    """Return each choice as a list: its value, its label, its sign, and whether it is coded.

    Default values at the end of a list are omitted.
    """
    return [
        [item.value, item.label, *([] if item.coded and not item.sign else [item.sign]),
         *([] if item.coded else [False])]
        for item in choices
    ]  # fmt: skip


def block_to_data(block: Block) -> dict[str, Any]:
    """Return a block as data.

    An unformatted run becomes its text.
    """
    runs = [_run_to_data(run) for run in block.runs]
    kind = "" if block.kind is BlockKind.PARAGRAPH else block.kind.value
    return _drop_empty({"runs": runs, "kind": kind, "level": block.level})


def _run_to_data(run: Run) -> str | dict[str, Any]:
    formatting = _drop_empty({"bold": run.bold, "italic": run.italic, "link": run.link})
    return {"text": run.text, **formatting} if formatting else run.text


def block_from_data(data: Mapping[str, Any]) -> Block:
    """Convert the result of ``block_to_data`` back to a block."""
    runs = (Run(run) if isinstance(run, str) else Run(**run) for run in data.get("runs", ()))
    return Block(tuple(runs), BlockKind(data.get("kind", "paragraph")), data.get("level", 0))


def list_to_data(each: FormList) -> dict[str, Any]:
    """Return a list with its columns and rows as data."""
    return {
        "code": each.code,
        "path": each.path,
        "title": each.title,
        "columns": [_column_to_data(column) for column in each.columns],
        "rows": [row_to_data(row) for row in each.rows],
    }


def _column_to_data(column: FormColumn) -> dict[str, Any]:
    return {
        "name": column.name,
        "kind": column.kind,
        "control": column.control.value,
        "heading": column.heading,
        "prompt": column.prompt,
        **_drop_empty({"choices": _choices_to_data(column.choices), "under": column.under}),
    }


def row_to_data(row: FormRow) -> dict[str, Any]:
    """Return a row of a list as data."""
    optional = {"base": dict(row.base), "shown": dict(row.shown), "language": row.language}
    return {"code": row.code, **_drop_empty(optional)}


class FieldJson(Struct, frozen=True):
    """The JSON of a field, escaped for XML, in pieces that do not depend on the answer.

    ``blank`` is the JSON of the field without an answer. The other attributes are the pieces around an
    answer.
    """

    blank: bytes
    _head: str
    _choices: str
    _row: str

    @classmethod
    def of(cls, blank: FormField) -> Self:
        """Encode a field that has no answer."""
        data = field_to_data(blank)
        around = {name: data.pop(name, None) for name in ("choices", "language", "row")}
        choices, row = (_encode_member(name, around[name]) for name in ("choices", "row"))
        pieces = cls(b"", _encode(data).removesuffix("}"), choices, row)
        return replace(pieces, blank=pieces.encode(blank))

    def encode(self, field: FormField) -> bytes:
        """Return the JSON of ``field``, a copy of the blank field with an answer, escaped for XML."""
        base, language = field.base, field.language
        encoded = encode_basestring(base) if base.__class__ is str else JSON.encode(base)
        base = "" if base is None else f',"base":{escape(encoded, quote=False)}'
        shown = ",".join(map(_encode_block, field.shown))
        shown = f',"shown":[{escape(shown, quote=False)}]' if shown else ""
        language = f',"language":{encode_basestring(language)}' if language else ""
        return f"{self._head}{base}{self._choices}{shown}{language}{self._row}}}".encode()


class ListJson(Struct, frozen=True):
    """The part of a list's JSON that precedes its rows, escaped for XML."""

    _head: bytes

    @classmethod
    def of(cls, blank: FormList) -> Self:
        """Encode the part of a list that precedes its rows."""
        return cls(_encode(list_to_data(replace(blank, rows=()))).encode().removesuffix(b"]}"))

    def encode(self, rows: Iterable[bytes]) -> bytes:
        """Return the JSON of the list with rows from ``encode_row``."""
        return b"".join((self._head, b",".join(rows), b"]}"))


def encode_row(row: FormRow) -> bytes:
    """Return the JSON of a row of a list, escaped for XML.

    >>> encode_row(FormRow("B7.1", {"line": "R&D"}, {"line": "R&D"}))
    b'{"code":"B7.1","base":{"line":"R&amp;D"},"shown":{"line":"R&amp;D"}}'
    """
    return _encode(row_to_data(row)).encode()


def encode_form(about: FormManifest, fields: Iterable[bytes], lists: Iterable[bytes]) -> bytes:
    """Return the JSON of the manifest ``about``, escaped for XML.

    ``fields`` and ``lists`` are its fields and lists, which are already encoded.
    """
    bare = _encode(manifest_to_data(replace(about, fields=(), lists=()))).encode()
    inside = (b'"fields":[', b",".join(fields), b'],"lists":[', b",".join(lists), b"]")
    return bare.replace(b'"fields":[],"lists":[]', b"".join(inside), 1)


def _encode(data: Any) -> str:
    return escape(JSON.encode(data), quote=False)


def _encode_member(name: str, data: Any) -> str:
    """Return a member of a JSON object, preceded by a comma, or "" if ``data`` is empty."""
    return f',"{name}":{_encode(data)}' if data else ""


def _encode_block(block: Block) -> str:
    """Return a block as JSON.

    The usual case, a paragraph of one unformatted run, is handled first because that is faster.
    """
    if len(block.runs) == 1 and block.kind is BlockKind.PARAGRAPH and not block.level:
        run = block.runs[0]
        if run.is_unformatted:
            return f'{{"runs":[{encode_basestring(run.text)}]}}'
    return JSON.encode(block_to_data(block))
