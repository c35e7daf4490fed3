"""Questions of a form (``GG/A/1.2 Achievement``), by code and by path in the record."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from assembler.errors import FormError
from assembler.model.documents.form_manifest import FormManifest
from assembler.model.review.section_texts import original_path
from assembler.store.project.project import Project
from assembler.store.returns.decisions import WHOLE_ROW, Decision
from assembler.word.forms.manifest import manifest_from_data


def describe_question(project: Project, decision: Decision) -> str:
    """Return the question that ``decision`` is about.

    For a single cell of a list, the heading of its column is added in brackets, or the name of the column if
    the heading is not known.
    """
    if decision.column in ("", WHOLE_ROW):
        return decision.question
    headings: dict[str, str] = {}
    with suppress(FormError):  # for a form sent from another project, only the column's name is known
        manifest = manifest_from_data(project.form(decision.manifest))
        lists = (each for each in manifest.lists if decision.path.startswith(each.path))
        headings = {column.name: column.heading for each in lists for column in each.columns}
    return f"{decision.question} ({headings.get(decision.column, decision.column)})".strip()


class Questions:
    """The questions of the form that ``manifest`` describes."""

    def __init__(self, manifest: FormManifest) -> None:
        questions = [(each.code, each.path, each.title) for each in manifest.fields]
        questions += [(each.code, each.path, each.title) for each in manifest.lists]
        self._codes = {code: (path, title) for code, path, title in questions}
        self._paths = {path: (code, title) for code, path, title in questions}
        self._rows: dict[str, Mapping[str, Any]] = {}
        for listed in manifest.lists:
            self._codes[listed.code] = f"{listed.path}[{listed.code}]", listed.title
            for row in listed.rows:
                self._codes.setdefault(row.code, (f"{listed.path}[{row.code}]", listed.title))
                self._rows[row.code] = row.base

    def find_by_code(self, code: str) -> tuple[str, str]:
        """Return the path of the answer to ``code``, and the question.

        Both are "" if ``code`` is unknown. The path of a list row ends with the row's code. The path of a new
        row ends with the list's code.
        """
        return self._codes.get(code, ("", ""))

    def find_by_path(self, path: str) -> tuple[str, str]:
        """Return the code and text of the question about ``path``.

        If there is no such question, the path itself and "" are returned.
        """
        for each in (path, original_path(path), path.partition("[")[0]):
            if each in self._paths:
                return self._paths[each]
        return path, ""

    def sent_row(self, code: str) -> Mapping[str, Any] | None:
        """Return the values with which the list row ``code`` was sent, or None if it is not a list row."""
        return self._rows.get(code)
