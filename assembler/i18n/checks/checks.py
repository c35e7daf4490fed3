"""Checks of a catalogue: fields, inline tags, control characters, plural forms and wording.

msgfmt and Babel compare only printf formats and miss a lost ``{field}`` or ``<1>``: Babel has no check for
python-brace-format, and no tool knows our inline tags.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from types import MappingProxyType

from assembler.diagnostics import Diagnostic, Location, Rule, catalogue_texts
from assembler.diagnostics.catalogue_texts import (
    CATALOGUE_HEADER,
    CONTROL_CHARACTER,
    FIELDS_AND_TAGS,
    PLURAL_FORM_COUNT,
    TOO_LONG,
    TOO_WIDE_WORD,
    UNKNOWN_RULE,
)
from assembler.diagnostics.earlier_ids import present_id
from assembler.i18n.checks.wording_checks import check_length, check_wording
from assembler.i18n.languages.languages import Language
from assembler.i18n.languages.plural_forms import PluralForms, get_plural_forms
from assembler.i18n.po.po_file import Entry, PoFile
from assembler.model.messages import markup
from assembler.structs import Struct, replace

_COUNT = frozenset({"n"})
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters not allowed in XML (XML 1.0, section 2.2) and therefore in Word files."""
_RULE = re.compile(r"[a-z]+(?:-[a-z]+)*")
_AGREED = re.compile(r"\s*agreed:\s*(.+)", re.IGNORECASE)


def _allow_any_width(_text: str) -> Iterable[str]:
    """Return no words that are too wide; the default if nothing limits the width."""
    return ()


class MessageConstraints(Struct, frozen=True):
    """Constraints of a template on the translations of a message; ``where`` is its location.

    ``longest`` is the maximum number of characters; ``breaks`` returns the words that are too wide for their
    cell.
    """

    where: str = ""
    longest: int | None = None
    breaks: Callable[[str], Iterable[str]] = _allow_any_width


_UNCONSTRAINED = MessageConstraints()
NO_CONSTRAINTS: Mapping[tuple[str, str], MessageConstraints] = MappingProxyType({})
"""Constraints used if there is no template."""


def find_errors(
    file: PoFile,
    name: str,
    forms: PluralForms,
    asked: Mapping[tuple[str, str], MessageConstraints] = NO_CONSTRAINTS,
) -> tuple[Diagnostic, ...]:
    """Return the errors in the translations of ``file``, ignoring untranslated and fuzzy entries.

    An error would lose a field or break a paragraph; ``asked`` are constraints by context and English text.
    """
    return tuple(
        rule.at(locate_entry(entry, name, asked), problem=what)
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
    """Return the warnings about the catalogue of ``language``, except those accepted by its translator."""
    return (
        *_check_header(file, name, language),
        *_check_texts(file, name, language, asked),
        *_check_agreements(file, name, asked),
    )


def _check_agreements(
    file: PoFile, name: str, asked: Mapping[tuple[str, str], MessageConstraints]
) -> Iterator[Diagnostic]:
    """Yield diagnostics for comments ``agreed: ...`` with an unknown rule, which have no effect."""
    places = [(Location(file=name, line=1), note) for note in file.notes]
    places += [
        (locate_entry(entry, name, asked), note) for entry in _select_translated(file) for note in entry.notes
    ]
    for place, note in places:
        if found := _AGREED.fullmatch(note):
            named = [*map(present_id, _RULE.findall(found[1].partition("(")[0].lower()))]
            for rule, near in _find_unknown_rules(named):
                hint = f"did you mean {near}?" if near else f"write one of {', '.join(sorted(RULES))}"
                yield UNKNOWN_RULE.at(place, rule=rule, advice=hint)


def _find_unknown_rules(named: list[str]) -> Iterator[tuple[str, str]]:
    """Yield each misspelt rule with the rule it resembles, or the first words if none resembles a rule."""
    near = {word: get_close_matches(word, RULES, n=1, cutoff=0.85) for word in named if word not in RULES}
    yield from ((word, close[0]) for word, close in near.items() if close)
    if len(near) == len(named) and not any(near.values()):
        yield " ".join(named[:2]), ""


def _check_texts(
    file: PoFile, name: str, language: Language, asked: Mapping[tuple[str, str], MessageConstraints]
) -> Iterator[Diagnostic]:
    for entry in _select_translated(file):
        location = locate_entry(entry, name, asked)
        problems = _find_entry_warnings(entry, language, asked.get(entry.key, _UNCONSTRAINED))
        for each in dict.fromkeys(rule.at(location, problem=what) for rule, what in problems):
            if not is_agreed(each.rule, entry, file):
                yield each


def is_agreed(rule: str, entry: Entry, file: PoFile) -> bool:
    """Return whether a comment on the message or on the complete file suppresses ``rule``.

    >>> entry = Entry("Yes.", notes=("agreed: end-punctuation (a heading here)",))
    >>> is_agreed("end-punctuation", entry, PoFile("", ()))
    True
    """
    found = (_AGREED.fullmatch(note) for note in (*entry.notes, *file.notes))
    return any(rule in map(present_id, _RULE.findall(each[1].lower())) for each in found if each)


def _select_translated(file: PoFile) -> Iterator[Entry]:
    return (entry for entry in file.entries if entry.is_translated and not entry.obsolete)


def locate_entry(entry: Entry, name: str, asked: Mapping[tuple[str, str], MessageConstraints]) -> Location:
    """Return the location of ``entry``: its line in the file ``name`` and the location of the message."""
    position = asked.get(entry.key, _UNCONSTRAINED).where or next(iter(entry.places), "")
    return Location(file=name, position=position, line=entry.line or None, context=entry.id)


_NAMES = {0x00: " (null)", 0x07: " (bell)", 0x0B: " (vertical tab)", 0x0C: " (form feed)", 0x1B: " (escape)"}


RULES = frozenset(rule.id for rule in vars(catalogue_texts).values() if isinstance(rule, Rule))
RULES -= {CONTROL_CHARACTER.id, FIELDS_AND_TAGS.id, PLURAL_FORM_COUNT.id}
RULES -= {CATALOGUE_HEADER.id, UNKNOWN_RULE.id}
"""The rules that a translator may turn off: all warnings."""


def _find_entry_errors(entry: Entry, forms: PluralForms) -> Iterator[tuple[Rule, str]]:
    yield from _control_characters(entry)
    if entry.plural is None:
        yield from ((FIELDS_AND_TAGS, what) for what in markup.find_differences(entry.id, entry.strings[0]))
        return
    if len(entry.strings) != forms.count:
        yield PLURAL_FORM_COUNT, f"it has {_forms(len(entry.strings))}, but the language has {forms.count}"
    for form, text in enumerate(entry.strings):
        optional = _COUNT if forms.is_for_one_number(form) else frozenset()
        for what in markup.find_differences(entry.plural, text, optional=optional):
            yield FIELDS_AND_TAGS, f"form {form}: {what}"


def _forms(count: int) -> str:
    return "1 plural form" if count == 1 else f"{count} plural forms"


def _control_characters(entry: Entry) -> Iterator[tuple[Rule, str]]:
    for code in dict.fromkeys(ord(found) for text in entry.strings for found in _NOT_XML.findall(text)):
        name = _NAMES.get(code, "")
        yield (
            CONTROL_CHARACTER,
            f"it contains the control character U+{code:04X}{name}, which Word files cannot contain",
        )


def _find_entry_warnings(
    entry: Entry, language: Language, asked: MessageConstraints
) -> Iterator[tuple[Rule, str]]:
    message = entry.id if entry.plural is None else entry.plural
    for text in entry.strings:
        if markup.find_differences(message, text, optional=_COUNT):
            continue
        yield from check_wording(message, text, language)
        if what := check_length(text, asked.longest):
            yield TOO_LONG, what
        yield from ((TOO_WIDE_WORD, what) for what in asked.breaks(text))


def _check_header(file: PoFile, name: str, language: Language) -> Iterator[Diagnostic]:
    location, fields = Location(file=name, line=1), file.fields()
    for what in _find_header_errors(file, fields, language):
        yield CATALOGUE_HEADER.at(location, problem=what)


def _find_header_errors(file: PoFile, fields: Mapping[str, str], language: Language) -> Iterator[str]:
    charset = fields.get("content-type", "charset=UTF-8").partition("charset=")[2]
    if charset.upper() != "UTF-8":
        yield f"its header says charset={charset}, but it is written in UTF-8"
    declared = fields.get("language", "").replace("_", "-")
    if declared and declared != language.code:
        yield f"its header says Language: {declared}, but it is in the folder of {language.code}"
    if not file.header:
        yield "it has no header"
    elif "plural-forms" not in fields and any(entry.plural is not None for entry in file.entries):
        yield f"its header has no Plural-Forms; write `Plural-Forms: {get_plural_forms(language).header}`"
