"""A template is opened and measured once for whoever looks at it twice."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from assembler.messages import template_cache
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


def test_a_template_is_read_once_for_all_processes_with_the_same_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project, name = Project(tmp_path, share=shipped_folder()), "charter-commitment"
    first = TemplateCache(project)
    texts, cells, messages = first.texts(name), first.cells(name), first.cell_messages(name)
    assert texts.messages and cells and messages
    monkeypatch.delattr(template_cache, "read_units")
    second = TemplateCache(project)
    assert (second.texts(name), second.cells(name), second.cell_messages(name)) == (texts, cells, messages)


def test_a_template_that_changed_is_read_again(tmp_path: Path) -> None:
    project, name = Project(tmp_path, share=shipped_folder()), "charter-commitment"
    before = TemplateCache(project)
    assert "Signed on behalf of our cities" in [each.id for each in before.texts(name).messages]
    package = before.open(name)
    main = package.parts[package.main].replace(b"Signed on behalf of", b"Signed for")
    folder = tmp_path / "templates" / name
    shutil.copytree(shipped_folder() / "templates" / name, folder)
    (folder / "template.docx").write_bytes(package.with_parts({package.main: main}).to_bytes())
    after = TemplateCache(Project(tmp_path, share=shipped_folder()))
    assert "Signed for our cities" in [each.id for each in after.texts(name).messages]


def test_cells_are_measured_once_in_each_house_style(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project, name = Project(tmp_path, share=shipped_folder()), "charter-commitment"
    first = TemplateCache(project)
    messages = first.cell_messages(name)
    narrow, wide = (first.measure_in_style(name, style, messages) for style in ("plain", "large-print"))
    assert narrow and wide and narrow != wide
    monkeypatch.delattr(template_cache, "measure_cells")
    second = TemplateCache(project)
    assert second.measure_in_style(name, "plain", messages) == narrow
    assert second.measure_in_style(name, "large-print", messages) == wide
