"""Filling of any Word template with plain data; compatible with docxtpl, but the XML is always valid."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from assembler.assembly.fill_values import collect_insertions, insert
from assembler.diagnostics import Diagnostic
from assembler.errors import DataError
from assembler.store.files.files import write_file
from assembler.structs import Struct
from assembler.word.package.package import open_package
from assembler.word.render.prepare import prepare
from assembler.word.render.prepared import MissingNames


class Filled(Struct, frozen=True):
    """The filled .docx and, if missing names are allowed, a warning for each of them."""

    data: bytes
    diagnostics: tuple[Diagnostic, ...] = ()

    def save(self, path: Path | str) -> None:
        """Write the whole document to ``path``; if that fails, write nothing and raise OutputError."""
        write_file(Path(path), self.data)


def fill(template: bytes, data: Mapping[str, Any], *, name: str, missing: MissingNames = "error") -> Filled:
    """Fill ``template``, the bytes of a .docx, with ``data``; messages refer to the template as ``name``.

    Text and structure match docxtpl 0.20 with ``autoescape=True``. XML that docxtpl would leave invalid is
    repaired (``word.template.source_repair``, ``word.template.output_repair``). There are two differences.
    None prints nothing. A list, a mapping or an object without its own text is an error, because only a
    programmer could read Python's representation of it.

    Raises FileError if the file is not a template and TemplateError for a broken tag. With
    ``missing="error"``, a TemplateError also reports all missing names and their locations. Raises DataError
    if ``data`` does not map names to values.
    """
    names = validate_data(data, name)
    prepared = prepare(open_package(template, name), name)
    with collect_insertions() as shown:
        rendered, diagnostics = prepared.render_with_warnings(names, missing=missing)
    return Filled(insert(rendered, shown, name), diagnostics)


def validate_data(data: Any, name: str) -> dict[str, Any]:
    """Return ``data`` as a dictionary; raise DataError if it is not a mapping or a name is not a string.

    >>> validate_data({"city": "Genova"}, "t.docx")
    {'city': 'Genova'}
    """
    if not isinstance(data, Mapping):
        what = "the data must be a mapping of names to values"
        raise DataError(what, location=name, hint='write the data as {"name": value, ...}')
    odd = [key for key in data if not isinstance(key, str)]
    if odd:
        what = f"the name {odd[0]} is not a string, so no tag can refer to it"
        raise DataError(what, location=name, hint="use strings that start with a letter as names")
    return dict(data)
