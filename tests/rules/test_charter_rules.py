"""Each rule about a charter round finds what its bad example shows, and passes its good one."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

from assembler.diagnostics import Level
from assembler.model.reference.charter import CharterRound, CharterVersion
from assembler.rules import CHARTER_RULES, CharterRule, run_rules
from assembler.rules.charter import step_out_of_order
from assembler.store.records.record import Record
from assembler.store.yaml.yaml_file import parse_yaml
from rule_examples import example

VERSION = CharterVersion.model_validate({
    "id": "integrating-cities", "version": "2010", "since": "2010-02", "owner": "nobody",
    "title": {"text": "Charter", "source": "own"}, "label": {"text": "First", "source": "own"},
})  # fmt: skip
ABOUT = {"project": "P", "language": "en", "charter": "integrating-cities@2010"}

each_rule = pytest.mark.parametrize("rule", CHARTER_RULES, ids=lambda rule: rule.__name__)


def round_of(text: str) -> Record:
    """A charter round with the signatures in a piece of YAML."""
    file = parse_yaml(text.encode(), "charter.yaml")
    assert not file.diagnostics
    about = CharterRound.model_validate({**ABOUT, **file.data})
    return Record("x", Path("x"), {"charter": about}, {"charter": file})


@each_rule
def test_each_signature_of_the_bad_example_is_found_with_place_and_hint(rule: CharterRule) -> None:
    found = run_rules([rule], round_of(example(rule, "Bad")), VERSION)
    assert found
    for diagnostic in found:
        assert diagnostic.rule == rule.__name__.replace("_", "-")
        assert diagnostic.location.file == "charter.yaml"
        assert diagnostic.location.line
        assert diagnostic.location.position.startswith("charter.signatures[")
        assert diagnostic.hint


@each_rule
def test_the_good_example_passes(rule: CharterRule) -> None:
    assert run_rules([rule], round_of(example(rule, "Good")), VERSION) == ()


@each_rule
def test_a_rule_says_what_it_rests_on(rule: CharterRule) -> None:
    assert re.search(r"S\d:\d+|public", inspect.getdoc(rule) or "")


def test_a_signature_without_decision_and_one_before_it_are_both_errors() -> None:
    text = example(next(iter(CHARTER_RULES)), "Bad")
    found = run_rules(CHARTER_RULES, round_of(text), VERSION)
    assert [(diagnostic.level, diagnostic.location.position) for diagnostic in found] == [
        (Level.ERROR, "charter.signatures[0]"),
        (Level.ERROR, "charter.signatures[1].decision.decided"),
    ]


def test_a_council_may_decide_on_the_day_of_the_signature() -> None:
    decision = "{decided: 2026-06-19, number: n}"
    text = f"signatures: [{{city: a, office: M, decision: {decision}, signed: 2026-06-19}}]"
    assert run_rules(CHARTER_RULES, round_of(text), VERSION) == ()


def test_a_step_that_is_dated_too_early_or_not_at_all_is_named() -> None:
    record = round_of("""
signatures:
  - {city: ashford, office: Mayor, signed: 2026-06-19, listed: 2026-07-01}
  - {city: denby, office: Mayor, signed: 2026-06-19, scan_received: 2026-06-18}
  - {city: bexley, office: Mayor, withdrawn: 2026-06-18}
  - {city: kade, office: Mayor, signed: 2026-06-19, withdrawn: 2026-06-18}
""")
    assert [each.message for each in run_rules([step_out_of_order], record, VERSION)] == [
        "ashford: the public listing is dated, but the receipt of the signed copy is not",
        "denby: the receipt of the signed copy is dated before the signature",
        "bexley withdrew, but the date of its signature is missing",
        "kade withdrew before it signed",
    ]
