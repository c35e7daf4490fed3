"""The manifest of a form in words, piece by piece: what no answer changes is put into words once.

Joined they are what ``form_manifest.manifest_part`` holds for the whole manifest: JSON, escaped for XML. A
form of a thousand fields has half a megabyte of it, of which its answers are a tenth.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from json.encoder import encode_basestring
from typing import Any, Self

from assembler.model.documents.form import FormField, FormList, FormManifest, FormRow
from assembler.model.types.rich_text import Block, BlockKind
from assembler.structs import Struct, replace
from assembler.word.forms.manifest import JSON, block_data, field_data, list_data, manifest_data, row_data


class FieldWords(Struct, frozen=True):
    """A field in words: ``blank`` without an answer, and what stands around the words of one."""

    blank: bytes
    _head: str
    _choices: str
    _row: str

    @classmethod
    def of(cls, blank: FormField) -> Self:
        """The words of a field that nobody has answered."""
        data = field_data(blank)
        around = {name: data.pop(name, None) for name in ("choices", "language", "row")}
        choices, row = (_member(name, around[name]) for name in ("choices", "row"))
        return cls(_words(field_data(blank)).encode(), _words(data).removesuffix("}"), choices, row)

    def answered(self, field: FormField) -> bytes:
        """The words of the same field with its answer."""
        base, language = field.base, field.language
        said = encode_basestring(base) if base.__class__ is str else JSON.encode(base)
        base = "" if base is None else f',"base":{escape(said, quote=False)}'
        shown = ",".join(map(_block_words, field.shown))
        shown = f',"shown":[{escape(shown, quote=False)}]' if shown else ""
        spoken = f',"language":{encode_basestring(language)}' if language else ""
        return f"{self._head}{base}{self._choices}{shown}{spoken}{self._row}}}".encode()


class ListWords(Struct, frozen=True):
    """A list in words up to its rows."""

    _head: bytes

    @classmethod
    def of(cls, blank: FormList) -> Self:
        """The words of a list, whatever its rows."""
        return cls(_words(list_data(replace(blank, rows=()))).encode().removesuffix(b"]}"))

    def with_rows(self, rows: Iterable[bytes]) -> bytes:
        """The words of the list with rows that ``row_words`` gave."""
        return b"".join((self._head, b",".join(rows), b"]}"))


def row_words(row: FormRow) -> bytes:
    """A row of a list in words.

    >>> row_words(FormRow("B7.1", {"line": "R&D"}, {"line": "R&D"}))
    b'{"code":"B7.1","base":{"line":"R&amp;D"},"shown":{"line":"R&amp;D"}}'
    """
    return _words(row_data(row)).encode()


def form_words(about: FormManifest, fields: Iterable[bytes], lists: Iterable[bytes]) -> bytes:
    """The words of the manifest that says ``about``, with fields and lists that are in words already."""
    bare = _words(manifest_data(replace(about, fields=(), lists=()))).encode()
    inside = (b'"fields":[', b",".join(fields), b'],"lists":[', b",".join(lists), b"]")
    return bare.replace(b'"fields":[],"lists":[]', b"".join(inside), 1)


def _words(data: Any) -> str:
    return escape(JSON.encode(data), quote=False)


def _member(name: str, data: Any) -> str:
    """A member of an object and the comma before it; nothing for what is empty."""
    return f',"{name}":{_words(data)}' if data else ""


def _block_words(block: Block) -> str:
    """A block as JSON; most are paragraphs of one run without a look, of which little is to be asked."""
    if len(block.runs) == 1 and block.kind is BlockKind.PARAGRAPH and not block.level:
        run = block.runs[0]
        if run.is_bare:
            return f'{{"runs":[{encode_basestring(run.text)}]}}'
    return JSON.encode(block_data(block))
