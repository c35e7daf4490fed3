"""Values that earlier returns added to a record, according to its audit log.

The same file may be collected twice, by mistake or because a conflict was left open. If people have changed a
value since it was first merged, it is not merged again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from assembler.model.documents.form_manifest import FormList
from assembler.store.records.value_text import format_value
from assembler.structs import Struct

_LONGEST = 60


class EarlierReturns(Struct, frozen=True):
    """Earlier returns of forms, read from the ``lines`` of a record's audit log.

    ``digest`` is the digest of the file that is being collected.
    """

    lines: Sequence[Mapping[str, Any]] = ()
    digest: str = ""

    def has_value(self, path: str, value: Any) -> bool:
        """Return whether ``value`` was already merged at ``path`` from this file."""
        values = (line for line in self._iter_own_lines() if "to" in line)
        return any(line.get("path") == path and line["to"] == value for line in values)

    def has_changed(self, path: str) -> bool:
        """Return whether this file already changed the value at ``path``."""
        return any(line.get("path") == path for line in self._iter_own_lines() if "to" in line)

    def has_decision(self, path: str, value: Any) -> bool:
        """Return whether a person has already decided on this file's answer ``value`` at ``path``."""
        lines = (line for line in self._iter_own_lines() if "decision" in line)
        return any(line.get("path") == path and line.get("said") == value for line in lines)

    def has_added_row(self, path: str, values: Mapping[str, Any]) -> bool:
        """Return whether a row with these values was already added to the list at ``path`` from this file."""
        new = (line for line in self._iter_own_lines() if line.get("from") is None)
        same = (line for line in new if line.get("to") == dict(values))
        return any(str(line.get("path", "")).startswith(f"{path}[") for line in same)

    def has_removed_row(self, path: str, values: Mapping[str, Any]) -> bool:
        """Return whether this file already removed a row with these values from the list at ``path``."""
        removed = (line for line in self._iter_own_lines() if "to" in line and line["to"] is None)
        rows = (line["from"] for line in removed if str(line.get("path", "")).startswith(f"{path}["))
        return any(values.items() <= row.items() for row in rows if isinstance(row, Mapping))

    def describe_source(self, path: str, now: Any) -> str:
        """Return a note that names the file from which the record's value ``now`` came.

        ``path`` is the path of the value. The result is "" if the value came from no file.
        """
        lines = [line for line in self.lines if line.get("path") == path and line.get("to") == now]
        return f" (from {lines[-1].get('file', '')})" if lines and now is not None else ""

    def _iter_own_lines(self) -> Iterator[Mapping[str, Any]]:
        return (line for line in self.lines if self.digest and line.get("digest") == self.digest)


def row_name(listed: FormList, row: Mapping[str, Any]) -> Any:
    """Return the first value of a list row, by which people recognise the row, or "" if the row is empty."""
    return next((row[column.name] for column in listed.columns if row.get(column.name) is not None), "")


def quote_value(value: Any) -> str:
    """Return a value in quotation marks, shortened if it is long; None becomes ``nothing``.

    >>> quote_value("yes"), quote_value({"text": "no", "language": "en"}), quote_value(["a", {"text": "b"}])
    ('“yes”', '“no (en)”', '“a; b”')
    """
    if value is None:
        return "nothing"
    shown = " ".join(format_value(value, "; ").split())
    return f"“{shown if len(shown) <= _LONGEST else f'{shown[:_LONGEST]}…'}”"
