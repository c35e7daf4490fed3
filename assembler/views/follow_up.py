"""View of the follow-up for a half-year: the promises still open after the earlier follow-ups."""

from __future__ import annotations

from typing import Any

from assembler.model.tracking.promise_register import PromiseRegister
from assembler.views.block import Block
from assembler.views.context import ViewContext
from assembler.views.promise_data import list_promises
from assembler.views.promise_texts import describe_promise, format_day, name_half_year

_ON_A_PAGE = 2
"""Number of promises on a page, each with room to answer."""


def view(context: ViewContext) -> dict[str, Any]:
    """Return a value for each name that ``templates/follow-up/template.docx`` uses.

    ``assembly.forms`` adds the fields. The states of promises depend only on earlier follow-ups, so that the
    form still asks about the same promises after its answers have been collected.
    """
    code, register = context.language.code, context.record.find(PromiseRegister) or PromiseRegister()
    follow_up = register.follow_ups.get(context.part)
    promises = [
        (each.code, describe_promise(context, each))
        for each in list_promises(context.project, context.record, before=context.part)
        if each.registered and each.state.is_open
    ]
    return {
        "city_name": context.city.name(code),
        "city_of": context.city.phrase("of", code),
        "project": context.project_name,
        "language_name": context.language_name,
        "example": context.record.about.example,
        "period": name_half_year(context, context.part),
        "deadline": format_day(context, follow_up.due if follow_up else None),
        "open_count": str(len(promises)),
        "overview": [{"key": key, **texts} for key, texts in promises],
        "promises": [
            Block("promise", key, starts_page=at > 0 and at % _ON_A_PAGE == 0, **texts)
            for at, (key, texts) in enumerate(promises)
        ],
    }
