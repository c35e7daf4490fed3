"""Whatever a declaration names and nothing has is reported with its line, by lint and by a build."""

from __future__ import annotations

import pytest

from assembler.assembly.assemble import assemble
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order
from assembler.diagnostics import Diagnostic
from assembler.errors import DataError
from assembler.lint import lint
from assembler.store.project.project import Project
from own_types import BODY, DECLARED, EXAMPLE, LIST, write_type

FIELD = DECLARED[DECLARED.index("  office:") :]
OTHER = FIELD.replace("office:", "name:").replace('"T.1"', '"T.2"').replace("contact.office", "contact.name")
OTHER = OTHER.replace("Type the position", "Type the full name")
TWO = [*BODY, [("Code", "Question", "Answer"), ("{{ name.code }}", "Which name?", "{{ name }}")]]
BLOCK = """\
blocks:
  indicator:
    path: baseline.assessments
    fields:
      ambition:
        code: "1"
        path: ambition
        control: rich
        title: "Ambition"
        prompt: "Describe what the city wants to reach"
"""


def errors(tiny: Project) -> list[Diagnostic]:
    return [each for each in lint(tiny, ["letter"]) if each.is_error]


def test_a_users_own_letter_is_valid(tiny: Project) -> None:
    assert lint(tiny, ["letter"]) == ()


@pytest.mark.parametrize(
    ("old", "new", "rule", "line", "hint"),
    [
        ("Letter {city_of}", "Letter {city_off}", "unknown-title-field", 1, "`city_of`"),
        ("Letter {city_of}", "Letter {review}", "unknown-title-field", 1, ""),
        ("Letter {city_of}", "Letter {city_of", "broken-text", 1, "write `{{` for a brace"),
        ("A letter of thanks", "A letter {of", "broken-text", 2, "write `{{` for a brace"),
        ("record: review", "record: reviw", "unknown-record", 4, "`review`"),
        ("record: review", "record: review\nview: desk_reviw", "unknown-view", 5, "`desk_review`"),
        ("record: review", "record: review\nparts: peer", "unknown-parts", 5, "`peers`"),
        (EXAMPLE, "examples/kadde", "unknown-example", 5, "`examples/kade`"),
        ("contact.office", "contact.ofice", "unknown-path", 9, "`office`"),
        ("review.contact.office", "reviw.contact.office", "unknown-path", 9, "`review`"),
        ("review.contact.office", "review", "unknown-path", 9, "value"),
        ("review.contact.office", "review.contact", "path-without-value", 9, "one of its values"),
        ("review.contact.office", "baseline.background.budgets", "path-without-value", 9, "`lists`"),
        ("review.contact.office", "baseline.assessments", "path-without-value", 9, "block"),
        ("review.contact.office", "charter.charter", "path-outside-record", 9, ""),
        ("review.contact.office", "desk.peers.*.reviewed", "path-without-parts", 9, "parts"),
        ("control: text", "control: date", "unfitting-control", 10, "`control: text`"),
        ("control: text", "control: choice", "unfitting-control", 10, "`control: text`"),
        ("control: text", "control: none", "unfitting-control", 10, "`control: text`"),
        ("kind: form", "kind: text", "fields-outside-form", 3, "`kind: form`"),
        ("record: review", "record: review\ndue: [review.dedline]", "unknown-path", 5, "`deadline`"),
        ("record: review", "record: review\ndue: [review.contact.office]", "due-not-a-date", 5, "date"),
        ("record: review", "record: review\ndue: [visit.sessions.*.day]", "path-without-parts", 5, "parts"),
        ("record: review", "record: review\nneeds: [review.temm.members]", "unknown-path", 5, "`team`"),
        (
            "record: review",
            "record: review\nparts: peers\nneeds: [desk.peers.*.reviewed]",
            "needs-one-part",
            6,
            "*",
        ),
        ("kind: form", "kind: text\ndue: [review.deadline]", "due-without-form", 4, "`kind: form`"),
    ],
)
def test_a_name_that_leads_nowhere_is_reported_with_its_line(
    tiny: Project, old: str, new: str, rule: str, line: int, hint: str
) -> None:
    assert old in DECLARED
    write_type(tiny.root, DECLARED.replace(old, new))
    (found,) = [each for each in errors(tiny) if each.rule == rule]
    assert found.location.file.endswith("templates/letter/document.yaml")
    assert found.location.line == line
    assert hint in found.hint
    order = Order("letter", EXAMPLE, language="en")
    with pytest.raises(DataError) as caught:
        assemble(BuildContext(tiny), order)
    assert rule in {each.rule for each in caught.value.diagnostics}


def test_a_note_that_no_translator_sees_is_reported(tiny: Project) -> None:
    write_type(tiny.root, DECLARED + 'notes: {city_name: "a city", of: "a city", city_nmae: "a city"}\n')
    found = [each for each in lint(tiny, ["letter"]) if each.rule == "unused-note"]
    assert [(each.location.line, each.hint) for each in found] == [
        (13, "choose one of: city_name, city_of"), (13, "did you mean `city_name`?"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("more", "rule"),
    [
        (OTHER.replace("T.2", "T.1"), "duplicate-code"),
        (OTHER.replace("T.2", "t.1"), "duplicate-code"),
        (OTHER.replace("contact.name", "contact.office"), "duplicate-path"),
        (OTHER + LIST.replace("T.3", "T"), "duplicate-code"),
        (OTHER + LIST.replace("background.budgets", "background.features"), "path-without-list"),
        (OTHER + LIST.replace("      line:", "      lien:"), "unknown-list-column"),
        (OTHER + LIST.replace("control: text}", "control: text, under: amount}"), "misplaced-column"),
        (OTHER + LIST.replace("control: text}", "control: date}"), "unfitting-control"),
        (OTHER + BLOCK.replace("assessments", "background"), "path-without-items"),
        (OTHER + BLOCK.replace("assessments", "asessments"), "unknown-path"),
        (OTHER + BLOCK.replace("path: ambition", "path: ambitoin"), "unknown-path"),
        (OTHER + BLOCK.replace("control: rich", "control: text"), "unfitting-control"),
        (OTHER + 'counted:\n  days: {one: "{n} day", other: "days"}\n', "counted-without-number"),
        (OTHER + 'counted:\n  days: {one: "{n} day", other: "{m} days"}\n', "counted-without-number"),
        (OTHER + 'narrative:\n  thanks: {code: "N.1", path: feedback.summary, title: "Thanks"}\n',
         "sections-in-form"),
    ],
)  # fmt: skip
def test_what_two_places_share_or_no_item_has_is_reported(tiny: Project, more: str, rule: str) -> None:
    write_type(tiny.root, DECLARED + more, TWO)
    assert rule in {each.rule for each in errors(tiny) if each.location.line}


def test_all_faults_of_a_declaration_are_reported_at_once(tiny: Project) -> None:
    wrong = DECLARED.replace("contact.office", "contact.ofice").replace("record: review", "record: reviw")
    write_type(tiny.root, wrong + OTHER.replace("T.2", "T.1"), TWO)
    assert {"unknown-path", "unknown-record", "duplicate-code"} <= {each.rule for each in errors(tiny)}


@pytest.mark.parametrize("name", ["Office", "the-office", "code", "not", "contents"])
def test_a_name_that_no_template_can_write_is_reported(tiny: Project, name: str) -> None:
    write_type(tiny.root, DECLARED.replace("  office:", f"  {name}:"))
    assert any(each.location.line == 7 for each in errors(tiny))


def test_a_name_that_the_view_gives_is_not_free(tiny: Project) -> None:
    write_type(tiny.root, DECLARED.replace("  office:", "  city_name:"), [*BODY[:1]])
    assert "name-taken" in {each.rule for each in errors(tiny)}


def test_a_short_prompt_and_one_of_two_fields_are_warnings(tiny: Project) -> None:
    short = DECLARED.replace("Type the position of the contact here", "Type it")
    same = OTHER.replace("Type the full name of the contact here", "Type it")
    write_type(tiny.root, short + same, TWO)
    found = {each.rule: each.level for each in lint(tiny, ["letter"])}
    assert found == {"prompt-too-short": "warning", "duplicate-prompt": "warning"}


def test_a_block_that_the_view_does_not_give_is_a_warning(tiny: Project) -> None:
    write_type(tiny.root, DECLARED + BLOCK)
    assert "unknown-block" in {each.rule for each in lint(tiny, ["letter"])}


def test_a_block_that_is_not_declared_has_no_fields(tiny: Project) -> None:
    write_type(tiny.root, DECLARED.replace("kind: form", "kind: form\nview: baseline_report"))
    assert assemble(BuildContext(tiny), Order("letter", EXAMPLE, language="en")).data
