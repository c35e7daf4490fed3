"""View of the recommendations tracker: promises by area, addressee and status, and overdue promises."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from string import digits
from typing import Any

from assembler.model.reference.benchmark import Wording
from assembler.model.review.feedback import FeedbackReport, HostDecision, HostResponse
from assembler.model.tracking.promise_register import PEER_REVIEW, STATES, PromiseStatus, RegisterHeader
from assembler.model.types.chart import Bars, Chart, Series, Tone
from assembler.model.types.values import Text
from assembler.structs import Struct
from assembler.values.plain_text import collapse_white_space
from assembler.views.context import ViewContext
from assembler.views.cross_references import Mark, References
from assembler.views.promise_data import TrackedPromise, find_last_day, list_promises
from assembler.views.promise_texts import (
    describe_promise,
    format_day,
    label_choice,
    name_addressee,
    show_status,
)
from assembler.views.report_data import flatten
from assembler.views.review_charts import WIDE

_TONES = {
    PromiseStatus.OPEN: Tone.WHITE,
    PromiseStatus.PLANNED: Tone.LIGHT,
    PromiseStatus.UNDER_WAY: Tone.MEDIUM,
    PromiseStatus.DONE: Tone.DARK,
    PromiseStatus.DROPPED: Tone.LINES,
}

_LEAST_SERIES = 3
"""Number of consecutive codes from which only the first and the last are shown."""


class _Tracker(Struct, frozen=True):
    """The promises of a register, and the day on which overdue promises are counted."""

    context: ViewContext
    promises: tuple[TrackedPromise, ...]
    day: date | None

    def count_days_overdue(self, promise: TrackedPromise) -> int:
        return promise.state.count_days_overdue(self.day) if self.day else 0

    def count_overdue(self, promises: Iterable[TrackedPromise]) -> str:
        return str(sum(self.count_days_overdue(each) > 0 for each in promises))

    def find_city(self, promise: TrackedPromise) -> str:
        """Return the name of the promise's city if the promise is from another record, or else ""."""
        city = self.context.cities.get(promise.city)
        is_own = promise.record == self.context.record.name
        return "" if is_own or city is None else city.name(self.context.language.code)

    def label(self, promise: TrackedPromise) -> str:
        return f"{self.find_city(promise)} {promise.code}".strip()

    def refer_to(self, promises: Iterable[TrackedPromise]) -> References:
        return References(tuple(_shorten_series([self.label(each) for each in promises])))

    def group_by_source(self) -> list[list[TrackedPromise]]:
        grouped = groupby(self.promises, key=lambda each: (each.record, each.source))
        return [list(inside) for _, inside in grouped]

    def name_source(self, promise: TrackedPromise) -> str:
        """Return the title of the charter or paper, or “peer review”.

        If the promise is from another record, the name of the city comes before the title.
        """
        origin = promise.origin
        title = self.context.translate_wording(origin) if origin else self.context.translate(PEER_REVIEW)
        city = self.find_city(promise)
        return f"{city}: {title}" if city else title


def _shorten_series(codes: Sequence[str]) -> Iterator[str]:
    """Yield the codes; three or more with consecutive numbers become one text.

    >>> list(_shorten_series(["R07", "BU/1", "BU/2", "BU/3", "EU/9", "EU/10", "EU/12"]))
    ['R07', 'BU/1–BU/3', 'EU/9', 'EU/10', 'EU/12']
    """
    parts = [(code.rstrip(digits), code[len(code.rstrip(digits)) :]) for code in codes]
    numbered = enumerate(zip(codes, parts, strict=True))
    for _, run in groupby(numbered, key=lambda each: (each[1][1][0], int(each[1][1][1] or 0) - each[0])):
        inside = [code for _, (code, _) in run]
        yield from inside if len(inside) < _LEAST_SERIES else [f"{inside[0]}–{inside[-1]}"]


def view(context: ViewContext) -> dict[str, Any]:
    """Return a value for each name that ``templates/recommendations-tracker/template.docx`` uses.

    An open promise is overdue if its deadline was before the last day on which anything was promised or
    reported.
    """
    promises = list_promises(context.project, context.record)
    tracker = _Tracker(context, promises, find_last_day(context.project, context.record))
    header = context.record.find(RegisterHeader)
    sources = [_build_source(tracker, each) for each in tracker.group_by_source()]
    return {
        "name": header.title if header else context.city.name(context.language.code),
        "project": context.project_name,
        "language_name": context.language_name,
        "example": context.record.about.example,
        "dated": format_day(context, tracker.day),
        "page_foot": format_day(context, tracker.day),
        "sources": sources,
        "unagreed": [each for each in sources if each["others"]],
        "owners": [*_build_owner_rows(tracker)],
        "overdue": [*_build_overdue_rows(tracker)],
        "addressees": [*_build_addressee_rows(tracker)],
        "statuses": [*_build_status_rows(tracker)],
        "declined": [*_build_declined_rows(context)],
        **_build_counts(tracker),
    }


def _build_source(tracker: _Tracker, promises: list[TrackedPromise]) -> dict[str, Any]:
    """Return the title of a source, and its promises by area.

    ``others`` are the items about which nothing has been agreed or reported.
    """
    registered = [each for each in promises if each.registered]
    return {
        "title": tracker.name_source(promises[0]),
        "areas": [
            {
                "name": _name_area(tracker, area),
                "promises": [_build_promise_row(tracker, each) for each in inside],
            }
            for area, inside in groupby(registered, key=lambda each: each.area)
        ],
        "others": [_build_promise_row(tracker, each) for each in promises if not each.registered],
    }


def _name_area(tracker: _Tracker, area: Wording | None) -> str:
    return tracker.context.translate_wording(area) if area else ""


def _build_promise_row(tracker: _Tracker, promise: TrackedPromise) -> dict[str, Any]:
    days = tracker.count_days_overdue(promise)
    return {
        "code": Mark(tracker.label(promise)),
        "area": _name_area(tracker, promise.area),
        "is_overdue": days > 0,
        "days_overdue": days,
        **describe_promise(tracker.context, promise),
    }


def _build_overdue_rows(tracker: _Tracker) -> Iterator[dict[str, Any]]:
    """Yield the overdue promises, longest overdue first."""
    late = sorted(tracker.promises, key=tracker.count_days_overdue, reverse=True)
    for each in late:
        if days := tracker.count_days_overdue(each):
            yield {
                "codes": tracker.refer_to([each]),
                "days_overdue": days,
                **describe_promise(tracker.context, each),
            }


def _build_owner_rows(tracker: _Tracker) -> Iterator[dict[str, Any]]:
    """Yield a row for each position with open promises, earliest deadline first."""
    promised = (each for each in tracker.promises if each.registered and each.state.is_open)
    grouped = _group_by_name(promised, lambda each: each.promise.owner or "")
    rows = [(_find_first_deadline(inside), name, inside) for name, inside in grouped]
    for day, name, inside in sorted(rows, key=lambda row: row[0] or date.max):
        yield {
            "owner": name,
            "codes": tracker.refer_to(inside),
            "due": format_day(tracker.context, day),
            "total": str(len(inside)),
            "overdue": tracker.count_overdue(inside),
        }


def _find_first_deadline(promises: Iterable[TrackedPromise]) -> date | None:
    return min((each.state.deadline for each in promises if each.state.deadline), default=None)


def _group_by_name(
    promises: Iterable[TrackedPromise], name_promise: Callable[[TrackedPromise], Text | str]
) -> list[tuple[Text | str, list[TrackedPromise]]]:
    """Group promises by name, in order of first occurrence, ignoring differences in case and spaces."""
    names: dict[str, Text | str] = {}
    grouped: dict[str, list[TrackedPromise]] = {}
    for each in promises:
        name = name_promise(each)
        key = collapse_white_space(name.text if isinstance(name, Text) else name).casefold()
        names.setdefault(key, name)
        grouped.setdefault(key, []).append(each)
    return [(names[key], inside) for key, inside in grouped.items()]


def _build_addressee_rows(tracker: _Tracker) -> Iterator[dict[str, Any]]:
    """Yield a row for each addressee, in order of first occurrence."""
    grouped = _group_by_name(tracker.promises, lambda each: name_addressee(tracker.context, each))
    for name, inside in grouped:
        yield {
            "addressee": name,
            "codes": tracker.refer_to(inside),
            "total": str(len(inside)),
            "open": str(sum(each.state.is_open for each in inside)),
            "overdue": tracker.count_overdue(inside),
        }


def _build_status_rows(tracker: _Tracker) -> Iterator[dict[str, Any]]:
    for status in PromiseStatus:
        inside = [each for each in tracker.promises if each.state.status is status]
        yield {
            "status": show_status(tracker.context, status),
            "total": str(len(inside)),
            "codes": tracker.refer_to(inside),
        }


def _build_declined_rows(context: ViewContext) -> Iterator[dict[str, Any]]:
    """Yield the recommendations that the host does not accept now or has not answered.

    There are no rows if the host has not answered any recommendation.
    """
    report, own = context.record.find(FeedbackReport) or FeedbackReport(), context.record.about.language
    for code, recommendation in report.recommendations.items() if report.responses else ():
        answer = report.responses.get(code, HostResponse())
        if answer.decision in (None, HostDecision.NOT_NOW):
            yield {
                "code": code,
                "words": flatten(recommendation.text, own),
                "answer": label_choice(context, answer.decision),
                "reason": flatten(answer.action, own) if answer.action else "",
            }


def _build_counts(tracker: _Tracker) -> dict[str, Any]:
    """Return the numbers of promises by source and status as rows and as a chart."""
    translate, sources = tracker.context.translate, tracker.group_by_source()
    counts = [Counter(each.state.status for each in inside) for inside in sources]
    names = tuple(tracker.name_source(inside[0]) for inside in sources)
    labels = {status: label_choice(tracker.context, status) for status in PromiseStatus}
    series = (
        Series(label, tuple(count[status] for count in counts), _TONES[status])
        for status, label in labels.items()
    )
    rows = [
        {
            "source": name,
            **{status.name.casefold(): str(count[status]) for status in PromiseStatus},
            "total": str(count.total()),
            "overdue": tracker.count_overdue(inside),
        }
        for name, count, inside in zip(names, counts, sources, strict=True)
    ]
    chart = Chart(names, tuple(series), translate(STATES), bars=Bars.STACKED, width=WIDE) if sources else ""
    headings = {status.name.casefold(): label for status, label in labels.items()}
    return {"status_chart": chart, "counts": rows, "labels": headings}
