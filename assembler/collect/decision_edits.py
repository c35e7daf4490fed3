"""Changes that decisions about returned forms make to a record.

A person's answer is read like an answer in the form, in the form's language. All changes are validated
together. In a list, the row is found by its values, because rows may have moved.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from assembler.collect.applying.fields import FieldMerge
from assembler.collect.applying.validation import ValidatedChanges, validate_changes
from assembler.collect.collect_report import record_origin
from assembler.collect.reading.answers import Question, Reader
from assembler.collect.reading.row_matching import RowMatch
from assembler.diagnostics.decisions import INVALID_DECISION
from assembler.diagnostics.value_problems import HINTS
from assembler.merging.collect_result import ValueChange
from assembler.merging.row_alignment import Row
from assembler.merging.three_way import set_value
from assembler.model.documents.form_manifest import ChoiceItem, FormManifest
from assembler.model.paths import Slot, find_slot
from assembler.model.types.rich_text import split_paragraphs
from assembler.store.project.project import Project
from assembler.store.records.audit_log import read_changes
from assembler.store.records.record import Record
from assembler.store.records.record_data import (
    data_at,
    find_language,
    is_bare_text,
    omit_language,
    plain_columns,
)
from assembler.store.returns.decisions import WHOLE_ROW, Decision
from assembler.structs import Struct
from assembler.values.plain_text import fold_text
from assembler.word.forms.manifest import manifest_from_data
from assembler.word.returned.form_content import Cell, ReturnedForm

_ROW_CELL = re.compile(r"[^\S\n]*([^:;\n]+?)\s*:\s*([^;\n]*)")


class RefusedError(ValueError):
    """Error for a decision that cannot be taken.

    ``variant`` and ``fields`` are those of the rule INVALID_DECISION.
    """

    def __init__(self, variant: str, /, **fields: str) -> None:
        self.variant, self.fields = variant, fields
        super().__init__(INVALID_DECISION.wording(variant).message.format(**fields))


class RecordEdit:
    """The changes that decisions make to a record.

    ``changed`` pairs each decision with its change. ``rows`` contains the list, the old values and the new
    values of each row that was changed, so that other decisions about the same row stay open.
    """

    def __init__(self, project: Project, record: Record) -> None:
        self.project, self.record = project, record
        self.changed: list[tuple[Decision, ValueChange]] = []
        self.rows: list[tuple[str, Row, Row]] = []
        self.origins: dict[str, list[str]] = {}
        nothing = FormManifest("", "", "", "", "", "", record.about.language, "", "", "")
        self.merge = FieldMerge(record, ReturnedForm("", ""), nothing, RowMatch())

    def set_form_value(self, decision: Decision) -> None:
        """Change the record's value to the answer in the form."""
        self._set(decision, decision.typed)

    def set_answer(self, decision: Decision, text: str) -> None:
        """Change the record's value to ``text``.

        Raises RefusedError if ``text`` does not answer the question.
        """
        self._set(decision, _AnswerReader(self.project, self.record, decision).read(text))

    def set_state(self, decision: Decision, state: str) -> None:
        """Change the state of a finding."""
        self._set(decision, state)

    def restore(self, decision: Decision) -> None:
        """Restore the text that the record had before the report changed it.

        Raises RefusedError if the audit log does not contain this text.
        """
        lines = [
            line for line in read_changes(self.record.folder)
            if line.get("path") == decision.path and line.get("to") == decision.typed and "from" in line
        ]  # fmt: skip
        if not lines:
            raise RefusedError("earlier text")
        self._set(decision, lines[-1]["from"])

    def validate(self) -> ValidatedChanges:
        """Return the valid changes and the new contents of the record's files."""
        return validate_changes(self.project, self.merge, new=False, origins=self.origins)

    def find_row_values(self, decision: Decision) -> Any:
        """Return the values of the decision's row after the changes made so far."""
        values, path = decision.says, decision.path.partition("[")[0]
        for list_path, old, new in self.rows:
            values = new if (list_path, old) == (path, values) else values
        return values

    def _set(self, decision: Decision, value: Any) -> None:
        if "[" in decision.path:
            self._set_in_list(decision, value)
            return
        kind, *inside = decision.path.split(".")
        old = data_at(self.merge.read_data(kind), inside)
        self.merge.set_value(decision.path, value)
        change = self._add_change(decision, decision.path, old, value)
        manifest = load_manifest(self.project, decision)
        if manifest and manifest.lines:
            self.origins[change.path] = record_origin(self.merge, change, manifest.id, manifest.language)

    def _set_in_list(self, decision: Decision, value: Any) -> None:
        """Change a cell or a row of a list, or add or remove a row."""
        path = decision.path.partition("[")[0]
        kind, *inside = path.split(".")
        value = omit_language(value, find_language(self.record, path))
        rows = list(data_at(self.merge.read_data(kind), inside) or ())
        index = self._find_row(decision, path, rows)
        place = len(rows) if index is None else index
        old = None if index is None else rows[index]
        if decision.column == WHOLE_ROW:
            row = value
        else:
            row = set_value(dict(decision.row) if old is None else old, decision.column, value)
        rows[place : place + 1] = [] if row is None else [row]
        self.merge.set_value(path, rows or None)
        if old is not None and row is not None:
            self.rows.append((path, old, row))
        if old is None or decision.column == WHOLE_ROW:
            self._add_change(decision, f"{path}[{place}]", old, row)
        else:
            name = f"{path}[{place}].{decision.column}"
            self._add_change(decision, name, old.get(decision.column), value)

    def _find_row(self, decision: Decision, path: str, rows: Sequence[Row]) -> int | None:
        """Return the index of the decision's row, or None if the record does not contain the row.

        Raises RefusedError if the row was changed or removed after the form was collected.
        """
        values = self.find_row_values(decision)
        if values is not None:
            if values not in rows:
                raise RefusedError("closed")
            return rows.index(values)
        known = omit_language(dict(decision.row), find_language(self.record, path))
        if decision.column == WHOLE_ROW or not known:
            return None
        return next((index for index, row in enumerate(rows) if known.items() <= row.items()), None)

    def _add_change(self, decision: Decision, path: str, old: Any, new: Any) -> ValueChange:
        change = ValueChange(path, old, new, decision.code, decision.question)
        self.merge.changed.append(change)
        self.changed.append((decision, change))
        return change


def load_manifest(project: Project, decision: Decision) -> FormManifest | None:
    """Return the manifest of the form that was sent, or None if it was not sent from this project."""
    known = bool(decision.manifest) and project.has_form(decision.manifest)
    return manifest_from_data(project.form(decision.manifest)) if known else None


def describe_answers(project: Project, record: Record, decision: Decision) -> str:
    """Return the choices of the question that ``decision`` is about, separated by commas.

    The result is "" if the question has no choices, or if the decision is about a complete list row.
    """
    path, _, index = decision.path.partition("[")
    reader = _AnswerReader(project, record, decision)
    if not path or decision.column == WHOLE_ROW or (index and not decision.column):
        return ""
    return _join_labels(reader.list_columns(path)[decision.column] if index else reader.build_question(path))


def _join_labels(question: Question) -> str:
    return ", ".join(each.display_label for each in question.choices)


class _AnswerReader(Struct, frozen=True):
    """Reader for answers that people enter for a decision."""

    project: Project
    record: Record
    decision: Decision

    def read(self, text: str) -> Any:
        """Return the plain data of ``text``.

        Raises RefusedError if it cannot be read.
        """
        path, _, index = self.decision.path.partition("[")
        if not index:
            return self._read_text(self.build_question(path), text)
        columns = self.list_columns(path)
        if self.decision.column == WHOLE_ROW:
            cells = self._split_row(columns, text)
            return {name: self._read_text(columns[name], cell) for name, cell in cells}
        return self._read_text(columns[self.decision.column], text)

    def _read_text(self, question: Question, text: str) -> Any:
        answer = self._reader.read(question, Cell(split_paragraphs(text)))
        if not answer.read:
            diagnostic, labels = answer.diagnostics[-1], _join_labels(question)
            if labels:
                raise RefusedError("unreadable choice", problem=diagnostic.message, choices=labels)
            advice = HINTS.get(diagnostic.variant, "write the answer in another way")
            raise RefusedError("unreadable", problem=diagnostic.message, advice=advice)
        if answer.value is None:
            raise RefusedError("no answer")
        return answer.value

    @property
    def _reader(self) -> Reader:
        manifest = load_manifest(self.project, self.decision)
        own = self.record.about.language
        around = find_language(self.record, self.decision.path.partition("[")[0]) or own
        if manifest is None:
            return Reader("", own, own, around)
        currency = self.project.cities()[manifest.city].currency if manifest.city else ""
        return Reader("", manifest.language, manifest.content_language, around, currency)

    def build_question(self, path: str) -> Question:
        """Return the form's question or, if its manifest is not stored, a question derived from the model."""
        manifest = load_manifest(self.project, self.decision)
        fields = manifest.fields if manifest else ()
        known = next((each for each in fields if each.code == self.decision.code), None)
        slot = find_slot(path)
        kind = known.kind if known else slot.kind
        choices = known.choices if known else _list_choices(slot)
        return Question(self.decision.code, kind, choices=choices, is_plain_text=is_bare_text(path))

    def list_columns(self, path: str) -> Mapping[str, Question]:
        """Map the name of each column of a list to the question that its cells answer."""
        manifest = load_manifest(self.project, self.decision)
        listed = next((each for each in (manifest.lists if manifest else ()) if each.path == path), None)
        if listed is None:
            return {self.decision.column: self._build_column_question(path)}
        bare = plain_columns(listed)
        return {
            each.name: Question(
                each.heading, each.kind, choices=each.choices, is_plain_text=each.name in bare
            )
            for each in listed.columns
        }

    def _build_column_question(self, path: str) -> Question:
        slot = find_slot(self.decision.column, find_slot(path).item)
        return Question(self.decision.column, slot.kind, choices=_list_choices(slot))

    def _split_row(self, columns: Mapping[str, Question], text: str) -> Iterator[tuple[str, str]]:
        """Yield the name and text of each cell in ``text``, which is written as ``Heading: text``."""
        names = {name: name for name in columns}
        names |= {fold_text(each.code): name for name, each in columns.items()}
        example = "; ".join(f"{each.code}: …" for each in columns.values())
        for line in filter(str.strip, re.split(r"[;\n]", text)):
            match = _ROW_CELL.fullmatch(line)
            name = names.get(fold_text(match[1]), names.get(match[1])) if match else None
            if match is None or name is None:
                raise RefusedError("row", text=line.strip(), example=example)
            yield name, match[2]


def _list_choices(slot: Slot) -> tuple[ChoiceItem, ...]:
    return tuple(ChoiceItem(each.value, each.label, each.letter) for each in slot.choice or ())
