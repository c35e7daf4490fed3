"""Skeletons of forms: everything independent of answers, built once for all forms of a kind.

A form with 73 indicators has a thousand controls, only some of which a city fills in. Empty controls, spare
rows, prompts and the JSON of the manifest depend only on the declaration, the language and the items of the
view. The ids of controls and bookmarks are assigned here, so that the id of a control does not depend on the
other answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from assembler.assembly.forms.fields import (
    FormContext,
    build_columns,
    build_empty_cell,
    build_empty_field,
    map_checkbox_names,
)
from assembler.assembly.forms.language_tags import FormTags
from assembler.assembly.orders.context import BuildContext
from assembler.model.documents.document_type import (
    BlockDeclaration,
    DocumentType,
    FieldDeclaration,
    GridDeclaration,
    ListDeclaration,
)
from assembler.model.documents.form_manifest import ChoiceItem, FormColumn, FormField, FormList, FormRow
from assembler.model.paths import Slot, find_slot
from assembler.structs import Struct, field, replace
from assembler.views.block import Block
from assembler.word.forms.controls import FIRST_ID, FormIds, PlacedField, build_code, open_control
from assembler.word.forms.form_parts import GLOSSARY, build_glossary, collect_prompts
from assembler.word.forms.list_controls import ColumnCells, PlacedList
from assembler.word.forms.manifest import FieldJson, ListJson, encode_row
from assembler.word.package.zip_writer import Member, deflate
from assembler.word.template.runtime import ConstantDict

LIST_IDS = 10_000_000
"""First id of controls and bookmarks in lists. Ids of fields are lower."""
LIST_ROOM = 20_000
"""Number of ids reserved for each list."""
MOST_LISTS = 19_000
"""Maximum number of lists with reserved ids. Further lists use the ids that follow."""
SPILL_IDS = LIST_IDS + LIST_ROOM * MOST_LISTS


class FieldSkeleton(Struct, frozen=True, dict=True):
    """An unanswered field, for the template and the manifest.

    ``names`` is the path from the part's item to the field's value. ``before`` is the id before the field's
    first id. ``tag`` is Word's tag for the answer's language. ``at`` is the field's index in the form.
    """

    names: tuple[str, ...]
    at: int
    before: int
    blank: FormField
    placed: PlacedField
    tag: str
    json: FieldJson

    @cached_property
    def control_start(self) -> str:
        """The XML of the field's control, up to the start of the answer."""
        return open_control(self.blank, self.placed)


class RenderedList(Struct, frozen=True):
    """A list with its rows in three forms: for the manifest, for the template, and as JSON."""

    form_list: FormList
    placed: PlacedList
    json: bytes


class RenderedRow(Struct, frozen=True):
    """A row of a list in three forms: for the manifest, for the template, and as JSON."""

    row: FormRow
    placed: dict[str, str]
    json: bytes


class ListSkeleton(Struct, frozen=True):
    """A list of a form, to which items are added later.

    ``empty`` is its rendered form with spare rows only, or None if too few ids are reserved. ``spare`` maps
    row numbers to spare rows, which are built when needed.
    """

    names: tuple[str, ...]
    before: int
    room: int
    spare_rows: int
    blank: FormList
    cells: tuple[ColumnCells, ...]
    json: ListJson
    empty: RenderedList | None = None
    spare: dict[int, RenderedRow] = field(default_factory=dict)

    def before_row(self, number: int) -> int | None:
        """Return the id that precedes the ids of row ``number``, or None if too few ids are reserved."""
        needed = len(self.blank.columns) + 1
        return self.before + (number - 1) * needed if number * needed <= self.room else None

    def build_list(self, rows: Sequence[RenderedRow]) -> RenderedList:
        """Return the rendered list with ``rows``."""
        blank, json = self.blank, self.json.encode(each.json for each in rows)
        found = FormList(blank.code, blank.path, blank.title, blank.columns, tuple(each.row for each in rows))
        return RenderedList(found, PlacedList(code=blank.code, rows=[each.placed for each in rows]), json)


class GridSkeleton(Struct, frozen=True):
    """An unanswered grid row, and its template context ``placed``, including the row's code."""

    cells: Mapping[str, FieldSkeleton]
    placed: Mapping[str, Any]


class PartSkeleton(Struct, frozen=True):
    """One block, or everything outside blocks, with its skeletons by name.

    ``path`` is the path from the record to the block's item. ``context`` is the template context without
    answers. ``empty_lists`` contains the lists in that context, or is None if any of them lacks ids.
    """

    path: tuple[str, ...]
    fields: Mapping[str, FieldSkeleton]
    lists: Mapping[str, ListSkeleton]
    grids: Mapping[str, GridSkeleton]
    context: Mapping[str, Any]
    empty_lists: tuple[RenderedList, ...] | None

    def all_fields(self) -> Iterator[FieldSkeleton]:
        """Yield the fields in form order, followed by the fields of grids."""
        yield from self.fields.values()
        for row in self.grids.values():
            yield from row.cells.values()


class FormSkeleton(Struct, frozen=True):
    """A complete form: the part outside blocks, followed by each block.

    ``messages`` are the texts that the form requested from its catalogue. ``empty_fields`` are its fields as
    the manifest stores them without answers, and ``json`` contains each of them as JSON.
    """

    parts: tuple[PartSkeleton, ...]
    empty_fields: tuple[FormField, ...]
    json: tuple[bytes, ...]
    messages: tuple[str, ...]
    names: Mapping[str, Sequence[ChoiceItem]]
    """Maps each kind of reference that the form uses to its choices."""
    prompts: tuple[str, ...] | None = None
    """All prompts of the form, or None if they depend on which lists have rows."""
    checkbox_names: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Maps the path of each list of names to the names that have a check box in the form."""

    def is_valid_for(self, names: Mapping[str, Sequence[ChoiceItem]]) -> bool:
        """Return whether the form would be the same if ``names`` were the choices of references."""
        return all(tuple(names.get(kind, ())) == tuple(items) for kind, items in self.names.items())


def build_form_skeleton(declared: DocumentType, blocks: Sequence[Block], draft: FormContext) -> FormSkeleton:
    """Return the unanswered form that ``declared`` defines for ``blocks``."""
    catalogue, names = _RecordingCatalogue(draft), _RecordingChoices(draft.names)
    draft = replace(draft, catalogue=catalogue, names=names)
    builder = _SkeletonBuilder(draft, FormTags.of(draft))
    inside = (builder.build_part(declared.blocks[each.name], each) for each in blocks)
    parts = (builder.build_part(declared, None), *inside)
    fields = [each for part in parts for each in part.all_fields()]
    empty_fields, json = tuple(each.blank for each in fields), tuple(each.json.blank for each in fields)
    return FormSkeleton(
        parts,
        empty_fields,
        json,
        tuple(catalogue.messages),
        names.used,
        _collect_prompts(parts, empty_fields),
        map_checkbox_names(empty_fields),
    )


def _collect_prompts(parts: Sequence[PartSkeleton], fields: Sequence[FormField]) -> tuple[str, ...] | None:
    shells = [each for part in parts for each in part.lists.values()]
    lists = [each.empty.form_list if each.empty else each.blank for each in shells]
    return collect_prompts(fields, lists) if all(each.rows for each in lists) else None


class _RecordingChoices(dict[str, Sequence[ChoiceItem]]):
    """Mapping of choices that records which kinds of reference are used."""

    def __init__(self, names: Mapping[str, Sequence[ChoiceItem]]) -> None:
        super().__init__(names)
        self.used: dict[str, Sequence[ChoiceItem]] = {}

    def get(self, kind: str, otherwise: Any = ()) -> Any:
        self.used[kind] = found = super().get(kind, otherwise)
        return found


class _RecordingCatalogue:
    """A catalogue that records the messages requested from it."""

    def __init__(self, draft: FormContext) -> None:
        self._catalogue = draft.catalogue
        self.messages: dict[str, None] = {}

    def gettext(self, message: str, context: str = "") -> str:
        self.messages[message] = None
        return self._catalogue.gettext(message, context)


class _SkeletonBuilder(Struct):
    """Builder of a form's skeletons, which assigns the ids in form order."""

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

    def build_part(self, declared: DocumentType | BlockDeclaration, block: Block | None) -> PartSkeleton:
        """Return the skeletons of one block, or of the part outside blocks."""
        around, grids = "", {}
        if isinstance(declared, BlockDeclaration):
            around, grids = declared.path, declared.grids
        block = block or Block("", "")
        path = block.path or ".".join(filter(None, (self.draft.path(around), block.code)))
        own = block.languages, block.choices, block.options_language
        place = _ItemLocation(around, path, block.code, *own)
        fields = {name: self._build_field(name, each, place) for name, each in declared.fields.items()}
        lists = {name: self._build_list(each, place) for name, each in declared.lists.items()}
        rows = {name: self._build_grid(each, place) for name, each in grids.items()}
        context: dict[str, Any] = {name: ConstantDict(each.placed) for name, each in fields.items()}
        context |= {name: each.placed for name, each in rows.items()}
        empty_lists = {name: each.empty for name, each in lists.items() if each.empty}
        context |= {name: each.placed for name, each in empty_lists.items()}
        all_lists = tuple(empty_lists.values()) if len(empty_lists) == len(lists) else None
        return PartSkeleton(place.path, fields, lists, rows, context, all_lists)

    def _build_field(self, name: str, declared: FieldDeclaration, place: _ItemLocation) -> FieldSkeleton:
        answers = place.languages.get(name, self.draft.answers)
        path, found = self._find_slot(declared.path, place)
        draft = replace(place.set_choices(name, found, self.draft), answers=answers)
        blank = build_empty_field(declared, place.code_of(declared.code), path, found, draft)
        return self._build_skeleton(declared.path, blank, draft)

    def _build_skeleton(self, path: str, blank: FormField, draft: FormContext) -> FieldSkeleton:
        before, self._before = self._before, self._before + (1 if blank.row else 2)
        at, self._fields = self._fields, self._fields + 1
        tags = self.tags.with_options(draft.options_language)
        placed = tags.render_field(blank, self.ids.continue_after(before))
        tag = tags.of_answer(blank)
        return FieldSkeleton(self._split_path(path), at, before, blank, placed, tag, FieldJson.of(blank))

    def _build_list(self, declared: ListDeclaration, place: _ItemLocation) -> ListSkeleton:
        key = (place.around, declared.path)
        path = place.full_path(self.draft.path(declared.path))
        if key not in self._columns:
            found = build_columns(declared, path, self.draft)
            self._columns[key] = found, self.tags.build_cells(found)
        columns, cells = self._columns[key]
        code, title = place.code_of(declared.code), self.draft.translate(declared.title)
        before = LIST_IDS + self._lists * LIST_ROOM
        room = LIST_ROOM if self._lists < MOST_LISTS else 0
        self._lists += 1
        blank = FormList(code, path, title, columns, ())
        names, json = self._split_path(declared.path), ListJson.of(blank)
        made = ListSkeleton(names, before, room, declared.spare_rows, blank, cells, json)
        return replace(made, empty=self._build_empty_list(made))

    def _build_empty_list(self, made: ListSkeleton) -> RenderedList | None:
        """Return the list with its spare rows only, or None if too few ids are reserved."""
        numbers = range(1, made.spare_rows + 1)
        if numbers and made.before_row(numbers[-1]) is None:
            return None
        for number in numbers:
            row = FormRow(f"{made.blank.code}.{number}")
            placed = self.tags.render_row(
                row, made.cells, self.ids.continue_after(made.before_row(number) or 0)
            )
            made.spare[number] = RenderedRow(row, ConstantDict(placed), encode_row(row))
        return made.build_list([made.spare[number] for number in numbers])

    def _build_grid(self, declared: GridDeclaration, place: _ItemLocation) -> GridSkeleton:
        row = place.code_of(declared.code)
        self._before += 1
        ids = self.ids.continue_after(self._before - 1)
        code = {"code": row, "code_xml": build_code(row, ids, self.tags.form)}
        cells = {}
        for name, each in declared.cells.items():
            path, found = self._find_slot(each.path or name, place)
            draft = place.set_choices(name, found, self.draft)
            cells[name] = self._build_skeleton(
                each.path or name, build_empty_cell(each, f"{row}.{name}", path, found, draft), draft
            )
        return GridSkeleton(
            cells, {**code, **{name: ConstantDict(cell.placed) for name, cell in cells.items()}}
        )

    def _find_slot(self, below: str, place: _ItemLocation) -> tuple[str, Slot]:
        """Return the full path of ``below``, and its position in the model, which blocks share."""
        path, key = place.full_path(self.draft.path(below)), (place.around, below)
        if key not in self._slots:
            self._slots[key] = find_slot(path)
        return path, self._slots[key]

    def _split_path(self, below: str) -> tuple[str, ...]:
        return tuple(self.draft.path(below).split(".")) if below else ()


class _ItemLocation(Struct, frozen=True):
    """The item of a block: its path in the declaration, its path in the record and its code.

    All three are "" outside blocks.
    """

    around: str
    item_path: str
    code: str
    languages: Mapping[str, str]
    choices: Mapping[str, tuple[ChoiceItem, ...]]
    options_language: str

    def set_choices(self, name: str, found: Slot, draft: FormContext) -> FormContext:
        """Return ``draft`` with the item's own choices for the field ``name``, if it has any."""
        own = self.choices.get(name)
        if not own:
            return draft
        return replace(draft, names={found.refers: own}, options_language=self.options_language)

    @property
    def path(self) -> tuple[str, ...]:
        """The names on the path from the record to the item."""
        return tuple(self.item_path.split(".")) if self.item_path else ()

    def full_path(self, below: str) -> str:
        """Return the path from the record to ``below``, which is relative to the item."""
        return ".".join(each for each in (self.item_path, below) if each)

    def code_of(self, ending: str) -> str:
        """Return the complete code of an element whose code in the declaration is ``ending``."""
        return ".".join(each for each in (self.code, ending) if each)


def share_skeleton(
    build_context: BuildContext,
    declared: DocumentType,
    blocks: Sequence[Block],
    form_context: FormContext,
    *,
    draft_marks: bool,
) -> FormSkeleton:
    """Return the skeleton of the form, which identical forms share.

    If ``draft_marks`` is true, missing translations are marked. The cache key contains everything that the
    skeleton depends on and that may vary within the build context. If the form offers names from the record
    as choices, and they differ from those in the cached skeleton, they are added to the key.
    """
    key = (
        declared.name,
        draft_marks,
        form_context.language,
        form_context.content_language,
        form_context.answers,
        form_context.part,
        tuple(each.key for each in blocks),
    )

    def find(key: Any) -> FormSkeleton:
        found: FormSkeleton = build_context.skeletons.get(
            key, lambda: build_form_skeleton(declared, blocks, form_context)
        )
        return found

    found = find(key)
    if found.is_valid_for(form_context.names):
        return found
    return find((key, tuple((kind, tuple(each)) for kind, each in form_context.names.items())))


def share_glossary(build_context: BuildContext, prompts: tuple[str, ...], tag: str) -> Member:
    """Return the part that contains the prompts, which Word restores when an answer is deleted.

    ``tag`` is Word's tag for the form's language.
    """
    found: Member = build_context.skeletons.get(
        (GLOSSARY, tag, prompts), lambda: deflate(GLOSSARY, build_glossary(prompts, tag))
    )
    return found
