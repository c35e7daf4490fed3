"""Log of sent forms: a numbered JSON line for each time a form is sent.

``data/forms/<digest of the form's series>.sendings.jsonl`` contains the number of each sending and the id of
its form. A form that is sent again therefore has a new id, even if its content is the same. No id depends on
the clock or on random numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assembler.store.files.json_lines import read_json_lines, with_json_lines
from assembler.store.project.project import Project
from assembler.store.returns.returned_forms import read_returns
from assembler.structs import Struct

if TYPE_CHECKING:
    from assembler.model.documents.form import FormManifest


class Sending(Struct, frozen=True):
    """One sending of a form: its number, from 1, and the id of the form."""

    number: int
    form: str


def read_sendings(project: Project, manifest: FormManifest) -> tuple[Sending, ...]:
    """Return all sendings of the form in order; early versions did not log them."""
    lines = read_json_lines(_log_path(project, manifest), project.files)
    return tuple(Sending(line["number"], line["form"]) for line in lines if _is_sending(line))


def with_sending(project: Project, manifest: FormManifest) -> dict[Path, bytes]:
    """Return the path and new contents of the log, in which the sending of ``manifest`` is appended.

    The result is empty if this is already the last sending.
    """
    path, sendings = _log_path(project, manifest), read_sendings(project, manifest)
    if sendings and sendings[-1].form == manifest.id:
        return {}
    return {path: with_json_lines(path, [{"number": manifest.number, "form": manifest.id}])}


def number_sending(project: Project, manifest: FormManifest, form_id: Callable[[int], str]) -> int:
    """Return the number of the sending: the last number if it can be reused, otherwise the next one.

    The last number is reused if that form had the same content, and therefore the same ``form_id``, and has
    not been returned.
    """
    sendings = read_sendings(project, manifest)
    number = sendings[-1].number if sendings else 1
    if sendings and sendings[-1].form != form_id(number):
        number += 1
    while read_returns(project, form_id(number)):
        number += 1
    return number


def _is_sending(line: Mapping[str, Any]) -> bool:
    """Return whether the line is valid and undamaged."""
    return type(line.get("number")) is int and line["number"] > 0 and isinstance(line.get("form"), str)


def _log_path(project: Project, manifest: FormManifest) -> Path:
    digest = sha256("\n".join(manifest.series).encode()).hexdigest()[:16]
    return project.forms_folder / f"{digest}.sendings.jsonl"
