"""What controls are: lists to choose from, dates, boxes to tick; and what they say of the answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final, TypeGuard

from assembler.model.documents.form import ChoiceItem, ControlKind
from assembler.word.content.rich_text import build_run, escape_xml
from assembler.word.package.run_language import language_xml

_TICKED, _EMPTY_BOX = "☒", "☐"
_BOX_FONT: Final = (
    '<w:rFonts w:hint="eastAsia" w:ascii="MS Gothic" w:hAnsi="MS Gothic" w:eastAsia="MS Gothic"/>'
)
_ISO_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


def chosen(kind: ControlKind, base: Any, choices: Sequence[ChoiceItem]) -> str:
    """The item of a list or the ISO date for a base value; empty where the base tells neither."""
    if kind is ControlKind.CHOICE:
        return next((item.shown for item in choices if item.value == base), "")
    return base if kind is ControlKind.DATE and _is_date(base) else ""


def _is_date(base: Any) -> TypeGuard[str]:
    return isinstance(base, str) and bool(_ISO_DATE.fullmatch(base))


def widget_xml(
    kind: ControlKind, choices: Sequence[ChoiceItem], base: Any = None, language_tag: str = ""
) -> str:
    """What says which widget it is; a control that says nothing is one for rich text.

    A date and a box say also what the answer is: ``base``; a date is shown in the language of the tag.
    """
    if kind is ControlKind.DATE:
        return date_xml(base, language_tag)
    if kind is ControlKind.CHECKBOX:
        return _CHECKBOX[base is True]
    if kind is ControlKind.CHOICE:
        return f"<w:dropDownList>{''.join(map(_item_xml, choices))}</w:dropDownList>"
    return '<w:text w:multiLine="1"/>' if kind is ControlKind.TEXT else ""


def _item_xml(item: ChoiceItem) -> str:
    return f'<w:listItem w:displayText="{escape_xml(item.shown)}" w:value="{escape_xml(item.value)}"/>'


def date_xml(base: Any, language_tag: str) -> str:
    """A date picker; the order of its elements is that of the schema (17.5.2.7)."""
    full = f' w:fullDate="{base}T00:00:00Z"' if _is_date(base) else ""
    return (
        f'<w:date{full}><w:dateFormat w:val="yyyy-MM-dd"/><w:lid w:val="{language_tag}"/>'
        '<w:storeMappedDataAs w:val="date"/><w:calendar w:val="gregorian"/></w:date>'
    )


def box_xml(language_tag: str, *, ticked: bool) -> str:
    """The visible sign of a box."""
    return build_run(_TICKED if ticked else _EMPTY_BOX, f"{_BOX_FONT}{language_xml(language_tag)}")


def ticked(control: str) -> str:
    """An empty box as it is when somebody has ticked it."""
    signs = f"<w:t>{_EMPTY_BOX}</w:t>", f"<w:t>{_TICKED}</w:t>"
    return control.replace(*_CHECKBOX).replace(*signs)


def _checkbox_xml(*, ticked: bool) -> str:
    """A box to tick (MS-DOCX 2.6.1.10 ff.); its state and its visible sign are told apart."""
    return (
        f'<w14:checkbox><w14:checked w14:val="{ticked:d}"/>'
        f'<w14:checkedState w14:val="{ord(_TICKED):X}" w14:font="MS Gothic"/>'
        f'<w14:uncheckedState w14:val="{ord(_EMPTY_BOX):X}" w14:font="MS Gothic"/></w14:checkbox>'
    )


_CHECKBOX: Final = (_checkbox_xml(ticked=False), _checkbox_xml(ticked=True))
