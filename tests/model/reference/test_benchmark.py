"""The three benchmarks are complete, their codes are sound, and an old code is explained."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import ValidationError

from assembler.errors import ProjectError
from assembler.model.reference.benchmark import Benchmark, IndicatorKind, Wording
from assembler.store.project.project import Project
from assembler.store.project.search_path import shipped_folder

PROGRAM = Project(shipped_folder())
BENCHMARKS = {name: PROGRAM.benchmark(name) for name in PROGRAM.benchmarks()}
INTI, DIVE, CHARTER = (BENCHMARKS[name] for name in ("inti-cities", "dive", "charter"))
every_benchmark = pytest.mark.parametrize("benchmark", BENCHMARKS.values(), ids=list(BENCHMARKS))


def wordings(benchmark: Benchmark) -> Iterator[Wording]:
    yield benchmark.name
    for named in (*benchmark.values, *benchmark.areas, *benchmark.target_groups, *benchmark.dimensions):
        yield named.name
    for dimension in benchmark.dimensions:
        if dimension.norm:
            yield dimension.norm
        yield from (indicator.statement for indicator in dimension.indicators)


def texts(benchmark: Benchmark) -> list[str]:
    found = [wording.text for wording in wordings(benchmark)]
    found += [value.description for value in benchmark.values]
    found += [replaced.explanation for replaced in benchmark.replaced]
    return found + [
        text for indicator in benchmark.indicators() for text in (indicator.label, indicator.help)
    ]


def small(**changes: Any) -> dict[str, Any]:
    """A benchmark of one dimension and two indicators, as it stands in a file."""
    own = {"source": "own"}
    asked = [
        {"code": f"AB/{n}", "label": f"Label {n}", "statement": {"text": f"Something {n}.", **own}}
        for n in (1, 2)
    ]
    dimension = {"code": "AB", "kind": "group", "name": {"text": "Group", **own}, "indicators": asked}
    data = {"id": "small", "prefix": "S", "version": "2026", "version_label": "first", "owner": "us"}
    return {**data, "name": {"text": "Small", **own}, "dimensions": [dimension], **changes}


def test_the_file_is_named_after_the_benchmark() -> None:
    assert [benchmark.id for benchmark in BENCHMARKS.values()] == list(BENCHMARKS)


def test_inti_cities_has_the_printed_number_of_indicators_for_each_pillar_and_value() -> None:
    printed = {"GG": (6, 3, 5, 4, 6), "IE": (2, 1, 3, 6, 2), "AC": (5, 1, 3, 2, 2), "WP": (2, 2, 5, 9, 4)}
    found = Counter((pillar.code, each.value) for pillar in INTI.dimensions for each in pillar.indicators)
    assert {pillar: tuple(found[pillar, value] for value in "ALRIE") for pillar in printed} == printed
    assert INTI.count_by_dimension == {"GG": 24, "IE": 14, "AC": 13, "WP": 22}
    assert INTI.count == sum(found.values()) == 73


def test_dive_and_the_charter_have_their_numbers_and_no_values() -> None:
    assert (DIVE.count_by_dimension, DIVE.count) == ({"PS": 12, "EM": 6, "BU": 7}, 25)
    assert (CHARTER.count_by_dimension, CHARTER.count) == ({"PM": 3, "SP": 2, "EM": 3, "BU": 3}, 11)
    assert DIVE.values == CHARTER.values == ()


@every_benchmark
def test_codes_count_up_from_one_without_a_gap(benchmark: Benchmark) -> None:
    seen: Counter[str] = Counter()
    for indicator in benchmark.indicators():
        start, _, number = indicator.code.rpartition("/")
        seen[start] += 1
        assert int(number) == seen[start], indicator.code


def test_inti_cities_goes_through_the_values_in_their_order_in_each_pillar() -> None:
    order = [value.code for value in INTI.values]
    for pillar in INTI.dimensions:
        places = [order.index(indicator.value) for indicator in pillar.indicators]
        assert places == sorted(places)


@every_benchmark
def test_every_text_is_there_and_is_plain(benchmark: Benchmark) -> None:
    for text in texts(benchmark):
        assert text and text == " ".join(text.split())
        assert not set("{}<>\N{REPLACEMENT CHARACTER}") & set(text), text


@every_benchmark
def test_statements_and_help_are_whole_sentences(benchmark: Benchmark) -> None:
    for indicator in benchmark.indicators():
        for text in (indicator.statement.text, indicator.help):
            assert text[0].isupper() and text.endswith("."), (indicator.code, text)
        assert len(re.findall(r"[.:;?] ", indicator.help)) <= 2, indicator.code


@every_benchmark
def test_labels_are_short_and_unique(benchmark: Benchmark) -> None:
    labels = [indicator.label for indicator in benchmark.indicators()]
    assert len(set(labels)) == len(labels)
    assert [label for label in labels if len(label) > 60 or label.endswith(".")] == []


@every_benchmark
def test_every_dimension_has_its_norm(benchmark: Benchmark) -> None:
    assert all(dimension.norm for dimension in benchmark.dimensions)


@pytest.mark.parametrize(
    ("benchmark", "seed", "first", "last"), [(INTI, "S0", 1067, 1579), (DIVE, "S1", 174, 209)]
)
def test_sources_run_through_the_printed_list_in_order(
    benchmark: Benchmark, seed: str, first: int, last: int
) -> None:
    starts, end = [], 0
    for indicator in benchmark.indicators():
        found = re.match(rf"{seed}:(\d+)(?:-(\d+))?", indicator.statement.source)
        assert found, indicator.code
        begin, stop = int(found[1]), int(found[2] or found[1])
        assert end < begin <= stop, f"{indicator.code} overlaps the one before"
        starts.append(begin)
        end = stop
    assert (starts[0], end) == (first, last)


def test_dive_says_of_each_indicator_what_kind_it_is_and_where_that_is_our_reading() -> None:
    assert all(indicator.kind for indicator in DIVE.indicators())
    assert [i.code for i in DIVE.indicators() if not i.kind_inferred] == ["BU/2"]
    statistical = [i.code for i in DIVE.indicators() if i.kind is IndicatorKind.STATISTICAL]
    assert statistical == ["PS/1", "PS/2", "PS/3", "PS/4", "EM/1", "EM/6", "BU/7"]
    assert DIVE.indicator("BU/2").kind is IndicatorKind.OUTCOME


def test_each_area_and_target_group_of_dive_is_used() -> None:
    assert {a for i in DIVE.indicators() for a in i.areas} == {area.id for area in DIVE.areas}
    groups = {g for i in DIVE.indicators() for g in i.target_groups}
    assert groups == {group.id for group in DIVE.target_groups}
    assert len(DIVE.areas) == len(DIVE.target_groups) == 4


def test_an_indicator_is_found_with_and_without_the_prefix_of_its_benchmark() -> None:
    assert DIVE.indicator("DIVE:BU/2") is DIVE.indicator("BU/2")


def test_the_draft_code_resolves_to_the_final_one_and_is_explained() -> None:
    indicator, replaced = INTI.resolve("AC/I/3")
    assert indicator.code == "GG/I/3"
    assert replaced and replaced.version == "2007a"
    assert "AC/I/3" in replaced.explanation and "GG/I/3" in replaced.explanation


def test_a_code_of_this_version_resolves_to_itself() -> None:
    assert INTI.resolve("INTI:AC/I/2") == (INTI.indicator("AC/I/2"), None)


def test_asking_for_a_draft_code_as_if_it_were_current_is_an_error_that_explains() -> None:
    with pytest.raises(ProjectError, match="draft set of 2007") as told:
        INTI.indicator("AC/I/3")
    assert told.value.hint == "write GG/I/3"


@pytest.mark.parametrize(("asked", "meant"), [("gg/a/1", "GG/A/1"), ("GG/A/7", "GG/A/1"), ("GGA1", "GG/A/1")])
def test_an_unknown_code_is_an_error_with_a_suggestion(asked: str, meant: str) -> None:
    with pytest.raises(ProjectError, match="there is no indicator") as told:
        INTI.indicator(asked)
    assert told.value.hint.startswith("did you mean") and meant[:4] in told.value.hint


def test_a_code_like_no_other_gets_no_suggestion() -> None:
    with pytest.raises(ProjectError) as told:
        INTI.resolve("xyzzy")
    assert "did you mean" not in told.value.hint


def test_a_small_benchmark_is_valid() -> None:
    assert Benchmark.model_validate(small()).count == 2


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"code": "AB/1"}, "these codes are repeated: AB/1"),
        ({"code": "XY/2"}, "the code XY/2 must begin with AB/"),
        ({"value": "A", "code": "AB/A/1"}, "AB/A/1 names a value that is not in `values`: A"),
        ({"areas": ["moon"]}, "AB/2 names areas that are not in `areas`: moon"),
        ({"target_groups": ["all"]}, "AB/2 names target groups that are not in `target_groups`: all"),
        ({"label": "x", "colour": "red"}, "Extra inputs are not permitted"),
    ],
)
def test_a_fault_in_an_indicator_is_reported(change: dict[str, Any], fault: str) -> None:
    data = small()
    data["dimensions"][0]["indicators"][1] |= change
    with pytest.raises(ValidationError, match=fault):
        Benchmark.model_validate(data)


@pytest.mark.parametrize(
    ("code", "now", "error"),
    [
        ("AB/9", "AB/8", "AB/9 is replaced with AB/8, which does not exist"),
        ("AB/1", "AB/2", "AB/1 is listed as replaced but still has an indicator"),
    ],
)
def test_a_replaced_code_must_be_gone_and_its_replacement_must_exist(code: str, now: str, error: str) -> None:
    replaced = {"code": code, "version": "2025", "now": now, "explanation": "It moved."}
    with pytest.raises(ValidationError, match=error):
        Benchmark.model_validate(small(replaced=[replaced]))
