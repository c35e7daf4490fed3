"""Find the path in the record for each field of a returned form.

The manifest of a form that was sent from this project is stored. The manifest of any other form exists only
in the file, and anyone can write one. It is therefore used only to identify the form. The questions, the
paths of their answers and their kinds come from the declaration of the form's type, applied to the current
record.

The file also states the values with which it was sent. These values can prevent an answer from being merged,
but cannot replace one (``MergePolicy.sent``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from assembler.assembly.assemble import assemble
from assembler.assembly.orders.context import BuildContext
from assembler.collect.unmatched import build_order
from assembler.diagnostics import Diagnostic, Location
from assembler.diagnostics.returned_forms import FORM_NOT_SENT, UNKNOWN_FIELD
from assembler.errors import AssemblyError, DataError, FormError
from assembler.model.documents.form_manifest import FormField, FormList, FormManifest, FormRow
from assembler.model.paths import find_slot
from assembler.model.types.introspection import Entity
from assembler.store.project.project import Project
from assembler.store.records.record import Record
from assembler.structs import replace
from assembler.values import KINDS

_MOST_NAMED = 5
"""Maximum number of unknown codes in a message."""


def bind_manifest(
    project: Project, claimed: FormManifest, record: Record, *, new: bool, file: str
) -> tuple[FormManifest, tuple[Diagnostic, ...]]:
    """Return the manifest of a file with the fields that its type declares for ``record``, and diagnostics.

    ``claimed`` is the manifest in the file itself, which anyone may have written. If it contains fields or
    lists, all others are omitted. ``new`` is true if the record does not exist yet. Raises FormError if the
    form cannot be rebuilt in this project.
    """
    here = _build_manifest(project, claimed, record, new=new, file=file)
    bare = not (claimed.fields or claimed.lists)
    fields = {each.code: each for each in claimed.fields}
    lists = {each.code: each for each in claimed.lists}
    bound = replace(
        here,
        id=claimed.id,
        engine=claimed.engine,
        round=claimed.round,
        number=claimed.number,
        fields=tuple(_bind_field(each, fields) for each in here.fields if bare or each.code in fields),
        lists=tuple(_bind_list(each, lists) for each in here.lists if bare or each.code in lists),
        lines=claimed.lines,
    )
    codes = {each.code for each in here.fields} | {each.code for each in here.lists}
    return bound, tuple(
        _report_foreign_form(claimed, [code for code in (*fields, *lists) if code not in codes], file)
    )


def select_known_fields(kept: FormManifest, file: str) -> tuple[FormManifest, tuple[Diagnostic, ...]]:
    """Return the stored manifest with only the fields and lists that the record can store, and diagnostics.

    An older version may have asked for values that the record can no longer store.
    """
    fields = tuple(each for each in kept.fields if _is_known_field(each))
    lists = tuple(each for each in kept.lists if _is_known_list(each))
    known = {*(each.code for each in fields), *(each.code for each in lists)}
    asked = (*(each.code for each in kept.fields), *(each.code for each in kept.lists))
    unknown = [code for code in asked if code not in known]
    return replace(kept, fields=fields, lists=lists), tuple(_report_unknown(unknown, kept.type, file))


def _is_known_field(field: FormField) -> bool:
    """Return whether the record can store an answer to ``field``."""
    return field.kind in KINDS and _find_kind(field.path) in KINDS


def _is_known_list(listed: FormList) -> bool:
    """Return whether the record can store the rows of ``listed``."""
    try:
        item = find_slot(listed.path).item
    except DataError:
        return False
    kinds = [(column.kind, _find_kind(column.name, item)) for column in listed.columns if item]
    return bool(kinds) and all(claimed in KINDS and there in KINDS for claimed, there in kinds)


def _find_kind(path: str, root: type[Entity] | None = None) -> str:
    try:
        return find_slot(path, root).kind
    except DataError:
        return ""


def _build_manifest(
    project: Project, claimed: FormManifest, record: Record, *, new: bool, file: str
) -> FormManifest:
    """Return the manifest of the form that ``claimed`` describes, built from the current ``record``."""
    order = replace(
        build_order(claimed, record, new=new), house_style="plain", edition=claimed.edition, draft=True
    )
    hint = "collect the form in the project from which it was sent, or ask for the form again"
    try:
        assembled = assemble(BuildContext(project), order)
    except AssemblyError as error:
        raise FormError(f"this form was not sent from this project and cannot be rebuilt here ({error})",
                        location=file, hint=hint, diagnostics=error.diagnostics) from error  # fmt: skip
    if assembled.manifest is None:
        raise FormError(f"this edition of {claimed.type} has no answers to collect", location=file, hint=hint)
    return assembled.manifest


def _bind_field(here: FormField, fields: Mapping[str, FormField]) -> FormField:
    """Return the field as this project declares it, with the values that the file claims were sent."""
    claimed = fields.get(here.code)
    if claimed is None:
        return here
    return replace(here, prompt=claimed.prompt, base=claimed.base, shown=claimed.shown)


def _bind_list(here: FormList, lists: Mapping[str, FormList]) -> FormList:
    """Return the list as this project declares it, with the rows that the file claims were sent."""
    claimed = lists.get(here.code)
    if claimed is None:
        return here
    names = {column.name for column in here.columns}
    rows = (each for each in claimed.rows if each.code.startswith(f"{here.code}."))
    return replace(here, rows=tuple(_bind_row(each, names) for each in rows))


def _bind_row(claimed: FormRow, names: set[str]) -> FormRow:
    base = {name: value for name, value in claimed.base.items() if name in names}
    return FormRow(claimed.code, base, claimed.shown, claimed.language)


def _report_foreign_form(claimed: FormManifest, unknown: Sequence[str], file: str) -> Iterator[Diagnostic]:
    yield FORM_NOT_SENT.at(Location(file), form=claimed.id, type=claimed.type)
    yield from _report_unknown(unknown, claimed.type, file)


def _report_unknown(codes: Sequence[str], name: str, file: str) -> Iterator[Diagnostic]:
    """Report the ``codes`` of questions whose answers the record cannot store."""
    if codes:
        named = ", ".join(codes[:_MOST_NAMED]) + (", …" if len(codes) > _MOST_NAMED else "")
        yield UNKNOWN_FIELD.at(Location(file), count=len(codes), codes=named, type=name)
