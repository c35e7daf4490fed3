"""What was once sent comes back for ever: forms of earlier versions, collected by the program of today.

The README beside this file says what an exhibit is. Each is read twice: in the project of a sender who
upgraded the program in place, where templates, catalogues and benchmarks are those of today, and in one that
has its own copies of them as they were.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from assembler.collect.collect import collect
from assembler.store.files.result_cache import FolderCache
from assembler.store.project.project import Project
from assembler.store.project.search_path import shipped_folder
from museum.exhibits import PROGRAM, outcome, unpack

HERE = Path(__file__).parent
EXHIBITS = sorted(HERE.glob("*/*.json"))


def shown(exhibit: Path) -> str:
    return f"{exhibit.parent.name}/{exhibit.stem}"


def type_of(exhibit: Path) -> str:
    """Version and document type, without the benchmark, the case and the language."""
    return shown(exhibit).split(".")[0].split("_")[0]


def case_of(exhibit: Path) -> str:
    return shown(exhibit).rpartition(".")[0]


def language_of(exhibit: Path) -> str:
    return exhibit.stem.split(".")[2]


def sampled() -> Iterator[Any]:
    """Every exhibit; one of each type is in every run, in another case and language from type to type."""
    for number, (_, several) in enumerate(groupby(EXHIBITS, type_of)):
        ordered = list(several)
        for exhibit in ordered:
            often = exhibit == ordered[number % len(ordered)]
            yield pytest.param(exhibit, id=shown(exhibit), marks=() if often else pytest.mark.product)


def expected(exhibit: Path) -> dict[str, dict[str, Any]]:
    """What each returned file is to bring, by its name."""
    outcomes = json.loads(exhibit.read_text("utf-8"))
    names = [each.pop("returned") for each in outcomes]
    return {name: each for several, each in zip(names, outcomes, strict=True) for name in several}


def brought(exhibit: Path, root: Path, cache: FolderCache) -> dict[str, dict[str, Any]]:
    """What the program of today makes of the files of an exhibit that was unpacked in ``root``."""

    def collected(project: Path, path: Path) -> Any:
        return collect(Project(project, share=shipped_folder(), cache=cache), path)

    names = expected(exhibit)
    return {name: outcome(root / "disk", root / "returned" / name, collected) for name in names}


@pytest.mark.parametrize("exhibit", list(sampled()))
def test_a_form_of_an_earlier_version_comes_back_as_ever(
    exhibit: Path, tmp_path: Path, cache: FolderCache
) -> None:
    unpack(exhibit.with_suffix(".tar.xz"), tmp_path)
    assert brought(exhibit, tmp_path, cache) == expected(exhibit)


@pytest.mark.product
@pytest.mark.parametrize("exhibit", [pytest.param(each, id=shown(each)) for each in EXHIBITS])
def test_it_does_where_the_sender_kept_templates_and_catalogues_of_then(
    exhibit: Path, tmp_path: Path, cache: FolderCache
) -> None:
    unpack(exhibit.with_suffix(".tar.xz"), tmp_path)
    unpack(exhibit.with_name(PROGRAM), tmp_path)
    assert brought(exhibit, tmp_path, cache) == expected(exhibit)


def test_no_exhibit_is_missing() -> None:
    """Every case of a type is there in each language of its version, with its files."""
    assert EXHIBITS
    for version in sorted({each.parent for each in EXHIBITS}):
        there = [each for each in EXHIBITS if each.parent == version]
        languages = {language_of(each) for each in there}
        cases = {case_of(each) for each in there}
        assert len(there) == len(cases) * len(languages)
        assert all(each.with_suffix(".tar.xz").is_file() for each in there)
