"""What changes in a project while it is open is noticed, and nothing is reported late."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assembler.diagnostics import Diagnostic
from assembler.errors import DataError
from assembler.model.paths import ROOTS, record_kind
from assembler.store.files.result_cache import Cache, FolderCache, MemoryCache
from assembler.store.files.transaction import JOURNAL
from assembler.store.project.project import Project
from assembler.store.project.search_path import shipped_folder
from drawn_png import png
from tiny_project import BENCHMARK, CITY

REVIEW = "project: P\ncity: kade\nbenchmark: small@2020a\nlanguage: nl\n"
BASELINE = """
assessments: {GG/1: {how: Zo.}}
background: {organisation_chart: {file: pictures/a.png, alt: Kaart}}
"""
ROUND = "project: P\nlanguage: nl\ncharter: small@2010\nsignatures: [{city: kade, office: Mayor}]\n"
GUIDE = """
project: Example
language: en
agenda: gia
number: 2
title: Guide
subtitle: Of State and municipalities
owners: [the State, municipalities]
entries:
  GIA/03: {efforts: [{side: state, nature: state-activity, text: Advise., ministry: SZW}]}
"""
FILES = {
    "data/cities.yaml": CITY,
    "data/benchmarks/small.yaml": BENCHMARK,
    "data/records/kade/review.yaml": REVIEW,
    "data/records/kade/baseline.yaml": BASELINE,
    "data/records/kade/evidence.csv": "session,sequence,indicator,statement\nI17,2,GG/1,Snel.\n",
    "data/records/kade/visit.yaml": "sessions: {I17: {kind: interview}}\n",
}
RECORD = "data/records/kade"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        write(tmp_path / name, text)
    write(tmp_path / RECORD / "pictures/a.png", png(3, 2))
    return tmp_path


def write(path: Path, content: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())


def opened(folder: Path, cache: Cache) -> Project:
    """The project as a program opens it that has just been started; nothing comes with it."""
    return Project(folder, share=folder, cache=cache)


def told(project: Project, name: str = "kade") -> tuple[Diagnostic, ...]:
    """What is found in the record when it is wanted; nothing for a sound one, of which all can be read."""
    try:
        record = project.record(name)
    except DataError as error:
        return error.diagnostics
    assert record.readable_entities  # all of it can be read, and nothing is reported later
    errors = (each for found in record.unreadable.values() for each in found)
    found = (*errors, *record.diagnostics)
    return tuple(sorted(found, key=lambda each: (each.location.file, each.location.line or 0)))


CHANGES = {
    "an indicator that there is not": ("baseline.yaml", "assessments: {GG/4: {how: Zo.}}\n"),
    "a key that nobody knows": ("visit.yaml", "sesions: {}\n"),
    "no YAML": ("visit.yaml", "sessions: {I17: {kind: 'interview}}\n"),
    "a row less, which is named": ("visit.yaml", "sessions: {}\n"),
    "a fault in a table": ("evidence.csv", "session,sequence,indicator,statement\nI17,2,GG/9,Snel.\n"),
    "a city that there is not": ("review.yaml", REVIEW.replace("kade", "kada")),
    "a benchmark that there is not": ("review.yaml", REVIEW.replace("2020a", "2021a")),
    "a picture cut short": ("pictures/a.png", png(3, 2)[:-14]),
    "a picture that is none": ("pictures/a.png", b"GIF89a"),
    "a file of no kind": ("bezoek.yaml", "a: 1\n"),
    "a table of no kind": ("bewijs.csv", "a,b\n"),
    "two things that it is about": ("charter.yaml", "project: P\nlanguage: nl\ncharter: a@1\n"),
    "the indicator gone": ("../../benchmarks/small.yaml", BENCHMARK.replace("GG/1", "GG/3")),
    "the benchmark of another version": ("../../benchmarks/small.yaml", BENCHMARK.replace("2020a", "2021a")),
    "the benchmark broken": ("../../benchmarks/small.yaml", "id: 3\n"),
    "the city gone": ("../../cities.yaml", CITY.replace("kade", "wal")),
    "the cities broken": ("../../cities.yaml", "kade: {country: Nederland}\n"),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_what_changes_after_a_record_was_found_valid_is_found(folder: Path, change: str) -> None:
    cache = FolderCache(folder / "build/cache")
    long_lived = opened(folder, cache)
    assert told(long_lived) == ()
    name, content = CHANGES[change]
    path = folder / RECORD / name
    before = path.read_bytes() if path.exists() else None
    write(path, content)
    expected = opened(folder, MemoryCache()).checked_record("kade").diagnostics
    assert expected
    for project in (long_lived, opened(folder, FolderCache(cache.folder)), long_lived):
        assert told(project) == expected
    path.unlink() if before is None else path.write_bytes(before)
    assert told(long_lived) == ()


@pytest.mark.parametrize("name", ["pictures/a.png", "visit.yaml", "../../benchmarks/small.yaml"])
def test_what_vanishes_after_a_record_was_found_valid_is_missed(folder: Path, name: str) -> None:
    project = opened(folder, FolderCache(folder / "build/cache"))
    assert told(project) == ()
    (folder / RECORD / name).unlink()
    assert told(project) == opened(folder, MemoryCache()).checked_record("kade").diagnostics != ()


def test_a_picture_behind_a_link_is_looked_at_where_it_is(folder: Path, tmp_path: Path) -> None:
    pictures = folder / RECORD / "pictures"
    pictures.rename(folder / "elsewhere")
    pictures.symlink_to(folder / "elsewhere")
    project = opened(folder, FolderCache(folder / "build/cache"))
    assert told(project) == ()
    (folder / "elsewhere/a.png").unlink()
    assert [each.rule for each in told(project)] == ["unreadable-image"]


def test_a_file_that_cannot_be_read_is_reported(folder: Path) -> None:
    project = opened(folder, MemoryCache())
    assert told(project) == ()
    (folder / RECORD / "desk.yaml").mkdir()
    assert [each.rule for each in told(project)] == ["unreadable-file"]


def test_a_charter_version_that_is_gone_is_missed(folder: Path) -> None:
    write(folder / "data/charters/small-2010.yaml", "")
    write(folder / "data/records/round/charter.yaml", ROUND)
    project = opened(folder, MemoryCache())
    assert len(project.record("round").entities) == 1
    (folder / "data/charters/small-2010.yaml").unlink()
    assert [each.rule for each in told(project, "round")] == ["unknown-charter"]


def test_an_area_of_an_agenda_that_is_gone_is_missed(folder: Path) -> None:
    share = shipped_folder()
    agenda = (share / "data/agendas/gia.yaml").read_text("utf-8")
    write(folder / "data/agendas/gia.yaml", agenda)
    write(folder / "data/records/guide/agenda.yaml", GUIDE)
    project = opened(folder, MemoryCache())
    assert len(project.record("guide").entities) == 1
    write(folder / "data/agendas/gia.yaml", agenda.replace("GIA/03", "GIA/99"))
    assert told(project, "guide") == opened(folder, MemoryCache()).checked_record("guide").diagnostics != ()


def test_a_record_is_what_it_was_when_it_was_found_valid(folder: Path) -> None:
    project = opened(folder, MemoryCache())
    assert told(project) == ()
    record = project.record("kade")
    write(folder / RECORD / "visit.yaml", "sessions: 3\n")
    assert list(record.entities["visit"].sessions) == ["I17"]  # type: ignore[attr-defined]
    assert record.data_at("visit.sessions.I17.kind") == "interview"
    assert told(project) != ()


def test_what_a_killed_program_left_half_done_is_done_before_anybody_trusts(folder: Path) -> None:
    project = opened(folder, MemoryCache())
    assert told(project) == ()
    old, new = folder / RECORD / "visit.yaml", folder / RECORD / ".visit.yaml.0123456789ab.new"
    write(new, "sessions: 3\n")
    write(folder / RECORD / JOURNAL, json.dumps({str(old): str(new)}))
    assert [each.location.file for each in told(project)] == [f"{RECORD}/visit.yaml"]


def test_a_record_outside_of_the_project_is_looked_at_no_less(folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "outside/kade"
    write(elsewhere / "review.yaml", REVIEW)
    write(elsewhere / "baseline.yaml", BASELINE)
    project = opened(folder, FolderCache(folder / "build/cache"))
    write(elsewhere / "pictures/a.png", png())
    assert told(project, str(elsewhere)) == ()
    assert project.record(str(elsewhere)).name == str(elsewhere)
    (elsewhere / "pictures/a.png").unlink()
    assert [each.rule for each in told(project, str(elsewhere))] == ["unreadable-image"]


def test_the_kind_of_a_model_follows_from_its_name() -> None:
    assert {record_kind(model): kind for kind, model in ROOTS.items()} == {kind: kind for kind in ROOTS}
