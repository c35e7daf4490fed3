"""Log of returned forms: a JSON line for each return, in a file beside the manifest of the form.

``data/forms/<digest>.returned.jsonl`` is append-only and is written in the same transaction as the answers.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from assembler.store.files.json_lines import read_json_lines, with_json_lines
from assembler.store.project.project import Project

_RECORD = re.compile(rb'"record": ?("(?:[^"\\]|\\.)*")')


def with_return(project: Project, digest: str, line: Mapping[str, Any]) -> dict[Path, bytes]:
    """Return the path and new contents of a form's log, in which ``line`` is appended."""
    path = _log_path(project, digest)
    return {path: with_json_lines(path, [line])}


def read_returns(project: Project, digest: str) -> tuple[dict[str, Any], ...]:
    """Return all returns of a form, in order.

    The sent file itself is skipped, because earlier versions logged it if it was collected by mistake.
    """
    path = _log_path(project, digest)
    lines = (
        read_json_lines(path.with_name(f"{digest}.sent.jsonl"), project.files)
        if project.files.exists(path)
        else ()
    )
    sent = {line.get("digest") for line in lines}
    return tuple(line for line in read_json_lines(path, project.files) if line.get("digest") not in sent)


def list_sent_forms(project: Project, record: str) -> dict[str, date]:
    """Map the digest of each form that was sent for ``record`` to the date when it was last sent."""
    name = json.dumps(record, ensure_ascii=False).encode()
    patterns = (b'"record":' + name, b'"record": ' + name)
    return {
        path.stem: _read_date(project, path)
        for path in _list_manifests(project)
        if any(pattern in project.files.read(path) for pattern in patterns)
    }


def list_sent_records(project: Project) -> tuple[str, ...]:
    """Return the names of all records for which forms were sent, even of records that do not exist yet."""
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
    """Return the date of sending from the log; for a form of an early version, the date of its file."""
    lines = read_json_lines(manifest.with_suffix(".sent.jsonl"), project.files)
    days = [str(line.get("sent", "")) for line in lines]
    with suppress(ValueError):
        return datetime.fromisoformat(max(days, default="")).astimezone(UTC).date()
    return datetime.fromtimestamp(manifest.stat().st_mtime, UTC).date()


def _log_path(project: Project, digest: str) -> Path:
    return project.forms_folder / f"{digest}.returned.jsonl"
