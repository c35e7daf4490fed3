"""Types of content controls: drop-down lists, date pickers and check boxes, with their stored values."""

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


def format_base(kind: ControlKind, base: Any, choices: Sequence[ChoiceItem]) -> str:
    """Return the label or ISO date for a base value; empty if there is none."""
    if kind is ControlKind.CHOICE:
        return next((item.display_label for item in choices if item.value == base), "")
    return base if kind is ControlKind.DATE and _is_date(base) else ""


def _is_date(base: Any) -> TypeGuard[str]:
    return isinstance(base, str) and bool(_ISO_DATE.fullmatch(base))


def build_control_type(
    kind: ControlKind, choices: Sequence[ChoiceItem], base: Any = None, language_tag: str = ""
) -> str:
    """Return the element for the type of a control; empty for rich text, which has no such element.

    A date picker or check box also stores ``base``, the answer. Dates are shown in the language of
    ``language_tag``.
    """
    if kind is ControlKind.DATE:
        return build_date_picker(base, language_tag)
    if kind is ControlKind.CHECKBOX:
        return _CHECKBOX[base is True]
    if kind is ControlKind.CHOICE:
        return f"<w:dropDownList>{''.join(map(_build_item, choices))}</w:dropDownList>"
    return '<w:text w:multiLine="1"/>' if kind is ControlKind.TEXT else ""


def _build_item(item: ChoiceItem) -> str:
    return (
        f'<w:listItem w:displayText="{escape_xml(item.display_label)}" w:value="{escape_xml(item.value)}"/>'
    )


def build_date_picker(base: Any, language_tag: str) -> str:
    """Return a date picker; its elements are in the order of the schema (17.5.2.7)."""
    full = f' w:fullDate="{base}T00:00:00Z"' if _is_date(base) else ""
    return (
        f'<w:date{full}><w:dateFormat w:val="yyyy-MM-dd"/><w:lid w:val="{language_tag}"/>'
        '<w:storeMappedDataAs w:val="date"/><w:calendar w:val="gregorian"/></w:date>'
    )


def build_box(language_tag: str, *, ticked: bool) -> str:
    """Return the run with the visible character of a check box."""
    return build_run(_TICKED if ticked else _EMPTY_BOX, f"{_BOX_FONT}{language_xml(language_tag)}")


def tick_box(control: str) -> str:
    """Return the control of a check box with the box ticked; ``control`` is the same with an empty box."""
    characters = f"<w:t>{_EMPTY_BOX}</w:t>", f"<w:t>{_TICKED}</w:t>"
    return control.replace(*_CHECKBOX).replace(*characters)


def _build_check_box(*, ticked: bool) -> str:
    """Return a check box (MS-DOCX 2.6.1.10 ff.); it stores a state apart from the visible character."""
    return (
        f'<w14:checkbox><w14:checked w14:val="{ticked:d}"/>'
        f'<w14:checkedState w14:val="{ord(_TICKED):X}" w14:font="MS Gothic"/>'
        f'<w14:uncheckedState w14:val="{ord(_EMPTY_BOX):X}" w14:font="MS Gothic"/></w14:checkbox>'
    )


_CHECKBOX: Final = (_build_check_box(ticked=False), _build_check_box(ticked=True))
