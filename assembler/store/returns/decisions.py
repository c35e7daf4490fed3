"""Returned content that is not part of the record: attachments and decisions, in ``data/kept/<record>/``.

Each unread answer, conflict, comment and unmatched text becomes an entry in ``decisions.json``, on which the
user decides. Entries are never removed. When a decision is taken, its time is stored in the entry
(``decided``). The file is plain JSON, which only this module reads and writes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path, PurePath
from typing import Any

from assembler.diagnostics import Location
from assembler.diagnostics.data_files import DAMAGED_DECISIONS
from assembler.errors import DataError, FileError
from assembler.store.project.project import Project
from assembler.structs import Struct, as_data, field, from_json, replace

FILE = "decisions.json"
WHOLE_ROW = "*"
"""The column of a conflict about a whole row of a list."""


_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,100}")


def attachments_folder(project: Project, record: str) -> Path:
    """Return the path of the folder for attachments of ``record``, even if the folder does not exist."""
    return project.root / "data/kept" / PurePath(record).name


def read_attachment(project: Project, record: str, name: str) -> bytes | None:
    """Return the bytes of an attachment, or None if it is missing or ``name`` is not a valid file name."""
    if not _NAME.fullmatch(name):
        return None
    try:
        return project.files.read(attachments_folder(project, record) / name)
    except FileError:
        return None


class Decision(Struct, frozen=True):
    """Entry for a piece of returned content on which a user must decide.

    ``kind`` is ``unread``, ``conflict``, ``agreed``, ``comment``, ``text`` or ``picture``. ``record`` is the
    full name of the record; ``form`` is the type of the document, ``part`` its part and ``manifest`` the id
    of the form. ``code`` and ``question`` identify the question in the form, and ``path`` is the path of the
    answer in the record ("" if there is no question). ``typed`` is the answer as typed; ``says`` is the value
    in the record when the form was collected, as plain data. ``who`` is the author of the answer.
    ``collected`` (ISO 8601) is the time when the answer was read from ``file``, whose SHA-256 digest is
    ``digest``. For a list, ``column`` is the name of the column, or ``WHOLE_ROW`` for a conflict about a
    whole row, and ``row`` contains the readable values of a new row. ``why`` is the reason why a decision is
    needed, and ``hint`` says what to do. ``decided`` is the time of the decision ("" until then), and
    ``decision`` its outcome; ``decided_by`` is the person who decided with ``assembler decide``, and ``note``
    is their remark.
    """

    kind: str
    record: str
    form: str
    code: str
    typed: Any
    part: str = ""
    manifest: str = ""
    question: str = ""
    path: str = ""
    says: Any = None
    why: str = ""
    hint: str = ""
    who: str = ""
    collected: str = ""
    file: str = ""
    digest: str = ""
    decided: str = ""
    decision: str = ""
    column: str = ""
    row: Mapping[str, Any] = field(default_factory=dict)
    decided_by: str = ""
    note: str = ""

    @property
    def id(self) -> str:
        """Id of twelve hexadecimal digits.

        It is a digest of the kind, the record, the document and its part, the code, the column and the typed
        answer.
        """
        return self._digest(*([self.column] if self.column else []))

    @property
    def earlier_id(self) -> str:
        """Id that earlier versions gave this entry.

        They did not distinguish the columns of a row.
        """
        return self._digest()

    def _digest(self, *more: str) -> str:
        content = [self.kind, self.record, self.form, self.part, self.code, self.typed, *more]
        return sha256(json.dumps(content, ensure_ascii=False, default=str).encode()).hexdigest()[:12]

    @property
    def name(self) -> str:
        """Type and part of the document that contains the answer."""
        return f"{self.form} {self.part}".strip()

    def as_dict(self) -> dict[str, Any]:
        """Return the entry as plain data, with its id."""
        return {"id": self.id, **as_data(self)}


class _StoredDecision(Decision, frozen=True):
    """An entry as stored in the file.

    Early versions wrote ``remedy`` instead of ``hint``.
    """

    remedy: str = ""


class _Decisions(Struct, frozen=True):
    """Contents of the decisions file."""

    decisions: tuple[_StoredDecision, ...]


def decisions_file(project: Project, record: str) -> Path:
    """Return the path of the file with decisions about ``record``, even if the file does not exist."""
    return attachments_folder(project, record) / FILE


def read_decisions(project: Project, record: str) -> tuple[Decision, ...]:
    """Return all decisions about ``record``, open and decided, oldest first.

    Raises DataError if the file is damaged.
    """
    return tuple(
        each for each in _read_stored(project, decisions_file(project, record)) if each.record == record
    )


def with_decisions(
    project: Project, record: str, new: Iterable[Decision], closed: Mapping[str, str], moment: str
) -> dict[Path, bytes]:
    """Return the path and new contents of the decisions file.

    Entries in ``new`` that the file lacks are added. ``closed`` maps the ids of entries to what was decided
    at ``moment`` (ISO 8601); entries that are already decided do not change. The result is empty if nothing
    changes.
    """
    path = decisions_file(project, record)
    stored_decisions = {each.id: each for each in _read_stored(project, path)}
    unknown = (each for each in new if stored_decisions.keys().isdisjoint((each.id, each.earlier_id)))
    updated = stored_decisions | {each.id: each for each in unknown}
    for key, decision in closed.items():
        if key in updated and not updated[key].decided:
            updated[key] = replace(updated[key], decided=moment, decision=decision)
    return {} if updated == stored_decisions else {path: _dump_decisions(updated.values())}


def with_replaced_decisions(
    project: Project, record: str, changed: Mapping[str, Decision]
) -> dict[Path, bytes]:
    """Return the path and new contents of the decisions file, with the entries in ``changed`` replaced.

    ``changed`` maps ids to new entries. The result is empty if nothing changes.
    """
    path = decisions_file(project, record)
    stored = _read_stored(project, path)
    updated = [changed.get(each.id, each) for each in stored]
    return {} if updated == list(stored) else {path: _dump_decisions(updated)}


def _dump_decisions(decisions: Iterable[Decision]) -> bytes:
    data = {"decisions": [each.as_dict() for each in decisions]}
    return (json.dumps(data, ensure_ascii=False, indent=1, default=str) + "\n").encode()


def _as_decision(stored: _StoredDecision) -> Decision:
    data = as_data(stored)
    remedy = data.pop("remedy")
    return Decision(**{**data, "hint": data["hint"] or remedy})


def _read_stored(project: Project, path: Path) -> tuple[Decision, ...]:
    if not project.files.exists(path):
        return ()
    try:
        return tuple(_as_decision(each) for each in from_json(project.files.read(path), _Decisions).decisions)
    except ValueError as error:
        diagnostic = DAMAGED_DECISIONS.at(Location(str(path)), error=str(error))
        raise DataError(diagnostic.message, location=str(path), hint=diagnostic.hint,
                        diagnostics=(diagnostic,)) from error  # fmt: skip
