"""Validation of merged answers, which rejects answers that would make the record invalid.

One invalid answer (an e-mail address without its @) must neither damage the record nor prevent the other
answers from being merged. The record is therefore validated with all answers and with the data to which it
refers, and invalid answers are undone. A record never has more errors afterwards than before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assembler.collect.applying.earlier_returns import quote_value
from assembler.collect.applying.fields import FieldMerge
from assembler.diagnostics import Diagnostic, Location
from assembler.diagnostics.returned_answers import INVALID_ANSWER
from assembler.errors import DataError
from assembler.merging.collect_result import KeptText, ValueChange
from assembler.model.paths import names_path
from assembler.store.project.project import Project
from assembler.store.project.record_validation import check_references
from assembler.store.records.record import Record
from assembler.store.records.record_data import data_at, with_data, with_name
from assembler.store.records.record_writer import Change, EditedRecord, edit_record
from assembler.store.records.value_text import format_value
from assembler.structs import Struct, field, replace


class ValidatedChanges(Struct, frozen=True):
    """The accepted changes and the rejected answers.

    ``record`` is the resulting record, and ``contents`` are the new contents of its files.
    """

    record: Record
    changed: Sequence[ValueChange] = ()
    contents: dict[str, bytes] = field(default_factory=dict)
    diagnostics: Sequence[Diagnostic] = ()
    kept: Sequence[KeptText] = ()


OriginPaths = Mapping[str, Sequence[str]]
"""Maps the path of a change to the paths of the values that record its origin."""


def validate_changes(
    project: Project, merge: FieldMerge, *, new: bool, origins: OriginPaths | None = None
) -> ValidatedChanges:
    """Return the valid changes of ``merge``, with a diagnostic for each rejected one.

    ``origins`` maps a change to the values that record where it came from. They are undone if the change is
    rejected. If the record is ``new``, its review is added. Raises DataError if errors remain after all
    answers were rejected.
    """
    data, changed = dict(merge.data), list(merge.changed)
    if new:
        data["review"] = {**_build_review(merge.record), **data.get("review", {})}
    diagnostics: list[Diagnostic] = []
    kept: list[KeptText] = []
    edited = _edit_record(project, merge.record, data)
    while edited.errors and changed:
        for each in _find_rejected(edited.errors, changed):
            changed.remove(each)
            for path in (each.path, *(origins or {}).get(each.path, ())):
                data = _undo_change(merge.record, data, path)
            data = _reapply_ticks(data, changed, each.path)
            why = _find_reason(edited.errors, each.path)
            diagnostics.append(_report_refused(merge, each, why))
            code = _find_code(merge, each.path)
            kept += [KeptText(code, format_value(each.new), why, "unread")] if each.new is not None else []
        edited = _edit_record(project, merge.record, data)
    if edited.errors:
        what = "the record would have errors with the answers of this form; nothing was written"
        raise DataError(
            what, location=merge.record.name, hint="fix the errors listed below", diagnostics=edited.errors
        )
    return ValidatedChanges(edited.record, changed, edited.contents, diagnostics, kept)


def _edit_record(project: Project, record: Record, data: Mapping[str, Any]) -> EditedRecord:
    """Return the record with ``data`` in its files, and the new errors in these files and their references.

    Errors that the record already had are reported elsewhere, and do not cause an answer to be rejected.
    Empty files are not created.
    """
    changes = [Change(kind, value) for kind, value in data.items() if value or kind in record.files]
    edited = edit_record(record, changes)
    if edited.errors or not changes:
        return edited
    before = set(map(_identify_error, record.diagnostics))
    new = (each for each in check_references(project, edited.record) if _identify_error(each) not in before)
    return replace(edited, errors=tuple(each for each in new if each.is_error))


def _identify_error(error: Diagnostic) -> tuple[str, str, str]:
    """Return a key that identifies an error even if its line has moved."""
    return error.rule, error.location.position, error.message


def _find_rejected(errors: Sequence[Diagnostic], changed: Sequence[ValueChange]) -> Sequence[ValueChange]:
    """Return the changes at the location of an error or, failing that, near one.

    If there are none, all changes are returned. An error in a list of names is attributed first to the names
    that were typed, then to the check boxes.
    """
    changes = [each for each in changed if any(_is_at(error, each.path) for error in errors)]
    boxes = [(each, names_path(each.path)) for each in changed]
    return (
        changes
        or [each for each, names in boxes if names and any(_is_at(error, names) for error in errors)]
        or [each for each in changed if any(_is_near(error, each.path) for error in errors)]
        or [*changed]
    )


def _find_reason(errors: Sequence[Diagnostic], path: str) -> str:
    """Return the message of the error at or near ``path`` or, failing that, of the first error."""
    return next((e.message for e in errors if _is_at(e, path) or _is_near(e, path)), errors[0].message)


def _build_review(record: Record) -> dict[str, Any]:
    """Return the plain data of a new record's review, with the values that it must contain."""
    review = record.review
    entries = {"project": review.project, "city": review.city, "benchmark": review.benchmark}
    return {**entries, "language": review.language, **({"example": True} if review.example else {})}


def _is_at(error: Diagnostic, path: str) -> bool:
    """Return whether the error is at ``path`` or inside it."""
    where = _unquote(error.location.position)
    return where == _unquote(path) or where.startswith((f"{_unquote(path)}.", f"{_unquote(path)}["))


def _is_near(error: Diagnostic, path: str) -> bool:
    """Return whether the error is at a sibling of ``path``, or at a sibling of one of its parents.

    The sibling may be missing, or contradict the value at ``path``. The location of an error in a complete
    file (such as the order of its dates) is the kind of the file. It is near every path in that file.
    """
    where = _unquote(error.location.position)
    return _unquote(path).startswith(f"{where.rpartition('.')[0] or where}.")


def _unquote(path: str) -> str:
    return path.replace('"', "")


def _undo_change(record: Record, data: Mapping[str, Any], path: str) -> dict[str, Any]:
    """Return ``data`` with the record's own value at ``path``.

    If the value is in a list row, the whole list is reset.
    """
    for each in dict.fromkeys((path, path.split("[")[0])):
        kind, *inside = each.split(".")
        file = record.files.get(kind)
        data = {**data, kind: _restore(data.get(kind, {}), None if file is None else file.data, inside)}
    return dict(data)


def _reapply_ticks(data: Mapping[str, Any], changed: Sequence[ValueChange], names: str) -> dict[str, Any]:
    """Return ``data`` with the valid changes to check boxes applied again.

    ``names`` is the path of the list of names that the check boxes represent. The list was reset because one
    of the changes to it was rejected.
    """
    for each in changed:
        if names_path(each.path) == names:
            kind, *inside = each.path.split(".")
            data = {**data, kind: with_name(data.get(kind, {}), inside, included=each.new is not None)}
    return dict(data)


def _restore(now: Any, old: Any, inside: Sequence[str]) -> Any:
    """Return ``now`` with the value at ``inside`` restored from ``old``.

    A new parent that becomes empty is removed.
    """
    if isinstance(data_at(now, inside[:-1]) or data_at(old, inside[:-1]), list):
        now = with_name(now, inside, included=bool(data_at(old, inside)))
    else:
        now = with_data(now, inside, data_at(old, inside))
    while len(inside) > 1 and data_at(now, inside := inside[:-1]) == {} and data_at(old, inside) is None:
        now = with_data(now, inside, None)
    return now


def _report_refused(merge: FieldMerge, change: ValueChange, why: str) -> Diagnostic:
    location = Location(merge.form.name, _find_code(merge, change.path))
    if change.new is None:
        return INVALID_ANSWER.at(location, "deleted", path=change.path, reason=why)
    return INVALID_ANSWER.at(location, answer=quote_value(change.new), path=change.path, reason=why)


def _find_code(merge: FieldMerge, path: str) -> str:
    """Return the form's code for the value at ``path``, or the path itself if it has no code."""
    bare = path.split("[")[0]
    named = [(each.path, each.code) for each in merge.manifest.fields]
    named += [(each.path, each.code) for each in merge.manifest.lists]
    return next((code for answer_path, code in named if answer_path == bare), path)
