"""The records of a joint policy agenda: the edition of a guide, and the choices of municipalities from it."""

from __future__ import annotations

from collections.abc import Iterator

from assembler.model.reference.agenda_choices import AgendaChoices
from assembler.store.project.project import Project
from assembler.store.records.record import Record


def find_guide(project: Project, record: Record) -> Record:
    """Return the record with the edition of the guide to which the choices in ``record`` refer.

    Raises ProjectError if there is no such record.
    """
    return record if "agenda" in record.entities else project.record(record.require(AgendaChoices).guide)


def iter_choices(project: Project, guide: str) -> Iterator[tuple[str, AgendaChoices]]:
    """Yield the name and the choices of each record that refers to the guide in the record ``guide``.

    Records that cannot be read are skipped; ``assembler check`` reports them.
    """
    for name in project.records():
        if "agenda_choices" in project.kinds(name):
            record = project.checked_record(name).record
            choices = record.find(AgendaChoices) if record else None
            if choices is not None and choices.guide == guide:
                yield name, choices
