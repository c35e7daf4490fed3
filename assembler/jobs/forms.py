"""The fields and lists of a form, drawn from a declaration, a record and a language.

Every answer that the record holds goes into the form as what it shows and, beside it, as the plain value it
was made from: so a form that comes back untouched gives exactly the record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any, Protocol

from assembler.errors import DataError
from assembler.model.content import Choice, RichText, Text
from assembler.model.document_type import (
    BlockDeclaration,
    DocumentType,
    FieldDeclaration,
    GridDeclaration,
    ListDeclaration,
)
from assembler.model.form import (
    ChoiceItem,
    ControlKind,
    FormColumn,
    FormField,
    FormList,
    FormManifest,
    FormRow,
)
from assembler.model.paths import Slot, slot, value_at
from assembler.model.rich import Block as TextBlock
from assembler.model.rich import BlockKind, Run, plain
from assembler.model.wanted import Entity
from assembler.values import KINDS
from assembler.values.rich_text import to_blocks
from assembler.views.block import Block


class Speaks(Protocol):
    """Something that translates."""

    def gettext(self, message: str, context: str = "") -> str:
        """The translation of ``message``, or the message itself."""


@dataclass(frozen=True, slots=True)
class Drafting:
    """What a form is drawn from: the record's entities by kind, the languages and the catalogue.

    ``content_language`` is the record's; ``answers`` is that in which people answer, where it is another one.
    ``part`` is the part of the record that the document is about: ``*`` in a path stands for it. ``names``
    holds what a text may name, to choose from, by the kind of thing (``jobs.named_things``).
    """

    roots: Mapping[str, Entity | None]
    language: str
    content_language: str
    catalogue: Speaks
    part: str = ""
    answers: str = ""
    names: Mapping[str, Sequence[ChoiceItem]] = field(default_factory=dict)

    def says(self, message: str) -> str:
        """``message`` in the form's language."""
        return self.catalogue.gettext(message) if message else ""

    def path(self, declared: str) -> str:
        """``declared`` for this part of the record; DataError where it is about none."""
        if "*" in declared and not self.part:
            raise DataError(f"nothing is said about which part `{declared}` belongs to",
                            remedy="declare what the document has parts of")  # fmt: skip
        return declared.replace("*", self.part)


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row of a grid: its code, and its fields by the names of their cells."""

    code: str
    cells: Mapping[str, FormField]


def fields_of(declared: DocumentType, draft: Drafting) -> dict[str, FormField]:
    """The fields outside of blocks, by the name of their place."""
    return {
        name: _field(each, each.code, each.path, draft=draft) for name, each in declared.fields.items()
    }


def lists_of(declared: DocumentType, draft: Drafting) -> dict[str, FormList]:
    """The lists outside of blocks, by the name of their place."""
    return {name: _list(each, each.code, each.path, draft=draft) for name, each in declared.lists.items()}


def block_fields(declared: BlockDeclaration, block: Block, draft: Drafting) -> dict[str, FormField]:
    """The fields of one repeated part: its item's code stands before theirs."""
    return {
        name: _field(each, *_inside(declared, block, each), draft=_answered(draft, block, name))
        for name, each in declared.fields.items()
    }


def _answered(draft: Drafting, block: Block, name: str) -> Drafting:
    """The drafting of the field ``name``, which people may answer in a language of its own."""
    return replace(draft, answers=block.languages[name]) if name in block.languages else draft


def block_lists(declared: BlockDeclaration, block: Block, draft: Drafting) -> dict[str, FormList]:
    """The lists of one repeated part."""
    return {
        name: _list(each, *_inside(declared, block, each), draft=draft)
        for name, each in declared.lists.items()
    }


def block_grids(declared: BlockDeclaration, block: Block, draft: Drafting) -> dict[str, GridRow]:
    """The rows of one repeated part, each by the name of its grid."""
    return {name: _grid_row(each, declared, block, draft) for name, each in declared.grids.items()}


def _grid_row(
    declared: GridDeclaration, around: BlockDeclaration, block: Block, draft: Drafting
) -> GridRow:
    row = f"{block.code}.{declared.code}" if declared.code else block.code
    cells = {}
    for name, each in declared.cells.items():
        path = f"{around.path}.{block.code}.{each.path or name}"
        found = _bound(f"{row}.{name}", path, each.control, draft=draft)
        title, prompt = draft.says(each.heading), draft.says(each.prompt)
        cells[name] = replace(found, title=title, prompt=prompt, row=row)
    return GridRow(row, cells)


def _inside(
    declared: BlockDeclaration, block: Block, each: FieldDeclaration | ListDeclaration
) -> tuple[str, str]:
    return f"{block.code}.{each.code}", f"{declared.path}.{block.code}.{each.path}".rstrip(".")


def _field(declared: FieldDeclaration, code: str, path: str, *, draft: Drafting) -> FormField:
    found = _bound(code, path, declared.control, draft=draft)
    return replace(
        found, title=draft.says(declared.title), prompt=f"{draft.says(declared.prompt)} ({code})"
    )


def _bound(code: str, path: str, control: ControlKind, *, draft: Drafting) -> FormField:
    """A field with the value that stands at ``path``; its title and prompt are not there yet."""
    path = draft.path(path)
    found = slot(path)
    value = value_at(draft.roots, path)
    choices = choice_items(found, draft, control)
    kind = "choice" if choices else found.kind
    return FormField(
        code=code,
        path=path,
        kind=kind,
        control=control,
        title="",
        prompt="",
        choices=choices,
        base=_base(kind, value),
        shown=_blocks(kind, value, choices, draft.language),
        language=_language(value, draft),
    )


def _language(value: Any, draft: Drafting) -> str:
    if isinstance(value, Text):
        return value.language or draft.content_language
    return draft.answers or draft.content_language


def _base(kind: str, value: Any) -> Any:
    return None if value in (None, ()) else KINDS[kind].plain(value)


def _blocks(
    kind: str, value: Any, choices: Sequence[ChoiceItem], language: str
) -> tuple[TextBlock, ...]:
    if value is None:
        return ()
    if kind == "texts":
        lines = (KINDS[kind].show([each], language) for each in value)
        return tuple(TextBlock((Run(line),), BlockKind.BULLET) for line in lines)
    if isinstance(value, RichText):
        return to_blocks(value.text)
    if isinstance(value, Text):
        return plain(value.text)
    shown = _shown(kind, value, choices, language)
    return (TextBlock((Run(shown),)),) if shown else ()


def _shown(kind: str, value: Any, choices: Sequence[ChoiceItem], language: str) -> str:
    """What stands in a cell for ``value``: for a choice its code and label, else as the language has it."""
    if value is None:
        return ""
    return value.text if isinstance(value, Text) else KINDS[kind].show(value, language, choices)


def choice_items(found: Slot, draft: Drafting, control: ControlKind) -> tuple[ChoiceItem, ...]:
    """The items of a choice with their labels in the form's language; none for other kinds.

    A text that names something has them where its control is to choose from: the things that there are.
    """
    if found.refers and control is ControlKind.CHOICE:
        return tuple(draft.names.get(found.refers, ()))
    members: Iterable[Choice] = found.choice or ()
    return tuple(ChoiceItem(member.value, draft.says(member.label), member.sign) for member in members)


def _list(declared: ListDeclaration, code: str, path: str, *, draft: Drafting) -> FormList:
    path = draft.path(path)
    item = slot(path).item
    slots = {name: slot(name, item) for name in declared.columns}
    columns = tuple(
        FormColumn(
            name,
            slots[name].kind,
            each.control,
            draft.says(each.heading),
            choice_items(slots[name], draft, each.control),
        )
        for name, each in declared.columns.items()
    )
    known = tuple(value_at(draft.roots, path) or ())
    rows = (_row(f"{code}.{at}", each, columns, draft) for at, each in enumerate(known, 1))
    spare = (FormRow(f"{code}.{at}") for at in range(len(known) + 1, len(known) + declared.spare_rows + 1))
    return FormList(code, path, draft.says(declared.title), columns, (*rows, *spare))


def _row(code: str, item: Any, columns: Sequence[FormColumn], draft: Drafting) -> FormRow:
    values = {column.name: getattr(item, column.name) for column in columns}
    known = {column: values[column.name] for column in columns if values[column.name] not in (None, ())}
    return FormRow(
        code,
        base={column.name: _base(column.kind, value) for column, value in known.items()},
        shown={
            column.name: _shown(column.kind, value, column.choices, draft.language)
            for column, value in known.items()
        },
        language=next((_language(value, draft) for value in values.values() if isinstance(value, Text)), ""),
    )


def blocks_in(seen: Any) -> Iterator[Block]:
    """Every block in what a view gives, in reading order."""
    if isinstance(seen, Block):
        yield seen
    if isinstance(seen, Mapping):
        for value in seen.values():
            yield from blocks_in(value)
    elif isinstance(seen, list | tuple):
        for value in seen:
            yield from blocks_in(value)


def with_id(manifest: FormManifest) -> FormManifest:
    """The manifest with its id: sixteen hexadecimal digits of the digest of all the rest."""
    rest = repr(replace(manifest, id=""))
    return replace(manifest, id=sha256(rest.encode("utf-8")).hexdigest()[:16])
