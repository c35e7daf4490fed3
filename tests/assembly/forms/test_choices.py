"""The items of a drop-down list: their labels alone, and codes only where labels do not tell them apart."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import cast

from assembler.assembly.forms.fields import FormContext, build_choices
from assembler.model.documents.control_kind import ControlKind
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
