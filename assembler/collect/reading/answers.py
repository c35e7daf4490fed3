"""What one cell of a returned form says, as the plain value that a record keeps.

A cell that shows what it was sent with keeps the value it was made from, letter for letter. Otherwise its
text is read in the form's language; what the control says for machines must agree with it. What cannot be
read, or in two ways, is left to a person: the record stays, and the text is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assembler.collect.reading.prompts import Answered, State, answered
from assembler.collect.reading.text_equality import poorer, same_blocks, same_lines, without_prompt
from assembler.diagnostics import Diagnostic, Level, Location
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
_LOOK = "look into the returned form and write the answer into the record"

_PICTURE = "write what it says into the record; it is kept in data/kept"


class Asked(Struct, frozen=True):
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
    state: State = State.FILLED


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

    def read(self, asked: Asked, cell: Cell) -> Answer:
        """What ``cell`` says to what was ``asked``."""
        if asked.kind == "flag":
            return self._flag(asked, cell)
        if asked.shown and _same(asked, cell):
            return Answer(asked.base)
        found = answered(cell.text, asked.prompt)
        if found.state is State.SUSPECT:
            what = f"the prompt in this cell is damaged; it says {_short(cell.text)!r}"
            return self._left(asked, cell.text, "prompt-damaged", what)
        if (cell.pictures or cell.embedded) and _is_silent(asked, found):
            what = "there is a picture or an object here and no text"
            return self._left(asked, "", "picture-only", what, _PICTURE)
        if found.state is not State.FILLED:
            return Answer(state=found.state)
        if _says_nothing(asked, found.text):
            return Answer(state=State.CLEARED)
        if self.bare and asked.kind == "rich_text" and poorer(cell.blocks, asked.shown):
            return Answer(asked.base, diagnostics=(self._format_lost(asked),))
        answer = self._filled(asked, cell, found)
        return (
            replace(answer, diagnostics=(self._residue(asked), *answer.diagnostics))
            if found.residue
            else answer
        )

    def _filled(self, asked: Asked, cell: Cell, found: Answered) -> Answer:
        if asked.kind == "rich_text":
            blocks = without_prompt(cell.blocks, asked.prompt) if found.residue else cell.blocks
            return Answer(self._with_language(to_markdown(blocks), asked))
        if asked.kind == "text":
            lines = (line.strip() for line in found.text.splitlines())
            return Answer(self._with_language("\n".join(filter(None, lines)), asked))
        if asked.kind == "texts":
            return Answer(self._texts(asked, found.text))
        return self._value(asked, cell, _address(asked, cell) or found.text)

    def _with_language(self, words: str, asked: Asked) -> Any:
        """The words, with their language where it is not the record's own."""
        said = asked.base.get("language", "") if isinstance(asked.base, dict) else ""
        language = said or asked.language or self.answers
        if asked.words_only or not language or (language == self.record and not said):
            return words
        return {"text": words, "language": language}

    def _texts(self, asked: Asked, text: str) -> list[Any] | None:
        """A text for each line; what was sent and still stands there is as it was, with its language."""
        kind = KINDS["texts"]
        base = kind.parse(asked.base or ())
        sent = {normalise_text(kind.show([each], self.language)): each for each in base}
        lines = [normalise_text(each.text) for each in kind.read(text, self.language)]
        known = {line: kind.to_data([each])[0] for line, each in sent.items()}
        return [known.get(line) or self._with_language(line, asked) for line in lines] or None

    def _value(self, asked: Asked, cell: Cell, text: str) -> Answer:
        """A value that is no text; what the control says for machines must not contradict it."""
        kind, machine = KINDS[asked.kind], _machine(asked, cell)
        text = add_currency(text, self.currency) if asked.kind == "money" else text
        try:
            value = kind.to_data(kind.read(text, self.language, asked.choices))
        except UnreadableError as fault:
            readings = [str(kind.to_data(each)) for each in fault.readings]
            return self._suspect(asked, text, fault.message, [*readings, machine or ""])
        if asked.kind == "choice" and machine is not None and machine != value:
            what = f"the text says {value!r}, the list behind it {machine!r}"
            return self._suspect(asked, text, what, [value, machine])
        return Answer(value)

    def _flag(self, asked: Asked, cell: Cell) -> Answer:
        """A tick: from the control, from the sign that is shown, or from both where they agree."""
        boxes = [each for each in cell.controls if each.kind is ControlKind.CHECKBOX and each.value]
        said = {each.value == "true" for each in boxes}
        said |= {sign in _TICKED for sign in cell.text if sign in _TICKED + _UNTICKED}
        if beside := _beside_a_box(cell) if said else "":
            what = f"beside the box stands {_short(beside)!r}"
            return self._suspect(asked, beside, what, [str(each).lower() for each in sorted(said)])
        if len(said) > 1:
            what = "the box and the sign that it shows disagree"
            return self._suspect(asked, cell.text, what, ["true", "false"])
        if not said and not normalise_text(cell.text):
            said = {False}
        if not said:
            return self._value(asked, cell, cell.text)
        value = said.pop()
        return Answer(asked.base if value == bool(asked.base) else value)

    def _suspect(self, asked: Asked, text: str, what: str, readings: Sequence[str]) -> Answer:
        """An answer with no reading, or more than one; the hint names them."""
        named = " or ".join(dict.fromkeys(filter(None, readings)))
        return self._left(asked, text, "suspect", what, f"is it {named}? Then write that into the record")

    def _left(self, asked: Asked, text: str, rule: str, what: str, hint: str = _LOOK) -> Answer:
        """An answer that a person must read; until then the record keeps what it has."""
        hint = _LOOK if hint.startswith("is it ?") else hint
        diagnostic = Diagnostic(rule, Level.ERROR, Location(self.file, asked.code), what, hint)
        return Answer(asked.base, read=False, diagnostics=(diagnostic,), kept=text)

    def _format_lost(self, asked: Asked) -> Diagnostic:
        what = "the words are as they were sent; lists, links or emphasis went lost in that program"
        hint = "the record keeps them; look into the form if somebody took them out"
        return Diagnostic("format-lost", Level.WARNING, Location(self.file, asked.code), what, hint)

    def _residue(self, asked: Asked) -> Diagnostic:
        what = "the prompt stood beside the answer and was taken off"
        return Diagnostic("prompt-residue", Level.INFO, Location(self.file, asked.code), what)


def _beside_a_box(cell: Cell) -> str:
    """The words of a cell without the signs of boxes."""
    signs = dict.fromkeys(map(ord, _TICKED + _UNTICKED))
    return normalise_text(cell.text.translate(signs)) and cell.text.translate(signs).strip()


def _is_silent(asked: Asked, found: Answered) -> bool:
    return found.state is not State.FILLED or _says_nothing(asked, found.text)


def _says_nothing(asked: Asked, text: str) -> bool:
    silent = _ELLIPSIS if asked.kind in ("text", "rich_text") else (*_ELLIPSIS, *_DASHES)
    return normalise_text(text) in ("", *silent)


def _same(asked: Asked, cell: Cell) -> bool:
    compare = same_blocks if asked.kind == "rich_text" else same_lines
    return compare(cell.blocks, asked.shown)


def _short(text: str) -> str:
    """The beginning of a text, for a diagnostic."""
    words = normalise_text(text)
    return words if len(words) <= 60 else f"{words[:57]}..."


def _machine(asked: Asked, cell: Cell) -> str | None:
    """What the cell's only control of the kind asked for wrote down for machines."""
    kind = {"choice": ControlKind.CHOICE, "date": ControlKind.DATE}.get(asked.kind)
    values = {each.value for each in cell.controls if each.kind is kind and each.value}
    return values.pop() if len(values) == 1 else None


def _address(asked: Asked, cell: Cell) -> str:
    """The address behind a link in the cell, where there is just one and its words are none."""
    links = {run.link for block in cell.blocks for run in block.runs if run.link}
    wanted = asked.kind == "link" and len(links) == 1 and "://" not in cell.text
    return links.pop() if wanted else ""
