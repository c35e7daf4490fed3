"""The examples of the rules about returned forms: each is collected in a small project."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent

import pytest

from assembler.assembly.orders.order import Order
from assembler.collect.applying.fields import MergePolicy
from assembler.collect.collect_form import merge_form
from assembler.collect.identification import Origin, identify_form
from assembler.diagnostics import Diagnostic, Rule
from assembler.diagnostics.registry import rules_of
from assembler.model.documents.form_manifest import ControlKind, FormManifest
from assembler.store.project.project import Project
from assembler.structs import replace
from assembler.values.rich_text import to_blocks, to_markdown
from assembler.word.content.pictures import Picture
from assembler.word.forms.controls import bookmark_name
from assembler.word.returned.form_content import Cell, Note, ReturnedControl, ReturnedForm, Revision, Table
from own_types import EXAMPLE, write_type
from returned_forms import only_manifest, send_form
from tiny_project import write_project

ROOT = Path(__file__).resolve().parents[2]
COVERED_ELSEWHERE = {
    "agreed-text-changed": "tests/documents/test_report_returns.py::test_exactly_the_edits_come_back",
    "answers-not-checked": "tests/collect/test_check_form.py::test_a_record_that_cannot_be_read",
    "ambiguous-columns": "tests/collect/reading/test_grid_rows.py::test_a_column_on_which_header_row_and",
    "candidate-finding": "tests/documents/test_candidates.py::test_a_new_heading_with_text",
    "duplicate-form": "tests/collect/test_second_return.py::test_a_form_that_is_in_the_file_twice",
    "generated-text-changed": "tests/documents/test_report_returns.py::test_exactly_the_edits_come_back",
    "generated-text-deleted": "tests/documents/test_report_returns.py::test_exactly_the_edits_come_back",
    "later-sending": "tests/documents/test_rounds.py::test_after_a_form_came_back",
    "missing-cell": "tests/collect/applying/test_fields.py::test_a_cell_of_a_grid_that_was_merged",
    "missing-heading": "tests/documents/test_report_returns.py::test_exactly_the_edits_come_back",
    "moved-item": "tests/documents/test_interview_guide.py::test_two_interviewers_who",
    "text-in-report-language": "tests/documents/test_report_returns.py::test_words_of_a_report_in_another",
    "unknown-field": "tests/collect/test_forged_forms.py::test_questions_that_the_type_does_not_have",
    "unreproducible-form": "tests/collect/test_unmatched.py::test_a_form_that_cannot_be_built_again",
}
"""Rules about reports, and about forms of more than a few rows, with the beginning of a test's name."""
DECLARED = dedent(f"""\
    title: "Letter {{city_of}}"
    description: "A letter"
    kind: form
    record: baseline
    benchmark: true
    example: {EXAMPLE}
    fields:
      position:
        {{code: "T.1", path: review.contact.office, control: text, title: Position,
         prompt: "Type the position of the contact here"}}
      day:
        {{code: "T.2", path: review.delivered, control: date, title: Day,
         prompt: "Choose the date or type it"}}
      drafting:
        {{code: "T.3", path: baseline.provenance.drafting, control: rich, title: Drafting,
         prompt: "Describe how the report was written"}}
      email:
        {{code: "T.4", path: review.contact.email, control: text, title: E-mail,
         prompt: "Type the e-mail address here"}}
    lists:
      budgets:
        code: "B"
        path: baseline.background.budgets
        title: Budgets
        spare_rows: 1
        columns: {{line: {{heading: Budget line}}, amount: {{heading: Amount}}}}
""")
BODY = (
    "# Letter to {{ city_name }}",
    [("Code", "Question", "Answer"), *((f"{{{{ {name}.code }}}}", question, f"{{{{ {name} }}}}")
     for name, question in (("position", "Which position?"), ("day", "On which day?"),
                            ("drafting", "How was it written?"), ("email", "Which e-mail address?")))],
    [("Code", "Budget line", "Amount"), ("{%tr for row in budgets.rows %}", "", ""),
     ("{{ row.code }}", "{{ row.line }}", "{{ row.amount }}"), ("{%tr endfor %}", "", "")],
)  # fmt: skip
BUDGETS = """\
background:
  budgets: [{line: Language courses}, {line: Housing}]
"""
_BRACES = re.compile(r"\{(\w+)(?: by (\w+))?(?:: ([^}]*)| ([^}]*))?\}")


@pytest.fixture(scope="module")
def sent_project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The tiny project with a form of four questions and a list, which was sent."""
    root = tmp_path_factory.mktemp("returned")
    write_project(root)
    with (root / f"data/records/{EXAMPLE}/baseline.yaml").open("a", encoding="utf-8") as file:
        file.write(BUDGETS)
    write_type(root, DECLARED, BODY)
    project = Project(root, share=root)
    send_form(project, Order("letter", EXAMPLE, language="en"))
    noted = root / f"data/forms/{only_manifest(project).id}.sent.jsonl"
    noted.write_text('{"sent": "2026-08-03T09:00:00+00:00"}\n', encoding="utf-8")
    return project


def cell(text: str) -> Cell:
    """Return the cell that ``text`` shows, with what its braces say."""
    marks = [(each[1], each[2] or "", each[3] or each[4] or "") for each in _BRACES.finditer(text)]
    names = [name for name, _, _ in marks]
    shown = _BRACES.sub("", text).strip()
    return Cell(
        to_blocks(shown),
        bookmarks=tuple(bookmark_name(code) for name, _, code in marks if name == "bookmark"),
        controls=tuple(
            ReturnedControl(ControlKind.TEXT, shown, tag=code) for name, _, code in marks if name == "tag"
        ),
        revisions=tuple(
            Revision("deletion", who, "", said) for name, who, said in marks if name == "deleted"
        ),
        notes=tuple(Note("comment", said, who) for name, who, said in marks if name == "comment"),
        pictures=(Picture("word/media/image1.png", b"picture", ""),) if "picture" in names else (),
        tables=names.count("table"),
        covered="covered" in names,
    )


def cells(line: str) -> tuple[Cell, ...]:
    return tuple(cell(each) for each in line.strip().strip("|").split("|"))


def as_sent(manifest: FormManifest, row: tuple[Cell, ...]) -> FormManifest:
    """The manifest of a form that was sent with the answer in ``row``."""
    code, _, answer = row
    fields = tuple(
        replace(each, base=to_markdown(answer.blocks), shown=answer.blocks)
        if each.code == code.text
        else each
        for each in manifest.fields
    )
    return replace(manifest, fields=fields)


def asking(manifest: FormManifest, examples: str) -> FormManifest:
    """The manifest with the questions that ``examples`` show."""
    return replace(
        manifest,
        fields=tuple(each for each in manifest.fields if each.code in examples),
        lists=tuple(each for each in manifest.lists if f"{each.code}.1" in examples),
    )


def collected(project: Project, example: str, *, shown: str) -> list[Diagnostic]:
    """Return the diagnostics of collecting the form of ``example``, which asks the questions in ``shown``."""
    manifest, sent, side = asking(only_manifest(project), shown), True, ""
    answers, items, outside = [], [], []
    form = ReturnedForm("form.docx", "docx")
    for line in example.strip().splitlines():
        if line.startswith("sent:"):
            manifest = as_sent(manifest, cells(line.removeprefix("sent:")))
        elif line.startswith("|"):
            (items if line.startswith(("| B.", "| Code")) else answers).append(cells(line))
        elif line.startswith("made by version "):
            manifest = replace(manifest, engine=line.removeprefix("made by version "))
        elif line.startswith("saved on "):
            form = replace(form, saved=line.removeprefix("saved on "))
        elif line == "not sent from this project":
            sent = False
        elif line.startswith("collected with --prefer "):
            side = line.removeprefix("collected with --prefer ")
        else:
            outside.append(line)
    form = replace(form, tables=(Table(tuple(answers)), Table(tuple(items))),
                   outside=Cell(to_blocks("\n\n".join(outside))))  # fmt: skip
    known = identify_form(project, form, Origin(manifest, sent=sent))
    return list(merge_form(project, form, known, MergePolicy(lambda _: side, sent=sent)).result.diagnostics)


TOPICS = ("returned_forms", "returned_answers")
RULES = [rule for topic in TOPICS for rule in rules_of(topic) if rule.id not in COVERED_ELSEWHERE]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_bad_example_is_reported_and_the_good_one_is_not(rule: Rule, sent_project: Project) -> None:
    shown = rule.bad + rule.good
    reported = collected(sent_project, rule.bad, shown=shown)
    assert rule.id in [each.rule for each in reported], reported
    assert rule.id not in [each.rule for each in collected(sent_project, rule.good, shown=shown)]


@pytest.mark.parametrize(("rule", "test"), COVERED_ELSEWHERE.items())
def test_a_rule_without_a_small_example_is_named_by_a_test(rule: str, test: str) -> None:
    path, _, name = test.partition("::")
    text = (ROOT / path).read_text(encoding="utf-8")
    assert re.search(rf"^def {name}", text, re.MULTILINE) and f'"{rule}"' in text
