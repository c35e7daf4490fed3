"""``assembler list``: what there is to work with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import click

from assembler.cli.output import short, table, tell_findings, tell_json
from assembler.cli.session import Session, format_option

if TYPE_CHECKING:
    from assembler.i18n.languages.languages import Language
    from assembler.model.reference.city import City
    from assembler.store.project.project import Project

Rows = tuple[Sequence[str], list[Sequence[Any]]]
"""The headings, and a row of strings, numbers, truth values or tuples of strings for each item."""
Faults = list[Any]
"""What is wrong with files that cannot be listed."""
N = TypeVar("N")
T = TypeVar("T")


def _readable(names: Iterable[N], read: Callable[[N], T], faults: Faults) -> list[T]:
    """What ``read`` gives for each of ``names``; why a file cannot be read goes to ``faults``."""
    from assembler.messages.error_collection import each_readable

    return list(each_readable(names, read, faults))


def _documents(project: Project, faults: Faults) -> Rows:
    types = _readable(project.document_types(), project.document_type, faults)
    return ("type", "kind", "example", "description"), [
        (each.name, each.kind, each.example, each.description) for each in types
    ]


def _languages(project: Project, _faults: Faults) -> Rows:
    from assembler.i18n.languages.languages import language

    return _told(language(code) for code in project.languages())


def _told(found: Iterable[Language]) -> Rows:
    return ("language", "Word tag", "name", "own name"), [
        (each.code, each.tag, each.english_name, each.own_name) for each in found
    ]


def _pseudo(_project: Project) -> Rows:
    from assembler.i18n.languages.languages import language
    from assembler.model.messages.pseudo_codes import CODES

    return _told(language(code) for code in CODES)


def _benchmarks(project: Project, faults: Faults) -> Rows:
    found = _readable(project.benchmarks(), project.benchmark, faults)
    return ("benchmark", "version", "indicators", "name"), [
        (each.id, each.version, sum(1 for _ in each.indicators()), each.name.text) for each in found
    ]


def _agendas(project: Project, faults: Faults) -> Rows:
    found = _readable(project.agendas(), project.agenda, faults)
    return ("agenda", "edition", "month", "areas", "name"), [
        (each.id, facts.number, facts.month.isoformat()[:7], len(each.areas_of(facts.number)),
         each.name.text)
        for each in found
        for facts in each.editions
    ]  # fmt: skip


def _cities(project: Project, faults: Faults) -> Rows:
    cities: dict[str, City] = {}
    for path in project.city_files():
        for found in _readable([path], partial(project.cities_in, known=cities), faults):
            cities |= found
    return ("city", "country", "language", "name"), [
        (each.id, each.country, each.working_language, each.name("en")) for each in cities.values()
    ]


def _records(project: Project, faults: Faults) -> Rows:
    records = _readable(project.records(), project.record, faults)
    return ("record", "kind", "cities", "benchmark", "language", "example"), [
        (each.name, each.kind, tuple(each.about.city_ids), each.about.benchmark_tag, each.about.language,
         each.about.example)
        for each in records
    ]  # fmt: skip


def _format_cell(value: Any) -> str:
    """Return the text of a table cell; more than two names are only counted.

    >>> _format_cell(73), _format_cell(True), _format_cell(("lyon",)), _format_cell(("lyon", "rome", "genoa"))
    ('73', 'yes', 'lyon', '3')
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(value) if len(value) < 3 else str(len(value))
    return str(value)


def _house_styles(project: Project, _faults: Faults) -> Rows:
    return ("house style",), [(name,) for name in project.house_styles()]


_LISTS: dict[str, Callable[[Project, Faults], Rows]] = {
    "documents": _documents,
    "languages": _languages,
    "benchmarks": _benchmarks,
    "agendas": _agendas,
    "cities": _cities,
    "records": _records,
    "house-styles": _house_styles,
}


@click.command("list")
@click.argument("what", type=click.Choice([*_LISTS, "names"]))
@click.argument("type", required=False)
@click.option(
    "--all", "with_pseudo", is_flag=True, help="With xx and xr, two languages to look at documents with."
)
@format_option
@click.pass_obj
def command(session: Session, what: str, type: str | None, with_pseudo: bool) -> None:
    """List documents, languages, benchmarks, agendas, cities, records, house styles, or a template's names.

    `names` lists what the template of the document TYPE can use, with an example. A file that cannot be read
    is reported, and the others are listed.

    \b
    Examples:
      assembler list documents
      assembler list cities --format json
      assembler list names baseline-report
    """
    if (what == "names") != (type is not None):
        raise click.UsageError("name a document type: assembler list names TYPE" if type is None
                               else f"only `names` takes a document type: omit {type}")  # fmt: skip
    project, faults = session.project(), list[Any]()
    headings, rows = _names(project, type) if type else _LISTS[what](project, faults)
    if with_pseudo and what == "languages":
        rows = [*rows, *_pseudo(project)[1]]
    if session.format == "json":
        keys = [heading.replace(" ", "_").lower() for heading in headings]
        tell_json([dict(zip(keys, row, strict=True)) for row in rows])
    else:
        if type:
            rows = [(*row[:-1], short(row[-1])) for row in rows]
        click.echo(table([[_format_cell(value) for value in row] for row in rows], headings))
    tell_findings(faults)
    raise SystemExit(int(bool(faults)))


def _names(project: Project, name: str) -> Rows:
    from assembler.assembly.template_names import template_names

    found = template_names(project, name)
    return ("name", "holds", "example"), [(each.name, each.holds, each.example) for each in found]
