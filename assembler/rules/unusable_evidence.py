"""R46 and R53: evidence is from sessions that were held, with guests who gave consent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.model.review.support import find_checked_sessions
from assembler.model.review.visit import session_label
from assembler.rules.rule import error, evidence_of, join_words, visit_of
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark

NAME = "unusable-evidence"


def unusable_evidence(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Statements by guests without consent are not evidence (S0:853-858; rules R46 and R53).

    Nor are statements from a cancelled session, or checked against a missing session or their own.

    Bad:

        visit:
          sessions:
            I1: {kind: interview, interviewees: [{office: Trainer, category: staff}]}
            I2: {kind: interview, cancelled: true}
        evidence:
          records:
            I1-1: {indicator: GG/1, statement: It took nine weeks.}
            I2-1: {indicator: GG/1, statement: Nobody was asked.}
            I3-1:
              {indicator: GG/1, statement: Late., checked: session, checked_reference: Interview 99}

    Good:

        visit:
          sessions:
            I1: {kind: interview, interviewees: [{office: Trainer, category: staff, consent: true}]}
            I2: {kind: interview}
        evidence:
          records:
            I1-1:
              {indicator: GG/1, statement: Nine weeks., checked: session, checked_reference: Interview 2}
    """
    visit, by_session = visit_of(record), dict[str, list[str]]()
    for key, each in evidence_of(record).items():
        by_session.setdefault(each.session, []).append(key)
        path = f"evidence.records.{key}.checked_reference"
        for name in find_checked_sessions(each):
            if name == each.session:
                yield error(NAME, record, path, f"{key} was checked against its own session",
                            "name another session, a document, or choose “nothing”")  # fmt: skip
            elif name not in visit.sessions:
                what = f"{key} was checked against {session_label(name)}, which does not exist"
                yield error(NAME, record, path, what,
                            "name a session of the visit, a document, or choose “nothing”")  # fmt: skip
    for name, keys in by_session.items():
        if (session := visit.sessions.get(name)) is None:
            continue
        path, label = f"visit.sessions.{name}", session_label(name)
        if session.cancelled:
            yield error(NAME, record, path, f"{label} was cancelled, but {join_words(keys)} was noted in it",
                        "correct the session of the evidence, or the session")  # fmt: skip
        elif refused := [at for at, guest in enumerate(session.interviewees) if not guest.consent]:
            who = join_words(session.interviewees[at].office.text for at in refused)
            yield error(NAME, record, f"{path}.interviewees[{refused[0]}].consent",
                        f"{who} did not agree to notes in {label}, so {join_words(keys)} may not be used",
                        "ask for consent, and enter it with the guest")  # fmt: skip
