"""Logs of sent and returned forms, as JSON lines in ``data/forms``.

``<digest of the form's series>.sendings.jsonl`` contains the number of each sending and the id of its form.
All versions of a form for the same record, part, city, language and house style are one series. A form that
is sent again after a return has a new id, even if its content is the same. No id depends on the clock or on
random numbers. ``<id>.returned.jsonl`` contains a line for each return of a form. The line is written in the
same transaction as the answers.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assembler.store.files.json_lines import read_json_lines, with_json_lines
from assembler.store.project.project import Project
from assembler.structs import Struct

if TYPE_CHECKING:
    from assembler.model.documents.form_manifest import FormManifest


_RECORD = re.compile(rb'"record": ?("(?:[^"\\]|\\.)*")')


class Sending(Struct, frozen=True):
    """One sending of a form.

    ``number`` is the number of this sending, from 1, and ``form`` the id of the form.
    """

    number: int
    form: str


def read_sendings(project: Project, manifest: FormManifest) -> tuple[Sending, ...]:
    """Return the logged sendings of a form, oldest first.

    Early versions had no log.
    """
    lines = read_json_lines(_sendings_path(project, manifest), project.files)
    return tuple(Sending(line["number"], line["form"]) for line in lines if _is_sending(line))


def with_sending(project: Project, manifest: FormManifest) -> dict[Path, bytes]:
    """Return the path and new contents of the log, with the sending of ``manifest`` appended.

    The result is empty if this is already the last sending.
    """
    path, sendings = _sendings_path(project, manifest), read_sendings(project, manifest)
    if sendings and sendings[-1].form == manifest.id:
        return {}
    return {path: with_json_lines(path, [{"number": manifest.number, "form": manifest.id}])}


def number_sending(
    project: Project, manifest: FormManifest, form_id: Callable[[int], str], *, shared: bool = False
) -> int:
    """Return the number of the sending: the last number if it can be reused, otherwise the next one.

    The last number is reused if the form had the same content then and has not been returned. Equal content
    is recognised by the id that ``form_id`` returns for a number. The number of a ``shared`` form, of which
    many people return copies, is reused even after returns.
    """
    sendings = read_sendings(project, manifest)
    number = sendings[-1].number if sendings else 1
    if sendings and sendings[-1].form != form_id(number):
        number += 1
    while not shared and read_returns(project, form_id(number)):
        number += 1
    return number


def _is_sending(line: Mapping[str, Any]) -> bool:
    """Return whether the line contains a positive number and the id of a form."""
    return type(line.get("number")) is int and line["number"] > 0 and isinstance(line.get("form"), str)


def _sendings_path(project: Project, manifest: FormManifest) -> Path:
    digest = sha256("\n".join(manifest.series).encode()).hexdigest()[:16]
    return project.forms_folder / f"{digest}.sendings.jsonl"


def with_return(project: Project, digest: str, line: Mapping[str, Any]) -> dict[Path, bytes]:
    """Return the path and new contents of the log of a form's returns, with ``line`` appended."""
    path = _returns_path(project, digest)
    return {path: with_json_lines(path, [line])}


def read_returns(project: Project, digest: str) -> tuple[dict[str, Any], ...]:
    """Return the log lines about the returns of a form, oldest first.

    A return of the unchanged sent file is skipped; earlier versions logged one if that file was collected by
    mistake.
    """
    path = _returns_path(project, digest)
    lines = (
        read_json_lines(path.with_name(f"{digest}.sent.jsonl"), project.files)
        if project.files.exists(path)
        else ()
    )
    sent = {line.get("digest") for line in lines}
    return tuple(line for line in read_json_lines(path, project.files) if line.get("digest") not in sent)


def list_sent_forms(project: Project, record: str) -> dict[str, date]:
    """Return the date when each form for ``record`` was last sent, by the digest of the form."""
    name = json.dumps(record, ensure_ascii=False).encode()
    patterns = (b'"record":' + name, b'"record": ' + name)
    return {
        path.stem: _read_date(project, path)
        for path in _list_manifests(project)
        if any(pattern in project.files.read(path) for pattern in patterns)
    }


def list_sent_records(project: Project) -> tuple[str, ...]:
    """Return the names of all records for which forms were sent, including records that do not exist yet."""
    manifests = map(project.files.read, _list_manifests(project))
    matches = (match for data in manifests if (match := _RECORD.search(data)))
    return tuple(dict.fromkeys(str(json.loads(match[1])) for match in matches))


def read_first_sending(project: Project, digest: str) -> str:
    """Return the time when the form was first sent (ISO 8601), or "" if it is unknown."""
    lines = read_json_lines(project.forms_folder / f"{digest}.sent.jsonl", project.files)
    return min((str(line["sent"]) for line in lines if line.get("sent")), default="")


def _list_manifests(project: Project) -> list[Path]:
    return sorted(project.forms_folder.glob("*.json"))


def _read_date(project: Project, manifest: Path) -> date:
    """Return the date when a form was sent, according to the log.

    For a form of an early version, which has no log, this is the date of its file.
    """
    lines = read_json_lines(manifest.with_suffix(".sent.jsonl"), project.files)
    days = [str(line.get("sent", "")) for line in lines]
    with suppress(ValueError):
        return datetime.fromisoformat(max(days, default="")).astimezone(UTC).date()
    return datetime.fromtimestamp(manifest.stat().st_mtime, UTC).date()


def _returns_path(project: Project, digest: str) -> Path:
    return project.forms_folder / f"{digest}.returned.jsonl"
