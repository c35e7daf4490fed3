"""Lint finds what is wrong with a template before anybody builds from it."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from assembler.assembly.orders.context import Workshop
from assembler.errors import ProjectError
from assembler.lint import lint
from assembler.store.files.cache import FolderCache
from assembler.store.project.project import Project
from assembler.store.project.search_path import shipped
from assembler.word.package.package import open_package, pack
from assembler.word.package.xml import qn
from own_types import BODY, DECLARED, EXAMPLE, write_type

TYPE = "baseline-report"


@pytest.fixture
def project(tmp_path: Path, cache: FolderCache) -> Project:
    """A user's project with a copy of the baseline report."""
    folder = tmp_path / "templates" / TYPE
    folder.mkdir(parents=True)
    for name in ("document.yaml", "template.docx"):
        (folder / name).write_bytes((shipped() / "templates" / TYPE / name).read_bytes())
    return Project(tmp_path, share=shipped(), cache=cache)


def say(project: Project, old: str, new: str, *, style: str = "") -> None:
    """Put ``new`` where the template says ``old``; with another style if one is named."""
    path = project.root / "templates" / TYPE / "template.docx"
    package = open_package(path.read_bytes(), "template.docx")
    root = etree.fromstring(package.parts[package.main])
    text = next(each for each in root.iter(qn("w:t")) if each.text == old)
    text.text = new
    paragraph = next(text.iterancestors(qn("w:p")))
    if style:
        paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}").set(qn("w:val"), style)
    path.write_bytes(pack(package.with_parts({package.main: etree.tostring(root)}).parts))


def rules(project: Project) -> set[str]:
    return {diagnostic.rule for diagnostic in lint(project, [TYPE])}


def test_what_comes_with_the_program_is_sound(workshop: Workshop) -> None:
    shown = [f"{diagnostic.location}: {diagnostic.message}" for diagnostic in lint(workshop.project)]
    assert shown == []


def test_a_copy_of_a_sound_template_is_sound(project: Project) -> None:
    assert rules(project) == set()


def test_a_name_that_no_view_gives_is_told_with_its_place(project: Project) -> None:
    say(project, "{{ city_name }}", "{{ city_nmae }}")
    (diagnostic,) = lint(project, [TYPE])
    assert diagnostic.rule == "missing-name"
    assert "city_name" in diagnostic.hint
    assert diagnostic.location.position


def test_a_field_that_is_not_shown_is_told(project: Project) -> None:
    say(project, "{{ drafting }}", "Nothing")
    assert "field-not-shown" in rules(project)


def test_a_style_that_a_house_style_lacks_is_told_for_each_house_style(project: Project) -> None:
    say(project, "Background", "Background", style="Fancy")
    told = [diagnostic for diagnostic in lint(project, [TYPE]) if diagnostic.rule == "missing-style"]
    assert {diagnostic.location.file for diagnostic in told} == {
        f"templates/house-styles/{name}.docx" for name in project.house_styles()
    }


def test_what_no_translator_can_render_is_told(project: Project) -> None:
    say(project, "Background", "Background of {{ city_name }}")
    say(project, "Contact person", "Contact {% if example %}of an example{% endif %}")
    found = {diagnostic.rule for diagnostic in lint(project)}
    assert {"grammar-beside-field", "condition-in-paragraph"} <= found


def test_a_broken_declaration_is_told_with_its_line(project: Project) -> None:
    path = project.root / "templates" / TYPE / "document.yaml"
    path.write_text(path.read_text("utf-8").replace("kind: form", "kynd: form"), "utf-8")
    found = [diagnostic for diagnostic in lint(project, [TYPE]) if diagnostic.location.line]
    assert any("kind" in diagnostic.hint for diagnostic in found)


def test_a_type_that_does_not_exist_is_an_error(project: Project) -> None:
    with pytest.raises(ProjectError):
        project.document_type("no-such-type")
    assert {diagnostic.rule for diagnostic in lint(project, ["no-such-type"])} == {"project-error"}


@pytest.mark.parametrize(
    ("shown", "named"),
    [
        ("{{ feedback.summary }}", "text, language"),
        ("{{ review }}", "project, language"),
        ("{{ review.team.members }}", "{%p for item in ... %}"),
        ("{{ city_name.upper }}", "remove it"),
    ],
)
def test_what_only_a_programmer_can_read_never_gets_into_a_document(
    tmp_path: Path, cache: FolderCache, shown: str, named: str
) -> None:
    declared = DECLARED.replace(EXAMPLE, "examples/havenstad")
    write_type(tmp_path, declared, [f"The peers say: {shown}", *BODY])
    project = Project(tmp_path, share=shipped(), cache=cache)
    (diagnostic,) = lint(project, ["letter"])
    assert shown in diagnostic.message
    assert named in diagnostic.hint
    assert diagnostic.location.position


def test_a_name_that_is_near_a_method_is_not_taken_for_it(tiny: Project) -> None:
    write_type(tiny.root, DECLARED, ["{{ city_name.cod }}", *BODY])
    (diagnostic,) = lint(tiny, ["letter"])
    assert "code" not in diagnostic.hint
