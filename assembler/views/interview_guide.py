"""View of an interview guide: one session of the visit, its topics and its evidence records."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from assembler.model.review.desk_reviews import (
    AttributedText,
    DeskReviews,
    MergedRow,
    TeamDeskReview,
    comparison_key,
    merge_row,
)
from assembler.model.review.evidence import EvidenceLabel, EvidenceLog, build_labels
from assembler.model.review.review import Person
from assembler.model.review.visit import Session, SessionKind, Visit
from assembler.model.types.values import Text
from assembler.values.date import show_long
from assembler.values.joined_items import join_codes, join_items
from assembler.values.language import show as language_name
from assembler.values.moment import show_span
from assembler.values.plain_text import capitalise
from assembler.views.baseline_report import PILLARS
from assembler.views.block import Block
from assembler.views.context import ViewContext
from assembler.views.report_data import format_session_name
from assembler.views.workshop_times import build_times

RECORD_BLOCKS, MIN_SPARE_BLOCKS = 6, 2
"""Number of evidence blocks in a guide, and the minimum number of empty ones."""
OPEN = "…"
"""Placeholder in a label for an indicator that has not been chosen."""


def view(context: ViewContext) -> dict[str, Any]:
    """Return a value for each name that ``templates/interview-guide/template.docx`` uses.

    ``assembly.forms`` adds the fields and lists. Missing texts are "". ``workshop`` and ``interpreted``
    select the variant of the guide.
    """
    visit = context.record.require(Visit)
    session = visit.sessions[context.part]
    topics = list(_build_topics(context, session))
    return {
        "city_name": context.city.name(context.language.code),
        "city_of": context.city.phrase("of", context.language.code),
        "example": context.record.review.example,
        "workshop": session.kind is SessionKind.WORKSHOP,
        "interpreted": session.interpreter,
        **_build_heading(context, session),
        **build_times(session, topics, context.language.code),
        "topics": topics,
        "own_questions": list(session.questions),
        "documents": list(session.documents),
        "records": list(_build_records(context, visit)),
    }


def _build_heading(context: ViewContext, session: Session) -> dict[str, Any]:
    """Return the date, time, place, team and languages of the session."""
    code = context.language.code
    spoken = [language_name(each, code) for each in session.languages]
    return {
        "session": format_session_name(context.part, context),
        "day": show_long(session.day, code) if session.day else "",
        "time": show_span(session.begins, session.minutes, code) if session.begins else "",
        "minutes": session.minutes,
        "place": session.place or "",
        "initials": " & ".join(session.team),
        "team": [_build_member(context, initials, session) for initials in session.team],
        "languages": capitalise(" → ".join(spoken) if session.interpreter else join_items(spoken, code)),
        "people_count": sum(each.people for each in session.interviewees),
        "cancelled": session.cancelled,
    }


def _build_member(context: ViewContext, initials: str, session: Session) -> dict[str, Any]:
    people = (member.person for member in context.record.review.team.members)
    person = next((each for each in people if each.initials == initials), None)
    return {
        "initials": initials,
        "office": person.office if person else "",
        "home": _format_home(context, person) if person else "",
        "leads": initials == session.lead,
        "notes": initials == session.note_taker,
    }


def _format_home(context: ViewContext, person: Person) -> str:
    """Return the person's home city, preceded by a comma, or "" if the person has none."""
    city = context.cities.get(person.city)
    return f", {city.name(context.language.code)}" if city else ""


def _build_topics(context: ViewContext, session: Session) -> Iterator[Block]:
    """Yield a block for each indicator: first those to cover, then others on which there are notes."""
    for code in dict.fromkeys((*session.indicators, *session.notes)):
        indicator, _ = context.benchmark.resolve(code)
        yield Block(
            "topic",
            code,
            label=context.translate(indicator.label),
            statement=context.translate_wording(indicator.statement),
            **_build_preparation(context, session, code),
        )


def _build_preparation(context: ViewContext, session: Session, code: str) -> dict[str, Any]:
    """Return the hypotheses about an indicator and the questions on it.

    ``asked`` contains the questions of those who want to meet a guest of this interview, and ``others`` the
    rest. If the team has agreed on a hypothesis, it replaces those of the peers.
    """
    team = context.record.find(TeamDeskReview)
    row = merge_row(code, context.record.find(DeskReviews) or DeskReviews(), team)
    settled = team.entries[code].hypothesis if team and code in team.entries else None
    expected = (AttributedText(settled),) if settled else row.hypotheses
    wanted_by = _find_interested(session, row)
    first = [each for each in row.questions if wanted_by & set(each.by or ("",))]
    rest = [each for each in row.questions if each not in first]
    return {
        "hypotheses": [_build_text(each, context.language.code) for each in expected],
        "asked": [_build_text(each, context.language.code) for each in first],
        "others": [_build_text(each, context.language.code) for each in rest],
    }


def _find_interested(session: Session, row: MergedRow) -> frozenset[str]:
    """Return the initials of the peers who want to meet a guest of the session.

    They include "" if the team wants to meet one.
    """
    return frozenset(
        initials
        for wish in row.meet
        if any(_matches_guest(wish.text, guest.office, guest.unit) for guest in session.interviewees)
        for initials in wish.by or ("",)
    )


def _matches_guest(wish: Text, office: Text, unit: Text | None) -> bool:
    """Return whether ``wish`` refers to this guest.

    The wish must contain the guest's position or unit, or be contained in one of them.
    """
    words = comparison_key(wish.text)
    names = [comparison_key(each.text) for each in (office, unit) if each]
    return any(name and (name in words or words in name) for name in names)


def _build_text(attributed: AttributedText, language: str) -> dict[str, Any]:
    """Return a text and the initials of its authors in brackets, which are "" if there are no authors."""
    return {
        "text": attributed.text,
        "by": f"({join_codes(attributed.by, language)})" if attributed.by else "",
    }


def _build_records(context: ViewContext, visit: Visit) -> Iterator[Block]:
    """Yield the session's evidence records, followed by empty records with the next numbers."""
    log = context.record.find(EvidenceLog) or EvidenceLog()
    own = {key: each for key, each in log.records.items() if each.session == context.part}
    known = build_labels(own, visit, context.benchmark)
    for key, each in own.items():
        pillar = _find_pillar(context, each.indicator)
        yield _build_record(context, visit, key, known[key], pillar)
    last = max((each.sequence for each in own.values()), default=0)
    team = visit.sessions[context.part].team
    for number in range(last + 1, last + 1 + max(MIN_SPARE_BLOCKS, RECORD_BLOCKS - len(own))):
        yield _build_record(
            context, visit, f"{context.part}-{number}", EvidenceLabel(OPEN, context.part, team)
        )


def _find_pillar(context: ViewContext, code: str) -> int:
    """Return the number of the colour of an indicator's pillar, or 0 if the benchmark does not contain it."""
    for index, dimension in enumerate(context.benchmark.dimensions):
        if any(each.code == code for each in dimension.indicators):
            return index % PILLARS + 1
    return 0


def _build_record(
    context: ViewContext, visit: Visit, key: str, label: EvidenceLabel, pillar: int = 0
) -> Block:
    """Return the block of a record. ``pillar`` is the number of its colour, or 0 if it has none.

    If there is an interpreter, the original wording is in the guest's language.
    """
    session = visit.sessions[context.part]
    block = Block("record", key, label=label.format(format_session_name(context.part, context)))
    block["pillar"] = pillar
    if session.interpreter and session.languages:
        block.languages["original"] = session.languages[0]
    return block
