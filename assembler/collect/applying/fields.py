"""Three-way merge of a form's answers into a record, value by value.

Nothing is written here. The result contains the new plain data of each file in the record, the changes, and
the conflicts that a person must resolve.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assembler.collect.applying.earlier_returns import EarlierReturns, quote_value
from assembler.collect.applying.spare_items import find_indicators, find_item_path, find_moved_items
from assembler.collect.applying.unread_hint import complete_hint
from assembler.collect.reading.answers import Answer, Question, Reader
from assembler.collect.reading.grid_rows import find_grid_cells
from assembler.collect.reading.row_matching import (
    LocatedRow,
    RowMatch,
    RowPosition,
    answer_index,
    parse_title_code,
)
from assembler.collect.reading.text_comparison import CellState
from assembler.diagnostics import Diagnostic, Location
from assembler.diagnostics.returned_answers import (
    ANSWER_DELETED,
    CONFLICT,
    PLACEHOLDER_DELETED,
    RESOLVED_CONFLICT,
)
from assembler.diagnostics.returned_forms import MERGED_CELLS, MISSING_CELL, MISSING_FIELD, MOVED_ITEM
from assembler.merging.collect_result import (
    FORM,
    RECORD,
    Conflict,
    ConflictResolver,
    KeptText,
    ValueChange,
    leave_open,
)
from assembler.merging.three_way import Verdict, decide
from assembler.model.documents.form_manifest import ControlKind, FormField, FormManifest
from assembler.model.paths import ROOTS, names_path, value_at
from assembler.model.types.introspection import keys_at
from assembler.store.records.record import Record
from assembler.store.records.record_data import (
    current_value,
    data_at,
    find_language,
    find_language_path,
    is_bare_text,
    omit_language,
    with_data,
    with_name,
)
from assembler.store.records.value_text import format_value
from assembler.structs import Struct, field, replace
from assembler.word.forms.controls import choose_prompt
from assembler.word.returned.form_content import Cell, ReturnedForm


class MergePolicy(Struct, frozen=True):
    """Options for merging a form into a record.

    ``settle`` chooses the side to keep in a conflict. ``earlier`` contains the earlier returns. ``sent`` is
    true if the form was sent from this project.
    """

    settle: ConflictResolver = leave_open
    earlier: EarlierReturns = field(default_factory=EarlierReturns)
    sent: bool = True


class FieldMerge(Struct):
    """A merge of one form's answers into a record, and its results so far."""

    record: Record
    form: ReturnedForm
    manifest: FormManifest
    match: RowMatch
    policy: MergePolicy = field(default_factory=MergePolicy)
    data: dict[str, Any] = field(default_factory=dict)
    changed: list[ValueChange] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    kept: list[KeptText] = field(default_factory=list)
    authors: dict[str, str] = field(default_factory=dict)
    """Maps paths to the authors of the changes, if the form names them."""
    typed: list[str] = field(default_factory=list)
    """The paths of the readable answers that were typed into this form."""
    lists: list[str] = field(default_factory=list)
    """The paths of the lists in the form."""
    widths: Mapping[str, int] = field(default_factory=dict)
    """Maps row codes to the number of cells that the row had when the form was sent, if known."""
    currency: str = ""
    """The city's currency, for amounts that do not name one."""
    bare: bool = False
    """True if the form was returned without its controls."""
    read: dict[tuple[RowPosition, int], Any] = field(default_factory=dict)
    """Maps each cell that was read (row position, cell index) to its plain data."""
    moved: Mapping[str, str] = field(default_factory=dict)
    """Maps the path of each spare item that must move, as it was sent, to its new path."""
    language: str = ""
    """The language of the record."""
    checkbox_lists: frozenset[str] = frozenset()
    """The paths of names that the form offers as check boxes."""

    def __post_init__(self) -> None:
        self.language = self.record.about.language
        flags = (each for each in self.manifest.fields if each.kind == "flag")
        self.checkbox_lists = frozenset(names_path(each.path) for each in flags)

    def merge_all(self) -> None:
        """Merge every field, and set the languages of new parts of the record."""
        self.merge_fields()
        self.set_languages()

    def merge_fields(self) -> None:
        """Merge every field."""
        grids = find_grid_cells(self.manifest.fields, self.form, self.match)
        self.diagnostics += grids.diagnostics
        self.moved = find_moved_items(
            self.record, self.manifest.fields, lambda each: self._read_answer(each, grids.places)
        )
        self.diagnostics += [self._report_moved(*each) for each in self.moved.items()]
        for each in self.manifest.fields:
            self._merge_field(each, grids.places)
        self._add_indicators()

    def _add_indicators(self) -> None:
        """For each new finding without an indicator, set the indicator under which the form lists it."""
        for sent, code in find_indicators(self.manifest.fields).items():
            path = self.moved.get(sent, sent)
            kind, *inside = path.split(".")
            item = data_at(self.read_data(kind), inside)
            if item and not item.get("indicators") and value_at(self.record.entities, path) is None:
                self.changed.append(ValueChange(f"{path}.indicators", None, [code]))
                self.set_value(f"{path}.indicators", [code])

    def reader(self, path: str) -> Reader:
        """Return a reader for the answer at ``path``.

        Texts in the language that the record uses at ``path`` are not labelled with their language.
        """
        around = find_language(self.record, path) or self.language
        return Reader(self.form.name, self.manifest.language, self.manifest.content_language, around,
                      self.currency, self.bare)  # fmt: skip

    def _read_answer(self, each: FormField, places: Mapping[str, int]) -> Any:
        """Return the value of a field's answer, or None if there is none; diagnostics are ignored."""
        located = self.match.rows.get(each.row_code)
        place = None if located is None else self._find_cell(each, located, places)
        if located is None or place is None or place >= len(located.cells):
            return None
        return self.reader(each.path).read(_build_question(each), located.cells[place]).value

    def _find_cell(self, each: FormField, located: LocatedRow, places: Mapping[str, int]) -> int | None:
        """Return the index of the cell with the answer, or None if the cell cannot be determined."""
        if each.row:
            return places.get(each.code)
        present = [index for index, cell in enumerate(located.cells) if not cell.covered]
        sent = self.widths.get(located.code, 0)
        if not sent or len(present) <= sent:
            return answer_index(located.cells)
        marked = [index for index in present if _has_control(located.cells[index], each.code)]
        return marked[0] if len(marked) == 1 else None

    def _report_moved(self, sent: str, kept: str) -> Diagnostic:
        old, new = sent.rpartition(".")[2], kept.rpartition(".")[2]
        return MOVED_ITEM.at(Location(self.form.name, old), old=old, new=new)

    def _find_path(self, each: FormField) -> str:
        """Return the path in the record where the answer will be stored."""
        item = find_item_path(each.path)
        return self.moved.get(item, item) + each.path.removeprefix(item)

    def set_languages(self) -> None:
        """Set the language of each new item or part, if it differs from the language of the record.

        A part is, for example, a peer's grid.
        """
        language = self.manifest.content_language
        items = dict.fromkeys(find_item_path(change.path) for change in self.changed)
        for item in filter(None, items):
            kind, *inside = item.split(".")
            new = value_at(self.record.entities, item) is None
            has_language = "language" in keys_at(ROOTS[kind], tuple(inside))
            if new and has_language and language != self.language:
                self._merge_value(f"{item}.language", inside[-1], base=None, answer=language, now=None)
        for part in dict.fromkeys(find_language_path(change.path) for change in self.changed):
            new = bool(part) and value_at(self.record.entities, part) is None
            if new and language != self.language:
                self._set_part_language(part, language)

    def _set_part_language(self, part: str, language: str) -> None:
        """Set ``language`` once for the new part of the record at the path ``part``, such as a peer's grid.

        The texts in the part then need no language of their own, so it is removed from them.
        """
        kind, *inside = part.split(".")
        plain = omit_language(data_at(self.read_data(kind), inside), language)
        self.data[kind] = with_data(self.read_data(kind), inside, {"language": language, **plain})
        self.changed.append(ValueChange(f"{part}.language", None, language))

    def _merge_field(self, each: FormField, places: Mapping[str, int]) -> None:
        located = self.match.rows.get(each.row_code)
        if located is None:
            self._report_missing(each)
            return
        place = self._find_cell(each, located, places)
        if place is None and not each.row:
            self._report_split(each, located)
        if place is None:
            return
        if self._has_merged_cells(located):
            self._report_merged_cells(each, located)
            return
        if place < len(located.cells) and not (each.row and located.cells[place].covered):
            path = self._find_path(each)
            answer = self._merge_answer(each, path, located.cells[place])
            self.read[located.position, place] = answer
            self.authors |= _read_author(path, located.cells[place])
            return
        self.diagnostics.append(MISSING_CELL.at(self.location(each.row), title=each.title))

    def _report_split(self, each: FormField, located: LocatedRow) -> None:
        """Report a row with more cells than were sent, in which the answer's cell cannot be determined."""
        diagnostic = MERGED_CELLS.at(self.location(located.code), "split", title=each.title)
        self.diagnostics.append(diagnostic)

    def _has_merged_cells(self, located: LocatedRow) -> bool:
        """Return whether cells of the row were merged.

        Question and answer then cannot be distinguished.
        """
        return sum(not cell.covered for cell in located.cells) < self.widths.get(located.code, 0)

    def _report_merged_cells(self, each: FormField, located: LocatedRow) -> None:
        """Report a row with merged cells, whose text is kept as unmatched text."""
        self.diagnostics.append(MERGED_CELLS.at(self.location(located.code), title=each.title))

    def _merge_answer(self, sent: FormField, path: str, cell: Cell) -> Any:
        """Merge the answer in a cell into the value at ``path``, and return it as plain data."""
        each = sent if path == sent.path else replace(sent, path=path)
        answer = self.reader(path).read(_build_question(each), cell)
        if answer.diagnostics:
            diagnostics = (
                complete_hint(problem, self.record, kind=each.kind, choices=each.choices)
                for problem in answer.diagnostics
            )
            answer = replace(answer, diagnostics=tuple(diagnostics))
        self._keep_unread(each.code, answer)
        if answer.read:
            if answer.value is not None and answer.value != each.base:
                self.typed.append(each.path)
            base = None if each.base == "" else each.base
            if sent.path in self.checkbox_lists:
                self._merge_further_names(each, answer.value or [])
            else:
                now, given = current_value(self.record, each), answer.value
                given = None if given is False and names_path(path) else given
                self._merge_value(path, each.code, base=base, answer=given, now=now)
            self._report_empty(each, answer, base)
        return answer.value

    def _merge_further_names(self, each: FormField, typed: list[str]) -> None:
        """Add the names that people typed next to check boxes, and remove those that they deleted there.

        Nothing is removed if the form was not sent from this project.
        """
        kind, *inside = each.path.split(".")
        now, sent = data_at(self.read_data(kind), inside) or [], each.base or []
        removed = set(sent) - set(typed) if self.policy.sent else ()
        kept = [name for name in now if name not in removed]
        new = [*kept, *(name for name in typed if name not in (*now, *sent))]
        if new != now and not self.policy.earlier.has_changed(each.path):
            self.changed.append(ValueChange(each.path, now or None, new or None))
            self.set_value(each.path, new or None)

    def _keep_unread(self, code: str, answer: Answer) -> None:
        self.diagnostics += answer.diagnostics
        if answer.kept:
            last = answer.diagnostics[-1] if answer.diagnostics else None
            what, hint = (last.message, last.hint) if last else ("", "")
            self.kept.append(KeptText(code, answer.kept, what, "unread", hint=hint))

    def _report_missing(self, each: FormField) -> None:
        """Report a missing row once, even if several fields are in it."""
        code = each.row_code
        if any(
            diagnostic.location.position == code
            for diagnostic in (*self.match.diagnostics, *self.diagnostics)
        ):
            return
        if each.row:
            self.diagnostics.append(MISSING_FIELD.at(self.location(code), code=code))
        else:
            self.diagnostics.append(
                MISSING_FIELD.at(self.location(code), "titled", code=code, title=each.title)
            )

    def location(self, code: str) -> Location:
        """Return the location of ``code`` in the form."""
        return Location(self.form.name, code)

    def _merge_value(self, path: str, code: str, *, base: Any, answer: Any, now: Any) -> None:
        if answer == now:
            return  # the record has this value already, or the question is still without an answer
        spoken = find_language(self.record, path)
        found = decide(
            *(omit_language(value, spoken) for value in (base, answer, now)), sent=self.policy.sent
        )
        if (
            found is Verdict.CONFLICT
            and self.resolve_conflict(path, code, base=base, answer=answer, now=now) == FORM
        ):
            found = Verdict.TAKE
        if found is Verdict.TAKE and not self.policy.earlier.has_value(path, answer):
            self.changed.append(ValueChange(path, now, answer))
            self.set_value(path, answer)

    def _report_empty(self, each: FormField, answer: Answer, base: Any) -> None:
        """Report a cleared answer or a deleted prompt."""
        if answer.value is not None or each.control in (ControlKind.CHECKBOX, ControlKind.NONE):
            return
        if base is not None:
            variant = "placeholder" if answer.state is CellState.UNTOUCHED else ""
            deleted = ANSWER_DELETED.at(self.location(each.code), variant, old=quote_value(base))
            self.diagnostics.append(deleted)
        elif answer.state is CellState.CLEARED:
            self.diagnostics.append(PLACEHOLDER_DELETED.at(self.location(each.code)))

    def resolve_conflict(
        self, path: str, code: str, *, base: Any, answer: Any, now: Any, row: str = ""
    ) -> str:
        """Record a conflict and return the chosen side: ``form``, ``record``, or "" if it is left open.

        ``row`` is the code of the row, for a conflict in a list. If the answer was already merged from the
        same file, there is no conflict and the record's value does not change. The same applies if ``settle``
        chooses no side, but a person has already decided on the answer.
        """
        if self.policy.earlier.has_value(path, answer):
            return RECORD
        conflict = Conflict(path, base, answer, now, row=row)
        side = self.policy.settle(conflict)
        if not side and self.policy.earlier.has_decision(path, answer):
            return RECORD
        self.conflicts.append(replace(conflict, settled=side))
        whence = self.policy.earlier.describe_source(path, now)
        answers = {"form": quote_value(answer), "record": quote_value(now), "origin": whence}
        self.diagnostics.append(
            RESOLVED_CONFLICT.at(self.location(code), side=side, **answers)
            if side
            else CONFLICT.at(self.location(code), **answers)
        )
        if answer is not None and side != FORM:
            self.kept.append(KeptText(code, format_value(answer), "in conflict with the record", "conflict"))
        return side

    def set_value(self, path: str, value: Any) -> None:
        """Set ``value`` at ``path`` in the new data of the record."""
        kind, *inside = path.split(".")
        if names_path(path):
            self.data[kind] = with_name(self.read_data(kind), inside, included=value is not None)
            return
        plain = omit_language(value, find_language(self.record, path))
        self.data[kind] = with_data(self.read_data(kind), inside, plain)

    def read_data(self, kind: str) -> Any:
        """Return the data of the record's file ``kind``, including the changes made so far."""
        file = self.record.files.get(kind)
        return self.data.get(kind, {} if file is None else file.data)


def _has_control(cell: Cell, code: str) -> bool:
    """Return whether the cell contains the control for ``code``."""
    return any(code in (control.tag, parse_title_code(control)) for control in cell.controls)


def _read_author(path: str, cell: Cell) -> dict[str, str]:
    """Map ``path`` to the author of the last tracked change in ``cell``.

    The result is empty if no change was tracked.
    """
    named = [change.author for change in cell.revisions if change.author]
    return {path: named[-1]} if named else {}


def _build_question(each: FormField) -> Question:
    return Question(
        each.code, each.kind, each.base, each.shown, choose_prompt(each.prompt), each.choices, each.language,
        each.kind == "text" and is_bare_text(each.path),
    )  # fmt: skip
