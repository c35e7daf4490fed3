"""What the evidence log sees: every record, and the same records by indicator, by session, and what is open.

A record stands once, in the log itself, with a mark round its name; all other tables refer to it there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from assembler.model.evidence import Checked, Colour, EvidenceRecord, Nature
from assembler.model.visit import Session
from assembler.values.date import show_interval
from assembler.views.evidence_coverage import coverage_parts
from assembler.views.evidence_judgement import judgements
from assembler.views.evidence_logging import NOTHING, Logging, logging
from assembler.views.evidence_tables import (
    by_indicator_rows,
    by_session_rows,
    contradicted_rows,
    single_source_rows,
    unused_rows,
)
from assembler.views.reference import Mark, References
from assembler.views.sight import Sight


def view(sight: Sight) -> dict[str, Any]:
    """The names that ``templates/evidence-log/template.docx`` uses.

    Optional texts are "" where there is nothing; counts are numbers (the declaration turns them into
    phrases).
    """
    log = logging(sight)
    return {
        **_heading(log),
        **_counts(log),
        **_tally(log),
        "records": list(_records(log)),
        "by_indicator": by_indicator_rows(log),
        "by_session": by_session_rows(log),
        "single_source": single_source_rows(log),
        "contradicted": contradicted_rows(log),
        "unused": unused_rows(log),
        "coverage": coverage_parts(log),
    }


def _heading(log: Logging) -> dict[str, Any]:
    sight, review = log.about.sight, log.about.review
    starts, code = review.visit_start, sight.language.code
    return {
        "city_name": sight.city.name(code),
        "city_of": sight.city.phrase("of", code),
        "benchmark_name": sight.wording(sight.benchmark.name),
        "benchmark_version": sight.says(sight.benchmark.version_label),
        "project": review.project,
        "language_name": sight.language.own_name,
        "example": review.example,
        "visit": show_interval(starts, review.visit_end, code) if starts else "",
    }


def _counts(log: Logging) -> dict[str, int]:
    records = log.records.values()
    used = log.in_findings
    return {
        "record_count": len(log.records),
        "session_count": len({each.session for each in records}),
        "indicator_count": len({each.indicator for each in records}),
        "fact_count": sum(each.is_fact for each in records),
        "opinion_count": sum(each.nature is Nature.OPINION for each in records),
        "single_count": len(log.single),
        "contradicted_count": len({log.records[key].indicator for key in log.against}),
        "used_count": sum(key in used for key in log.records),
    }


def _tally(log: Logging) -> dict[str, dict[str, Any]]:
    """For each colour, and for none, its letter, its words, and the facts and opinions that have it."""
    names: dict[Colour | None, str] = {colour: colour.name.casefold() for colour in Colour}
    names[None] = "unjudged"
    counted = Counter((each.colour, each.nature) for each in log.records.values())
    return {
        names[colour]: {
            "letter": colour.letter if colour else NOTHING,
            "small": colour.letter.lower() if colour else NOTHING,
            "label": log.about.label(colour),
            "facts": str(counted[colour, Nature.FACT]),
            "opinions": str(counted[colour, Nature.OPINION]),
            "open": str(counted[colour, None]),
            "facts_named": _judged(log, colour, opinions=False),
            "opinions_named": _judged(log, colour, opinions=True),
        }
        for colour in (*Colour, None)
    }


def _judged(log: Logging, colour: Colour | None, *, opinions: bool) -> References | str:
    """The opinions, or all that is none, with this colour, by name; a dash where there is none."""
    told = ((key, each) for key, each in log.in_order if each.colour is colour)
    return References(tuple(k for k, each in told if (each.nature is Nature.OPINION) is opinions)) or NOTHING


def _records(log: Logging) -> Iterator[dict[str, Any]]:
    """Every record in order; what many of them share is put into words once."""
    about, signs = log.about, judgements()
    sessions = dict.fromkeys(each.session for _, each in log.in_order)
    heard = {name: _heard(log, about.visit.sessions.get(name)) for name in sessions}
    said = {each: about.label(each) for each in (*Nature, *Checked, *Colour, None)}
    for key, record in log.in_order:
        yield {
            "name": Mark(key),
            "label": about.evidence_label(key),
            "heard": heard[record.session],
            "statement": record.statement,
            "original": record.original or "",
            "nature": said[record.nature],
            "checked": said[record.checked],
            "reference": record.checked_reference or "",
            **signs[record.colour, record.is_fact],
            "judged": said[record.colour],
            "sessions": _confirming(log, key, record),
            "findings": ", ".join(log.in_findings.get(key, ())),
            "recommendations": ", ".join(log.in_recommendations.get(key, ())),
            "obstacle": record.obstacle or "",
            "good_practice": record.good_practice or "",
            "document": record.document or "",
            "context": record.context or "",
            "remarks": record.remarks or "",
        }


def _heard(log: Logging, session: Session | None) -> str:
    """When it was said, and by what kind of people: by category, never by name."""
    told = (log.about.day(session.day), log.guests(session)) if session else ()
    return " · ".join(each for each in told if each)


def _confirming(log: Logging, key: str, record: EvidenceRecord) -> str:
    """How many sessions bring a fact of its colour about its indicator; a dash where nothing can."""
    return str(len(log.confirming[key])) if record.is_fact and record.colour else NOTHING
