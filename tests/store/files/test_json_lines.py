"""Lines of JSON: what was added comes back, whatever its words hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from assembler.store.files.json_lines import read_json_lines, with_json_lines


@pytest.mark.parametrize("sign", ["\n", "\r", "\x0b", "\x85", "\u2028", "\u2029"], ids=ascii)
def test_a_line_break_of_any_kind_inside_of_words_parts_no_line(tmp_path: Path, sign: str) -> None:
    path = tmp_path / "audit.jsonl"
    for number in (1, 2):
        path.write_bytes(with_json_lines(path, [{"number": number, "new": f"one{sign}two"}]))
    assert read_json_lines(path) == tuple({"number": n, "new": f"one{sign}two"} for n in (1, 2))


def test_a_line_that_was_cut_off_takes_no_other_with_it(tmp_path: Path) -> None:
    path = tmp_path / "audit.jsonl"
    path.write_bytes(b'{"number": 1}\n[2]\n{"numb')
    path.write_bytes(with_json_lines(path, [{"number": 3}]))
    assert read_json_lines(path) == ({"number": 1}, {"number": 3})
