"""Desk reviews: peers' assessments of the baseline report, and the team's merged grid.

Peers' entries are stored in ``desk.yaml`` by initials and indicator (``desk.peers.HK.entries.GG/I/3.known``),
and the team's entries in ``team_desk.yaml`` by indicator. Lists have one text per item, each in its own
language. Peers' entries are never retyped for the team's grid, but merged each time the grid is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType

from pydantic import Field

from assembler.model.review.baseline import Rating
from assembler.model.types.default_language import WithDefaultLanguage
from assembler.model.types.references import IndicatorCode, Member
from assembler.model.types.values import Frozen, Text
from assembler.structs import Struct

Texts = tuple[Text, ...]

STEPS: Mapping[Rating, int] = MappingProxyType({Rating.BELOW: 0, Rating.ABOVE: 1, Rating.WELL_ABOVE: 2})
"""Step of each rating on the scale (S0:747-750); "more information needed" has none."""
FAR_APART = 2
"""Peers discuss ratings that differ by at least this many steps on the first day (inferred)."""


class DeskEntry(Frozen):
    """A peer's entry on one indicator: what is known, what is unknown and what is suspected (S0:709-722)."""

    known: Texts = ()
    unknown: Texts = ()
    suspected: Texts = ()
    rating: Rating | None = None
    """Rating against the benchmark (S0:747-750)."""
    hypothesis: Text | None = None
    """A sentence that the visit may disprove."""
    questions: Texts = ()
    meet: Texts = ()
    """People (by function) or bodies to meet (S0:724-735)."""


class DeskReview(WithDefaultLanguage):
    """A peer's desk review: the entries on each indicator, by code."""

    reviewed: date | None = None
    baseline_read: Text | None = None
    """Version of the baseline report that the peer read."""
    entries: dict[IndicatorCode, DeskEntry] = Field(default_factory=dict)


class DeskReviews(Frozen):
    """The desk reviews of all peers, by initials."""

    peers: dict[Member, DeskReview] = Field(default_factory=dict)


class TeamDeskEntry(Frozen):
    """The team's agreement on one indicator.

    ``rating`` is None until the team agrees (S0:749-750). ``questions`` and ``meet`` are the team's additions
    to the peers' own.
    """

    rating: Rating | None = None
    hypothesis: Text | None = None
    dissent: Text | None = None
    """Peers who disagreed, with their reasons."""
    questions: Texts = ()
    meet: Texts = ()


class TeamDeskReview(WithDefaultLanguage):
    """The team's grid: the date on which it was completed, the members present and the agreed entries.

    ``merged`` is None until the grid is complete.
    """

    merged: date | None = None
    present: tuple[Member, ...] = ()
    skipped: tuple[IndicatorCode, ...] = ()
    """Indicators that the team leaves out of its review (R55)."""
    entries: dict[IndicatorCode, TeamDeskEntry] = Field(default_factory=dict)


class AttributedText(Struct, frozen=True):
    """A text with the initials of its authors, or without initials if the team wrote it."""

    text: Text
    by: tuple[str, ...] = ()


class MergedRow(Struct, frozen=True):
    """All peers' entries on one indicator, with the questions and people to meet that the team has added.

    ``ratings`` includes peers whose entry has no rating.
    """

    code: str
    ratings: tuple[tuple[str, Rating | None], ...] = ()
    known: tuple[AttributedText, ...] = ()
    unknown: tuple[AttributedText, ...] = ()
    suspected: tuple[AttributedText, ...] = ()
    hypotheses: tuple[AttributedText, ...] = ()
    questions: tuple[AttributedText, ...] = ()
    meet: tuple[AttributedText, ...] = ()

    @property
    def is_divided(self) -> bool:
        """True if the ratings of two peers differ by at least two steps of the scale.

        >>> MergedRow("GG/A/1", (("JB", Rating.BELOW), ("FC", Rating.WELL_ABOVE))).is_divided
        True
        >>> MergedRow("GG/A/1", (("JB", Rating.BELOW), ("FC", Rating.UNKNOWN))).is_divided
        False
        """
        steps = [STEPS[rating] for _, rating in self.ratings if rating and rating in STEPS]
        return bool(steps) and max(steps) - min(steps) >= FAR_APART

    @property
    def distribution(self) -> dict[Rating, tuple[str, ...]]:
        """Peers who gave each rating, in the order of the scale.

        Ratings that nobody gave are omitted.

        >>> MergedRow("GG/A/1", (("JB", Rating.ABOVE), ("FC", Rating.ABOVE))).distribution
        {<Rating.ABOVE: 'above'>: ('JB', 'FC')}
        """
        peers = {rating: tuple(who for who, given in self.ratings if given is rating) for rating in Rating}
        return {rating: who for rating, who in peers.items() if who}


class PersonToMeet(Struct, frozen=True):
    """A person to meet, the peers who suggested the meeting, and the indicators concerned."""

    text: Text
    by: tuple[str, ...]
    indicators: tuple[str, ...]


def merge_texts(texts_by_author: Iterable[tuple[str, Iterable[Text]]]) -> tuple[AttributedText, ...]:
    """Return the distinct texts in order of first mention, each with the initials of its authors.

    Texts that differ only in case, spacing or punctuation at either end count as the same, and texts that
    consist only of spaces and punctuation are dropped. The author "" is the team itself, which has no
    initials.

    >>> ask = Text(text="Who decides?"), Text(text="who  decides")
    >>> [(each.text.text, each.by) for each in merge_texts([("JB", ask[:1]), ("FC", ask[1:])])]
    [('Who decides?', ('JB', 'FC'))]
    """
    texts: dict[str, Text] = {}
    authors: dict[str, dict[str, None]] = {}
    for who, written in texts_by_author:
        for text in written:
            key = comparison_key(text.text)
            if key:
                texts.setdefault(key, text)
                authors.setdefault(key, {}).update({who: None} if who else {})
    return tuple(AttributedText(text, tuple(authors[key])) for key, text in texts.items())


def comparison_key(text: str) -> str:
    """Return ``text`` for comparison: in lower case, without extra spaces or punctuation at either end.

    >>> comparison_key(" Who  decides? ") == comparison_key("who decides")
    True
    """
    return re.sub(r"\s+", " ", text).strip(" .,;:!?…").casefold()


def merge_row(code: str, desk: DeskReviews, team: TeamDeskReview | None = None) -> MergedRow:
    """Merge all peers' entries on the indicator ``code``.

    The questions and people to meet that the team entered in its own grid are added.
    """
    entries = [(who, review.entries[code]) for who, review in desk.peers.items() if code in review.entries]
    own = team.entries.get(code, TeamDeskEntry()) if team else TeamDeskEntry()
    return MergedRow(
        code,
        ratings=tuple((who, entry.rating) for who, entry in entries),
        known=merge_texts((who, entry.known) for who, entry in entries),
        unknown=merge_texts((who, entry.unknown) for who, entry in entries),
        suspected=merge_texts((who, entry.suspected) for who, entry in entries),
        hypotheses=merge_texts((who, (entry.hypothesis,)) for who, entry in entries if entry.hypothesis),
        questions=merge_texts([*((who, entry.questions) for who, entry in entries), ("", own.questions)]),
        meet=merge_texts([*((who, entry.meet) for who, entry in entries), ("", own.meet)]),
    )


def find_reviewed_codes(desk: DeskReviews, team: TeamDeskReview | None = None) -> frozenset[str]:
    """Return the codes of all indicators on which a peer or the team has an entry."""
    from_peers = (code for review in desk.peers.values() for code in review.entries)
    return frozenset((*from_peers, *(team.entries if team else ())))


def list_people_to_meet(rows: Iterable[MergedRow]) -> tuple[PersonToMeet, ...]:
    """Return the people to meet in ``rows``, without duplicates.

    People are sorted by number of indicators, highest first, then by first mention.

    >>> row = MergedRow("GG/A/1", meet=(AttributedText(Text(text="Mayor"), ("JB",)),))
    >>> [(each.text.text, each.indicators) for each in list_people_to_meet([row])]
    [('Mayor', ('GG/A/1',))]
    """
    rows = tuple(rows)
    indicators: dict[str, dict[str, None]] = {}
    for row in rows:
        for person in row.meet:
            indicators.setdefault(comparison_key(person.text.text), {})[row.code] = None
    attributed = merge_texts(_iter_authors_and_texts(person for row in rows for person in row.meet))
    people = (
        PersonToMeet(each.text, each.by, tuple(indicators[comparison_key(each.text.text)]))
        for each in attributed
    )
    return tuple(sorted(people, key=lambda person: -len(person.indicators)))


def _iter_authors_and_texts(texts: Iterable[AttributedText]) -> Iterator[tuple[str, tuple[Text, ...]]]:
    for text in texts:
        for who in text.by or ("",):
            yield who, (text.text,)


def is_filled(entry: DeskEntry) -> bool:
    """Return whether a peer has filled in any part of ``entry``.

    >>> is_filled(DeskEntry()), is_filled(DeskEntry(rating=Rating.BELOW))
    (False, True)
    """
    return entry != DeskEntry()
