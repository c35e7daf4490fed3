"""How often each form was sent: one line in JSON for each sending, the first one first.

``data/forms/<digest of the form's series>.sendings.jsonl`` holds the number of each sending and the id of its
form. So a form that is sent again has an id of its own, also with the same content, and no id comes from a
clock or from chance.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assembler.store.files.json_lines import read_json_lines, with_json_lines
from assembler.store.project.project import Project
from assembler.store.returns.returned_forms import returns_of
from assembler.structs import Struct

if TYPE_CHECKING:
    from assembler.model.documents.form import FormManifest


class Sending(Struct, frozen=True):
    """One sending of a form: its number, from 1, and the id that the form had."""

    number: int
    form: str


def sendings_of(project: Project, manifest: FormManifest) -> tuple[Sending, ...]:
    """Every sending of the form, the first one first; none of those of earlier versions."""
    lines = read_json_lines(_path(project, manifest))
    return tuple(Sending(line["number"], line["form"]) for line in lines if _is_sending(line))


def with_sending(project: Project, manifest: FormManifest) -> dict[Path, bytes]:
    """The file of the sendings as it will be with that of ``manifest``; nothing where it is the last one."""
    path, known = _path(project, manifest), sendings_of(project, manifest)
    if known and known[-1].form == manifest.id:
        return {}
    return {path: with_json_lines(path, [{"number": manifest.number, "form": manifest.id}])}


def number_sending(project: Project, manifest: FormManifest, form_id: Callable[[int], str]) -> int:
    """Return the number under which the form is sent: that of the last sending, or the next one.

    It is the last sending again where that had the same content, and so the same id as ``form_id`` gives for
    its number, and has not come back.
    """
    known = sendings_of(project, manifest)
    number = known[-1].number if known else 1
    if known and known[-1].form != form_id(number):
        number += 1
    while returns_of(project, form_id(number)):
        number += 1
    return number


def _is_sending(line: Mapping[str, Any]) -> bool:
    """Whether the line is one of ours, and was not damaged by hand."""
    return type(line.get("number")) is int and line["number"] > 0 and isinstance(line.get("form"), str)


def _path(project: Project, manifest: FormManifest) -> Path:
    digest = sha256("\n".join(manifest.series).encode()).hexdigest()[:16]
    return project.forms_folder / f"{digest}.sendings.jsonl"
