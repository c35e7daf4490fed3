"""Data that do not fit the model: every fault with its line, in plain words, with what to do."""

from __future__ import annotations

import importlib
import json
import pkgutil
import re

import pytest

import assembler.model
from assembler.diagnostics import Diagnostic
from assembler.errors import DataError
from assembler.model.reference.city import Cities
from assembler.model.review.baseline import BaselineReport
from assembler.model.review.release import Digest
from assembler.model.review.review import Review
from assembler.model.types.introspection import Entity, find_pattern
from assembler.store.yaml.validate import require_valid, validate_file
from assembler.store.yaml.validation_messages import describe_error
from assembler.store.yaml.yaml_file import parse_yaml


def faults(text: str, model: type[Entity]) -> tuple[Diagnostic, ...]:
    return validate_file(parse_yaml(text.encode(), "x.yaml"), model, root="record").diagnostics


REVIEW = "project: P\ncity: kade\nbenchmark: dive@2010\nlanguage: nl\n"


@pytest.mark.parametrize(
    ("line", "where", "what", "hint"),
    [
        ("langage: nl", "record.langage", "unknown key `langage`", "did you mean `language`?"),
        ("example: perhaps", "record.example", "expected yes or no, not `perhaps`", "`true`"),
        ("deadline: soon", "record.deadline", "expected a date, not `soon`", "2026-03-01"),
        ("contact: [1]", "record.contact", "expected keys with values, not `[…]`", "key: value"),
        ("contact: {office: 3}", "record.contact.office", "expected text, not `3`", "quot"),
        ("contact: {office: x, email: nobody}", "record.contact.email", "not an e-mail address", "office@"),
        ("team: {members: [{person: {office: x}, role: leadr}]}", "record.team.members[0].role",
         "`leadr` is not one of the choices",
         "did you mean `leader`? Choose one of: secretariat, coordinator"),
    ],
)  # fmt: skip
def test_a_fault_is_said_in_plain_words(line: str, where: str, what: str, hint: str) -> None:
    (fault,) = faults(REVIEW + line, Review)
    assert (fault.location.file, fault.location.line, fault.location.position) == ("x.yaml", 5, where)
    assert what in fault.message
    assert hint in fault.hint


@pytest.mark.parametrize(
    ("value", "what"),
    [
        ("inti", "not the name of a benchmark and its version"),
        ("INTI@1", "not the name of a benchmark and its version"),
        ("1", "expected text"),
    ],
)  # fmt: skip
def test_a_benchmark_without_its_version_is_reported(value: str, what: str) -> None:
    (fault,) = faults(REVIEW.replace("dive@2010", value), Review)
    assert what in fault.message


def test_a_number_that_is_no_year_is_one_fault_with_the_way_to_write_a_period() -> None:
    (fault,) = faults("background: {strategies: [{title: Plan, period: 4}]}", BaselineReport)
    assert fault.message == "expected a period of years, not `4`"
    assert "`2006-2010`" in fault.hint


def test_all_faults_of_a_file_are_reported_at_once_in_the_order_of_lines() -> None:
    text = (
        "background:\n  budgets:\n    - line: Loket\n      amount: veel\n"
        "    - amount: {amount: x, currency: euro}\n"
        "  strategies:\n    - {title: Plan, period: 2010-2006}\nreleese: {}\nsupporting_documents:\n"
        "  - {title: Nota, pages: 0, link: nergens}\n"
    )
    found = [(fault.location.line, fault.location.position) for fault in faults(text, BaselineReport)]
    assert found == [
        (4, "record.background.budgets[0].amount"),
        (5, "record.background.budgets[1].line"),
        (5, "record.background.budgets[1].amount.amount"),
        (5, "record.background.budgets[1].amount.currency"),
        (7, "record.background.strategies[0].period"),
        (8, "record.releese"),
        (10, "record.supporting_documents[0].pages"),
        (10, "record.supporting_documents[0].link"),
    ]


def test_no_word_of_the_library_reaches_people() -> None:
    text = "background: [1]\nassessments: {GG/A/1: {how: 3, statistics: [{subject: x, base: 1.5}]}}\n"
    for fault in faults(text, BaselineReport):
        assert not any(
            word in fault.message for word in ("Input", "valid", "instance", "dictionary", "tuple")
        )


def test_faults_of_the_model_and_of_the_file_are_reported_together() -> None:
    rules = [fault.rule for fault in faults(REVIEW + "city: again\nexample: perhaps\n", Review)]
    assert rules == ["repeated-key", "wrong-type"]


def test_a_key_with_nothing_behind_it_counts_as_not_written() -> None:
    report = validate_file(parse_yaml(b"background:\nassessments:\n  GG/A/1:\n", "x.yaml"), BaselineReport)
    assert report.value == BaselineReport()


def test_an_empty_file_is_an_empty_report_and_a_review_without_its_keys() -> None:
    assert validate_file(parse_yaml(b"# nothing yet\n", "x.yaml"), BaselineReport).value == BaselineReport()
    missing = [fault.message for fault in faults("", Review)]
    assert missing == [f"`{key}` is missing" for key in ("project", "language", "city", "benchmark")]


def test_what_is_required_raises_all_findings() -> None:
    with pytest.raises(DataError) as caught:
        require_valid(validate_file(parse_yaml(b"project: 3\n", "x.yaml"), Review), where="x.yaml")
    assert len(caught.value.diagnostics) == 4
    assert str(caught.value) == "x.yaml: 4 errors in the data"


def test_what_a_city_lacks_is_shown_by_an_example() -> None:
    file = parse_yaml(b"Turku:\n  country: fi\n  languages: [fi]\n", "cities.yaml")
    hints = {each.hint for each in validate_file(file, Cities).diagnostics}
    assert "add the city’s name in each of its languages: `own: {fi: Turku, sv: Åbo}`" in hints
    assert "write two capital letters, as in `FI`" in hints
    assert any("as in `turku`" in hint for hint in hints)


def test_what_is_missing_is_asked_for_with_what_may_be_written_there() -> None:
    (fault,) = faults(REVIEW + "team: {members: [{person: {office: x}}]}", Review)
    assert fault.hint.startswith("add `role: ...` with one of: secretariat, coordinator, peer")


def test_a_key_that_a_city_does_not_have_is_answered_with_those_it_has() -> None:
    file = parse_yaml(b"turku:\n  curency: EUR\n  names: {en: {name: Turku, inn: in Turku}}\n", "cities.yaml")
    hints = {each.location.position: each.hint for each in validate_file(file, Cities).diagnostics}
    assert hints["turku.curency"] == "did you mean `currency`?"
    assert hints["turku.names.en.inn"] == "did you mean `in`?"


def test_a_list_whose_only_item_is_invalid_is_not_called_empty() -> None:
    file = parse_yaml(b"turku:\n  languages: [1]\n", "cities.yaml")
    found = {each.location.position for each in validate_file(file, Cities).diagnostics}
    assert "turku.languages[0]" in found
    assert "turku.languages" not in found
    empty = validate_file(parse_yaml(b"turku:\n  languages: []\n", "cities.yaml"), Cities).diagnostics
    assert "turku.languages" in {each.location.position for each in empty}


def patterns() -> dict[str, str]:
    """Each pattern of the model, with an entity that has it."""
    found: dict[str, str] = {}
    for module in pkgutil.iter_modules(assembler.model.__path__, "assembler.model."):
        for entity in vars(importlib.import_module(module.name)).values():
            if isinstance(entity, type) and issubclass(entity, Entity) and entity is not Entity:
                schema = json.dumps(entity.model_json_schema())
                for pattern in re.findall(r'"pattern": ("(?:[^"\\]|\\.)*")', schema):
                    found.setdefault(json.loads(pattern), entity.__name__)
    return found


def test_each_pattern_of_the_model_has_words_and_an_example_that_fits() -> None:
    without = []
    for pattern, entity in patterns().items():
        error = {"type": "string_pattern_mismatch", "ctx": {"pattern": pattern}, "input": "?"}
        described = describe_error(error, Review, ("key",))
        hint = described.rule.wording(described.variant).hint
        assert described.variant
        examples = [each for each in re.findall("`([^`]+)`", hint) if re.search(pattern, each)]
        if not examples and pattern not in (r"\S", find_pattern(Digest)):
            without.append((pattern, entity))
    assert not without
