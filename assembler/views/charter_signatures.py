"""Signatures under a charter: a block for each city, arranged side by side, and their joint ceremony."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from assembler.model.reference.charter import CharterRound, Signature
from assembler.values.date import show_long
from assembler.views.context import ViewContext

MAX_PER_ROW = 4
"""Maximum number of cities in a row."""
MAX_ON_TEXT_SHEET = 8
"""Maximum number of cities that sign on the same sheet as the text. More need a separate sheet."""
MAX_TALL = 20
"""Maximum number of cities on a separate sheet that still get tall signature lines."""
MAX_TALL_ROWS = 2
"""Maximum number of rows with tall signature lines under the text."""
CEREMONY = ("event", "place", "signed")


def build_signatures(
    context: ViewContext, charter_round: CharterRound, signatures: Sequence[Signature]
) -> dict[str, Any]:
    """Return the blocks of the signatures and their layout.

    ``alone`` is the block of a single signature. Several blocks are in ``rows``. If several cities sign and
    all have signed, the number of signatories and the date are included.
    """
    blocks = [_build_block(context, charter_round, each) for each in signatures]
    shared = _extract_ceremony(blocks)
    many, day = len(blocks) > 1, charter_round.latest_day
    counted = len(charter_round.signatories(charter_round.charter, day)) if day else 0
    all_signed = many and counted == len(signatures)
    return {
        "alone": "" if many else blocks[0],
        "rows": [{"blocks": row} for row in _split_rows(blocks)] if many else [],
        **_plan_layout(len(blocks)),
        "ceremony": {
            **shared,
            "after_event": _format_comma(shared["event"], shared["place"] or shared["signed"]),
            "after_place": _format_comma(shared["place"], shared["signed"]),
        },
        "signed_by": len(blocks) if many else blocks[0]["city"],
        "signatory_count": counted if all_signed else "",
        "counted_on": show_long(day, context.language.code) if day and all_signed else "",
    }


def _plan_layout(count: int) -> dict[str, Any]:
    """Return the layout of ``count`` blocks.

    ``abreast`` is the number of blocks per row. ``own_sheet`` is true if they need a separate sheet, and
    ``tall`` if there is room for tall blocks.

    >>> [count for count in (4, 8, 9, 16, 28) if _plan_layout(count)["tall"]]
    [4, 8, 9, 16]
    """
    abreast = _count_per_row(count)
    own_sheet = count > MAX_ON_TEXT_SHEET
    return {
        "abreast": abreast,
        "own_sheet": own_sheet,
        "tall": count <= MAX_TALL if own_sheet else count <= MAX_TALL_ROWS * abreast,
    }


def _split_rows(blocks: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Split ``blocks`` into rows of equal length.

    Empty blocks fill the last row.
    """
    abreast = _count_per_row(len(blocks))
    for start in range(0, len(blocks), abreast):
        row = blocks[start : start + abreast]
        yield [*row, *({"shown": False} for _ in range(abreast - len(row)))]


def _count_per_row(count: int) -> int:
    """Return the number of blocks per row that best fills the last row.

    >>> [_count_per_row(count) for count in (2, 4, 5, 6, 8, 9, 12)]
    [2, 4, 3, 3, 4, 3, 4]
    """
    return min(count, MAX_PER_ROW) if count <= MAX_PER_ROW else 3 if count in (5, 6, 9) else MAX_PER_ROW


def _extract_ceremony(blocks: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return the event, place and date that the most blocks share, and remove them from those blocks.

    They are also removed from the blocks of cities that were expected at this ceremony but have not signed.
    The values are "" if no two blocks share a ceremony.
    """
    common = Counter(tuple(block[name] for name in CEREMONY) for block in blocks).most_common(1)
    if common[0][1] < 2:
        return dict.fromkeys(CEREMONY, "")
    shared = dict(zip(CEREMONY, common[0][0], strict=True))
    for block in blocks:
        if _is_expected(block, shared) or all(block[name] == shared[name] for name in CEREMONY):
            block.update(dict.fromkeys(CEREMONY, ""), after_place="")
    return shared


def _is_expected(block: dict[str, Any], shared: dict[str, Any]) -> bool:
    """Return whether a city has not signed but was expected at the shared ceremony."""
    return block["open"] and all(block[name] == shared[name] for name in ("event", "place"))


def _build_block(context: ViewContext, charter_round: CharterRound, signature: Signature) -> dict[str, Any]:
    code, decision = context.language.code, signature.decision
    place, event = signature.place or charter_round.place, signature.event or charter_round.event
    return {
        "shown": True,
        "city": known.name(code) if (known := context.cities.get(signature.city)) else signature.city,
        "office": signature.office,
        "name": signature.name,
        "place": place or "",
        "after_place": _format_comma(place, signature.signed),
        "signed": _format_day(signature.signed, code),
        "open": signature.signed is None,
        "event": event or "",
        "decided": _format_day(decision.decided, code) if decision else "",
        "decision_number": decision.number if decision else "",
    }


def _format_day(day: date | None, code: str) -> str:
    """Return the date with the month spelt out and no-break spaces, or "" if there is no date.

    >>> _format_day(date(2026, 6, 19), "nl")
    '19\\xa0juni\\xa02026'
    """
    return show_long(day, code).replace(" ", "\u00a0") if day else ""


def _format_comma(before: object, after: object) -> str:
    """Return a comma and a space if there is text on both sides, or else ""."""
    return ", " if before and after else ""
