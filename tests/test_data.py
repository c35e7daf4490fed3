"""The program's own data is valid, and the examples show everything that a baseline report can hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assembler.diagnostics import Level
from assembler.model.reference.agenda_evaluations import Evaluation
from assembler.model.reference.benchmark import IndicatorKind
from assembler.model.reference.charter import CharterRound
from assembler.model.reference.findings_publications import Publication
from assembler.model.reference.municipality_choices import AgendaRemarks
from assembler.model.review.baseline import Background, SelfAssessment
from assembler.model.review.review import Person
from assembler.model.types.values import RichText, Text
from assembler.rules import BASELINE_RULES, CHARTER_RULES, EVALUATION_RULES, run_rules
from assembler.store.project.project import Project
from assembler.store.project.project_checks import check_all
from assembler.store.records.record import Record, iter_entities
from assembler.values.rich_text import to_blocks, to_markdown

PROJECT = Project(Path(__file__).resolve().parents[1])
HOSTS = {"helsinki": "fi", "rotterdam": "nl", "lyon": "fr", "malmo": "sv", "genoa": "it", "dusseldorf": "de"}
EXAMPLES = ("examples/havenstad", "examples/havenstad-dive")


def list_records(kind: str) -> list[str]:
    """The names of the records of a kind, from their files: reading them all would delay each run."""
    home = PROJECT.root / "data/records"
    return [name for name in PROJECT.records() if (home / name / f"{kind}.yaml").is_file()]


each_record = pytest.mark.parametrize("name", PROJECT.records())
each_review = pytest.mark.parametrize("name", list_records("review"))
each_example = pytest.mark.parametrize("name", EXAMPLES)


def texts(record: Record) -> Iterator[tuple[str, Text]]:
    for kind, entity in record.entities.items():
        yield from ((path, part) for path, part in iter_entities(entity, kind) if isinstance(part, Text))


def test_the_data_of_the_program_has_no_diagnostic() -> None:
    assert [str(diagnostic.location) for diagnostic in check_all(PROJECT)] == []


@pytest.mark.parametrize("city", HOSTS)
def test_each_host_city_has_an_empty_record_in_its_working_language(city: str) -> None:
    record = PROJECT.record(f"{city}-2008")
    assert record.review.language == HOSTS[city] == PROJECT.city(city).working_language
    assert record.review.benchmark == "inti-cities@2009b"
    assert record.baseline is not None
    assert record.baseline.model_dump(exclude_defaults=True) == {}
    assert not record.review.example


@pytest.mark.parametrize("name", list_records("charter"))
def test_each_charter_round_keeps_every_rule(name: str) -> None:
    record = PROJECT.record(name)
    version = PROJECT.charter(record.require(CharterRound).charter)
    assert run_rules(CHARTER_RULES, record, version) == ()


@each_record
def test_facts_about_a_real_city_have_a_source_line(name: str) -> None:
    record = PROJECT.record(name)
    if record.about.city_ids and not record.about.example:
        text = (record.folder / f"{record.kind}.yaml").read_text(encoding="utf-8")
        assert ("S0:10-11" if record.kind == "review" else "S3:") in text


@each_record
def test_an_example_says_that_it_is_one_and_is_about_invented_cities(name: str) -> None:
    record = PROJECT.record(name)
    assert record.about.example is name.startswith("examples/")
    assert {PROJECT.city(city).example for city in record.about.city_ids} <= {record.about.example}


@each_example
def test_responsible_persons_are_offices_and_addresses_lead_nowhere(name: str) -> None:
    record = PROJECT.record(name)
    assert record.baseline is not None
    for assessment in record.baseline.assessments.values():
        assert not assessment.political.person
        assert not assessment.operational.person
    people = [part for _, part in iter_entities(record.review) if isinstance(part, Person)]
    assert [person.name for person in people if person.name] == []
    assert all(person.email is None or person.email.endswith(".example") for person in people)
    text = (record.folder / "baseline.yaml").read_text(encoding="utf-8")
    assert text.count("https://") == text.count("https://example.org/")


@each_example
def test_an_example_fills_every_key_that_a_baseline_report_has(name: str) -> None:
    baseline = PROJECT.record(name).baseline
    assert baseline is not None
    empty = [key for key in Background.model_fields if not getattr(baseline.background, key)]
    assert empty == []
    used = {key for each in baseline.assessments.values() for key in each.model_fields_set}
    wanted = set(SelfAssessment.model_fields) - {"statistics", "no_weak_points"}
    assert wanted <= used


def test_the_example_answers_at_least_twelve_indicators_over_all_pillars() -> None:
    record = PROJECT.record("examples/havenstad")
    assert record.baseline is not None
    answered = [code for code, each in record.baseline.assessments.items() if each.achievement]
    benchmark = PROJECT.benchmark(record.review.benchmark)
    assert len(answered) >= 12
    assert {code.split("/")[0] for code in answered} == {each.code for each in benchmark.dimensions}


def test_the_dive_example_has_counts_for_every_statistical_indicator() -> None:
    record = PROJECT.record("examples/havenstad-dive")
    assert record.baseline is not None
    benchmark = PROJECT.benchmark(record.review.benchmark)
    kinds = {each.code: each.kind for each in benchmark.indicators()}
    statistical = {code for code, kind in kinds.items() if kind is IndicatorKind.STATISTICAL}
    counted = {code for code, each in record.baseline.assessments.items() if each.statistics}
    assert counted == statistical
    for each in record.baseline.assessments.values():
        assert all(row.count is not None and row.base and row.count <= row.base for row in each.statistics)


def test_the_examples_hold_texts_in_several_languages() -> None:
    found = {text.language for _, text in texts(PROJECT.record("examples/havenstad")) if text.language}
    assert found >= {"en", "fr"}


@each_record
def test_rich_text_is_written_as_we_would_write_it_ourselves(name: str) -> None:
    for path, text in texts(PROJECT.record(name)):
        if isinstance(text, RichText):
            assert to_markdown(to_blocks(text.text)) == text.text, path


def test_the_example_shows_lists_bold_and_a_link() -> None:
    whole = "\n".join(text.text for _, text in texts(PROJECT.record("examples/havenstad")))
    for sign in ("\n- ", "\n1. ", "**", "](https://example.org/"):
        assert sign in whole


@each_review
def test_completeness_never_makes_a_record_unsound(name: str) -> None:
    record = PROJECT.record(name)
    benchmark = PROJECT.benchmark(record.review.benchmark)
    told: list[Any] = list(run_rules(BASELINE_RULES, record, benchmark))
    assert all(each.location.file and each.hint for each in told)
    if not record.review.example:
        assert {finding.rule for finding in told} >= {"unanswered-indicator", "missing-provenance"}


def test_the_example_answers_every_indicator_or_says_why_not() -> None:
    record = PROJECT.record("examples/havenstad")
    found = run_rules(BASELINE_RULES, record, PROJECT.benchmark(record.review.benchmark))
    assert [each.message for each in found if each.level is Level.ERROR] == []


def test_the_source_of_2010_has_these_differences_and_no_others() -> None:
    found = run_rules(EVALUATION_RULES, PROJECT.record("gia-2010"), PROJECT.agenda("gia"))
    assert {each.level for each in found} == {Level.WARNING}
    said = {name: [each.message for each in found if each.rule == name] for name in {e.rule for e in found}}
    assert said["printed-percentage"] == [
        "the source prints 72 %, but 35 of 48 is 73 %",
        "the source prints 49 %, but 16 of 33 is 48 %",
        "the source prints 33 %, but 48 of 141 is 34 %",
        "the source prints 14 %, but 19 of 141 is 13 %",
        "the source prints 12 %, but 16 of 141 is 11 %",
        "the source prints 2 %, but 2 of 141 is 1 %",
        "the source prints 73 %, but 104 of 141 is 74 %",
    ]
    assert said["impossible-percentages"] == [
        "with a base of 48 people, the percentages 13, 66, 20 are impossible"
    ]
    assert said["other-base"] == ["the source gives a base of 48 people, but its counts add up to 47"]
    assert len(said["attendance-gap"]) == 18
    assert [text.split()[-3] for text in said["attendance-gap"] if "estimate" in text] == ["is", "is"]
    assert said["unknown-meeting"] == [
        f"the text mentions a meeting in {place} on {day}, but the list of meetings does not contain it"
        for place, day in (
            ("Nijmegen", "2009-06-29"),
            ("Voorschoten", "2009-10-01"),
            ("Zaandijk", "2009-11-04"),
        )
    ]
    numbers = [
        text for text in said["contradicted-claim"] if not text.startswith("another passage of the source")
    ]
    assert numbers == [
        "the text says 25 %, but 12 of 53 is 23 %",
        "the text says 55 %, but 104 of 141 is 74 %",
        "the numbers in the text leave 7 of 48 people unaccounted for",
        "the numbers in the text leave 3 of 24 people unaccounted for",
        "the text says 20 %, which is impossible with a base of 48 people",
        "the text says 25 %, but 395 of 1413 is 28 %",
    ]
    assert len(said["contradicted-claim"]) == 11


def test_the_evaluation_of_2010_has_visitors_of_each_meeting_and_of_all() -> None:
    evaluation = PROJECT.record("gia-2010").require(Evaluation)
    assert [meeting.difference for meeting in evaluation.meetings] == [
        2, -2, -1, 12, 9, 6, 16, 0, 17, 1, 34, 1, -9, 10, 0, 50, -19, 0, 50, 1, 5,
    ]  # fmt: skip
    assert [sum(each.total for each in region) for region in evaluation.regions.values()] == [
        88, 251, 167, 375, 140, 321, 71,
    ]  # fmt: skip
    assert sum(meeting.total for meeting in evaluation.meetings) == 1413
    assert sum(meeting.municipalities or 0 for meeting in evaluation.meetings) == 231
    by_category = [
        (sum(each.visitors.get(kind, 0) for each in evaluation.meetings),
         sum(kind not in each.visitors for each in evaluation.meetings))
        for kind in ("aldermen", "municipal", "cmo", "forum", "province", "state", "welfare", "others")
    ]  # fmt: skip
    assert by_category == [(81, 3), (314, 2), (144, 3), (40, 2), (32, 8), (45, 2), (375, 5), (199, 3)]
    assert evaluation.meetings[11].day == date(2009, 11, 5)


def test_the_evaluation_of_2010_has_the_quotations_that_the_source_sets_apart() -> None:
    set_apart = (
        *range(307, 319, 2), *range(321, 331, 2), *range(427, 443, 2), 505, 507, 509, 524, 526, 576, 578,
        582, 584, 606, 608,
    )  # fmt: skip
    assert len(set_apart) == 30
    statements = PROJECT.record("gia-2010").require(Evaluation).statements
    assert {f"S3:{line}" for line in set_apart} <= {each.source for each in statements}


def test_the_evaluation_of_2010_shows_the_remarks_of_the_edition() -> None:
    evaluation = PROJECT.record("gia-2010").require(Evaluation)
    remarks = PROJECT.record(evaluation.remarks_of).require(AgendaRemarks).items
    assert [each.place for each in remarks] == [
        "Den Bosch", "Arnhem", "Delft", "Utrecht", "Drachten", "Rotterdam", "Almere", "Nijmegen",
        "Voorschoten", "Zaandijk", "Haarlem",
    ]  # fmt: skip


def _count_by_role(items: Mapping[str, Any]) -> tuple[int, list[int]]:
    return len(items), list(Counter(each.chapter.partition("/")[0] for each in items.values()).values())


def _count_by_chapter(items: Mapping[str, Any]) -> tuple[int, list[int]]:
    return len(items), list(Counter(each.chapter for each in items.values()).values())


def test_the_publication_of_dive_has_every_problem_recommendation_and_practice() -> None:
    dive = PROJECT.record("dive-2010").require(Publication)
    assert list(Counter(each.pillar for each in dive.chapters.values()).values()) == [8, 4, 3]
    assert _count_by_role(dive.problems) == (52, [25, 15, 12])
    assert _count_by_role(dive.recommendations) == (63, [36, 18, 9])
    assert _count_by_role(dive.practices) == (27, [17, 6, 4])
    assert [code for code, each in dive.chapters.items() if each.scope] == ["PS/5", "PS/6", "PS/7", "PS/8"]
    assert len(dive.glossary.terms) == 7
    assert len(dive.introduction) == 3


def test_a_problem_without_recommendation_is_in_a_chapter_that_prints_fewer_recommendations() -> None:
    dive = PROJECT.record("dive-2010").require(Publication)
    open_problems = [key for key in dive.problems if not dive.find_recommendations(key)]
    assert [(key, dive.problems[key].chapter) for key in open_problems] == [("P34", "EM/3"), ("P44", "BU/1")]
    assert all(each.problems for each in dive.recommendations.values())
    for recommendation in dive.recommendations.values():
        assert {dive.problems[key].chapter for key in recommendation.problems} == {recommendation.chapter}


def test_each_indicator_of_dive_belongs_to_one_chapter_of_its_role() -> None:
    dive = PROJECT.record("dive-2010").require(Publication)
    indicators = [each.code for each in PROJECT.benchmark(dive.benchmark_tag).indicators()]
    assert sorted(code for each in dive.chapters.values() for code in each.indicators) == sorted(indicators)
    for chapter in dive.chapters.values():
        assert {code.partition("/")[0] for code in chapter.indicators} == {chapter.pillar}


def test_part_c_has_every_challenge_advice_and_practice_and_two_comparisons_of_six_cities() -> None:
    part = PROJECT.record("inti-cities-2009").require(Publication)
    assert _count_by_chapter(part.problems) == (29, [3, 3, 4, 2, 3, 2, 6, 6])
    assert _count_by_chapter(part.recommendations) == (37, [3, 4, 5, 3, 4, 6, 5, 7])
    assert _count_by_chapter(part.practices) == (24, [2, 3, 2, 3, 4, 2, 3, 5])
    assert all(each.title for each in part.problems.values())
    assert not any(each.problems for each in part.recommendations.values())
    assert [each.cities for each in part.practices.values() if len(each.cities) != 1] == [
        ("genoa", "rotterdam"), (),
    ]  # fmt: skip
    assert [each.organisation for each in part.practices.values() if each.organisation] == ["EUROCITIES"]
    compared = [set(each.by_city) for chapter in part.chapters.values() for each in chapter.comparisons]
    assert compared == [set(part.cities)] * 2
