"""Decisions that people have to make after a form or report was returned.

Each is closed when a person takes it with ``assembler decide``. A decision about an answer, or about a text
on which a team had agreed, is also closed when the value in the record changes. If a later form contains a
readable answer, the decision about the earlier one is closed as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from assembler.collect.form_questions import Questions
from assembler.merging.audit_entries import Source
from assembler.merging.collect_result import CollectResult, Conflict, KeptText, ValueChange
from assembler.model.documents.form_manifest import FormManifest
from assembler.store.project.project import Project
from assembler.store.records.record import Record
from assembler.store.records.record_data import data_at
from assembler.store.records.value_text import format_value
from assembler.store.returns.decisions import WHOLE_ROW, Decision, read_decisions
from assembler.store.yaml.yaml_path import split_path
from assembler.values.plain_text import fold_text

CANDIDATE = "candidate"
_DECIDE = "decide with `assembler decide {record}`"


def is_open(decision: Decision, record: Record) -> bool:
    """Return whether a decision is still open.

    A decision about a list item is no longer open when no item has the old value. A decision about a new row
    is no longer open when a row contains its text.
    """
    if decision.kind == CANDIDATE:
        return bool(decision.says == CANDIDATE)
    is_unreadable = decision.path.partition(".")[0] in record.unreadable
    if decision.decided or not decision.path or is_unreadable:
        return not decision.decided
    whole, index, _ = decision.path.partition("[")
    now = read_value(record, whole)
    if not index:
        return bool(now == decision.says)
    if decision.says is not None:
        return decision.says in (now or ())
    return decision.kind != "unread" or not any(_contains_text(row, decision.typed) for row in now or ())


def list_open_decisions(project: Project, record: Record) -> tuple[Decision, ...]:
    """Return the open decisions about the record, both stored ones and those about candidate findings.

    Raises DataError if the list of decisions is damaged.
    """
    every = (*read_decisions(project, record.name), *list_findings(record))
    return tuple(each for each in every if is_open(each, record))


def list_findings(record: Record) -> Iterator[Decision]:
    """Yield for each finding a decision that is open as long as the finding is a candidate.

    These decisions are not stored.
    """
    file, report = record.files.get("feedback"), record.readable_entities.get("feedback")
    for code, finding in getattr(report, "findings", {}).items():
        yield Decision(
            CANDIDATE, record.name, "finding", code,
            data_at(file.data if file else {}, ("findings", code, "text")),
            question=", ".join(finding.indicators), path=f"feedback.findings.{code}.state",
            says=str(finding.state), why="the team has not agreed on this finding",
        )  # fmt: skip


def _contains_text(row: Any, typed: Any) -> bool:
    """Return whether the values of a list row contain all of the typed text.

    >>> _contains_text({"name": "Ann", "year": 2027, "note": "late"}, "Ann, 2027")
    True
    >>> _contains_text("Ann", "Anna")
    False
    """
    left = _normalise_value(typed)
    values = row.values() if isinstance(row, Mapping) else (row,)
    for text in sorted(filter(None, map(_normalise_value, values)), key=len, reverse=True):
        left = re.sub(rf"(?<!\w){re.escape(text)}(?!\w)", ",", left)
    return not left.strip(" ,;")


def _normalise_value(value: Any) -> str:
    """Return the text of a value for comparison, ignoring its language."""
    text = value.get("text", value) if isinstance(value, Mapping) else value
    return fold_text(format_value(text, " "))


def read_value(record: Record, path: str) -> Any:
    """Return the plain data of ``record`` at ``path``, or None."""
    kind, *inside = split_path(path)
    file = record.files.get(str(kind))
    data = None if file is None else file.data
    for name in inside:
        if isinstance(name, int):
            data = data[name] if isinstance(data, list) and name < len(data) else None
        else:
            data = data.get(name) if isinstance(data, Mapping) else None
    return data


def build_decisions(
    result: CollectResult, source: Source, manifest: FormManifest, questions: Questions, after: Record
) -> tuple[Decision, ...]:
    """Return the decisions that a form or report leaves open.

    ``after`` is the record with its answers. ``questions`` are those of the ``manifest``.
    """
    entries = [_describe_conflict(each, questions, after) for each in result.conflicts if not each.settled]
    entries += [_describe_text(each, questions, after) for each in result.kept if each.kind != "conflict"]
    entries += [_describe_agreed_change(each, questions, after, what) for each in result.changed
             if (what := result.agreed.get(each.path))]  # fmt: skip
    entries += [{"kind": "picture", "code": each.where, "typed": each.name, "why": "a picture"}
             for each in result.pictures]  # fmt: skip
    common = {"record": result.record, "form": manifest.type, "part": manifest.part, "manifest": manifest.id,
            "collected": source.collected, "file": source.file, "digest": source.digest}  # fmt: skip
    decisions = [Decision(**{**common, **each, "who": each.get("who") or source.who}) for each in entries]
    return tuple({each.id: each for each in decisions}.values())


def _describe_conflict(conflict: Conflict, questions: Questions, after: Record) -> dict[str, Any]:
    code, question = questions.find_by_path(conflict.path)
    path = _find_item_path(conflict.path)
    column = conflict.path.removeprefix(path).lstrip(".") or WHOLE_ROW if conflict.row else ""
    return {
        "kind": "conflict", "code": conflict.row or code, "question": question, "path": path,
        "typed": conflict.form, "says": read_value(after, path), "column": column,
        "why": "the form and the record have different values",
        "hint": f"{_DECIDE.format(record=after.name)}, or collect the form again with --prefer",
    }  # fmt: skip


def _describe_agreed_change(
    change: ValueChange, questions: Questions, after: Record, what: str
) -> dict[str, Any]:
    code, question = questions.find_by_path(change.path)
    return {
        "kind": "agreed", "code": code, "question": question, "path": change.path, "typed": change.new,
        "says": read_value(after, change.path), "why": f"the team had agreed on the text of this {what}",
        "hint": f"ask the team whether it agrees, then {_DECIDE.format(record=after.name)}",
    }  # fmt: skip


def _describe_text(kept: KeptText, questions: Questions, after: Record) -> dict[str, Any]:
    path, question = questions.find_by_code(kept.where)
    entry = {"kind": kept.kind, "code": kept.where, "typed": kept.text, "question": question,
            "why": kept.why, "hint": kept.hint, "who": kept.author, "column": kept.column,
            "row": kept.row}  # fmt: skip
    if kept.kind != "unread" or not path:
        return entry
    return {**entry, "path": path, "says": _read_answer(path, questions.sent_row(kept.where), after)}


def _read_answer(path: str, row: Mapping[str, Any] | None, after: Record) -> Any:
    """Return the record's value at ``path``.

    If the path is inside a list, the result is the row that contains the values of ``row``, or None.
    """
    whole, index, _ = path.partition("[")
    if not index:
        return read_value(after, path)
    rows = [each for each in read_value(after, whole) or () if isinstance(each, Mapping)]
    return next((each for each in rows if row and row.items() <= each.items()), None)


def _find_item_path(path: str) -> str:
    """Return the path of the list item that contains ``path``, or ``path`` itself.

    >>> _find_item_path("baseline.background.budgets[3].amount"), _find_item_path("baseline.provenance")
    ('baseline.background.budgets[3]', 'baseline.provenance')
    """
    whole, index, inside = path.partition("[")
    return f"{whole}[{inside.partition(']')[0]}]" if index else path


def find_closed(known: Iterable[Decision], result: CollectResult, source: Source) -> Mapping[str, str]:
    """Map the id of each decision that this file closes to the outcome of the decision."""
    return dict(_find_closed(known, result, source))


def _find_closed(
    known: Iterable[Decision], result: CollectResult, source: Source
) -> Iterator[tuple[str, str]]:
    sides = {_find_item_path(each.path): each.settled for each in result.conflicts if each.settled}
    again = {id_ for each in result.decisions for id_ in (each.id, each.earlier_id)}
    for each in known:
        if each.path in sides and each.kind == "conflict":
            yield each.id, f"the value in the {sides[each.path]} was chosen"
        elif each.digest == source.digest or each.id in again:
            continue
        elif each.path in result.typed and each.kind != "agreed":
            yield each.id, "answered in a later form"
        elif _is_new_row(each) and _is_from(each, result, source):
            yield each.id, "no longer in the later form"


def _is_new_row(decision: Decision) -> bool:
    return decision.kind == "unread" and "[" in decision.path and decision.says is None


def _is_from(decision: Decision, result: CollectResult, source: Source) -> bool:
    """Return whether the same person has returned the list with the decision's row again in this file.

    The person is recognised by name or by the name of the file. Another person's copy of the form never
    contained the row, so it decides nothing about the row.
    """
    has_list = decision.path.partition("[")[0] in result.lists
    same = source.file == decision.file or bool(source.who and source.who == decision.who)
    return has_list and same and result.form == decision.manifest
