"""The schema of a form's manifest: which keys it has and of which type each is. What it lacks is an error.

A manifest comes back inside a file from outside, so nothing about it is taken for granted: neither its keys
and types nor how deep it is nested. Keys with a default may be missing: older versions did not write them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from assembler.model.documents.control_kind import ControlKind
from assembler.model.documents.form import (
    ChoiceItem,
    FormColumn,
    FormField,
    FormList,
    FormManifest,
    FormRow,
    Line,
)
from assembler.model.types.rich_text import Block, BlockKind, Run
from assembler.structs import Struct, field, from_json

_ID = re.compile(r"[0-9a-f]{8,64}")
_LONGEST = 1_000
"""Characters of a code, a path or the name of a record, which may be the path of its folder."""

Scalar = str | int | float | bool | None
Base = Scalar | list[Scalar | dict[str, Scalar]] | dict[str, Scalar | dict[str, Scalar]]
"""A value of the record as plain data: no kind of value is nested deeper."""


class _Choice(Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    value: str
    label: str
    sign: str = ""


class _Run(Struct, frozen=True, forbid_unknown_fields=True):
    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""


class _Block(Struct, frozen=True, forbid_unknown_fields=True):
    runs: tuple[str | _Run, ...] = ()
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0


class _Field(Struct, frozen=True, forbid_unknown_fields=True):
    code: str
    path: str
    kind: str
    control: ControlKind
    title: str
    prompt: str
    base: Base = None
    choices: tuple[_Choice, ...] = ()
    shown: tuple[_Block, ...] = ()
    language: str = ""
    row: str = ""


class _Column(Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    kind: str
    control: ControlKind
    heading: str
    prompt: str
    choices: tuple[_Choice, ...] = ()


class _Row(Struct, frozen=True, forbid_unknown_fields=True):
    code: str
    base: dict[str, Base] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    language: str = ""


class _List(Struct, frozen=True, forbid_unknown_fields=True):
    code: str
    path: str
    title: str
    columns: tuple[_Column, ...]
    rows: tuple[_Row, ...]


class _Line(Struct, frozen=True, forbid_unknown_fields=True):
    text: str = ""
    mark: str = ""
    section: str = ""


class _Manifest(Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    project: str
    record: str
    type: str
    language: str
    fields: tuple[_Field, ...]
    lists: tuple[_List, ...]
    benchmark: str = ""
    city: str = ""
    content_language: str = ""
    house_style: str = ""
    engine: str = ""
    part: str = ""
    edition: str = ""
    lines: tuple[str | _Line, ...] = ()
    round: str = ""
    number: int = 1


def parse_manifest(data: bytes) -> FormManifest:
    """The manifest that ``data`` says in JSON; ValueError with the reason where it is not one.

    >>> parse_manifest(b'{"id": 3}')
    Traceback (most recent call last):
    ...
    ValueError: Expected `str`, got `int` - at `$.id`
    """
    try:
        found = from_json(data, _Manifest)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    _check_names(found)
    return FormManifest(
        id=found.id,
        project=found.project,
        record=found.record,
        type=found.type,
        benchmark=found.benchmark,
        city=found.city,
        language=found.language,
        content_language=found.content_language,
        house_style=found.house_style,
        engine=found.engine,
        fields=tuple(_field(each) for each in found.fields),
        lists=tuple(_list(each) for each in found.lists),
        part=found.part,
        edition=found.edition,
        lines=tuple(_line(each) for each in found.lines),
        round=found.round,
        number=found.number,
    )


def _check_names(found: _Manifest) -> None:
    """Raise ValueError where a name is empty or too long, or the id cannot be that of a form."""
    if not _ID.fullmatch(found.id):
        raise ValueError(f"{found.id[:40]!r} is not the number of a form")
    for name in ("record", "type", "language"):
        _check_name(f"its {name}", getattr(found, name))
    bound = [(each.code, each.path) for each in found.fields]
    bound += [(each.code, each.path) for each in found.lists]
    for code, path in bound:
        _check_name("a code", code)
        _check_name(f"the path of {code}", path)
    for listed in found.lists:
        for row in listed.rows:
            _check_name(f"a row of {listed.code}", row.code)


def _check_name(what: str, name: str) -> None:
    if not name.strip() or len(name) > _LONGEST or min(name) < " ":
        raise ValueError(f"{what} is {name[:40]!r}")


def _line(found: str | _Line) -> Line:
    return Line(found) if isinstance(found, str) else Line(found.text, found.mark, found.section)


def _field(found: _Field) -> FormField:
    return FormField(
        code=found.code,
        path=found.path,
        kind=found.kind,
        control=found.control,
        title=found.title,
        prompt=found.prompt,
        choices=_choices(found.choices),
        base=found.base,
        shown=tuple(_block(each) for each in found.shown),
        language=found.language,
        row=found.row,
    )


def _choices(found: Iterable[_Choice]) -> tuple[ChoiceItem, ...]:
    return tuple(ChoiceItem(each.value, each.label, each.sign) for each in found)


def _block(found: _Block) -> Block:
    return Block(tuple(_run(each) for each in found.runs), found.kind, found.level)


def _run(found: str | _Run) -> Run:
    return Run(found) if isinstance(found, str) else Run(found.text, found.bold, found.italic, found.link)


def _list(found: _List) -> FormList:
    columns = (
        FormColumn(each.name, each.kind, each.control, each.heading, _choices(each.choices), each.prompt)
        for each in found.columns
    )
    rows = (FormRow(each.code, each.base, each.shown, each.language) for each in found.rows)
    return FormList(found.code, found.path, found.title, tuple(columns), tuple(rows))
