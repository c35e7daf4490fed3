"""Skeletons of forms are built once for equal forms of a build context, and only for these."""

from __future__ import annotations

import pytest

from assembler.assembly.assemble import assemble
from assembler.assembly.forms import shared_skeletons
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order
from assembler.store.project.project import Project
from assembler.structs import replace

BARE = Order("baseline-report", benchmark="tiny", city="pier", language="nl")


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The types of the skeletons that are built."""
    names = list[str]()
    build = shared_skeletons.build_form_skeleton

    def count(declared, blocks, context):  # type: ignore[no-untyped-def]
        names.append(declared.name)
        return build(declared, blocks, context)

    monkeypatch.setattr(shared_skeletons, "build_form_skeleton", count)
    return names


def test_the_second_of_two_equal_forms_uses_the_skeleton_of_the_first(
    project: Project, built: list[str]
) -> None:
    context = BuildContext(project)
    first, second = (assemble(context, BARE).data for _ in range(2))
    assert first == second
    assert built == ["baseline-report"]


@pytest.mark.parametrize("other", [replace(BARE, draft=True), replace(BARE, language="en")], ids=repr)
def test_another_form_has_a_skeleton_of_its_own(project: Project, built: list[str], other: Order) -> None:
    context = BuildContext(project)
    for order in (BARE, other):
        assemble(context, order)
    assert len(built) == 2
