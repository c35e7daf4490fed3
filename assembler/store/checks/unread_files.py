"""Files of a project that nothing reads, since their names are not quite what the program looks for.

What editors and systems do: Notepad adds ``.txt`` to a name that it does not know, others write ``.yml``;
a Mac finds ``Cities.yaml`` under the name ``cities.yaml``, and Linux does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from assembler.diagnostics import Diagnostic, Location
from assembler.diagnostics.data_files import UNREAD_FILE
from assembler.model.paths import ROOTS
from assembler.store.records.file_kinds import file_name_of

_FOLDERS = ("data", "templates", "locales")
_GENERATED = ("forms", "returns", "kept", "releases")
_OTHER_ENDS = (".yaml.txt", ".yml.txt", ".yml", ".yaml.yaml", ".csv.txt", ".docx.docx", ".po.txt")
_ENDINGS = (".yaml", ".csv", ".docx", ".po")
_ENDS = re.compile(r"(\.yaml|\.yml|\.csv|\.docx|\.po)(\.txt|\.yaml|\.docx)?$", re.IGNORECASE)


def unread_files(root: Path) -> Iterator[Diagnostic]:
    """A warning for each file below ``root`` that would be read under a slightly different name."""
    known = {"cities.yaml", "glossary.yaml", "document.yaml", "template.docx", "documents.po"}
    known |= {file_name_of(kind) for kind in ROOTS}
    for folder in _FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            inside = path.relative_to(root)
            ours = set(inside.parts) & set(_GENERATED) or path.name.startswith((".", "~$"))
            wanted = path.name if ours or not path.is_file() else _wanted(path.name, known)
            if wanted != path.name:
                yield _unread(inside.as_posix(), wanted, is_there=(path.parent / wanted).exists())


def _unread(file: str, wanted: str, *, is_there: bool) -> Diagnostic:
    return UNREAD_FILE.at(Location(file), "both" if is_there else "", expected=wanted)


def _wanted(name: str, known: set[str]) -> str:
    """The name under which a file called ``name`` would be read; ``name`` itself where nothing is wrong.

    >>> _wanted("Cities.yaml", {"cities.yaml"}), _wanted("dive.yml", set()), _wanted("notes.txt", set())
    ('cities.yaml', 'dive.yaml', 'notes.txt')
    """
    low = name.lower()
    if low.endswith(_OTHER_ENDS):
        end = {".yml": ".yaml"}.get(_ENDS.findall(low)[0][0], _ENDS.findall(low)[0][0])
        name, low = _ENDS.sub(end, name), _ENDS.sub(end, low)
    if low in known:
        return low
    return Path(name).stem + Path(low).suffix if Path(low).suffix in _ENDINGS else name
