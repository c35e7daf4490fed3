"""Lines for a record's audit trail: who changed what, when, and from which file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

from assembler.diagnostics import Location
from assembler.merging.result import Changed, Conflict
from assembler.store.project.project import Project
from assembler.store.records.audit_log import read_audit_log
from assembler.structs import Struct, as_data
from assembler.word.returned.content import ReturnedForm


class Source(Struct, frozen=True):
    """Where changes come from: a file that came back.

    ``who`` saved it last and ``saved`` is when, as the file says; ``digest`` is sha256 of its bytes;
    ``collected`` is when it was read (ISO 8601, empty where nobody says).
    """

    who: str
    saved: str
    file: str
    form: str
    digest: str
    collected: str = ""


def source_of(form: ReturnedForm, data: bytes, manifest: str, collected: str = "") -> Source:
    """The source for ``form``, whose bytes as they came are ``data``."""
    return Source(form.author, form.saved, form.name, manifest, sha256(data).hexdigest(), collected)


def trail_lines(
    source: Source, changed: Sequence[Changed], conflicts: Sequence[Conflict], authors: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    """A line for each change, and for each conflict that was settled in favour of the record.

    ``authors`` says by path who made a change where the file says it (changes were tracked there).
    """
    for each in changed:
        line = {"path": each.path, **_asked(each), "from": each.old, "to": each.new}
        yield {**_begun(source, authors.get(each.path, "")), **line}
    for other in conflicts:
        if other.settled == "record":
            told = {"path": other.path, **_asked(other), "kept": other.record, "said": other.form}
            yield {**_begun(source, authors.get(other.path, "")), **told}


def _asked(each: Changed | Conflict) -> dict[str, str]:
    """The code and the question, where it is about one."""
    return {"code": each.code, "question": each.question} if each.question else {}


def new_lines(
    lines: Iterable[Mapping[str, Any]], before: Iterable[Mapping[str, Any]]
) -> list[Mapping[str, Any]]:
    """Those of ``lines`` that say more than that a conflict over the same file was settled once more."""
    told = [_settled(line) for line in before]
    return [line for line in lines if "kept" not in line or _settled(line) not in told]


def _settled(line: Mapping[str, Any]) -> list[Any]:
    return [line.get(name) for name in ("digest", "path", "kept", "said")]


def _begun(source: Source, author: str) -> dict[str, Any]:
    return {**as_data(source), "who": author or source.who}


def sheet_lines(
    source: Source, changed: Sequence[Changed], place: Callable[[str], Location | None]
) -> Iterator[dict[str, Any]]:
    """A line for each change that a sheet brought; ``place`` tells where in the sheet a path stands."""
    for each in changed:
        where = place(each.path)
        told = {"path": each.path, "from": each.old, "to": each.new, "place": where.position if where else ""}
        yield {**as_data(source), **told}


def trail_of(project: Project, record: str) -> tuple[dict[str, Any], ...]:
    """The trail of ``record``, the oldest line first; none where there is no such record yet."""
    if record not in project.records():
        return ()
    return read_audit_log(project.record_folder(record))
