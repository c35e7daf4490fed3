"""UTF-8 as a text with one letter for each byte: searched and cut as fast as bytes, with what texts can do.

Python keeps a text in which one letter is Greek with two bytes for every letter, and searching megabytes of
it takes three times as long. Markup is ASCII, in which both are the same; so what looks for markup alone, and
for no blanks but ASCII's, works on either.
"""

from __future__ import annotations


def octets(data: bytes) -> str:
    """``data`` with one letter for each byte.

    >>> len(octets("é".encode()))
    2
    """
    return data.decode("latin-1")


def octet_data(text: str) -> bytes:
    """The bytes of what ``octets`` gave, changed or not.

    >>> octet_data(octets("é".encode())).decode()
    'é'
    """
    return text.encode("latin-1")
