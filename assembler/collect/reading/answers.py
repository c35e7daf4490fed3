"""What one cell of a returned form says, as the plain value that a record keeps.

A cell that shows what it was sent with keeps the value it was made from, letter for letter. Otherwise its
text is read in the form's language; what the control says for machines must agree with it. What cannot be
read, or in two ways, is left to a person: the record stays, and the text is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assembler.collect.reading.prompts import CellState, CellText, classify_text
from assembler.collect.reading.text_equality import (
    are_blocks_equal,
    are_lines_equal,
    has_lost_formats,
    remove_prompt,
)
from assembler.diagnostics import Diagnostic, Location
from assembler.diagnostics.returned_answers import (
    LOST_FORMATTING,
    PICTURE_ONLY,
    PLACEHOLDER_DAMAGED,
    PLACEHOLDER_REMAINS,
    UNREADABLE_ANSWER,
)
from assembler.model.documents.form import ChoiceItem, ControlKind
from assembler.model.types.rich_text import Block
from assembler.structs import Struct, replace
from assembler.values import KINDS
from assembler.values.kind import UnreadableError
from assembler.values.money import add_currency
from assembler.values.plain_text import normalise_text
from assembler.values.rich_text import to_markdown
from assembler.word.returned.content import Cell

_TICKED, _UNTICKED = "☒☑✓✔✗✘✅", "☐□❑❒"
_ELLIPSIS, _DASHES = ("…", "..."), ("-", "–", "—")
"""What may stand in a cell that says nothing: an ellipsis to click on; where no words are asked, a dash."""


class Question(Struct, frozen=True):
    """What a cell was asked for: a field of the form, or one cell of a list.

    ``words_only`` is True where the model holds bare words, which cannot say their language.
    """

    code: str
    kind: str
    base: Any = None
    shown: tuple[Block, ...] = ()
    prompt: str = ""
    choices: tuple[ChoiceItem, ...] = ()
    language: str = ""
    words_only: bool = False


class Answer(Struct, frozen=True):
    """What a cell says: ``value`` as plain data, None for nothing; ``state`` tells a prompt from no words.

    Where it could not be read, ``value`` is what the form was sent with and ``kept`` the text that stands
    there.
    """

    value: Any = None
    read: bool = True
    diagnostics: tuple[Diagnostic, ...] = ()
    kept: str = ""
    state: CellState = CellState.FILLED


class Reader(Struct, frozen=True):
    """Reads the cells of one returned form.

    ``language`` is that of its labels, numbers and dates; ``answers`` that of the words people type, where a
    cell has none of its own; ``record`` that of the record, which needs not be said.
    """

    file: str
    language: str
    answers: str = ""
    record: str = ""
    currency: str = ""
    """Of amounts that name none; empty where none may be assumed."""
    bare: bool = False
    """Whether the program that saved the form keeps no controls: then formats that are gone are its doing."""

    def read(self, question: Question, cell: Cell) -> Answer:
        """What ``cell`` says to what was ``question``."""
        if question.kind == "flag":
            return self._read_flag(question, cell)
        if question.shown and _is_unchanged(question, cell):
            return Answer(question.base)
        found = classify_text(cell.text, question.prompt)
        if found.state is CellState.SUSPECT:
            damaged = PLACEHOLDER_DAMAGED.at(self._location(question), text=_shorten(cell.text))
            return _leave_unread(question, cell.text, damaged)
        if (cell.pictures or cell.embedded) and _has_no_answer(question, found):
            return _leave_unread(question, "", PICTURE_ONLY.at(self._location(question)))
        if found.state is not CellState.FILLED:
            return Answer(state=found.state)
        if _is_blank(question, found.text):
            return Answer(state=CellState.CLEARED)
        if self.bare and question.kind == "rich_text" and has_lost_formats(cell.blocks, question.shown):
            return Answer(question.base, diagnostics=(LOST_FORMATTING.at(self._location(question)),))
        answer = self._read_filled(question, cell, found)
        if not found.residue:
            return answer
        remains = PLACEHOLDER_REMAINS.at(self._location(question))
        return replace(answer, diagnostics=(remains, *answer.diagnostics))

    def _read_filled(self, question: Question, cell: Cell, found: CellText) -> Answer:
        if question.kind == "rich_text":
            blocks = remove_prompt(cell.blocks, question.prompt) if found.residue else cell.blocks
            return Answer(self._add_language(to_markdown(blocks), question))
        if question.kind == "text":
            lines = (line.strip() for line in found.text.splitlines())
            return Answer(self._add_language("\n".join(filter(None, lines)), question))
        if question.kind == "texts":
            return Answer(self._read_texts(question, found.text))
        return self._read_value(question, cell, _find_address(question, cell) or found.text)

    def _add_language(self, words: str, question: Question) -> Any:
        """The words, with their language where it is not the record's own."""
        said = question.base.get("language", "") if isinstance(question.base, dict) else ""
        language = said or question.language or self.answers
        if question.words_only or not language or (language == self.record and not said):
            return words
        return {"text": words, "language": language}

    def _read_texts(self, question: Question, text: str) -> list[Any] | None:
        """A text for each line; what was sent and still stands there is as it was, with its language."""
        kind = KINDS["texts"]
        base = kind.parse(question.base or ())
        sent = {normalise_text(kind.show([each], self.language)): each for each in base}
        lines = [normalise_text(each.text) for each in kind.read(text, self.language)]
        known = {line: kind.to_data([each])[0] for line, each in sent.items()}
        return [known.get(line) or self._add_language(line, question) for line in lines] or None

    def _read_value(self, question: Question, cell: Cell, text: str) -> Answer:
        """A value that is no text; what the control says for machines must not contradict it."""
        kind, machine = KINDS[question.kind], _read_control_value(question, cell)
        text = add_currency(text, self.currency) if question.kind == "money" else text
        try:
            value = kind.to_data(kind.read(text, self.language, question.choices))
        except UnreadableError as fault:
            readings = [str(kind.to_data(each)) for each in fault.readings]
            return self._report_suspect(question, text, fault.message, [*readings, machine or ""])
        if question.kind == "choice" and machine is not None and machine != value:
            what = f"the text says “{value}”, but “{machine}” is chosen in the list"
            return self._report_suspect(question, text, what, [value, machine])
        return Answer(value)

    def _read_flag(self, question: Question, cell: Cell) -> Answer:
        """A tick: from the control, from the sign that is shown, or from both where they agree."""
        boxes = [each for each in cell.controls if each.kind is ControlKind.CHECKBOX and each.value]
        said = {each.value == "true" for each in boxes}
        said |= {sign in _TICKED for sign in cell.text if sign in _TICKED + _UNTICKED}
        if beside := _read_text_beside_box(cell) if said else "":
            what = f"there is text beside the box: “{_shorten(beside)}”"
            return self._report_suspect(question, beside, what, [str(each).lower() for each in sorted(said)])
        if len(said) > 1:
            what = "the box and the character that it shows disagree"
            return self._report_suspect(question, cell.text, what, ["true", "false"])
        if not said and not normalise_text(cell.text):
            said = {False}
        if not said:
            return self._read_value(question, cell, cell.text)
        value = said.pop()
        return Answer(question.base if value == bool(question.base) else value)

    def _report_suspect(self, question: Question, text: str, what: str, readings: Sequence[str]) -> Answer:
        """An answer with no reading, or more than one; the hint names them."""
        location, named = self._location(question), " or ".join(dict.fromkeys(filter(None, readings)))
        if not named:
            return _leave_unread(question, text, UNREADABLE_ANSWER.at(location, problem=what))
        diagnostic = UNREADABLE_ANSWER.at(location, "readings", problem=what, readings=named)
        return _leave_unread(question, text, diagnostic)

    def _location(self, question: Question) -> Location:
        return Location(self.file, question.code)


def _leave_unread(question: Question, text: str, diagnostic: Diagnostic) -> Answer:
    """An answer that a person must read; until then the record keeps what it has."""
    return Answer(question.base, read=False, diagnostics=(diagnostic,), kept=text)


def _read_text_beside_box(cell: Cell) -> str:
    """The words of a cell without the signs of boxes."""
    signs = dict.fromkeys(map(ord, _TICKED + _UNTICKED))
    return normalise_text(cell.text.translate(signs)) and cell.text.translate(signs).strip()


def _has_no_answer(question: Question, found: CellText) -> bool:
    return found.state is not CellState.FILLED or _is_blank(question, found.text)


def _is_blank(question: Question, text: str) -> bool:
    silent = _ELLIPSIS if question.kind in ("text", "rich_text") else (*_ELLIPSIS, *_DASHES)
    return normalise_text(text) in ("", *silent)


def _is_unchanged(question: Question, cell: Cell) -> bool:
    compare = are_blocks_equal if question.kind == "rich_text" else are_lines_equal
    return compare(cell.blocks, question.shown)


def _shorten(text: str) -> str:
    """The beginning of a text, for a diagnostic."""
    words = normalise_text(text)
    return words if len(words) <= 60 else f"{words[:57]}..."


def _read_control_value(question: Question, cell: Cell) -> str | None:
    """What the cell's only control of the kind asked for wrote down for machines."""
    kind = {"choice": ControlKind.CHOICE, "date": ControlKind.DATE}.get(question.kind)
    values = {each.value for each in cell.controls if each.kind is kind and each.value}
    return values.pop() if len(values) == 1 else None


def _find_address(question: Question, cell: Cell) -> str:
    """The address behind a link in the cell, where there is just one and its words are none."""
    links = {run.link for block in cell.blocks for run in block.runs if run.link}
    wanted = question.kind == "link" and len(links) == 1 and "://" not in cell.text
    return links.pop() if wanted else ""
