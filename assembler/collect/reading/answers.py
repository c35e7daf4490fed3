"""Read the cells of a returned form as plain values for the record.

If the text of a cell is unchanged since it was sent, its original value is kept exactly. Other text is read
in the language of the form, and must agree with the value of the control. If text is unreadable or ambiguous,
a person must decide. Until then, the record does not change, and the text is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assembler.collect.reading.text_comparison import (
    CellState,
    CellText,
    are_blocks_equal,
    are_lines_equal,
    classify_text,
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
from assembler.model.documents.form_manifest import ChoiceItem, ControlKind
from assembler.model.types.rich_text import Block
from assembler.structs import Struct, replace
from assembler.values import KINDS
from assembler.values.choice import find_ticked
from assembler.values.kind import Kind, UnreadableError
from assembler.values.money import add_currency
from assembler.values.plain_text import normalise_text
from assembler.values.rich_text import to_markdown
from assembler.word.returned.form_content import Cell

_TICKED, _UNTICKED = "☒☑✓✔✗✘✅", "☐□❑❒"
_ELLIPSIS, _DASHES = ("…", "..."), ("-", "–", "—")
"""The texts of an empty cell: an ellipsis to click on, or a dash if the answer is not text."""


class Question(Struct, frozen=True, gc=False):
    """The question that a cell answers: a field of the form, or one column of a list row.

    ``is_plain_text`` is True if the model stores text without a language.
    """

    code: str
    kind: str
    base: Any = None
    shown: tuple[Block, ...] = ()
    prompt: str = ""
    choices: tuple[ChoiceItem, ...] = ()
    language: str = ""
    is_plain_text: bool = False


class Answer(Struct, frozen=True, gc=False):
    """The content of a cell as plain data (``value``), or None.

    ``state`` distinguishes an unchanged prompt from an empty cell. If the cell could not be read, ``value``
    is the value that was sent, and ``kept`` is the text of the cell.
    """

    value: Any = None
    read: bool = True
    diagnostics: tuple[Diagnostic, ...] = ()
    kept: str = ""
    state: CellState = CellState.FILLED


class Reader(Struct, frozen=True):
    """A reader for the cells of one returned form.

    ``language`` is the language of the form's labels, numbers and dates. ``answers`` is the language of typed
    text, unless a cell has a language of its own. ``record`` is the record's language. Text in that language
    is not labelled.
    """

    file: str
    language: str
    answers: str = ""
    record: str = ""
    currency: str = ""
    """The currency of amounts that do not name one; empty if no currency may be assumed."""
    bare: bool = False
    """True if the program that saved the form drops controls, and therefore also formats."""

    def read(self, question: Question, cell: Cell) -> Answer:
        """Read the answer to ``question`` in ``cell``."""
        if question.kind == "flag":
            return self._read_flag(question, cell)
        if question.shown and _is_unchanged(question, cell):
            return Answer(question.base)
        ticked = find_ticked(cell.text, question.choices) if question.kind == "choice" else None
        if ticked is not None and len(ticked) < 2:
            return self._read_value(question, cell, *ticked) if ticked else Answer(state=CellState.UNTOUCHED)
        content = classify_text(cell.text, question.prompt)
        if content.state is CellState.SUSPECT:
            damaged = PLACEHOLDER_DAMAGED.at(self._location(question), text=_shorten(cell.text))
            return _leave_unread(question, cell.text, damaged)
        if (cell.pictures or cell.embedded) and _has_no_answer(question, content):
            return _leave_unread(question, "", PICTURE_ONLY.at(self._location(question)))
        if content.state is not CellState.FILLED:
            return Answer(state=content.state)
        if _is_blank(question, content.text):
            return Answer(state=CellState.CLEARED)
        if self.bare and question.kind == "rich_text" and has_lost_formats(cell.blocks, question.shown):
            return Answer(question.base, diagnostics=(LOST_FORMATTING.at(self._location(question)),))
        answer = self._read_filled(question, cell, content)
        if not content.residue:
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
        """Return the text, labelled with its language if that differs from the record's.

        An answer that was sent with a label keeps the label. Text that the model stores without a language is
        never labelled.
        """
        own = question.base.get("language", "") if isinstance(question.base, dict) else ""
        language = own or question.language or self.answers
        if question.is_plain_text or not language or (language == self.record and not own):
            return words
        return {"text": words, "language": language}

    def _read_texts(self, question: Question, text: str) -> list[Any] | None:
        """Read one text per line.

        Unchanged lines have the value and language with which they were sent.
        """
        kind = KINDS["texts"]
        base = kind.parse(question.base or ())
        sent = {normalise_text(kind.show([each], self.language)): each for each in base}
        lines = [normalise_text(each.text) for each in kind.read(text, self.language)]
        originals = {line: kind.to_data([each])[0] for line, each in sent.items()}
        return [originals.get(line) or self._add_language(line, question) for line in lines] or None

    def _read_value(self, question: Question, cell: Cell, text: str) -> Answer:
        """Read a value other than text.

        The value of the control, if there is one, must not contradict the text.
        """
        kind, machine = KINDS[question.kind], _read_control_value(question, cell)
        text = add_currency(text, self.currency) if question.kind == "money" else text
        try:
            value = kind.to_data(kind.read(text, self.language, question.choices))
        except UnreadableError as error:
            readings = [self._format_reading(kind, each) for each in error.readings]
            return self._report_unreadable(question, text, error, [*readings, machine or ""])
        if question.kind == "choice" and machine is not None and machine != value:
            contradiction = UnreadableError("text and list", value=value, chosen=machine)
            return self._report_unreadable(question, text, contradiction, [value, machine])
        return Answer(value)

    def _format_reading(self, kind: Kind, value: Any) -> str:
        """Return the value as text that can be read in only one way, with numbers in the form's language."""
        is_number = kind.name in ("number", "money")
        return kind.show(value, self.language) if is_number else str(kind.to_data(value))

    def _read_flag(self, question: Question, cell: Cell) -> Answer:
        """Read a check box: from its control, from the character shown, or from both if they agree."""
        boxes = [each for each in cell.controls if each.kind is ControlKind.CHECKBOX and each.value]
        states = {each.value == "true" for each in boxes}
        states |= {sign in _TICKED for sign in cell.text if sign in _TICKED + _UNTICKED}
        if beside := _read_text_beside_box(cell) if states else "":
            error = UnreadableError("text next to the box", text=_shorten(beside))
            readings = [str(each).lower() for each in sorted(states)]
            return self._report_unreadable(question, beside, error, readings)
        if len(states) > 1:
            error = UnreadableError("box and character")
            return self._report_unreadable(question, cell.text, error, ["true", "false"])
        if not states and not normalise_text(cell.text):
            states = {False}
        if not states:
            return self._read_value(question, cell, cell.text)
        value = states.pop()
        return Answer(question.base if value == bool(question.base) else value)

    def _report_unreadable(
        self, question: Question, text: str, error: UnreadableError, readings: Sequence[str]
    ) -> Answer:
        """Return an unread answer with a diagnostic.

        The hint of the diagnostic lists the ``readings`` that are possible, if any.
        """
        location, named = self._location(question), " / ".join(dict.fromkeys(filter(None, readings)))
        if not named:
            return _leave_unread(
                question, text, UNREADABLE_ANSWER.at(location, error.problem, **error.fields)
            )
        variant = f"{error.problem} + readings"
        diagnostic = UNREADABLE_ANSWER.at(location, variant, **error.fields, readings=named)
        return _leave_unread(question, text, diagnostic)

    def _location(self, question: Question) -> Location:
        return Location(self.file, question.code)


def _leave_unread(question: Question, text: str, diagnostic: Diagnostic) -> Answer:
    """Return an answer that a person must read, so that the record does not change."""
    return Answer(question.base, read=False, diagnostics=(diagnostic,), kept=text)


def _read_text_beside_box(cell: Cell) -> str:
    """Return the text next to the check boxes in a cell, or "" if there is none."""
    signs = dict.fromkeys(map(ord, _TICKED + _UNTICKED))
    return normalise_text(cell.text.translate(signs)) and cell.text.translate(signs).strip()


def _has_no_answer(question: Question, found: CellText) -> bool:
    return found.state is not CellState.FILLED or _is_blank(question, found.text)


def _is_blank(question: Question, text: str) -> bool:
    silent = _ELLIPSIS if question.kind in ("text", "rich_text") else (*_ELLIPSIS, *_DASHES)
    return normalise_text(text) in ("", *silent)


def _is_unchanged(question: Question, cell: Cell) -> bool:
    compare = are_blocks_equal if question.kind == "rich_text" else are_lines_equal
    return cell.blocks == question.shown or compare(cell.blocks, question.shown)


def _shorten(text: str) -> str:
    """Return the text as shown in a diagnostic, shortened if it is long."""
    shortened = normalise_text(text)
    return shortened if len(shortened) <= 60 else f"{shortened[:57]}..."


def _read_control_value(question: Question, cell: Cell) -> str | None:
    """Return the value of the cell's control for this kind of question.

    The result is None if the controls have no value, or if their values differ.
    """
    kind = {"choice": ControlKind.CHOICE, "date": ControlKind.DATE}.get(question.kind)
    values = {each.value for each in cell.controls if each.kind is kind and each.value}
    return values.pop() if len(values) == 1 else None


def _find_address(question: Question, cell: Cell) -> str:
    """Return the address of the only link in a cell that answers a question about a link.

    The result is "" for any other cell, and if the text itself is an address.
    """
    links = {run.link for block in cell.blocks for run in block.runs if run.link}
    wanted = question.kind == "link" and len(links) == 1 and "://" not in cell.text
    return links.pop() if wanted else ""
