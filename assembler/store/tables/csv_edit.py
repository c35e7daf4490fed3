"""Writing into a CSV file: rows that change are written anew, every other row stays as its author left it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from assembler.errors import DataError
from assembler.model.paths import Table
from assembler.model.types.introspection import Entity, keys_at, type_at
from assembler.store.tables.csv_file import Sheet, is_text, parse_csv, paths_of, raw_rows, read_sheet

Rows = Mapping[str, Mapping[str, Any]]


def changed_csv(text: str, rows: Rows, model: type[Entity], table: Table) -> str:
    """``text`` with ``rows`` (plain data by name) in place of those it has.

    A new row goes behind the last one of the same beginning (the same session). Columns that are needed are
    added at the end of the header; rows that do not use them stay shorter. Raises DataError where ``text``
    is no sound CSV, or cannot hold what a row says.

    >>> from assembler.model.paths import ROOTS, TABLES
    >>> old = "session;sequence;indicator;statement\\nI1;1;GG/I/3;Asked.\\nI2;1;GG/I/3;Told.\\n"
    >>> new = {"session": "I1", "sequence": 2, "indicator": "GG/A/1", "statement": "Seen; read."}
    >>> model, table = ROOTS["evidence"], TABLES["evidence"]
    >>> rows = {**parse_csv(old.encode(), "", model, table).data["records"], "I1-2": new}
    >>> print(changed_csv(old, rows, model, table), end="")
    session;sequence;indicator;statement
    I1;1;GG/I/3;Asked.
    I1;2;GG/A/1;"Seen; read."
    I2;1;GG/I/3;Told.
    """
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    body = text.removeprefix(mark)
    item = type_at(model, (table.rows, "any"))
    wanted = {key: _named(key, row, table) for key, row in rows.items()}
    before = parse_csv(body.encode(), "", model, table)
    if before.diagnostics:
        raise DataError("the file is not sound CSV", hint="mend it first", diagnostics=before.diagnostics)
    if _alike(before.data[table.rows], wanted):
        return text
    result = _written(body, before.data[table.rows], wanted, item=item, table=table)
    after = parse_csv(result.encode(), "", model, table)
    if after.diagnostics or not _alike(after.data[table.rows], wanted):
        raise DataError("the file cannot hold what was to be written", hint="make the change by hand")
    return mark + result


def _written(text: str, old: Rows, wanted: Rows, *, item: type[Entity], table: Table) -> str:
    sheet = read_sheet(text, "")
    header = list(sheet.header) or [name for name in keys_at(item, ()) if name != "remarks"]
    added = _columns_needed(wanted, header, item)
    writer = _Writer(sheet.delimiter if sheet.header else ",", "\r\n" if "\r\n" in text else "\n")
    paths = paths_of([*header, *added], item)
    raw = _raw(text, sheet, table) if sheet.header else {}
    lines = [_first_line(text, sheet) if raw and not added else writer.line([*header, *added])]
    for key in _in_order(old, wanted):
        same = key in raw and _plain(old[key]) == _plain(wanted[key])
        lines.append(raw[key] if same else writer.line([_cell(wanted[key], path) for path in paths]))
    ended = [line if line.endswith(("\n", "\r")) else line + writer.end for line in lines]
    return "".join(ended)


class _Writer:
    def __init__(self, delimiter: str, end: str) -> None:
        self._delimiter = delimiter
        self.end = end

    def line(self, cells: Sequence[str]) -> str:
        buffer = io.StringIO()
        csv.writer(buffer, delimiter=self._delimiter, lineterminator=self.end).writerow(cells)
        return buffer.getvalue()


def _first_line(text: str, sheet: Sheet) -> str:
    """The header as it stands, with blank lines and all that comes before the first row."""
    lines = list(io.StringIO(text, newline=""))
    return "".join(lines[: sheet.rows[0].line - 1] if sheet.rows else lines)


def _raw(text: str, sheet: Sheet, table: Table) -> dict[str, str]:
    places = [list(sheet.header).index(name) for name in table.key]
    return {
        table.name(row.cells[place].strip() for place in places): raw for row, raw in raw_rows(text, sheet)
    }


def _in_order(old: Rows, wanted: Rows) -> Iterator[str]:
    """The names of ``wanted``: old ones where they were, each new one behind its like."""
    order = [key for key in old if key in wanted]
    for key in (key for key in wanted if key not in old):
        like = [place for place, other in enumerate(order) if _start(other) == _start(key)]
        order.insert(like[-1] + 1 if like else len(order), key)
    return iter(order)


def _start(key: str) -> str:
    return key.rpartition("-")[0]


def _named(key: str, row: Mapping[str, Any], table: Table) -> dict[str, Any]:
    """``row`` with the columns that its name is made of."""
    parts = dict(zip(table.key, key.split("-", len(table.key) - 1), strict=False))
    return {**parts, **row}


def _columns_needed(rows: Rows, header: Sequence[str], item: type[Entity]) -> list[str]:
    """The columns that ``rows`` need beside ``header``, in the order of need."""
    needed: dict[str, None] = {}
    for row in rows.values():
        for path, _ in _cells(_plain(row), ()):
            bare = path[:-1] if path[-1] == "text" and is_text(item, path[:-1]) else path
            needed[".".join(bare)] = None
    return [name for name in needed if name not in header]


def _cells(data: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(data, Mapping):
        for key, value in data.items():
            yield from _cells(value, (*path, str(key)))
    else:
        yield path, str(data)


def _cell(row: Mapping[str, Any], path: tuple[str, ...]) -> str:
    """What stands in the column for ``path``; words that say no language stand alone."""
    data: Any = _plain(row)
    for part in path:
        if not isinstance(data, Mapping):
            return str(data) if part == "text" and data is not None else ""
        data = data.get(part)
    if isinstance(data, Mapping):
        return str(data.get("text", ""))
    return "" if data is None else str(data)


def _alike(one: Rows, other: Rows) -> bool:
    return {key: _plain(row) for key, row in one.items()} == {key: _plain(row) for key, row in other.items()}


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    """``row`` as a file says it: words for all values, no language where it is the row's, nothing empty."""
    language = row.get("language")
    found = {key: _value(value, language) for key, value in row.items()}
    return {key: value for key, value in found.items() if value not in (None, "", {})}


def _value(value: Any, language: Any) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, Mapping):
        return None if value is None else str(value).strip()
    if set(value) == {"text"} or ("text" in value and value.get("language") in ("", None, language)):
        return str(value["text"]).strip()
    return {key: _value(each, language) for key, each in value.items() if each not in (None, "")}
