"""An order becomes a file: complete or not at all, and the same each time."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from assembler.assembly.assemble import assemble
from assembler.assembly.build import build
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order
from assembler.errors import DataError, OutputError, ProjectError, TemplateError
from assembler.store.files.result_cache import FolderCache, MemoryCache
from assembler.store.project.project import Project
from assembler.store.records.record import Record
from assembler.word.forms.manifest import read_manifest
from own_types import DECLARED, EXAMPLE, write_type
from tiny_project import BENCHMARK

EMPTY = Order("letter", benchmark="small", city="pier", language="en")


@pytest.fixture
def build_context(tiny: Project) -> BuildContext:
    return BuildContext(tiny)


@pytest.fixture
def uncached(tiny: Project) -> Project:
    """The tiny project with a cache of its own, in which nothing is yet."""
    return Project(tiny.root, share=tiny.root, cache=FolderCache(tiny.root / "build/cache"))


def test_the_same_order_gives_the_same_bytes(tiny: Project, tmp_path: Path) -> None:
    first, second = (build(BuildContext(tiny), EMPTY, output=tmp_path / name) for name in "ab")
    assert first.path != second.path
    assert first.digest == second.digest


def test_a_prepared_template_from_the_cache_gives_the_same_bytes(uncached: Project) -> None:
    output = uncached.root / "out"
    first = build(BuildContext(uncached), EMPTY, output=output)
    assert any(path.is_file() for path in (uncached.root / "build/cache").rglob("*"))
    again = build(BuildContext(uncached), EMPTY, output=output)
    empty = Project(uncached.root, share=uncached.share, cache=MemoryCache())
    without = build(BuildContext(empty), EMPTY, output=output)
    assert first.digest == again.digest == without.digest


def test_a_torn_file_in_the_cache_is_written_again(uncached: Project) -> None:
    first = build(BuildContext(uncached), EMPTY, output=uncached.root / "out")
    for path in (uncached.root / "build/cache").rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert build(BuildContext(uncached), EMPTY, output=uncached.root / "out").digest == first.digest


class Counting(Project):
    """A project that counts how often a record is read and checked."""

    reads = 0

    def record(self, name: str) -> Record:
        self.reads += 1
        return super().record(name)


def test_a_record_is_read_once_for_all_its_documents(tiny: Project) -> None:
    project = Counting(tiny.root, share=tiny.root, cache=tiny.cache)
    build_context = BuildContext(project)
    for code in project.languages():
        build(build_context, Order("letter", EXAMPLE, language=code), output=tiny.root / "out")
    assert project.reads == 1


def test_an_empty_form_needs_no_record(build_context: BuildContext, tmp_path: Path) -> None:
    outcome = build(build_context, EMPTY, output=tmp_path)
    assert outcome.path == tmp_path / "letter_pier-small_en.docx"
    assert outcome.path.is_file()


def test_without_a_language_the_document_is_in_that_of_its_record(tiny: Project, tmp_path: Path) -> None:
    review = tiny.root / "data/records" / EXAMPLE / "review.yaml"
    review.write_text(review.read_text("utf-8").replace("language: en", "language: nl"), "utf-8")
    outcome = build(BuildContext(tiny), Order("letter", EXAMPLE), output=tmp_path)
    assert outcome.order.language == "nl"


def test_the_manifest_of_a_form_is_kept_in_the_project(build_context: BuildContext, tmp_path: Path) -> None:
    build(build_context, EMPTY, output=tmp_path / "out")
    (kept,) = (build_context.project.root / "data/forms").glob("*.json")
    manifest = build_context.project.form(kept.stem)
    assert manifest["benchmark"] == "small@2020a"
    assert manifest["record"] == "pier-small"


@pytest.mark.parametrize("name", ["baseline-report", "feedback-report"])
def test_the_manifest_is_read_back_as_it_was_written(project: Project, name: str) -> None:
    built = assemble(BuildContext(project), Order(name, "kade"))
    assert read_manifest(built.manifest_json) == built.manifest


def test_nothing_is_left_where_the_output_cannot_be_written(
    build_context: BuildContext, tmp_path: Path
) -> None:
    (tmp_path / "out").write_text("a file, no folder")
    with pytest.raises(OutputError) as caught:
        build(build_context, EMPTY, output=tmp_path / "out")
    assert caught.value.hint
    assert (tmp_path / "out").read_text() == "a file, no folder"
    assert not list((build_context.project.root / "data").rglob("*.json"))


def test_an_order_needs_a_record_or_a_benchmark_and_a_city(
    build_context: BuildContext, tmp_path: Path
) -> None:
    with pytest.raises(ProjectError) as caught:
        build(build_context, Order("letter", benchmark="small"), output=tmp_path)
    assert "--city" in caught.value.hint


def test_a_record_about_another_benchmark_is_refused(tiny: Project, tmp_path: Path) -> None:
    other = BENCHMARK.replace("id: small", "id: other")
    (tiny.root / "data/benchmarks/other.yaml").write_text(other, "utf-8")
    with pytest.raises(ProjectError, match="small@2020a"):
        build(BuildContext(tiny), Order("letter", EXAMPLE, benchmark="other"), output=tmp_path)


@pytest.mark.parametrize(
    ("order", "meant"),
    [
        (Order("leter", EXAMPLE), "letter"),
        (Order("letter", "examples/kadde"), EXAMPLE),
        (Order("letter", benchmark="smal", city="kade"), "small"),
        (Order("letter", benchmark="small", city="kadde"), "kade"),
        (Order("letter", EXAMPLE, house_style="plane"), "plain"),
    ],
)
def test_the_hint_about_a_misspelt_name_suggests_the_right_one(
    build_context: BuildContext, tmp_path: Path, order: Order, meant: str
) -> None:
    with pytest.raises(ProjectError) as caught:
        build(build_context, order, output=tmp_path)
    assert meant in caught.value.hint


def test_a_language_without_a_catalogue_is_refused(build_context: BuildContext, tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="language `ja`") as caught:
        build(build_context, Order("letter", EXAMPLE, language="ja"), output=tmp_path)
    assert "en" in caught.value.hint


def test_a_template_without_a_declared_field_is_refused_before_anything_is_written(
    tiny: Project, tmp_path: Path
) -> None:
    field = '{code: "X.1", path: review.deadline, control: date, title: Day, prompt: Pick a day}'
    write_type(tiny.root, DECLARED + f"  invented: {field}\n")
    with pytest.raises(TemplateError, match="invented"):
        build(BuildContext(tiny), EMPTY, output=tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("suffix", [".docx", ".json", ".sent.jsonl"])
def test_a_form_of_which_something_cannot_be_kept_is_not_built(
    build_context: BuildContext, tmp_path: Path, suffix: str
) -> None:
    """The file cannot be written, because a folder has its name."""
    first = build(build_context, EMPTY, output=tmp_path / "first")
    forms = build_context.project.root / "data/forms"
    names = [path.name for path in forms.iterdir()]
    for path in forms.iterdir():
        path.unlink()
    (forms / next(name for name in names if name.endswith(suffix))).mkdir()
    with pytest.raises(OutputError):
        build(build_context, EMPTY, output=tmp_path / "second")
    assert first.path and not list((tmp_path / "second").glob("*"))
    assert [path.is_dir() for path in forms.iterdir()] == [True]


def test_a_file_name_that_is_too_long_is_refused_with_the_record(tiny: Project) -> None:
    name = "x" * 190
    shutil.copytree(tiny.root / "data/records" / EXAMPLE, tiny.root / "data/records" / name)
    write_type(tiny.root, name="y" * 60)
    with pytest.raises(DataError, match="bytes") as caught:
        build(BuildContext(tiny), Order("y" * 60, name, language="en"), output=tiny.root / "out")
    assert caught.value.location == name
