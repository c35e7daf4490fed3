"""Decisions that people take on the questions that returned forms and reports left open.

Either all decisions of a call are taken or none. Nothing that was typed is dropped: whatever was decided, the
text stays in the list of decisions. The audit log contains who decided and when.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from types import MappingProxyType
from typing import Any

from assembler.collect.decision_edits import RecordEdit, RefusedError
from assembler.collect.open_decisions import CANDIDATE, is_open, list_findings
from assembler.collect.result_writer import choose_journal
from assembler.diagnostics import Diagnostic, Location
from assembler.diagnostics.decisions import INVALID_DECISION
from assembler.errors import DataError
from assembler.merging.collect_result import ValueChange
from assembler.rules.check_record import check_record_rules
from assembler.store.files.transaction import lock_folder, write_together
from assembler.store.project.project import Project
from assembler.store.records.audit_log import with_audit_lines
from assembler.store.records.record import Record
from assembler.store.returns.decisions import (
    Decision,
    read_decisions,
    with_replaced_decisions,
)
from assembler.structs import Struct, as_data, replace
from assembler.values.kind import quote

FORM, RECORD, ANSWER, LEAVE_OUT, DONE = "form", "record", "answer", "leave-out", "done"
AGREE, RESTORE, REJECT, CONTEXT = "agree", "restore", "reject", "context"
_OTHER = MappingProxyType({DONE: "it has been dealt with", LEAVE_OUT: "it is not used"})
CHOICES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "unread": {ANSWER: "enter the answer", LEAVE_OUT: "keep the record as it is"},
        "conflict": {
            FORM: "use the answer in the form",
            RECORD: "keep the value in the record",
            ANSWER: "enter another answer",
        },
        "agreed": {
            AGREE: "the team agrees to the new text",
            RESTORE: "restore the text before the change",
            ANSWER: "enter another text",
        },
        CANDIDATE: {
            AGREE: "the team agrees on the finding",
            REJECT: "the team rejects it",
            CONTEXT: "it is only context",
        },
    }
)
"""Maps each kind of decision to its choices and their meanings; kinds not listed use ``_OTHER``."""
_OUTCOMES = MappingProxyType(
    {
        FORM: "the value in the form was chosen",
        RECORD: "the value in the record was chosen",
        ANSWER: "another answer was entered",
        LEAVE_OUT: "left out",
        DONE: "dealt with",
        AGREE: "the team agreed",
        RESTORE: "the earlier text was restored",
        REJECT: "the team rejected it",
        CONTEXT: "only context",
    }
)
"""What each choice did, as it is stored: a sheet that is imported again is recognised by these texts."""
STATES = MappingProxyType({AGREE: "agreed", REJECT: "rejected", CONTEXT: "context"})
"""The state of a candidate finding after each choice."""


class Resolution(Struct, frozen=True):
    """A person's choice for the decision whose id begins with ``id``.

    ``answer`` is the text to enter. If it is given, ``choice`` may be omitted. ``location`` is where the
    choice was written, for messages.
    """

    id: str
    choice: str = ""
    answer: str = ""
    by: str = ""
    note: str = ""
    location: Location = Location()


class DecideResult(Struct, frozen=True):
    """The decisions that were taken, and the values that they changed.

    ``incomplete`` contains the diagnostics of rules that the record did not break before the decisions.
    ``written`` is empty after a dry run.
    """

    record: str
    decided: tuple[Decision, ...] = ()
    changed: tuple[ValueChange, ...] = ()
    incomplete: tuple[Diagnostic, ...] = ()
    written: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return the result as plain data, for ``--format json``."""
        decided = [each.as_dict() for each in self.decided]
        return {
            **as_data(self),
            "decided": decided,
            "incomplete": [each.as_dict() for each in self.incomplete],
        }


def describe_outcome(choice: str, answer: str = "") -> str:
    """Return what was decided, as stored in the list of decisions.

    >>> describe_outcome("leave-out"), describe_outcome("answer", "2027")
    ('left out', 'another answer was entered: 2027')
    """
    return f"{_OUTCOMES[choice]}: {answer}" if choice == ANSWER else _OUTCOMES.get(choice, "")


def list_choices(decision: Decision) -> Mapping[str, str]:
    """Return the choices for a decision, each with its meaning.

    The choices that enter a value are omitted if the path of the value is unknown. They are also omitted for
    a value in a list whose column is unknown, because earlier versions did not store the column.
    """
    choices = CHOICES.get(decision.kind, _OTHER)
    is_known = bool(decision.path) and ("[" not in decision.path or bool(decision.column))
    return choices if is_known else {each: choices[each] for each in choices if each not in (FORM, ANSWER)}


def decide(
    project: Project, name: str, resolutions: Sequence[Resolution], *, moment: str = "", dry_run: bool = False
) -> DecideResult:
    """Take decisions about the record ``name``.

    A ``dry_run`` neither locks nor writes anything. ``moment`` is the current time (ISO 8601). Raises
    DataError with all diagnostics if a decision cannot be taken, and OutputError if the files cannot be
    written. In each case, nothing is written.
    """
    if not dry_run:
        project.recover(name)
    with nullcontext() if dry_run else lock_folder(project.record_folder(name)):
        record = project.record(name)
        task = _Task(project, record, moment)
        task.take_all(resolutions)
        if task.errors:
            count = len(task.errors)
            what = "the decision cannot be taken" if count == 1 else f"{count} decisions cannot be taken"
            raise DataError(f"{what}; nothing was written", location=record.name,
                            hint="fix the errors listed below", diagnostics=task.errors)  # fmt: skip
        changed = tuple(change for _, change in task.edit.changed)
        incomplete = tuple(task.find_broken_rules())
        result = DecideResult(record.name, tuple(task.decided.values()), changed, incomplete)
        return result if dry_run else replace(result, written=task.write())


class _Task:
    """One call of ``decide``: the decisions taken so far, by id, the changed record, and the errors."""

    def __init__(self, project: Project, record: Record, moment: str) -> None:
        self.project, self.record, self.moment = project, record, moment
        self.stored = read_decisions(project, record.name)
        self.edit = RecordEdit(project, record)
        self.decided: dict[str, Decision] = {}
        self.contents: Mapping[str, bytes] = {}
        self.edited = record
        self.errors: list[Diagnostic] = []

    def take_all(self, resolutions: Sequence[Resolution]) -> None:
        """Take each decision, and validate the record with all changes."""
        locations: dict[str, Location] = {}
        for each in resolutions:
            location = each.location if each.location.file else Location(self.record.name, each.id)
            try:
                decision = self._find(each)
                locations[decision.id] = location
                self._take_decision(decision, each)
            except RefusedError as error:
                self.errors.append(INVALID_DECISION.at(location, error.variant, **error.fields))
        valid = self.edit.validate()
        self.contents, self.edited = valid.contents, valid.record
        for diagnostic in valid.diagnostics:
            fields = dict(diagnostic.fields)
            owner = next(owner for owner, each in self.edit.changed if each.path == fields["path"])
            if owner.kind == CANDIDATE:
                found = {"code": owner.code, "reason": fields["reason"], "record": self.record.name}
                self.errors.append(INVALID_DECISION.at(locations[owner.id], "incomplete finding", **found))
                continue
            variant = "rejected" if "answer" in fields else "not deleted"
            self.errors.append(INVALID_DECISION.at(locations[owner.id], variant, **fields))

    def find_broken_rules(self) -> Iterator[Diagnostic]:
        """Yield the diagnostics of rules that the changed files break but did not break before."""
        kinds = {change.path.partition(".")[0] for _, change in self.edit.changed}
        before = {each.message for each in check_record_rules(self.project, self.record, kinds)}
        after = check_record_rules(self.project, self.edited, kinds)
        yield from (each for each in after if each.message not in before)

    def _find(self, resolution: Resolution) -> Decision:
        """Return the open decision whose id begins with that of ``resolution``.

        Raises RefusedError if there is no such decision, or more than one.
        """
        wanted = resolution.id.strip().casefold()
        every = {each.id: each for each in (*self.stored, *list_findings(self.record))}
        found = [each for id_, each in every.items() if wanted and id_.startswith(wanted)]
        found = [each for each in found if each.id == wanted] or found
        if not found:
            raise RefusedError("", id=quote(resolution.id), record=self.record.name)
        if len(found) > 1:
            raise RefusedError("ambiguous", id=quote(resolution.id), count=str(len(found)))
        [decision] = found
        if decision.id in self.decided:
            raise RefusedError("twice")
        if decision.decided:
            who = decision.decided_by or "somebody"
            raise RefusedError("decided", who=who, day=decision.decided[:10], decision=decision.decision)
        if not is_open(decision, self.record):
            raise RefusedError("closed")
        return decision

    def _take_decision(self, decision: Decision, resolution: Resolution) -> None:
        choices, answer = list_choices(decision), resolution.answer.strip()
        choice = resolution.choice.strip().casefold() or (ANSWER if answer else "")
        if choice not in choices:
            named = ", ".join(choices)
            raise (RefusedError("choice", choice=choice, choices=named) if choice
                   else RefusedError("no choice", choices=named))  # fmt: skip
        if answer and choice != ANSWER:
            raise RefusedError("unused answer", choice=choice, answer=answer)
        if not resolution.by.strip():
            raise RefusedError("no person")
        self._apply(decision, choice, answer)
        self.decided[decision.id] = replace(
            decision, decided=self.moment, decision=describe_outcome(choice, answer),
            decided_by=resolution.by.strip(), note=resolution.note.strip(),
        )  # fmt: skip

    def _apply(self, decision: Decision, choice: str, answer: str) -> None:
        """Make the change to the record that the choice requires, if any."""
        if choice == ANSWER:
            if not answer:
                raise RefusedError("no answer")
            self.edit.set_answer(decision, answer)
        elif choice == FORM:
            self.edit.set_form_value(decision)
        elif choice == RESTORE:
            self.edit.restore(decision)
        elif decision.kind == CANDIDATE:
            self.edit.set_state(decision, STATES[choice])

    def write(self) -> tuple[str, ...]:
        """Write the record's files, the decisions and the audit log, and return the names of the files."""
        self.project.require_own(self.record)
        files = {self.record.path(kind): content for kind, content in self.contents.items()}
        files |= with_audit_lines(self.record, self._build_lines(), files, self.moment)
        files |= with_replaced_decisions(self.project, self.record.name, self._find_replaced())
        paths = write_together(files, journal=choose_journal(self.record, files))
        return tuple(map(self.project.display_path, paths))

    def _find_replaced(self) -> dict[str, Decision]:
        """Map the ids of the decisions taken, and of those that are still open, to their new versions.

        An open decision about a list row gets the current values of the row.
        """
        rest = (each for each in self.stored if each.id not in self.decided and is_open(each, self.record))
        moved = {each.id: replace(each, says=self.edit.find_row_values(each)) for each in rest}
        return {**moved, **self.decided}

    def _build_lines(self) -> Iterator[dict[str, Any]]:
        """Yield an entry of the audit log for each change, and for each decision that changed nothing."""
        changes = {decision.id: change for decision, change in self.edit.changed}
        for id_, each in self.decided.items():
            line = {"who": each.decided_by, "saved": "", "file": each.file, "form": each.manifest,
                    "digest": each.digest, "collected": self.moment, "code": each.code,
                    "question": each.question, "decision": each.decision, "note": each.note,
                    "said": each.typed}  # fmt: skip
            if change := changes.get(id_):
                yield {**line, "path": change.path, "from": change.old, "to": change.new}
            else:
                yield {**line, "path": each.path or each.code, "kept": each.says}
