"""View of the evidence log: all records, the same records by indicator and session, and open questions.

Each record is shown once, in the log itself, with a bookmark at its name. All other tables refer to it.
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
from assembler.values.joined_items import join_codes
from assembler.views.context import ViewContext
from assembler.views.cross_references import Mark, References
from assembler.views.desk_review import build_heading
from assembler.views.evidence_coverage import build_coverage_tables
from assembler.views.evidence_data import EvidenceData, load_evidence_data
from assembler.views.evidence_tables import (
    build_contradicted_rows,
    build_indicator_rows,
    build_session_rows,
    build_single_source_rows,
    build_unconfirmed_rows,
    build_unused_rows,
)
from assembler.views.judgement_symbols import build_judgement_letters
from assembler.views.report_data import NOTHING, ReportData
from assembler.views.review_charts import build_evidence_chart

_OWN_NAMES: Final = ("name", "label", "heard", "statement", "findings", "recommendations")
"""Names of the values that differ from record to record."""
_OPTIONAL_TEXTS: Final = (
    "original",
    "reference",
    "obstacle",
    "good_practice",
    "document",
    "context",
    "remarks",
)
"""Names of texts that few records have."""
_get_texts: Final = attrgetter(
    *("checked_reference" if name == "reference" else name for name in _OPTIONAL_TEXTS)
)
_NO_TEXTS: Final = (None,) * len(_OPTIONAL_TEXTS)


def view(context: ViewContext) -> dict[str, Any]:
    """Return a value for each name that ``templates/evidence-log/template.docx`` uses.

    Missing texts are "". Counts are numbers; ``document.yaml`` declares the phrases that show them.
    """
    log = load_evidence_data(context)
    return {
        **build_heading(context),
        "project": context.project_name,
        "language_name": context.language_name,
        **_count_records(log),
        **_build_tally(log),
        "records": list(_build_records(log)),
        "by_indicator": build_indicator_rows(log),
        "by_session": build_session_rows(log),
        "single_source": build_single_source_rows(log),
        "contradicted": build_contradicted_rows(log),
        "unused": build_unused_rows(log),
        "unconfirmed": build_unconfirmed_rows(log),
        "coverage": build_coverage_tables(log),
        **build_evidence_chart(log.data),
    }


def _count_records(log: EvidenceData) -> dict[str, int]:
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


def _build_tally(log: EvidenceData) -> dict[str, dict[str, Any]]:
    """Return the letter, label, counts and record names for each judgement, and for ``unjudged``.

    Facts, opinions and ``open`` records (neither fact nor opinion) are counted separately. The names of open
    records are listed with those of facts.
    """
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
            "label": log.data.choice_label(colour),
            "facts": str(counted[colour, Nature.FACT]),
            "opinions": str(counted[colour, Nature.OPINION]),
            "open": str(counted[colour, None]),
            "facts_named": References(tuple(named.get((colour, False), ()))) or NOTHING,
            "opinions_named": References(tuple(named.get((colour, True), ()))) or NOTHING,
        }
        for colour in (*Colour, None)
    }


def _build_records(log: EvidenceData) -> Iterator[dict[str, Any]]:
    """Yield the data of all evidence records, in order.

    Values shared by many records are translated only once.
    """
    labels, judged, confirming = log.data.labels, log.judged, log.confirming
    findings, advice, code = log.in_findings, log.in_recommendations, log.data.context.language.code
    sessions = {name: _describe_session(log, log.data.visit.sessions.get(name)) for name in log.by_session}
    shared = cache(partial(_build_shared, log.data))
    for key, record in log.in_order:
        row = shared(record.nature, record.checked, judged[key]).copy()
        row["heard"] = sessions[record.session]
        row["name"], row["label"], row["statement"] = Mark(key), labels[key], record.statement
        if (texts := _get_texts(record)) != _NO_TEXTS:
            row.update(
                (name, text) for name, text in zip(_OPTIONAL_TEXTS, texts, strict=True) if text is not None
            )
        colour, fact = judged[key]
        if fact and colour:
            row["sessions"] = str(len(confirming[key]))
        if key in findings:
            row["findings"] = join_codes(findings[key], code)
            row["recommendations"] = join_codes(advice.get(key, ()), code)
        yield row


def _build_shared(
    data: ReportData, nature: Nature | None, checked: Checked | None, judged: Judgement
) -> dict[str, Any]:
    """Return the values shared by all records with this nature, check and judgement.

    Values that differ from record to record are "", and ``sessions`` is a dash.
    """
    return {
        **dict.fromkeys((*_OWN_NAMES, *_OPTIONAL_TEXTS), ""),
        "nature": data.choice_label(nature),
        "checked": data.choice_label(checked),
        **build_judgement_letters()[judged],
        "judged": data.choice_label(judged[0]),
        "sessions": NOTHING,
    }


def _describe_session(log: EvidenceData, session: Session | None) -> str:
    """Return the date of the session and the categories of its guests, but never their names."""
    parts = (log.data.format_day(session.day), log.describe_guests(session)) if session else ()
    return " · ".join(each for each in parts if each)
