"""The public interface: what the page on Python says, and what somebody who knows docxtpl tries."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from pathlib import Path

import docxtpl
import pytest
from docx import Document

import assembler
from assembler import api
from assembler.assembly.orders.context import BuildContext
from assembler.store.project.project import Project
from drawn_png import png
from own_types import EXAMPLE
from tiny_project import write_project
from word_notation import docx

PAGE = Path(__file__).resolve().parents[1] / "docs" / "python.md"
EXAMPLES = re.findall(r"^```python\n(.*?)^```", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)


def test_every_public_name_can_be_imported_and_has_a_docstring() -> None:
    assert {*api.__all__} < {*assembler.__all__}
    for name in {*assembler.__all__} - {"__version__"}:
        assert getattr(assembler, name).__doc__
    with pytest.raises(AttributeError):
        assembler.nonsense  # type: ignore[attr-defined]  # noqa: B018


def test_importing_the_package_alone_loads_nothing_else() -> None:
    code = "import sys, assembler; print([name for name in sys.modules if name.startswith('assembler.')])"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert shown.strip() == "['assembler.version']"


def test_the_examples_of_the_page_run_in_their_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_project(tmp_path / "review")
    letter = docx("{{ city }}", "{%p for visit in visits %}", "{{ visit.day }}", "{%p endfor %}")
    (tmp_path / "letter.docx").write_bytes(letter)
    decision = docx("{{ decision }}", "{{ photo }}", "{{p annex }}")
    (tmp_path / "decision.docx").write_bytes(decision)
    (tmp_path / "annex.docx").write_bytes(docx("Annex"))
    (tmp_path / "harbour.png").write_bytes(png(3, 2))
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    for code in EXAMPLES:
        exec(code.replace("examples/review", EXAMPLE), names)
    assert Document("genova.docx").paragraphs[0].text == "Genova"
    result = Document("result.docx")
    assert [each.text for each in result.paragraphs] == ["Approved by the council", "", "Annex"]
    assert len(result.inline_shapes) == 1
    assert sorted(path.suffix for path in Path("sent").iterdir()) == [".docx"]


def test_rich_text_of_docxtpl_itself_is_shown() -> None:
    shown = assembler.fill(docx("{{r text }}"), {"text": docxtpl.RichText("Genova", bold=True)})
    run = Document(io.BytesIO(shown.data)).paragraphs[0].runs[0]
    assert (run.text, run.bold) == ("Genova", True)


def test_a_missing_file_and_a_folder_that_is_not_there_are_errors_with_a_hint(tmp_path: Path) -> None:
    for work in (
        lambda: assembler.fill(tmp_path / "no.docx", {}),
        lambda: assembler.open_project(tmp_path / "no"),
    ):
        with pytest.raises(assembler.AssemblyError) as caught:
            work()
        assert caught.value.hint and "no" in caught.value.location


def test_documents_share_what_they_are_made_from_until_it_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_project(tmp_path)
    contexts: list[BuildContext] = []
    begin = BuildContext.__init__

    def count(self: BuildContext, project: Project) -> None:
        contexts.append(self)
        begin(self, project)

    monkeypatch.setattr(BuildContext, "__init__", count)
    project = assembler.open_project(tmp_path)
    order = assembler.Order("letter", record=EXAMPLE, language="nl")
    first = project.assemble(order).data
    assert project.assemble(order).data == first
    assert len(contexts) == 1

    review = tmp_path / f"data/records/{EXAMPLE}/review.yaml"
    review.write_text(review.read_text().replace("Head of integration", "Head of housing"))
    changed = project.assemble(order).data
    assert changed != first
    assert len(contexts) == 1

    cities = tmp_path / "data/cities.yaml"
    cities.write_text(cities.read_text().replace("van Kade", "van de Kade"))
    assert project.assemble(order).data != changed
    assert len(contexts) == 2
