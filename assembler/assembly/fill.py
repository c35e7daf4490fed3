"""Filling of any Word template with plain data, compatible with docxtpl but always producing valid XML."""

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
        """Write the document to ``path``, completely or not at all; raise OutputError on failure."""
        write_file(Path(path), self.data)


def fill(template: bytes, data: Mapping[str, Any], *, name: str, missing: MissingNames = "error") -> Filled:
    """Fill ``template``, the bytes of a .docx that messages call ``name``, with ``data``.

    Text and structure match docxtpl 0.20 with ``autoescape=True``; XML that docxtpl would leave invalid is
    repaired (``word.template.source_repair``, ``word.template.output_repair``). There are two differences:
    None prints nothing; a list, a mapping or an object without its own text is an error, because only a
    programmer could read Python's representation of it.

    Raises FileError if the file is not a template, TemplateError for a broken tag or, with
    ``missing="error"``, for missing names (all of them, with their locations), and DataError if ``data`` is
    not a mapping of names to values.
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
