"""Fixtures of the tests of complete documents, which are about the demonstration."""

from __future__ import annotations

import pytest

from assembler.store.project.project import Project


@pytest.fixture
def project(demonstration: Project) -> Project:
    """A user's project with the demonstration review as its own."""
    return demonstration
