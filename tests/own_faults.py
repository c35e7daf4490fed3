"""What ``assembler check`` reports about the program's own documents, apart from faults on a list.

The list is to become empty: each line is a fault of a template or a house style, not of the rule.
"""

from __future__ import annotations

from assembler.diagnostics import Diagnostic
from assembler.word.check.check import check_document

KNOWN = {
    "small-text": "numbers of rows in forms and in the agenda guide that the rule does not take for codes",
    "caption-without-number": "the feedback report never refers to some of its tables",
}
"""Maps the rule of each known fault to where it is."""


def find_own_faults(data: bytes, name: str) -> tuple[Diagnostic, ...]:
    """Return the diagnostics about the document ``data``, except known ones."""
    return tuple(each for each in check_document(data, name) if each.rule not in KNOWN)
