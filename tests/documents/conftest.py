"""Built documents, made once for all tests of the product."""

from __future__ import annotations

from pathlib import Path

import pytest

from assembler.jobs.build import build_each
from assembler.jobs.demo import demo_orders
from assembler.jobs.order import Outcome
from assembler.store.layers import shipped
from assembler.store.project import Project


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> list[Outcome]:
    """Everything that ``make demo`` builds, in a project of its own."""
    root = tmp_path_factory.mktemp("demonstration")
    (root / "data").mkdir()
    project = Project(root, share=shipped())
    return list(build_each(project, demo_orders(project), output=root / "build"))


@pytest.fixture(scope="session")
def built(demonstration: list[Outcome]) -> list[Path]:
    """The files of the demonstration."""
    return [outcome.path for outcome in demonstration if outcome.path is not None]
