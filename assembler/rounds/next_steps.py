"""What comes next in a review: whom to ask, what to decide, what to send, what to wait for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from assembler.rounds.form_states import BACK, LATE, NOT_SENT, OUT, FormState
from assembler.rounds.report_states import DRAFTED, NOT_DRAFTED, ReportState
from assembler.store.returns.decisions import Decision
from assembler.structs import Struct


class Round(Struct, frozen=True):
    """How far a review is, apart from its forms.

    ``early`` are the document types that need what the record does not have yet. ``missing_parts`` says, by
    what there must be first, for which types: forms of which each peer or interview gets one, and there is
    none. ``decisions`` are open. Files that are ``unreadable`` have errors.
    """

    early: Collection[str] = ()
    missing_parts: Mapping[str, Sequence[str]] = MappingProxyType({})
    reports: Sequence[ReportState] = ()
    decisions: Sequence[Decision] = ()
    unreadable: Sequence[str] = ()


def next_steps(forms: Sequence[FormState], wrong: int, now: Round | None = None) -> Iterator[str]:
    """What the secretariat does next: what presses, then what comes, in the order of a review.

    ``wrong`` answers break a rule, beside those that are missing in a form that was sent.
    """
    now = now or Round()
    for name in now.unreadable:
        yield f"correct {name}: it has faults and cannot be read"
    for names, form, many in _together(forms, LATE):
        yield f"ask for {names}: {'they were' if many else 'it was'} due on {form.due}"
    yield from _to_decide(forms, now.decisions)
    yield from _to_ask(forms)
    if wrong:
        yield f"correct {wrong} answer{'s that break' if wrong > 1 else ' that breaks'} a rule"
    for kind in dict.fromkeys(form.type for form in forms):
        of_kind = [form for form in forms if form.type == kind]
        for names, form, _ in _together(of_kind, OUT):
            yield f"wait for {names}{f', due on {form.due}' if form.due else ''}"
        waiting = [form for form in of_kind if form.state == NOT_SENT]
        if waiting and kind not in now.early:
            yield f"send {_named(waiting)}"
    yield from _later(now)


def _later(now: Round) -> Iterator[str]:
    """The steps that are not about a form; of the parts that are missing, those that come first."""
    for hint, types in [*now.missing_parts.items()][:1]:
        yield f"{hint}; then send {' and '.join(types)}"
    for report in now.reports:
        if report.state == NOT_DRAFTED and report.type not in now.early:
            yield f"draft {report.type}"
        if report.state == DRAFTED:
            yield f"release {report.type} when it has been approved"


def _to_decide(forms: Sequence[FormState], open_: Sequence[Decision]) -> Iterator[str]:
    """The open decisions by document, each kind with what is to be done."""
    counts: dict[tuple[str, str], int] = {}
    for each in open_:
        counts[each.name, each.kind] = counts.get((each.name, each.kind), 0) + 1
    for form in forms:
        if form.conflicts and (form.name, "conflict") not in counts:
            counts[form.name, "conflict"] = form.conflicts
    for (name, kind), count in counts.items():
        many = "" if count == 1 else "s"
        if kind == "conflict":
            yield f"decide {count} conflict{many} in {name}: collect it again with --prefer ask"
        elif kind == "unread":
            what = f"answer{many} in {name} that could not be read"
            yield f"decide {count} {what}: write {'them' if many else 'it'} into the record"
        elif kind == "agreed":
            yield f"ask the team to agree again to {count} text{many} changed in {name}"
        else:
            noun = {"comment": "comment", "picture": "picture"}.get(kind, "text outside the answers")
            noun = noun.replace("text", "texts") if noun[0] == "t" and many else f"{noun}{many}"
            yield f"decide on {count} {noun} in {name}"


def _to_ask(forms: Sequence[FormState]) -> Iterator[str]:
    """Required answers that forms lack which came back, those of one type together."""
    kinds = dict.fromkeys(form.type for form in forms)
    for kind in kinds:
        lacking = [form for form in forms if form.type == kind and form.missing and form.state == BACK]
        total = sum(form.missing for form in lacking)
        if lacking:
            yield f"ask for {total} required answer{'' if total == 1 else 's'} in {_named(lacking)}"


def _together(forms: Iterable[FormState], state: str) -> Iterator[tuple[str, FormState, bool]]:
    """The forms in this state, those of one type and day together: their names, the first, whether more."""
    groups: dict[tuple[str, str], list[FormState]] = {}
    for form in forms:
        if form.state == state:
            groups.setdefault((form.type, form.due), []).append(form)
    yield from ((_named(group), group[0], len(group) > 1) for group in groups.values())


def _named(forms: Sequence[FormState]) -> str:
    """Forms of one type by their name: ``desk-review HK``, ``desk-review (HK, LM)``."""
    parts = ", ".join(form.part for form in forms if form.part)
    return f"{forms[0].type} ({parts})" if len(forms) > 1 else forms[0].name
