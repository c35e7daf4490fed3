"""What is kept is kept for this program with these libraries."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from assembler.store.project.digests import library_versions

DECLARED = Path(__file__).resolve().parents[3] / "pyproject.toml"
NO_PART = {"click", "openpyxl", "pyyaml", "ruamel.yaml"}
"""They read what people say; what came of it is data, which is kept by what it says."""


def test_another_edition_of_a_library_that_has_a_part_in_documents_is_noticed() -> None:
    needed = tomllib.loads(DECLARED.read_text(encoding="utf-8"))["project"]["dependencies"]
    names = {re.split("[<>=]", each)[0].removeprefix("python-").lower() for each in needed}
    told = dict(
        line.split(" ", 1) for line in library_versions().splitlines() if not line.startswith(("3.", "["))
    )
    assert names - NO_PART <= set(told)
    assert "none" not in {told[name] for name in names - NO_PART}
