"""Fixtures of the tests of complete documents, which are about the demonstration."""

from __future__ import annotations

from pathlib import Path

import pytest

from assembler.assembly.orders.context import BuildContext
from assembler.store.files.result_cache import FolderCache
from assembler.store.project.project import Project
from assembler.store.project.search_path import shipped_folder
from own_records import copy_examples


@pytest.fixture(scope="session")
def build_context(cache: FolderCache) -> BuildContext:
    """Return a context for the program's own examples, templates and catalogues, each read once."""
    return BuildContext(Project(shipped_folder(), cache=cache))


@pytest.fixture
def project(request: pytest.FixtureRequest, tmp_path: Path, cache: FolderCache) -> Project:
    """A user's project with copies of example records as its own, by default the demonstration review.

    A module may name others in ``RECORDS``: the name of each copy, and the example that it is copied from.
    """
    records = getattr(request.module, "RECORDS", {"havenstad": "havenstad"})
    return copy_examples(tmp_path, cache, records)
