"""Check for project files that are not read because their names are slightly wrong.

Notepad adds ``.txt`` to names with an unknown suffix, and other editors write ``.yml``. If the file is called
``Cities.yaml``, a Mac finds it under the name ``cities.yaml``, but Linux does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from assembler.diagnostics import Diagnostic, Location
from assembler.diagnostics.data_files import UNREAD_FILE
from assembler.model.paths import ROOTS
from assembler.store.records.record_files import file_name_of

_FOLDERS = ("data", "templates", "locales")
_GENERATED = ("forms", "returns", "kept", "releases")
_WRONG_SUFFIXES = (".yaml.txt", ".yml.txt", ".yml", ".yaml.yaml", ".csv.txt", ".docx.docx", ".po.txt")
_SUFFIXES = (".yaml", ".csv", ".docx", ".po")
_SUFFIX_PATTERN = re.compile(r"(\.yaml|\.yml|\.csv|\.docx|\.po)(\.txt|\.yaml|\.docx)?$", re.IGNORECASE)


def report_unread_files(root: Path) -> Iterator[Diagnostic]:
    """Yield a warning for each file that would be read if its name were slightly different.

    Only the folders ``data``, ``templates`` and ``locales`` in ``root`` are searched.
    """
    known = {"cities.yaml", "glossary.yaml", "document.yaml", "template.docx", "documents.po"}
    known |= {file_name_of(kind) for kind in ROOTS}
    for folder in _FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            inside = path.relative_to(root)
            is_ignored = set(inside.parts) & set(_GENERATED) or path.name.startswith((".", "~$"))
            expected = path.name if is_ignored or not path.is_file() else _expected_name(path.name, known)
            if expected != path.name:
                variant = "both" if (path.parent / expected).exists() else ""
                yield UNREAD_FILE.at(Location(inside.as_posix()), variant, expected=expected)


def _expected_name(name: str, known: set[str]) -> str:
    """Return the name under which a file would be read.

    ``known`` contains the names, in lower case, that the program reads. The result is ``name`` itself if it
    is correct.

    >>> [_expected_name(name, {"cities.yaml"}) for name in ("Cities.yaml", "dive.yml", "notes.txt")]
    ['cities.yaml', 'dive.yaml', 'notes.txt']
    """
    lower = name.lower()
    if lower.endswith(_WRONG_SUFFIXES):
        suffix = {".yml": ".yaml"}.get(
            _SUFFIX_PATTERN.findall(lower)[0][0], _SUFFIX_PATTERN.findall(lower)[0][0]
        )
        name, lower = _SUFFIX_PATTERN.sub(suffix, name), _SUFFIX_PATTERN.sub(suffix, lower)
    if lower in known:
        return lower
    return Path(name).stem + Path(lower).suffix if Path(lower).suffix in _SUFFIXES else name
