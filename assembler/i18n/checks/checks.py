"""Check a catalogue: fields, inline tags, control characters, plural forms, wording.

msgfmt and Babel only compare printf formats and miss a lost ``{field}`` or ``<1>`` (Babel has no check for
python-brace-format, and no tool knows our inline tags).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from types import MappingProxyType

from assembler.diagnostics import Diagnostic, Level, Location
from assembler.i18n.checks.wording_checks import check_length, check_wording
from assembler.i18n.languages.languages import Language
from assembler.i18n.languages.plural_forms import PluralForms, get_plural_forms
from assembler.i18n.po.po_file import Entry, PoFile
from assembler.model.messages import markup
from assembler.structs import Struct, replace

TOO_WIDE = "too-wide-word"
"""The rule about a word that is wider than its cell in the template's own look."""
_COUNT = frozenset({"n"})
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that no XML file can hold (XML 1.0, section 2.2), and so no Word file."""
_RULE = re.compile(r"[a-z]+(?:-[a-z]+)*")
_AGREED = re.compile(r"\s*agreed:\s*(.+)", re.IGNORECASE)


def _allow_any_width(_text: str) -> Iterable[str]:
    """Return no words that are too wide: the default where nothing limits the width."""
    return ()


class MessageConstraints(Struct, frozen=True):
    """Constraints of a template on the translations of a message; ``where`` is its location.

    ``longest`` is the limit of characters; ``breaks`` returns the words that are too wide for their cell.
    """

    where: str = ""
    longest: int | None = None
    breaks: Callable[[str], Iterable[str]] = _allow_any_width


_UNCONSTRAINED = MessageConstraints()
NO_CONSTRAINTS: Mapping[tuple[str, str], MessageConstraints] = MappingProxyType({})
"""The constraints where there is no template."""


def find_errors(
    file: PoFile,
    name: str,
    forms: PluralForms,
    asked: Mapping[tuple[str, str], MessageConstraints] = NO_CONSTRAINTS,
) -> tuple[Diagnostic, ...]:
    """Return the errors in the translations of ``file``; untranslated and fuzzy entries are skipped.

    An error would lose a field or break a paragraph; ``asked`` are constraints by context and English text.
    """
    return tuple(
        Diagnostic(rule, Level.ERROR, locate_entry(entry, name, asked), what, _HINTS[rule])
        for entry in _select_translated(file)
        for rule, what in _find_entry_errors(entry, forms)
    )


def remove_invalid(file: PoFile, diagnostics: Iterable[Diagnostic]) -> PoFile:
    """Return ``file`` without the entries that have errors, so that later checks need not parse them."""
    lines = {each.location.line for each in diagnostics if each.is_error}
    return replace(file, entries=tuple(entry for entry in file.entries if entry.line not in lines))


def find_warnings(
    file: PoFile,
    name: str,
    language: Language,
    asked: Mapping[tuple[str, str], MessageConstraints] = NO_CONSTRAINTS,
) -> tuple[Diagnostic, ...]:
    """Return the warnings about the catalogue of ``language``, without those its translator agreed to."""
    return (
        *_check_header(file, name, language),
        *_check_texts(file, name, language, asked),
        *_check_agreements(file, name, asked),
    )


def _check_agreements(
    file: PoFile, name: str, asked: Mapping[tuple[str, str], MessageConstraints]
) -> Iterator[Diagnostic]:
    """Report comments ``agreed: ...`` with an unknown rule, which turn nothing off."""
    places = [(Location(file=name, line=1), note) for note in file.notes]
    places += [
        (locate_entry(entry, name, asked), note) for entry in _select_translated(file) for note in entry.notes
    ]
    for place, note in places:
        if found := _AGREED.fullmatch(note):
            named = _RULE.findall(found[1].partition("(")[0].lower())
            for rule, near in _find_unknown_rules(named):
                hint = f"did you mean {near}?" if near else f"write one of {', '.join(sorted(RULES))}"
                yield Diagnostic("unknown-rule", Level.WARNING, place, f"there is no rule `{rule}`", hint)


def _find_unknown_rules(named: list[str]) -> Iterator[tuple[str, str]]:
    """Yield each misspelt rule with the rule it resembles; the first words where none is like a rule."""
    near = {word: get_close_matches(word, RULES, n=1, cutoff=0.85) for word in named if word not in RULES}
    yield from ((word, close[0]) for word, close in near.items() if close)
    if len(near) == len(named) and not any(near.values()):
        yield " ".join(named[:2]), ""


def _check_texts(
    file: PoFile, name: str, language: Language, asked: Mapping[tuple[str, str], MessageConstraints]
) -> Iterator[Diagnostic]:
    for entry in _select_translated(file):
        for rule, what in dict.fromkeys(
            _find_entry_warnings(entry, language, asked.get(entry.key, _UNCONSTRAINED))
        ):
            if not is_agreed(rule, entry, file):
                yield Diagnostic(rule, Level.WARNING, locate_entry(entry, name, asked), what, _HINTS[rule])


def is_agreed(rule: str, entry: Entry, file: PoFile) -> bool:
    """Return whether a comment of the message, or of the complete file, turns ``rule`` off.

    >>> is_agreed("final-sign", Entry("Yes.", notes=("agreed: final-sign (a heading here)",)), PoFile("", ()))
    True
    """
    found = (_AGREED.fullmatch(note) for note in (*entry.notes, *file.notes))
    return any(rule in _RULE.findall(each[1].lower()) for each in found if each)


def _select_translated(file: PoFile) -> Iterator[Entry]:
    return (entry for entry in file.entries if entry.is_translated and not entry.obsolete)


def locate_entry(entry: Entry, name: str, asked: Mapping[tuple[str, str], MessageConstraints]) -> Location:
    """Return the location of ``entry``: its line in the file ``name`` and the location of the message."""
    told = asked.get(entry.key, _UNCONSTRAINED).where or next(iter(entry.places), "")
    return Location(file=name, position=told, line=entry.line or None, context=entry.id)


_NAMES = {0x00: " (null)", 0x07: " (bell)", 0x0B: " (vertical tab)", 0x0C: " (form feed)", 0x1B: " (escape)"}
_HINTS = {
    "control-character": "delete it; text that is copied from Word or a PDF often brings one along",
    "fields-and-marks": "write each {field} and each inline tag (<1>...</1>, <2/>) as in the English text",
    "plural-forms": "give one text for each form of the language",
    "edge-blanks": "begin and end with the same spaces as the English text",
    "final-sign": "end with the punctuation mark of the English text, unless yours asks for another",
    "quotation-marks": "write the quotation marks of the language",
    "apostrophe": "write ’ (U+2019)",
    "numbers": "write the numbers of the English text",
    "odd-blanks": "write one ordinary space there",
    "line-break": "write a space instead, unless the document needs a new line there",
    "entity": "write the character itself",
    "field-ending": "ask for a field that holds the whole phrase, such as {city_of}, or part the two",
    "damaged-text": "type the text again; save the file as UTF-8",
    "direction-mark": "delete it: the document sets the direction of its text",
    "split-letters": "type the letter again as one character (Unicode NFC)",
    "mixed-scripts": "type the word again on one keyboard",
    "french-blanks": "write U+202F before ; : ! ? and inside « »",
    "same-as-english": "translate it",
    "too-long": "say it shorter",
    TOO_WIDE: "take a shorter word, or write a soft hyphen (U+00AD) where it may be parted",
    "header": "mend the header, or let a translation editor write it",
}


RULES = frozenset(_HINTS) - {"control-character", "fields-and-marks", "plural-forms", "header"}
RULES |= {"term", "forbidden-term"}
"""The rules that a translator may turn off: all warnings, with those of ``terminology``."""


def _find_entry_errors(entry: Entry, forms: PluralForms) -> Iterator[tuple[str, str]]:
    yield from _control_characters(entry)
    if entry.plural is None:
        yield from (
            ("fields-and-marks", what) for what in markup.find_differences(entry.id, entry.strings[0])
        )
        return
    if len(entry.strings) != forms.count:
        yield "plural-forms", f"it has {_forms(len(entry.strings))}, and the language has {forms.count}"
    for form, text in enumerate(entry.strings):
        optional = _COUNT if forms.is_for_one_number(form) else frozenset()
        for what in markup.find_differences(entry.plural, text, optional=optional):
            yield "fields-and-marks", f"form {form}: {what}"


def _forms(count: int) -> str:
    return "1 plural form" if count == 1 else f"{count} plural forms"


def _control_characters(entry: Entry) -> Iterator[tuple[str, str]]:
    for code in dict.fromkeys(ord(found) for text in entry.strings for found in _NOT_XML.findall(text)):
        name = _NAMES.get(code, "")
        yield (
            "control-character",
            f"it contains the control character U+{code:04X}{name}, which no Word file can hold",
        )


def _find_entry_warnings(
    entry: Entry, language: Language, asked: MessageConstraints
) -> Iterator[tuple[str, str]]:
    message = entry.id if entry.plural is None else entry.plural
    for text in entry.strings:
        if markup.find_differences(message, text, optional=_COUNT):
            continue
        yield from check_wording(message, text, language)
        if what := check_length(text, asked.longest):
            yield "too-long", what
        yield from ((TOO_WIDE, what) for what in asked.breaks(text))


def _check_header(file: PoFile, name: str, language: Language) -> Iterator[Diagnostic]:
    told, fields = Location(file=name, line=1), file.fields()
    for what in _find_header_errors(file, fields, language):
        yield Diagnostic("header", Level.WARNING, told, what, _HINTS["header"])


def _find_header_errors(file: PoFile, fields: Mapping[str, str], language: Language) -> Iterator[str]:
    charset = fields.get("content-type", "charset=UTF-8").partition("charset=")[2]
    if charset.upper() != "UTF-8":
        yield f"its header says charset={charset}, and it is written in UTF-8"
    said = fields.get("language", "").replace("_", "-")
    if said and said != language.code:
        yield f"its header says Language: {said}, and it stands in the folder of {language.code}"
    if not file.header:
        yield "it has no header"
    elif "plural-forms" not in fields and any(entry.plural is not None for entry in file.entries):
        yield f"its header has no Plural-Forms; write `Plural-Forms: {get_plural_forms(language).header}`"
