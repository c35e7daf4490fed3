"""Rules about an edition of an agenda: their own examples, and that nothing is ever counted."""

from __future__ import annotations

import inspect
import re
from pathlib import Path
from typing import Any

import pytest

from assembler.model.reference.agenda_edition import AgendaEdition
from assembler.model.reference.policy_agenda import EffortNature, PolicyAgenda
from assembler.rules import AGENDA_RULES, BASELINE_RULES, AgendaRule, run_rules
from assembler.store.project.project import Project
from assembler.store.records.record import Record
from assembler.store.yaml.yaml_file import YamlFile, parse_yaml
from rule_examples import example

GIA = Project(Path(__file__).resolve().parents[2]).agenda("gia")
ABOUT = {
    "project": "P", "language": "en", "agenda": "gia", "number": 2, "title": "T", "subtitle": "S",
    "owners": ["the State", "municipalities"],
}  # fmt: skip
WHOLE = {
    "core_problem": "A problem.",
    "joint_ambition": "An ambition.",
    "efforts": [
        {"side": "state", "nature": "state-activity", "text": "Pays."},
        {"side": "municipalities", "nature": "possible-extra", "text": "Does."},
    ],
}

OWN = [rule for rule in AGENDA_RULES if rule not in BASELINE_RULES]
each_rule = pytest.mark.parametrize("rule", OWN, ids=lambda rule: rule.__name__)


def small(*codes: str) -> PolicyAgenda:
    """An agenda with these areas, all of them since the first edition."""
    words = {"text": "Words", "source": "own"}
    return PolicyAgenda.model_validate({
        "id": "small", "name": words, "notions": [], "ministries": [], "editions": [],
        "meanings": {nature.value: words for nature in EffortNature},
        "areas": [{"code": code, "names": [{"name": words}], "source": "own"} for code in codes],
    })  # fmt: skip


def edition(**more: Any) -> Record:
    entity = AgendaEdition.model_validate({**ABOUT, **more})
    return Record("x", Path("x"), {"agenda": entity})


def record_of(text: str) -> Record:
    """A record from a rule's example, with the lines of its file."""
    file = parse_yaml(text.encode(), "x.yaml")
    assert not file.diagnostics
    entity = AgendaEdition.model_validate({**ABOUT, **file.data["agenda"]})
    lines = {path[1:]: line for path, line in file.lines.items() if path}
    return Record("x", Path("x"), {"agenda": entity}, {"agenda": YamlFile("x.yaml", None, lines)})


def codes_told(agenda: PolicyAgenda, record: Record) -> list[str]:
    return [
        diagnostic.location.position.rsplit(".", 1)[-1]
        for diagnostic in run_rules(AGENDA_RULES, record, agenda)
    ]


@each_rule
def test_the_bad_example_is_found_with_place_and_hint(rule: AgendaRule) -> None:
    found = run_rules([rule], record_of(example(rule, "Bad")), small("GIA/01"))
    assert found
    for diagnostic in found:
        assert diagnostic.rule == rule.__name__.replace("_", "-")
        assert diagnostic.location.file == "x.yaml"
        assert diagnostic.location.line
        assert diagnostic.message and diagnostic.hint


@each_rule
def test_the_good_example_passes(rule: AgendaRule) -> None:
    assert run_rules([rule], record_of(example(rule, "Good")), small("GIA/01")) == ()


@each_rule
def test_a_rule_names_the_line_it_rests_on(rule: AgendaRule) -> None:
    assert re.search(r"S3:\d+", inspect.getdoc(rule) or "")


@pytest.mark.parametrize("nature", EffortNature)
@pytest.mark.parametrize("side", ["state", "municipalities"])
def test_each_kind_of_effort_stands_on_its_own_side(nature: EffortNature, side: str) -> None:
    effort = {"side": side, "nature": nature.value, "text": "Does.", "agreement": "Accord"}
    record = edition(entries={"GIA/01": {**WHOLE, "efforts": [*WHOLE["efforts"], effort]}})
    allowed = {
        "state": {"state-activity", "existing-agreement", "under-way"},
        "municipalities": {"statutory-task", "existing-agreement", "possible-extra", "under-way"},
    }
    assert (run_rules(AGENDA_RULES, record, small("GIA/01")) == ()) == (nature.value in allowed[side])


def test_an_edition_of_eight_areas_is_complete_with_eight_and_one_of_nine_lacks_the_ninth() -> None:
    entries = {area.code: WHOLE for area in GIA.areas_of(1)}
    assert len(entries) == 8
    assert codes_told(GIA, edition(number=1, entries=entries)) == []
    assert codes_told(GIA, edition(number=2, entries=entries)) == ["GIA/09"]


def test_an_agenda_with_one_area_asks_for_that_one() -> None:
    assert codes_told(small("GIA/01"), edition(entries={"GIA/01": WHOLE})) == []
    assert codes_told(small("GIA/01"), edition()) == ["GIA/01"]


def test_areas_that_were_joined_are_asked_for_once() -> None:
    entries = {area.code: WHOLE for area in GIA.areas_of(3)}
    assert "GIA/06" not in entries
    assert codes_told(GIA, edition(number=3, entries=entries)) == []


def test_what_an_area_lacks_is_named_in_one_sentence() -> None:
    record = edition(entries={"GIA/01": {"joint_ambition": "An ambition.", "efforts": WHOLE["efforts"][:1]}})
    (diagnostic,) = run_rules(AGENDA_RULES, record, small("GIA/01"))
    assert diagnostic.message == "missing from GIA/01: the core problem and an effort of the municipalities"
