"""Promises of a record from all sources, each with its state."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from assembler.errors import DataError
from assembler.model.reference.benchmark import Wording
from assembler.model.review.feedback import (
    FeedbackReport,
    HostDecision,
    HostResponse,
    Recommendation,
    pillar_of_recommendation,
)
from assembler.model.review.review import Review
from assembler.model.tracking.policy_paper import Addressee
from assembler.model.tracking.promise_register import (
    Promise,
    PromiseRegister,
    PromiseSource,
    PromiseState,
    RegisterHeader,
    compute_state,
    find_half_year,
    list_half_years,
)
from assembler.model.types.default_language import apply_language
from assembler.model.types.values import Text
from assembler.store.project.project import Project
from assembler.store.records.record import Record
from assembler.structs import Struct

_ACCEPTED = (HostDecision.ACCEPTED, HostDecision.PARTLY)
"""Decisions by which the host promises to act on a recommendation."""


class TrackedPromise(Struct, frozen=True):
    """A promise with its source and state.

    ``text`` comes from a record, a charter or a paper. ``lead_in`` is the wording on which the text depends
    (rule R42). ``record`` is the name of the record that contains the promise. ``city`` is the id of the
    record's city, if any.
    """

    code: str
    source: PromiseSource
    text: Text | Wording
    promise: Promise
    state: PromiseState
    record: str
    city: str = ""
    origin: Wording | None = None
    """Title of the charter or paper."""
    area: Wording | None = None
    addressee: Text | Addressee | None = None
    heading: Text | str = ""
    """Title of a recommendation, or label of a commitment as a message, or "" if there is neither."""
    lead_in: Wording | None = None
    version: str = ""
    """Tag of the version of the charter that the city signed."""
    registered: bool = True
    """False for a commitment or an item of a paper about which nothing has been agreed yet."""


def list_promises(project: Project, record: Record, before: str = "") -> tuple[TrackedPromise, ...]:
    """Return the promises of ``record`` and, if it is a register of several reviews, those of the reviews.

    If the half-year ``before`` is given, only earlier follow-ups affect the states of the record's own
    promises. Raises ProjectError for an unknown charter, paper or review, and DataError if one of them has
    errors.
    """
    register = _load_register(record)
    own = (
        *_list_answers(project, record, register, before),
        *_list_commitments(project, record, register, before),
        *_list_paper_items(project, record, register, before),
    )
    header = record.find(RegisterHeader)
    reviews = [_load_review(project, record, name) for name in header.reviews] if header else []
    return (*own, *(each for review in reviews for each in list_promises(project, review)))


def list_city_promises(project: Project, city: str) -> tuple[TrackedPromise, ...]:
    """Return the promises in the registers of reviews of ``city``, sorted by the review's name.

    Records that cannot be read are skipped.
    """
    records = (
        project.checked_record(name).record
        for name in project.records()
        if _is_review_of(project, name, city)
    )
    return tuple(
        promise for record in records if record is not None for promise in list_promises(project, record)
    )


def _is_review_of(project: Project, name: str, city: str) -> bool:
    """Return whether a record is a review of ``city`` and has a register.

    Only the header file of the record is read.
    """
    if not {"review", "promises"} <= set(project.kinds(name)):
        return False
    header = project.yaml(project.record_folder(name) / "review.yaml").data
    return isinstance(header, dict) and header.get("city") == city


def _load_review(project: Project, record: Record, name: str) -> Record:
    review = project.record(name)
    if review.kind != "review":
        hint = "name only reviews in `reviews` of register.yaml"
        raise DataError(f"`{name}` is not a review", location=record.name, hint=hint)
    return review


def _load_register(record: Record) -> PromiseRegister:
    """Return the register of ``record``, with a language set on every text.

    Documents about several records may combine registers in different languages.
    """
    register = apply_language(record.find(PromiseRegister) or PromiseRegister(), record.about.language)
    assert isinstance(register, PromiseRegister)
    return register


def _list_answers(
    project: Project, record: Record, register: PromiseRegister, before: str
) -> Iterator[TrackedPromise]:
    """Yield a promise for each recommendation that the host accepts, at least partly."""
    report, accepted = _list_accepted(record)
    if not accepted:
        return
    areas = {each.code: each.name for each in project.benchmark(record.about.benchmark_tag).dimensions}
    pillars = {code: pillar_of_recommendation(each, report) for code, each in accepted.items()}
    order = {pillar: number for number, pillar in enumerate(areas)}
    for code in sorted(accepted, key=lambda each: order.get(pillars[each], len(order))):
        recommendation = accepted[code]
        promise = _complete_from_answer(report.responses[code], register.promises.get(code, Promise()))
        yield TrackedPromise(
            code,
            PromiseSource.REVIEW,
            recommendation.text,
            promise,
            compute_state(register, code, promise, before),
            record.name,
            city=record.review.city,
            area=areas.get(pillars[code]),
            addressee=recommendation.addressee,
            heading=recommendation.title or "",
        )


def _list_accepted(record: Record) -> tuple[FeedbackReport, dict[str, Recommendation]]:
    """Return the report, and the recommendations that the host accepts, in report order."""
    report = apply_language(record.find(FeedbackReport) or FeedbackReport(), record.about.language)
    yes = {code for code, answer in report.responses.items() if answer.decision in _ACCEPTED}
    return report, {code: each for code, each in report.recommendations.items() if code in yes}


def _complete_from_answer(answer: HostResponse, entry: Promise) -> Promise:
    """Return the promise in the register, completed with values from the host's answer."""
    return entry.model_copy(
        update={
            "action": entry.action or answer.action,
            "owner": entry.owner or answer.responsible,
            "deadline": entry.deadline or answer.deadline,
        }
    )


def _list_commitments(
    project: Project, record: Record, register: PromiseRegister, before: str
) -> Iterator[TrackedPromise]:
    charter = project.charter(register.charter) if register.charter else None
    if charter is None or charter.benchmark is None:
        return
    for dimension in project.benchmark(charter.benchmark).dimensions:
        for each in dimension.indicators:
            promise = register.promises.get(each.code, Promise())
            yield TrackedPromise(
                each.code,
                PromiseSource.CHARTER,
                each.statement,
                promise,
                compute_state(register, each.code, promise, before),
                record.name,
                city=next(iter(record.about.city_ids), ""),
                origin=charter.title,
                area=dimension.name,
                version=charter.tag,
                heading=each.label,
                registered=_is_registered(register, each.code),
            )


def _list_paper_items(
    project: Project, record: Record, register: PromiseRegister, before: str
) -> Iterator[TrackedPromise]:
    if register.paper is None:
        return
    paper = project.paper(register.paper)
    areas = {each.code: each.name for each in paper.areas}
    for code, group, item in paper.list_items():
        promise = register.promises.get(code, Promise())
        yield TrackedPromise(
            code,
            PromiseSource.PAPER,
            item.text,
            promise,
            compute_state(register, code, promise, before),
            record.name,
            city=next(iter(record.about.city_ids), ""),
            origin=paper.title,
            area=areas[group.area],
            addressee=group.addressee,
            lead_in=group.lead_in,
            registered=_is_registered(register, code),
        )


def _is_registered(register: PromiseRegister, code: str) -> bool:
    """Return whether anything was agreed or reported about a commitment or an item of a paper."""
    return code in register.promises or any(code in each.answers for each in register.follow_ups.values())


def find_last_day(project: Project, record: Record) -> date | None:
    """Return the last day on which something was promised or reported, or None if there is none."""
    header = record.find(RegisterHeader)
    reviews = [_load_review(project, record, name) for name in header.reviews] if header else []
    days = [day for each in (record, *reviews) for day in _list_days(each)]
    return max(days, default=None)


def _list_days(record: Record) -> Iterator[date]:
    report = record.find(FeedbackReport) or FeedbackReport()
    reports = (each.reported for each in _load_register(record).follow_ups.values())
    yield from (day for day in (report.dated, report.commitment.signed, *reports) if day)


def list_half_years_to_follow(record: Record) -> tuple[str, ...]:
    """Return the half-years for which a follow-up asks about the promises of a review, in order.

    The first is the one after the host signed or decided its commitment or, if that is unknown, after the
    date of the report or the end of the visit. If these are also unknown, it is the one after the earliest
    deadline or report. The last is the half-year of the last deadline or report. If promises are still open
    after the report for the last half-year, another half-year is added.
    """
    register, (report, accepted) = _load_register(record), _list_accepted(record)
    entries = {code: _complete_from_answer(report.responses[code], Promise()) for code in accepted}
    entries |= {code: each for code, each in register.promises.items() if code not in accepted}
    states = [compute_state(register, code, each) for code, each in entries.items()]
    reported = list_reported_half_years(record)
    if not states:
        return tuple(reported)
    deadlines = [find_half_year(each.deadline) for each in states if each.deadline]
    review = record.find(Review)
    days = (report.commitment.signed, report.commitment.decided, report.dated, review and review.visit_end)
    start = next((find_half_year(day) for day in days if day), min([*deadlines, *reported], default=""))
    if not start:
        return ()
    first = _find_next_half_year(start)
    last = max([first, *deadlines, *reported])
    if any(each.is_open for each in states) and reported and reported[-1] == last:
        last = _find_next_half_year(last)
    return tuple(sorted({*reported, *list_half_years(first, last)}))


def list_reported_half_years(record: Record) -> list[str]:
    """Return the half-years for which something was reported, in order."""
    return sorted(name for name, each in _load_register(record).follow_ups.items() if each.answers)


def _find_next_half_year(half_year: str) -> str:
    return list_half_years(half_year, f"{int(half_year[:4]) + 1}-2")[1]
