"""Languages as values: a tag (``nl``, ``nl-BE``), shown by its name in the document's language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from babel import Locale
from babel.localedata import locale_identifiers

from assembler.model.documents.form import ChoiceItem
from assembler.model.messages.pseudo import in_brackets
from assembler.values.kind import Kind, Unreadable
from assembler.values.locales import locale_of

_TAG = re.compile(r"([a-z]{2,3})(?:[-_]([A-Za-z]{2}))?", re.IGNORECASE)


def show(value: str, language: str, _choices: Sequence[ChoiceItem] = ()) -> str:
    """The name of the language; the tag where CLDR has no name or two languages share it.

    >>> show("nl-BE", "nl"), show("el", "en"), show("tlh", "nl")
    ('Nederlands (België)', 'Greek', 'Klingon')
    """
    return _shown(value, language)


@lru_cache(maxsize=4096)
def _shown(value: str, language: str) -> str:
    """As ``show``: to know that no two languages share a name, all names must be looked through."""
    name = _name(value, locale_of(language))
    return in_brackets(name, language) if name and _tags(name, language) == [value] else value


def _name(tag: str, locale: Locale) -> str:
    base, _, region = tag.partition("-")
    name = locale.languages.get(base, "")
    place = locale.territories.get(region, "") if region else ""
    return f"{name} ({place})" if name and place else "" if region else str(name)


def read(text: str, language: str, _choices: Sequence[ChoiceItem] = ()) -> str:
    """The tag of the language that ``text`` names: in the document's language, in English, in itself, by tag.

    >>> read("Nederlands (België)", "nl"), read("Dutch", "fr"), read("suomi", "nl"), read("nl-be", "en")
    ('nl-BE', 'nl', 'fi', 'nl-BE')

    Unreadable where no language has that name, or several do.
    """
    spelt = text.strip()
    for named in (_tags(spelt, language), _by_tag(spelt), _tags(spelt, "en"), _own(spelt)):
        if len(named) == 1:
            return named[0]
        if named:
            raise Unreadable(f"{spelt!r} may mean {' or '.join(named)}", named)
    raise Unreadable(f"{spelt!r} is no language that is known here")


def _tags(name: str, language: str) -> list[str]:
    """Tags of the languages with this name in ``language``, in any case of letters."""
    locale = locale_of(language)
    words, _, place = name.removesuffix(")").partition(" (")
    bases = [base for base, known in locale.languages.items() if _is_tag(base) and _same(known, words)]
    if not place:
        return bases
    regions = [code for code, known in locale.territories.items() if len(code) == 2 and _same(known, place)]
    return [f"{base}-{region}" for base in bases for region in regions]


def _is_tag(code: str) -> bool:
    return re.fullmatch("[a-z]{2,3}", code) is not None


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.strip().casefold()


def _by_tag(text: str) -> list[str]:
    found = _TAG.fullmatch(text)
    if found is None or found[1].lower() not in locale_of("en").languages:
        return []
    return [f"{found[1].lower()}-{found[2].upper()}" if found[2] else found[1].lower()]


def _own(name: str) -> list[str]:
    """Tags of the languages that call themselves so."""
    own = (tag for tag in locale_identifiers() if _is_tag(tag))
    return [tag for tag in own if _same(Locale.parse(tag).languages.get(tag, ""), name)]


def plain(value: str) -> str:
    """The tag."""
    return value


def parse(data: Any) -> str:
    """The tag in ``data``; ValueError where CLDR knows no such language."""
    if not isinstance(data, str) or not _name(data, locale_of("en")):
        raise ValueError(f"{data!r} is no language tag")
    return data


KIND = Kind("language", show, read, plain, parse)
