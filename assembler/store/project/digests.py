"""Digests of the program, its libraries and the inputs of documents, for cache keys and the build log.

A document depends on its record's folder, its template, house style and catalogues, and on the reference data
of both the project and the program. The reference data is all of ``data/`` (benchmarks, charters, agendas,
cities) except records, sent forms, returned files, sheets and ``data/kept``. A document also depends on the
program and on the libraries that produce its bytes. Only for these two are modification times used.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from assembler.store.files.input_files import InputFiles
from assembler.store.project.project import Project

_LIBRARIES = (
    "babel",
    "docx",
    "docxcompose",
    "docxtpl",
    "icu",
    "isal",
    "jinja2",
    "lxml",
    "markupsafe",
    "msgspec",
    "pptx",
    "pydantic",
    "xlsxwriter",
)
"""Libraries that may affect the bytes of a document; some are optional."""

PACKAGE = Path(__file__).resolve().parents[2]


@cache
def program_digest() -> str:
    """Return a digest (64 hexadecimal digits) of the names, sizes and times of the program's Python files.

    The version number is not enough, because results of older code must not be used in a checkout that is
    being edited. Computing the digest takes a few milliseconds.
    """
    return sha256("\n".join(sorted(_iter_files(str(PACKAGE)))).encode()).hexdigest()


def _iter_files(folder: str) -> Iterator[str]:
    """Yield a line with the path, size and time of each Python file below ``folder``.

    ``os.scandir`` is five times as fast as pathlib.
    """
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(".py"):
                status = entry.stat()
                yield f"{entry.path[len(str(PACKAGE)) :]} {status.st_size} {status.st_mtime_ns}"
            elif entry.is_dir() and entry.name != "__pycache__":
                yield from _iter_files(entry.path)


@cache
def library_versions() -> str:
    """Return a line for Python and for each library that may affect the bytes of a document.

    The line of a library contains the size and time of its first file, which change with each installation.
    Reading its version would take twenty times as long.
    """
    return "\n".join((sys.version, *(f"{name} {_installation_id(name)}" for name in _LIBRARIES)))


def _installation_id(name: str) -> str:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        return "none"
    status = Path(spec.origin).stat()
    return f"{status.st_size} {status.st_mtime_ns}"


_EXCLUDED = ("records", "forms", "returns", "kept", "sheets")
"""Folders in ``data/`` that are not inputs of every document."""


_AGENDA_FILES = frozenset({"agenda", "agenda_choices"})


class InputDigests:
    """Digests of the files from which documents are built, cached for one run.

    Files that exist in several layers (the user's project and the program) have a line for each layer.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self._folders: dict[Path, str] = {}
        self._common = sha256(
            "\n".join((program_digest(), library_versions(), *self._digest_reference_data())).encode()
        ).hexdigest()

    def common(self) -> str:
        """Return the digest of the inputs that all documents share: program, libraries and reference data."""
        return self._common

    def record(self, name: str) -> str:
        """Return the digest of a record's folder; raise ProjectError if it does not exist.

        For a guide of a policy agenda, or a municipality's choices from one, the result has a further line
        for every such record, because guides and choices appear in each other's documents.
        """
        folders = [self._project.record_folder(name)]
        if _AGENDA_FILES.intersection(self._project.kinds(name)):
            folders += self._agenda_folders
        return "\n".join(map(self._digest_cached, folders))

    @cached_property
    def _agenda_folders(self) -> tuple[Path, ...]:
        project = self._project
        names = (each for each in project.records() if _AGENDA_FILES.intersection(project.kinds(each)))
        return tuple(map(project.record_folder, names))

    def template(self, document_type: str) -> str:
        """Return the path and digest of a document type's folder in each layer, one per line."""
        return self._digest_layers(f"templates/{document_type}")

    def house_style(self, name: str) -> str:
        """Return the path and digest of a house style's Word file in each layer, one per line."""
        return self._digest_layers(f"templates/house-styles/{name}.docx")

    def catalogues(self, languages: Iterable[str] | None) -> str:
        """Return the path and digest of each folder with catalogues of ``languages``, one per line.

        If ``languages`` is None, the digests are those of all catalogues.
        """
        if languages is None:
            return self._digest_layers("locales")
        return "\n".join(self._digest_layers(f"locales/{name}") for name in languages)

    def _digest_reference_data(self) -> Iterator[str]:
        for folder in self._project.layers.find_all("data"):
            included = (path for path in sorted(folder.iterdir()) if path.name not in _EXCLUDED)
            yield from (f"{path.name} {self._digest_cached(path)}" for path in included)

    def _digest_layers(self, path: str) -> str:
        return "\n".join(
            f"{path} {self._digest_cached(file)}" for file in self._project.layers.find_all(path)
        )

    def _digest_cached(self, path: Path) -> str:
        if path not in self._folders:
            self._folders[path] = _digest(self._project.files, path)
        return self._folders[path]


def _digest(files: InputFiles, path: Path) -> str:
    """Return the digest of a file, or of the names and contents of all files in a folder."""
    hasher = sha256()
    for file in _list_files(path):
        name = file.relative_to(path).as_posix() if file != path else ""
        hasher.update(f"{name}\n{sha256(files.read(file)).hexdigest()}\n".encode())
    return hasher.hexdigest()


def _list_files(path: Path) -> list[Path]:
    """Return all files below the folder ``path``, except temporary and hidden ones.

    If ``path`` is a file, the result contains only this file.
    """
    paths = [path] if path.is_file() else sorted(path.rglob("*"))
    return [file for file in paths if file.is_file() and not file.name.startswith((".", "~$"))]
