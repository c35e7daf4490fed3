"""Writing into a record touches the lines of what changed, and nothing else."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assembler.errors import DataError
from assembler.store.records.record import load_record
from assembler.store.records.record_files import read_record_files
from assembler.store.records.record_writer import Change, apply_changes, edit_record, edit_yaml
from assembler.store.yaml.yaml_edit import Editor, is_same_data
from assembler.store.yaml.yaml_file import parse_yaml
from assembler.store.yaml.yaml_path import join_path, split_path
from assembler.store.yaml.yaml_tree import compose
from assembler.store.yaml.yaml_writer import Writer

RECORD = """# who wrote it
provenance:
  drafting: |
    First line.

    Second line.
  # how far
  involvement: informed   # since May

background:
  budgets:
    - line: Desk
      amount: 10 EUR  # a month
    - {line: Course, amount: 20 EUR}
  figures: []
  steering:
assessments:
  GG/A/1:
    how: 'So'

    why: "Thus"
"""


def lines_gone_and_new(before: str, after: str) -> tuple[list[str], list[str]]:
    found = list(difflib.ndiff(before.splitlines(), after.splitlines()))
    return [row[2:] for row in found if row[0] == "-"], [row[2:] for row in found if row[0] == "+"]


@pytest.mark.parametrize(
    ("path", "value", "gone", "new"),
    [
        ("provenance.involvement", "adopted", ["  involvement: informed   # since May"],
         ["  involvement: adopted   # since May"]),
        ("provenance.drafting", "One line.", ["  drafting: |", "    First line.", "", "    Second line."],
         ["  drafting: |-", "    One line."]),
        ("background.budgets[0].amount", "12 EUR", ["      amount: 10 EUR  # a month"],
         ["      amount: 12 EUR  # a month"]),
        ("background.budgets[1].amount", {"amount": 5, "currency": "SEK"},
         ["    - {line: Course, amount: 20 EUR}"],
         ["    - {line: Course, amount: {amount: 5, currency: SEK}}"]),
        ("background.budgets[1].year", 2026, ["    - {line: Course, amount: 20 EUR}"],
         ["    - {line: Course, amount: 20 EUR, year: 2026}"]),
        ("background.budgets[2]", {"line": "New", "year": 2026}, [], ["    - line: New", "      year: 2026"]),
        ("background.figures[0].year", 2026, ["  figures: []"], ["  figures:", "    - year: 2026"]),
        ("background.steering", "By plan.\n\n- one\n- two", ["  steering:"],
         ["  steering: |-", "    By plan.", "", "    - one", "    - two"]),
        ("background.role", "All of it", [], ["  role: All of it"]),
        ("assessments.GG/A/1.how", "It's so", ["    how: 'So'"], ["    how: 'It''s so'"]),
        ("assessments.GG/A/1.why", 'Say "no"', ['    why: "Thus"'], ['    why: "Say \\"no\\""']),
        ("assessments.GG/A/2.how", "no", [], ["  GG/A/2:", '    how: "no"']),
        ("release.released", "2026-08-18", [], ["release:", "  released: 2026-08-18"]),
        ("assessments.GG/A/1.how", None, ["    how: 'So'"], ["    how: null"]),
        ("background.budgets", [{"line": "Desk", "amount": "10 EUR"}],
         ["    - {line: Course, amount: 20 EUR}"], []),
    ],
)  # fmt: skip
def test_a_change_touches_its_own_lines(path: str, value: Any, gone: list[str], new: list[str]) -> None:
    result = edit_yaml(RECORD, [Change(path, value)])
    assert lines_gone_and_new(RECORD, result) == (gone, new)
    expected = apply_changes(parse_yaml(RECORD.encode(), "").data, [Change(path, value)])
    assert is_same_data(parse_yaml(result.encode(), "").data, expected)


def test_no_change_gives_the_same_bytes() -> None:
    assert edit_yaml(RECORD, [Change("provenance.involvement", "informed")]) == RECORD
    assert edit_yaml(RECORD, []) == RECORD
    assert edit_yaml("# empty\n", []) == "# empty\n"


def test_many_changes_at_once_give_what_each_would() -> None:
    changes = [
        Change("assessments.GG/A/1.how", "A\nB"),
        Change("assessments.GG/A/1.who", "C"),
        Change("assessments.GG/A/2.how", "D"),
        Change("background.budgets[2].line", "E"),
        Change("background.budgets[3].line", "F"),
    ]
    one_by_one = RECORD
    for change in changes:
        one_by_one = edit_yaml(one_by_one, [change])
    assert edit_yaml(RECORD, changes) == one_by_one


def test_an_empty_file_with_comments_keeps_them() -> None:
    assert edit_yaml("# nothing yet", [Change("a.b", 1)]) == "# nothing yet\na:\n  b: 1\n"
    assert edit_yaml("", [Change("a", "x")]) == "a: x\n"


def test_windows_line_ends_and_the_byte_order_mark_stay() -> None:
    assert (
        edit_yaml("\ufeffa: 1\r\nb: 2\r\n", [Change("b", "x\ny")]) == "\ufeffa: 1\r\nb: |-\r\n  x\r\n  y\r\n"
    )


def test_a_comment_that_a_block_would_swallow_stays_a_comment() -> None:
    text = "a: old\n      # about b\nb: 1\n"
    result = edit_yaml(text, [Change("a", "one\ntwo")])
    assert result == 'a: "one\\ntwo"\n      # about b\nb: 1\n'


@pytest.mark.parametrize("text", ["a: 'x", "a: 1\na: 2\n", "a: &x 1\n"])
def test_a_file_that_is_not_valid_is_not_touched(text: str) -> None:
    with pytest.raises(DataError, match="not valid"):
        edit_yaml(text, [Change("b", 1)])


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("a.b", "`a.b` names a key in a value that is not a mapping"),
        ("list.x", "`list.x` names a key in a value that is not a mapping"),
        ("a[0]", "`a[0]` names an item in a value that is not a list"),
        ("list[5]", "`list[5]` is past the end of the list"),
    ],
)
def test_a_path_that_leads_nowhere_is_reported(path: str, message: str) -> None:
    with pytest.raises(DataError) as refused:
        edit_yaml("a: words\nlist: [1]\n", [Change(path, 1)])
    assert refused.value.message == message


def test_changes_of_a_record_go_to_the_file_of_their_kind(tmp_path: Path) -> None:
    review = "project: P\ncity: c\nbenchmark: b@2020\nlanguage: nl  # Dutch\n"
    (tmp_path / "review.yaml").write_text(review)
    record = load_record(read_record_files(tmp_path, "r")).record
    assert record is not None
    changes = [Change("review.city", "d"), Change("baseline.release.name", "Office")]
    assert edit_record(record, changes).contents == {
        "review": review.replace("city: c", "city: d").encode(),
        "baseline": b"release:\n  name: Office\n",
    }


# The law, for any data in any layout.

WORDS = st.one_of(
    st.sampled_from(
        ["", "no", "12", "Plan", "a: b", "x # y", "- z", "é «ü»", "two\nlines", "a\n\n  b\n", " blank ", "\n",
         "null", "[a]", "tab\there", "\u2028", "it's", 'say "so"', "x" * 100, "ends:", "\r", "😀", "1:30"]
    ),
    st.text(alphabet=st.characters(codec="utf-8"), max_size=12),
)  # fmt: skip
NUMBERS = st.one_of(st.integers(), st.floats(allow_nan=False, allow_infinity=False))
SCALARS = st.one_of(st.none(), st.booleans(), NUMBERS, WORDS)
KEYS = st.one_of(
    st.sampled_from(["how", "why", "GG/A/1", "no", "12", "a b", "x:y", "#", ""]),
    st.text(alphabet=st.characters(codec="utf-8", exclude_characters='"'), max_size=4),
)
DATA = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3)),
    max_leaves=8,
)
RECORDS = st.dictionaries(st.sampled_from(["how", "GG/A/1", "rows", "no", "a b"]), DATA, max_size=4)


class Scribe:
    """Writes data as a person might: in any of YAML's styles, with comments and blank lines."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.notes = 0

    def chance(self) -> bool:
        return self.draw(st.integers(0, 3)) == 0

    def note(self) -> str:
        self.notes += 1
        return f"# note {self.notes}"

    def beside(self) -> str:
        return f"  {self.note()}" if self.chance() else ""

    def between(self, column: int) -> list[str]:
        return [" " * column + self.note()] if self.chance() else [""] if self.chance() else []

    def scalar(self, value: Any) -> str:
        if isinstance(value, str):
            alone = value.isascii() and value.isalpha() and value.lower() not in ("null", "true", "false")
            if alone and self.chance():
                return value
            if value.isprintable() and self.chance():
                return "'" + value.replace("'", "''") + "'"
            return self.quoted(value)
        if value is None:
            return self.draw(st.sampled_from(["null", "~"]))
        return str(value).lower() if isinstance(value, bool) else repr(value)

    def flow(self, value: Any) -> str:
        if isinstance(value, dict):
            pairs = (f"{self.quoted(key)}: {self.flow(inner)}" for key, inner in value.items())
            return "{" + ", ".join(pairs) + "}"
        if isinstance(value, list):
            return "[" + ", ".join(map(self.flow, value)) + "]"
        return self.quoted(value) if isinstance(value, str) else self.scalar(value)

    def quoted(self, value: str) -> str:
        plain = (sign if sign.isalnum() and sign.isascii() else f"\\U{ord(sign):08x}" for sign in value)
        return '"' + "".join(plain) + '"'

    def value(self, value: Any, head: str, column: int, keyed: bool) -> list[str]:
        """``head`` (a key or a dash at ``column``) and the value behind or below it."""
        if isinstance(value, str) and value.rstrip("\n") and self.fits_literal(value):
            mark = "|" if value.endswith("\n") else "|-"
            body = value.removesuffix("\n").split("\n")
            deep = (" " * (column + 3) + row if row else "" for row in body)
            return [f"{head} {mark}{self.beside()}", *deep]
        if not isinstance(value, dict | list) or not value or self.chance():
            written = self.flow(value) if isinstance(value, dict | list) else self.scalar(value)
            if value is None and self.chance():
                return [head + self.beside()]
            return [f"{head} {written}{self.beside()}"]
        deeper = column if isinstance(value, list) and keyed and self.chance() else column + 2
        inside = self.block(value, deeper)
        if keyed or self.chance():
            return [head + self.beside(), *inside]
        while inside[0].lstrip()[:1] in ("#", ""):
            inside = inside[1:]
        return [head + " " * (deeper - len(head)) + inside[0][deeper:], *inside[1:]]

    def fits_literal(self, value: str) -> bool:
        rows = value.removesuffix("\n").split("\n")
        sound = all(row == "" or (row.isprintable() and row.strip() == row) for row in rows)
        return sound and "\n" in value and rows[0] != "" and rows[-1] != "" and not self.chance()

    def block(self, value: Any, column: int) -> list[str]:
        lines: list[str] = []
        pairs = value.items() if isinstance(value, dict) else ((None, inner) for inner in value)
        for key, inner in pairs:
            head = "-" if key is None else f"{self.scalar(key)}:"
            lines += [*self.between(column), *self.value(inner, " " * column + head, column, key is not None)]
        return lines


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A record as YAML in any layout."""
    scribe = Scribe(draw)
    lines = [*scribe.between(0), *scribe.block(draw(RECORDS), 0), *scribe.between(0)]
    return "\n".join(lines) + draw(st.sampled_from(["\n", "", "\n\n"]))


def paths_in(data: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inside = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [path, *(found for key, inner in inside for found in paths_in(inner, (*path, key)))]


@st.composite
def change_to(draw: st.DrawFn, data: Any) -> Change:
    """A change to something in ``data``, or something new in it."""
    path = draw(st.sampled_from(paths_in(data)))
    here = data
    for part in path:
        here = here[part]
    if isinstance(here, dict) and (not path or draw(st.booleans())):
        path = (*path, draw(KEYS))
    elif isinstance(here, list) and draw(st.booleans()):
        path = (*path, len(here))
    return Change(join_path(path), draw(DATA))


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_what_the_file_says_is_what_was_applied(data: st.DataObject) -> None:
    text = data.draw(texts())
    now = parse_yaml(text.encode(), "").data or {}
    changes: list[Change] = []
    for _ in range(data.draw(st.integers(1, 3))):
        changes.append(data.draw(change_to(now)))
        now = apply_changes(now, changes[-1:])
    assert is_same_data(parse_yaml(edit_yaml(text, changes).encode(), "").data or {}, now)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_other_lines_stay(data: st.DataObject) -> None:
    text = data.draw(texts())
    change = data.draw(change_to(parse_yaml(text.encode(), "").data or {}))
    before, after = text.split("\n"), edit_yaml(text, [change]).split("\n")
    touched = lines_of(text, change)
    assert before[: touched.start] == after[: touched.start]
    rest = before[touched.stop :]
    assert rest == after[len(after) - len(rest) :]


def lines_of(text: str, change: Change) -> range:
    """The lines (from 0) of what ``change`` is about: the value, else what it is to be put into."""
    node, _ = compose(text, "")
    editor = Editor(text, Writer())
    lines = text.split("\n")
    if node is None or editor.is_empty(node):
        return range(len(lines) - (lines[-1] == ""), len(lines))
    first, end = 0, editor.extent(node, 0)
    for part in split_path(change.path):
        if isinstance(part, str) and (pair := next((p for p in node.entries if p[0].value == part), None)):
            first, (key, node) = pair[0].line - 1, pair
            end = editor.extent(node, key.end)
        elif isinstance(part, int) and part < len(node.items):
            node = node.items[part]
            first, end = node.line - 1, editor.extent(node, node.start)
        else:
            last = text.count("\n", 0, end)
            kept = node.kind != "scalar" and not node.flow
            return range(last + 1, last + 1) if kept else range(first, last + 1)
    return range(first, text.count("\n", 0, end) + 1)


@pytest.mark.parametrize(
    ("text", "change", "result"),
    [
        ("a:\n- {x: 'one',  y: 1}\n# why\n- {x: \"two\",  y: 2}\n", Change("a", [{"x": "two", "y": 2}]),
         "a:\n# why\n- {x: \"two\",  y: 2}\n"),
        ("a:\n- 'one' # first\n- two\n", Change("a", ["new", "one", "two"]),
         "a:\n- new\n- 'one' # first\n- two\n"),
        ("a:\n- x: 1\n  y: 'two' # source\n", Change("a", [{"y": "two"}]), "a:\n- y: 'two' # source\n"),
        ("a: {x: 'one',  y: 1, z: \"3\"}\n", Change("a", {"x": "one", "z": "3"}),
         "a: {x: 'one',  z: \"3\"}\n"),
        ("a: ['one',  \"two\", 3, 4]\n", Change("a", ["two"]), 'a: ["two"]\n'),
        ("a: ['one',  \"two\"]\n", Change("a", ["new", "one", "two"]), "a: [new, 'one',  \"two\"]\n"),
    ],
)  # fmt: skip
def test_what_stays_in_a_list_or_in_brackets_stays_as_it_was_written(
    text: str, change: Change, result: str
) -> None:
    assert edit_yaml(text, [change]) == result
