"""A round of reviews is read, and what it refers to must exist and fit."""

from __future__ import annotations

from pathlib import Path

import pytest

from assembler.errors import DataError
from assembler.store.project.project import Project
from assembler.store.project.project_checks import check_all
from assembler.store.project.round_validation import check_round

ROUND = "title: Κύκλος\nproject: P\nlanguage: el\nbenchmark: small@2020a\n"
KADE = "cities: [{city: kade, review: examples/kade}]\n"


def write_round(root: Path, text: str) -> Project:
    """Write the round ``first`` and return the project, reading every file again."""
    (root / "data/rounds").mkdir(exist_ok=True)
    (root / "data/rounds/first.yaml").write_text(text, "utf-8")
    return Project(root, share=root)


def find_variants(project: Project) -> list[tuple[str, str]]:
    return [(each.rule, each.variant) for each in check_round(project, "first")]


def test_a_round_that_has_not_begun_has_neither_cities_nor_reviews(tiny: Project) -> None:
    project = write_round(tiny.root, ROUND)
    assert project.rounds() == ("first",)
    assert project.round("first").reviews == ()
    assert list(check_round(project, "first")) == []


def test_a_city_whose_review_has_not_begun_is_listed_without_one(tiny: Project) -> None:
    project = write_round(
        tiny.root, f"{ROUND}cities: [{{city: pier}}, {{city: kade, review: examples/kade}}]\n"
    )
    assert project.round("first").reviews == ("examples/kade",)
    assert list(check_round(project, "first")) == []


def test_a_round_may_have_28_cities(tiny: Project) -> None:
    entry = (tiny.root / "data/cities.yaml").read_text("utf-8").split("pier:\n")[1]
    names = [f"city-{number}" for number in range(28)]
    (tiny.root / "data/cities.yaml").write_text("".join(f"{name}:\n{entry}" for name in names), "utf-8")
    cities = "".join(f"  - {{city: {name}}}\n" for name in names)
    project = write_round(tiny.root, f"{ROUND}cities:\n{cities}")
    assert len(project.round("first").cities) == 28
    assert list(check_round(project, "first")) == []


@pytest.mark.parametrize(
    ("text", "rule", "variant"),
    [
        ("cities: [{city: kad}]\n", "unknown-city", "similar"),
        ("cities: [{city: kade, languages: [xq]}]\n", "unknown-language", ""),
        ("cities: [{city: kade, review: examples/kad}]\n", "unknown-review", "similar"),
        ("cities: [{city: pier, review: examples/kade}]\n", "different-review", "city"),
        ("indicators: [GG/1, GG, GG/9]\n", "unknown-indicator", ""),
        ("follows: first\n", "unknown-round", "none"),
    ],
)
def test_what_a_round_refers_to_must_exist_and_fit(tiny: Project, text: str, rule: str, variant: str) -> None:
    project = write_round(tiny.root, ROUND + text)
    (found,) = check_round(project, "first")
    assert (found.rule, found.variant) == (rule, variant)
    assert found.location.line == ROUND.count("\n") + 1


def test_a_visit_lies_within_the_dates_of_its_round(tiny: Project) -> None:
    review = tiny.root / "data/records/examples/kade/review.yaml"
    review.write_text(review.read_text("utf-8") + "visit_start: 2027-02-01\n", "utf-8")
    assert find_variants(write_round(tiny.root, f"{ROUND}end: 2027-01-31\n{KADE}")) == [
        ("different-review", "")
    ]
    assert find_variants(write_round(tiny.root, f"{ROUND}end: 2027-02-01\n{KADE}")) == []


def test_another_benchmark_is_reported_with_both_names(tiny: Project) -> None:
    text = (tiny.root / "data/benchmarks/small.yaml").read_text("utf-8").replace("id: small", "id: other")
    (tiny.root / "data/benchmarks/other.yaml").write_text(text, "utf-8")
    project = write_round(tiny.root, ROUND.replace("small@", "other@") + KADE)
    (found,) = check_all(project)
    assert found.message == "examples/kade uses the benchmark small@2020a, but the round uses other@2020a"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("start: 2027-02-01\nend: 2027-01-01\n", "the round ends before it starts"),
        ("cities: [{city: kade}, {city: pier}, {city: kade}]\n", "the list repeats kade"),
        ("citys: []\n", "unknown key `citys`"),
    ],
)
def test_a_round_that_contradicts_itself_is_reported_with_file_and_line(
    tiny: Project, text: str, message: str
) -> None:
    project = write_round(tiny.root, ROUND + text)
    (found,) = check_round(project, "first")
    assert (found.message, found.location.file) == (message, "data/rounds/first.yaml")
    with pytest.raises(DataError):
        project.round("first")
