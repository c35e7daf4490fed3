"""Which record an order is about: an existing one, an empty one, or that of another round."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assembler.assembly.build import build
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order
from assembler.assembly.orders.resolve import resolve_record
from assembler.errors import ProjectError
from assembler.store.project.project import Project
from assembler.store.project.search_path import shipped_folder

EMPTY = Order("baseline-report", benchmark="dive", city="leeds", language="en")
REVIEW = "project: DIVE\ncity: leeds\nbenchmark: dive@2010\nlanguage: en\n"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path, share=shipped_folder())


def keep_review(project: Project, name: str, text: str = REVIEW) -> None:
    folder = project.root / "data/records" / name
    folder.mkdir(parents=True)
    (folder / "review.yaml").write_text(text, "utf-8")


@pytest.mark.parametrize("name", ["leeds-dive", "leeds-2027"])
def test_where_a_record_of_the_city_exists_both_ways_are_offered_and_work(
    project: Project, name: str
) -> None:
    keep_review(project, name)
    with pytest.raises(ProjectError, match=name) as error:
        resolve_record(project, EMPTY)
    assert f"--record {name};" in error.value.hint
    [new] = re.findall(r"--new-record (\S+)$", error.value.hint)
    begun = resolve_record(project, Order("baseline-report", benchmark="dive", city="leeds", new_record=new))
    assert (begun.name, begun.entities["review"].city) == (new, "leeds")  # type: ignore[attr-defined]
    assert resolve_record(project, Order("baseline-report", record=name)).name == name


def test_records_of_other_cities_and_benchmarks_are_no_earlier_rounds(project: Project) -> None:
    keep_review(project, "leeds-inti-cities", REVIEW.replace("dive@2010", "inti-cities@2009b"))
    keep_review(project, "utrecht-dive", REVIEW.replace("leeds", "utrecht"))
    assert resolve_record(project, EMPTY).name == "leeds-dive"


def test_a_new_record_has_a_new_name_that_every_computer_can_write(project: Project) -> None:
    keep_review(project, "leeds-2028")
    with pytest.raises(ProjectError, match="a record with this name already exists"):
        resolve_record(
            project, Order("baseline-report", benchmark="dive", city="leeds", new_record="leeds-2028")
        )
    for name in ("../leeds", "Leeds 2028", "a" * 300, "a/b", "."):
        with pytest.raises(ProjectError, match="is not a valid name"):
            resolve_record(project, Order("baseline-report", benchmark="dive", city="leeds", new_record=name))


@pytest.mark.parametrize("new", ["", "leeds-2028"])
def test_a_form_that_was_sent_and_has_no_record_yet_is_built_again_as_the_message_says(
    project: Project, new: str
) -> None:
    order = Order("baseline-report", benchmark="dive", city="leeds", language="en", new_record=new)
    first = build(BuildContext(project), order, output=project.root / "out")
    name = new or "leeds-dive"
    with pytest.raises(ProjectError, match="no answers have been collected") as error:
        resolve_record(project, Order("baseline-report", record=name))
    said = "assembler build baseline-report --benchmark dive --city leeds"
    assert error.value.hint.endswith(said + (f" --new-record {new}" if new else ""))
    assert build(BuildContext(project), order, output=project.root / "out").form == first.form
