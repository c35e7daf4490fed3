"""Counted phrases: "28 interviews", with the plural form and the number format of the language."""

from __future__ import annotations

from decimal import Decimal
from typing import Protocol

from assembler.model.messages import markup
from assembler.values import number


class PluralCatalogue(Protocol):
    """A catalogue of messages with plural forms."""

    def ngettext(self, one: str, other: str, n: int, context: str = "") -> str:
        """Return the plural form for ``n`` of a message, with ``{n}`` not yet filled in.

        ``one`` and ``other`` are the English forms of the message, and ``context`` is its context.
        """


def format_count(n: int, phrase: tuple[str, str], language: str, catalogue: PluralCatalogue) -> str:
    """Return a counted phrase in ``language``, with the number ``n`` filled in.

    ``phrase`` is its English singular and plural. A no-break space separates the number from the noun.

    >>> class English:
    ...     def ngettext(self, one: str, other: str, n: int, context: str = "") -> str:
    ...         return one if n == 1 else other
    >>> format_count(1200, ("{n} interview", "{n} interviews"), "en", English())
    '1,200\xa0interviews'
    """
    form = catalogue.ngettext(*phrase, n).replace("{n} ", "{n}\N{NO-BREAK SPACE}")
    return "".join(_format_token(token, n, language) for token in markup.parse(form))


def _format_token(token: markup.Token, n: int | Decimal, language: str) -> str:
    if isinstance(token, markup.Field):
        return number.show(n, language)
    return token.text if isinstance(token, markup.LiteralText) else ""
