"""``assembler list``: what there is to work with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

import click

from assembler.cli.session import Session, format_option
from assembler.cli.telling import table, tell_json

if TYPE_CHECKING:
    from assembler.i18n.languages import Language
    from assembler.store.project import Project

Rows = tuple[Sequence[str], list[Sequence[str]]]


def _documents(project: Project) -> Rows:
    types = [project.document_type(name) for name in project.document_types()]
    return ("type", "kind", "example", "description"), [
        (each.name, each.kind, each.example, each.description) for each in types
    ]


def _languages(project: Project) -> Rows:
    from assembler.i18n.languages import language

    return _told(language(code) for code in project.languages())


def _told(found: Iterable[Language]) -> Rows:
    return ("language", "Word tag", "name", "own name"), [
        (each.code, each.tag, each.english_name, each.own_name) for each in found
    ]


def _pseudo(_project: Project) -> Rows:
    from assembler.i18n.languages import language
    from assembler.model.pseudo_codes import CODES

    return _told(language(code) for code in CODES)


def _benchmarks(project: Project) -> Rows:
    found = [project.benchmark(name) for name in project.benchmarks()]
    return ("benchmark", "version", "indicators", "name"), [
        (each.id, each.version, str(sum(1 for _ in each.indicators())), each.name.text) for each in found
    ]


def _agendas(project: Project) -> Rows:
    found = [project.agenda(name) for name in project.agendas()]
    return ("agenda", "edition", "month", "areas", "name"), [
        (each.id, str(facts.number), facts.month.isoformat()[:7], str(len(each.areas_of(facts.number))),
         each.name.text)
        for each in found
        for facts in each.editions
    ]  # fmt: skip


def _cities(project: Project) -> Rows:
    cities = project.cities()
    return ("city", "country", "language", "name"), [
        (each.id, each.country, each.working_language, each.name("en")) for each in cities.values()
    ]


def _records(project: Project) -> Rows:
    records = [project.record(name) for name in project.records()]
    return ("record", "about", "city", "benchmark", "language", "example"), [
        (each.name, each.kind, _few(each.about.city_ids), each.about.benchmark_tag, each.about.language,
         "yes" if each.about.example else "no")
        for each in records
    ]  # fmt: skip


def _few(names: Sequence[str]) -> str:
    """One or two names, or how many there are.

    >>> _few(["lyon"]), _few(["lyon", "rome", "genoa"])
    ('lyon', '3 cities')
    """
    return ", ".join(names) if len(names) < 3 else f"{len(names)} cities"


def _house_styles(project: Project) -> Rows:
    return ("house style",), [(name,) for name in project.house_styles()]


_LISTS: dict[str, Callable[[Project], Rows]] = {
    "documents": _documents,
    "languages": _languages,
    "benchmarks": _benchmarks,
    "agendas": _agendas,
    "cities": _cities,
    "records": _records,
    "house-styles": _house_styles,
}


@click.command("list")
@click.argument("what", type=click.Choice(list(_LISTS)))
@click.option(
    "--all", "with_pseudo", is_flag=True, help="With xx and xr, two languages to look at documents with."
)
@format_option
@click.pass_obj
def command(session: Session, what: str, with_pseudo: bool) -> None:
    """List documents, languages, benchmarks, agendas, cities, records or house styles.

    \b
    Examples:
      assembler list documents
      assembler list cities --format json
    """
    headings, rows = _LISTS[what](session.project())
    if with_pseudo and what == "languages":
        rows = [*rows, *_pseudo(session.project())[1]]
    if session.format == "json":
        keys = [heading.replace(" ", "_").lower() for heading in headings]
        tell_json([dict(zip(keys, row, strict=True)) for row in rows])
    else:
        click.echo(table(rows, headings))
