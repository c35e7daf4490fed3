"""Records of a joint policy agenda: the editions of its guide, and what municipalities choose from them."""

from __future__ import annotations

from collections.abc import Iterator

from assembler.model.reference.municipality_choices import AgendaChoices
from assembler.store.project.project import Project
from assembler.store.records.record import Record


def find_guide(project: Project, record: Record) -> Record:
    """Return the record of the guide from which the choices in ``record`` were made.

    A record that contains an agenda edition is itself the guide. Raises ProjectError if the guide does not
    exist, and DataError if it has errors or if ``record`` contains neither a guide nor choices.
    """
    return record if "agenda" in record.entities else project.record(record.require(AgendaChoices).guide)


def iter_choices(project: Project, guide: str) -> Iterator[tuple[str, AgendaChoices]]:
    """Yield the name and choices of each record that refers to ``guide``, the name of a guide's record.

    Records that cannot be read are skipped; ``assembler check`` reports them.
    """
    for name in project.records():
        if "agenda_choices" in project.kinds(name):
            record = project.checked_record(name).record
            choices = record.find(AgendaChoices) if record else None
            if choices is not None and choices.guide == guide:
                yield name, choices
