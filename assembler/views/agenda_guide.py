"""What the agenda guide sees: notions, natures and areas of the edition, in the document's language.

How many there are of each follows from the agenda and the edition; nothing here counts them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import Any

from assembler.i18n.languages.collation import sort_key
from assembler.model.reference.agenda import (
    AgendaEdition,
    AreaEntry,
    Effort,
    Instrument,
    InstrumentKind,
    LocalDecision,
    SizeClass,
)
from assembler.model.reference.policy_agenda import (
    SYMBOLS,
    EffortNature,
    EffortSide,
    PolicyAgenda,
    PolicyArea,
)
from assembler.model.types.content import Text
from assembler.model.types.local_text import LocalText
from assembler.values import money
from assembler.values.date import show_long, show_month
from assembler.values.lists import join_codes, join_items
from assembler.views.context import Sight

Told = Callable[[LocalText | None], Text | str]

OPEN_BOX, CROSSED_BOX = "☐", "☒"
HARD_BLANK, GAP = "\N{NO-BREAK SPACE}", "\N{EM SPACE}"


def view(sight: Sight) -> dict[str, Any]:
    """The names that ``templates/agenda-guide/template.docx`` uses.

    Texts are "" where there is nothing; counts are numbers (the declaration turns them into phrases).
    """
    edition = sight.record.require(AgendaEdition)
    agenda = sight.project.agenda(edition.agenda)
    areas = list(_areas(sight, edition, agenda))
    return {
        **_cover(sight, edition, agenda),
        **_opening(sight, edition),
        "notions": _notions(sight, agenda),
        "natures": [_nature(sight, nature, agenda) for nature in EffortNature],
        "areas": areas,
        "area_count": len(areas),
        "ministries": _ministries(sight, edition, agenda),
    }


def _teller(sight: Sight) -> Told:
    """Gives a text of the record in the document's language, "" for none."""
    return lambda text: text.text_in(sight.language.chain) if text else ""


def _cover(sight: Sight, edition: AgendaEdition, agenda: PolicyAgenda) -> dict[str, Any]:
    told, code = _teller(sight), sight.language.code
    city = sight.found_city
    return {
        "title": told(edition.title),
        "subtitle": told(edition.subtitle),
        "agenda_name": sight.wording(agenda.name),
        "number": edition.number,
        "month": show_month(agenda.edition(edition.number).month, code),
        "owners": [{"name": told(owner)} for owner in edition.owners],
        "project": sight.project_name,
        "language_name": sight.language_name,
        "example": edition.example,
        "municipality": city.name(code) if city else "",
    }


def _opening(sight: Sight, edition: AgendaEdition) -> dict[str, Any]:
    told, foreword = _teller(sight), edition.foreword
    return {
        "foreword": told(foreword.text) if foreword else "",
        "signed_by": [{"office": told(office)} for office in foreword.signed_by] if foreword else [],
        "working_group": [
            {"organisation": told(each.organisation), "office": told(each.office)}
            for each in edition.working_group
        ],
    }


def _notions(sight: Sight, agenda: PolicyAgenda) -> list[dict[str, Any]]:
    return [
        {"number": number, "heading": sight.wording(each.heading), "text": sight.wording(each.text)}
        for number, each in enumerate(agenda.notions, 1)
    ]


def _nature(sight: Sight, nature: EffortNature, agenda: PolicyAgenda) -> dict[str, Any]:
    """A kind of effort as every legend shows it: sign, words, and what it means."""
    return {
        "sign": SYMBOLS[nature],
        "label": sight.says(nature.label),
        "meaning": sight.wording(agenda.meanings[nature]),
    }


def _areas(sight: Sight, edition: AgendaEdition, agenda: PolicyAgenda) -> Iterator[dict[str, Any]]:
    for position, area in enumerate(agenda.areas_of(edition.number), 1):
        entry = edition.entries.get(area.code, AreaEntry())
        yield {
            "position": position,
            "code": f"{area.code}@{edition.number}",
            "name": sight.wording(area.name_in(edition.number)),
            "ministries": _leading(sight, area, agenda),
            "short": join_codes(area.ministries, sight.language.code) or "–",
            "shares": _shares(entry.efforts) or "–",
            **_entry(sight, entry, position),
        }


def _leading(sight: Sight, area: PolicyArea, agenda: PolicyAgenda) -> str:
    """The ministries that lead for the State, each with the abbreviation that the efforts use."""
    names = [f"{sight.wording(agenda.ministry(code).name)} ({code})" for code in area.ministries]
    return join_items(names, sight.language.code)


def _shares(efforts: Sequence[Effort]) -> str:
    """How many efforts of each kind there are, each number beside its sign."""
    counts = Counter(effort.nature for effort in efforts)
    signs = (f"{SYMBOLS[nature]}{HARD_BLANK}{counts[nature]}" for nature in EffortNature if counts[nature])
    return GAP.join(signs)


def _entry(sight: Sight, entry: AreaEntry, position: int) -> dict[str, Any]:
    told = _teller(sight)
    numbered = [(f"{position}.{at}", effort) for at, effort in enumerate(_in_order(entry.efforts), 1)]
    show = partial(_effort, sight)
    return {
        "core_problem": told(entry.core_problem),
        "joint_ambition": told(entry.joint_ambition),
        "target": told(entry.target),
        "state_efforts": [show(*each) for each in numbered if each[1].side is EffortSide.STATE],
        "municipal_efforts": [show(*each) for each in numbered if each[1].side is EffortSide.MUNICIPALITIES],
        "instrument_kinds": [_instruments(sight, kind, entry.instruments) for kind in InstrumentKind],
    }


def _in_order(efforts: Sequence[Effort]) -> list[Effort]:
    """The State's first, then the municipalities'; within a side from settled to free (lesson 5, S3:831)."""
    sides, natures = list(EffortSide), list(EffortNature)
    return sorted(efforts, key=lambda each: (sides.index(each.side), natures.index(each.nature)))


def _effort(sight: Sight, number: str, effort: Effort) -> dict[str, Any]:
    told, choice = _teller(sight), effort.choice
    return {
        "number": number,
        "sign": SYMBOLS[effort.nature],
        "nature": sight.says(effort.nature.label),
        "text": told(effort.text),
        "ministry": effort.ministry,
        "unit": told(effort.unit),
        "agreement": told(effort.agreement),
        "deadline": _day(effort.deadline, sight.language.code),
        "size": "" if effort.size is SizeClass.ALL else sight.says(effort.size.label),
        "by_law": effort.nature is EffortNature.STATUTORY_TASK,
        "chosen": _box(choice.decision, LocalDecision.CHOSEN),
        "not_chosen": _box(choice.decision, LocalDecision.NOT_CHOSEN),
        "action": choice.action or "",
        "owner": choice.owner or "",
    }


def _box(decision: LocalDecision | None, wanted: LocalDecision) -> str:
    return CROSSED_BOX if decision is wanted else OPEN_BOX


def _instruments(sight: Sight, kind: InstrumentKind, known: Sequence[Instrument]) -> dict[str, Any]:
    """The instruments of one kind; every kind is shown, so that a gap is seen."""
    return {
        "label": sight.says(kind.label),
        "instruments": [_instrument(sight, each) for each in known if each.kind is kind],
    }


def _instrument(sight: Sight, instrument: Instrument) -> dict[str, Any]:
    told = _teller(sight)
    return {
        "title": told(instrument.title),
        "body": told(instrument.body),
        "amount": money.show(instrument.amount, sight.language.code) if instrument.amount else "",
        "link": instrument.link or "",
    }


def _ministries(sight: Sight, edition: AgendaEdition, agenda: PolicyAgenda) -> list[dict[str, Any]]:
    """The ministries that the edition names by their abbreviation, each with its full name, A to Z."""
    leading = {code for area in agenda.areas_of(edition.number) for code in area.ministries}
    acting = {effort.ministry for entry in edition.entries.values() for effort in entry.efforts}
    named = (each for each in agenda.ministries if each.code in leading | acting)
    return [
        {"short": each.code, "name": sight.wording(each.name)}
        for each in sorted(named, key=lambda each: sort_key(each.code, sight.language.code))
    ]


def _day(day: date | None, code: str) -> str:
    """A date in words; nothing for none.

    >>> _day(date(2009, 9, 1), "nl"), _day(None, "nl")
    ('1\\xa0september 2009', '')
    """
    return show_long(day, code) if day else ""
