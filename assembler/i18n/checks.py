"""What is wrong with a catalogue: fields, marks, plural forms, edges and full stops.

msgfmt and Babel compare printf formats only; a lost ``{field}`` or ``<1>`` is seen by neither (Babel has no
check for python-brace-format, and no tool knows our marks).
"""

from __future__ import annotations

from collections.abc import Iterator

from assembler.i18n.plural_forms import PluralForms
from assembler.i18n.po_file import Entry, PoFile
from assembler.model import marks
from assembler.model.finding import Finding, Level, Place

_ENDS = {".": ".", "…": "…", ":": ":", "?": "?", "!": "!", ";": "?", "\u037e": "?", "。": "."}
"""Signs that end a sentence, by what they are in English: a Greek question mark is a semicolon."""
_COUNT = frozenset({"n"})


def check(file: PoFile, name: str, forms: PluralForms) -> tuple[Finding, ...]:
    """Everything wrong in the translations of ``file``; untranslated and fuzzy entries are left out.

    Errors would lose a field or break a paragraph; warnings want a look.
    """
    live = (entry for entry in file.entries if entry.is_translated and not entry.obsolete)
    return tuple(finding for entry in live for finding in _of_entry(entry, name, forms))


def _of_entry(entry: Entry, name: str, forms: PluralForms) -> Iterator[Finding]:
    place = Place(file=name, line=entry.line, near=entry.id)
    for rule, what in _errors(entry, forms):
        yield Finding(rule, Level.ERROR, place, what, _REMEDIES[rule])
    for text in entry.strings:
        for rule, what in _warnings(entry, text):
            yield Finding(rule, Level.WARNING, place, what, _REMEDIES[rule])


_REMEDIES = {
    "fields-and-marks": "write each {field} and <mark> in the translation as it stands in the English text",
    "plural-forms": "give one text for each form of the language",
    "edge-blanks": "begin and end with the same blanks as the English text",
    "final-sign": "end with the same sign as the English text, unless the language asks for another",
}


def _errors(entry: Entry, forms: PluralForms) -> Iterator[tuple[str, str]]:
    if entry.plural is None:
        yield from (("fields-and-marks", what) for what in marks.agree(entry.id, entry.strings[0]))
        return
    if len(entry.strings) != forms.count:
        yield "plural-forms", f"there are {len(entry.strings)} forms where the language has {forms.count}"
    for form, text in enumerate(entry.strings):
        optional = _COUNT if forms.is_for_one_number(form) else frozenset()
        for what in marks.agree(entry.plural, text, optional=optional):
            yield "fields-and-marks", f"form {form}: {what}"


def _warnings(entry: Entry, text: str) -> Iterator[tuple[str, str]]:
    ours, theirs = _edges(entry.id), _edges(text)
    if ours != theirs:
        yield "edge-blanks", f"the blanks at the edges are {theirs!r}, in English {ours!r}"
    if _end(entry.id) != _end(text) and not _is_abbreviated(entry.id, text):
        yield "final-sign", f"it ends in {text.rstrip()[-1:]!r}, in English in {entry.id.rstrip()[-1:]!r}"


def _is_abbreviated(message: str, text: str) -> bool:
    """Whether one word stands for one word, and its full stop for the letters left out: No, Nr., N°."""
    return " " not in f"{message}{text}" and not _end(message)


def _edges(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def _end(text: str) -> str:
    return _ENDS.get(text.rstrip()[-1:], "")
