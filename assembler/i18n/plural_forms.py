"""Plural forms: the rule of a .po file's header, and that of CLDR where there is none yet."""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable

from assembler.errors import CatalogueError
from assembler.i18n.languages import Language
from assembler.plain import Plain

_HEADER = re.compile(r"\s*nplurals\s*=\s*(\d+)\s*;\s*plural\s*=\s*([^;]+?)\s*;?\s*")
_FAR = 1000
"""Numbers up to here show which form belongs to one number alone."""


class PluralForms(Plain, frozen=True, eq=False):
    """How many forms a language has, and which one a number takes."""

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
        """The form for ``n``, always one that exists."""
        return min(self.choose(abs(n)), self.count - 1)

    def is_for_one_number(self, form: int) -> bool:
        """Whether only one number takes ``form``, so that it may stand there in words ("one visit")."""
        return sum(1 for n in range(_FAR) if self.form(n) == form) == 1

    @property
    def header(self) -> str:
        """As a header writes it."""
        return f"nplurals={self.count}; plural={self.expression};"


def plural_forms(header: str, name: str) -> PluralForms:
    """The rule in the Plural-Forms ``header`` of the file ``name``; CatalogueError where it is none.

    >>> plural_forms("nplurals=2; plural=(n > 1);", "fr.po").form(0)
    0
    """
    try:
        found = _HEADER.fullmatch(header)
        if found is None or not 1 <= int(found[1]) <= 6:
            raise ValueError(header)
        return PluralForms(int(found[1]), found[2], gettext.c2py(found[2]))
    except ValueError as error:
        raise CatalogueError(
            f"its header has no sound Plural-Forms but {header!r}",
            where=name,
            remedy="write the forms as gettext lists them for the language",
        ) from error


def forms_of(language: Language) -> PluralForms:
    """The rule of ``language``, as translation tools expect it.

    >>> from assembler.i18n.languages import language
    >>> forms_of(language("nl-BE")).header
    'nplurals=2; plural=(n != 1);'
    """
    from babel.messages.plurals import get_plural  # brings 25 ms of what reads and writes mail

    rule = get_plural(language.locale)
    return PluralForms(rule.num_plurals, rule.plural_expr, gettext.c2py(rule.plural_expr))
