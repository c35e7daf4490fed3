"""All English texts that the documents of a project say, in a stable order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from assembler.diagnostics import Diagnostic
from assembler.messages.agendas import of_agenda
from assembler.messages.cell_widths import with_width
from assembler.messages.charters import of_charter
from assembler.messages.declarations import field_notes, of_benchmark, of_declaration, of_model, with_meanings
from assembler.messages.error_collection import each_readable, each_told
from assembler.messages.template_cache import Templates, opened_house_style
from assembler.model.messages.message import Message
from assembler.store.project.project import Project
from assembler.structs import replace
from assembler.word.messages.extract import extract_messages


def extract(project: Project, templates: Templates | None = None) -> tuple[Message, ...]:
    """Everything that documents of ``project`` say in English and a translator renders, in a stable order.

    First each document type by name: the template in its own order, then the declaration with the choices
    that its fields show; then the headers and footers of each house style; then each benchmark, and the words
    of the model. Who needs the ``templates`` for more hands them over. An AssemblyError names every file that
    cannot be read: without its messages, a catalogue would lose their translations.
    """
    sources = _sources(project, templates or Templates(project))
    return _together(each_told(sources, _said, "files with English texts"))


def extract_readable(
    project: Project, faults: list[Diagnostic], templates: Templates | None = None
) -> tuple[Message, ...]:
    """The same for commands that only look: what cannot be read is left out, and added to ``faults``."""
    return _together(each_readable(_sources(project, templates or Templates(project)), _said, faults))


_Source = Callable[[], Iterable[Message]]


def _said(source: _Source) -> tuple[Message, ...]:
    return tuple(source())


def _together(said: Iterable[tuple[Message, ...]]) -> tuple[Message, ...]:
    return tuple(with_meanings(message) for messages in said for message in messages)


def _sources(project: Project, templates: Templates) -> Iterator[_Source]:
    """Each file that holds English texts, in the order of their messages; read when it is called."""
    for name in project.document_types():
        yield partial(_of_type, project, templates, name)
    for name in project.house_styles():
        yield partial(_of_house_style, project, name)
    for name in project.benchmarks():
        yield partial(_of_benchmark, project, name)
    for name in project.agendas():
        yield partial(_of_agenda, project, name)
    for tag in project.charters():
        yield partial(_of_charter, project, tag)
    yield of_model


def _of_type(project: Project, templates: Templates, name: str) -> Iterator[Message]:
    declared = project.document_type(name)
    cells = templates.cells(name)
    in_template = (with_width(message, cells) for message in extract_messages(templates.opened(name), name))
    said = (*in_template, *of_declaration(declared))
    yield from (_in_context(field_notes(message, declared), declared.contexts) for message in said)


def _of_house_style(project: Project, name: str) -> Iterator[Message]:
    """What a house style puts around every document: headers and footers; its body is a specimen."""
    for message in extract_messages(opened_house_style(project, name), name):
        if any(place.partition(": ")[2].startswith(("header ", "footer ")) for place in message.places):
            yield message


def _of_benchmark(project: Project, name: str) -> Iterable[Message]:
    return of_benchmark(project.benchmark(name))


def _of_agenda(project: Project, name: str) -> Iterable[Message]:
    return of_agenda(project.agenda(name))


def _of_charter(project: Project, tag: str) -> Iterable[Message]:
    return of_charter(project.charter(tag))


def _in_context(message: Message, contexts: Mapping[str, str]) -> Message:
    """``message`` in the context that the declaration gives its text, unless the template gives one."""
    return replace(message, context=message.context or contexts.get(message.id, ""))
