"""Fill any Word template with plain data: what docxtpl makes of it, safely and in sound XML."""

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
    """The .docx made, and a warning for each name that the data lacked where that was allowed."""

    data: bytes
    diagnostics: tuple[Diagnostic, ...] = ()


def fill(template: bytes, data: Mapping[str, Any], *, name: str, missing: MissingNames = "error") -> Filled:
    """``template`` (the bytes of a .docx; ``name`` is what messages call it) filled with ``data``.

    Text and structure are those of docxtpl 0.20 with ``autoescape=True``; what it leaves invalid is mended
    (``word.template.source_repair``, ``word.template.output_repair``). But None prints nothing, and a list,
    a mapping or an object without
    words of its own is an error: only a programmer could read what Python prints for it. FileError for a file
    that is no template, TemplateError for a broken tag or, with ``missing="error"``, for missing names (all
    of them, each with its place), DataError for data that has no names.
    """
    names = plain_data(data, name)
    prepared = prepare(open_package(template, name), name)
    made, diagnostics = prepared.render_with_warnings(names, missing=missing)
    return Filled(made, diagnostics)


def plain_data(data: Any, name: str) -> dict[str, Any]:
    """``data`` as names and values; DataError where it is a list or a single value, or a name is no text.

    >>> plain_data({"city": "Genova"}, "t.docx")
    {'city': 'Genova'}
    """
    if not isinstance(data, Mapping):
        what = f"the data is {type(data).__name__}, and a template needs names with values"
        raise DataError(what, location=name, hint='write the data as {"name": value, ...}')
    odd = [key for key in data if not isinstance(key, str)]
    if odd:
        what = f"the name {odd[0]!r} is no text, so that no tag can ask for it"
        raise DataError(what, location=name, hint="write names as text, with a letter first")
    return dict(data)
