"""Edits to CSV files: only rows that change are written; the text of every other row is kept."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from assembler.errors import DataError
from assembler.model.paths import Table
from assembler.model.types.introspection import Entity, keys_at, type_at
from assembler.store.tables.csv_file import Sheet, column_paths, is_text, iter_raw_rows, parse_csv, read_sheet

Rows = Mapping[str, Mapping[str, Any]]


def edit_csv(text: str, rows: Rows, model: type[Entity], table: Table) -> str:
    """Return ``text`` with its rows replaced by ``rows``, which maps names to plain data.

    A new row follows the last one whose name begins with the same session. Missing columns are added at the
    end of the header; rows that do not use them stay shorter. Raises DataError if ``text`` is not valid CSV
    or cannot represent a value in ``rows``.

    >>> from assembler.model.paths import ROOTS, TABLES
    >>> old = "session;sequence;indicator;statement\\nI1;1;GG/I/3;Asked.\\nI2;1;GG/I/3;Told.\\n"
    >>> new = {"session": "I1", "sequence": 2, "indicator": "GG/A/1", "statement": "Seen; read."}
    >>> model, table = ROOTS["evidence"], TABLES["evidence"]
    >>> rows = {**parse_csv(old.encode(), "", model, table).data["records"], "I1-2": new}
    >>> print(edit_csv(old, rows, model, table), end="")
    session;sequence;indicator;statement
    I1;1;GG/I/3;Asked.
    I1;2;GG/A/1;"Seen; read."
    I2;1;GG/I/3;Told.
    """
    bom = "\ufeff" if text.startswith("\ufeff") else ""
    body = text.removeprefix(bom)
    item = type_at(model, (table.rows, "any"))
    wanted = {key: _add_key_columns(key, row, table) for key, row in rows.items()}
    before = parse_csv(body.encode(), "", model, table)
    if before.diagnostics:
        raise DataError(
            "the file is not valid CSV", hint="correct the rows listed below", diagnostics=before.diagnostics
        )
    if _are_equal(before.data[table.rows], wanted):
        return text
    result = _format_rows(body, before.data[table.rows], wanted, item=item, table=table)
    after = parse_csv(result.encode(), "", model, table)
    if after.diagnostics or not _are_equal(after.data[table.rows], wanted):
        raise DataError("the file cannot represent the new values", hint="make the change yourself")
    return bom + result


def _format_rows(text: str, old: Rows, wanted: Rows, *, item: type[Entity], table: Table) -> str:
    sheet = read_sheet(text, "")
    header = list(sheet.header) or [name for name in keys_at(item, ()) if name != "remarks"]
    added = _find_missing_columns(wanted, header, item)
    writer = _Writer(sheet.delimiter if sheet.header else ",", "\r\n" if "\r\n" in text else "\n")
    paths = column_paths([*header, *added], item)
    raw = _read_raw_rows(text, sheet, table) if sheet.header else {}
    lines = [_first_line(text, sheet) if raw and not added else writer.line([*header, *added])]
    for key in _iter_keys(old, wanted):
        same = key in raw and _normalise_row(old[key]) == _normalise_row(wanted[key])
        lines.append(raw[key] if same else writer.line([_format_cell(wanted[key], path) for path in paths]))
    complete = [line if line.endswith(("\n", "\r")) else line + writer.end for line in lines]
    return "".join(complete)


class _Writer:
    def __init__(self, delimiter: str, end: str) -> None:
        self._delimiter = delimiter
        self.end = end

    def line(self, cells: Sequence[str]) -> str:
        buffer = io.StringIO()
        csv.writer(buffer, delimiter=self._delimiter, lineterminator=self.end).writerow(cells)
        return buffer.getvalue()


def _first_line(text: str, sheet: Sheet) -> str:
    """Return the text before the first row: the header and any blank lines."""
    lines = list(io.StringIO(text, newline=""))
    return "".join(lines[: sheet.rows[0].line - 1] if sheet.rows else lines)


def _read_raw_rows(text: str, sheet: Sheet, table: Table) -> dict[str, str]:
    indices = [list(sheet.header).index(name) for name in table.key]
    return {
        table.name(row.cells[index].strip() for index in indices): raw
        for row, raw in iter_raw_rows(text, sheet)
    }


def _iter_keys(old: Rows, wanted: Rows) -> Iterator[str]:
    """Yield the names in ``wanted``: old ones in their old order, each new one at the end of its group."""
    order = [key for key in old if key in wanted]
    for key in (key for key in wanted if key not in old):
        group = [index for index, other in enumerate(order) if _key_prefix(other) == _key_prefix(key)]
        order.insert(group[-1] + 1 if group else len(order), key)
    return iter(order)


def _key_prefix(key: str) -> str:
    return key.rpartition("-")[0]


def _add_key_columns(key: str, row: Mapping[str, Any], table: Table) -> dict[str, Any]:
    """Return ``row`` with the columns from which its name is formed."""
    parts = dict(zip(table.key, key.split("-", len(table.key) - 1), strict=False))
    return {**parts, **row}


def _find_missing_columns(rows: Rows, header: Sequence[str], item: type[Entity]) -> list[str]:
    """Return the columns that ``rows`` need but ``header`` lacks, in order of first use."""
    columns: dict[str, None] = {}
    for row in rows.values():
        for path, _ in _iter_values(_normalise_row(row), ()):
            column = path[:-1] if path[-1] == "text" and is_text(item, path[:-1]) else path
            columns[".".join(column)] = None
    return [name for name in columns if name not in header]


def _iter_values(data: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(data, Mapping):
        for key, value in data.items():
            yield from _iter_values(value, (*path, str(key)))
    else:
        yield path, str(data)


def _format_cell(row: Mapping[str, Any], path: tuple[str, ...]) -> str:
    """Return the value at ``path`` as a cell; a text without a language becomes a plain string."""
    data: Any = _normalise_row(row)
    for part in path:
        if not isinstance(data, Mapping):
            return str(data) if part == "text" and data is not None else ""
        data = data.get(part)
    if isinstance(data, Mapping):
        return str(data.get("text", ""))
    return "" if data is None else str(data)


def _are_equal(one: Rows, other: Rows) -> bool:
    first, second = ({key: _normalise_row(row) for key, row in rows.items()} for rows in (one, other))
    return first == second


def _normalise_row(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return ``row`` with values as texts; empty values and the row's own language are omitted.

    The original wording never takes the language of its row, and keeps its own.
    """
    language = row.get("language")
    values = {
        key: _normalise_value(value, None if key == "original" else language) for key, value in row.items()
    }
    return {key: value for key, value in values.items() if value not in (None, "", {})}


def _normalise_value(value: Any, language: Any) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, Mapping):
        return None if value is None else str(value).strip()
    if set(value) == {"text"} or ("text" in value and value.get("language") in ("", None, language)):
        return str(value["text"]).strip()
    return {key: _normalise_value(each, language) for key, each in value.items() if each not in (None, "")}
