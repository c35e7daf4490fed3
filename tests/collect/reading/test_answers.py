"""What a cell says: unchanged, read in the form's language, or left to a person with its readings."""

from __future__ import annotations

from typing import Any

import pytest

from assembler.collect.reading.answers import Answer, Question, Reader
from assembler.collect.reading.text_comparison import CellState
from assembler.model.documents.form_manifest import ChoiceItem, ControlKind
from assembler.model.types.rich_text import Block, BlockKind, Run, split_paragraphs
from assembler.values.choice import show_options
from assembler.values.rich_text import to_blocks
from assembler.word.returned.form_content import Cell, ReturnedControl

DUTCH = Reader("form.docx", "nl", "nl", "nl")
PROMPT = "Beschrijf hoe dit rapport tot stand kwam (P.1)"
CHOICES = (ChoiceItem("none", "niemand"), ChoiceItem("adopted", "de raad stelde het vast"))


def asked(kind: str, **more: Any) -> Question:
    return Question("P.1", kind, **more)


def typed(text: str, control: ControlKind | None = None, value: str | None = None) -> Cell:
    controls = () if control is None else (ReturnedControl(control, text, value=value),)
    return Cell(split_paragraphs(text), controls=controls)


def rules(answer: Answer) -> list[str]:
    return [diagnostic.rule for diagnostic in answer.diagnostics]


def test_what_shows_as_it_was_sent_keeps_its_value_letter_for_letter() -> None:
    base = "Een *plan*  met **vet**"
    question = asked("rich_text", base=base, shown=to_blocks(base), prompt=PROMPT)
    assert DUTCH.read(question, Cell(to_blocks(base))) == Answer(base)
    [block] = to_blocks(base)
    runs = tuple(Run(run.text.replace(" ", "\u00a0"), run.bold, run.italic) for run in block.runs)
    assert DUTCH.read(question, Cell((Block(runs),))) == Answer(base)


def test_a_change_of_format_is_a_change() -> None:
    question = asked("rich_text", base="plan", shown=split_paragraphs("plan"), prompt=PROMPT)
    assert DUTCH.read(question, Cell((Block((Run("plan", bold=True),)),))).value == "**plan**"


def test_rich_text_comes_back_as_markdown() -> None:
    blocks = (Block((Run("Twee "), Run("dingen", bold=True))), Block((Run("een"),), BlockKind.BULLET),
              Block((Run("twee"),), BlockKind.BULLET))  # fmt: skip
    answer = DUTCH.read(asked("rich_text", prompt=PROMPT), Cell(blocks))
    assert answer.value == "Twee **dingen**\n\n- een\n- twee"


def test_an_empty_cell_and_a_prompt_are_no_answer() -> None:
    question = asked("rich_text", base="oud", shown=split_paragraphs("oud"), prompt=PROMPT)
    assert DUTCH.read(question, Cell()) == Answer(state=CellState.CLEARED)
    assert DUTCH.read(question, typed(PROMPT)) == Answer(state=CellState.UNTOUCHED)


def test_a_prompt_beside_the_answer_is_taken_off_and_reported() -> None:
    cell = Cell((Block((Run("Samen", bold=True), Run(PROMPT))),))
    answer = DUTCH.read(asked("rich_text", prompt=PROMPT), cell)
    assert (answer.value, rules(answer)) == ("**Samen**", ["placeholder-remains"])


def test_a_damaged_prompt_is_left_to_a_person() -> None:
    answer = DUTCH.read(asked("rich_text", base="oud", prompt=PROMPT), typed(PROMPT.replace("dit", "d")))
    assert (answer.read, answer.value, rules(answer)) == (False, "oud", ["placeholder-damaged"])
    assert answer.kept == PROMPT.replace("dit", "d")


def test_text_keeps_its_lines_and_its_language() -> None:
    assert DUTCH.read(asked("text", prompt=PROMPT), typed("een \ntwee")).value == "een\ntwee"
    english = asked(
        "text", base={"text": "old", "language": "en"}, shown=split_paragraphs("old"), prompt=PROMPT
    )
    assert DUTCH.read(english, typed("new")).value == {"text": "new", "language": "en"}
    said = asked("text", prompt=PROMPT, language="fi")
    assert DUTCH.read(said, typed("uusi")).value == {"text": "uusi", "language": "fi"}
    plain = Question("F.2", "text", language="fi", is_plain_text=True)
    assert DUTCH.read(plain, typed("uusi")).value == "uusi"


@pytest.mark.parametrize(("kind", "text", "value"), [
    ("number", "1.413", 1413),
    ("money", "€ 150.000,-", "150000 EUR"),
    ("date", "1 maart 2026", "2026-03-01"),
    ("date", "1-3-2026", "2026-03-01"),
    ("period", "2006 – 2010", "2006-2010"),
    ("link", "https://example.org/plan", "https://example.org/plan"),
    ("language", "Fins", "fi"),
    ("choice", "adopted – de raad stelde het vast", "adopted"),
    ("choice", "De raad stelde het vast", "adopted"),
    ("choice", "none", "none"),
])  # fmt: skip
def test_values_are_read_in_the_forms_language(kind: str, text: str, value: object) -> None:
    answer = DUTCH.read(asked(kind, choices=CHOICES, prompt=PROMPT), typed(text))
    assert (answer.value, answer.read, rules(answer)) == (value, True, [])


def test_what_has_two_readings_is_reported_with_both() -> None:
    answer = DUTCH.read(asked("date", base="2026-01-01", prompt=PROMPT), typed("26/01/12"))
    assert (answer.read, answer.value, rules(answer)) == (False, "2026-01-01", ["unreadable-answer"])
    assert "2012-01-26" in answer.diagnostics[0].hint or "2026-01-12" in answer.diagnostics[0].hint
    number = DUTCH.read(asked("number"), typed("1.5"))
    assert "enter the right answer in the record, such as 1,5" in number.diagnostics[0].hint


def test_a_date_goes_by_its_text_where_the_pickers_day_is_stale() -> None:
    cell = typed("2 april 2026", ControlKind.DATE, "2026-03-01")
    assert DUTCH.read(asked("date", prompt=PROMPT), cell).value == "2026-04-02"


def test_a_date_without_readable_text_names_the_pickers_day_as_a_reading() -> None:
    cell = typed("ergens in maart", ControlKind.DATE, "2026-03-01")
    answer = DUTCH.read(asked("date", prompt=PROMPT), cell)
    assert not answer.read
    assert "2026-03-01" in answer.diagnostics[0].hint


def test_a_choice_whose_list_says_something_else_is_suspect() -> None:
    cell = typed("niemand", ControlKind.CHOICE, "adopted")
    answer = DUTCH.read(asked("choice", choices=CHOICES, prompt=PROMPT), cell)
    assert (answer.read, rules(answer)) == (False, ["unreadable-answer"])
    assert answer.diagnostics[0].variant == "text and list + readings"
    assert "none / adopted" in answer.diagnostics[0].hint


OPTIONS = show_options(CHOICES)


def test_printed_options_are_no_answer() -> None:
    question = asked("choice", choices=CHOICES, prompt=OPTIONS)
    for text in (OPTIONS, " ".join(OPTIONS.split()), OPTIONS.replace("☐", "□")):
        assert DUTCH.read(question, typed(text)) == Answer(state=CellState.UNTOUCHED)


@pytest.mark.parametrize("tick", ["☒", "☑", "✓", "x"])
def test_one_ticked_option_is_the_answer(tick: str) -> None:
    text = tick.join(OPTIONS.rsplit("☐", 1))
    assert DUTCH.read(asked("choice", choices=CHOICES, prompt=OPTIONS), typed(text)) == Answer("adopted")


def test_two_ticked_options_are_left_to_a_person() -> None:
    answer = DUTCH.read(asked("choice", choices=CHOICES, prompt=OPTIONS), typed(OPTIONS.replace("☐", "☒")))
    assert not answer.read and answer.kept


def test_a_label_over_the_printed_options_is_the_answer() -> None:
    question = asked("choice", choices=CHOICES, prompt=OPTIONS)
    for text in ("de raad stelde het vast", f"de raad stelde het vast{OPTIONS}"):
        assert DUTCH.read(question, typed(text)).value == "adopted"


def test_a_choice_that_is_not_in_the_list_is_kept_as_text() -> None:
    answer = DUTCH.read(asked("choice", choices=CHOICES, prompt=PROMPT), typed("een beetje"))
    assert (answer.read, answer.kept) == (False, "een beetje")


@pytest.mark.parametrize(("text", "value", "base", "wanted"), [
    ("☒", "true", None, True),
    ("☐", "false", None, None),
    ("☐", "false", True, False),
    ("☒", None, False, True),
    ("x", None, None, True),
    ("ja", None, None, True),
    ("", None, True, False),
])  # fmt: skip
def test_ticks(text: str, value: str | None, base: object, wanted: object) -> None:
    cell = typed(text, ControlKind.CHECKBOX, value)
    assert DUTCH.read(asked("flag", base=base), cell).value is wanted


def test_a_box_that_contradicts_its_sign_is_suspect() -> None:
    answer = DUTCH.read(asked("flag"), typed("☐", ControlKind.CHECKBOX, "true"))
    assert (answer.read, rules(answer)) == (False, ["unreadable-answer"])
    assert answer.diagnostics[0].variant == "box and character + readings"


def test_text_next_to_a_box_is_suspect() -> None:
    answer = DUTCH.read(asked("flag"), typed("☒ soms", ControlKind.CHECKBOX, "true"))
    assert (answer.read, answer.kept) == (False, "soms")
    assert answer.diagnostics[0].variant == "text next to the box + readings"


def test_the_address_behind_a_link_counts_where_its_words_are_none() -> None:
    cell = Cell((Block((Run("ons plan", link="https://example.org/plan"),)),))
    assert DUTCH.read(asked("link"), cell).value == "https://example.org/plan"


def test_a_dash_or_an_ellipsis_in_a_list_is_nothing() -> None:
    for text in ("-", "–", "..."):
        assert DUTCH.read(asked("money", prompt="…"), typed(text)) == Answer(state=CellState.CLEARED), text
    assert DUTCH.read(asked("money", prompt="…"), typed("…")) == Answer(state=CellState.UNTOUCHED)
    assert DUTCH.read(asked("text", prompt="…"), typed("-")).value == "-"
    assert DUTCH.read(asked("text", prompt="…"), typed("and so on…")).value == "and so on…"


def test_formats_that_a_bare_editor_lost_stay_in_the_record_and_are_reported() -> None:
    base = "Zie [de nota](https://example.org/n):\n\n- **eerst** dit"
    question = asked("rich_text", base=base, shown=to_blocks(base), prompt=PROMPT)
    plainer = Cell(split_paragraphs("Zie de nota:\neerst dit"))
    bare = Reader("form.docx", "nl", "nl", "nl", bare=True)
    answer = bare.read(question, plainer)
    assert (answer.value, rules(answer)) == (base, ["lost-formatting"])
    assert DUTCH.read(question, plainer).value == "Zie de nota:\n\neerst dit"
    other = Cell((Block((Run("Zie de nota:"),)), Block((Run("eerst dit", italic=True),))))
    assert bare.read(question, other).value == "Zie de nota:\n\n*eerst dit*"
