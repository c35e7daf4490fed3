"""A user's project with copies of the program's example records as its own."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from assembler.store.files.result_cache import Cache
from assembler.store.project.project import Project
from assembler.store.project.search_path import shipped_folder


def copy_examples(root: Path, cache: Cache, names: Mapping[str, str]) -> Project:
    """Return the project in ``root`` with a copy of each example by the name that it gets there."""
    for name, example in names.items():
        shutil.copytree(shipped_folder() / "data/records/examples" / example, root / "data/records" / name)
    return Project(root, share=shipped_folder(), cache=cache)
