"""Progress reports on the charter: a form for each signatory, and its answers come back."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from lxml import etree

from assembler.assembly.assemble import assemble
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order
from assembler.assembly.orders.resolve import expand_parts
from assembler.collect.collect import collect
from assembler.errors import ProjectError
from assembler.model.reference.progress import CommitmentRating, ProgressRound
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


def test_a_city_that_withdrew_or_has_not_signed_gets_no_form(tmp_path: Path) -> None:
    project = write_round(tmp_path, "round", {"leeds": V2010, "lyon": V2010, "genoa": V2010})
    path = tmp_path / "data/records/round/charter.yaml"
    about = json.loads(path.read_text("utf-8"))
    about["signatures"][1]["withdrawn"] = "2027-01-01"
    del about["signatures"][2]["signed"]
    path.write_text(json.dumps(about), "utf-8")
    assert [each.part for each in expand_parts(project, [Order(FORM, "round")])] == ["leeds"]
    with pytest.raises(ProjectError, match="`lyon` is not one of the record's signatories"):
        assemble(BuildContext(project), Order(FORM, "round", city="lyon"))


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
    first = text.index("PM/3 Migrant communities involved in policy-making")
    block = text[first : text.index("PM/3.1")]
    assert block[-5:-3] == [
        "Next step announced last time (deadline: 1 May 2029)",
        "Interpret the forum into three languages.",
    ]
    assert "Rating last time: partly" in block
    new = lines(assemble(BuildContext(project), Order(FORM, "now", part="aaltosalmi", language="en")).data)
    assert not [each for each in new if "last time" in each.lower()]


def test_ratings_of_another_version_are_not_repeated(tmp_path: Path) -> None:
    rated = {"reports": {"leeds": {"commitments": {"PM/1": {"rating": "partly"}}}}}
    write_round(tmp_path, "last", {"leeds": "integrating-cities@2009"}, rated)
    project = write_round(tmp_path, "now", {"leeds": V2010}, {"previous": "last"})
    text = lines(assemble(BuildContext(project), Order(FORM, "now", part="leeds")).data)
    assert [each for each in text if "last time" in each.lower()] == [
        "Last time the city reported on another version of the charter, so its ratings are not repeated here."
    ]


def test_no_baseline_report_is_made_on_the_charter(tmp_path: Path) -> None:
    project = Project(tmp_path, share=shipped_folder(), cache=PROJECT.cache)
    with pytest.raises(ProjectError, match="cities do not report on charter in a baseline-report") as caught:
        assemble(BuildContext(project), Order("baseline-report", benchmark="charter", city="leeds"))
    assert "charter-progress-report" in caught.value.hint
