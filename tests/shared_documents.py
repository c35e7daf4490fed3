"""Documents that many tests begin with, each assembled once for all projects with the same files."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Final

from assembler.assembly.assemble import AssembledDocument, assemble
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order
from assembler.store.project.project import Project

_ASSEMBLED: Final[dict[tuple[Path, str, Order], AssembledDocument]] = {}


def assemble_once(project: Project, order: Order) -> AssembledDocument:
    """Return the document for the order, for a small project: all its files are read for their digest."""
    key = (project.share, _digest_files(project.root), order)
    if key not in _ASSEMBLED:
        _ASSEMBLED[key] = assemble(BuildContext(project), order)
    return _ASSEMBLED[key]


def _digest_files(root: Path) -> str:
    """Return the digest of the names and contents of all files of a project."""
    digest = sha256()
    for path in sorted(each for each in root.rglob("*") if each.is_file()):
        digest.update(f"{path.relative_to(root)}\n".encode() + sha256(path.read_bytes()).digest())
    return digest.hexdigest()
