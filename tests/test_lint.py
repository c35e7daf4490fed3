"""Lint finds what is wrong with a template before anybody builds from it."""

from __future__ import annotations

import pytest
from lxml import etree

from assembler.errors import ProjectError
from assembler.lint import lint
from assembler.store.project.project import Project
from assembler.word.package.package import open_package, pack
from assembler.word.package.xml import qn
from own_types import BODY, DECLARED, EXAMPLE, write_type

TYPE = "letter"


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


def test_a_name_that_no_view_gives_is_reported_with_its_place(tiny: Project) -> None:
    say(tiny, "Letter to {{ city_name }}", "Letter to {{ city_nmae }}")
    (diagnostic,) = lint(tiny, [TYPE])
    assert diagnostic.rule == "missing-name"
    assert "city_name" in diagnostic.hint
    assert diagnostic.location.position


def test_a_field_that_is_not_shown_is_reported(tiny: Project) -> None:
    say(tiny, "{{ office }}", "Nothing")
    assert "field-not-shown" in rules(tiny)


def test_a_style_that_a_house_style_lacks_is_reported_for_each_house_style(tiny: Project) -> None:
    plain = tiny.root / "templates/house-styles/plain.docx"
    plain.with_name("second.docx").write_bytes(plain.read_bytes())
    say(tiny, "Letter to {{ city_name }}", "Letter to {{ city_name }}", style="Fancy")
    told = [diagnostic for diagnostic in lint(tiny, [TYPE]) if diagnostic.rule == "missing-style"]
    assert {diagnostic.location.file for diagnostic in told} == {
        f"templates/house-styles/{name}.docx" for name in ("plain", "second")
    }


def test_what_no_translator_can_render_is_reported(tiny: Project) -> None:
    say(tiny, "Letter to {{ city_name }}", "Letter of {{ city_name }}")
    say(tiny, "Which position?", "Which position{% if example %} of an example{% endif %}")
    found = {diagnostic.rule for diagnostic in lint(tiny)}
    assert {"grammar-beside-field", "condition-in-paragraph"} <= found


def test_a_broken_declaration_is_reported_with_its_line(tiny: Project) -> None:
    path = tiny.root / "templates" / TYPE / "document.yaml"
    path.write_text(path.read_text("utf-8").replace("kind: form", "kynd: form"), "utf-8")
    found = [diagnostic for diagnostic in lint(tiny, [TYPE]) if diagnostic.location.line]
    assert any("kind" in diagnostic.hint for diagnostic in found)


def test_a_type_that_does_not_exist_is_an_error(tiny: Project) -> None:
    with pytest.raises(ProjectError):
        tiny.document_type("no-such-type")
    assert {diagnostic.rule for diagnostic in lint(tiny, ["no-such-type"])} == {"stopped-check"}


@pytest.mark.parametrize(
    ("shown", "named"),
    [
        ("{{ review.contact.office }}", "text, language"),
        ("{{ review }}", "project, language"),
        ("{{ review.team.members }}", "{%p for item in ... %}"),
        ("{{ city_name.upper }}", "remove it"),
    ],
)
def test_what_only_a_programmer_can_read_never_gets_into_a_document(
    tiny: Project, shown: str, named: str
) -> None:
    member = "{role: leader, person: {office: Adviser, initials: HK, city: kade, languages: [nl]}}"
    with (tiny.root / f"data/records/{EXAMPLE}/review.yaml").open("a") as review:
        review.write(f"team: {{members: [{member}]}}\n")
    write_type(tiny.root, body=[f"The peers say: {shown}", *BODY])
    (diagnostic,) = lint(tiny, [TYPE])
    assert shown in diagnostic.message
    assert named in diagnostic.hint
    assert diagnostic.location.position


def test_a_fault_in_a_record_is_among_them(tiny: Project) -> None:
    with (tiny.root / f"data/records/{EXAMPLE}/review.yaml").open("a") as review:
        review.write("dedline: 2026-09-01\n")
    assert any("dedline" in diagnostic.message for diagnostic in lint(tiny))


def test_a_name_that_is_near_a_method_is_not_taken_for_it(tiny: Project) -> None:
    write_type(tiny.root, DECLARED, ["{{ city_name.cod }}", *BODY])
    (diagnostic,) = lint(tiny, ["letter"])
    assert "code" not in diagnostic.hint
