"""Texts about promises in the language of a document, for the tracker and the follow-up.

Missing texts are "".
"""

from __future__ import annotations

from datetime import date
from typing import Any

from assembler.model.messages.markup import fill
from assembler.model.reference.benchmark import Wording
from assembler.model.tracking.policy_paper import Addressee
from assembler.model.tracking.promise_register import HALF_YEARS, STATUS_SYMBOLS, PromiseReport, PromiseStatus
from assembler.model.types.values import Choice, Text
from assembler.values.date import show_long
from assembler.values.plain_text import capitalise
from assembler.views.context import ViewContext
from assembler.views.promise_data import TrackedPromise
from assembler.views.report_data import flatten

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"


def describe_promise(context: ViewContext, promise: TrackedPromise) -> dict[str, Any]:
    """Return the texts about a promise.

    ``reports`` contains the texts about its reports, oldest first. ``names_addressee`` is true if the
    addressee is shown in addition to the heading.
    """
    return {
        "lead_in": context.translate_wording(promise.lead_in) if promise.lead_in else "",
        "words": _format_text(context, promise.text),
        "addressee": name_addressee(context, promise),
        "names_addressee": bool(promise.heading and promise.addressee),
        "heading": _name_promise(context, promise),
        "action": _format_text(context, promise.promise.action),
        "owner": _format_text(context, promise.promise.owner),
        "due": format_day(context, promise.state.deadline),
        "state": show_status(context, promise.state.status),
        "reports": [_describe_report(context, each) for each in promise.state.history],
    }


def name_addressee(context: ViewContext, promise: TrackedPromise) -> Text | str:
    """Return the addressee of a promise, or its city if it has no addressee."""
    if isinstance(promise.addressee, Addressee):
        return label_choice(context, promise.addressee)
    city = context.cities.get(promise.city)
    return promise.addressee or (city.name(context.language.code) if city else "")


def name_half_year(context: ViewContext, half_year: str) -> str:
    """Return the name of a half-year, such as ``2027, first half``."""
    year, half = half_year.split("-")
    return fill(context.translate(HALF_YEARS[half]), {"year": year})


def label_choice(context: ViewContext, choice: Choice | None) -> str:
    """Return the label of a choice, capitalised, or "" if there is no choice."""
    return capitalise(context.translate(choice.label)) if choice else ""


def show_status(context: ViewContext, status: PromiseStatus | None) -> str:
    """Return the symbol and the label of a status, or "" if there is no status.

    An example is ``●●○ Under way``.
    """
    return f"{STATUS_SYMBOLS[status]} {label_choice(context, status)}" if status else ""


def _show_status_together(context: ViewContext, status: PromiseStatus | None) -> str:
    """Return the symbol and the label of a status for the middle of a line: no line ends between the two."""
    return show_status(context, status).replace(" ", NO_BREAK_SPACE, 1)


def format_day(context: ViewContext, day: date | None) -> str:
    """Return a date with the month spelt out, or "" if there is no date."""
    return show_long(day, context.language.code) if day else ""


def _describe_report(context: ViewContext, report: PromiseReport) -> dict[str, Any]:
    answer = report.answer
    return {
        "period": name_half_year(context, report.half_year),
        "reported": format_day(context, report.reported),
        "office": report.office or "",
        "status": _show_status_together(context, answer.status),
        "done": _format_text(context, answer.done),
        "evidence": _format_text(context, answer.evidence),
        "due": format_day(context, answer.deadline),
        "reason": _format_text(context, answer.reason),
    }


def _name_promise(context: ViewContext, promise: TrackedPromise) -> Text | str:
    """Return the heading of a promise: its title or label, or its addressee if it has neither."""
    heading = promise.heading
    named = context.translate(heading) if isinstance(heading, str) and heading else heading
    return named or name_addressee(context, promise)


def _format_text(context: ViewContext, text: Text | Wording | None) -> Text | str:
    if isinstance(text, Wording):
        return context.translate_wording(text)
    return flatten(text, context.record.about.language) if text else ""
