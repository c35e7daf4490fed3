"""Checked translations of one file, for lookup.

They are cached as .mo, which loads ten times faster than .po.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic, Location
from assembler.diagnostics.catalogues import PLURAL_FORMS
from assembler.errors import CatalogueError
from assembler.i18n.languages.languages import Language
from assembler.i18n.languages.plural_forms import (
    PluralForms,
    check_plural_forms,
    get_plural_forms,
    parse_plural_forms,
)
from assembler.structs import Struct, field

if TYPE_CHECKING:
    from assembler.i18n.po.po_file import PoFile

_MAGIC = 0x950412DE
_CONTEXT_END = "\x04"
"""Separator of context and message in a .mo (GNU gettext manual, "The Format of GNU MO Files")."""
_FORM_END = "\x00"
_MOST_IN_MEMORY = 32
"""Maximum number of .mo files whose translations are kept in memory. Each takes about a megabyte."""

Key = tuple[str, str]


class Translations(Struct, frozen=True):
    """Valid translations, keyed by context and English text.

    If a message has plural forms, the English text is its singular. ``name`` is the file that contains the
    translations. Fuzzy and empty translations are omitted.
    """

    name: str
    forms: PluralForms
    strings: Mapping[Key, tuple[str, ...]]
    plurals: Mapping[Key, str] = field(default_factory=dict)
    """English plurals of the messages that have one."""

    def find(self, message: str, context: str) -> tuple[str, ...]:
        """Return the forms of ``message`` in ``context`` or, failing that, without a context.

        The result is empty if there is no translation.
        """
        return self.strings.get((context, message)) or self.strings.get(("", message)) or ()

    def to_mo(self) -> bytes:
        """Return the bytes of a .mo that any gettext can read."""
        header = f"Content-Type: text/plain; charset=UTF-8\nPlural-Forms: {self.forms.header}\n"
        pairs = {"": header}
        for (context, message), strings in self.strings.items():
            key = f"{context}{_CONTEXT_END}{message}" if context else message
            plural = self.plurals.get((context, message))
            pairs[key if plural is None else f"{key}{_FORM_END}{plural}"] = _FORM_END.join(strings)
        return _pack(sorted((key.encode(), text.encode()) for key, text in pairs.items()))


def read_translations(data: bytes, name: str, language: Language) -> Translations:
    """Return the checked translations in the .po ``data``.

    Raises CatalogueError, with all diagnostics, if it is broken or invalid.
    """
    from assembler.i18n.checks.catalogue_checks import find_errors
    from assembler.i18n.po.po_file import read_po

    file = read_po(data, name)
    forms = read_plural_forms(file, name, language)
    if diagnostics := [diagnostic for diagnostic in find_errors(file, name, forms) if diagnostic.is_error]:
        raise _combine_errors(diagnostics, name)
    sound = [entry for entry in file.entries if entry.is_translated and not entry.obsolete]
    plurals = {entry.key: entry.plural for entry in sound if entry.plural is not None}
    return Translations(name, forms, {entry.key: entry.strings for entry in sound}, plurals)


def _combine_errors(diagnostics: list[Diagnostic], name: str) -> CatalogueError:
    """Combine the diagnostics of a catalogue into one error.

    If there is only one diagnostic, the error has its message, line and hint.
    """
    if len(diagnostics) > 1:
        what = f"{len(diagnostics)} translations cannot be used"
        return CatalogueError(
            what, location=name, hint="correct the lines listed below", diagnostics=diagnostics
        )
    (fault,) = diagnostics
    where = f"{name}, line {fault.location.line}"
    return CatalogueError(fault.message, location=where, hint=fault.hint, diagnostics=diagnostics)


def read_plural_forms(file: PoFile, name: str, language: Language) -> PluralForms:
    """Return the plural forms in the header of ``file``, or the usual forms of ``language`` by default.

    Raises CatalogueError if the forms do not fit the language, because "28 interviews" would become "28
    interview".
    """
    header, usual = file.fields().get("plural-forms", ""), get_plural_forms(language)
    if not header:
        return usual
    place = Location(name, "header", line=1)
    try:
        forms = parse_plural_forms(header)
    except ValueError as error:
        fault = PLURAL_FORMS.at(place, header=header, expected=usual.header)
        raise _combine_errors([fault], name) from error
    if mismatch := check_plural_forms(forms, language, place):
        raise _combine_errors([mismatch], name)
    return forms


def _pack(pairs: list[tuple[bytes, bytes]]) -> bytes:
    """Return the bytes of a .mo without a hash table.

    They are two tables of length and offset, followed by the strings.
    """
    start = 28 + 16 * len(pairs)
    blob = bytearray()
    tables: tuple[list[int], list[int]] = ([], [])
    for column, table in enumerate(tables):
        for pair in pairs:
            table += [len(pair[column]), start + len(blob)]
            blob += pair[column] + b"\x00"
    head = struct.pack("<7I", _MAGIC, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, start)
    numbers = tables[0] + tables[1]
    return head + struct.pack(f"<{len(numbers)}I", *numbers) + bytes(blob)


@lru_cache(maxsize=_MOST_IN_MEMORY)
def read_mo(data: bytes, name: str) -> Translations:
    """Return the translations in the .mo ``data``.

    Recent results are cached. Raises CatalogueError if the data is damaged.
    """
    try:
        pairs = dict(_unpack(data))
        header = pairs.pop("", "").splitlines()
        rule = next((line.partition(":")[2] for line in header if line.startswith("Plural-Forms")), "")
        forms = parse_plural_forms(rule)
    except (struct.error, UnicodeDecodeError, ValueError) as error:
        raise CatalogueError("the .mo file is damaged", location=name, hint="compile it again") from error
    strings: dict[Key, tuple[str, ...]] = {}
    plurals: dict[Key, str] = {}
    for key, text in pairs.items():
        context, _, rest = key.rpartition(_CONTEXT_END)
        message, has_plural, plural = rest.partition(_FORM_END)
        strings[context, message] = tuple(text.split(_FORM_END))
        if has_plural:
            plurals[context, message] = plural
    return Translations(name, forms, strings, plurals)


def _unpack(data: bytes) -> Iterator[tuple[str, str]]:
    magic, _, count, keys, texts = struct.unpack_from("<5I", data)
    if magic != _MAGIC:
        raise ValueError("not a .mo file")
    spans = [struct.unpack_from(f"<{2 * count}I", data, table) for table in (keys, texts)]
    columns = (span[part::2] for span in spans for part in (0, 1))
    for key_length, key, text_length, text in zip(*columns, strict=True):
        yield data[key : key + key_length].decode(), data[text : text + text_length].decode()
