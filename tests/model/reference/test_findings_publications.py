"""A findings publication: chapters by role, problems with their recommendations and practices."""

from __future__ import annotations

from typing import Any

from assembler.model.reference.findings_publications import Publication

CHAPTERS = {
    "PS/1": {"title": "Commitment", "pillar": "PS"},
    "EM/1": {"title": "Staff", "pillar": "EM"},
    "PS/2": {"title": "Consultation", "pillar": "PS"},
}


def publication(**more: Any) -> Publication:
    about = {
        "project": "P",
        "language": "en",
        "title": "Findings",
        "benchmark": "dive@2010",
        "chapters": CHAPTERS,
    }
    return Publication.model_validate({**about, **more})


def test_chapters_are_numbered_within_their_role() -> None:
    assert publication().numbers == {"PS/1": 1, "EM/1": 1, "PS/2": 2}


def test_a_recommendation_answers_several_problems_and_a_problem_may_have_none() -> None:
    about = {"chapter": "PS/1", "text": "A."}
    found = publication(
        problems=dict.fromkeys(("P01", "P02", "P03"), about),
        recommendations={"R01": {**about, "problems": ["P01", "P02"]}, "R02": {**about, "problems": ["P01"]}},
        practices={"G01": {**about, "title": "T", "problems": ["P02"]}},
    )
    assert [found.find_recommendations(each) for each in found.problems] == [("R01", "R02"), ("R01",), ()]
    assert [found.find_practices(each) for each in found.problems] == [(), ("G01",), ()]
