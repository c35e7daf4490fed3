"""What a person has to decide after a form or report came back, and whether that was decided since.

An entry about an answer is open as long as the record says there what it said when the form was collected:
who writes an answer into the record, or collects a form with one, has decided. So it is with words that a
team had agreed on. A comment or a text that answers no question is open until somebody notes the day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePath
from typing import Any

from assembler.collect.questions import Questions
from assembler.merging.audit import Source
from assembler.merging.result import CollectResult, Conflict, KeptText, ValueChange
from assembler.model.documents.form import FormManifest
from assembler.store.project.project import Project
from assembler.store.records.record import Record
from assembler.store.records.value_text import format_value
from assembler.store.returns.decisions import Decision, read_decisions
from assembler.store.yaml.yaml_path import split_path
from assembler.values.plain_text import fold_text


def list_open_decisions(project: Project, record: Record) -> tuple[Decision, ...]:
    """What is to be decided about ``record``; DataError where the list of it was damaged by hand."""
    return tuple(each for each in read_decisions(project, record.name) if is_open(each, record))


def is_open(decision: Decision, record: Record) -> bool:
    """Whether nobody decided yet.

    An item of a list is decided when none of the list is as it was, and a new row when one has its words.
    """
    is_unreadable = decision.path.partition(".")[0] in record.unreadable
    if decision.decided or not decision.path or is_unreadable:
        return not decision.decided
    whole, index, _ = decision.path.partition("[")
    now = read_value(record, whole)
    if not index:
        return bool(now == decision.says)
    if decision.says is not None:
        return decision.says in (now or ())
    return decision.kind != "unread" or not any(_has_words(row, decision.typed) for row in now or ())


def _has_words(row: Any, typed: Any) -> bool:
    """Whether a row of a list says all that was typed: no word is left without those of its values.

    >>> _has_words({"name": "Ann", "year": 2027, "note": "late"}, "Ann, 2027"), _has_words("Ann", "Anna")
    (True, False)
    """
    left = _normalise_value(typed)
    values = row.values() if isinstance(row, Mapping) else (row,)
    for words in sorted(filter(None, map(_normalise_value, values)), key=len, reverse=True):
        left = re.sub(rf"(?<!\w){re.escape(words)}(?!\w)", ",", left)
    return not left.strip(" ,;")


def _normalise_value(value: Any) -> str:
    """The words of a value, without the language that a text is in."""
    said = value.get("text", value) if isinstance(value, Mapping) else value
    return fold_text(format_value(said, " "))


def read_value(record: Record, path: str) -> Any:
    """What the files of ``record`` say at ``path``, as plain data; None for nothing."""
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
    result: CollectResult, source: Source, manifest: FormManifest, after: Record
) -> tuple[Decision, ...]:
    """What the form or report leaves to decide; ``after`` is the record with its answers in it."""
    questions = Questions(manifest)
    made = [_describe_conflict(each, questions, after) for each in result.conflicts if not each.settled]
    made += [_describe_text(each, questions, after) for each in result.kept if each.kind != "conflict"]
    made += [_describe_agreed_change(each, questions, after, what) for each in result.changed
             if (what := result.agreed.get(each.path))]  # fmt: skip
    made += [{"kind": "picture", "code": each.where, "typed": each.name, "why": "a picture"}
             for each in result.pictures]  # fmt: skip
    same = {"record": result.record, "form": manifest.type, "part": manifest.part, "manifest": manifest.id,
            "collected": source.collected, "file": source.file, "digest": source.digest}  # fmt: skip
    found = [Decision(**{**same, **each, "who": each.get("who") or source.who}) for each in made]
    return tuple({each.id: each for each in found}.values())


def _describe_conflict(conflict: Conflict, questions: Questions, after: Record) -> dict[str, Any]:
    code, question = questions.find_by_path(conflict.path)
    path = _find_item_path(conflict.path)
    return {
        "kind": "conflict", "code": code, "question": question, "path": path, "typed": conflict.form,
        "says": read_value(after, path), "why": "the form and the record say different things",
        "hint": "collect the form again with --prefer form, record or ask",
    }  # fmt: skip


def _describe_agreed_change(
    change: ValueChange, questions: Questions, after: Record, what: str
) -> dict[str, Any]:
    code, question = questions.find_by_path(change.path)
    file = f"data/kept/{PurePath(after.name).name}/decisions.json"
    return {
        "kind": "agreed", "code": code, "question": question, "path": change.path, "typed": change.new,
        "says": read_value(after, change.path), "why": f"the team had agreed on the words of this {what}",
        "hint": f"ask the team whether it agrees; then write the day as `decided` into {file}",
    }  # fmt: skip


def _describe_text(kept: KeptText, questions: Questions, after: Record) -> dict[str, Any]:
    path, question = questions.find_by_code(kept.where)
    told = {"kind": kept.kind, "code": kept.where, "typed": kept.text, "question": question,
            "why": kept.why, "hint": kept.hint, "who": kept.author}  # fmt: skip
    if kept.kind != "unread" or not path:
        return told
    return {**told, "path": path, "says": _read_answer(path, questions.sent_row(kept.where), after)}


def _read_answer(path: str, row: Mapping[str, Any] | None, after: Record) -> Any:
    """What the record says of the answer, or of the row of a list that was sent with these values."""
    whole, index, _ = path.partition("[")
    if not index:
        return read_value(after, path)
    rows = [each for each in read_value(after, whole) or () if isinstance(each, Mapping)]
    return next((each for each in rows if row and row.items() <= each.items()), None)


def _find_item_path(path: str) -> str:
    """The path of the item of a list that ``path`` lies in, or ``path``.

    >>> _find_item_path("baseline.background.budgets[3].amount"), _find_item_path("baseline.provenance")
    ('baseline.background.budgets[3]', 'baseline.provenance')
    """
    whole, index, inside = path.partition("[")
    return f"{whole}[{inside.partition(']')[0]}]" if index else path


def find_closed(known: Iterable[Decision], result: CollectResult, source: Source) -> Mapping[str, str]:
    """What collecting a file decides, by the id of the entry: a side that was chosen, or a later answer."""
    return dict(_find_closed(known, result, source))


def _find_closed(
    known: Iterable[Decision], result: CollectResult, source: Source
) -> Iterator[tuple[str, str]]:
    sides = {_find_item_path(each.path): each.settled for each in result.conflicts if each.settled}
    again = {each.id for each in result.decisions}
    for each in known:
        if each.path in sides and each.kind == "conflict":
            yield each.id, f"the {sides[each.path]} was followed"
        elif each.digest == source.digest or each.id in again:
            continue
        elif each.path in result.typed and each.kind != "agreed":
            yield each.id, "answered in a form that came later"
        elif _is_new_row(each) and _is_from(each, result, source):
            yield each.id, "no longer in the form that came later"


def _is_new_row(decision: Decision) -> bool:
    return decision.kind == "unread" and "[" in decision.path and decision.says is None


def _is_from(decision: Decision, result: CollectResult, source: Source) -> bool:
    """Whether the file is a later version of the one that the entry came with, and has that list.

    A copy that somebody else filled in never had the row, so it says nothing of it.
    """
    has_list = decision.path.partition("[")[0] in result.lists
    same = source.file == decision.file or bool(source.who and source.who == decision.who)
    return has_list and same and result.form == decision.manifest
