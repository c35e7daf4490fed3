"""View of the agenda guide: the notions, natures of effort and policy areas of an edition.

An effort is what the State or municipalities can do in an area. Its nature says how binding it is. The guide
is a form, in which a municipality answers questions about each area and chooses from the efforts meant for
municipalities.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from assembler.i18n.languages.collation import sort_key
from assembler.model.reference.agenda_edition import (
    AgendaEdition,
    AreaEntry,
    Effort,
    Instrument,
    InstrumentKind,
    SizeClass,
)
from assembler.model.reference.policy_agenda import (
    SYMBOLS,
    EffortNature,
    EffortSide,
    PolicyAgenda,
    PolicyArea,
)
from assembler.model.types.multilingual_text import MultilingualText
from assembler.model.types.values import Text
from assembler.store.project.agenda_records import find_guide
from assembler.values import money
from assembler.values.date import show_long, show_month
from assembler.values.joined_items import join_codes, join_items
from assembler.views.block import Block
from assembler.views.context import ViewContext

TextGetter = Callable[[MultilingualText | None], Text | str]

NO_BREAK_SPACE, EM_SPACE = "\N{NO-BREAK SPACE}", "\N{EM SPACE}"


def view(context: ViewContext) -> dict[str, Any]:
    """Return a value for each name that ``templates/agenda-guide/template.docx`` uses.

    Missing texts are "". Counts are numbers; ``document.yaml`` declares the phrases that show them.
    """
    edition = find_guide(context.project, context.record).require(AgendaEdition)
    agenda = context.project.agenda(edition.agenda)
    natures = [_build_nature(context, nature, agenda) for nature in EffortNature if nature in agenda.meanings]
    areas = list(_build_areas(context, edition, agenda))
    return {
        **_build_cover(context, edition, agenda),
        **_build_opening(context, edition),
        "notions": _build_notions(context, agenda),
        "natures": natures,
        "legend": join_legend((each["sign"], each["label"]) for each in natures),
        "areas": areas,
        "area_count": len(areas),
        "ministries": _build_ministries(context, edition, agenda),
    }


def join_legend(signs: Iterable[tuple[str, str]]) -> str:
    """Return a line that explains each symbol and can break only between two explanations."""
    return f"{EM_SPACE} ".join(f"{sign} {label}".replace(" ", NO_BREAK_SPACE) for sign, label in signs)


def _make_text_getter(context: ViewContext) -> TextGetter:
    """Return a function that returns a record's text in the document's language.

    If there is no text, the function returns "".
    """
    return lambda text: text.text_in(context.language.chain) if text else ""


def _build_cover(context: ViewContext, edition: AgendaEdition, agenda: PolicyAgenda) -> dict[str, Any]:
    get_text, code = _make_text_getter(context), context.language.code
    city, month = context.optional_city, show_month(agenda.edition(edition.number).month, code)
    municipality = city.name(code) if city else ""
    return {
        "title": get_text(edition.title),
        "subtitle": get_text(edition.subtitle),
        "agenda_name": context.translate_wording(agenda.name),
        "number": edition.number,
        "month": month,
        "page_foot": " · ".join(filter(None, (municipality, month))),
        "owners": [{"name": get_text(owner)} for owner in edition.owners],
        "project": context.project_name,
        "language_name": context.language_name,
        "example": edition.example,
        "municipality": municipality,
    }


def _build_opening(context: ViewContext, edition: AgendaEdition) -> dict[str, Any]:
    get_text, foreword = _make_text_getter(context), edition.foreword
    return {
        "foreword": get_text(foreword.text) if foreword else "",
        "signed_by": [{"office": get_text(office)} for office in foreword.signed_by] if foreword else [],
        "working_group": [
            {"organisation": get_text(each.organisation), "office": get_text(each.office)}
            for each in edition.working_group
        ],
    }


def _build_notions(context: ViewContext, agenda: PolicyAgenda) -> list[dict[str, Any]]:
    return [
        {
            "number": number,
            "heading": context.translate_wording(each.heading),
            "text": context.translate_wording(each.text),
        }
        for number, each in enumerate(agenda.notions, 1)
    ]


def _build_nature(context: ViewContext, nature: EffortNature, agenda: PolicyAgenda) -> dict[str, Any]:
    """Return the symbol, label and meaning of a nature, which says how binding an effort is."""
    return {
        "sign": SYMBOLS[nature],
        "label": context.translate(nature.label),
        "meaning": context.translate_wording(agenda.meanings[nature]),
    }


def _build_areas(context: ViewContext, edition: AgendaEdition, agenda: PolicyAgenda) -> Iterator[Block]:
    for position, area in enumerate(agenda.areas_of(edition.number), 1):
        entry = edition.entries.get(area.code, AreaEntry())
        yield Block(
            "area",
            area.code,
            position=position,
            title=context.translate_wording(area.name_in(edition.number)),
            ministries=_join_ministries(context, area, agenda),
            short=join_codes(area.ministries, context.language.code) or "–",
            shares=_format_shares(entry.efforts) or "–",
            **_build_entry(context, entry, edition.efforts_of(area.code)),
        )


def _join_ministries(context: ViewContext, area: PolicyArea, agenda: PolicyAgenda) -> str:
    """Return the names of the ministries that lead an area, each followed by its abbreviation."""
    names = [f"{context.translate_wording(agenda.ministry(code).name)} ({code})" for code in area.ministries]
    return join_items(names, context.language.code)


def _format_shares(efforts: Sequence[Effort]) -> str:
    """Return how many efforts there are of each nature, each number after the symbol of the nature.

    Natures without efforts are omitted.
    """
    counts = Counter(effort.nature for effort in efforts)
    shares = (
        f"{SYMBOLS[nature]}{NO_BREAK_SPACE}{counts[nature]}" for nature in EffortNature if counts[nature]
    )
    return EM_SPACE.join(shares)


def _build_entry(context: ViewContext, entry: AreaEntry, efforts: Mapping[str, Effort]) -> dict[str, Any]:
    get_text = _make_text_getter(context)
    ours = [(code, each) for code, each in efforts.items() if each.side is EffortSide.MUNICIPALITIES]
    duties = [each for each in ours if each[1].nature is EffortNature.STATUTORY_TASK]
    options = [each for each in _sort_by_nature(ours) if each not in duties]
    state = [(code, each) for code, each in efforts.items() if each.side is EffortSide.STATE]
    return {
        "core_problem": get_text(entry.core_problem),
        "joint_ambition": get_text(entry.joint_ambition),
        "target": get_text(entry.target),
        "state_efforts": [_build_effort(context, effort) for _, effort in _sort_by_nature(state)],
        "duties": [Block("duty", code, **_build_effort(context, effort)) for code, effort in duties],
        "options": [Block("option", code, **_build_effort(context, effort)) for code, effort in options],
        "instrument_kinds": [_build_instruments(context, kind, entry.instruments) for kind in InstrumentKind],
    }


def _sort_by_nature(efforts: Sequence[tuple[str, Effort]]) -> list[tuple[str, Effort]]:
    """Return ``efforts`` sorted from binding to optional.

    Source: S3:831, lesson 5.
    """
    natures = list(EffortNature)
    return sorted(efforts, key=lambda each: natures.index(each[1].nature))


def _build_effort(context: ViewContext, effort: Effort) -> dict[str, Any]:
    get_text = _make_text_getter(context)
    return {
        "sign": SYMBOLS[effort.nature],
        "nature": context.translate(effort.nature.label),
        "text": get_text(effort.text),
        "ministry": effort.ministry,
        "unit": get_text(effort.unit),
        "agreement": get_text(effort.agreement),
        "deadline": _format_day(effort.deadline, context.language.code),
        "size": "" if effort.size is SizeClass.ALL else context.translate(effort.size.label),
    }


def _build_instruments(
    context: ViewContext, kind: InstrumentKind, known: Sequence[Instrument]
) -> dict[str, Any]:
    """Return the label of one kind of instrument, and the instruments of that kind.

    The list may be empty, which shows the reader that there are none.
    """
    return {
        "label": context.translate(kind.label),
        "instruments": [_build_instrument(context, each) for each in known if each.kind is kind],
    }


def _build_instrument(context: ViewContext, instrument: Instrument) -> dict[str, Any]:
    get_text = _make_text_getter(context)
    return {
        "title": get_text(instrument.title),
        "body": get_text(instrument.body),
        "amount": money.show(instrument.amount, context.language.code) if instrument.amount else "",
        "link": instrument.link or "",
    }


def _build_ministries(
    context: ViewContext, edition: AgendaEdition, agenda: PolicyAgenda
) -> list[dict[str, Any]]:
    """Return the abbreviation and name of each ministry in the edition, sorted by abbreviation."""
    leading = {code for area in agenda.areas_of(edition.number) for code in area.ministries}
    acting = {effort.ministry for entry in edition.entries.values() for effort in entry.efforts}
    named = (each for each in agenda.ministries if each.code in leading | acting)
    return [
        {"short": each.code, "name": context.translate_wording(each.name)}
        for each in sorted(named, key=lambda each: sort_key(each.code, context.language.code))
    ]


def _format_day(day: date | None, code: str) -> str:
    """Return a date with the month spelt out, or "" if there is no date.

    >>> _format_day(date(2009, 9, 1), "nl"), _format_day(None, "nl")
    ('1\\xa0september 2009', '')
    """
    return show_long(day, code) if day else ""
