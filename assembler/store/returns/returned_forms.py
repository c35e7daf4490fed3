"""Which forms came back: one line in JSON for each return, beside the manifest of the form.

``data/forms/<digest>.returned.jsonl``; only ever added to, together with what the form brought.
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

FORMS = "data/forms"
_RECORD = re.compile(rb'"record": ?("(?:[^"\\]|\\.)*")')


def with_return(project: Project, digest: str, line: Mapping[str, Any]) -> dict[Path, bytes]:
    """The file of the returns of a form as it will be with ``line`` at its end."""
    path = _path(project, digest)
    return {path: with_json_lines(path, [line])}


def returns_of(project: Project, digest: str) -> tuple[dict[str, Any], ...]:
    """Every return of a form, the first one first; none where it is still out.

    The file that was sent is none: earlier versions noted it, where it was collected by mistake.
    """
    path = _path(project, digest)
    noted = read_json_lines(path.with_name(f"{digest}.sent.jsonl")) if path.is_file() else ()
    sent = {line.get("digest") for line in noted}
    return tuple(line for line in read_json_lines(path) if line.get("digest") not in sent)


def sent_forms(project: Project, record: str) -> dict[str, date]:
    """The digest of every form that was made from ``record``, and the day on which it was last made."""
    name = json.dumps(record, ensure_ascii=False).encode()
    says = (b'"record":' + name, b'"record": ' + name)
    held = ((path, path.read_bytes()) for path in sorted((project.root / FORMS).glob("*.json")))
    return {path.stem: _day(path) for path, data in held if any(each in data for each in says)}


def sent_records(project: Project) -> tuple[str, ...]:
    """The names of all records that forms were made from, also of those that do not exist yet."""
    held = (path.read_bytes() for path in sorted((project.root / FORMS).glob("*.json")))
    found = (match for data in held if (match := _RECORD.search(data)))
    return tuple(dict.fromkeys(str(json.loads(match[1])) for match in found))


def first_sent(project: Project, digest: str) -> str:
    """When the form was first made (ISO 8601); "" where that is not known."""
    noted = read_json_lines(project.root / FORMS / f"{digest}.sent.jsonl")
    return min((str(line["sent"]) for line in noted if line.get("sent")), default="")


def _day(manifest: Path) -> date:
    """When the form was sent: as it is noted, else (of forms sent before that was noted) as its file says."""
    noted = read_json_lines(manifest.with_suffix(".sent.jsonl"))
    days = [str(line.get("sent", "")) for line in noted]
    with suppress(ValueError):
        return datetime.fromisoformat(max(days, default="")).astimezone(UTC).date()
    return datetime.fromtimestamp(manifest.stat().st_mtime, UTC).date()


def _path(project: Project, digest: str) -> Path:
    return project.root / FORMS / f"{digest}.returned.jsonl"
