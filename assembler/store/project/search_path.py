"""Search path of templates, data and catalogues: the user's project first, then what comes with the program.

The project is the nearest folder upward that holds ``templates/`` or ``data/`` of ours. What comes with the
program is in ``assembler/share`` inside a wheel, and in the folder above the package in a checkout. The
catalogue of a language is in a folder of ``locales``, which we name ``pt-BR`` and Weblate, Poedit and msginit
name ``pt_BR``: both are found.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import assembler
from assembler.errors import FileError, ProjectError
from assembler.store.yaml.suggest import suggestion
from assembler.structs import Struct

_CATALOGUE = "LC_MESSAGES/documents.po"


def catalogue_folders(layers: Layers) -> tuple[str, ...]:
    """The folders with a catalogue, as they are named: after a language or not."""
    return layers.names("locales", _CATALOGUE)


def languages(layers: Layers) -> tuple[str, ...]:
    """The codes of the languages that have a catalogue."""
    from assembler.i18n.languages.languages import is_language, normalise_code

    return tuple(filter(is_language, map(normalise_code, catalogue_folders(layers))))


def catalogue_files(layers: Layers, language: str) -> tuple[Path, ...]:
    """The .po of ``language`` in each layer that has one, the user's first."""
    names = dict.fromkeys((language, language.replace("-", "_")))
    paths = (folder / f"locales/{name}" / _CATALOGUE for folder in layers.folders for name in names)
    return tuple(path for path in paths if path.is_file())


def catalogue_path(layers: Layers, root: Path, language: str) -> str:
    """Where the .po of ``language`` is, or belongs, below ``root``."""
    own = (path for path in catalogue_files(layers, language) if path.is_relative_to(root / "locales"))
    return next(own, root / f"locales/{language}" / _CATALOGUE).relative_to(root).as_posix()


_SIGNS = ("data/cities.yaml", "data/benchmarks", "data/records", "data/forms", "templates/house-styles")
LONGEST = 200
"""Bytes of a name, with room for what a file is called beside it: no file system takes more than 255."""


class Layers(Struct, frozen=True):
    """Folders that hold ``templates``, ``locales`` and ``data``, the nearest first."""

    folders: tuple[Path, ...]

    def first(self, path: str) -> Path | None:
        """The file or folder ``path`` of the nearest layer that has it."""
        return next((found for folder in self.folders if _is_there(found := _below(folder, path))), None)

    def named(self, path: str, name: str) -> Path | None:
        """``first`` for a path made with a ``name`` that somebody gave; None for one that leads elsewhere.

        >>> Layers((Path("."),)).named("templates/../document.yaml", "..") is None
        True
        """
        return self.first(path) if _is_plain(name) else None

    def every(self, path: str) -> tuple[Path, ...]:
        """``path`` in each layer that has it, the nearest first."""
        return tuple(found for folder in self.folders if _is_there(found := _below(folder, path)))

    def names(self, below: str, holding: str) -> tuple[str, ...]:
        """The folders directly below ``below`` that hold the file ``holding``, by name, in order."""
        return tuple(sorted({path.name for path in self._inside(below) if (path / holding).is_file()}))

    def stems(self, below: str, suffix: str) -> tuple[str, ...]:
        """The names without ``suffix`` of the files directly below ``below`` that end in it, in order."""
        found = {path.name.removesuffix(suffix) for path in self._inside(below) if path.name.endswith(suffix)}
        return tuple(sorted(name for name in found if name and not name.startswith((".", "~$"))))

    def _inside(self, below: str) -> Iterator[Path]:
        for folder in self.every(below):
            try:
                yield from folder.iterdir()
            except NotADirectoryError as error:
                hint = "give the file another name"
                raise FileError(
                    "this is a file, but a folder is needed", location=str(folder), hint=hint
                ) from error

    def missing(self, what: str, name: str, known: tuple[str, ...], below: str) -> ProjectError:
        """The error for a ``name`` that nothing has: what was meant, and where it was looked for.

        Where nothing is like it, the names of the nearest folder that has any are listed. A folder of that
        name holds files with other names than are looked for.
        """
        if name and (folder := self.first(f"{below}/{name}")) and folder.is_dir():
            hint = f"the folder {folder} is there: check the names of its files; "
            hint += "`assembler lint` lists those that nothing reads"
            return ProjectError(f"there is no {what} {name!r} in {below}", hint=hint)
        hint = suggestion(name, known)
        if hint.startswith("there is"):
            homes = (folder / below for folder in self.folders)
            nearest = ([each for each in known if (home / each).exists()] for home in homes)
            hint = suggestion(name, next(filter(None, nearest), known))
        return ProjectError(f"there is no {what} {name!r} in {below}", hint=hint)


def _is_there(path: Path) -> bool:
    """Whether ``path`` exists; one with a name that no file system takes does not."""
    try:
        return path.exists()
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            return False
        raise


@lru_cache(maxsize=1024)
def _below(folder: Path, path: str) -> Path:
    """``path`` below ``folder``: putting paths together takes longer than looking there."""
    return folder / path


@lru_cache(maxsize=1024)
def _is_plain(name: str) -> bool:
    """Whether ``name`` leads nowhere else as a part of a path."""
    plain = Path(name).name == name and not name.startswith(".") and not set(name) & {"\\", "\0"}
    return plain and len(name.encode("utf-8", "replace")) <= LONGEST


def is_project(folder: Path) -> bool:
    """Whether ``folder`` holds templates or data of ours (and not just any folder ``data``)."""
    if any((folder / sign).exists() for sign in _SIGNS):
        return True
    return any(True for _ in (folder / "templates").glob("*/document.yaml"))


def project_above(start: Path) -> Path | None:
    """The nearest project at or above ``start``, or None."""
    here = start.resolve()
    return next((folder for folder in (here, *here.parents) if is_project(folder)), None)


def shipped() -> Path:
    """The folder of what comes with the program: templates, locales and data."""
    package = Path(assembler.__file__).resolve().parent
    share = package / "share"
    return share if share.is_dir() else package.parent


def tag_of(stem: str) -> str:
    """The tag of a charter version by the name of its file.

    >>> tag_of("integrating-cities-2010")
    'integrating-cities@2010'
    """
    return "@".join(stem.rsplit("-", 1))
