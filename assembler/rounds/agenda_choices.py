"""New records for the choices that municipalities make from an edition of an agenda guide.

Choices from the previous edition are copied. The ids of efforts do not change, so no answer is renamed or
guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path, PurePath
from typing import Any

from assembler.errors import ProjectError
from assembler.model.reference.agenda_edition import AgendaEdition
from assembler.model.reference.city import City
from assembler.model.reference.municipality_choices import AgendaChoices
from assembler.store.files.transaction import write_together
from assembler.store.project.project import RECORDS, Project
from assembler.store.records.record import Record
from assembler.store.records.record_writer import Change, edit_yaml
from assembler.structs import Struct

FILE = "agenda_choices.yaml"
_CARRIED = ("relevance", "reason", "additions")
"""Keys of an area that are carried over. A remark to the State applies only to the edition it was made on."""


class NewChoices(Struct, frozen=True):
    """A new record with a city's choices.

    ``earlier`` is the record from which the choices were copied, if any.
    """

    record: str
    city: str
    earlier: str = ""
    carried: int = 0
    """Number of choices that were carried over."""


def create_choices(
    project: Project, guide: str, cities: Sequence[str], reply_by: date | None = None
) -> tuple[NewChoices, ...]:
    """Write an ``agenda_choices.yaml`` for each city and return the new records.

    Existing records are not changed. ``guide`` is the record with the edition, and ``reply_by`` the deadline
    for returning the forms. Raises ProjectError if ``cities`` is empty, or if the record or a city does not
    exist. Raises DataError if the record is not an edition.
    """
    record = project.record(guide)
    edition = record.require(AgendaEdition)
    found = [project.city(name) for name in dict.fromkeys(cities)]
    if not found:
        raise ProjectError("no municipality was given", hint="add --city, such as `--city leeds`")
    editions = dict(_find_editions(project, edition))
    files: dict[Path, bytes] = {}
    created: list[NewChoices] = []
    for city in found:
        name = f"{city.id}-{PurePath(record.name).name}"
        if name in project.records():
            continue
        earlier = _find_earlier(project, editions, edition.number, city.id)
        data = _build_data(project, record, edition, city, earlier)
        data |= {"reply_by": reply_by.isoformat()} if reply_by else {}
        text = edit_yaml("", [Change(key, value) for key, value in data.items()])
        files[project.root / RECORDS / name / FILE] = text.encode()
        carried = sum(map(len, data.get("efforts", {}).values()))
        created.append(NewChoices(name, city.id, earlier.name if earlier else "", carried))
    write_together(files)
    return tuple(created)


def _find_editions(project: Project, edition: AgendaEdition) -> Iterator[tuple[str, int]]:
    """Yield the name and edition number of each record with an edition of the same agenda."""
    for name in project.records():
        if "agenda" in project.kinds(name):
            other = project.checked_record(name).record
            about = other.find(AgendaEdition) if other else None
            if about is not None and about.agenda == edition.agenda:
                yield name, about.number


def _find_earlier(project: Project, editions: dict[str, int], number: int, city: str) -> Record | None:
    """Return the record with the choices of ``city`` from the last edition before ``number``, or None.

    ``editions`` maps the name of each guide to the number of its edition.
    """
    earlier: list[tuple[int, Record]] = []
    for name in project.records():
        record = project.checked_record(name).record if "agenda_choices" in project.kinds(name) else None
        choices = record.find(AgendaChoices) if record else None
        if record and choices and choices.city == city and editions.get(choices.guide, number) < number:
            earlier.append((editions[choices.guide], record))
    return max(earlier, key=lambda each: each[0])[1] if earlier else None


def _build_data(
    project: Project, guide: Record, edition: AgendaEdition, city: City, earlier: Record | None
) -> dict[str, Any]:
    data: dict[str, Any] = {
        "project": edition.project,
        "language": city.working_language,
        "guide": guide.name,
        "city": city.id,
    }
    if edition.example:
        data["example"] = True
    if earlier is None:
        return data
    old = earlier.data_at("agenda_choices") or {}
    data |= {"language": old["language"], "carried_from": earlier.name}
    data |= {key: old[key] for key in ("size", "office") if key in old}
    if areas := _select_areas(old.get("areas") or {}, edition.entries):
        data["areas"] = areas
    guide_then = project.record(earlier.require(AgendaChoices).guide).require(AgendaEdition)
    if efforts := _select_efforts(old.get("efforts") or {}, edition, guide_then):
        data["efforts"] = efforts
    return data


def _select_areas(old: dict[str, Any], wanted: Iterable[str]) -> dict[str, Any]:
    """Return the answers to carry over, on those areas in ``wanted``, which are the areas of the new edition.

    Only the keys in ``_CARRIED`` are carried over.
    """
    kept = {
        code: {key: old[code][key] for key in _CARRIED if key in old[code]} for code in {*wanted} & {*old}
    }
    return {code: kept[code] for code in sorted(kept) if kept[code]}


def _select_efforts(old: dict[str, Any], edition: AgendaEdition, earlier: AgendaEdition) -> dict[str, Any]:
    """Return the choices of the efforts that the new edition contains, in the same area or in another.

    An effort without an id is numbered by its position. Its choice is only kept if the effort in this
    position of the ``earlier`` edition has the same text.
    """
    now, then = (
        {code: effort for area in each.entries for code, effort in each.efforts_of(area).items()}
        for each in (edition, earlier)
    )
    known = {
        code for code, effort in now.items() if effort.id or (code in then and then[code].text == effort.text)
    }
    kept = {
        area: {number: choice for number, choice in choices.items() if f"{area}.{number}" in known}
        for area, choices in old.items()
    }
    return {area: choices for area, choices in kept.items() if choices}
