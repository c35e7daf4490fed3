"""Collect: a form that came back, into the record it was made from.

Read whole, matched by anchors, read value by value, merged three ways with what was sent and what the record
says now; then written all at once, with the form as it came beside it and everything that is no data.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from assembler.collect.applying.fields import Terms
from assembler.collect.applying.history import Earlier
from assembler.collect.collect_form import form_taken, is_empty
from assembler.collect.collect_report import report_taken
from assembler.collect.identify import Identified, home_of, identified, origin_of
from assembler.collect.input_format import readable
from assembler.collect.open_decisions import new_decisions
from assembler.collect.questions import Questions
from assembler.collect.write import write_everything
from assembler.merging.audit import Source, source_of
from assembler.merging.result import Changed, Collected, Conflict, Settle, nobody
from assembler.store.files.files import read_file
from assembler.store.files.transaction import lock_folder
from assembler.store.project.project import Project
from assembler.store.records.audit_log import read_changes
from assembler.store.records.record_update import with_contents
from assembler.structs import replace
from assembler.word.returned.content import ReturnedForm
from assembler.word.returned.reader import read_form, read_report

N = TypeVar("N", Changed, Conflict)


def collect(
    project: Project, path: Path, *, record: str = "", dry_run: bool = False, settle: Settle = nobody,
    moment: str = "",
) -> Collected:  # fmt: skip
    """What the form at ``path`` brings into its record; written unless ``dry_run``.

    ``record`` may name the record that it must belong to; ``settle`` says whose side is taken in a conflict;
    ``moment`` is now (ISO 8601), for the audit trail. Of an empty form nothing is written. Raises FileError
    where the file is no form that can be opened, ToolError where LibreOffice is needed and missing or too
    slow, FormError where it belongs to no record here, DataError where the record has faults, and OutputError
    where nothing could be written (then nothing was).
    """
    data = read_file(path)
    text = readable(data, path.name)
    form = read_form(text, path.name)
    origin = origin_of(project, form)
    with lock_folder(home_of(project, origin)):
        known = identified(project, form, origin, record)
        earlier = Earlier(read_changes(known.record.folder), sha256(data).hexdigest())
        terms = Terms(settle, earlier, sent=origin.sent)
        result, contents = _read(project, form, known, text, terms=terms)
        source = source_of(form, data, known.manifest.id, moment)
        result = _with_questions(result, source, known, contents)
        if known.declared.kind == "form" and is_empty(project, known.manifest, result, data):
            return replace(result, empty=True, incomplete=())
        if dry_run:
            return result
        return replace(result, written=write_everything(project, known.record, contents,
                                                        returned=(source, data), result=result))  # fmt: skip


def _with_questions(
    result: Collected, source: Source, known: Identified, contents: Mapping[str, bytes]
) -> Collected:
    """The result with the questions that it is about, and with what a person has to decide."""
    asked = Questions(known.manifest)
    result = replace(
        result,
        changed=tuple(_named(each, asked) for each in result.changed),
        conflicts=tuple(_named(each, asked) for each in result.conflicts),
    )
    after, _ = with_contents(known.record, contents)
    return replace(result, decisions=new_decisions(result, source, known.manifest, after))


def _named(each: N, asked: Questions) -> N:
    code, question = asked.of_path(each.path)
    return replace(each, code=code, question=question)


def _read(
    project: Project, form: ReturnedForm, known: Identified, data: bytes, *, terms: Terms
) -> tuple[Collected, dict[str, bytes]]:
    """What the file brings: a form by its cells, a report by its sections."""
    if known.declared.kind == "form":
        return form_taken(project, form, known, terms)
    return report_taken(project, known, form, read_report(data, form.name), terms)
