"""Plural forms of a language: the rule in the header of a .po file or, by default, the usual rule."""

from __future__ import annotations

import gettext
import re
from collections import Counter
from collections.abc import Callable
from functools import lru_cache

from assembler.diagnostics import Diagnostic, Location
from assembler.diagnostics.catalogues import PLURAL_FORMS
from assembler.i18n.languages.languages import Language
from assembler.structs import Struct

_HEADER = re.compile(r"\s*nplurals\s*=\s*(\d+)\s*;\s*plural\s*=\s*([^;]+?)\s*;?\s*")
_TRIED = (*range(201), 1000, 1_000_000, 2_000_000)
"""Numbers that together use every form of every language, for checking a rule."""
_CLDR_ORDER = ("zero", "one", "two", "few", "many", "other")
_FAR = 1000
"""Limit of the search for plural forms that only one number uses."""


class PluralForms(Struct, frozen=True, eq=False):
    """The number of plural forms of a language and the rule that chooses between them."""

    count: int
    expression: str
    choose: Callable[[int], int]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PluralForms) and self._rule == other._rule

    def __hash__(self) -> int:
        return hash(self._rule)

    @property
    def _rule(self) -> tuple[int, str]:
        return (self.count, self.expression)

    def form(self, n: int) -> int:
        """Return the index of the plural form for ``n``, which is always less than ``count``."""
        return min(self.choose(abs(n)), self.count - 1)

    def is_for_one_number(self, form: int) -> bool:
        """Return whether only one number uses ``form``, so that it may be spelt out ("one visit")."""
        return form in _find_forms_for_one_number(self)

    @property
    def header(self) -> str:
        """The rule in the format of a ``Plural-Forms`` header."""
        return f"nplurals={self.count}; plural={self.expression};"


@lru_cache(maxsize=64)
def _find_forms_for_one_number(forms: PluralForms) -> frozenset[int]:
    """Return the indexes of the plural forms that only one number uses."""
    counts = Counter(map(forms.form, range(_FAR)))
    return frozenset(form for form, count in counts.items() if count == 1)


def parse_plural_forms(header: str) -> PluralForms:
    """Return the plural forms that a Plural-Forms ``header`` defines.

    Raises ValueError if it is invalid.

    >>> parse_plural_forms("nplurals=2; plural=(n > 1);").form(0)
    0
    """
    found = _HEADER.fullmatch(header)
    if found is None or not 1 <= int(found[1]) <= 6:
        raise ValueError(header)
    forms = PluralForms(int(found[1]), found[2], gettext.c2py(found[2]))
    try:
        fits = all(0 <= forms.choose(n) < forms.count for n in _TRIED)
    except ZeroDivisionError as error:
        raise ValueError(header) from error
    if not fits:
        raise ValueError(header)
    return forms


def get_plural_forms(language: Language) -> PluralForms:
    """Return the rule of ``language`` that translation tools expect.

    >>> from assembler.i18n.languages.languages import get_language
    >>> get_plural_forms(get_language("nl-BE")).header
    'nplurals=2; plural=(n != 1);'
    """
    from babel.messages.plurals import get_plural  # imports email, which takes 25 ms

    rule = get_plural(language.locale)
    return PluralForms(rule.num_plurals, rule.plural_expr, gettext.c2py(rule.plural_expr))


def check_plural_forms(forms: PluralForms, language: Language, place: Location) -> Diagnostic | None:
    """Return a diagnostic at ``place`` if ``forms`` differ from the forms of ``language``, or else None.

    Both gettext's rule and CLDR's are accepted, because translation tools write either.

    >>> from assembler.i18n.languages.languages import get_language
    >>> french = parse_plural_forms("nplurals=3; plural=(n < 2 ? 0 : n % 1000000 == 0 ? 1 : 2);")
    >>> check_plural_forms(french, get_language("fr"), Location("fr.po"))
    >>> check_plural_forms(french, get_language("fi"), Location("fi.po")).message
    'the Plural-Forms header says nplurals=3, but the language fi has nplurals=2'
    """
    usual = get_plural_forms(language)
    given, right = ([rule.form(n) for n in _TRIED] for rule in (forms, usual))
    if (given == right or given == _apply_cldr_rule(language)) and forms.count == max(given) + 1:
        return None
    if forms.count != usual.count:
        return PLURAL_FORMS.at(
            place, "other count",
            count=forms.count, code=language.code, usual=usual.count, expected=usual.header,
        )  # fmt: skip
    wrong = next(n for n, mine, theirs in zip(_TRIED, given, right, strict=True) if mine != theirs)
    return PLURAL_FORMS.at(place, "other form", number=wrong, code=language.code, expected=usual.header)


def _apply_cldr_rule(language: Language) -> list[int]:
    """Return the plural form of each tested number, where forms are numbered in CLDR's order."""
    tags = [language.locale.plural_form(n) for n in _TRIED]
    order = {tag: index for index, tag in enumerate(tag for tag in _CLDR_ORDER if tag in tags)}
    return [order[tag] for tag in tags]
