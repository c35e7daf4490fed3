"""Tests of code are independent of the demonstration: its records may change, and none of them fails.

A test of code uses ``tiny`` or ``project``, whose records are written by the tests. Names of records are
discovered, so that a new record of the program cannot become an input of a test of code either.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parent
RECORDS = TESTS.parent / "data/records"
ABOUT_THE_DEMONSTRATION: Mapping[str, str] = {
    "documents": "complete documents, as the demonstration shows them",
    "museum": "forms that earlier versions sent about the demonstration",
    "speed": "timings of large documents, which the default suite does not run",
    "test_data.py": "the data of the program itself",
    "test_example_review.py": "the demonstration itself",
    "test_wheel.py": "the demonstration is in the package that is installed",
    "model/reference/test_city.py": "the cities of the program, one of which is the demonstration's",
}
"""Folders and modules that may name records of the program, with the reason; nothing is added here."""
USES = re.compile(
    rf"(?<![\w-])({'|'.join(sorted({path.parent.name for path in RECORDS.rglob('*.yaml')}))})(?![\w-])"
    r"|\bcopy_examples\b",
    re.IGNORECASE,
)


def find_uses(text: str) -> list[str]:
    """Return what a module uses of the demonstration."""
    return [match.group() for match in USES.finditer(text)]


@pytest.mark.parametrize(
    "path",
    [
        path
        for path in sorted(TESTS.rglob("test_*.py"))
        if path.name != Path(__file__).name
        and not any(path.is_relative_to(TESTS / name) for name in ABOUT_THE_DEMONSTRATION)
    ],
    ids=lambda path: path.relative_to(TESTS).as_posix(),
)
def test_a_test_of_code_uses_no_record_of_the_program(path: Path) -> None:
    assert find_uses(path.read_text("utf-8")) == []


@pytest.mark.parametrize("name", ABOUT_THE_DEMONSTRATION)
def test_each_exception_is_used(name: str) -> None:
    path = TESTS / name
    modules = path.rglob("*.py") if path.is_dir() else [path]
    assert any(find_uses(module.read_text("utf-8")) for module in modules)


def test_names_of_records_and_copies_of_them_are_found() -> None:
    record = next(RECORDS.rglob("review.yaml")).parent.name
    assert find_uses(f'Order("letter", "examples/{record}")') == [record]
    assert find_uses("from own_records import copy_examples") == ["copy_examples"]
