"""What several tests of the product need: a user's project with the example review as its own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from assembler.store.cache import FolderCache
from assembler.store.layers import shipped
from assembler.store.project import Project


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> FolderCache:
    """Prepared templates, made once for all tests of a module."""
    return FolderCache(tmp_path_factory.mktemp("cache"))


@pytest.fixture
def project(tmp_path: Path, cache: FolderCache) -> Project:
    """A user's project with the example review as its own."""
    shutil.copytree(shipped() / "data/records/examples/havenstad", tmp_path / "data/records/havenstad")
    return Project(tmp_path, share=shipped(), cache=cache)
