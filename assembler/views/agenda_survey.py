"""View of a survey, which asks the questions whose answers are counted in an evaluation, by chapter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from assembler.errors import ProjectError
from assembler.model.documents.form_manifest import ChoiceItem
from assembler.model.reference.agenda_evaluations import Chapter, Evaluation
from assembler.model.reference.survey import SurveyQuestion, list_questions
from assembler.model.types.multilingual_text import MultilingualText
from assembler.model.types.values import Text
from assembler.values.choice import show_options
from assembler.values.date import show_long
from assembler.views.block import Block
from assembler.views.context import ViewContext


def view(context: ViewContext) -> dict[str, Any]:
    """Return a value for each name that ``templates/agenda-survey/template.docx`` uses.

    Missing texts are "". Questions about the respondents come first, without a heading of their own.
    ``assembly.forms`` adds the fields. Raises ProjectError if a question depends on a
    question or an answer that the survey does not contain.
    """
    evaluation, chain = context.record.require(Evaluation), context.language.chain
    order = list(Chapter)
    listed = list_questions(evaluation.tables)
    questions = sorted(listed, key=lambda each: order.index(each.chapter))
    by_code = {each.code: each for each in listed}
    return {
        "title": evaluation.title.text_in(chain),
        "sender": evaluation.client,
        "agenda_name": context.translate_wording(context.project.agenda(evaluation.agenda).name),
        "example": evaluation.example,
        "deadline": show_long(evaluation.reply_by, context.language.code) if evaluation.reply_by else "",
        "address": evaluation.reply_to,
        "chapters": [
            {
                "title": "" if chapter is Chapter.PURPOSE else context.translate(chapter.label),
                "groups": list(_group_questions(context, asked, by_code)),
            }
            for chapter, asked in groupby(questions, key=lambda each: each.chapter)
        ],
    }


def _group_questions(
    context: ViewContext, asked: Iterable[SurveyQuestion], by_code: Mapping[str, SurveyQuestion]
) -> Iterator[dict[str, Any]]:
    """Yield groups of successive questions that complete the same sentence and have the same conditions.

    Each group contains the beginning of the sentence, or "" for complete questions, whose conditions are then
    repeated in each of their blocks.
    """
    for (stem, _), group in groupby(asked, key=lambda each: (each.stem, each.asked_if)):
        questions = list(group)
        conditions = _build_conditions(context, questions[0], by_code)
        yield {
            "stem": stem.text_in(context.language.chain) if stem else "",
            "conditions": conditions,
            "questions": [_build_question(context, each, [] if stem else conditions) for each in questions],
        }


def _build_question(
    context: ViewContext, question: SurveyQuestion, conditions: Sequence[Mapping[str, Text]]
) -> Block:
    labels = [(code, label.text_in(context.language.chain)) for code, label in question.options]
    repeated = len({label.text.casefold() for _, label in labels}) < len(labels)
    items = tuple(ChoiceItem(code, label.text, coded=repeated) for code, label in labels)
    are_printed = bool(show_options(items)) and not repeated
    block = Block(
        "question",
        question.code,
        words=question.text.text_in(context.language.chain),
        labels="" if are_printed else _list_labels(labels, items),
        conditions=conditions,
    )
    block.choices["answer"] = items
    if are_printed:
        block.options_language = labels[0][1].language or context.record.about.language
    return block


def _list_labels(labels: Sequence[tuple[str, Text]], items: Sequence[ChoiceItem]) -> Text:
    return Text(text=" · ".join(each.display_label for each in items), language=labels[0][1].language)


def _build_conditions(
    context: ViewContext, question: SurveyQuestion, by_code: Mapping[str, SurveyQuestion]
) -> list[dict[str, Text]]:
    chain = context.language.chain
    return [
        {"question": other.text.text_in(chain), "answer": label.text_in(chain)}
        for other, label in _find_conditions(question, by_code)
    ]


def _find_conditions(
    question: SurveyQuestion, by_code: Mapping[str, SurveyQuestion]
) -> Iterator[tuple[SurveyQuestion, MultilingualText]]:
    """Yield each question that must be answered first, with the label of the required answer.

    Raises ProjectError if the survey does not contain the question or the answer.
    """
    for code, answer in question.asked_if.items():
        options = dict(by_code[code].options) if code in by_code else {}
        if answer not in options:
            raise ProjectError(f"the survey has no question {code} with the answer {answer}")
        yield by_code[code], options[answer]
