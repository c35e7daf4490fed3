"""A broken copy of the example review is reported rule by rule: releases, coverage, time (R44, R49, R56)."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from assembler.model.review.release import Releases
from assembler.model.review.visit import Visit
from assembler.rules.check_record import check_record_rules
from assembler.store.project.project import Project
from assembler.store.project.search_path import shipped_folder
from assembler.store.records.record import Record
from assembler.store.records.record_data import content_digests

PROJECT = Project(shipped_folder())
Sessions = dict[str, Any]


@pytest.fixture(scope="module")
def record() -> Record:
    return PROJECT.record("examples/havenstad")


@pytest.fixture(scope="module")
def known(record: Record) -> set[str]:
    """What the rules say of the example itself."""
    return {each.message for each in check_record_rules(PROJECT, record)}


def remove(*names: str) -> Callable[[Sessions], None]:
    def edit(sessions: Sessions) -> None:
        for name in names:
            del sessions[name]

    return edit


def enter(name: str, **values: Any) -> Callable[[Sessions], None]:
    return lambda sessions: sessions[name].update(values)


BROKEN: dict[str, tuple[Callable[[Sessions], None], str]] = {
    "one indicator is planned once": (remove("WA", "WB"), "thin-coverage"),
    "a member is twice at one hour": (enter("I2", interviewers=["HK", "ER"]), "two-places-at-once"),
    "a room is used twice": (enter("I2", place="Town hall, alderman’s office"), "two-places-at-once"),
    "the team is elsewhere": (enter("D2", day="2026-10-06"), "two-places-at-once"),
    "lunch": (enter("I1", start="12:15"), "crowded-visit"),
    "no discussion": (remove("D1", "D2"), "crowded-visit"),
    "no preparation": (remove("P1", "P2"), "crowded-visit"),
    "no presentation": (remove("H1"), "crowded-visit"),
    "no conclusions": (remove("F1"), "crowded-visit"),
    "an interview on the first day": (enter("I1", day="2026-10-05", start="09:00"), "crowded-visit"),
    "too short with an interpreter": (enter("I13", interpreter=True, minutes=60), "short-interview"),
    "a workshop with an interpreter": (enter("WA", interpreter=True, minutes=90), "short-interview"),
}


def with_sessions(record: Record, edit: Callable[[Sessions], None]) -> Record:
    data = copy.deepcopy(record.files["visit"].data)
    edit(data["sessions"])
    return record.with_entities({"visit": Visit.model_validate(data)})


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_visit_is_reported(record: Record, known: set[str], what: str) -> None:
    edit, rule = BROKEN[what]
    found = check_record_rules(PROJECT, with_sessions(record, edit))
    new = [each for each in found if each.message not in known]
    assert rule in {each.rule for each in new}
    assert all(each.location.file.endswith(".yaml") for each in new if each.rule == rule)


def test_a_change_after_the_release_is_reported_with_what_changed(record: Record, known: set[str]) -> None:
    digests = content_digests(record)

    def check(**changed: str) -> list[tuple[str, str]]:
        release = {"document": "feedback-report", "version": "1.0", "released": "2026-12-01",
                   "kind": "feedback", "record": {**digests, **changed},
                   "documents": [{"file": "r.docx", "language": "nl", "digest": "0" * 64}]}  # fmt: skip
        releases = Releases.model_validate({"releases": [release]})
        found = check_record_rules(PROJECT, record.with_entities({"releases": releases}))
        return [(each.rule, each.level.value) for each in found if each.message not in known]

    assert check() == []
    assert check(feedback="1" * 64) == [("changed-after-release", "error")]
    assert check(visit="1" * 64) == [("changed-after-release", "warning")]
