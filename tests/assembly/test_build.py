"""An order becomes a file: whole or not at all, the same each time, whatever became of the others."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from assembler.assembly.assemble import assemble
from assembler.assembly.build import build
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order
from assembler.errors import DataError, OutputError, ProjectError, TemplateError
from assembler.store.files.cache import FolderCache
from assembler.store.project.project import Project
from assembler.store.project.search_path import shipped_folder
from assembler.store.records.record import Record
from assembler.word.forms.manifest import read_manifest

EXAMPLE = Order("baseline-report", "examples/havenstad", language="en")
EMPTY = Order("baseline-report", benchmark="dive", city="amsterdam", language="en")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A user's project with nothing of its own."""
    (tmp_path / "data").mkdir()
    return Project(tmp_path, share=shipped_folder(), cache=FolderCache(tmp_path / "build" / "cache"))


@pytest.fixture
def build_context(project: Project, cache: FolderCache) -> BuildContext:
    """Of that project, with the templates that other tests prepared."""
    return BuildContext(Project(project.root, share=shipped_folder(), cache=cache))


def test_the_same_order_gives_the_same_bytes(project: Project, tmp_path: Path) -> None:
    first, second = (build(BuildContext(project), EMPTY, output=tmp_path / name) for name in "ab")
    assert first.path != second.path
    assert first.digest == second.digest


def test_a_prepared_template_from_the_cache_gives_the_same_bytes(project: Project, tmp_path: Path) -> None:
    kept = list((tmp_path / "build" / "cache").rglob("*")) if (tmp_path / "build").exists() else []
    assert not kept
    first = build(BuildContext(project), EMPTY, output=tmp_path)
    assert any(path.is_file() for path in (tmp_path / "build" / "cache").rglob("*"))
    uncached = Project(project.root, share=project.share)
    again = build(BuildContext(project), EMPTY, output=tmp_path)
    anew = build(BuildContext(uncached), EMPTY, output=tmp_path)
    assert first.digest == again.digest == anew.digest


def test_a_torn_file_in_the_cache_is_made_anew(project: Project, tmp_path: Path) -> None:
    first = build(BuildContext(project), EMPTY, output=tmp_path)
    for path in (tmp_path / "build" / "cache").rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert build(BuildContext(project), EMPTY, output=tmp_path).digest == first.digest


class Counting(Project):
    """A project that counts how often a record is read and checked."""

    reads = 0

    def record(self, name: str) -> Record:
        self.reads += 1
        return super().record(name)


def test_a_record_is_read_once_for_all_its_documents(tmp_path: Path, cache: FolderCache) -> None:
    project = Counting(tmp_path, share=shipped_folder(), cache=cache)
    build_context = BuildContext(project)
    for code in ("en", "nl"):
        order = Order("charter-commitment", "examples/charter-havenstad", language=code)
        build(build_context, order, output=tmp_path / "out")
    assert project.reads == 1


def test_an_empty_form_needs_no_record(build_context: BuildContext, tmp_path: Path) -> None:
    outcome = build(build_context, EMPTY, output=tmp_path)
    assert outcome.path == tmp_path / "baseline-report_amsterdam-dive_en.docx"
    assert outcome.path.is_file()


def test_without_a_language_the_document_speaks_that_of_its_record(
    build_context: BuildContext, tmp_path: Path
) -> None:
    order = Order("baseline-report", "examples/havenstad-dive")
    outcome = build(build_context, order, output=tmp_path)
    assert outcome.order.language == build_context.project.record("examples/havenstad-dive").review.language


def test_the_manifest_of_a_form_is_kept_in_the_project(build_context: BuildContext, tmp_path: Path) -> None:
    build(build_context, EMPTY, output=tmp_path / "out")
    (kept,) = (tmp_path / "data" / "forms").glob("*.json")
    manifest = build_context.project.form(kept.stem)
    assert manifest["benchmark"] == "dive@2010"
    assert manifest["record"] == "amsterdam-dive"


@pytest.mark.parametrize(
    "order", [Order("baseline-report", "examples/havenstad"), Order("feedback-report", "examples/havenstad")]
)
def test_what_is_kept_is_the_manifest_in_words(build_context: BuildContext, order: Order) -> None:
    made = assemble(build_context, order)
    assert read_manifest(made.manifest_json) == made.manifest


def test_nothing_is_left_where_the_output_cannot_be_written(
    build_context: BuildContext, tmp_path: Path
) -> None:
    (tmp_path / "out").write_text("a file, no folder")
    with pytest.raises(OutputError) as caught:
        build(build_context, EMPTY, output=tmp_path / "out")
    assert caught.value.hint
    assert (tmp_path / "out").read_text() == "a file, no folder"
    assert not list((tmp_path / "data").rglob("*.json"))


def test_an_order_needs_a_record_or_a_benchmark_and_a_city(
    build_context: BuildContext, tmp_path: Path
) -> None:
    with pytest.raises(ProjectError) as caught:
        build(build_context, Order("baseline-report", benchmark="dive"), output=tmp_path)
    assert "--city" in caught.value.hint


def test_a_record_about_another_benchmark_is_refused(build_context: BuildContext, tmp_path: Path) -> None:
    order = Order("baseline-report", "examples/havenstad", benchmark="dive")
    with pytest.raises(ProjectError, match="inti-cities@2009b"):
        build(build_context, order, output=tmp_path)


@pytest.mark.parametrize(
    ("order", "meant"),
    [
        (Order("baseline-raport", "examples/havenstad"), "baseline-report"),
        (Order("baseline-report", "examples/havenstat"), "examples/havenstad"),
        (Order("baseline-report", benchmark="dives", city="amsterdam"), "dive"),
        (Order("baseline-report", benchmark="dive", city="amsterdm"), "amsterdam"),
        (Order("baseline-report", "examples/havenstad", house_style="plane"), "plain"),
    ],
)
def test_a_wrong_name_is_told_with_what_was_meant(
    build_context: BuildContext, tmp_path: Path, order: Order, meant: str
) -> None:
    with pytest.raises(ProjectError) as caught:
        build(build_context, order, output=tmp_path)
    assert meant in caught.value.hint


def test_a_language_without_a_catalogue_is_refused(build_context: BuildContext, tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="language `ja`") as caught:
        build(build_context, Order("baseline-report", "examples/havenstad", language="ja"), output=tmp_path)
    assert "en" in caught.value.hint


def test_a_template_that_lacks_a_declared_field_is_told_before_anything_is_written(
    tmp_path: Path, project: Project
) -> None:
    folder = tmp_path / "templates" / "baseline-report"
    folder.mkdir(parents=True)
    shown = (project.share / "templates" / "baseline-report" / "document.yaml").read_text("utf-8")
    field = '{code: "X.1", path: review.deadline, control: date, title: Day, prompt: Pick a day}'
    more = shown.replace("\nfields:", f"\nfields:\n  invented: {field}", 1)
    (folder / "document.yaml").write_text(more, "utf-8")
    template = project.share / "templates" / "baseline-report" / "template.docx"
    (folder / "template.docx").write_bytes(template.read_bytes())
    with pytest.raises(TemplateError, match="invented"):
        build(BuildContext(Project(tmp_path)), EMPTY, output=tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("stands", [".docx", ".json", ".sent.jsonl"])
def test_a_form_of_which_something_cannot_be_kept_is_not_made(
    build_context: BuildContext, tmp_path: Path, stands: str
) -> None:
    """What cannot be written here is what a folder stands in the place of."""
    made = build(build_context, EMPTY, output=tmp_path / "first")
    forms = tmp_path / "data" / "forms"
    names = [path.name for path in forms.iterdir()]
    for path in forms.iterdir():
        path.unlink()
    (forms / next(name for name in names if name.endswith(stands))).mkdir()
    with pytest.raises(OutputError):
        build(build_context, EMPTY, output=tmp_path / "second")
    assert made.path and not list((tmp_path / "second").glob("*"))
    assert [path.is_dir() for path in forms.iterdir()] == [True]


def test_a_file_name_that_is_too_long_is_refused_with_the_record(tmp_path: Path, cache: FolderCache) -> None:
    name = "x" * 190
    example = shipped_folder() / "data/records/examples/havenstad-dive"
    shutil.copytree(example, tmp_path / "data/records" / name)
    build_context = BuildContext(Project(tmp_path, share=shipped_folder(), cache=cache))
    with pytest.raises(DataError, match="bytes") as caught:
        build(build_context, Order("baseline-report", record=name, language="en"), output=tmp_path / "out")
    assert caught.value.location == name
