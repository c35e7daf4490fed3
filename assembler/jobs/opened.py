"""Templates and house styles of a project, opened: whoever tells of one calls it by its place there."""

from __future__ import annotations

from assembler.store.project import Project
from assembler.word.package import Package, open_package


def opened_template(project: Project, name: str) -> Package:
    """The template of a document type. ProjectError where there is none, FileError where it is no .docx."""
    return open_package(project.template(name), f"templates/{name}/template.docx")


def opened_house_style(project: Project, name: str) -> Package:
    """The Word file of a house style. ProjectError where there is none, FileError where it is no .docx."""
    return open_package(project.house_style(name), f"templates/house-styles/{name}.docx")
