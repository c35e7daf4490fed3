"""What a person has to decide about a record: ``data/kept/<record>/decisions.json``.

Each answer that could not be read, each conflict, comment and text that is no data is one entry there until
somebody decides. An entry is never removed: what was decided keeps the day in ``decided``. The file is plain
JSON, and this is the only module that reads and writes it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from assembler.errors import DataError
from assembler.store.files.files import read_file
from assembler.store.project.project import Project
from assembler.store.returns.attachments import kept_folder
from assembler.structs import Struct, as_data, from_json, replace

FILE = "decisions.json"


class Decision(Struct, frozen=True):
    """One entry. ``kind`` is ``unread``, ``conflict``, ``agreed``, ``comment``, ``text`` or ``picture``.

    ``record`` is the full name of the record; ``form`` the type of the document, ``part`` whose it is and
    ``manifest`` its number. ``code`` and ``question`` say where it was typed, ``path`` where the record keeps
    the answer ("" for what answers no question). ``typed`` is what was typed; ``says`` what the record said
    there when it was collected, as plain data. ``who`` typed it, ``collected`` (ISO 8601) says when it was
    read from ``file``, whose sha256 is ``digest``. ``decided`` is "" while it is open.
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

    @property
    def id(self) -> str:
        """Twelve hexadecimal digits: the same words at the same code are the same decision."""
        said = [self.kind, self.record, self.form, self.part, self.code, self.typed]
        return sha256(json.dumps(said, ensure_ascii=False, default=str).encode()).hexdigest()[:12]

    @property
    def name(self) -> str:
        """The document that it came with: its type, and whose it is."""
        return f"{self.form} {self.part}".strip()

    def as_dict(self) -> dict[str, Any]:
        """The entry as plain data, with its id."""
        return {"id": self.id, **as_data(self)}


class _StoredDecision(Decision, frozen=True):
    """An entry as the file has it: earlier versions wrote ``remedy`` for ``hint``."""

    remedy: str = ""


class _Decisions(Struct, frozen=True):
    """The complete file."""

    decisions: tuple[_StoredDecision, ...]


def decisions_file(project: Project, record: str) -> Path:
    """Where the decisions about ``record`` are kept; the file need not be there."""
    return kept_folder(project, record) / FILE


def read_decisions(project: Project, record: str) -> tuple[Decision, ...]:
    """Every decision about ``record``, open and decided, the oldest first; none where there is no file.

    DataError where the file was damaged by hand.
    """
    return tuple(each for each in _held(decisions_file(project, record)) if each.record == record)


def with_decisions(
    project: Project, record: str, new: Iterable[Decision], closed: Mapping[str, str], moment: str
) -> dict[Path, bytes]:
    """The file as it will be with ``new`` entries; those that are there already are not doubled.

    ``closed`` says by the id of an entry what was decided. Nothing where nothing changes.
    """
    path = decisions_file(project, record)
    held = {each.id: each for each in _held(path)}
    after = held | {each.id: each for each in new if each.id not in held}
    for key, decision in closed.items():
        if key in after and not after[key].decided:
            after[key] = replace(after[key], decided=moment, decision=decision)
    return {} if after == held else {path: _data(after.values())}


def _data(decisions: Iterable[Decision]) -> bytes:
    told = {"decisions": [each.as_dict() for each in decisions]}
    return (json.dumps(told, ensure_ascii=False, indent=1, default=str) + "\n").encode()


def _as_decision(stored: _StoredDecision) -> Decision:
    data = as_data(stored)
    remedy = data.pop("remedy")
    return Decision(**{**data, "hint": data["hint"] or remedy})


def _held(path: Path) -> tuple[Decision, ...]:
    if not path.is_file():
        return ()
    try:
        return tuple(_as_decision(each) for each in from_json(read_file(path), _Decisions).decisions)
    except ValueError as error:
        raise DataError(f"this list of open decisions cannot be read ({error})", location=str(path),
                        hint="restore it from a backup, or correct it by hand") from error  # fmt: skip
