"""Schema of the manifest of a form: its keys and their types.

A returned manifest comes from an external file, so its keys, types and nesting depth are all validated. A key
that has a default may be missing, because older versions did not write it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from assembler.model.documents.control_kind import ControlKind
from assembler.model.documents.form_manifest import (
    ChoiceItem,
    FormColumn,
    FormField,
    FormList,
    FormManifest,
    FormRow,
    Line,
)
from assembler.model.types.rich_text import Block, BlockKind, Run
from assembler.structs import Struct, field, from_data, from_json

_ID = re.compile(r"[0-9a-f]{8,64}")
_LONGEST = 1_000
"""Maximum length of a code, path or record name, in characters.

A record name may be the path of a folder.
"""

Scalar = str | int | float | bool | None
Base = Scalar | list[Scalar | dict[str, Scalar]] | dict[str, Scalar | dict[str, Scalar]]
"""A value from the record as plain data, as deeply nested as any kind of value can be."""


class _Choice(Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    value: str
    label: str
    sign: str = ""
    coded: bool = True


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
    under: str = ""


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
    """Return the manifest in the JSON ``data``.

    Raises ValueError, with the reason, if the manifest is invalid.

    >>> parse_manifest(b'{"id": 3}')
    Traceback (most recent call last):
    ...
    ValueError: Expected `str`, got `int` - at `$.id`
    """
    try:
        return _convert_manifest(from_json(data, _Manifest))
    except RecursionError:
        raise ValueError("it is nested too deeply") from None


def build_manifest(data: Mapping[str, Any]) -> FormManifest:
    """Return the manifest in parsed JSON.

    Raises ValueError, with the reason, if it is invalid.
    """
    try:
        return _convert_manifest(from_data(data, _Manifest))
    except RecursionError:
        raise ValueError("it is nested too deeply") from None


def _convert_manifest(raw: _Manifest) -> FormManifest:
    _check_names(raw)
    return FormManifest(
        id=raw.id,
        project=raw.project,
        record=raw.record,
        type=raw.type,
        benchmark=raw.benchmark,
        city=raw.city,
        language=raw.language,
        content_language=raw.content_language,
        house_style=raw.house_style,
        engine=raw.engine,
        fields=tuple(_convert_field(each) for each in raw.fields),
        lists=tuple(_convert_list(each) for each in raw.lists),
        part=raw.part,
        edition=raw.edition,
        lines=tuple(_convert_line(each) for each in raw.lines),
        round=raw.round,
        number=raw.number,
    )


def _check_names(raw: _Manifest) -> None:
    """Raise ValueError for an invalid form id, or a name that is empty, too long or not printable.

    A name is not printable if it contains control characters.
    """
    if not _ID.fullmatch(raw.id):
        raise ValueError(f"“{raw.id[:40]}” is not a valid form id")
    for name in ("record", "type", "language"):
        _check_name(f"its {name}", getattr(raw, name))
    bound = [(each.code, each.path) for each in raw.fields]
    bound += [(each.code, each.path) for each in raw.lists]
    for code, path in bound:
        _check_name("a code", code)
        _check_name(f"the path of {code}", path)
    for listed in raw.lists:
        for row in listed.rows:
            _check_name(f"a row of {listed.code}", row.code)


def _check_name(label: str, name: str) -> None:
    if not name.strip() or len(name) > _LONGEST or min(name) < " ":
        raise ValueError(f"{label} is not valid: “{name[:40]}”")


def _convert_line(raw: str | _Line) -> Line:
    return Line(raw) if isinstance(raw, str) else Line(raw.text, raw.mark, raw.section)


def _convert_field(raw: _Field) -> FormField:
    return FormField(
        code=raw.code,
        path=raw.path,
        kind=raw.kind,
        control=raw.control,
        title=raw.title,
        prompt=raw.prompt,
        choices=_convert_choices(raw.choices),
        base=raw.base,
        shown=tuple(_convert_block(each) for each in raw.shown),
        language=raw.language,
        row=raw.row,
    )


def _convert_choices(raw: Iterable[_Choice]) -> tuple[ChoiceItem, ...]:
    return tuple(ChoiceItem(each.value, each.label, each.sign, each.coded) for each in raw)


def _convert_block(raw: _Block) -> Block:
    return Block(tuple(_convert_run(each) for each in raw.runs), raw.kind, raw.level)


def _convert_run(raw: str | _Run) -> Run:
    return Run(raw) if isinstance(raw, str) else Run(raw.text, raw.bold, raw.italic, raw.link)


def _convert_list(raw: _List) -> FormList:
    columns = (
        FormColumn(
            name=each.name,
            kind=each.kind,
            control=each.control,
            heading=each.heading,
            choices=_convert_choices(each.choices),
            prompt=each.prompt,
            under=each.under,
        )
        for each in raw.columns
    )
    rows = (FormRow(each.code, each.base, each.shown, each.language) for each in raw.rows)
    return FormList(raw.code, raw.path, raw.title, tuple(columns), tuple(rows))
