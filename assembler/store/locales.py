"""Where the catalogues of languages are: a folder of ``locales`` for each, in the layers of a project.

We name a folder ``pt-BR``; Weblate, Poedit and msginit name it ``pt_BR``. Both are found.
"""

from __future__ import annotations

from pathlib import Path

from assembler.store.layers import Layers

_CATALOGUE = "LC_MESSAGES/documents.po"


def catalogue_folders(layers: Layers) -> tuple[str, ...]:
    """The folders with a catalogue, as they are named: after a language or not."""
    return layers.names("locales", _CATALOGUE)


def languages(layers: Layers) -> tuple[str, ...]:
    """The codes of the languages that have a catalogue."""
    from assembler.i18n.languages import hyphenated, is_language

    return tuple(filter(is_language, map(hyphenated, catalogue_folders(layers))))


def catalogue_files(layers: Layers, language: str) -> tuple[Path, ...]:
    """The .po of ``language`` in each layer that has one, the user's first."""
    names = dict.fromkeys((language, language.replace("-", "_")))
    paths = (folder / f"locales/{name}" / _CATALOGUE for folder in layers.folders for name in names)
    return tuple(path for path in paths if path.is_file())


def catalogue_path(layers: Layers, root: Path, language: str) -> str:
    """Where the .po of ``language`` is, or belongs, below ``root``."""
    own = (path for path in catalogue_files(layers, language) if path.is_relative_to(root / "locales"))
    return next(own, root / f"locales/{language}" / _CATALOGUE).relative_to(root).as_posix()
