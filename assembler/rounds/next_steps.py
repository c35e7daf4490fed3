"""Next steps of a review: request overdue forms, make open decisions, send forms, wait for others."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from assembler.rounds.form_states import NOT_SENT, OVERDUE, RETURNED, SENT, FormState
from assembler.rounds.report_states import DRAFTED, NOT_DRAFTED, ReportState
from assembler.store.returns.decisions import Decision
from assembler.structs import Struct


class ReviewProgress(Struct, frozen=True):
    """The progress of a review, apart from its forms.

    ``not_ready`` contains the document types for which the record lacks required dates or texts.
    ``missing_parts`` is about forms for peers, interviews or other parts that nobody has entered yet. It maps
    a hint, which names the data to enter first, to the types of these forms. ``decisions`` are the open
    decisions. ``unreadable`` are the files with errors.
    """

    not_ready: Collection[str] = ()
    missing_parts: Mapping[str, Sequence[str]] = MappingProxyType({})
    reports: Sequence[ReportState] = ()
    decisions: Sequence[Decision] = ()
    unreadable: Sequence[str] = ()


def list_next_steps(
    forms: Sequence[FormState], errors: int, progress: ReviewProgress | None = None
) -> Iterator[str]:
    """Yield the next steps for the secretariat: urgent ones first, then the others in the order of a review.

    ``errors`` is the number of errors in the record. Required answers that are missing are not counted if a
    form that was sent asks for them.
    """
    progress = progress or ReviewProgress()
    for name in progress.unreadable:
        yield f"correct {name}: it has errors and cannot be read"
    for names, form, many in _group_forms(forms, OVERDUE):
        yield f"ask for {names}: {'they were' if many else 'it was'} due on {form.due}"
    yield from _list_decisions(forms, progress.decisions)
    yield from _list_missing_answers(forms)
    if errors:
        yield f"correct {errors} error{'s' if errors > 1 else ''} in the record"
    for kind in dict.fromkeys(form.type for form in forms):
        of_kind = [form for form in forms if form.type == kind]
        for names, form, _ in _group_forms(of_kind, SENT):
            yield f"wait for {names}{f', due on {form.due}' if form.due else ''}"
        not_sent = [form for form in of_kind if form.state == NOT_SENT]
        if not_sent and kind not in progress.not_ready:
            yield f"send {_join_names(not_sent)}"
    yield from _list_later_steps(progress)


def _list_later_steps(progress: ReviewProgress) -> Iterator[str]:
    """Yield the steps that are not about a particular form.

    If several kinds of parts are missing, only the first kind is mentioned.
    """
    for hint, types in [*progress.missing_parts.items()][:1]:
        yield f"{hint}; then send {' and '.join(types)}"
    for report in progress.reports:
        due = f" (due on {report.due})" if report.due else ""
        if report.state == NOT_DRAFTED and report.type not in progress.not_ready:
            yield f"draft {report.type}{due}"
        if report.state == DRAFTED:
            yield f"release {report.type} when it has been approved{due}"
        for edition in report.unreleased:
            yield f"release the {edition} edition of {report.type} {report.version}"


def _list_decisions(forms: Sequence[FormState], open_: Sequence[Decision]) -> Iterator[str]:
    """Yield a step for each document and each kind of open decision about it."""
    counts: dict[tuple[str, str], int] = {}
    for each in open_:
        counts[each.name, each.kind] = counts.get((each.name, each.kind), 0) + 1
    for form in forms:
        if form.conflicts and (form.name, "conflict") not in counts:
            counts[form.name, "conflict"] = form.conflicts
    for (name, kind), count in counts.items():
        plural = "" if count == 1 else "s"
        if kind == "conflict":
            yield f"resolve {count} conflict{plural} in {name} with `assembler decide`"
        elif kind == "unread":
            answers = f"answer{plural} in {name} that could not be read"
            yield f"decide on {count} {answers}, with `assembler decide`"
        elif kind == "agreed":
            yield f"ask the team to agree again to {count} text{plural} changed in {name}"
        else:
            noun = {"comment": "comment", "picture": "picture"}.get(kind, "text outside the answers")
            noun = noun.replace("text", "texts") if noun[0] == "t" and plural else f"{noun}{plural}"
            yield f"decide on {count} {noun} in {name}"


def _list_missing_answers(forms: Sequence[FormState]) -> Iterator[str]:
    """Yield one step for each type of returned form that lacks required answers."""
    kinds = dict.fromkeys(form.type for form in forms)
    for kind in kinds:
        incomplete = [form for form in forms if form.type == kind and form.missing and form.state == RETURNED]
        total = sum(form.missing for form in incomplete)
        if incomplete:
            yield f"ask for {total} required answer{'' if total == 1 else 's'} in {_join_names(incomplete)}"


def _group_forms(forms: Iterable[FormState], state: str) -> Iterator[tuple[str, FormState, bool]]:
    """Yield a group for each type and due date of the forms in ``state``.

    A group consists of the joined names, the first form, and a flag that is true if there are several forms.
    """
    groups: dict[tuple[str, str], list[FormState]] = {}
    for form in forms:
        if form.state == state:
            groups.setdefault((form.type, form.due), []).append(form)
    yield from ((_join_names(group), group[0], len(group) > 1) for group in groups.values())


def _join_names(forms: Sequence[FormState]) -> str:
    """Return the names of forms of one type, such as ``desk-review HK`` or ``desk-review (HK, LM)``."""
    parts = ", ".join(form.part for form in forms if form.part)
    return f"{forms[0].type} ({parts})" if len(forms) > 1 else forms[0].name
