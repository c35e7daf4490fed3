"""The items of a drop-down list: their labels alone, and codes only where labels do not tell them apart."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import cast

from assembler.assembly.forms.fields import FormContext, build_choices, build_empty_cell, build_empty_field
from assembler.model.documents.control_kind import ControlKind
from assembler.model.documents.document_type import CellDeclaration, FieldDeclaration
from assembler.model.documents.form_manifest import ChoiceItem
from assembler.model.paths import Slot
from assembler.model.types.values import Choice


class Answer(Choice):
    """The answers of this test."""

    YES = "yes", "yes, it does"
    NO = "no", "it does not"


def shown(slot: Slot, translate: Callable[[str], str] = str, **names: tuple[ChoiceItem, ...]) -> list[str]:
    draft = cast("FormContext", SimpleNamespace(translate=translate, names=names))
    return [item.display_label for item in build_choices(slot, draft, ControlKind.CHOICE)]


def test_an_item_shows_its_label_alone() -> None:
    assert shown(Slot("choice", Answer)) == ["yes, it does", "it does not"]


def test_items_with_the_same_label_show_their_codes_too() -> None:
    assert shown(Slot("choice", Answer), lambda _: "Ja") == ["yes – Ja", "no – Ja"]


def test_an_indicator_shows_its_code() -> None:
    items = (ChoiceItem("GG/A/1", "Plan"),)
    assert shown(Slot("text", refers="indicator"), indicator=items) == ["GG/A/1 – Plan"]


def prompt_of(slot: Slot, translate: Callable[[str], str] = str, **names: tuple[ChoiceItem, ...]) -> str:
    draft = FormContext({}, "en", "en", SimpleNamespace(gettext=translate), names=names)
    declared = FieldDeclaration(
        code="1", path="a.b", control=ControlKind.CHOICE, title="Answer", prompt="Choose"
    )
    return build_empty_field(declared, "F.1", "a.b", slot, draft).prompt


def test_an_unanswered_choice_shows_its_options_on_paper() -> None:
    assert prompt_of(Slot("choice", Answer)).replace("\u00a0", " ").split("\u2003 ") == [
        "☐ yes, it does", "☐ it does not",
    ]  # fmt: skip


def test_long_options_have_lines_of_their_own_only_where_they_are_few() -> None:
    items = tuple(ChoiceItem(str(number), f"{'long ' * 6}{number}", coded=False) for number in range(6))
    few, many = (prompt_of(Slot("text", refers="option"), option=each) for each in (items[:3], items))
    assert len(few.splitlines()) == 3
    assert len(many.splitlines()) == 1


def test_a_long_list_and_a_list_with_codes_show_their_prompt() -> None:
    many = tuple(ChoiceItem(str(number), f"Option {number}", coded=False) for number in range(7))
    assert prompt_of(Slot("text", refers="option"), option=many) == "[Choose]"
    coded = (ChoiceItem("GG/A/1", "Plan"), ChoiceItem("GG/A/2", "Money"))
    assert prompt_of(Slot("text", refers="indicator"), indicator=coded) == "[Choose]"


def test_a_cell_of_a_grid_shows_its_own_prompt() -> None:
    draft = FormContext({}, "en", "en", SimpleNamespace(gettext=str))

    def prompt(own: str) -> str:
        declared = CellDeclaration(heading="Rating", control=ControlKind.CHOICE, prompt=own)
        return build_empty_cell(declared, "F.1.rating", "a.b", Slot("choice", Answer), draft).prompt

    assert prompt("Rate") == "[Rate]"
    assert prompt("").split() == ["☐", "yes,", "it", "does", "☐", "it", "does", "not"]
