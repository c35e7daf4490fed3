"""Collection of a returned form into the record from which it was built.

The complete file is read, and its rows are matched by anchors, such as bookmarks and codes. Each value is
merged with the value that was sent and the record's current one. Then one transaction writes the record, the
form as returned, and the content that is not data.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from assembler.collect.applying.earlier_returns import EarlierReturns
from assembler.collect.applying.fields import MergePolicy
from assembler.collect.collect_form import MergedForm, is_empty, merge_form
from assembler.collect.collect_report import merge_report
from assembler.collect.form_questions import Questions
from assembler.collect.identification import (
    IdentifiedForm,
    find_origin,
    find_record_folder,
    identify_form,
    name_respondent,
)
from assembler.collect.open_decisions import build_decisions
from assembler.collect.result_writer import write_collected
from assembler.merging.audit_entries import Source, build_source
from assembler.merging.collect_result import (
    CollectResult,
    Conflict,
    ConflictResolver,
    ValueChange,
    leave_open,
)
from assembler.store.files.transaction import lock_folder
from assembler.store.office.convert_to_docx import convert_to_docx
from assembler.store.project.project import Project
from assembler.store.records.audit_log import read_changes
from assembler.structs import replace
from assembler.word.package.legacy_formats import detect_legacy_format
from assembler.word.returned.form_content import ReturnedForm
from assembler.word.returned.returned_file import (
    ReturnedFile,
    open_members,
    open_returned_file,
    read_form,
    read_report,
)

if TYPE_CHECKING:
    from assembler.word.check.check import ReadDocument


_Entry = TypeVar("_Entry", ValueChange, Conflict)


@contextmanager
def pause_garbage_collection() -> Iterator[None]:
    """Pause the garbage collector, which otherwise searches the many objects of a form again and again."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@pause_garbage_collection()
def collect(
    project: Project, form_file: Path | ReadDocument, *, record: str = "", dry_run: bool = False,
    settle: ConflictResolver = leave_open, moment: str = "",
) -> CollectResult:  # fmt: skip
    """Merge a returned form or report into its record.

    ``form_file`` is the path of the form, or the document at that path if it has been read already. If
    ``record`` is given, the form must belong to that record. A ``dry_run`` neither locks nor writes anything.
    ``settle`` chooses the side to keep in a conflict. ``moment`` is the current time (ISO 8601) for the audit
    log. Nothing is written for an empty form.

    Raises FileError if the file cannot be opened as a form, ToolError if LibreOffice is needed but missing or
    too slow, FormError if the form belongs to no record of the project, ProjectError if its type or its
    record no longer exists, DataError if the record has errors, and OutputError if a file cannot be written.
    After an OutputError, no file has changed.
    """
    path = form_file if isinstance(form_file, Path) else Path(form_file.name)
    data = project.files.read(path)
    if isinstance(form_file, Path) or not form_file.parts:
        file = open_returned_file(convert_legacy_format(data, path.name), path.name)
    else:
        file = open_members(form_file.parts, path.name, form_file.trees)
    form = read_form(file)
    if not dry_run:
        project.recover()
    origin = find_origin(project, form)
    with nullcontext() if dry_run else lock_folder(find_record_folder(project, origin)):
        identified = name_respondent(identify_form(project, form, origin, record), data)
        earlier = EarlierReturns(
            read_changes(identified.record.folder, project.files), sha256(data).hexdigest()
        )
        policy = MergePolicy(settle, earlier, sent=origin.sent)
        merged = _merge(project, form, identified, file, policy=policy)
        source = build_source(form, data, identified.manifest.id, moment)
        if identified.respondent:
            source = replace(source, who="", file=f"{identified.respondent}{path.suffix}")
            merged = replace(merged, result=_omit_names(merged.result))
        result = _add_questions(merged, source, identified)
        if identified.declared.kind == "form" and is_empty(project, identified.manifest, result, data):
            return replace(result, empty=True, incomplete=())
        if dry_run:
            return result
        return replace(result, written=write_collected(project, identified.record, merged.contents,
                                                        returned=(source, data), result=result))  # fmt: skip


def _omit_names(result: CollectResult) -> CollectResult:
    """Return the result without the names of the people who changed the file or commented on it."""
    return replace(result, authors={}, kept=tuple(replace(each, author="") for each in result.kept))


def _add_questions(merged: MergedForm, source: Source, identified: IdentifiedForm) -> CollectResult:
    """Return the result with the question of each change, and with the decisions that people have to make."""
    questions = Questions(identified.manifest)
    result = replace(
        merged.result,
        changed=tuple(_add_question(each, questions) for each in merged.result.changed),
        conflicts=tuple(_add_question(each, questions) for each in merged.result.conflicts),
    )
    manifest = replace(identified.manifest, part=identified.respondent or identified.manifest.part)
    return replace(result, decisions=build_decisions(result, source, manifest, questions, merged.record))


def _add_question(each: _Entry, questions: Questions) -> _Entry:
    code, question = questions.find_by_path(each.path)
    return replace(each, code=code, question=question)


def _merge(
    project: Project,
    form: ReturnedForm,
    identified: IdentifiedForm,
    file: ReturnedFile,
    *,
    policy: MergePolicy,
) -> MergedForm:
    """Merge the answers in the cells of a form, or the sections of a report."""
    if identified.declared.kind == "form":
        return merge_form(project, form, identified, policy)
    return merge_report(project, identified, form, read_report(file), policy)


def convert_legacy_format(data: bytes, name: str) -> bytes:
    """Return .docx or .odt ``data`` unchanged, and .doc or .rtf ``data`` as .docx.

    ``name`` is the file name for errors. Raises FileError if the file cannot be read or is in a different
    format, and ToolError if LibreOffice is missing or too slow.
    """
    kind = detect_legacy_format(data, name)
    return convert_to_docx(data, kind, name) if kind else data
