"""All English texts that the documents of a project say, in a stable order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from assembler.messages.agendas import of_agenda
from assembler.messages.cell_widths import with_width
from assembler.messages.charters import of_charter
from assembler.messages.declarations import field_notes, of_benchmark, of_declaration, of_model, with_meanings
from assembler.messages.template_cache import Templates, opened_house_style
from assembler.model.messages.message import Message
from assembler.store.project.project import Project
from assembler.structs import replace
from assembler.word.messages.extract import messages
from assembler.word.package.package import Package


def extract(project: Project, templates: Templates | None = None) -> tuple[Message, ...]:
    """Everything that documents of ``project`` say in English and a translator renders, in a stable order.

    First each document type by name: the template in its own order, then the declaration with the choices
    that its fields show; then the headers and footers of each house style; then each benchmark, and the words
    of the model. Who needs the ``templates`` for more hands them over. Errors of the files are those of the
    store.
    """
    return tuple(map(with_meanings, _everything(project, templates or Templates(project))))


def _everything(project: Project, templates: Templates) -> Iterator[Message]:
    for name in project.document_types():
        declared = project.document_type(name)
        cells = templates.cells(name)
        in_template = (with_width(message, cells) for message in messages(templates.opened(name), name))
        said = (*in_template, *of_declaration(declared))
        yield from (_in_context(field_notes(message, declared), declared.contexts) for message in said)
    for name in project.house_styles():
        style = opened_house_style(project, name)
        yield from _around(style, name)
    for name in project.benchmarks():
        yield from of_benchmark(project.benchmark(name))
    for name in project.agendas():
        yield from of_agenda(project.agenda(name))
    for tag in project.charters():
        yield from of_charter(project.charter(tag))
    yield from of_model()


def _in_context(message: Message, contexts: Mapping[str, str]) -> Message:
    """``message`` in the context that the declaration gives its text, unless the template gives one."""
    return replace(message, context=message.context or contexts.get(message.id, ""))


def _around(style: Package, name: str) -> Iterator[Message]:
    """What a house style puts around every document: headers and footers; its body is a specimen."""
    for message in messages(style, name):
        if any(place.partition(": ")[2].startswith(("header ", "footer ")) for place in message.places):
            yield message
