"""Digests of the inputs of documents, computed from the contents of files, each read once per run.

A document depends on its record's folder, its template, house style and catalogues, and on the reference data
of both the project and the program. The reference data is all of ``data/`` (benchmarks, charters, agendas,
cities) except other records and returned files. A document also depends on the versions of the program and of
the libraries that produce its bytes. Modification times are not used.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from assembler.store.files.files import read_file
from assembler.store.project.lookups import Lookups
from assembler.store.project.version_digest import library_versions, program_digest

_EXCLUDED = ("records", "forms", "returns", "kept")
"""Folders in ``data/`` that are not inputs of every document."""


REFERENCE_DATA = ("agendas", "benchmarks", "charters", "cities.yaml")
"""Files and folders in ``data/`` that records refer to."""


class InputDigests:
    """Digests of a project's files (64 hexadecimal digits), cached for one run."""

    def __init__(self, project: Lookups) -> None:
        self._project = project
        self._folders: dict[Path, str] = {}
        self._common = sha256(
            "\n".join((program_digest(), library_versions(), *self._digest_reference_data())).encode()
        ).hexdigest()

    def common(self) -> str:
        """Return the digest of what all documents depend on: program, libraries and reference data."""
        return self._common

    def record(self, name: str) -> str:
        """Return the digest of the folder of a record; raise ProjectError if it does not exist."""
        return self._digest_cached(self._project.record_folder(name))

    def template(self, document_type: str) -> str:
        """Return the digests that a document type's declaration and template have in each layer."""
        return self._digest_layers(f"templates/{document_type}")

    def house_style(self, name: str) -> str:
        """Return the digests that a house style's Word file has in each layer."""
        return self._digest_layers(f"templates/house-styles/{name}.docx")

    def catalogues(self, languages: Iterable[str] | None) -> str:
        """Return the digests of the catalogues of ``languages``, or of all languages if it is None."""
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
            self._folders[path] = _digest(path)
        return self._folders[path]


def digest_references(project: Lookups) -> str:
    """Return a digest of the current reference data in all layers.

    Raises FileError if some of it cannot be read.
    """
    paths = (path for name in REFERENCE_DATA for path in project.layers.find_all(f"data/{name}"))
    return sha256("\n".join(f"{path.name} {_digest(path)}" for path in paths).encode()).hexdigest()


def _digest(path: Path) -> str:
    """Return the digest of a file, or of the names and contents of all files in a folder."""
    hasher = sha256()
    for file in _list_files(path):
        name = file.relative_to(path).as_posix() if file != path else ""
        hasher.update(f"{name}\n{sha256(read_file(file)).hexdigest()}\n".encode())
    return hasher.hexdigest()


def _list_files(path: Path) -> list[Path]:
    """Return the file, or all files below the folder, except temporary and hidden ones."""
    paths = [path] if path.is_file() else sorted(path.rglob("*"))
    return [file for file in paths if file.is_file() and not file.name.startswith((".", "~$"))]
