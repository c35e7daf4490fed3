"""Review marks: translator comments that name the reviser and expire when a text changes.

The mark is a line ``# reviewed: MK 2026-11-20 [3f2a91bc]`` with the reviser, the date and a digest of the
English text and the translation. A translator comment is the only element of a .po that Poedit, Weblate,
msgmerge, Babel and polib all show and preserve. GNU gettext (0.21, tested) drops custom flags, and extracted
comments are lost in every update. Because of the digest, the mark expires by itself, whichever tool changed
the text. Revisers write ``reviewed: MK`` in the comment field of their editor, and the next update seals it.
"""

from __future__ import annotations

import re
from hashlib import sha256

from assembler.i18n.po.po_entry import Entry
from assembler.structs import replace

_MARK = re.compile(
    r"\s*reviewed:\s*(?P<by>[^\[\]\s][^\[\]]*?)\s*(?:\[(?P<digest>[0-9a-f]*)\]\s*)?", re.IGNORECASE
)
_LENGTH = 8


def is_reviewed(entry: Entry) -> bool:
    """Return whether the entry has a review mark that is valid for its text and translation.

    >>> done = add_mark(Entry("City", strings=("Stad",)), "MK 2026-11-20")
    >>> is_reviewed(done), is_reviewed(replace(done, strings=("Gemeente",)))
    (True, False)
    """
    digests = {found["digest"] for note in entry.notes if (found := _MARK.fullmatch(note))}
    return entry.is_translated and _compute_digest(entry) in digests


def add_mark(entry: Entry, by: str) -> Entry:
    """Return ``entry`` with the mark of ``by`` in place of any other mark.

    ``by`` is a reviser and a date, such as "MK 2026-11-20".
    """
    return replace(entry, notes=(*_list_other_notes(entry), f"reviewed: {by} [{_compute_digest(entry)}]"))


def remove_marks(entry: Entry) -> Entry:
    """Return ``entry`` without any review marks."""
    return replace(entry, notes=_list_other_notes(entry))


def seal_mark(entry: Entry) -> Entry:
    """Return ``entry`` with a typed mark sealed and without marks that no longer fit its texts.

    >>> seal_mark(Entry("City", strings=("Stad",), notes=("reviewed: MK",))).notes
    ('reviewed: MK [191122ee]',)
    >>> seal_mark(Entry("City", strings=("Gemeente",), notes=("reviewed: MK [191122ee]",))).notes
    ()
    """
    marks = [found for note in entry.notes if (found := _MARK.fullmatch(note))]
    if not marks or is_reviewed(entry):
        return entry
    by_hand = next((found["by"] for found in marks if not found["digest"]), "")
    return add_mark(entry, by_hand) if by_hand and entry.is_translated else remove_marks(entry)


def get_reviser(entry: Entry) -> str:
    """Return the reviser and date in a valid mark, such as "MK 2026-11-20".

    The result is "" if there is no valid mark.
    """
    marks = (found for note in entry.notes if (found := _MARK.fullmatch(note)))
    return next((found["by"] for found in marks), "") if is_reviewed(entry) else ""


def _list_other_notes(entry: Entry) -> tuple[str, ...]:
    return tuple(note for note in entry.notes if not _MARK.fullmatch(note))


def _compute_digest(entry: Entry) -> str:
    texts = (entry.context, entry.id, entry.plural or "", *entry.strings)
    return sha256("\x00".join(texts).encode()).hexdigest()[:_LENGTH]
