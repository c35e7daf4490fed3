"""Quotation marks by language, from CLDR's delimiters, which Babel does not include."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from assembler.structs import Struct


class Quotes(Struct, frozen=True):
    """Outer and inner quotation marks, including the space inside them if the language has one.

    >>> get_quotes("fr").quote("oui") == "«\\u202foui\\u202f»"
    True
    """

    outer: tuple[str, str]
    inner: tuple[str, str]

    def quote(self, text: str, *, within: bool = False) -> str:
        """Return ``text`` in outer marks, or in inner marks if ``within`` another quotation."""
        start, end = self.inner if within else self.outer
        return f"{start}{text}{end}"

    @property
    def characters(self) -> frozenset[str]:
        """The marks without the space inside them."""
        return frozenset("".join((*self.outer, *self.inner))) - {"\u202f"}


_ENGLISH = Quotes(("“", "”"), ("‘", "’"))
_BY_MARKS = {
    _ENGLISH: "en az bn cy da ga gl hi id ku lv mt so sw tl tr vi zh pt-BR",
    Quotes(("„", "“"), ("‚", "‘")): "de cs dsb et hr hsb is lb mk sk sl",
    Quotes(("„", "“"), ("„", "“")): "bg lt",
    Quotes(("„", "“"), ("«", "»")): "ka",
    Quotes(("„", "”"), ("«", "»")): "pl ro",
    Quotes(("„", "”"), ("»", "«")): "hu",
    Quotes(("„", "”"), ("‘", "’")): "bs",
    Quotes(("„", "”"), ("’", "’")): "sr",
    Quotes(("”", "”"), ("’", "’")): "fi he sv",
    Quotes(("”", "“"), ("’", "‘")): "ar ur",
    Quotes(("«", "»"), ("“", "”")): "ca el es eu it pt sq ti",
    Quotes(("«", "»"), ("„", "“")): "be ru uk",
    Quotes(("«", "»"), ("‘", "’")): "nb nn no",
    Quotes(("«", "»"), ("‹", "›")): "am fa rm",
    Quotes(("«", "»"), ("«", "»")): "hy",
    Quotes(("«\u202f", "\u202f»"), ("“", "”")): "fr",
    Quotes(("‘", "’"), ("“", "”")): "nl",
}
_BY_LANGUAGE: Mapping[str, Quotes] = MappingProxyType(
    {code: marks for marks, codes in _BY_MARKS.items() for code in codes.split()}
)
"""Quotation marks by language; three languages differ from CLDR 47.

In Dutch and French, the inner pair differs from the outer one, as in books; CLDR repeats the outer one.
Spanish keeps « », as its Academy recommends; CLDR changed to “ ”.
"""


def find_quotes(code: str) -> Quotes | None:
    """Return the quotation marks of the language ``code`` or of its base language.

    The result is None if neither has any. The base language of ``pt-BR``, for example, is ``pt``.

    >>> find_quotes("pl").quote("tak"), find_quotes("pt-BR").quote("sim"), find_quotes("qu")
    ('„tak”', '“sim”', None)
    """
    return _BY_LANGUAGE.get(code) or _BY_LANGUAGE.get(code.partition("-")[0])


def get_quotes(code: str) -> Quotes:
    """Return the marks found by ``find_quotes``, or the English ones if there are none."""
    return find_quotes(code) or _ENGLISH
