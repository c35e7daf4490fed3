"""Templates and house styles of a project as open packages, named by their paths in the project."""

from __future__ import annotations

from assembler.errors import AssemblyError
from assembler.messages.cell_widths import Cells, find_cells
from assembler.store.project.project import Project
from assembler.word.messages.extract import TemplateTexts, read_texts
from assembler.word.package.package import Package, open_package
from assembler.word.style.anonymise import remove_comments


class TemplateCache:
    """Cache of a project's templates; each is opened, read and measured once, when it is first used."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._opened: dict[str, Package] = {}
        self._texts: dict[str, TemplateTexts] = {}
        self._cells: dict[str, Cells] = {}

    def readable_types(self) -> tuple[str, ...]:
        """Return the document types whose declaration and template can be read."""
        return tuple(filter(self._is_readable, self._project.document_types()))

    def _is_readable(self, name: str) -> bool:
        try:
            self._project.document_type(name)
            self.open(name)
        except AssemblyError:
            return False
        return True

    def open(self, name: str) -> Package:
        """Return the template of a document type; raise the same errors as ``open_template``."""
        if name not in self._opened:
            self._opened[name] = open_template(self._project, name)
        return self._opened[name]

    def texts(self, name: str) -> TemplateTexts:
        """Return the texts of a template; raise the same errors as ``open``."""
        if name not in self._texts:
            self._texts[name] = read_texts(self.open(name), name)
        return self._texts[name]

    def cells(self, name: str) -> Cells:
        """Map each message to the template cells that contain it; raise the same errors as ``open``."""
        if name not in self._cells:
            self._cells[name] = find_cells(self.open(name))
        return self._cells[name]


def open_template(project: Project, name: str) -> Package:
    """Return the template of a document type without its comments, as used to build documents.

    Raises ProjectError if it does not exist, and FileError if it is not a .docx.
    """
    return remove_comments(open_saved_template(project, name))


def open_saved_template(project: Project, name: str) -> Package:
    """Return a document type's template as its author saved it; errors are those of ``open_template``."""
    return open_package(project.template(name), f"templates/{name}/template.docx")


def open_house_style(project: Project, name: str) -> Package:
    """Return the package of a house style.

    Raises ProjectError if it does not exist, and FileError if it is not a .docx.
    """
    return open_package(project.house_style(name), f"templates/house-styles/{name}.docx")
