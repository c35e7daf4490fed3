"""The signatures under a charter: a block for each city, side by side, and the ceremony that they share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from assembler.model.reference.charter import CharterRound, Signature
from assembler.values.date import show_long
from assembler.views.context import Sight

FEW = 4
"""So many cities stand in one row, and leave room for larger letters; no row holds more."""
ONE_SHEET = 12
"""So many cities sign on the sheet of the text, in smaller letters; more sign on a sheet of their own."""
TALL_SHEET = 20
"""So many cities on a sheet of their own have room for a tall line to sign on; more need a lower one."""
TALL_ROWS = 2
"""So many rows under the text have that room, too."""
CEREMONY = ("event", "place", "signed")


def signed(sight: Sight, about: CharterRound, signatures: Sequence[Signature]) -> dict[str, Any]:
    """One block that stands alone, or rows of them; and the count, where all have signed, with its date."""
    blocks = [_block(sight, about, each) for each in signatures]
    shared = _shared(blocks)
    many, day = len(blocks) > 1, about.latest_day
    counted = len(about.signatories(about.charter, day)) if day else 0
    all_signed = many and counted == len(signatures)
    return {
        "alone": "" if many else blocks[0],
        "rows": [{"blocks": row} for row in _rows(blocks)] if many else [],
        **_room(len(blocks)),
        "ceremony": {
            **shared,
            "after_event": _comma(shared["event"], shared["place"] or shared["signed"]),
            "after_place": _comma(shared["place"], shared["signed"]),
        },
        "signed_by": len(blocks) if many else blocks[0]["city"],
        "signatory_count": counted if all_signed else "",
        "counted_on": show_long(day, sight.language.code) if day and all_signed else "",
    }


def _room(count: int) -> dict[str, Any]:
    """How much room ``count`` blocks have: side by side, in close letters, on a sheet of their own, to sign.

    >>> [count for count in (4, 6, 9, 16, 28) if _room(count)["tall"]]
    [4, 6, 16]
    """
    abreast = _abreast(count)
    own_sheet = count > ONE_SHEET
    return {
        "abreast": abreast,
        "close": FEW < count <= ONE_SHEET,
        "own_sheet": own_sheet,
        "tall": count <= TALL_SHEET if own_sheet else count <= TALL_ROWS * abreast,
    }


def _rows(blocks: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """The blocks side by side, as even as they go; the last row is filled up with empty ones."""
    abreast = _abreast(len(blocks))
    for at in range(0, len(blocks), abreast):
        row = blocks[at : at + abreast]
        yield [*row, *({"shown": False} for _ in range(abreast - len(row)))]


def _abreast(count: int) -> int:
    """How many blocks stand side by side, so that the last row is as full as it can be.

    >>> [_abreast(count) for count in (2, 4, 5, 6, 8, 9, 12)]
    [2, 4, 3, 3, 4, 3, 4]
    """
    return min(count, FEW) if count <= FEW else 3 if count in (5, 6, 9) else FEW


def _shared(blocks: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Event, place and day of the ceremony that two or more share: said once, taken out of their blocks."""
    common = Counter(tuple(block[name] for name in CEREMONY) for block in blocks).most_common(1)
    if common[0][1] < 2:
        return dict.fromkeys(CEREMONY, "")
    shared = dict(zip(CEREMONY, common[0][0], strict=True))
    for block in blocks:
        if _expected(block, shared) or all(block[name] == shared[name] for name in CEREMONY):
            block.update(dict.fromkeys(CEREMONY, ""), after_place="")
    return shared


def _expected(block: dict[str, Any], shared: dict[str, Any]) -> bool:
    """Whether a city that has not signed was expected at the ceremony: it writes place and date itself."""
    return block["open"] and all(block[name] == shared[name] for name in ("event", "place"))


def _block(sight: Sight, about: CharterRound, signature: Signature) -> dict[str, Any]:
    code, decision = sight.language.code, signature.decision
    place, event = signature.place or about.place, signature.event or about.event
    return {
        "shown": True,
        "city": known.name(code) if (known := sight.cities.get(signature.city)) else signature.city,
        "office": signature.office,
        "name": signature.name,
        "place": place or "",
        "after_place": _comma(place, signature.signed),
        "signed": _day(signature.signed, code),
        "open": signature.signed is None,
        "event": event or "",
        "decided": _day(decision.decided, code) if decision else "",
        "decision_number": decision.number if decision else "",
    }


def _day(day: date | None, code: str) -> str:
    """The date in words on one line; nothing where there is none.

    >>> _day(date(2026, 6, 19), "nl")
    '19\\xa0juni\\xa02026'
    """
    return show_long(day, code).replace(" ", "\u00a0") if day else ""


def _comma(before: object, after: object) -> str:
    """A comma where there is something on both sides of it."""
    return ", " if before and after else ""
