"""What documents are made from, as digests: each file is read once in a run, and never trusted by its time.

A document depends on its record's folder, its template, house style and catalogues, and on what every record
may refer to (benchmarks, charters, agendas, cities: all of ``data/`` but other records and what came back),
in the project and in what comes with the program; and on the program and the libraries that make its bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from assembler.store.files.files import read_file
from assembler.store.project.lookups import Lookups
from assembler.store.project.version_digest import libraries, program_digest

_KEPT = ("records", "forms", "returns", "kept")
"""Folders of ``data/`` that documents do not depend on as a whole."""


REFERRED = ("agendas", "benchmarks", "charters", "cities.yaml")
"""What records refer to by name, in ``data/``."""


class Inputs:
    """Digests of a project's files, 64 hexadecimal digits each; made for one run."""

    def __init__(self, project: Lookups) -> None:
        self._project = project
        self._folders: dict[Path, str] = {}
        self._every = sha256("\n".join((program_digest(), libraries(), *self._shared())).encode()).hexdigest()

    def every(self) -> str:
        """Of what all documents depend on: the program, its libraries, and what records may refer to."""
        return self._every

    def record(self, name: str) -> str:
        """Of everything in the folder of a record. ProjectError where there is none."""
        return self._folder(self._project.record_folder(name))

    def template(self, document_type: str) -> str:
        """Of the declaration and template of a document type, in each layer that has one."""
        return self._layered(f"templates/{document_type}")

    def house_style(self, name: str) -> str:
        """Of the Word file of a house style, in each layer that has one."""
        return self._layered(f"templates/house-styles/{name}.docx")

    def catalogues(self, languages: Iterable[str] | None) -> str:
        """Of the catalogues of ``languages``; of all that there are for None."""
        if languages is None:
            return self._layered("locales")
        return "\n".join(self._layered(f"locales/{name}") for name in languages)

    def _shared(self) -> Iterator[str]:
        for folder in self._project.layers.every("data"):
            kept = (path for path in sorted(folder.iterdir()) if path.name not in _KEPT)
            yield from (f"{path.name} {self._folder(path)}" for path in kept)

    def _layered(self, path: str) -> str:
        return "\n".join(f"{path} {self._folder(found)}" for found in self._project.layers.every(path))

    def _folder(self, path: Path) -> str:
        if path not in self._folders:
            self._folders[path] = _digest(path)
        return self._folders[path]


def referred(project: Lookups) -> str:
    """A digest of all that a record may refer to, as it is now: in each layer, the nearest first.

    FileError where some of it cannot be read.
    """
    found = (path for name in REFERRED for path in project.layers.every(f"data/{name}"))
    return sha256("\n".join(f"{path.name} {_digest(path)}" for path in found).encode()).hexdigest()


def _digest(path: Path) -> str:
    """The digest of a file, or of all files in a folder by name and content."""
    seen = sha256()
    for file in _files(path):
        name = file.relative_to(path).as_posix() if file != path else ""
        seen.update(f"{name}\n{sha256(read_file(file)).hexdigest()}\n".encode())
    return seen.hexdigest()


def _files(path: Path) -> list[Path]:
    """The file, or the files below the folder; not those that editors and systems leave beside them."""
    found = [path] if path.is_file() else sorted(path.rglob("*"))
    return [file for file in found if file.is_file() and not file.name.startswith((".", "~$"))]
