"""Everything that the demonstration builds is sound, by our own rules and by everybody else's.

1. Our own rules find nothing, not even a warning: no tag left, ids unique, titled, language-tagged.
2. Microsoft's validator finds nothing; nor do the standard's schemas, where they lie beside the checkout.
3. LibreOffice opens a sample and makes pages of it (`make test-all`: of each type and language).
4. Tidying and showing a sample works, and the dump of the same order is the same.
5. Every catalogue is complete: nothing falls back to English.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from assembler.jobs.assembling import Assembled, assemble
from assembler.jobs.check import check
from assembler.jobs.demo import demo_orders
from assembler.jobs.order import Order
from assembler.jobs.preparing import Workshop
from assembler.jobs.show import show
from assembler.jobs.tidy import tidy
from assembler.store.project import Project

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Mapping[Path, Assembled]:
    """Each document of the demonstration by the file it was written to."""
    home = tmp_path_factory.mktemp("project")
    for folder in ("templates", "locales", "data"):
        shutil.copytree(ROOT / folder, home / folder)
    workshop = Workshop(Project(home))
    documents = {}
    for number, order in enumerate(demo_orders(workshop.project), 1):
        made = assemble(workshop, order)
        path = home / f"{number:02}-{made.file_name}"
        path.write_bytes(made.data)
        documents[path] = made
    return documents


@pytest.fixture(scope="module")
def one_of_each(built: Mapping[Path, Assembled]) -> Mapping[Path, Assembled]:
    """One document for each type, language, house style and benchmark: cities differ in their words only."""
    kinds: dict[tuple[str, ...], Path] = {}
    for path, made in built.items():
        benchmark = made.manifest.benchmark if made.manifest else ""
        order = made.order
        kinds.setdefault((order.type, order.language, order.house_style, benchmark), path)
    return {path: built[path] for path in kinds.values()}


def test_our_own_rules_find_nothing(built: Mapping[Path, Assembled]) -> None:
    assert built
    found = {path.name: check(made.data, path.name) for path, made in built.items()}
    assert {name: findings for name, findings in found.items() if findings} == {}


def test_nothing_falls_back_to_another_language(built: Mapping[Path, Assembled]) -> None:
    told = {path.name: made.findings for path, made in built.items()}
    fallen = {name: [each.what for each in findings if each.rule == "missing-translation"]
              for name, findings in told.items()}  # fmt: skip
    assert {name: lines for name, lines in fallen.items() if lines} == {}


@pytest.mark.validator
def test_microsofts_validator_finds_nothing(validator, built: Mapping[Path, Assembled]) -> None:
    assert {path.name: lines for path, lines in validator.findings(list(built)).items() if lines} == {}


def test_the_schemas_find_nothing(schemas, built: Mapping[Path, Assembled]) -> None:
    found = {path.name: schemas.findings(made.data) for path, made in built.items()}
    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.fixture(scope="module")
def sample(one_of_each: Mapping[Path, Assembled]) -> Mapping[Path, Assembled]:
    """Of each type, house style and benchmark one document: the languages take turns."""
    groups: dict[tuple[str, ...], list[Path]] = {}
    for path, made in one_of_each.items():
        benchmark = made.manifest.benchmark if made.manifest else ""
        groups.setdefault((made.order.type, made.order.house_style, benchmark), []).append(path)
    chosen = (paths[turn % len(paths)] for turn, paths in enumerate(groups.values()))
    return {path: one_of_each[path] for path in chosen}


@pytest.mark.office
def test_libreoffice_makes_pages_of_a_sample(office, sample: Mapping[Path, Assembled]) -> None:
    pages = office.convert(list(sample), "pdf")
    assert all(path.read_bytes().startswith(b"%PDF") for path in pages)


@pytest.mark.product
@pytest.mark.office
def test_libreoffice_makes_pages_of_each(office, one_of_each: Mapping[Path, Assembled]) -> None:
    pages = office.convert(list(one_of_each), "pdf")
    assert all(path.read_bytes().startswith(b"%PDF") for path in pages)


def test_a_sample_can_be_shown_and_tidied(sample: Mapping[Path, Assembled]) -> None:
    for path, made in sample.items():
        dump = show(made.data, path.name, with_looks=False)
        assert "\nbody\n" in dump
        assert show(tidy(made.data, path.name), path.name, with_looks=False).count("\n") == dump.count("\n")


def test_the_same_order_gives_the_same_bytes() -> None:
    order = Order("baseline-report", benchmark="dive", city="amsterdam", language="en")
    first, second = (assemble(Workshop(Project(ROOT)), order).data for _ in range(2))
    assert first == second
