"""Filling of any Word template with plain data: compatible with docxtpl, with valid XML."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assembler.diagnostics import Diagnostic
from assembler.errors import DataError
from assembler.structs import Struct
from assembler.word.package.package import open_package
from assembler.word.render.prepare import prepare
from assembler.word.render.prepared import MissingNames


class Filled(Struct, frozen=True):
    """The filled .docx, and a warning for each missing name, if missing names are allowed."""

    data: bytes
    diagnostics: tuple[Diagnostic, ...] = ()


def fill(template: bytes, data: Mapping[str, Any], *, name: str, missing: MissingNames = "error") -> Filled:
    """Fill ``template``, the bytes of a .docx that messages call ``name``, with ``data``.

    Text and structure are those of docxtpl 0.20 with ``autoescape=True``; XML that docxtpl would leave
    invalid is repaired (``word.template.source_repair``, ``word.template.output_repair``). Differences: None
    prints nothing; a list, a mapping or an object without a text of its own is an error, because only a
    programmer could read what Python prints for it.

    Raises FileError if the file is not a template, TemplateError for a broken tag or, with
    ``missing="error"``, for missing names (all of them, with their locations), and DataError if the data has
    no names.
    """
    names = validate_data(data, name)
    prepared = prepare(open_package(template, name), name)
    made, diagnostics = prepared.render_with_warnings(names, missing=missing)
    return Filled(made, diagnostics)


def validate_data(data: Any, name: str) -> dict[str, Any]:
    """Return ``data`` as a dictionary; DataError if it is not a mapping or a name is not a string.

    >>> validate_data({"city": "Genova"}, "t.docx")
    {'city': 'Genova'}
    """
    if not isinstance(data, Mapping):
        what = "the data is not a mapping of names to values"
        raise DataError(what, location=name, hint='write the data as {"name": value, ...}')
    odd = [key for key in data if not isinstance(key, str)]
    if odd:
        what = f"the name {odd[0]} is not text, so no tag can use it"
        raise DataError(what, location=name, hint="write names as text, with a letter first")
    return dict(data)
