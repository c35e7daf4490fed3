"""Templates and house styles of a project, opened: whoever tells of one calls it by its place there."""

from __future__ import annotations

from assembler.errors import AssemblyError
from assembler.messages.cell_widths import Cells, find_cells
from assembler.store.project.project import Project
from assembler.word.package.package import Package, open_package
from assembler.word.style.anonymise import remove_comments


class TemplateCache:
    """The templates of ``project``, each opened and measured when it is first asked for, and never again."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._opened: dict[str, Package] = {}
        self._cells: dict[str, Cells] = {}

    def readable_types(self) -> tuple[str, ...]:
        """The document types whose declaration and template can be read."""
        return tuple(filter(self._is_readable, self._project.document_types()))

    def _is_readable(self, name: str) -> bool:
        try:
            self._project.document_type(name)
            self.opened(name)
        except AssemblyError:
            return False
        return True

    def opened(self, name: str) -> Package:
        """The template of a document type; errors as those of ``open_template``."""
        if name not in self._opened:
            self._opened[name] = open_template(self._project, name)
        return self._opened[name]

    def cells(self, name: str) -> Cells:
        """By message: the cells of that template that it stands in; errors as those of ``opened``."""
        if name not in self._cells:
            self._cells[name] = find_cells(self.opened(name))
        return self._cells[name]


def open_template(project: Project, name: str) -> Package:
    """The template of a document type as documents are made from it: without comments.

    ProjectError where there is none, FileError where it is no .docx.
    """
    return remove_comments(open_saved_template(project, name))


def open_saved_template(project: Project, name: str) -> Package:
    """The template of a document type as its author saved it; errors as those of ``open_template``."""
    return open_package(project.template(name), f"templates/{name}/template.docx")


def open_house_style(project: Project, name: str) -> Package:
    """The Word file of a house style. ProjectError where there is none, FileError where it is no .docx."""
    return open_package(project.house_style(name), f"templates/house-styles/{name}.docx")
