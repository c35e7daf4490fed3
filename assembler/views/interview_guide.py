"""What an interview guide sees: one session of the visit, what it is to cover, and its evidence records."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from assembler.model.review.desk import (
    AttributedText,
    DeskReviews,
    MergedRow,
    TeamDeskReview,
    comparison_key,
    merge_row,
)
from assembler.model.review.evidence import Colour, EvidenceLabel, EvidenceLog, build_labels
from assembler.model.review.review import Person
from assembler.model.review.visit import Session, SessionKind, Visit
from assembler.model.types.content import Text
from assembler.values.date import show_long
from assembler.values.language import show as language_name
from assembler.values.lists import join_codes, join_items
from assembler.values.text import capitalise
from assembler.values.time_range import show_span
from assembler.views.block import Block
from assembler.views.context import Sight
from assembler.views.feedback_context import session_name
from assembler.views.session_hours import hours

SPARE, FEWEST_SPARE = 6, 2
"""How many blocks for evidence a guide has, and how many of them are empty at least."""
OPEN = "…"
"""Stands in a label for the indicator that nobody has chosen yet."""


def view(sight: Sight) -> dict[str, Any]:
    """The names that ``templates/interview-guide/template.docx`` uses, apart from its fields and lists.

    Optional texts are "" where there is nothing; ``workshop`` and ``interpreted`` choose the variant.
    """
    visit = sight.record.require(Visit)
    session = visit.sessions[sight.part]
    topics = list(_topics(sight, session))
    return {
        "city_name": sight.city.name(sight.language.code),
        "city_of": sight.city.phrase("of", sight.language.code),
        "example": sight.record.review.example,
        "workshop": session.kind is SessionKind.WORKSHOP,
        "interpreted": session.interpreter,
        **_heading(sight, session),
        **hours(session, topics, sight.language.code),
        "topics": topics,
        "own_questions": list(session.questions),
        "documents": list(session.documents),
        "records": list(_records(sight, visit)),
        "colours": [{"letter": each.letter, "label": sight.says(each.label)} for each in Colour],
    }


def _heading(sight: Sight, session: Session) -> dict[str, Any]:
    """When and where, who asks, and what is spoken."""
    code = sight.language.code
    spoken = [language_name(each, code) for each in session.languages]
    return {
        "session": session_name(sight.part, sight),
        "day": show_long(session.day, code) if session.day else "",
        "time": show_span(session.begins, session.minutes, code) if session.begins else "",
        "minutes": session.minutes,
        "place": session.place or "",
        "initials": " & ".join(session.team),
        "team": [_member(sight, initials, session) for initials in session.team],
        "languages": capitalise(" → ".join(spoken) if session.interpreter else join_items(spoken, code)),
        "people_count": sum(each.people for each in session.interviewees),
        "cancelled": session.cancelled,
    }


def _member(sight: Sight, initials: str, session: Session) -> dict[str, Any]:
    people = (member.person for member in sight.record.review.team.members)
    person = next((each for each in people if each.initials == initials), None)
    return {
        "initials": initials,
        "office": person.office if person else "",
        "home": _home(sight, person) if person else "",
        "leads": initials == session.lead,
        "notes": initials == session.note_taker,
    }


def _home(sight: Sight, person: Person) -> str:
    """The home city behind a comma; "" for whoever comes from none."""
    city = sight.cities.get(person.city)
    return f", {city.name(sight.language.code)}" if city else ""


def _topics(sight: Sight, session: Session) -> Iterator[Block]:
    """A block for each indicator: those to cover first, then those about which something was noted."""
    for code in dict.fromkeys((*session.indicators, *session.notes)):
        indicator, _ = sight.benchmark.resolve(code)
        yield Block(
            "topic",
            code,
            label=sight.says(indicator.label),
            statement=sight.wording(indicator.statement),
            **_prepared(sight, session, code),
        )


def _prepared(sight: Sight, session: Session, code: str) -> dict[str, Any]:
    """What the team expects and wants to ask; questions for these guests apart from the others."""
    team = sight.record.find(TeamDeskReview)
    row = merge_row(code, sight.record.find(DeskReviews) or DeskReviews(), team)
    settled = team.entries[code].hypothesis if team and code in team.entries else None
    expected = (AttributedText(settled),) if settled else row.hypotheses
    wanted_by = _who_wants(session, row)
    first = [each for each in row.questions if wanted_by & set(each.by or ("",))]
    rest = [each for each in row.questions if each not in first]
    return {
        "hypotheses": [_said(each, sight.language.code) for each in expected],
        "asked": [_said(each, sight.language.code) for each in first],
        "others": [_said(each, sight.language.code) for each in rest],
    }


def _who_wants(session: Session, row: MergedRow) -> frozenset[str]:
    """The initials of all who want to meet these guests about the indicator; "" for the team."""
    return frozenset(
        initials
        for said in row.meet
        if any(_is_meant(said.text, guest.office, guest.unit) for guest in session.interviewees)
        for initials in said.by or ("",)
    )


def _is_meant(wish: Text, office: Text, unit: Text | None) -> bool:
    """Whether somebody to meet is this guest: the same words, or one within the other."""
    words = comparison_key(wish.text)
    names = [comparison_key(each.text) for each in (office, unit) if each]
    return any(name and (name in words or words in name) for name in names)


def _said(said: AttributedText, language: str) -> dict[str, Any]:
    """A text and who wrote it, in brackets."""
    return {"text": said.text, "by": f"({join_codes(said.by, language)})" if said.by else ""}


def _records(sight: Sight, visit: Visit) -> Iterator[Block]:
    """The evidence records of the session, and spare ones with the numbers that come next."""
    log = sight.record.find(EvidenceLog) or EvidenceLog()
    own = {key: each for key, each in log.records.items() if each.session == sight.part}
    known = build_labels(own, visit, sight.benchmark)
    for key in own:
        yield _record(sight, visit, key, known[key])
    last = max((each.sequence for each in own.values()), default=0)
    team = visit.sessions[sight.part].team
    for number in range(last + 1, last + 1 + max(FEWEST_SPARE, SPARE - len(own))):
        yield _record(sight, visit, f"{sight.part}-{number}", EvidenceLabel(OPEN, sight.part, team))


def _record(sight: Sight, visit: Visit, key: str, label: EvidenceLabel) -> Block:
    """One block; the original wording is answered in the guest's language where somebody interprets."""
    session = visit.sessions[sight.part]
    block = Block("record", key, label=label.format(session_name(sight.part, sight)))
    if session.interpreter and session.languages:
        block.languages["original"] = session.languages[0]
    return block
