"""What an agenda says in English reaches the translators, with its official wordings to look at."""

from __future__ import annotations

from pathlib import Path

from assembler.messages.extract import extract
from assembler.messages.reference_data import extract_agenda
from assembler.store.project.project import Project

PROJECT = Project(Path(__file__).resolve().parents[2])


def test_every_wording_of_an_agenda_is_a_message() -> None:
    agenda = PROJECT.agenda("gia")
    said = {message.id for message in extract_agenda(agenda)}
    names = {each.name.text for area in agenda.areas for each in area.names}
    notions = {text.text for notion in agenda.notions for text in (notion.heading, notion.text)}
    assert said == {
        agenda.name.text,
        *names,
        *notions,
        *(meaning.text for meaning in agenda.meanings.values()),
        *(ministry.name.text for ministry in agenda.ministries),
    }


def test_translators_see_where_a_name_stands_and_what_it_is_officially() -> None:
    (health,) = (message for message in extract_agenda(PROJECT.agenda("gia")) if message.id == "Health")
    assert health.places == ("gia: GIA/09, name from edition 2",)
    assert health.comments == ("official, nl: Gezondheid",)


def test_agendas_are_part_of_what_a_project_says() -> None:
    said = {message.id for message in extract(PROJECT)}
    assert {message.id for message in extract_agenda(PROJECT.agenda("gia"))} <= said
