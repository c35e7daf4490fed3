"""A YAML file becomes plain data that knows its lines, or findings in words that people follow."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from assembler.errors import DataError, FileError
from assembler.store.files.result_cache import MemoryCache
from assembler.store.project.project import Project
from assembler.store.yaml.yaml_file import MAX_YAML_BYTES, parse_yaml, require_data


def test_words_that_other_parsers_turn_into_something_else_stay_words() -> None:
    text = b"country: NO\nanswer: no\ntime: 1:30\nday: 2026-03-01\non: 012\n"
    expected = {"country": "NO", "answer": "no", "time": "1:30", "day": "2026-03-01", "on": 12}
    assert parse_yaml(text, "x.yaml").data == expected


def test_a_version_directive_does_not_bring_the_old_words_back() -> None:
    assert parse_yaml(b"%YAML 1.1\n---\ncountry: no\n", "x.yaml").data == {"country": "no"}


def test_each_path_knows_its_line_and_a_missing_one_that_of_what_is_around_it() -> None:
    file = parse_yaml(b"# top\na:\n  - b: 1\n\n  - b: |\n      text\n    c: {d: 2}\n", "x.yaml")
    assert file.line(("a",)) == 2
    assert file.line(("a", 1, "b")) == 5
    assert file.line(("a", 1, "c", "d")) == 7
    assert file.line(("a", 0, "missing", "deeper")) == 3
    assert str(file.locate(("a", 1, "c"), root="record")) == "x.yaml, line 7, record.a[1].c"


@pytest.mark.parametrize(
    ("text", "line", "rule", "words"),
    [
        ("a: b: c", 1, "malformed-yaml", "colon"),
        ("ok: 1\nlist: [1,\n", 3, "malformed-yaml", "bracket is not closed"),
        ("a:\n\t- x", 2, "malformed-yaml", "tab"),
        ("a: 1\nb: 'never closed\nc: 2\n", 2, "malformed-yaml", "never closed"),
        ("- a\nb: 1", 2, "malformed-yaml", "indentation"),
        ("a: 1\nb: \x00", 2, "malformed-yaml", "not allowed in text files"),
        ("a: 1\na: 2\n", 2, "repeated-key", "the key `a` is repeated"),
        ("a: &x 1\n", 1, "yaml-anchor", "anchor"),
        ("a: !!python/object:os.system x\n", 1, "yaml-tag", "tag"),
        ("a: 1\n---\nb: 1\n", 2, "several-documents", "second YAML document"),
        ("a:\n  country FI\n  own: {fi: x}\n", 2, "malformed-yaml", "a key has no colon"),
        ("a\n  b: 1\n", 1, "malformed-yaml", "a key has no colon"),
        ("a:\n  b: 1\n  c [d]\n  e: 1\n", 3, "malformed-yaml", "a key has no colon"),
        ("a: {text: first, second, language: en}", 1, "malformed-yaml", "a key has no colon"),
        ("- a: 1\n- b leader\n  c: 1\n", 2, "malformed-yaml", "a key has no colon"),
        ("text: The city\n  says\n  and that: it\n", 3, "malformed-yaml", "a colon is not allowed here"),
        ("? [a]\n: 1\n", 1, "non-scalar-key", "list or a mapping"),
        ("a: " + "[" * 60, 1, "excessive-nesting", "levels"),
    ],
)
def test_a_broken_file_says_where_and_what(text: str, line: int, rule: str, words: str) -> None:
    diagnostic = parse_yaml(text.encode(), "x.yaml").diagnostics[0]
    assert (diagnostic.location.file, diagnostic.location.line, diagnostic.rule) == ("x.yaml", line, rule)
    assert words in diagnostic.message
    assert diagnostic.hint


def test_all_repeated_keys_are_reported_at_once() -> None:
    diagnostics = parse_yaml(b"a: 1\na: 2\nb:\n  c: 1\n  c: 2\n", "x.yaml").diagnostics
    assert [diagnostic.location.line for diagnostic in diagnostics] == [2, 5]


def test_letters_in_another_encoding_are_reported_with_their_line() -> None:
    diagnostic = parse_yaml("a: 1\nb: é\n".encode("latin-1"), "x.yaml").diagnostics[0]
    assert (diagnostic.rule, diagnostic.location.line) == ("wrong-encoding", 2)


def test_a_byte_order_mark_is_no_part_of_the_first_key() -> None:
    assert parse_yaml(b"\xef\xbb\xbfa: 1\n", "x.yaml").data == {"a": 1}


def test_a_file_that_is_too_large_is_not_parsed() -> None:
    diagnostic = parse_yaml(b"a" * (MAX_YAML_BYTES + 1), "x.yaml").diagnostics[0]
    assert diagnostic.rule == "too-large"


def test_a_small_file_cannot_grow_by_aliases() -> None:
    text = "a: &a [x, x]\n" + "".join(f"{new}: &{new} [*{old}, *{old}]\n" for old, new in pairwise("abcdef"))
    assert {diagnostic.rule for diagnostic in parse_yaml(text.encode(), "x.yaml").diagnostics} == {
        "yaml-anchor"
    }


def test_a_file_is_parsed_once_for_its_content() -> None:
    cache = MemoryCache()
    first = parse_yaml(b"a:\n  - b: 1.5\n", "x.yaml", cache=cache)
    again = parse_yaml(b"a:\n  - b: 1.5\n", "y.yaml", cache=cache)
    assert (again.data, dict(again.lines), again.name) == (first.data, dict(first.lines), "y.yaml")


def test_a_broken_file_is_reported_again_each_time() -> None:
    cache = MemoryCache()
    twice = [parse_yaml(b"a: 'x", "x.yaml", cache=cache).diagnostics for _ in range(2)]
    assert twice[0] == twice[1] != ()


def test_plain_data_raises_the_findings() -> None:
    with pytest.raises(DataError) as caught:
        require_data(parse_yaml(b"a: 1\na: 2\n", "x.yaml"))
    assert caught.value.diagnostics[0].location.line == 2


def test_a_missing_file_is_a_file_error(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="does not exist"):
        Project.find(tmp_path).yaml(tmp_path / "none.yaml")
