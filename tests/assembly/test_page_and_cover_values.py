"""What head, foot and cover of a page say: for whom it is, whether it is a draft, and its pillars."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from assembler.assembly.assemble import assemble
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order
from assembler.assembly.page_and_cover_values import build_form_names, build_page_names
from assembler.errors import DataError, ProjectError
from assembler.model.documents.document_type import DocumentType, EditionDeclaration
from assembler.model.reference.benchmark import Benchmark, Dimension, DimensionKind, Wording
from assembler.model.types.record_header import RecordHeader
from assembler.store.project.project import Project
from assembler.views.context import ViewContext
from assembler.word.package.package import Package, open_package
from drawn_png import png
from own_faults import find_own_faults

HEADER = RecordHeader(project="P", language="nl")
EDITIONS = {"team": EditionDeclaration(label="team edition", notice="Team edition")}
TYPE = DocumentType(
    name="log", title="Log", description="", record="review", example="a", notice="For the team only"
)


def benchmark(*codes: str) -> Benchmark:
    words = Wording(text="Words", source="own")
    groups = [Dimension(code=each, kind=DimensionKind.GROUP, name=words, indicators=()) for each in codes]
    return Benchmark(
        id="b", prefix="B", version="2009", version_label="", name=words, owner="", dimensions=tuple(groups)
    )


def names(declared: DocumentType = TYPE, edition: str = "", **given: Any) -> dict[str, Any]:
    context = {"lacking": [], **given}
    about = SimpleNamespace(
        record=SimpleNamespace(about=HEADER, entities={}),
        edition=edition,
        optional_city=None,
        optional_benchmark=context.pop("benchmark", None),
        translate=str.upper,
        translate_wording=lambda wording: wording.text.upper(),
    )
    return build_page_names(declared, cast("ViewContext", about), context)


def test_the_head_says_in_the_language_of_the_document_for_whom_it_is() -> None:
    assert names()["page_notice"] == " · FOR THE TEAM ONLY"
    assert names(TYPE.model_copy(update={"notice": ""}))["page_notice"] == ""


def test_an_edition_says_its_own_words() -> None:
    declared = TYPE.model_copy(update={"editions": EDITIONS})
    assert names(declared, "team")["page_notice"] == " · TEAM EDITION"


def test_a_document_that_lacks_something_is_a_draft_on_every_page() -> None:
    assert names(lacking=["An approval is missing."])["page_notice"] == " · FOR THE TEAM ONLY · DRAFT"


def test_a_view_may_say_what_is_at_the_foot() -> None:
    assert names()["page_foot"] == ""
    assert names(page_foot="Version 2")["page_foot"] == "Version 2"


def test_the_number_of_a_form_follows_the_version_and_date() -> None:
    given = cast("ViewContext", SimpleNamespace(translate=lambda text: text.replace("Form", "FORM")))
    name = {"form_id": "ab12", "form_number": "FORM ab12"}
    assert build_form_names(given, {"page_foot": ""}, "ab12") == {**name, "form_foot": "FORM ab12"}
    assert build_form_names(given, {"page_foot": "2"}, "ab12") == {**name, "form_foot": " · FORM ab12"}


@pytest.mark.parametrize(
    ("codes", "shown"), [(("GG", "IE", "AC", "WP"), ["GG", "IE", "AC", "WP"]), (("OC", "BU", "ON"), [])]
)
def test_the_strip_shows_four_pillars_or_none(codes: tuple[str, ...], shown: list[str]) -> None:
    assert names(benchmark=benchmark(*codes))["pillar_codes"] == shown
    assert names(benchmark=benchmark(*codes))["pillar_names"] == ["WORDS"] * len(shown)
    assert names()["pillar_codes"] == names()["pillar_names"] == []


def build_report(project: Project) -> Package:
    order = Order("baseline-report", "kade", language="nl")
    return open_package(assemble(BuildContext(project), order).data, "cover.docx")


def add_to(path: Path, before: str, line: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, line + before, 1), encoding="utf-8")


def test_a_cover_shows_the_mark_the_arms_and_the_licence_that_the_data_name(project: Project) -> None:
    record = project.root / "data/records/kade"
    for file in (project.root / "data/arms.png", record / "logo.png"):
        file.write_bytes(png(2, 1))
    add_to(project.root / "data/cities.yaml", "country: NL", "arms: {file: arms.png, alt: Wapen}\n  ")
    add_to(record / "review.yaml", "project:", "logo: {file: logo.png, alt: Beeldmerk}\n")

    made = build_report(Project(project.root, share=project.share))

    body = made.parts[made.main].decode()
    assert all(each in body for each in ('descr="Wapen"', 'descr="Beeldmerk"', "CC BY 4.0"))
    assert len(made.related("image")) == 2


SVG = b'<!DOCTYPE svg PUBLIC "x" "y.dtd"><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"/>'


def test_arms_in_svg_come_with_a_png_for_programs_that_cannot_show_them(project: Project) -> None:
    data = project.root / "data"
    add_to(data / "cities.yaml", "country: NL", "arms: {file: arms.svg, alt: Wapen}\n  ")
    (data / "arms.svg").write_bytes(SVG)
    with pytest.raises(DataError, match=r"`arms\.svg` needs a PNG copy called `arms\.png`"):
        build_report(Project(project.root, share=project.share))
    (data / "arms.png").write_bytes(png(2, 1))

    made = build_report(Project(project.root, share=project.share))

    pictures = {Path(name).suffix: made.parts[name] for name in made.related("image")}
    assert pictures == {".png": png(2, 1), ".svg": SVG[SVG.index(b"<svg") :]}
    body = made.parts[made.main].decode()
    targets = {each.id: each.target for each in made.relationships(made.main)}
    found = re.search(r'<a:blip [^>]*r:embed="(\w+)"><a:extLst>.*?<asvg:svgBlip [^>]*r:embed="(\w+)"/>', body)
    assert found is not None and [Path(targets[id_]).suffix for id_ in found.groups()] == [".png", ".svg"]
    assert find_own_faults(made.to_bytes(), "cover.docx") == ()


def test_arms_that_run_a_script_are_refused(project: Project) -> None:
    data = project.root / "data"
    add_to(data / "cities.yaml", "country: NL", "arms: {file: arms.svg, alt: Wapen}\n  ")
    (data / "arms.png").write_bytes(png(2, 1))
    (data / "arms.svg").write_bytes(SVG.replace(b"/>", b"><script/></svg>"))
    with pytest.raises(DataError, match="contains the element script") as caught:
        build_report(Project(project.root, share=project.share))
    assert "plain SVG" in caught.value.hint


def test_the_space_closes_up_without_them(project: Project) -> None:
    made = build_report(project)

    assert made.related("image") == ()
    assert made.parts[made.main].decode().count('w:val="CoverFoot"') <= 1


@pytest.mark.parametrize("file", ["arms.png", "../review.yaml"])
def test_arms_that_are_not_in_the_folder_data_are_reported(project: Project, file: str) -> None:
    with pytest.raises(ProjectError, match="the picture does not exist"):
        project.read_city_picture(file)


@pytest.mark.validator
def test_microsoft_s_validator_accepts_arms_in_svg(project: Project, validator: Any) -> None:
    data = project.root / "data"
    add_to(data / "cities.yaml", "country: NL", "arms: {file: arms.svg, alt: Wapen}\n  ")
    (data / "arms.svg").write_bytes(SVG)
    (data / "arms.png").write_bytes(png(2, 1))
    made = build_report(Project(project.root, share=project.share))
    assert validator.of(made.to_bytes()) == []
