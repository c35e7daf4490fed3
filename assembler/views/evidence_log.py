"""What the evidence log sees: every record, and the same records by indicator, by session, and what is open.

A record stands once, in the log itself, with a mark round its name; all other tables refer to it there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache, partial
from operator import attrgetter
from typing import Any, Final

from assembler.model.review.evidence import Checked, Colour, Nature
from assembler.model.review.evidence_log import Judgement
from assembler.model.review.visit import Session
from assembler.values.lists import join_codes
from assembler.views.context import Sight
from assembler.views.evidence_coverage import coverage_parts
from assembler.views.evidence_judgement import judgements
from assembler.views.evidence_queries import NOTHING, Logging, logging
from assembler.views.evidence_tables import (
    by_indicator_rows,
    by_session_rows,
    contradicted_rows,
    single_source_rows,
    unused_rows,
)
from assembler.views.feedback_context import Reporting
from assembler.views.reference import Mark, References

_OWN: Final = ("name", "label", "heard", "statement", "findings", "recommendations")
"""What each record says for itself."""
_PERHAPS: Final = ("original", "reference", "obstacle", "good_practice", "document", "context", "remarks")
"""Texts that few records have."""
_texts: Final = attrgetter(*("checked_reference" if name == "reference" else name for name in _PERHAPS))
_NO_TEXTS: Final = (None,) * len(_PERHAPS)


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
    code = sight.language.code
    return {
        "city_name": sight.city.name(code),
        "city_of": sight.city.phrase("of", code),
        "benchmark_name": sight.wording(sight.benchmark.name),
        "benchmark_version": sight.says(sight.benchmark.version_label),
        "project": sight.project_name,
        "language_name": sight.language_name,
        "example": review.example,
        "visit": sight.visit_days(review),
    }


def _counts(log: Logging) -> dict[str, int]:
    return {
        "record_count": len(log.records),
        "session_count": len(log.by_session),
        "indicator_count": len({each.indicator for each in log.records.values()}),
        "fact_count": sum([fact for _, fact in log.judged.values()]),
        "opinion_count": len(log.opinions),
        "single_count": len(log.single),
        "contradicted_count": len({each.indicator for each in log.against.values()}),
        "used_count": len(log.records) - len(log.unused),
    }


def _tally(log: Logging) -> dict[str, dict[str, Any]]:
    """For each colour, and for none, its letter, its words, and the facts and opinions that have it."""
    names: dict[Colour | None, str] = {colour: colour.name.casefold() for colour in Colour}
    names[None] = "unjudged"
    counted = Counter(map(attrgetter("colour", "nature"), log.records.values()))
    named: dict[tuple[Colour | None, bool], list[str]] = {}
    for key, _ in log.in_order:
        named.setdefault((log.judged[key][0], key in log.opinions), []).append(key)
    return {
        names[colour]: {
            "letter": colour.letter if colour else NOTHING,
            "small": colour.letter.lower() if colour else NOTHING,
            "label": log.about.label(colour),
            "facts": str(counted[colour, Nature.FACT]),
            "opinions": str(counted[colour, Nature.OPINION]),
            "open": str(counted[colour, None]),
            "facts_named": References(tuple(named.get((colour, False), ()))) or NOTHING,
            "opinions_named": References(tuple(named.get((colour, True), ()))) or NOTHING,
        }
        for colour in (*Colour, None)
    }


def _records(log: Logging) -> Iterator[dict[str, Any]]:
    """Every record in order; what many of them share is put into words once."""
    labels, judged, confirming = log.about.labels, log.judged, log.confirming
    findings, advice, code = log.in_findings, log.in_recommendations, log.about.sight.language.code
    heard = {name: _heard(log, log.about.visit.sessions.get(name)) for name in log.by_session}
    shared = cache(partial(_shared, log.about))
    for key, record in log.in_order:
        row = shared(record.nature, record.checked, judged[key]).copy()
        row["heard"] = heard[record.session]
        row["name"], row["label"], row["statement"] = Mark(key), labels[key], record.statement
        if (texts := _texts(record)) != _NO_TEXTS:
            row.update((name, text) for name, text in zip(_PERHAPS, texts, strict=True) if text is not None)
        colour, fact = judged[key]
        if fact and colour:
            row["sessions"] = str(len(confirming[key]))
        if key in findings:
            row["findings"] = join_codes(findings[key], code)
            row["recommendations"] = join_codes(advice.get(key, ()), code)
        yield row


def _shared(
    about: Reporting, nature: Nature | None, checked: Checked | None, judged: Judgement
) -> dict[str, Any]:
    """What records have in common that were checked and judged alike, and "" for what is their own."""
    return {
        **dict.fromkeys((*_OWN, *_PERHAPS), ""),
        "nature": about.label(nature),
        "checked": about.label(checked),
        **judgements()[judged],
        "judged": about.label(judged[0]),
        "sessions": NOTHING,
    }


def _heard(log: Logging, session: Session | None) -> str:
    """When it was said, and by what kind of people: by category, never by name."""
    told = (log.about.day(session.day), log.guests(session)) if session else ()
    return " · ".join(each for each in told if each)
