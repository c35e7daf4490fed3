"""Extraction of all English texts in a project's documents, in a stable order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TypeVar

from assembler.diagnostics import Diagnostic
from assembler.messages.declarations import (
    add_meanings,
    add_placeholder_notes,
    extract_benchmark,
    extract_declaration,
    extract_model,
)
from assembler.messages.error_collection import collect_results, iterate_readable
from assembler.messages.reference_data import extract_agenda, extract_charter, extract_paper, extract_toolkit
from assembler.messages.template_cache import TemplateCache, add_width
from assembler.model.messages.message import Message
from assembler.store.project.project import Project
from assembler.structs import replace
from assembler.word.messages.extract import extract_messages


def extract(project: Project, templates: TemplateCache | None = None) -> tuple[Message, ...]:
    """Return all translatable English texts in the documents of ``project``, in a stable order.

    The document types come first, by name: for each, the messages of its template, of its declaration and of
    the choices for its fields. They are followed by the headers and footers of house styles, then the
    benchmarks, agendas, toolkits, policy papers and charters, and finally the texts of the model.
    ``templates`` is an optional cache.

    Raises an AssemblyError that names every unreadable file, because a catalogue would otherwise lose the
    translations of their messages.
    """
    sources = _list_sources(project, templates or TemplateCache(project))
    return _flatten(collect_results(sources, _read_source, "files with English texts"))


def extract_readable(
    project: Project, diagnostics: list[Diagnostic], templates: TemplateCache | None = None
) -> tuple[Message, ...]:
    """Return the messages from readable files, in the order of ``extract``.

    Errors in other files are added to ``diagnostics``.
    """
    return _flatten(
        iterate_readable(
            _list_sources(project, templates or TemplateCache(project)), _read_source, diagnostics
        )
    )


T = TypeVar("T")
_Source = Callable[[], Iterable[Message]]


def _read_source(source: _Source) -> tuple[Message, ...]:
    return tuple(source())


def _flatten(sources: Iterable[tuple[Message, ...]]) -> tuple[Message, ...]:
    return tuple(add_meanings(message) for messages in sources for message in messages)


def _list_sources(project: Project, templates: TemplateCache) -> Iterator[_Source]:
    """Yield, for each file with English texts, a function that returns its messages."""
    for name in project.document_types():
        yield partial(_extract_type, project, templates, name)
    for name in project.house_styles():
        yield partial(_extract_house_style, templates, name)
    for name in project.benchmarks():
        yield partial(_extract_named, extract_benchmark, project.benchmark, name)
    for name in project.agendas():
        yield partial(_extract_named, extract_agenda, project.agenda, name)
    for name in project.toolkits():
        yield partial(_extract_named, extract_toolkit, project.toolkit, name)
    for name in project.papers():
        yield partial(_extract_named, extract_paper, project.paper, name)
    for tag in project.charters():
        yield partial(_extract_named, extract_charter, project.charter, tag)
    yield extract_model


def _extract_type(project: Project, templates: TemplateCache, name: str) -> Iterator[Message]:
    declared = project.document_type(name)
    cells = templates.cells(name)
    in_template = (add_width(message, cells) for message in templates.texts(name).messages)
    texts = (*in_template, *extract_declaration(declared))
    for message in texts:
        context = message.context or declared.contexts.get(message.id, "")  # the template's own goes first
        yield replace(add_placeholder_notes(message, declared), context=context)


def _extract_house_style(templates: TemplateCache, name: str) -> Iterator[Message]:
    """Yield the messages in the headers and footers of a house style.

    The body of a house style is only a specimen.
    """
    for message in extract_messages(templates.open_style(name), name):
        if any(place.partition(": ")[2].startswith(("header ", "footer ")) for place in message.places):
            yield message


def _extract_named(
    extract: Callable[[T], Iterable[Message]], read: Callable[[str], T], name: str
) -> Iterable[Message]:
    """Return the messages of the benchmark, agenda, toolkit, paper or charter ``name``."""
    return extract(read(name))
