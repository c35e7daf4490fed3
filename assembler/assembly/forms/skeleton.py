"""A form as far as it does not depend on answers: made once, and shared by all forms of its kind.

A form of 73 indicators has a thousand controls, of which a city fills some. What an empty control, a spare
row, a prompt or a line of the manifest looks like depends on the declaration, the language and the items that
the view shows. The ids of controls and bookmarks are laid down here too, so that a control keeps its id
whatever people answer elsewhere in the form.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from assembler.assembly.forms.fields import FormContext, build_columns, build_empty_cell, build_empty_field
from assembler.assembly.forms.languages import FormTags
from assembler.model.documents.document_type import (
    BlockDeclaration,
    DocumentType,
    FieldDeclaration,
    GridDeclaration,
    ListDeclaration,
)
from assembler.model.documents.form import ChoiceItem, FormColumn, FormField, FormList, FormRow
from assembler.model.paths import Slot, find_slot
from assembler.structs import Struct, field, replace
from assembler.views.block import Block
from assembler.word.forms.controls import FIRST_ID, FormIds, PlacedField, build_code, open_control
from assembler.word.forms.form_parts import collect_prompts
from assembler.word.forms.list_controls import ColumnCells, PlacedList
from assembler.word.forms.manifest_json import FieldJson, ListJson, encode_row
from assembler.word.template.constants import ConstantDict

LIST_IDS = 10_000_000
"""Controls and bookmarks in lists are numbered from here, those of fields below."""
LIST_ROOM = 20_000
"""Ids that each list has to itself."""
MOST_LISTS = 19_000
"""Lists that have such room; others take what comes after it."""
SPILL_IDS = LIST_IDS + LIST_ROOM * MOST_LISTS


class FieldSkeleton(Struct, frozen=True):
    """A field without an answer: what the template and the manifest show of it.

    ``names`` lead to its value from the part's item; its ids come after ``before``. ``opened`` is its control
    up to where an answer begins, ``tag`` Word's tag for that. ``at`` counts the fields of the form from 0.
    """

    names: tuple[str, ...]
    at: int
    before: int
    blank: FormField
    placed: PlacedField
    opened: str
    tag: str
    words: FieldJson


class RenderedList(Struct, frozen=True):
    """A list with its rows: for the manifest, for the template, and in the manifest's words."""

    form_list: FormList
    placed: PlacedList
    words: bytes


class RenderedRow(Struct, frozen=True):
    """A row of a list: for the manifest, for the template, and in the manifest's words."""

    row: FormRow
    placed: dict[str, str]
    words: bytes


class ListSkeleton(Struct, frozen=True):
    """A list without items; ``empty`` is how it is shown then, None where its ids must be found each time.

    ``spare`` holds its spare rows by their numbers, as they are asked for.
    """

    names: tuple[str, ...]
    before: int
    room: int
    spare_rows: int
    blank: FormList
    cells: tuple[ColumnCells, ...]
    words: ListJson
    empty: RenderedList | None = None
    spare: dict[int, RenderedRow] = field(default_factory=dict)

    def before_row(self, number: int) -> int | None:
        """The id before those of a row; None where the list's room is full."""
        needed = len(self.blank.columns) + 1
        return self.before + (number - 1) * needed if number * needed <= self.room else None

    def whole(self, rows: Sequence[RenderedRow]) -> RenderedList:
        """The list with these rows."""
        blank, words = self.blank, self.words.encode(each.words for each in rows)
        found = FormList(blank.code, blank.path, blank.title, blank.columns, tuple(each.row for each in rows))
        return RenderedList(found, PlacedList(code=blank.code, rows=[each.placed for each in rows]), words)


class GridSkeleton(Struct, frozen=True):
    """A row of a grid without answers; ``placed`` is what the template is given, with the row's code."""

    cells: Mapping[str, FieldSkeleton]
    placed: Mapping[str, Any]


class PartSkeleton(Struct, frozen=True):
    """What stands outside of blocks, or one block: its shells by the names of their places.

    ``path`` leads to its item from the record. ``standing`` is what the template is given where nobody
    answered anything, ``bare`` are its lists then; None where one of them must find its ids each time.
    """

    path: tuple[str, ...]
    fields: Mapping[str, FieldSkeleton]
    lists: Mapping[str, ListSkeleton]
    grids: Mapping[str, GridSkeleton]
    standing: Mapping[str, Any]
    bare: tuple[RenderedList, ...] | None

    def all_fields(self) -> Iterator[FieldSkeleton]:
        """Its fields in the order of the form, those of its grids last."""
        yield from self.fields.values()
        for row in self.grids.values():
            yield from row.cells.values()


class FormSkeleton(Struct, frozen=True):
    """A whole form: what stands outside of blocks, then each block.

    ``asked`` holds the messages that it asked its catalogue for. ``blanks`` are all its fields as they are in
    the manifest without an answer, ``words`` the same in words.
    """

    parts: tuple[PartSkeleton, ...]
    blanks: tuple[FormField, ...]
    words: tuple[bytes, ...]
    asked: tuple[str, ...]
    names: Mapping[str, Sequence[ChoiceItem]]
    """What there is to choose from where a text names a thing, by the kinds that the form asks for."""
    prompts: tuple[str, ...] | None = None
    """Every prompt that it shows; None where that depends on which lists have rows."""

    def fits(self, names: Mapping[str, Sequence[ChoiceItem]]) -> bool:
        """Whether it is the same form where there are these ``names``."""
        return all(tuple(names.get(kind, ())) == tuple(items) for kind, items in self.names.items())


def build_form_skeleton(declared: DocumentType, blocks: Sequence[Block], draft: FormContext) -> FormSkeleton:
    """The form that ``declared`` makes for ``blocks``; nothing of the record's answers is looked at."""
    catalogue, names = _RecordingCatalogue(draft), _RecordingChoices(draft.names)
    draft = replace(draft, catalogue=catalogue, names=names)
    builder = _SkeletonBuilder(draft, FormTags.of(draft))
    inside = (builder.part(declared.blocks[each.name], each) for each in blocks)
    parts = (builder.part(declared, None), *inside)
    fields = [each for part in parts for each in part.all_fields()]
    blanks, words = tuple(each.blank for each in fields), tuple(each.words.blank for each in fields)
    return FormSkeleton(
        parts, blanks, words, tuple(catalogue.asked), names.used, _collect_prompts(parts, blanks)
    )


def _collect_prompts(parts: Sequence[PartSkeleton], fields: Sequence[FormField]) -> tuple[str, ...] | None:
    shells = [each for part in parts for each in part.lists.values()]
    lists = [each.empty.form_list if each.empty else each.blank for each in shells]
    return collect_prompts(fields, lists) if all(each.rows for each in lists) else None


class _RecordingChoices(dict[str, Sequence[ChoiceItem]]):
    """Names to choose from, and those of them that were asked for."""

    def __init__(self, names: Mapping[str, Sequence[ChoiceItem]]) -> None:
        super().__init__(names)
        self.used: dict[str, Sequence[ChoiceItem]] = {}

    def get(self, kind: str, otherwise: Any = ()) -> Any:
        self.used[kind] = found = super().get(kind, otherwise)
        return found


class _RecordingCatalogue:
    """A catalogue that knows what it was asked."""

    def __init__(self, draft: FormContext) -> None:
        self._catalogue = draft.catalogue
        self.asked: dict[str, None] = {}

    def gettext(self, message: str, context: str = "") -> str:
        self.asked[message] = None
        return self._catalogue.gettext(message, context)


class _SkeletonBuilder(Struct):
    """Makes the shells of one form in the order of the form, and gives out its ids."""

    draft: FormContext
    tags: FormTags
    ids: FormIds = field(default_factory=FormIds)
    _before: int = FIRST_ID
    _lists: int = 0
    _fields: int = 0
    _slots: dict[tuple[str, str], Slot] = field(default_factory=dict)
    _columns: dict[tuple[str, str], tuple[tuple[FormColumn, ...], tuple[ColumnCells, ...]]] = field(
        default_factory=dict
    )

    def part(self, declared: DocumentType | BlockDeclaration, block: Block | None) -> PartSkeleton:
        """The shells of what stands outside of blocks, or of one block."""
        around, grids = "", {}
        if isinstance(declared, BlockDeclaration):
            around, grids = declared.path, declared.grids
        place = _ItemLocation(
            self.draft.path(around), block.code if block else "", block.languages if block else {}
        )
        fields = {name: self._build_field(name, each, place) for name, each in declared.fields.items()}
        lists = {name: self._build_list(each, place) for name, each in declared.lists.items()}
        rows = {name: self._build_grid(each, place) for name, each in grids.items()}
        standing: dict[str, Any] = {name: ConstantDict(each.placed) for name, each in fields.items()}
        standing |= {name: each.placed for name, each in rows.items()}
        bare = {name: each.empty for name, each in lists.items() if each.empty}
        standing |= {name: each.placed for name, each in bare.items()}
        all_bare = tuple(bare.values()) if len(bare) == len(lists) else None
        return PartSkeleton(place.path, fields, lists, rows, standing, all_bare)

    def _build_field(self, name: str, declared: FieldDeclaration, place: _ItemLocation) -> FieldSkeleton:
        answers = place.languages.get(name, self.draft.answers)
        draft = replace(self.draft, answers=answers)
        path, found = self._find_slot(declared.path, place)
        blank = build_empty_field(declared, place.code_of(declared.code), path, found, draft)
        return self._build_skeleton(declared.path, blank)

    def _build_skeleton(self, path: str, blank: FormField) -> FieldSkeleton:
        before, self._before = self._before, self._before + (1 if blank.row else 2)
        at, self._fields = self._fields, self._fields + 1
        placed, tag = self.tags.placed(blank, self.ids.continue_after(before)), self.tags.of_answer(blank)
        start, words = open_control(blank, placed), FieldJson.of(blank)
        return FieldSkeleton(self._split_path(path), at, before, blank, placed, start, tag, words)

    def _build_list(self, declared: ListDeclaration, place: _ItemLocation) -> ListSkeleton:
        key = (place.around, declared.path)
        path = place.whole(self.draft.path(declared.path))
        if key not in self._columns:
            found = build_columns(declared, path, self.draft)
            self._columns[key] = found, self.tags.cells(found)
        columns, cells = self._columns[key]
        code, title = place.code_of(declared.code), self.draft.says(declared.title)
        before = LIST_IDS + self._lists * LIST_ROOM
        room = LIST_ROOM if self._lists < MOST_LISTS else 0
        self._lists += 1
        blank = FormList(code, path, title, columns, ())
        names, words = self._split_path(declared.path), ListJson.of(blank)
        made = ListSkeleton(names, before, room, declared.spare_rows, blank, cells, words)
        return replace(made, empty=self._build_empty_list(made))

    def _build_empty_list(self, made: ListSkeleton) -> RenderedList | None:
        """The list with its spare rows; None where these have no room."""
        numbers = range(1, made.spare_rows + 1)
        if numbers and made.before_row(numbers[-1]) is None:
            return None
        for number in numbers:
            row = FormRow(f"{made.blank.code}.{number}")
            placed = self.tags.row(row, made.cells, self.ids.continue_after(made.before_row(number) or 0))
            made.spare[number] = RenderedRow(row, ConstantDict(placed), encode_row(row))
        return made.whole([made.spare[number] for number in numbers])

    def _build_grid(self, declared: GridDeclaration, place: _ItemLocation) -> GridSkeleton:
        row = place.code_of(declared.code)
        self._before += 1
        ids = self.ids.continue_after(self._before - 1)
        code = {"code": row, "code_xml": build_code(row, ids, self.tags.form)}
        cells = {}
        for name, each in declared.cells.items():
            path, found = self._find_slot(each.path or name, place)
            cells[name] = self._build_skeleton(
                each.path or name, build_empty_cell(each, f"{row}.{name}", path, found, self.draft)
            )
        return GridSkeleton(
            cells, {**code, **{name: ConstantDict(cell.placed) for name, cell in cells.items()}}
        )

    def _find_slot(self, below: str, place: _ItemLocation) -> tuple[str, Slot]:
        """The path of what a declaration calls ``below``, and what stands there; the same in every block."""
        path, key = place.whole(self.draft.path(below)), (place.around, below)
        if key not in self._slots:
            self._slots[key] = find_slot(path)
        return path, self._slots[key]

    def _split_path(self, below: str) -> tuple[str, ...]:
        return tuple(self.draft.path(below).split(".")) if below else ()


class _ItemLocation(Struct, frozen=True):
    """Where a part of a form stands: the path and code of its item, empty for what is in no block."""

    around: str
    code: str
    languages: Mapping[str, str]

    @property
    def path(self) -> tuple[str, ...]:
        """The names that lead to the item from the record."""
        return (*self.around.split("."), self.code) if self.around else ()

    def whole(self, below: str) -> str:
        """The path from the record of what stands ``below`` the item."""
        return ".".join(each for each in (self.around, self.code, below) if each)

    def code_of(self, ending: str) -> str:
        """The whole code of what the declaration gives this ``ending``."""
        return ".".join(each for each in (self.code, ending) if each)
