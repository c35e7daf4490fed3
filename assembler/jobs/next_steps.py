"""What comes next in a review, in words: whom to ask, what to settle, what to send, what to wait for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assembler.jobs.status import FormState

NOT_SENT, OUT, LATE, BACK = "not sent", "out", "late", "back"
"""The states of a form."""


def next_steps(forms: Sequence[FormState], wrong: int) -> Iterator[str]:
    """What the secretariat does next: what presses, then what comes, in the order of a review.

    ``wrong`` answers break a rule, beside those that are missing in a form that was sent.
    """
    for names, form, many in _together(forms, LATE):
        yield f"ask for {names}: {'they were' if many else 'it was'} due on {form.due}"
    for form in forms:
        if form.conflicts and form.state != LATE:
            count = f"{form.conflicts} conflict{'' if form.conflicts == 1 else 's'}"
            yield f"settle {count} in {form.name}: collect it again with --prefer ask"
        if form.missing and form.state == BACK:
            yield f"ask for {form.missing} required answer{'' if form.missing == 1 else 's'} in {form.name}"
    if wrong:
        yield f"mend {wrong} answer{'' if wrong == 1 else 's'} that break{'s' if wrong == 1 else ''} a rule"
    for kind in dict.fromkeys(form.type for form in forms):
        of_kind = [form for form in forms if form.type == kind]
        for names, form, _ in _together(of_kind, OUT):
            yield f"wait for {names}{f', due on {form.due}' if form.due else ''}"
        if waiting := [form for form in of_kind if form.state == NOT_SENT]:
            yield f"send {_named(waiting)}"


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
