"""``assembler list``: list document types, records, cities, languages and more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import click

from assembler.cli.output import format_short, format_table, print_diagnostics, print_json
from assembler.cli.session import Session, add_format_option

if TYPE_CHECKING:
    from assembler.i18n.languages.languages import Language
    from assembler.model.reference.city import City
    from assembler.store.project.project import Project

Rows = tuple[Sequence[str], list[Sequence[Any]]]
"""The headings and the rows, which contain strings, numbers, Booleans or tuples of strings."""
Diagnostics = list[Any]
"""Diagnostics about files that cannot be read."""
N = TypeVar("N")
T = TypeVar("T")


def _read_all(names: Iterable[N], read: Callable[[N], T], diagnostics: Diagnostics) -> list[T]:
    """Return ``read(name)`` for each of ``names`` that can be read.

    The others are left out, and their errors are added to ``diagnostics``.
    """
    from assembler.messages.error_collection import iterate_readable

    return list(iterate_readable(names, read, diagnostics))


def _list_documents(project: Project, diagnostics: Diagnostics) -> Rows:
    types = _read_all(project.document_types(), project.document_type, diagnostics)
    return ("type", "kind", "example", "description"), [
        (each.name, each.kind, each.example, each.description) for each in types
    ]


def _list_languages(project: Project, _diagnostics: Diagnostics) -> Rows:
    from assembler.i18n.languages.languages import get_language

    return _build_language_rows(get_language(code) for code in project.languages())


def _build_language_rows(found: Iterable[Language]) -> Rows:
    return ("language", "Word tag", "name", "own name"), [
        (each.code, each.tag, each.english_name, each.own_name) for each in found
    ]


def _list_pseudo_languages(_project: Project) -> Rows:
    from assembler.i18n.languages.languages import get_language
    from assembler.model.messages.pseudo_codes import CODES

    return _build_language_rows(get_language(code) for code in CODES)


def _list_benchmarks(project: Project, diagnostics: Diagnostics) -> Rows:
    found = _read_all(project.benchmarks(), project.benchmark, diagnostics)
    return ("benchmark", "version", "indicators", "name"), [
        (each.id, each.version, sum(1 for _ in each.indicators()), each.name.text) for each in found
    ]


def _list_agendas(project: Project, diagnostics: Diagnostics) -> Rows:
    found = _read_all(project.agendas(), project.agenda, diagnostics)
    return ("agenda", "edition", "month", "areas", "name"), [
        (each.id, facts.number, facts.month.isoformat()[:7], len(each.areas_of(facts.number)),
         each.name.text)
        for each in found
        for facts in each.editions
    ]  # fmt: skip


def _list_toolkits(project: Project, diagnostics: Diagnostics) -> Rows:
    found = _read_all(project.toolkits(), project.toolkit, diagnostics)
    return ("toolkit", "series", "number", "key factors", "title"), [
        (each.id, each.series, each.number, len(each.factors), each.title.text) for each in found
    ]


def _list_papers(project: Project, diagnostics: Diagnostics) -> Rows:
    found = _read_all(project.papers(), project.paper, diagnostics)
    return ("policy paper", "reference", "recommendations", "title"), [
        (each.id, each.reference, len([*each.list_items()]), each.title.text) for each in found
    ]


def _list_rounds(project: Project, diagnostics: Diagnostics) -> Rows:
    found = _read_all(project.rounds(), lambda name: (name, project.round(name)), diagnostics)
    return ("round", "benchmark", "start", "cities", "reviews", "follows", "title", "example"), [
        (name, each.benchmark, each.start.isoformat() if each.start else "", len(each.cities),
         len(each.reviews), each.follows, each.title.text, each.example)
        for name, each in found
    ]  # fmt: skip


def _list_cities(project: Project, diagnostics: Diagnostics) -> Rows:
    cities: dict[str, City] = {}
    for path in project.city_files():
        for found in _read_all([path], partial(project.cities_in, known=cities), diagnostics):
            cities |= found
    return ("city", "country", "language", "name"), [
        (each.id, each.country, each.working_language, each.name("en")) for each in cities.values()
    ]


def _list_records(project: Project, diagnostics: Diagnostics) -> Rows:
    records = _read_all(project.records(), project.record, diagnostics)
    return ("record", "kind", "cities", "benchmark", "language", "example"), [
        (each.name, each.kind, tuple(each.about.city_ids), each.about.benchmark_tag, each.about.language,
         each.about.example)
        for each in records
    ]  # fmt: skip


def _format_cell(value: Any) -> str:
    """Return the text of a table cell.

    If the cell contains three or more names, only their number is shown.

    >>> _format_cell(73), _format_cell(True), _format_cell(("lyon",)), _format_cell(("lyon", "rome", "genoa"))
    ('73', 'yes', 'lyon', '3')
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(value) if len(value) < 3 else str(len(value))
    return str(value)


def _list_house_styles(project: Project, _diagnostics: Diagnostics) -> Rows:
    return ("house style",), [(name,) for name in project.house_styles()]


_LISTS: dict[str, Callable[[Project, Diagnostics], Rows]] = {
    "documents": _list_documents,
    "languages": _list_languages,
    "benchmarks": _list_benchmarks,
    "agendas": _list_agendas,
    "toolkits": _list_toolkits,
    "papers": _list_papers,
    "rounds": _list_rounds,
    "cities": _list_cities,
    "records": _list_records,
    "house-styles": _list_house_styles,
}


@click.command("list")
@click.argument("what", type=click.Choice([*_LISTS, "names"]))
@click.argument("type", required=False)
@click.option("--all", "with_pseudo", is_flag=True, help="Also list the pseudo-languages xx and xr.")
@add_format_option
@click.pass_obj
def command(session: Session, what: str, type: str | None, with_pseudo: bool) -> None:
    """List document types, records, cities, languages and more.

    `names` lists the names available in the template of the document TYPE, with examples. A file that cannot
    be read is reported, and the others are still listed.

    \b
    Examples:
      assembler list documents
      assembler list cities --format json
      assembler list names baseline-report
    """
    if (what == "names") != (type is not None):
        raise click.UsageError("choose a document type: assembler list names TYPE" if type is None
                               else f"only `names` takes a document type; omit {type}")  # fmt: skip
    project, diagnostics = session.project(), list[Any]()
    headings, rows = _list_names(project, type) if type else _LISTS[what](project, diagnostics)
    if with_pseudo and what == "languages":
        rows = [*rows, *_list_pseudo_languages(project)[1]]
    if session.format == "json":
        keys = [heading.replace(" ", "_").lower() for heading in headings]
        print_json([dict(zip(keys, row, strict=True)) for row in rows])
    else:
        if type:
            rows = [(*row[:-1], format_short(row[-1])) for row in rows]
        click.echo(format_table([[_format_cell(value) for value in row] for row in rows], headings))
    print_diagnostics(diagnostics)
    raise SystemExit(int(bool(diagnostics)))


def _list_names(project: Project, name: str) -> Rows:
    from assembler.assembly.template_names import list_template_names

    found = list_template_names(project, name)
    return ("name", "holds", "example"), [(each.name, each.holds, each.example) for each in found]
