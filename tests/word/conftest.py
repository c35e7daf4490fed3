"""Fixtures: a valid document, as parts and as a file."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from assembler.word.package.package import pack
from drawn_document import GOOD


@pytest.fixture(scope="session")
def parts() -> Mapping[str, bytes]:
    """The parts of the valid document."""
    return GOOD


@pytest.fixture(scope="session")
def good() -> bytes:
    """The valid document."""
    return pack(GOOD)
