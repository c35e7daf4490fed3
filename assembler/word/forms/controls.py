"""Answers as they stand in a form: the code that finds them, and one inline control each.

The cell is the container, the control only a widget: editors move paragraphs out of controls, and LibreOffice
before 25.2 drops their tags. So a control never holds more than the first paragraph of an answer, sits inline
in a paragraph, and the code in the cell beside it is the key (bookmarked; nobody edits that cell). The order
inside ``w:sdtPr`` is the schema's (ECMA-376 part 1, 17.5.2.38); Word throws away a control whose id repeats.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Any, Final, TypedDict

from markupsafe import Markup

from assembler.model.documents.form import ChoiceItem, ControlKind, FormField
from assembler.model.types.rich_text import ROOM, Block, BlockKind, plain
from assembler.structs import Struct, replace
from assembler.word.content.lists import NUMBERS, ListNumbers
from assembler.word.content.rich_text import (
    TextStyle,
    build_paragraphs,
    build_run,
    build_runs,
    escape_xml,
    to_markup,
)
from assembler.word.forms.control_types import box_xml, chosen, ticked, widget_xml
from assembler.word.package.ids import bookmark_name
from assembler.word.package.run_language import language_xml

FIRST_ID: Final = 1_000_000
"""Ids of controls and bookmarks made here come after it; the template's own begin at 1,000,000,000."""
LONGEST_TITLE: Final = 64
"""Word's own dialogue takes no longer title of a control."""

_WORDED: Final = frozenset(
    {"language", "number", "money", "date", "moment", "period", "year", "choice", "flag"}
)
"""Kinds of value that the form itself puts into words, in its own language, whatever the answers are in."""


class PlacedField(TypedDict):
    """One answer as a prepared template asks for it; plain data, so that rendering reads it fast.

    ``first`` is the inside of the first paragraph; ``style`` and ``numbering`` are what its properties get if
    it is a list item, else empty; ``rest`` the other paragraphs; ``code_xml`` the code in its bookmark.
    """

    code: str
    code_xml: Markup
    style: str
    numbering: Markup
    first: Markup
    rest: Markup


class FormIds:
    """Numbers of one document: calling it gives the next free id, ``new_list`` the next ``w:numId``.

    >>> ids = FormIds(); ids(), ids(), ids.new_list(), ids.lists
    (1000001, 1000002, 9003, 1)
    """

    __slots__ = ("_last", "lists")

    def __init__(self, after: int = FIRST_ID) -> None:
        self._last = after
        self.lists = 0
        """How many numbered lists there are so far; ``rich_lists.numbering_with_lists`` makes them."""

    def __call__(self) -> int:
        self._last += 1
        return self._last

    def at(self, before: int) -> FormIds:
        """These numbers, going on after ``before``.

        >>> FormIds().at(7)()
        8
        """
        self._last = before
        return self

    def new_list(self) -> int:
        """The number of a fresh numbered list."""
        self.lists += 1
        return NUMBERS + self.lists


def prompt_part(prompt: str) -> str:
    """Name of the building block that holds ``prompt``: Word shows it again when an answer is deleted.

    >>> prompt_part("Describe")
    'Prompt00F7E8C272E7'
    """
    return f"Prompt{sha256(prompt.encode()).hexdigest()[:12].upper()}"


class Answer(Struct, frozen=True):
    """What one control is made from: ``runs`` is the answer's XML, empty where the prompt stands."""

    kind: ControlKind
    code: str
    title: str
    runs: str
    prompt: str
    choices: tuple[ChoiceItem, ...] = ()
    base: Any = None
    value: str = ""
    """The kind of value."""


class Tags(Struct, frozen=True):
    """Word's language tags: of the form's own words, and of what people write in it."""

    form: str
    content: str

    def of(self, control: ControlKind, value: str) -> str:
        """The tag of what such a control holds."""
        return self.form if is_ours(control, value) else self.content


def is_ours(control: ControlKind, value: str) -> bool:
    """Whether a control with this kind of value holds the form's words: labels, dates, numbers, languages."""
    return control is ControlKind.CHOICE or control is ControlKind.DATE or value in _WORDED


def prompt_of(prompt: str) -> str:
    """What an empty control shows: its prompt, or an ellipsis, since people must have something to click on.

    >>> prompt_of("")
    '…'
    """
    return prompt or "…"


def placed_field(
    field: FormField, *, language_tag: str, content_tag: str, ids: FormIds, item_tags: Sequence[str] = ()
) -> PlacedField:
    """The answer for the template; ``language_tag`` is the form's (``nl-NL``), ``content_tag`` its own.

    ``item_tags`` are those of its paragraphs, where each is a text by itself. A field of a grid has no code
    to show: its row has.
    """
    tags = Tags(language_tag, content_tag or language_tag)
    code = Markup("") if field.row else marked_code(field.code, ids, language_tag)
    runs, around = _content(field, tags.of(field.control, field.kind), ids, item_tags)
    answer = Answer(
        field.control, field.code, field.title, runs, prompt_of(field.prompt), field.choices, field.base,
        field.kind,
    )  # fmt: skip
    control = control_xml(answer, tags, ids)
    return PlacedField(code=field.code, code_xml=code, first=Markup(control), **around)


class _Around(TypedDict):
    """What stands around the control of an answer."""

    style: str
    numbering: Markup
    rest: Markup


_ALONE: Final = _Around(style="", numbering=Markup(""), rest=Markup(""))
"""Around a control that holds a whole answer: nothing."""


def _content(
    field: FormField, language_tag: str, ids: FormIds, item_tags: Sequence[str]
) -> tuple[str, _Around]:
    """The runs inside the control, and what stands around it."""
    blocks = _shown(field)
    if len(blocks) == 1 and blocks[0].kind is BlockKind.PARAGRAPH:  # as most answers are
        held, tag = blocks[0].runs, item_tags[0] if item_tags else language_tag
        if len(held) == 1 and held[0].is_bare:
            return build_run(held[0].text, language_xml(tag)), _ALONE
        return build_runs(held, tag), _ALONE
    look, numbers = TextStyle(language_tag), ListNumbers(ids.new_list)
    looks = [replace(look, language_tag=tag) for tag in item_tags] or [look] * len(blocks)
    numbering = numbers.build_properties(blocks[0]) if blocks else ""
    runs = build_runs(blocks[0].runs, looks[0].language_tag) if blocks else ""
    runs = build_run(ROOM, _language("", looks[0].language_tag)) + runs if numbering else runs
    rest = (build_paragraphs([each], its, numbers) for each, its in zip(blocks[1:], looks[1:], strict=True))
    style = look.style_of(blocks[0].kind) if numbering else ""
    return runs, _Around(style=style, numbering=Markup(numbering), rest=Markup("".join(rest)))


def opened(blank: FormField, placed: PlacedField) -> str:
    """The control of a field up to its answer; empty where the control itself tells what the answer is.

    ``placed`` is the field as it is without an answer. Of a box to tick it is all.
    """
    if blank.control is ControlKind.CHECKBOX:
        return str(placed["first"])
    if blank.control not in (ControlKind.TEXT, ControlKind.RICH, ControlKind.CHOICE):
        return ""
    head, start, _ = placed["first"].partition("<w:sdtContent>")
    return head.replace("<w:showingPlcHdr/>", "") + start


def placed_in(
    start: str, blank: PlacedField, field: FormField, language_tag: str, ids: FormIds
) -> PlacedField:
    """The answer in the control that ``opened`` began, with the id that it has and text in that language."""
    runs, around = _content(field, language_tag, ids, ())
    if field.control is ControlKind.CHECKBOX:
        first = to_markup(ticked(start) if field.base is True else start)
    else:
        first = to_markup(f"{start}{runs}</w:sdtContent></w:sdt>")
    return {"code": blank["code"], "code_xml": blank["code_xml"], "first": first, **around}


def _shown(field: FormField) -> tuple[Block, ...]:
    """What the cell shows: for choices and dates what the machine value says, else the field's blocks."""
    said = chosen(field.control, field.base, field.choices)
    return plain(said) if said else field.shown


def marked_code(code: str, ids: FormIds, language_tag: str) -> Markup:
    """The visible code within its bookmark; it is no word to be proofed, in whatever language."""
    number = ids()
    return to_markup(
        f'<w:bookmarkStart w:id="{number}" w:name="{bookmark_name(code)}"/>'
        f'{build_run(code, _language("<w:noProof/>", language_tag))}<w:bookmarkEnd w:id="{number}"/>'
    )


def _language(properties: str, language_tag: str) -> str:
    """Run properties with a language behind them, where there is one."""
    return f"{properties}{language_xml(language_tag)}"


def control_xml(answer: Answer, tags: Tags, ids: FormIds) -> str:
    """The inline control with its content; for a bare cell only the content."""
    if answer.kind is ControlKind.NONE:
        return answer.runs
    if answer.kind is ControlKind.CHECKBOX:
        prompt, content = "", box_xml(tags.form, ticked=answer.base is True)
    else:
        prompt, content = placeholder_xml(answer.prompt), answer.runs
        if not content:
            prompt += "<w:showingPlcHdr/>"
            content = prompt_run(answer.prompt, tags.form)
    inside = f"{prompt}{widget_xml(answer.kind, answer.choices, answer.base, tags.form)}"
    return framed(answer.code, answer.title, tags.of(answer.kind, answer.value), ids(), inside, content)


def framed(code: str, title: str, language_tag: str, number: int, inside: str, content: str) -> str:
    """A control with this code, title and id: ``inside`` is what else its properties say."""
    title = f"{code} – {title}"[:LONGEST_TITLE]
    return (
        f'<w:sdt><w:sdtPr><w:rPr><w:lang w:val="{language_tag}"/></w:rPr>'
        f'<w:alias w:val="{escape_xml(title)}"/><w:tag w:val="{escape_xml(code)}"/><w:id w:val="{number}"/>'
        f"{inside}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"
    )


def placeholder_xml(prompt: str) -> str:
    """What says which building block stands in a control that is emptied."""
    return f'<w:placeholder><w:docPart w:val="{prompt_part(prompt)}"/></w:placeholder>'


def prompt_run(prompt: str, language_tag: str) -> str:
    """The prompt as an empty control shows it."""
    return build_run(prompt, f'<w:rStyle w:val="PlaceholderText"/><w:lang w:val="{language_tag}"/>')
