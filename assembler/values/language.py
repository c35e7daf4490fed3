"""Languages: tags such as ``nl`` or ``nl-BE``, shown by name in the language of the document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from babel import Locale
from babel.localedata import locale_identifiers

from assembler.model.messages.pseudo import pseudo_translate_text
from assembler.values.kind import Kind, UnreadableError, quote
from assembler.values.locales import load_locale

if TYPE_CHECKING:
    from assembler.model.documents.form_manifest import ChoiceItem

_TAG = re.compile(r"([a-z]{2,3})(?:[-_]([A-Za-z]{2}))?", re.IGNORECASE)


def show(value: str, language: str, _choices: Sequence[ChoiceItem] = ()) -> str:
    """Return the name of the language, or the tag if CLDR has no name or two languages share it.

    >>> show("nl-BE", "nl"), show("el", "en"), show("tlh", "nl")
    ('Nederlands (België)', 'Greek', 'Klingon')
    """
    return _find_name(value, language)


@lru_cache(maxsize=4096)
def _find_name(value: str, language: str) -> str:
    """Return the name of the language for ``show``.

    The result is cached, because the check for shared names searches all names.
    """
    name = _build_name(value, load_locale(language))
    return pseudo_translate_text(name, language) if name and _find_tags(name, language) == [value] else value


def _build_name(tag: str, locale: Locale) -> str:
    base, _, region = tag.partition("-")
    name = locale.languages.get(base, "")
    territory = locale.territories.get(region, "") if region else ""
    return f"{name} ({territory})" if name and territory else "" if region else str(name)


def read(text: str, language: str, _choices: Sequence[ChoiceItem] = ()) -> str:
    """Return the tag of the language that ``text`` gives by its tag or by its name.

    The name may be in ``language``, in English or in the named language itself.

    >>> read("Nederlands (België)", "nl"), read("Dutch", "fr"), read("suomi", "nl"), read("nl-be", "en")
    ('nl-BE', 'nl', 'fi', 'nl-BE')

    Raises UnreadableError if no language has that name, or if several do.
    """
    name = text.strip()
    for tags in (_find_tags(name, language), _read_tag(name), _find_tags(name, "en"), _find_own_name(name)):
        if len(tags) == 1:
            return tags[0]
        if tags:
            raise UnreadableError("", tags, text=quote(name), meanings=" / ".join(tags))
    raise UnreadableError("unknown language", text=quote(name))


def _find_tags(name: str, language: str) -> list[str]:
    """Return the tags of the languages with this name in ``language``, ignoring case."""
    locale = load_locale(language)
    language_name, _, territory = name.removesuffix(")").partition(" (")
    bases = [
        base for base, label in locale.languages.items() if _is_tag(base) and _is_same(label, language_name)
    ]
    if not territory:
        return bases
    regions = [
        code for code, label in locale.territories.items() if len(code) == 2 and _is_same(label, territory)
    ]
    return [f"{base}-{region}" for base in bases for region in regions]


def _is_tag(code: str) -> bool:
    return re.fullmatch("[a-z]{2,3}", code) is not None


def _is_same(one: str, other: str) -> bool:
    return one.casefold() == other.strip().casefold()


def _read_tag(text: str) -> list[str]:
    match = _TAG.fullmatch(text)
    if match is None or match[1].lower() not in load_locale("en").languages:
        return []
    return [f"{match[1].lower()}-{match[2].upper()}" if match[2] else match[1].lower()]


def _find_own_name(name: str) -> list[str]:
    """Return the tags of the languages that call themselves ``name``."""
    tags = (tag for tag in locale_identifiers() if _is_tag(tag))
    return [tag for tag in tags if _is_same(Locale.parse(tag).languages.get(tag, ""), name)]


def to_data(value: str) -> str:
    """Return the tag."""
    return value


def parse(data: Any) -> str:
    """Return the tag in ``data``.

    Raises ValueError if CLDR has no such language.
    """
    if not isinstance(data, str) or not _build_name(data, load_locale("en")):
        raise ValueError(f"{quote(data)} is not a language tag")
    return data


KIND = Kind("language", show, read, to_data, parse)
