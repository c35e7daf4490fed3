"""Fields and lists of a form, built from a declaration, a record and a language.

Every answer is stored as text in the form and as its original value in the manifest. A form that is returned
unchanged therefore reproduces the record exactly.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any, Protocol

from assembler.errors import DataError
from assembler.model.documents.document_type import (
    CellDeclaration,
    ColumnDeclaration,
    FieldDeclaration,
    ListDeclaration,
)
from assembler.model.documents.form_manifest import (
    ChoiceItem,
    ControlKind,
    FormColumn,
    FormField,
    FormManifest,
    FormRow,
)
from assembler.model.paths import Slot, find_slot, names_path
from assembler.model.types.introspection import Entity
from assembler.model.types.rich_text import Block as TextBlock
from assembler.model.types.rich_text import BlockKind, Run, split_paragraphs
from assembler.model.types.values import Choice, RichText, Text
from assembler.structs import Struct, field, replace
from assembler.values import KINDS
from assembler.values.choice import show_options
from assembler.values.rich_text import to_blocks
from assembler.views.block import Block


class Translator(Protocol):
    """Protocol for objects that translate messages."""

    def gettext(self, message: str, context: str = "") -> str:
        """Return the translation of ``message``, or the message itself."""


class FormContext(Struct, frozen=True):
    """The context of a form: the record's entities by kind, the languages and the catalogue.

    ``content_language`` is the record's language. ``answers`` is the language of the answers, or "" if they
    are in the record's language. ``part`` is the document part that replaces ``*`` in paths. ``names`` maps
    each kind of reference to its choices (``assembly.content.references``). ``options_language`` is the
    language of the labels of choices, if it differs from the form's.
    """

    roots: Mapping[str, Entity | None]
    language: str
    content_language: str
    catalogue: Translator
    part: str = ""
    answers: str = ""
    names: Mapping[str, Sequence[ChoiceItem]] = field(default_factory=dict)
    options_language: str = ""

    def translate(self, message: str) -> str:
        """Return ``message`` in the form's language."""
        return self.catalogue.gettext(message) if message else ""

    def path(self, declared: str) -> str:
        """Return the path ``declared`` with ``*`` replaced by the document part.

        Raises DataError if the path contains ``*`` but the document has no part.
        """
        if "*" in declared and not self.part:
            raise DataError(f"`{declared}` needs a document part, but the document has none",
                            hint="declare `parts` in document.yaml")  # fmt: skip
        return declared.replace("*", self.part)


def build_empty_field(
    declared: FieldDeclaration, code: str, path: str, found: Slot, draft: FormContext
) -> FormField:
    """Return an unanswered field that is not in a grid."""
    title, prompt = draft.translate(declared.title), _build_prompt(declared.prompt, draft)
    return _add_choices(FormField(code, path, found.kind, declared.control, title, prompt), found, draft)


def build_empty_cell(
    declared: CellDeclaration, code: str, path: str, found: Slot, draft: FormContext
) -> FormField:
    """Return an unanswered field in a grid row.

    The code of the field is the row's code, a full stop and the cell's name.
    """
    title, prompt = draft.translate(declared.heading), _build_prompt(declared.prompt, draft)
    row = code.rpartition(".")[0]
    return _add_choices(
        FormField(code, path, found.kind, declared.control, title, prompt, row=row), found, draft
    )


def _build_prompt(prompt: str, draft: FormContext) -> str:
    """Return the translated prompt in brackets, so that nobody mistakes it for an answer on paper."""
    return f"[{draft.translate(prompt)}]" if prompt else ""


def _add_choices(field: FormField, found: Slot, draft: FormContext) -> FormField:
    """Return ``field`` with the options to choose from, if it has any, and with its final prompt.

    On paper, a drop-down list shows only its prompt. The prompt of a short list therefore shows its options.
    A grid cell that has a prompt keeps this prompt, because the cell is often too narrow for the options.
    """
    choices = build_choices(found, draft, field.control)
    kind, prompt = "choice" if choices else field.kind, field.prompt
    has_room = not (field.row and prompt)
    if field.control is ControlKind.CHOICE and has_room and not any(each.coded for each in choices):
        prompt = show_options(choices, is_narrow=bool(field.row)) or prompt
    language = draft.answers or draft.content_language
    return replace(field, kind=kind, choices=choices, prompt=prompt, language=language)


def fill_field(blank: FormField, value: Any, draft: FormContext) -> FormField:
    """Return the field with the answer ``value``, which must not be None or an empty list."""
    return FormField(
        blank.code,
        blank.path,
        blank.kind,
        blank.control,
        blank.title,
        blank.prompt,
        blank.choices,
        KINDS[blank.kind].to_data(value),
        _build_blocks(blank.kind, value, blank.choices, draft.language),
        _find_language(value, draft),
        blank.row,
    )


def _find_language(value: Any, draft: FormContext) -> str:
    if isinstance(value, Text):
        return value.language or draft.content_language
    return draft.answers or draft.content_language


def _build_blocks(
    kind: str, value: Any, choices: Sequence[ChoiceItem], language: str
) -> tuple[TextBlock, ...]:
    if kind == "texts":
        lines = (KINDS[kind].show([each], language) for each in value)
        return tuple(TextBlock((Run(line),), BlockKind.BULLET) for line in lines)
    if isinstance(value, RichText):
        return to_blocks(value.text)
    if isinstance(value, Text):
        return split_paragraphs(value.text)
    shown = _format_value(kind, value, choices, language)
    return (TextBlock((Run(shown),)),) if shown else ()


def _format_value(kind: str, value: Any, choices: Sequence[ChoiceItem], language: str) -> str:
    """Return the text that a cell shows for ``value``: the label of a choice, or the localised value."""
    return value.text if isinstance(value, Text) else KINDS[kind].show(value, language, choices)


def build_choices(found: Slot, draft: FormContext, control: ControlKind) -> tuple[ChoiceItem, ...]:
    """Return the items of a choice, with labels in the form's language.

    If the value is a reference, for example to an indicator, and the control is a choice, the items are the
    possible targets. For other values that are not choices, the result is empty. The items show their labels
    alone, unless two of them have the same label in the form's language.
    """
    if found.refers and control is ControlKind.CHOICE:
        return tuple(draft.names.get(found.refers, ()))
    members: Iterable[Choice] = found.choice or ()
    labels = {member: draft.translate(member.label) for member in members}
    coded = len({label.casefold() for label in labels.values()}) < len(labels)
    return tuple(
        ChoiceItem(member.value, label, member.letter, coded=coded) for member, label in labels.items()
    )


def build_columns(declared: ListDeclaration, path: str, draft: FormContext) -> tuple[FormColumn, ...]:
    """Return the columns of the list at ``path``, with headings in the form's language."""
    item = find_slot(path).item
    return tuple(
        _build_column(name, each, find_slot(name, item), draft) for name, each in declared.columns.items()
    )


def _build_column(name: str, declared: ColumnDeclaration, found: Slot, draft: FormContext) -> FormColumn:
    choices = build_choices(found, draft, declared.control)
    heading = draft.translate(declared.heading)
    column = FormColumn(name, found.kind, declared.control, heading, choices, under=declared.under)
    return replace(column, prompt=f"[{heading}]") if declared.under else column


def build_list_row(code: str, item: Any, columns: Sequence[FormColumn], draft: FormContext) -> FormRow:
    """Return a list row that shows the values of ``item`` in its columns."""
    base, shown, language = {}, {}, ""
    for column in columns:
        name = column.name
        value = getattr(item, name)
        if is_unanswered(value):
            continue
        base[name] = KINDS[column.kind].to_data(value)
        shown[name] = _format_value(column.kind, value, column.choices, draft.language)
        if not language and isinstance(value, Text):
            language = _find_language(value, draft)
    return FormRow(code, base, shown, language)


def is_unanswered(value: Any) -> bool:
    """Return whether ``value`` counts as no answer: None or an empty list.

    >>> is_unanswered(None), is_unanswered(()), is_unanswered(0)
    (True, True, False)
    """
    return value is None or value == ()


def find_blocks(seen: Any) -> list[Block]:
    """Return every block in the values of a view, in reading order."""
    blocks: list[Block] = []
    _collect_blocks(seen, blocks)
    return blocks


def _collect_blocks(seen: Any, blocks: list[Block]) -> None:
    if isinstance(seen, Block):
        blocks.append(seen)
    for value in seen.values() if isinstance(seen, dict) else seen:
        if isinstance(value, (dict, list, tuple)):  # a union type would be created on every call
            _collect_blocks(value, blocks)


def map_checkbox_names(fields: Iterable[FormField]) -> dict[str, frozenset[str]]:
    """Map the path of each list of names to the names that have a check box in ``fields``."""
    boxes: dict[str, set[str]] = {}
    for each in fields:
        if each.kind == "flag" and (names := names_path(each.path)):
            boxes.setdefault(names, set()).add(each.path.removeprefix(f"{names}."))
    return {names: frozenset(inside) for names, inside in boxes.items()}


def add_id(manifest: FormManifest) -> FormManifest:
    """Return the manifest with its id, which is derived from its other values.

    The id is the first sixteen hexadecimal digits of their digest.
    """
    rest = repr(replace(manifest, id=""))
    return replace(manifest, id=sha256(rest.encode("utf-8")).hexdigest()[:16])
