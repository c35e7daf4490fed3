"""A plan becomes orders: the product of what it names, less what makes no sense; faults have lines."""

from __future__ import annotations

import pytest

from assembler.assembly.orders.order import Order
from assembler.batch.plan import Planner, plan_orders, read_plan
from assembler.errors import DataError
from assembler.model.documents.batch_plan import BatchPlan, PlanEntry
from assembler.store.project.project import Project


def orders(project: Project, **entry: object) -> list[Order]:
    return list(Planner(project).list_orders(PlanEntry.model_validate(entry)))


def test_the_orders_are_the_product_of_what_is_named(project: Project) -> None:
    found = orders(project, types=["charter-commitment"], records=["round"],
                   languages=["nl", "fi"], house_styles=["plain", "harbour"])  # fmt: skip
    assert [(each.language, each.house_style) for each in found] == [
        ("nl", "plain"), ("nl", "harbour"), ("fi", "plain"), ("fi", "harbour"),
    ]  # fmt: skip


def test_a_pattern_stands_for_what_makes_sense_only(project: Project) -> None:
    found = orders(project, types=["*"], records=["rou*"], languages=["en"])
    assert {each.type for each in found} >= {"charter-commitment"}
    assert not {each.type for each in found} & {"baseline-report", "agenda-guide", "desk-review"}


def test_each_peer_has_a_desk_review_and_each_edition_of_a_report_is_made(project: Project) -> None:
    found = orders(project, types=["desk-review", "feedback-report"], records=["kade"],
                   editions=["*"], parts=["H*", "LM"])  # fmt: skip
    assert [each.part for each in found if each.type == "desk-review"] == ["HK", "LM"]
    assert [each.edition for each in found if each.type == "feedback-report"] == ["team", "host", "public"]


def test_a_plan_may_name_an_edition_as_earlier_versions_did(project: Project) -> None:
    found = orders(project, types=["feedback-report"], records=["kade"], editions=["public", "internal"])
    assert [each.edition for each in found] == ["public", "team"]
    path = project.root / "plan.yaml"
    path.write_text("documents: [{types: [feedback-report], records: [kade], editions: [internal]}]", "utf-8")
    assert read_plan(project, path).documents[0].editions == ("internal",)


def test_empty_forms_are_benchmarks_times_cities(project: Project) -> None:
    found = orders(project, types=["*"], benchmarks=["tiny"], cities=["kade", "pier"], languages=["nl"])
    forms = [(each.benchmark, each.city) for each in found if each.type == "baseline-report"]
    assert forms == [("tiny", "kade"), ("tiny", "pier")]


def test_what_is_named_without_a_pattern_is_ordered_even_if_it_will_fail(project: Project) -> None:
    assert len(orders(project, types=["agenda-guide"], records=["kade"])) == 1


def test_nothing_is_ordered_twice(project: Project) -> None:
    entry = PlanEntry(types=("charter-commitment",), records=("round", "roun*"), languages=("en",))
    assert len(plan_orders(project, BatchPlan(documents=(entry, entry)))) == 1


def faults(project: Project, text: str) -> list[tuple[int | None, str]]:
    path = project.root / "plan.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(DataError) as caught:
        read_plan(project, path)
    return [(each.location.line, each.hint) for each in caught.value.diagnostics]


def test_an_unknown_name_is_reported_with_its_line_and_a_suggestion(project: Project) -> None:
    text = "documents:\n  - types: [charter-comitment]\n    records: [rond]\n"
    assert faults(project, text) == [
        (2, "did you mean `charter-commitment`?"),
        (3, "did you mean `round`?"),
    ]


def test_editions_of_an_unknown_type_are_not_reported(project: Project) -> None:
    text = (
        "documents:\n  - types: [feedback-reprt, agenda-guide]\n    records: [kade]\n    editions: [public]\n"
    )
    assert faults(project, text) == [(2, "did you mean `feedback-report`?")]


def test_editions_of_types_without_any_are_reported_once(project: Project) -> None:
    text = "documents:\n  - types: [agenda-guide]\n    records: [kade]\n    editions: [public, team, '*']\n"
    assert faults(project, text) == [(4, "remove `editions` from this entry")]


def test_a_plan_of_the_wrong_shape_is_reported_with_its_lines(project: Project) -> None:
    text = "documents:\n  - types: agenda-guide\n    record: [x]\n  - types: [agenda-guide]\n"
    assert [line for line, _ in faults(project, text)] == [2, 3, 4]


def test_a_valid_plan_is_read_completely(project: Project) -> None:
    path = project.root / "plan.yaml"
    entry = "{types: [charter-commitment], records: ['rou*'], languages: ['*']}"
    path.write_text(f"pdf: true\noutput: build/autumn\ndocuments:\n  - {entry}\n", "utf-8")
    plan = read_plan(project, path)
    assert plan.pdf and plan.output == "build/autumn"
    assert len(plan_orders(project, plan)) == len(project.languages())


@pytest.mark.parametrize(
    "output", ["a\0b", "build/con", "build/NUL.txt", "build/autumn.", "build/autumn ", "x" * 256]
)
def test_an_output_that_some_system_takes_for_no_folder_is_refused(output: str) -> None:
    entry = PlanEntry(types=("letter",), records=("kade",))
    with pytest.raises(ValueError, match=r"not a valid folder path|Windows does not allow"):
        BatchPlan(documents=(entry,), output=output)
    assert BatchPlan(documents=(entry,), output="../build/2027").output == "../build/2027"


def test_a_pattern_of_benchmarks_leaves_out_those_with_a_form_of_their_own(project: Project) -> None:
    found = orders(project, types=["baseline-report"], benchmarks=["*"], cities=["kade"], languages=["nl"])
    assert "tiny" in {each.benchmark for each in found}
    assert "charter" not in {each.benchmark for each in found}


def test_a_form_for_each_signatory_is_built_once_for_each_city(project: Project) -> None:
    found = orders(
        project, types=["charter-progress-report"], records=["round"], cities=["*"], languages=["nl"]
    )
    assert [each.part for each in found] == ["kade", "pier"]
