"""Checks of a catalogue: fields, inline tags, control characters, plural forms and wording.

msgfmt and Babel compare only printf formats and miss a lost ``{field}`` or ``<1>``. Babel has no check for
python-brace-format, and no other tool supports our inline tags.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from types import MappingProxyType

from assembler.diagnostics import Diagnostic, Location, Rule, translations
from assembler.diagnostics.earlier_ids import find_current_id
from assembler.diagnostics.translations import (
    CATALOGUE_HEADER,
    CONTROL_CHARACTER,
    FIELDS_AND_TAGS,
    PLURAL_FORM_COUNT,
    TOO_LONG,
    TOO_WIDE_WORD,
    UNKNOWN_RULE,
)
from assembler.i18n.checks.character_checks import describe_character
from assembler.i18n.checks.text_checks import check_wording
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


def _allow_any_width(_text: str) -> Iterable[Mapping[str, str]]:
    """Return nothing, because no word is too wide if nothing limits the width."""
    return ()


class MessageConstraints(Struct, frozen=True):
    """Constraints of a template on the translations of a message.

    ``where`` is the message's location. ``longest`` is the maximum number of characters. ``breaks`` returns
    the fields of a ``too-wide-word`` diagnostic for each word that is too wide for its cell.
    """

    where: str = ""
    longest: int | None = None
    breaks: Callable[[str], Iterable[Mapping[str, str]]] = _allow_any_width


_UNCONSTRAINED = MessageConstraints()
NO_CONSTRAINTS: Mapping[tuple[str, str], MessageConstraints] = MappingProxyType({})
"""Constraints used if there is no template."""


def find_errors(
    file: PoFile,
    name: str,
    forms: PluralForms,
    constraints: Mapping[tuple[str, str], MessageConstraints] = NO_CONSTRAINTS,
) -> tuple[Diagnostic, ...]:
    """Return the errors in the translations of ``file``.

    Untranslated and fuzzy entries are ignored. Errors are control characters, wrong fields or inline tags,
    and a wrong number of plural forms. ``constraints`` is keyed by context and English text.
    """
    return tuple(
        diagnostic
        for entry in _select_translated(file)
        for diagnostic in _find_entry_errors(entry, forms, locate_entry(entry, name, constraints))
    )


def remove_invalid(file: PoFile, diagnostics: Iterable[Diagnostic]) -> PoFile:
    """Return ``file`` without the entries that have errors, so that later checks need not parse them."""
    lines = {each.location.line for each in diagnostics if each.is_error}
    return replace(file, entries=tuple(entry for entry in file.entries if entry.line not in lines))


def find_warnings(
    file: PoFile,
    name: str,
    language: Language,
    constraints: Mapping[tuple[str, str], MessageConstraints] = NO_CONSTRAINTS,
) -> tuple[Diagnostic, ...]:
    """Return the warnings about the catalogue of ``language``, except those accepted by its translator.

    ``file`` must not have errors, which ``remove_invalid`` ensures.
    """
    return (
        *_check_header(file, name, language),
        *_check_texts(file, name, language, constraints),
        *_check_agreements(file, name, constraints),
    )


def _check_agreements(
    file: PoFile, name: str, constraints: Mapping[tuple[str, str], MessageConstraints]
) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each ``agreed: ...`` comment that has no effect, as its rule is unknown."""
    places = [(Location(file=name, line=1), note) for note in file.notes]
    places += [
        (locate_entry(entry, name, constraints), note)
        for entry in _select_translated(file)
        for note in entry.notes
    ]
    for place, note in places:
        if found := _AGREED.fullmatch(note):
            named = [*map(find_current_id, _RULE.findall(found[1].partition("(")[0].lower()))]
            for rule, near in _find_unknown_rules(named):
                if near:
                    yield UNKNOWN_RULE.at(place, rule=rule, similar=near)
                else:
                    yield UNKNOWN_RULE.at(place, "not similar", rule=rule, rules=", ".join(sorted(RULES)))


def _find_unknown_rules(named: list[str]) -> Iterator[tuple[str, str]]:
    """Yield each misspelt rule id in ``named`` with the id that it resembles.

    If ``named`` contains neither an id nor anything that resembles one, its first two words are yielded with
    "" in place of an id.
    """
    near = {word: get_close_matches(word, RULES, n=1, cutoff=0.85) for word in named if word not in RULES}
    yield from ((word, close[0]) for word, close in near.items() if close)
    if len(near) == len(named) and not any(near.values()):
        yield " ".join(named[:2]), ""


def _check_texts(
    file: PoFile, name: str, language: Language, constraints: Mapping[tuple[str, str], MessageConstraints]
) -> Iterator[Diagnostic]:
    for entry in _select_translated(file):
        location = locate_entry(entry, name, constraints)
        limits = constraints.get(entry.key, _UNCONSTRAINED)
        for each in dict.fromkeys(_find_entry_warnings(entry, language, limits, location)):
            if not is_agreed(each.rule, entry, file):
                yield each


def is_agreed(rule: str, entry: Entry, file: PoFile) -> bool:
    """Return whether a comment on the message or on the complete file suppresses ``rule``.

    >>> entry = Entry("Yes.", notes=("agreed: end-punctuation (a heading here)",))
    >>> is_agreed("end-punctuation", entry, PoFile("", ()))
    True
    """
    found = (_AGREED.fullmatch(note) for note in (*entry.notes, *file.notes))
    return any(rule in map(find_current_id, _RULE.findall(each[1].lower())) for each in found if each)


def _select_translated(file: PoFile) -> Iterator[Entry]:
    return (entry for entry in file.entries if entry.is_translated and not entry.obsolete)


def locate_entry(
    entry: Entry, name: str, constraints: Mapping[tuple[str, str], MessageConstraints]
) -> Location:
    """Return the location of ``entry``: its line in the file ``name`` and the location of the message."""
    position = constraints.get(entry.key, _UNCONSTRAINED).where or next(iter(entry.places), "")
    return Location(file=name, position=position, line=entry.line or None, context=entry.id)


RULES = frozenset(rule.id for rule in vars(translations).values() if isinstance(rule, Rule))
RULES -= {CONTROL_CHARACTER.id, FIELDS_AND_TAGS.id, PLURAL_FORM_COUNT.id}
RULES -= {CATALOGUE_HEADER.id, UNKNOWN_RULE.id}
"""The rules that a translator may turn off: all warnings."""


def _find_entry_errors(entry: Entry, forms: PluralForms, place: Location) -> Iterator[Diagnostic]:
    """Yield the errors of ``entry``.

    The location of an error in a plural form names the form, such as ``msgstr[1]``.
    """
    for character in dict.fromkeys(found for text in entry.strings for found in _NOT_XML.findall(text)):
        yield CONTROL_CHARACTER.at(place, character=describe_character(character))
    if entry.plural is None:
        yield from (each.at(place) for each in markup.find_differences(entry.id, entry.strings[0]))
        return
    if len(entry.strings) != forms.count:
        yield PLURAL_FORM_COUNT.at(place, count=len(entry.strings), usual=forms.count)
    for form, text in enumerate(entry.strings):
        optional = _COUNT if forms.is_for_one_number(form) else frozenset()
        position = ", ".join(filter(None, (place.position, f"msgstr[{form}]")))
        for each in markup.find_differences(entry.plural, text, optional=optional):
            yield each.at(replace(place, position=position))


def _find_entry_warnings(
    entry: Entry, language: Language, limits: MessageConstraints, place: Location
) -> Iterator[Diagnostic]:
    message = entry.id if entry.plural is None else entry.plural
    for text in entry.strings:
        yield from check_wording(message, text, language, place)
        length = len(markup.plain_text(text))
        if limits.longest and length > limits.longest:
            yield TOO_LONG.at(place, length=length, limit=limits.longest)
        yield from (TOO_WIDE_WORD.at(place, **fields) for fields in limits.breaks(text))


def _check_header(file: PoFile, name: str, language: Language) -> Iterator[Diagnostic]:
    place, fields = Location(file=name, line=1), file.fields()
    charset = fields.get("content-type", "charset=UTF-8").partition("charset=")[2]
    if charset.upper() != "UTF-8":
        yield CATALOGUE_HEADER.at(place, "charset", charset=charset)
    code = fields.get("language", "").replace("_", "-")
    if code and code != language.code:
        yield CATALOGUE_HEADER.at(place, "language", found=code, expected=language.code)
    if not file.header:
        yield CATALOGUE_HEADER.at(place)
    elif "plural-forms" not in fields and any(entry.plural is not None for entry in file.entries):
        yield CATALOGUE_HEADER.at(place, "no plural forms", expected=get_plural_forms(language).header)


def parse_form(location: Location) -> int | None:
    """Return the plural form in which ``find_errors`` located an error.

    The result is None if the error is not in a single form.

    >>> parse_form(Location("nl.po", "letter: paragraph 2, msgstr[1]"))
    1
    """
    match = re.search(r"msgstr\[(\d+)\]$", location.position)
    return int(match[1]) if match else None
