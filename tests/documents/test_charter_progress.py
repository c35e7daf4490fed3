"""Progress reports on the charter: a form for each signatory, and its answers come back."""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from lxml import etree

from assembler.assembly.assemble import assemble
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order
from assembler.assembly.orders.resolve import expand_parts, resolve_record
from assembler.collect.collect import collect
from assembler.errors import DataError, ProjectError
from assembler.model.reference.progress_reports import CommitmentRating, ProgressRound
from assembler.model.tracking.promise_register import PromiseRegister
from assembler.store.project.project import Project
from assembler.store.project.search_path import shipped_folder
from own_records import copy_examples
from returned_forms import (
    body_of,
    cell_of,
    changes_by_path,
    collect_answers,
    edit_form,
    is_unchanged,
    lines_of,
    send_form,
    type_into,
)

PROJECT = Project(shipped_folder())
FORM = "charter-progress-report"
REPORT = "charter-round-report"
EXAMPLE = "examples/charter-progress-2030"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def write_round(
    root: Path, name: str, cities: Mapping[str, str], progress: Mapping[str, Any] | None = None
) -> Project:
    """Write a charter round in which each city signed a version on 1 June 2026; JSON is YAML too."""
    folder = root / "data/records" / name
    folder.mkdir(parents=True)
    signatures = [
        {"city": city, "office": "Mayor", "signed": "2026-06-01", "version": version,
         "decision": {"decided": "2026-05-01", "number": "1"}}
        for city, version in cities.items()
    ]  # fmt: skip
    about = {"project": "P", "language": "en", "charter": "integrating-cities@2010", "signatures": signatures}
    (folder / "charter.yaml").write_text(json.dumps(about), "utf-8")
    if progress is not None:
        (folder / "progress.yaml").write_text(json.dumps(progress), "utf-8")
    return Project(root, share=shipped_folder(), cache=PROJECT.cache)


def lines(data: bytes) -> list[str]:
    """Return the text of each paragraph that is not empty, with ordinary spaces."""
    body = Document(io.BytesIO(data)).element.body
    texts = ("".join(part.text or "" for part in each.iter(f"{W}t")) for each in body.iter(f"{W}p"))
    return [text.replace("\u00a0", " ") for text in texts if text.strip()]


V2010 = "integrating-cities@2010"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return copy_examples(
        tmp_path, PROJECT.cache, {"last": "charter-progress-2028", "now": "charter-progress-2030"}
    )


def test_each_signatory_gets_a_form_in_its_own_language() -> None:
    orders = expand_parts(PROJECT, [Order(FORM, EXAMPLE)])
    assert [each.part for each in orders] == ["havenstad", "rivermouth", "portalba", "aaltosalmi"]
    build = BuildContext(PROJECT)
    assert [assemble(build, each).order.language for each in orders] == ["nl", "en", "it", "fi"]
    [chosen] = expand_parts(PROJECT, [Order(FORM, EXAMPLE, city="portalba")])
    assert assemble(build, chosen).file_name == f"{FORM}_charter-progress-2030_portalba_it.docx"


def test_a_mistyped_city_of_a_round_gets_a_suggestion() -> None:
    with pytest.raises(ProjectError) as caught:
        resolve_record(PROJECT, Order(FORM, EXAMPLE, city="havenstat"))
    assert caught.value.hint == "did you mean `havenstad`?"


def test_a_city_that_withdrew_or_has_not_signed_gets_no_form(tmp_path: Path) -> None:
    project = write_round(tmp_path, "round", {"leeds": V2010, "lyon": V2010, "genoa": V2010})
    path = tmp_path / "data/records/round/charter.yaml"
    about = json.loads(path.read_text("utf-8"))
    about["signatures"][1]["withdrawn"] = "2027-01-01"
    del about["signatures"][2]["signed"]
    path.write_text(json.dumps(about), "utf-8")
    assert [each.part for each in expand_parts(project, [Order(FORM, "round")])] == ["leeds"]
    with pytest.raises(ProjectError, match="`lyon` is not one of the record’s signatories"):
        assemble(BuildContext(project), Order(FORM, "round", city="lyon"))


def test_each_commitment_begins_a_page_but_the_first_follows_the_title_of_its_role() -> None:
    made = assemble(BuildContext(PROJECT), Order(FORM, EXAMPLE, part="havenstad", language="en"))
    styles = [each.style.name for each in Document(io.BytesIO(made.data)).paragraphs if each.style]
    starts = Counter(before for before, style in pairwise(styles) if (style or "").startswith("Pillar "))
    assert starts == {"Guidance": 4, "Indicator Start": 7}


def test_an_unedited_form_gives_the_record(project: Project) -> None:
    for city in ("havenstad", "aaltosalmi"):
        result = collect(project, send_form(project, Order(FORM, "now", part=city)), dry_run=True)
        assert is_unchanged(result), (result.diagnostics, result.changed)


def test_answers_of_one_city_come_back_and_those_of_others_stay(project: Project) -> None:
    before = project.record("now").require(ProgressRound)
    sent = send_form(project, Order(FORM, "now", part="portalba"))
    typed = {
        "F.2": "Assessora",
        "F.4": "comune@portalba.example",
        "X.1": "Nuova giunta.",
        "PM/1.1": "in parte",
        "PM/1.2": "Due discorsi.",
        "PM/1.7": "1 marzo 2032",
        "BU/3.5": "Un registro {{ dei fornitori }}.",
    }
    result = collect_answers(project, sent, typed)
    base = "progress.reports.portalba"
    assert changes_by_path(result) == {
        f"{base}.contact.office": {"text": "Assessora", "language": "it"},
        f"{base}.contact.email": "comune@portalba.example",
        f"{base}.context": {"text": "Nuova giunta.", "language": "it"},
        f"{base}.commitments.PM/1.rating": "partly",
        f"{base}.commitments.PM/1.evidence": {"text": "Due discorsi.", "language": "it"},
        f"{base}.commitments.PM/1.deadline": "2032-03-01",
        f"{base}.commitments.BU/3.next_step": {"text": "Un registro {{ dei fornitori }}.", "language": "it"},
    }
    after = project.record("now").require(ProgressRound)
    assert {city: after.reports[city] for city in before.reports} == before.reports
    assert after.reports["portalba"].commitments["PM/1"].rating is CommitmentRating.PARTLY
    again = send_form(project, Order(FORM, "now", part="portalba", language="el"))
    assert "Un registro {{ dei fornitori }}." in lines_of(body_of(again.read_bytes()))
    assert is_unchanged(collect(project, again, dry_run=True))


@pytest.mark.office
@pytest.mark.parametrize("kind", ["odt", pytest.param("docx", marks=pytest.mark.product)])
def test_answers_survive_a_save_in_libreoffice(project: Project, office: Any, kind: str) -> None:
    sent = send_form(project, Order(FORM, "now", part="portalba", language="en"))

    def edit(root: etree._Element) -> None:
        type_into(cell_of(root, "SP/2.1"), "not at all")
        type_into(cell_of(root, "SP/2.4"), "Λείπει προσωπικό.")

    [saved] = office.convert([edit_form(sent, edit)], kind)
    result = collect(project, saved, dry_run=True)
    assert changes_by_path(result) == {
        "progress.reports.portalba.commitments.SP/2.rating": "not-at-all",
        "progress.reports.portalba.commitments.SP/2.obstacle": "Λείπει προσωπικό.",
    }, result.diagnostics


def test_a_second_edition_prints_last_times_rating_and_next_step(project: Project) -> None:
    text = lines(assemble(BuildContext(project), Order(FORM, "now", part="rivermouth")).data)
    first = text.index("Migrant communities involved in policy-making")
    block = text[first : text.index("PM/3.1")]
    start = block.index("Rating last time: ●○ partly")
    assert block[start + 1 : start + 3] == [
        "Next step announced last time (deadline: 1 May 2029)",
        "Interpret the forum into three languages.",
    ]
    new = lines(assemble(BuildContext(project), Order(FORM, "now", part="aaltosalmi", language="en")).data)
    assert not [each for each in new if "last time" in each.lower()]


def test_promises_in_the_register_of_a_review_are_printed_under_their_commitment() -> None:
    made = assemble(BuildContext(PROJECT), Order(FORM, EXAMPLE, part="havenstad", language="en"))
    text = lines(made.data)
    first = text.index("Workforce that reflects the city at all levels")
    block = text[first : text.index("EM/1.1")]
    register = PROJECT.record("examples/havenstad").require(PromiseRegister)
    action = register.promises["EM/1"].action
    assert action is not None
    [promise] = [each for each in block if each.startswith("Promise in the register: ")]
    assert block[block.index(promise) + 1] == action.text
    assert len([each for each in text if each.startswith("Promise in the register: ")]) == 2
    other = lines(assemble(BuildContext(PROJECT), Order(FORM, EXAMPLE, part="rivermouth")).data)
    assert not [each for each in other if each.startswith("Promise in the register: ")]


def test_ratings_of_another_version_are_not_repeated(tmp_path: Path) -> None:
    rated = {"reports": {"leeds": {"commitments": {"PM/1": {"rating": "partly"}}}}}
    write_round(tmp_path, "last", {"leeds": "integrating-cities@2009"}, rated)
    project = write_round(tmp_path, "now", {"leeds": V2010}, {"previous": "last"})
    text = lines(assemble(BuildContext(project), Order(FORM, "now", part="leeds")).data)
    assert [each for each in text if "last time" in each.lower()] == [
        "Last time the city reported on another version of the charter, so its ratings are not repeated here."
    ]


@pytest.mark.parametrize("previous", ["last", "now"])
def test_a_previous_edition_that_is_not_there_is_an_error_in_its_line(tmp_path: Path, previous: str) -> None:
    project = write_round(tmp_path, "now", {"leeds": V2010}, {"previous": previous})
    with pytest.raises(DataError, match=f"there is no other record “{previous}”") as caught:
        assemble(BuildContext(project), Order(FORM, "now", part="leeds"))
    assert caught.value.location.startswith("data/records/now/progress.yaml")


def test_no_baseline_report_is_made_on_the_charter(tmp_path: Path) -> None:
    project = Project(tmp_path, share=shipped_folder(), cache=PROJECT.cache)
    with pytest.raises(
        ProjectError, match="cities do not report on charter in documents of type baseline-report"
    ) as caught:
        assemble(BuildContext(project), Order("baseline-report", benchmark="charter", city="leeds"))
    assert "charter-progress-report" in caught.value.hint


# The report of the round


def write_version(root: Path) -> None:
    """Write an invented later version of the charter and of its commitments, of which there are two."""
    benchmark = (shipped_folder() / "data/benchmarks/charter.yaml").read_text("utf-8")
    head, _, rest = benchmark.partition("dimensions:")
    first = rest[: rest.index("  - code: SP")]
    first = first[: first.index("      - code: PM/3")]
    charter = (shipped_folder() / "data/charters/integrating-cities-2010.yaml").read_text("utf-8")
    roles = charter.replace(charter[charter.index("    - code: SP") : charter.index("  delivery:")], "")
    for folder, name, text in (
        ("benchmarks", "charter@2031.yaml", f"{head.replace('2010', '2031')}dimensions:{first}"),
        ("charters", "integrating-cities-2031.yaml",
         roles.replace('version: "2010"', 'version: "2031"').replace("charter@2010", "charter@2031")
              .replace("Version of 2010", "Version of 2031")),
    ):  # fmt: skip
        path = root / "data" / folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def rate(*ratings: str, **more: str) -> dict[str, Any]:
    """Return a report with these ratings of the first commitments, each with evidence."""
    codes = [each.code for each in PROJECT.benchmark("charter@2010").indicators()]
    each = {
        code: {"rating": rating, "evidence": "Yes.", **more}
        for code, rating in zip(codes, ratings, strict=False)
    }
    return {"reported": "2030-12-01", "commitments": each}


def report(project: Project, record: str = "now", **order: Any) -> list[str]:
    return lines(assemble(BuildContext(project), Order(REPORT, record, **order)).data)


def row(text: list[str], label: str, width: int, start: int = 0) -> list[str]:
    """Return the cells that follow the cell ``label``, the first one after ``start``."""
    at = text.index(label, start)
    return text[at + 1 : at + 1 + width]


def test_the_report_counts_ratings_and_names_who_sent_none(project: Project) -> None:
    text = report(project)
    edition = project.record("now").require(ProgressRound)
    table = text.index("Table 1. Number of cities by rating")
    for each in PROJECT.benchmark("charter@2010").indicators():
        rated = [one.commitments[each.code].rating for one in edition.reports.values()]
        counts = [str(rated.count(rating)) for rating in CommitmentRating]
        assert row(text, each.label, 5, table) == [*counts, "0", "3"], each.code
    [equal] = [at for at, each in enumerate(text) if each.startswith("In every policy that we make")]
    assert text[equal + 6 : equal + 11] == ["●● 1", "●○ 2", "–", "–", "3"]
    assert "No report: Portalba" in text
    assert row(text, "Portalba", 3) == [
        "Version of 2010, launched in London in February of that year", "14 October 2026", "No report",
    ]  # fmt: skip
    changes = text.index("Table 2. Changes since the previous edition")
    assert row(text, "Equal access across all policies", 4, changes) == ["1", "0", "1", "2"]
    assert not [each for each in text if "@" in each]
    example = "De adviesraad vergadert op zaterdag, met kinderopvang en tolken."
    at = text.index(example)
    assert text[at - 2 : at + 8] == [
        "Havenstad", "Example", example,
        "Havenstad", "Obstacle", "Mannen komen vaker dan vrouwen.",
        "Havenstad", "Next step", "De helft van de zetels gaat naar vrouwen.",
        "Wethouder Samenleven, 1 September 2031",
    ]  # fmt: skip


def list_labels(text: list[str], start: str, end: str) -> list[str]:
    """Return the commitments between two headings, each of which is in the contents first."""
    inside = text[text.index(start, text.index(start) + 1) : text.index(end, text.index(end) + 1)]
    labels = {each.label for each in PROJECT.benchmark("charter@2010").indicators()}
    return [each for each in inside if each in labels]


def test_the_page_at_a_glance_says_what_most_cities_keep_and_what_is_hardest(project: Project) -> None:
    text = report(project)
    most, hardest = "What most cities keep", "What is hardest to keep"
    changed, after = "What changed most since the previous edition", "The ratings"
    assert list_labels(text, most, hardest) == [
        "Fair and equal treatment of all staff", "Speaking out for equal opportunities",
    ]  # fmt: skip
    assert list_labels(text, hardest, changed) == [
        "A diverse supplier base", "Workforce that reflects the city at all levels",
        "Equality and diversity among contractors", "Needs of migrants understood and met",
    ]  # fmt: skip
    assert list_labels(text, changed, after) == [
        "Migrant communities involved in policy-making", "Equality and diversity among contractors",
        "Equal access across all policies", "Workforce that reflects the city at all levels",
    ]  # fmt: skip
    start = text.index(changed, text.index(changed) + 1)
    assert row(text, "Equal access across all policies", 3, start) == ["▲ 1", "–", "▼ 1"]
    codes = {each.code for each in PROJECT.benchmark("charter@2010").indicators()}
    assert not [each for each in text if each.split(" ")[0] in codes]


def test_the_page_at_a_glance_says_if_most_cities_keep_no_commitment(tmp_path: Path) -> None:
    reports = {"leeds": rate(*["fully"] * 11), "lyon": rate(*["partly"] * 11)}
    project = write_round(tmp_path, "now", dict.fromkeys(reports, V2010), {"reports": reports})
    text = report(project)
    assert "No commitment is kept fully by most of the cities." in text
    assert "What changed most since the previous edition" not in text
    project = write_round(tmp_path, "all", {"leeds": V2010}, {"reports": {"leeds": reports["leeds"]}})
    assert "What is hardest to keep" not in report(project, "all")


def test_cities_are_in_the_order_of_the_language(project: Project) -> None:
    text = report(project)
    names = ["Aaltosalmi", "Havenstad", "Rivermouth"]
    table = text.index("The city’s answer")
    assert list(dict.fromkeys(each for each in text[table:] if each in names)) == names


def test_each_version_of_the_charter_is_counted_on_its_own(tmp_path: Path) -> None:
    write_version(tmp_path)
    reports = {
        "leeds": rate(*["fully"] * 11),
        "lyon": rate(*["partly"] * 11),
        "genoa": rate("not-at-all", "fully"),
    }
    cities = {"leeds": V2010, "lyon": V2010, "genoa": "integrating-cities@2031"}
    project = write_round(tmp_path, "now", cities, {"reports": reports})
    assert project.checked_record("now").diagnostics == ()
    text = report(project)
    old = text.index("Table 1. Number of cities by rating")
    new = text.index("Table 2. Number of cities by rating")
    assert row(text, "Speaking out for equal opportunities", 5, old) == ["1", "1", "0", "0", "2"]
    assert row(text, "Speaking out for equal opportunities", 5, new) == ["0", "0", "1", "0", "1"]
    form = lines(assemble(BuildContext(project), Order(FORM, "now", part="genoa", language="en")).data)
    assert {each for each in form if each.endswith(".1") and "/" in each} == {"PM/1.1", "PM/2.1"}


def test_a_commitment_of_another_version_and_a_city_that_did_not_sign_are_errors(tmp_path: Path) -> None:
    reports = {"leeds": {"commitments": {"PM/9": {"rating": "fully"}}}, "lyon": {}}
    project = write_round(tmp_path, "now", {"leeds": V2010}, {"reports": reports})
    found = [each.rule for each in project.checked_record("now").diagnostics]
    assert found == ["unknown-commitment", "unknown-signatory"]


def test_a_report_without_evidence_makes_a_draft_and_an_empty_round_says_so(tmp_path: Path) -> None:
    reports = {"leeds": {"commitments": {"PM/1": {"rating": "fully"}}}}
    project = write_round(tmp_path, "now", {"leeds": V2010, "lyon": V2010}, {"reports": reports})
    with pytest.raises(DataError, match="cannot be final"):
        report(project)
    draft = report(project, draft=True)
    assert "Some cities did not rate all commitments." in draft
    assert "Some ratings have no evidence." in draft
    empty = write_round(tmp_path, "empty", {"leeds": V2010}, {})
    assert "No city has reported yet." in report(empty, "empty")


def test_twenty_eight_cities_greek_and_braces(tmp_path: Path) -> None:
    cities = list(PROJECT.cities())[:28]
    typed = "Ένα {{ παράδειγμα }} {% if x %}"
    reports = {city: rate(*["partly"] * 11, example=typed, obstacle=typed) for city in cities[:27]}
    project = write_round(tmp_path, "now", dict.fromkeys(cities, V2010), {"reports": reports})
    assert report(project, language="el").count(typed) == 27 * 11 * 2
    text = report(project)
    start = text.index("Table 1. Number of cities by rating")
    assert row(text, "Speaking out for equal opportunities", 5, start) == ["0", "27", "0", "0", "27"]


def test_what_a_form_lacks_is_reported_for_its_city_alone(project: Project) -> None:
    sent = send_form(project, Order(FORM, "now", part="portalba", language="en"))
    result = collect_answers(project, sent, {"PM/1.1": "fully"})
    assert [(each.rule, each.location.position) for each in result.incomplete] == [
        ("missing-rating", "progress.reports.portalba.commitments"),
        ("missing-rating-evidence", "progress.reports.portalba.commitments"),
    ]
