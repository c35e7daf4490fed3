"""A template is opened and measured once for whoever looks at it twice."""

from __future__ import annotations

from pathlib import Path

from assembler.messages.template_cache import TemplateCache
from assembler.store.project.project import Project
from assembler.store.project.search_path import shipped_folder
from assembler.translation.check import check_catalogues, find_broken_words


class Counting(Project):
    """A project with a file in which each reading of a template or house style is noted."""

    def template(self, name: str) -> bytes:
        self._note(name)
        return super().template(name)

    def house_style(self, name: str) -> bytes:
        self._note(name)
        return super().house_style(name)

    def _note(self, name: str) -> None:
        with (self.root / "readings").open("a") as readings:
            readings.write(f"{name}\n")


def test_checks_of_the_catalogues_open_each_template_and_house_style_once(tmp_path: Path) -> None:
    project = Counting(tmp_path, share=shipped_folder())
    templates = TemplateCache(project)
    check_catalogues(project, ["nl"], templates=templates)
    find_broken_words(project, [], templates=templates)
    files = (*project.document_types(), *project.house_styles())
    assert sorted((tmp_path / "readings").read_text().split()) == sorted(files)


def test_what_was_measured_is_there_the_next_time(tmp_path: Path) -> None:
    templates = TemplateCache(Project(tmp_path, share=shipped_folder()))
    assert templates.cells("charter-commitment") is templates.cells("charter-commitment")
    assert templates.open("charter-commitment") is templates.open("charter-commitment")
