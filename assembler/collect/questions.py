"""The questions of a form by the path of the record and by their code: ``GG/A/1.2 Achievement``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assembler.model.documents.form import FormManifest
from assembler.model.review.narratives import original_path


class Questions:
    """What the form of a ``manifest`` asks."""

    def __init__(self, manifest: FormManifest) -> None:
        asked = [(each.code, each.path, each.title) for each in manifest.fields]
        asked += [(each.code, each.path, each.title) for each in manifest.lists]
        self._codes = {code: (path, title) for code, path, title in asked}
        self._paths = {path: (code, title) for code, path, title in asked}
        self._rows: dict[str, Mapping[str, Any]] = {}
        for listed in manifest.lists:
            self._codes[listed.code] = f"{listed.path}[{listed.code}]", listed.title
            for row in listed.rows:
                self._codes.setdefault(row.code, (f"{listed.path}[{row.code}]", listed.title))
                self._rows[row.code] = row.base

    def find_by_code(self, code: str) -> tuple[str, str]:
        """The path of the record for the answer at ``code``, and the question; both "" where there is none.

        The path of a row of a list ends in the code of the row; that of a new row, in the code of the list.
        """
        return self._codes.get(code, ("", ""))

    def find_by_path(self, path: str) -> tuple[str, str]:
        """The code and the question of the answer that is kept at ``path``; ``path`` itself where none is."""
        for each in (path, original_path(path), path.partition("[")[0]):
            if each in self._paths:
                return self._paths[each]
        return path, ""

    def sent_row(self, code: str) -> Mapping[str, Any] | None:
        """What the row of a list was sent with; None where ``code`` is none."""
        return self._rows.get(code)
