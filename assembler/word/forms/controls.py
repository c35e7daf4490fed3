"""Answers in a form: a code that identifies the answer, and one inline content control.

The cell contains the answer, and the control is only an aid to typing. Word processors move paragraphs out of
controls, and LibreOffice before 25.2 drops the tags of controls. A control is therefore inline and contains
at most the first paragraph of an answer. An answer is found by the code in the next cell, which is in a
bookmark and which nobody edits. Elements inside ``w:sdtPr`` are in schema order (ECMA-376 part 1, 17.5.2.38).
Word discards a control with a repeated id.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import sha256
from typing import Any, Final, TypedDict, TypeGuard

from markupsafe import Markup

from assembler.model.documents.form_manifest import ChoiceItem, ControlKind, FormField
from assembler.model.types.rich_text import ZERO_WIDTH_SPACE, Block, BlockKind, split_paragraphs
from assembler.structs import Struct, replace
from assembler.word.content.list_numbers import NUMBERS, ListNumbers
from assembler.word.content.rich_text import (
    TextStyle,
    build_paragraphs,
    build_run,
    build_runs,
    escape_xml,
    to_markup,
)
from assembler.word.package.ids import bookmark_name
from assembler.word.package.run_language import language_xml

FIRST_ID: Final = 1_000_000
"""Lower limit for the ids of generated controls and bookmarks.

Ids in the template start at 1,000,000,000.
"""
LONGEST_TITLE: Final = 64
"""Maximum length of a control's title in Word's dialogue, in characters."""

_WORDED: Final = frozenset(
    {"language", "number", "money", "date", "moment", "period", "year", "choice", "flag"}
)
"""Kinds of value that are shown in the language of the form, whatever the language of the answers."""


class PlacedField(TypedDict):
    """An answer as a prepared template inserts it.

    It is a plain dict, because a dict is rendered quickly. ``first`` is the content of the first paragraph.
    ``style`` and ``numbering`` are added to the properties of that paragraph if it is a list item, and are
    otherwise empty. ``rest`` contains the remaining paragraphs, and ``code_xml`` the code in its bookmark.
    """

    code: str
    code_xml: Markup
    style: str
    numbering: Markup
    first: Markup
    rest: Markup


class FormIds:
    """Allocator of ids in one document.

    Calling it returns the next id. ``new_list`` returns the next ``w:numId``.

    >>> ids = FormIds(); ids(), ids(), ids.new_list(), ids.lists
    (1000001, 1000002, 9003, 1)
    """

    __slots__ = ("_last", "lists")

    def __init__(self, after: int = FIRST_ID) -> None:
        self._last = after
        self.lists = 0
        """The number of numbered lists so far, for ``list_numbers.add_list_numbers``."""

    def __call__(self) -> int:
        self._last += 1
        return self._last

    def continue_after(self, before: int) -> FormIds:
        """Continue after the id ``before``, and return ``self``.

        >>> FormIds().continue_after(7)()
        8
        """
        self._last = before
        return self

    def new_list(self) -> int:
        """Return the ``w:numId`` of a new numbered list."""
        self.lists += 1
        return NUMBERS + self.lists


def name_prompt_block(prompt: str) -> str:
    """Return the name of the building block that contains ``prompt``.

    Word shows this block when an answer is deleted.

    >>> name_prompt_block("Describe")
    'Prompt00F7E8C272E7'
    """
    return f"Prompt{sha256(prompt.encode()).hexdigest()[:12].upper()}"


class Answer(Struct, frozen=True):
    """The content of a control.

    ``runs`` is the answer as XML, or empty if the prompt is shown. ``base`` is the answer as data.
    """

    kind: ControlKind
    code: str
    title: str
    runs: str
    prompt: str
    choices: tuple[ChoiceItem, ...] = ()
    base: Any = None
    value: str = ""
    """The kind of value that the answer contains."""


class LanguageTags(Struct, frozen=True):
    """Word's language tags for the text of the form and for the text of the answers."""

    form: str
    content: str

    def of(self, control: ControlKind, value: str) -> str:
        """Return the language tag for a control with this kind of value."""
        return self.form if is_form_text(control, value) else self.content


def is_form_text(control: ControlKind, value: str) -> bool:
    """Return whether the text in a control is in the language of the form.

    This is so for labels, dates, numbers and similar values. Other text is in the language of the answers.
    """
    return control is ControlKind.CHOICE or control is ControlKind.DATE or value in _WORDED


def choose_prompt(prompt: str) -> str:
    """Return the text of an empty control: its prompt, or an ellipsis to click on.

    >>> choose_prompt("")
    '…'
    """
    return prompt or "…"


def build_field(
    field: FormField, *, language_tag: str, content_tag: str, ids: FormIds, item_tags: Sequence[str] = ()
) -> PlacedField:
    """Return the answer in ``field`` as XML for a prepared template.

    ``language_tag`` is the form's language tag, such as ``nl-NL``, and ``content_tag`` that of the answer. If
    each paragraph is a separate text, ``item_tags`` are the language tags of the paragraphs. A field of a
    grid has no code of its own, because its row has one.
    """
    tags = LanguageTags(language_tag, content_tag or language_tag)
    code = Markup("") if field.row else build_code(field.code, ids, language_tag)
    runs, around = _build_content(field, tags.of(field.control, field.kind), ids, item_tags)
    answer = Answer(
        field.control, field.code, field.title, runs, choose_prompt(field.prompt), field.choices, field.base,
        field.kind,
    )  # fmt: skip
    control = build_control(answer, tags, ids)
    return PlacedField(code=field.code, code_xml=code, first=Markup(control), **around)


class _Around(TypedDict):
    """Markup that an answer adds outside its control."""

    style: str
    numbering: Markup
    rest: Markup


_ALONE: Final = _Around(style="", numbering=Markup(""), rest=Markup(""))
"""Nothing around a control, for a control that contains the complete answer."""


def _build_content(
    field: FormField, language_tag: str, ids: FormIds, item_tags: Sequence[str]
) -> tuple[str, _Around]:
    """Return the runs inside the control, and what the answer adds outside it.

    ``item_tags`` is as in ``build_field``.
    """
    blocks = _choose_blocks(field)
    if len(blocks) == 1 and blocks[0].kind is BlockKind.PARAGRAPH:  # most answers are one paragraph
        content, tag = blocks[0].runs, item_tags[0] if item_tags else language_tag
        if len(content) == 1 and content[0].is_unformatted:
            return build_run(content[0].text, language_xml(tag)), _ALONE
        return build_runs(content, tag), _ALONE
    text_style, numbers = TextStyle(language_tag), ListNumbers(ids.new_list)
    styles = [replace(text_style, language_tag=tag) for tag in item_tags] or [text_style] * len(blocks)
    numbering = numbers.build_properties(blocks[0]) if blocks else ""
    runs = build_runs(blocks[0].runs, styles[0].language_tag) if blocks else ""
    runs = build_run(ZERO_WIDTH_SPACE, language_xml(styles[0].language_tag)) + runs if numbering else runs
    rest = (build_paragraphs([each], its, numbers) for each, its in zip(blocks[1:], styles[1:], strict=True))
    style = text_style.style_of(blocks[0].kind) if numbering else ""
    return runs, _Around(style=style, numbering=Markup(numbering), rest=Markup("".join(rest)))


def open_control(blank: FormField, placed: PlacedField) -> str:
    """Return the XML of a control up to its answer.

    ``blank`` is a field without an answer, and ``placed`` the result of ``build_field`` for it. A check box
    is returned complete. The result is "" for a date picker, which stores the answer itself, and for a field
    without a control.
    """
    if blank.control is ControlKind.CHECKBOX:
        return str(placed["first"])
    if blank.control not in (ControlKind.TEXT, ControlKind.RICH, ControlKind.CHOICE):
        return ""
    head, start, _ = placed["first"].partition("<w:sdtContent>")
    return head.replace("<w:showingPlcHdr/>", "") + start


def fill_control(
    start: str, blank: PlacedField, field: FormField, language_tag: str, ids: FormIds
) -> PlacedField:
    """Return the answer in ``field`` as XML for a prepared template.

    ``start``, the result of ``open_control``, is the start of its control and must not be empty. ``blank`` is
    the result of ``build_field`` for the field without an answer. ``language_tag`` is the language tag of the
    answer.
    """
    runs, around = _build_content(field, language_tag, ids, ())
    if field.control is ControlKind.CHECKBOX:
        first = to_markup(tick_box(start) if field.base is True else start)
    else:
        first = to_markup(f"{start}{runs}</w:sdtContent></w:sdt>")
    return {"code": blank["code"], "code_xml": blank["code_xml"], "first": first, **around}


def _choose_blocks(field: FormField) -> tuple[Block, ...]:
    """Return the text of a cell as blocks.

    For a choice, this is the label of the chosen item. For other controls, it is the text of the field.
    """
    if field.control is not ControlKind.CHOICE:
        return field.shown
    label = next((item.display_label for item in field.choices if item.value == field.base), "")
    return split_paragraphs(label) if label else field.shown


def build_code(code: str, ids: FormIds, language_tag: str) -> Markup:
    """Return the visible code in its bookmark.

    The code is marked so that the spell checker ignores it.
    """
    number = ids()
    return to_markup(
        f'<w:bookmarkStart w:id="{number}" w:name="{bookmark_name(code)}"/>'
        f'{build_run(code, "<w:noProof/>" + language_xml(language_tag))}<w:bookmarkEnd w:id="{number}"/>'
    )


def build_control(answer: Answer, tags: LanguageTags, ids: FormIds) -> str:
    """Return the inline control with its content, or only the content for a cell without a control."""
    if answer.kind is ControlKind.NONE:
        return answer.runs
    if answer.kind is ControlKind.CHECKBOX:
        prompt, content = "", build_box(tags.form, ticked=answer.base is True)
    else:
        prompt, content = build_placeholder(answer.prompt), answer.runs
        if not content:
            prompt += "<w:showingPlcHdr/>"
            content = build_prompt_run(answer.prompt, tags.form)
    inside = f"{prompt}{build_control_type(answer.kind, answer.choices, answer.base, tags.form)}"
    return wrap_control(answer.code, answer.title, tags.of(answer.kind, answer.value), ids(), inside, content)


def wrap_control(code: str, title: str, language_tag: str, number: int, inside: str, content: str) -> str:
    """Return a control with this code and title, and with the id ``number``.

    ``inside`` is the XML of its other properties, and ``content`` is the XML of the text that it shows. Its
    title begins with the code and is cut off after ``LONGEST_TITLE`` characters.
    """
    title = f"{code} – {title}"[:LONGEST_TITLE]
    return (
        f'<w:sdt><w:sdtPr><w:rPr><w:lang w:val="{language_tag}"/></w:rPr>'
        f'<w:alias w:val="{escape_xml(title)}"/><w:tag w:val="{escape_xml(code)}"/><w:id w:val="{number}"/>'
        f"{inside}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"
    )


def build_placeholder(prompt: str) -> str:
    """Return the reference to the building block that Word shows when the control is emptied."""
    return f'<w:placeholder><w:docPart w:val="{name_prompt_block(prompt)}"/></w:placeholder>'


def build_prompt_run(prompt: str, language_tag: str) -> str:
    """Return the run with the prompt of an empty control."""
    return build_run(prompt, f'<w:rStyle w:val="PlaceholderText"/><w:lang w:val="{language_tag}"/>')


_TICKED, _EMPTY_BOX = "☒", "☐"
_BOX_FONT: Final = (
    '<w:rFonts w:hint="eastAsia" w:ascii="MS Gothic" w:hAnsi="MS Gothic" w:eastAsia="MS Gothic"/>'
)
_USUAL_DATE: Final = "d MMMM yyyy"
_DATE_FORMATS: Final = {
    "ca": "d MMMM 'de' yyyy", "de": "d. MMMM yyyy", "es": "d 'de' MMMM 'de' yyyy", "fi": "d. MMMM yyyy",
}  # fmt: skip
"""Format in which a date picker shows the chosen day, by language: CLDR's long dates."""
_ISO_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


def _is_date(base: Any) -> TypeGuard[str]:
    return isinstance(base, str) and bool(_ISO_DATE.fullmatch(base))


def build_control_type(
    kind: ControlKind, choices: Sequence[ChoiceItem], base: Any = None, language_tag: str = ""
) -> str:
    """Return the element for the type of a control, or "" for text.

    Text controls are rich-text controls, because LibreOffice 7.4 shows the prompt of a plain-text control
    (``w:text``) in the colour of answers. A date picker or check box also stores ``base``, the answer. Dates
    are shown in the language of ``language_tag``.
    """
    if kind is ControlKind.DATE:
        return build_date_picker(base, language_tag)
    if kind is ControlKind.CHECKBOX:
        return _CHECKBOX[base is True]
    if kind is ControlKind.CHOICE:
        return f"<w:dropDownList>{''.join(map(_build_item, choices))}</w:dropDownList>"
    return ""


def _build_item(item: ChoiceItem) -> str:
    return (
        f'<w:listItem w:displayText="{escape_xml(item.display_label)}" w:value="{escape_xml(item.value)}"/>'
    )


def build_date_picker(base: Any, language_tag: str) -> str:
    """Return the element for a date picker, which stores ``base`` if it is an ISO date.

    ``language_tag`` determines the date format. The elements inside are in schema order (ECMA-376 part 1,
    17.5.2.7).
    """
    full = f' w:fullDate="{base}T00:00:00Z"' if _is_date(base) else ""
    picture = _DATE_FORMATS.get(language_tag.partition("-")[0], _USUAL_DATE)
    return (
        f'<w:date{full}><w:dateFormat w:val="{picture}"/><w:lid w:val="{language_tag}"/>'
        '<w:storeMappedDataAs w:val="date"/><w:calendar w:val="gregorian"/></w:date>'
    )


def build_box(language_tag: str, *, ticked: bool) -> str:
    """Return the run with the visible character of a check box."""
    return build_run(_TICKED if ticked else _EMPTY_BOX, f"{_BOX_FONT}{language_xml(language_tag)}")


def tick_box(control: str) -> str:
    """Return ``control``, the control of an empty check box, with the box ticked."""
    characters = f"<w:t>{_EMPTY_BOX}</w:t>", f"<w:t>{_TICKED}</w:t>"
    return control.replace(*_CHECKBOX).replace(*characters)


def _build_check_box(*, ticked: bool) -> str:
    """Return the element for a check box.

    It stores whether the box is ticked, separately from the visible character (MS-DOCX 2.6.1.10 ff.).
    """
    return (
        f'<w14:checkbox><w14:checked w14:val="{ticked:d}"/>'
        f'<w14:checkedState w14:val="{ord(_TICKED):X}" w14:font="MS Gothic"/>'
        f'<w14:uncheckedState w14:val="{ord(_EMPTY_BOX):X}" w14:font="MS Gothic"/></w14:checkbox>'
    )


_CHECKBOX: Final = (_build_check_box(ticked=False), _build_check_box(ticked=True))
