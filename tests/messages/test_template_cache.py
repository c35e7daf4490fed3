"""A template is opened and measured once for whoever looks at it twice."""

from __future__ import annotations

from pathlib import Path

from assembler.messages.template_cache import TemplateCache
from assembler.store.project.project import Project
from assembler.store.project.search_path import shipped_folder
from assembler.translation.check import check_catalogues


class Counting(Project):
    """A project with a file in which each reading of a template is noted."""

    def template(self, name: str) -> bytes:
        with (self.root / "readings").open("a") as readings:
            readings.write(f"{name}\n")
        return super().template(name)


def test_a_check_of_the_catalogues_opens_each_template_once(tmp_path: Path) -> None:
    project = Counting(tmp_path, share=shipped_folder())
    check_catalogues(project, ["nl"])
    assert sorted((tmp_path / "readings").read_text().split()) == sorted(project.document_types())


def test_what_was_measured_is_there_the_next_time(tmp_path: Path) -> None:
    templates = TemplateCache(Project(tmp_path, share=shipped_folder()))
    assert templates.cells("charter-commitment") is templates.cells("charter-commitment")
    assert templates.open("charter-commitment") is templates.open("charter-commitment")
