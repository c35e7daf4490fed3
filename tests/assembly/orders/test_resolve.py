"""Which record an order is about: an existing one, an empty one, or that of another round."""

from __future__ import annotations

import re

import pytest

from assembler.assembly.build import build
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order
from assembler.assembly.orders.resolve import resolve_record
from assembler.errors import ProjectError
from assembler.store.project.project import Project
from tiny_project import BENCHMARK

EMPTY = Order("letter", benchmark="small", city="kade", language="en")
REVIEW = "project: Small\ncity: kade\nbenchmark: small@2020a\nlanguage: en\n"


def keep_review(tiny: Project, name: str, text: str = REVIEW) -> None:
    folder = tiny.root / "data/records" / name
    folder.mkdir(parents=True)
    (folder / "review.yaml").write_text(text, "utf-8")


@pytest.mark.parametrize("name", ["kade-small", "kade-2027"])
def test_where_a_record_of_the_city_exists_both_ways_are_offered_and_work(tiny: Project, name: str) -> None:
    keep_review(tiny, name)
    with pytest.raises(ProjectError, match=name) as error:
        resolve_record(tiny, EMPTY)
    assert f"--record {name};" in error.value.hint
    [new] = re.findall(r"--new-record (\S+)$", error.value.hint)
    begun = resolve_record(tiny, Order("letter", benchmark="small", city="kade", new_record=new))
    assert (begun.name, begun.entities["review"].city) == (new, "kade")  # type: ignore[attr-defined]
    assert resolve_record(tiny, Order("letter", record=name)).name == name


def test_records_of_other_cities_and_benchmarks_are_no_earlier_rounds(tiny: Project) -> None:
    other = BENCHMARK.replace("id: small", "id: other")
    (tiny.root / "data/benchmarks/other.yaml").write_text(other, "utf-8")
    keep_review(tiny, "kade-other", REVIEW.replace("small@2020a", "other@2020a"))
    keep_review(tiny, "pier-small", REVIEW.replace("kade", "pier"))
    assert resolve_record(tiny, EMPTY).name == "kade-small"


def test_a_new_record_has_a_new_name_that_every_computer_can_write(tiny: Project) -> None:
    keep_review(tiny, "kade-2028")
    with pytest.raises(ProjectError, match="a record with this name already exists"):
        resolve_record(tiny, Order("letter", benchmark="small", city="kade", new_record="kade-2028"))
    for name in ("../kade", "Kade 2028", "a" * 300, "a/b", "."):
        with pytest.raises(ProjectError, match="is not a valid name"):
            resolve_record(tiny, Order("letter", benchmark="small", city="kade", new_record=name))


@pytest.mark.parametrize("new", ["", "kade-2028"])
def test_a_form_that_was_sent_and_has_no_record_yet_is_built_again_as_the_message_says(
    tiny: Project, new: str
) -> None:
    order = Order("letter", benchmark="small", city="kade", language="en", new_record=new)
    first = build(BuildContext(tiny), order, output=tiny.root / "out")
    name = new or "kade-small"
    with pytest.raises(ProjectError, match="no answers have been collected") as error:
        resolve_record(tiny, Order("letter", record=name))
    said = "assembler build letter --benchmark small --city kade"
    assert error.value.hint.endswith(said + (f" --new-record {new}" if new else ""))
    assert build(BuildContext(tiny), order, output=tiny.root / "out").form == first.form
