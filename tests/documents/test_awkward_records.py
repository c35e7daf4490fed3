"""Records as nobody plans them: no evidence or 300 records, one peer or seven, words of every kind.

Every type builds of them, our own rules and the standard's schemas find nothing, and no word changes.
"""

from __future__ import annotations

import csv
import functools
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from assembler.assembly.assemble import AssembledDocument, assemble
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order
from assembler.assembly.orders.resolve import expand_parts
from assembler.diagnostics import Diagnostic
from assembler.errors import DataError
from assembler.store.files.result_cache import FolderCache
from assembler.store.project.project import Project
from assembler.store.project.search_path import shipped_folder
from own_faults import find_own_faults
from returned_forms import W, body_of, lines_of

EXAMPLE = "data/records/examples/havenstad"
PROGRAM = Project(shipped_folder())
TYPES = tuple(
    name for name in PROGRAM.document_types() if EXAMPLE.endswith(PROGRAM.document_type(name).example)
)
LONG = "Arbeidsmarktintegratiebeleidsuitvoeringsorganisatie" * 3
TYPED = (
    'He said: “ask” & "listen", <b>always</b>',
    "Fill in {{ city_name }} and {% if x %} or {# this #} at 100%}",
    f"{LONG} in one word",
    "Η πόλη ρωτά τους κατοίκους· «πάντα»",
)
LANGUAGES = PROGRAM.languages()
TYPED_FAULTS = {"wrong-language-tag"}
"""Rules that rightly report what was typed: Greek in an English record."""
GREEK = "Αλεξάνδρα Παπαδοπούλου-Κωνσταντινίδη"

Changing = Callable[[Path], None]


def changed(path: Path, change: Callable[[Any], None]) -> None:
    """A file of a record, read, changed and written back."""
    yaml = YAML()
    said = yaml.load(path.read_text("utf-8"))
    change(said)
    with path.open("w", encoding="utf-8") as file:
        yaml.dump(said, file)


def told(session: str, sequence: int, **more: str) -> dict[str, str]:
    return {"session": session, "sequence": str(sequence), "indicator": "GG/I/3", "statement": "Said.",
            "language": "en", "nature": "fact", "colour": "meets", "recorded_by": "HK", **more}  # fmt: skip


def evidence(folder: Path, records: list[dict[str, str]]) -> None:
    names = list(dict.fromkeys(name for record in (told("I1", 1), *records) for name in record))
    with (folder / "evidence.csv").open("w", encoding="utf-8", newline="") as file:
        sheet = csv.DictWriter(file, names)
        sheet.writeheader()
        sheet.writerows(records)


def nothing_but_a_team(folder: Path) -> None:
    """A review that has just begun: nothing was asked, heard, found or advised."""
    for name in ("evidence.csv", "visit.yaml", "desk.yaml", "team_desk.yaml"):
        (folder / name).unlink()
    (folder / "feedback.yaml").write_text("language: en\n", "utf-8")


def three_hundred_records(folder: Path) -> None:
    sessions = [f"I{number}" for number in range(1, 29)] + ["WA", "WB"]
    colours = cycle(("meets", "does-not-meet", "inconclusive"))
    evidence(folder, [
        told(session, number, statement=f"{session} said {number}: {TYPED[number % 4]}", colour=next(colours))
        for session in sessions for number in range(1, 11)
    ])  # fmt: skip


def one_peer(folder: Path) -> None:
    def alone(said: Any) -> None:
        said["team"]["members"] = said["team"]["members"][:1]

    def his(said: Any) -> None:
        said["peers"] = {"HK": said["peers"]["HK"]}

    changed(folder / "review.yaml", alone)
    changed(folder / "desk.yaml", his)
    (folder / "team_desk.yaml").unlink()
    for name in ("visit.yaml", "evidence.csv"):
        path = folder / name
        text = re.sub(r"\b(?:LM|MS|GF|ER|PV)\b", "HK", path.read_text("utf-8"))
        path.write_text(text.replace("[HK, HK]", "[HK]"), "utf-8")
    (folder / "feedback.yaml").write_text("language: en\n", "utf-8")


def seven_peers(folder: Path) -> None:
    """Seven peers in the team, each with a grid of twenty indicators; one has a Greek name and office."""
    more = ("AB", "CD", "EF")

    def seven(said: Any) -> None:
        cities = islice(cycle(("tampere", "barcelona", "amaroussion")), len(more))
        said["team"]["members"] = [
            *(each for each in said["team"]["members"] if each["role"] != "expert"),
            *({"role": "peer", "person": {"office": {"text": "Σύμβουλος ένταξης", "language": "el"},
                                          "name": GREEK, "initials": initials, "city": city}}
              for initials, city in zip(more, cities, strict=True)),
            *(each for each in said["team"]["members"] if each["role"] == "expert"),
        ]  # fmt: skip

    def grids(said: Any) -> None:
        said["peers"] |= {initials: deepcopy(said["peers"]["HK"]) for initials in more}

    changed(folder / "review.yaml", seven)
    changed(folder / "desk.yaml", grids)


def words_of_every_kind(folder: Path) -> None:
    def report(said: Any) -> None:
        said["findings"]["F01"]["obstacles"] = list(TYPED)
        said["recommendations"]["R01"]["addressee"] = TYPED[1]
        said["responses"]["R01"]["responsible"] = TYPED[0]
        said["commitment"]["decision"] = TYPED[2]

    def grid(said: Any) -> None:
        said["peers"]["HK"]["entries"]["GG/A/1"]["known"] = list(TYPED)
        said["peers"]["HK"]["entries"]["GG/A/1"]["meet"] = list(TYPED)

    def visit(said: Any) -> None:
        said["sessions"]["I1"]["interviewees"][0] |= {"office": TYPED[1], "name": GREEK, "consent": True}

    changed(folder / "feedback.yaml", report)
    changed(folder / "desk.yaml", grid)
    changed(folder / "visit.yaml", visit)
    path = folder / "evidence.csv"
    with path.open(encoding="utf-8", newline="") as file:
        records = list(csv.DictReader(file))
    for record, typed in zip(records, TYPED, strict=False):
        record["statement"] = typed
    evidence(folder, records)


KINDS: Mapping[Changing, tuple[str, ...]] = {
    nothing_but_a_team: ("evidence-log", "feedback-report", "host-response"),
    three_hundred_records: ("evidence-log",),
    one_peer: ("team-desk-review",),
    seven_peers: ("team-desk-review",),
    words_of_every_kind: ("interview-guide", "feedback-report", "host-response"),
}
"""Each kind of record, and the types that tell soonest whether it is borne."""


def called(kind: object) -> str:
    return getattr(kind, "__name__", str(kind))


@pytest.fixture(scope="module")
def made_of(
    tmp_path_factory: pytest.TempPathFactory, cache: FolderCache
) -> Callable[..., tuple[AssembledDocument, ...]]:
    """The documents of a changed example, each set of them made once."""

    @functools.cache
    def made(change: Changing, **which: Any) -> tuple[AssembledDocument, ...]:
        return tuple(documents(tmp_path_factory.mktemp("awkward"), cache, change, **which))

    return made


def documents(
    root: Path, cache: FolderCache, change: Changing, *, types: tuple[str, ...] = TYPES, language: str = "en"
) -> Iterator[AssembledDocument]:
    """Each document of ``types`` that the changed example makes: a draft where it breaks rules."""
    folder = root / "data/records/awkward"
    shutil.copytree(shipped_folder() / EXAMPLE, folder)
    change(folder)
    project = Project(root, share=shipped_folder(), cache=cache)
    build_context, held = BuildContext(project), project.record("awkward").entities
    for name in types:
        declared = project.document_type(name)
        if (declared.parts or declared.record == "visit") and declared.record not in held:
            continue
        edition = next(iter(declared.editions), "")
        order = Order(name, "awkward", language=language, edition=edition, draft=True)
        for each in expand_parts(project, [order])[:2]:
            yield assemble(build_context, each)


def text(made: AssembledDocument) -> str:
    return "\n".join(lines_of(body_of(made.data)))


def find_faults(made: AssembledDocument) -> list[Diagnostic]:
    found = find_own_faults(made.data, made.file_name)
    return [each for each in found if each.rule not in TYPED_FAULTS]


def tables_with_headings_alone(made: AssembledDocument) -> list[str]:
    tables = ((table, table.findall(f"{W}tr")) for table in body_of(made.data).iter(f"{W}tbl"))
    return [
        "".join(map(str, table.itertext()))
        for table, rows in tables
        if all(row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows)
    ]


@pytest.mark.sampled(5)
@pytest.mark.parametrize("kind", KINDS, ids=called)
def test_a_document_of_it_is_valid(made_of: Any, kind: Changing) -> None:
    for each in made_of(kind, types=KINDS[kind]):
        assert find_faults(each) == []
        assert tables_with_headings_alone(each) == []


@pytest.mark.sampled(5)
@pytest.mark.parametrize("kind", KINDS, ids=called)
def test_the_schemas_find_nothing_in_a_document_of_it(made_of: Any, schemas: Any, kind: Changing) -> None:
    for each in made_of(kind, types=KINDS[kind]):
        assert schemas.findings(each.data) == []


@pytest.mark.product
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS, ids=called)
def test_every_type_in_every_language_is_valid(made_of: Any, kind: Changing, language: str) -> None:
    for each in made_of(kind, language=language):
        assert find_faults(each) == []
        assert tables_with_headings_alone(each) == []


@pytest.mark.product
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS, ids=called)
def test_the_schemas_find_nothing_in_any_of_them(
    made_of: Any, schemas: Any, kind: Changing, language: str
) -> None:
    for each in made_of(kind, language=language):
        assert schemas.findings(each.data) == []


def test_words_arrive_as_they_were_typed(made_of: Any) -> None:
    types = ("desk-review", "interview-guide", "evidence-log", "feedback-report", "host-response")
    found = {each.file_name.split("_")[0]: text(each) for each in reversed(list(
        made_of(words_of_every_kind, types=types)))}  # fmt: skip
    for name in ("desk-review", "evidence-log", "feedback-report"):
        assert [typed for typed in TYPED if typed not in found[name]] == [], name
    assert TYPED[1] in found["interview-guide"]
    assert TYPED[0] in found["host-response"]


def test_seven_peers_stand_in_the_merged_grid(made_of: Any) -> None:
    [grid] = made_of(seven_peers, types=("team-desk-review",))
    merged = text(grid)
    assert all(initials in merged for initials in ("HK", "LM", "MS", "GF", "AB", "CD", "EF"))


def test_a_finding_without_sessions_is_reported_and_stays_out_of_the_draft(
    tmp_path: Path, cache: FolderCache
) -> None:
    def unheard(folder: Path) -> None:
        changed(folder / "feedback.yaml", lambda said: said["findings"]["F01"].pop("evidence"))

    [draft] = documents(tmp_path, cache, unheard, types=("feedback-report",))
    assert "The residents’ advisory council is consulted and gets answers." not in text(draft)
    project = Project(tmp_path, share=shipped_folder(), cache=cache)
    with pytest.raises(DataError) as caught:
        assemble(BuildContext(project), Order("feedback-report", "awkward", language="en", edition="team"))
    assert "F01" in str(caught.value) + "".join(map(str, caught.value.diagnostics))
