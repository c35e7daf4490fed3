"""Form and record both changed since the form was sent: nobody loses a word, and collecting again is idle.

A letter with one answer of each kind and a list; what people do to both sides is drawn by a seed.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from pathlib import Path
from textwrap import dedent
from typing import Any, Final

import pytest
from lxml import etree

from assembler.assembly.orders.order import Order
from assembler.collect.collect import collect
from assembler.merging.collect_result import FORM, RECORD, CollectResult
from assembler.merging.three_way import is_same_value
from assembler.store.project.project import Project
from assembler.store.records.record_writer import Change, edit_yaml
from own_types import write_type
from returned_forms import W, cell_of, edit_form, row_of, send_form, type_into

DECLARED: Final = dedent("""\
    title: "Letter {city_of}"
    description: "A letter with one answer of each kind"
    kind: form
    record: review
    example: kade
    fields:
      telephone: {code: T.1, path: review.contact.telephone, control: text, title: Telephone,
                  prompt: Type the telephone number of the contact here}
      also_meet: {code: T.2, path: visit.sessions.WA.also_meet, control: rich, title: Also meet,
                  prompt: Name whom else the team should meet here}
      recording: {code: T.3, path: visit.sessions.WA.recording, control: choice, title: Recording,
                  prompt: Choose whether it may be recorded here}
      features: {code: T.4, path: baseline.background.features, control: rich, title: Features,
                 prompt: Describe what is special about the city here}
    lists:
      partners:
        code: T.5
        path: baseline.provenance.partners
        title: Partners
        spare_rows: 5
        columns:
          name: {heading: Name}
          kind: {heading: Kind}
          how: {heading: How}
    """)
BODY: Final = (
    "# Letter to {{ city_name }}",
    [
        ("Code", "Question", "Answer"),
        *((f"{{{{ {name}.code }}}}", f"Which {name}?", f"{{{{ {name} }}}}")
          for name in ("telephone", "also_meet", "recording", "features")),
    ],
    "Partners",
    [
        ("Code", "Name", "Kind", "How"),
        ("{%tr for row in partners.rows %}", "", "", ""),
        ("{{ row.code }}", "{{ row.name }}", "{{ row.kind }}", "{{ row.how }}"),
        ("{%tr endfor %}", "", "", ""),
    ],
)  # fmt: skip
PATHS: Final = {
    "T.1": "review.contact.telephone", "T.2": "visit.sessions.WA.also_meet",
    "T.3": "visit.sessions.WA.recording", "T.4": "baseline.background.features",
}  # fmt: skip
BASE: Final = {
    "T.1": "14 099", "T.2": ["The mayor", "The library"], "T.3": "given", "T.4": "A port by the sea.",
}  # fmt: skip
PARTNERS: Final = "baseline.provenance.partners"
ROWS: Final = [
    {"name": f"{name} House", "kind": f"{name} club", "how": f"{name} was called"}
    for name in ("Alpha", "Beta", "Gamma")
]
RECORDING: Final = {"given": "given", "refused": "refused", "not-asked": "not asked yet"}
SIDES: Final = ("", FORM, RECORD)


@pytest.fixture(autouse=True)
def write_letter(project: Project) -> None:
    """Write the letter, and a value into the record for each of its questions."""
    write_type(project.root, DECLARED, BODY)
    say(project, {**{PATHS[code]: value for code, value in BASE.items()}, PARTNERS: ROWS})


def say(project: Project, values: Mapping[str, Any]) -> None:
    """Write values into the record, as somebody with an editor would; None takes one out."""
    for path, value in values.items():
        kind, *inside = path.split(".")
        file = project.root / f"data/records/kade/{kind}.yaml"
        if value is None:
            data = deepcopy(held(project, kind))
            around = data
            for name in inside[:-1]:
                around = around[name]
            around.pop(inside[-1], None)
            change = Change(inside[0], data[inside[0]])
        else:
            change = Change(".".join(inside), value)
        file.write_text(edit_yaml(file.read_text("utf-8"), [change]), "utf-8")


def held(project: Project, path: str) -> Any:
    """What the files of the record say at a path."""
    kind, *inside = path.split(".")
    file = project.record("kade").files.get(kind)
    data: Any = {} if file is None else file.data
    for name in inside:
        data = data.get(name) if data else None
    return data


class Case:
    """What two people do, drawn by a seed; ``words`` are what each of them typed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.words: dict[str, list[str]] = {FORM: [], RECORD: []}
        self.cleared: dict[str, set[str]] = {FORM: set(), RECORD: set()}

    def word(self, side: str) -> str:
        made = "".join(self.random.choices("bcdfghjklmnpqrstvwxz", k=8))
        self.words[side].append(made)
        return made

    def value(self, code: str, side: str) -> Any:
        """A new value of an answer; None for none."""
        if self.random.random() < 0.25:
            return None
        if code == "T.3":
            return self.random.choice(list(RECORDING))
        if code == "T.2":
            kept = [each for each in BASE[code] if self.random.random() < 0.7]
            return [*kept, *(self.word(side) for _ in range(self.random.randint(1, 2)))]
        return self.word(side)

    def values(self, side: str) -> dict[str, Any]:
        return {code: self.value(code, side) for code in BASE if self.random.random() < 0.6}

    def rows(self, side: str) -> list[dict[str, str]]:
        """The rows of the list with a cell changed, one gone, moved, or new, each with its number."""
        rows = [{**row, "at": str(at)} for at, row in enumerate(ROWS)]
        for _ in range(self.random.randint(0, 2)):
            match self.random.choice(("cell", "gone", "new", "move")):
                case "cell" if rows:
                    self.random.choice(rows)[self.random.choice(("kind", "how"))] = self.word(side)
                case "gone" if rows:
                    rows.remove(self.random.choice(rows))
                case "move":
                    self.random.shuffle(rows)
                case _:
                    new = {name: self.word(side) for name in ("name", "kind", "how")}
                    rows.append({**new, "at": ""})
        return rows


def type_in(values: Mapping[str, Any], rows: list[dict[str, str]]) -> Callable[[etree._Element], None]:
    """Work in the form as people do."""

    def edit(root: etree._Element) -> None:
        for code, value in values.items():
            shown = RECORDING.get(value, value) if isinstance(value, str) else value
            type_into(cell_of(root, code), *(shown if isinstance(shown, list) else [shown or ""]))
        first = row_of(root, "T.5.1")
        own = [row_of(root, f"T.5.{number}") for number in range(1, len(ROWS) + 3)]
        table = first.getparent()
        assert table is not None
        spare = own[len(ROWS) :]
        ordered = []
        for row in rows:
            if not row["at"] and not spare:
                continue
            line = own[int(row["at"])] if row["at"] else spare.pop(0)
            for cell, name in zip(list(line.iterfind(f"{W}tc"))[1:], ("name", "kind", "how"), strict=True):
                if not row["at"] or row[name] != ROWS[int(row["at"])][name]:
                    type_into(cell, row[name])
            ordered.append(line)
        at = table.index(own[0])
        for each in own:
            table.remove(each)
        table[at:at] = [*ordered, *spare]

    return edit


def without_numbers(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    return [{name: value for name, value in row.items() if name != "at"} for row in rows]


def lost(project: Project, case: Case, result: CollectResult, sides: Mapping[str, Any]) -> Iterator[str]:
    """Words that one of the ``sides`` says and that are nowhere."""
    known = " ".join(path.read_text("utf-8") for path in project.record_folder("kade").glob("*.yaml"))
    told = str([result.conflicts, result.kept])
    for who, words in case.words.items():
        typed = (word for word in words if word in str(sides[who]))
        yield from (f"{who}: {word}" for word in typed if word not in known and word not in told)


def merged(was: Any, said: Any, now: Any, side: str) -> Any:
    """What the record says in the end, by the law of three-way merging."""
    if is_same_value(said, was) or is_same_value(said, now):
        return now
    return said if is_same_value(now, was) or side == FORM else now


def files_of(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def check(project: Project, form: Path, seed: int, side: str) -> None:
    """Make the changes of a case, and collect; twice, which brings nothing more."""
    case, folder = Case(seed), project.record_folder("kade")
    said, rows = case.values(FORM), case.rows(FORM)
    now, rows_now = case.values(RECORD), case.rows(RECORD)
    say(project, {PATHS[code]: value for code, value in now.items()})
    say(project, {PARTNERS: without_numbers(rows_now) or None})
    back = edit_form(form, type_in(said, rows))
    result = collect(project, back, settle=lambda _: side)
    sides = {FORM: (said, rows), RECORD: (now, rows_now)}
    assert list(lost(project, case, result, sides)) == []
    for code, path in PATHS.items():
        default = "not-asked" if code == "T.3" else None
        three = (BASE[code], said.get(code, BASE[code]), now.get(code, BASE[code]) or default)
        expected = merged(*three, side) or default
        assert is_same_value(held(project, path) or default, expected), (code, three)
    after = files_of(folder)
    assert not collect(project, back, settle=lambda _: side).changed
    assert files_of(folder) == after


SEEDS: Final = {"": range(12), FORM: range(12, 26), RECORD: range(26, 40)}


SAMPLE: Final = 4
"""So many seeds of each side in every run; the others are part of the whole product."""


@pytest.mark.parametrize(
    "part",
    [slice(SAMPLE), pytest.param(slice(SAMPLE, None), marks=pytest.mark.product)],
    ids=["sample", "rest"],
)
@pytest.mark.parametrize("side", SIDES, ids=["open", "form", "record"])
def test_no_side_loses_a_word(project: Project, side: str, part: slice) -> None:
    form = send_form(project, Order("letter", record="kade", language="en"))
    folder = project.record_folder("kade")
    sent = files_of(folder)
    for seed in SEEDS[side][part]:
        check(project, form, seed, side)
        for path in files_of(folder).keys() - sent.keys():
            path.unlink()
        for path, data in sent.items():
            path.write_bytes(data)


@pytest.mark.parametrize("side", SIDES, ids=["open", "form", "record"])
def test_what_the_form_clears_and_the_record_changed_goes_by_the_side_that_is_preferred(
    project: Project, side: str
) -> None:
    form = send_form(project, Order("letter", record="kade", language="en"))
    changes = {
        PATHS["T.1"]: "14 111", PATHS["T.2"]: ["The mayor", "The port"], PATHS["T.4"]: "A port.",
        PARTNERS: [{**ROWS[0], "how": "By letter"}, {**ROWS[1], "how": "By post"}, ROWS[2]],
    }  # fmt: skip
    say(project, changes)
    rows = [{**ROWS[0], "how": "", "at": "0"}, {**ROWS[2], "at": "2"}]
    back = edit_form(form, type_in({"T.1": None, "T.2": None, "T.4": None}, rows))
    result = collect(project, back, settle=lambda _: side)
    row = {name: ROWS[0][name] for name in ("name", "kind")}
    cleared = {**dict.fromkeys(changes), PARTNERS: [row, ROWS[2]]}
    assert {path: held(project, path) for path in changes} == (cleared if side == FORM else changes)
    assert len(result.conflicts) == 5
    assert not collect(project, back, settle=lambda _: side).changed


def test_a_row_that_the_file_took_out_is_not_the_one_that_stands_there_now(project: Project) -> None:
    form = send_form(project, Order("letter", record="kade", language="en"))
    new = {"name": "Delta House", "kind": "Delta club", "how": "Delta was called"}
    say(project, {PARTNERS: [ROWS[0], ROWS[2], ROWS[1], new]})
    back = edit_form(form, type_in({}, [{**row, "at": str(at)} for at, row in enumerate(ROWS[:2])]))
    for _ in range(2):
        result = collect(project, back, settle=lambda _: FORM)
        assert held(project, PARTNERS) == [*ROWS[:2], new]
    assert not result.conflicts
