"""The manifest of a form as JSON, encoded in pieces so that constant parts are encoded only once.

Joined, the pieces are the content of ``manifest.build_manifest_part``: JSON, escaped for XML. The manifest of
a form with a thousand fields is half a megabyte, but only a tenth of that is answers.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from json.encoder import encode_basestring
from typing import Any, Self

from assembler.model.documents.form import FormField, FormList, FormManifest, FormRow
from assembler.model.types.rich_text import Block, BlockKind
from assembler.structs import Struct, replace
from assembler.word.forms.manifest import (
    JSON,
    block_to_data,
    field_to_data,
    list_to_data,
    manifest_to_data,
    row_to_data,
)


class FieldJson(Struct, frozen=True):
    """The JSON of a field.

    ``blank`` is the field without an answer; the other attributes are the pieces around an answer.
    """

    blank: bytes
    _head: str
    _choices: str
    _row: str

    @classmethod
    def of(cls, blank: FormField) -> Self:
        """Encode a field without an answer."""
        data = field_to_data(blank)
        around = {name: data.pop(name, None) for name in ("choices", "language", "row")}
        choices, row = (_encode_member(name, around[name]) for name in ("choices", "row"))
        pieces = cls(b"", _encode(data).removesuffix("}"), choices, row)
        return replace(pieces, blank=pieces.encode(blank))

    def encode(self, field: FormField) -> bytes:
        """Return the JSON of ``field``, which is the same field with an answer."""
        base, language = field.base, field.language
        encoded = encode_basestring(base) if base.__class__ is str else JSON.encode(base)
        base = "" if base is None else f',"base":{escape(encoded, quote=False)}'
        shown = ",".join(map(_encode_block, field.shown))
        shown = f',"shown":[{escape(shown, quote=False)}]' if shown else ""
        language = f',"language":{encode_basestring(language)}' if language else ""
        return f"{self._head}{base}{self._choices}{shown}{language}{self._row}}}".encode()


class ListJson(Struct, frozen=True):
    """The part of a list's JSON that precedes its rows."""

    _head: bytes

    @classmethod
    def of(cls, blank: FormList) -> Self:
        """Encode a list without its rows."""
        return cls(_encode(list_to_data(replace(blank, rows=()))).encode().removesuffix(b"]}"))

    def encode(self, rows: Iterable[bytes]) -> bytes:
        """Return the JSON of the list with rows from ``encode_row``."""
        return b"".join((self._head, b",".join(rows), b"]}"))


def encode_row(row: FormRow) -> bytes:
    """Return the JSON of a row of a list.

    >>> encode_row(FormRow("B7.1", {"line": "R&D"}, {"line": "R&D"}))
    b'{"code":"B7.1","base":{"line":"R&amp;D"},"shown":{"line":"R&amp;D"}}'
    """
    return _encode(row_to_data(row)).encode()


def encode_form(about: FormManifest, fields: Iterable[bytes], lists: Iterable[bytes]) -> bytes:
    """Return the JSON of the manifest ``about`` with fields and lists that are already encoded."""
    bare = _encode(manifest_to_data(replace(about, fields=(), lists=()))).encode()
    inside = (b'"fields":[', b",".join(fields), b'],"lists":[', b",".join(lists), b"]")
    return bare.replace(b'"fields":[],"lists":[]', b"".join(inside), 1)


def _encode(data: Any) -> str:
    return escape(JSON.encode(data), quote=False)


def _encode_member(name: str, data: Any) -> str:
    """Return a member of a JSON object, after a comma; empty for empty data."""
    return f',"{name}":{_encode(data)}' if data else ""


def _encode_block(block: Block) -> str:
    """Return a block as JSON; the usual case, a paragraph of one unformatted run, is fast."""
    if len(block.runs) == 1 and block.kind is BlockKind.PARAGRAPH and not block.level:
        run = block.runs[0]
        if run.is_unformatted:
            return f'{{"runs":[{encode_basestring(run.text)}]}}'
    return JSON.encode(block_to_data(block))
