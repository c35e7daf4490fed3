"""Search path for templates, data and catalogues: the user's project, then the files of the program.

The project is the nearest folder, at or above the current one, that contains our ``templates/`` or ``data/``.
The files of the program are in ``assembler/share`` in a wheel, and in the folder above the package in a
checkout. The catalogue of a language is in a folder of ``locales``. The folder may have our name for the
language (``pt-BR``) or the name that Weblate, Poedit and msginit use (``pt_BR``).
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator, Set
from functools import lru_cache
from pathlib import Path

from assembler.errors import FileError, ProjectError
from assembler.store.yaml.suggestions import suggest_name
from assembler.structs import Struct

_CATALOGUE = "LC_MESSAGES/documents.po"


def list_catalogue_folders(layers: Layers) -> tuple[str, ...]:
    """Return the names of all folders with a catalogue, including names that are not language codes."""
    return layers.names("locales", _CATALOGUE)


def list_languages(layers: Layers) -> tuple[str, ...]:
    """Return the codes of the languages that have a catalogue."""
    from assembler.i18n.languages.languages import is_language, normalise_code

    return tuple(filter(is_language, map(normalise_code, list_catalogue_folders(layers))))


def find_catalogues(layers: Layers, language: str) -> tuple[Path, ...]:
    """Return the .po files of ``language``, those of the user's project first.

    A layer has two of them if it contains folders with both forms of the name (``pt-BR`` and ``pt_BR``).
    """
    names = dict.fromkeys((language, language.replace("-", "_")))
    paths = (folder / f"locales/{name}" / _CATALOGUE for folder in layers.folders for name in names)
    return tuple(path for path in paths if path.is_file())


def catalogue_path(layers: Layers, root: Path, language: str) -> str:
    """Return the path, relative to ``root``, where the .po file of ``language`` is or would be."""
    own = (path for path in find_catalogues(layers, language) if path.is_relative_to(root / "locales"))
    return next(own, root / f"locales/{language}" / _CATALOGUE).relative_to(root).as_posix()


_MARKERS = ("data/cities.yaml", "data/benchmarks", "data/records", "data/forms", "templates/house-styles")
MAX_NAME_BYTES = 200
"""Maximum length of a name, which leaves room for suffixes; file systems accept 255 bytes."""


class Layers(Struct, frozen=True):
    """Folders that contain ``templates``, ``locales`` and ``data``, in order of precedence."""

    folders: tuple[Path, ...]

    def find_first(self, path: str) -> Path | None:
        """Return the file or folder ``path`` from the first layer that contains it, or None."""
        return next((found for folder in self.folders if _exists(found := _join(folder, path))), None)

    def find_named(self, path: str, name: str) -> Path | None:
        """Return ``find_first(path)``, or None if ``name`` is unsafe.

        ``name`` is the part of ``path`` that a user gave.

        >>> Layers((Path("."),)).find_named("templates/../document.yaml", "..") is None
        True
        """
        return self.find_first(path) if _is_safe(name) else None

    def find_all(self, path: str) -> tuple[Path, ...]:
        """Return ``path`` from each layer that contains it, in order of precedence."""
        return tuple(found for folder in self.folders if _exists(found := _join(folder, path)))

    def names(self, below: str, file: str) -> tuple[str, ...]:
        """Return the sorted names of the folders in ``below`` that contain ``file``."""
        return tuple(sorted({path.name for path in self._iter_entries(below) if (path / file).is_file()}))

    def holders(self, below: str, files: Set[str]) -> Iterator[str]:
        """Yield the path, relative to ``below``, of each folder that contains one of ``files``, at any depth.

        Links to folders are not followed.
        """
        for top in self.find_all(below):
            for folder, _, found in os.walk(top):
                if not files.isdisjoint(found):
                    yield Path(folder).relative_to(top).as_posix()

    def stems(self, below: str, suffix: str) -> tuple[str, ...]:
        """Return the sorted names of the files in ``below`` that end with ``suffix``, without the suffix."""
        names = {
            path.name.removesuffix(suffix) for path in self._iter_entries(below) if path.name.endswith(suffix)
        }
        return tuple(sorted(name for name in names if name and not name.startswith((".", "~$"))))

    def _iter_entries(self, below: str) -> Iterator[Path]:
        for folder in self.find_all(below):
            try:
                yield from folder.iterdir()
            except NotADirectoryError as error:
                hint = "rename the file"
                raise FileError(
                    "expected a folder, but this is a file", location=str(folder), hint=hint
                ) from error

    def build_missing_error(self, kind: str, name: str, known: tuple[str, ...], below: str) -> ProjectError:
        """Return the error for an unknown ``name``, with a suggestion.

        ``kind`` is the word for what was sought (``record``), ``known`` contains the existing names, and
        ``below`` is the folder that was searched. If no name is similar, the hint lists the names in the
        first layer that has any. If a folder with this name exists but lacks the expected files, the hint
        mentions the folder.
        """
        if name and (folder := self.find_first(f"{below}/{name}")) and folder.is_dir():
            hint = f"check the names of the files in {folder}; "
            hint += "`assembler lint` lists files that are not read"
            return ProjectError(f"there is no {kind} “{name}” in {below}", hint=hint)
        hint = suggest_name(name, known)
        if not hint.startswith("did you mean"):
            homes = (folder / below for folder in self.folders)
            nearest = ([each for each in known if (home / each).exists()] for home in homes)
            hint = suggest_name(name, next(filter(None, nearest), known))
        return ProjectError(f"there is no {kind} “{name}” in {below}", hint=hint)


def _exists(path: Path) -> bool:
    """Return whether ``path`` exists.

    A path counts as missing if a name in it is too long for the file system.
    """
    try:
        return path.exists()
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            return False
        raise


@lru_cache(maxsize=1024)
def _join(folder: Path, path: str) -> Path:
    """Return ``path`` below ``folder``.

    The result is cached, because joining paths takes longer than a file access.
    """
    return folder / path


@lru_cache(maxsize=1024)
def _is_safe(name: str) -> bool:
    """Return whether ``name`` is safe as a part of a path."""
    is_name = Path(name).name == name and not name.startswith(".") and not set(name) & {"\\", "\0"}
    return is_name and len(name.encode("utf-8", "replace")) <= MAX_NAME_BYTES


def is_project(folder: Path) -> bool:
    """Return whether ``folder`` contains our templates or data.

    Any other folder with the name ``data`` does not count.
    """
    if any((folder / marker).exists() for marker in _MARKERS):
        return True
    return any(True for _ in (folder / "templates").glob("*/document.yaml"))


def find_project_root(start: Path) -> Path | None:
    """Return the nearest project at or above ``start``, or None."""
    here = start.resolve()
    return next((folder for folder in (here, *here.parents) if is_project(folder)), None)


def shipped_folder() -> Path:
    """Return the folder of the program's own templates, locales and data."""
    package = Path(__file__).resolve().parents[2]
    share = package / "share"
    return share if share.is_dir() else package.parent


def charter_tag(stem: str) -> str:
    """Return the tag of a charter version, given the name of its file without suffix.

    >>> charter_tag("integrating-cities-2010")
    'integrating-cities@2010'
    """
    return "@".join(stem.rsplit("-", 1))
