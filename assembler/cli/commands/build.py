"""``assembler build``: build documents of one type, or all documents of the project."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assembler.cli.build_options import (
    RunOptions,
    add_batch_options,
    add_print_options,
    find_others,
    run_order,
    run_orders,
)
from assembler.cli.output import print_diagnostics, print_json, print_others
from assembler.cli.session import Session, add_format_option
from assembler.cli.suggestions import LanguageCode
from assembler.errors import ProjectError

if TYPE_CHECKING:
    from assembler.assembly.orders.order import Order
    from assembler.model.documents.batch_plan import PlanEntry
    from assembler.store.project.project import Project


@click.command("build")
@click.argument("document_type", metavar="TYPE", required=False, default="")
@click.option(
    "--all", "everything", is_flag=True, help="Build all documents, or all that the other options select."
)
@click.option("--record", "records", multiple=True, help="Record, by name or path; may be repeated.")
@click.option("--benchmark", default="", help="Benchmark of an empty form (for example, dive).")
@click.option(
    "--city",
    "cities",
    multiple=True,
    help="Host city of an empty form, or a city of a charter round, by id or name.",
)
@click.option(
    "--new-record", default="", help="Name of the record for the answers to an empty form (a new round)."
)
@click.option(
    "--language", "languages", multiple=True, type=LanguageCode(),
    help="Language of the document; may be repeated."
)  # fmt: skip
@click.option("--house-style", "styles", multiple=True, help="House style (default: plain).")
@click.option("--edition", "editions", multiple=True, help="Edition, if the type has several.")
@click.option(
    "--part",
    "parts",
    multiple=True,
    help="Peer (HK), interview (I17), half-year (2027-1) or group of indicators (GG); may be repeated.",
)
@click.option(
    "--draft", is_flag=True, help="Build even if the document breaks rules; its cover lists what is missing."
)
@click.option(
    "--compare",
    type=click.Path(path_type=Path),
    help="Older .docx to compare with; the changes are tracked in a second file.",
)
@click.option("--output", type=click.Path(path_type=Path), help="Output folder (default: build/).")
@add_print_options
@add_batch_options
@add_format_option
@click.pass_obj
def command(session: Session, /, output: Path | None, **options: Any) -> None:
    """Build documents of TYPE and print their paths.

    To build an empty form, give --benchmark and --city instead of --record. Its answers create a record named
    after both; for a new round in the same city, choose another name with --new-record. The default language
    is that of the record or, for an empty form, the working language of the city.

    Some types have one document for each peer or interview: all of them are built, unless you select some
    with --part. If --part is a group of indicators, the form has only the questions about that group. A
    follow-up is built for the half-year after the last report.

    With --all, every record of the project is built in every language, house style and edition; the other
    options select some of them (* matches any characters). Unchanged documents are not built again.

    With --compare, a second file shows what changed since an older document, as tracked changes. The older
    document can be a report that was built earlier, or one that peers returned.

    \b
    Examples:
      assembler build baseline-report --record examples/havenstad --language nl --language en
      assembler build baseline-report --benchmark dive --city amsterdam --language nl
      assembler build baseline-report --benchmark dive --city amsterdam --new-record amsterdam-2028
      assembler build baseline-report --record examples/havenstad --part GG --language nl
      assembler build desk-review --record examples/havenstad --part HK --language en
      assembler build --all --record 'examples/*' --language fi --dry-run
      assembler build feedback-report --record examples/havenstad --compare build/old.docx
    """
    from assembler.assembly.orders.resolve import expand_parts

    if not options["document_type"] and not options["everything"]:
        raise click.UsageError("Missing argument 'TYPE': choose a document type, or use --all.")
    if options["new_record"] and (options["everything"] or len(options["cities"]) > 1):
        raise click.UsageError("--new-record needs exactly one city and cannot be combined with --all.")
    project = session.project()
    options["cities"] = tuple(project.find_city_id(name) for name in options["cities"])
    if options["everything"]:
        from assembler.batch.plan import Planner

        orders = list(Planner(project).list_orders(_build_plan_entry(project, options)))
    else:
        orders = expand_parts(project, _list_named_orders(options), only_next=True)
    if options["compare"]:
        _compare(session, project, orders, old=options["compare"], output=output)
    elif len(orders) == 1 and not any(options[name] for name in _BATCH_OPTIONS):
        run_order(session, project, orders[0], output)
    else:
        _run_batch(session, project, orders, output=output, options=options)


_BATCH_OPTIONS = ("everything", "pdf", "page_numbers", "executor", "dry_run")
"""Options with which even a single document is built as a batch."""


def _run_batch(
    session: Session, project: Project, orders: list[Order], *, output: Path | None, options: dict[str, Any]
) -> None:
    from assembler.batch.batch import BatchSettings

    force = options["force"] or not options["everything"]
    settings = BatchSettings(output or project.build_folder, force, options["pdf"], options["page_numbers"])
    run_options = RunOptions(options["workers"], options["executor"], options["dry_run"])
    run_orders(session, project, orders, settings, run_options)


def _compare(
    session: Session, project: Project, orders: list[Order], *, old: Path, output: Path | None
) -> None:
    """Build the only document of ``orders`` and compare it with an older one."""
    from assembler.api import current_time
    from assembler.assembly.build import Target
    from assembler.assembly.compare import build_and_compare

    if len(orders) != 1:
        raise click.UsageError(f"--compare needs exactly one document, but {len(orders)} were selected.")
    target = Target(output or project.build_folder, current_time())
    done = build_and_compare(project, orders[0], old, target=target)
    if session.format == "json":
        print_json(done.as_dict())
        return
    print_diagnostics(done.outcome.diagnostics)
    for record, others in find_others(project, [done.outcome]).items():
        print_others(record, others)
    click.echo(f"{done.outcome.path}\n{done.path}")
    click.echo(f"{done.changes} change{'' if done.changes == 1 else 's'} compared with {old}", err=True)


def _list_named_orders(options: dict[str, Any]) -> list[Order]:
    """Return an order for each combination of the values given as options."""
    from assembler.assembly.orders.order import Order

    several = (options[name] or ("",) for name in ("records", "cities", "editions", "parts", "languages"))
    name, benchmark, draft = options["document_type"], options["benchmark"], options["draft"]
    return [
        Order(name, record, benchmark, city, code, style, edition, part, draft, options["new_record"])
        for style in options["styles"] or ("plain",)
        for record, city, edition, part, code in product(*several)
    ]


def _build_plan_entry(project: Project, options: dict[str, Any]) -> PlanEntry:
    """Return the plan entry for --all, restricted by the other options."""
    from assembler.model.documents.batch_plan import PlanEntry

    forms = bool(options["benchmark"] and options["cities"])
    records = options["records"] or (() if forms else _find_own_records(project, options["document_type"]))
    return PlanEntry(
        types=(options["document_type"] or "*",),
        records=records,
        benchmarks=(options["benchmark"],) if options["benchmark"] else (),
        cities=options["cities"],
        languages=options["languages"] or ("*",),
        house_styles=options["styles"] or ("*",),
        editions=options["editions"] or ("*",),
        parts=options["parts"],
        draft=options["draft"],
    )


def _find_own_records(project: Project, document_type: str) -> tuple[str, ...]:
    """Return the project's own records, or only those from which documents of a given type can be built.

    Raises ProjectError if there are none.
    """
    records, what = project.own_records(), "the project has no records of its own"
    if document_type:
        kind = project.document_type(document_type).record
        records = tuple(name for name in records if kind in project.kinds(name))
        what = f"no record of the project has {kind}.yaml, which {document_type} needs"
    if not records:
        hint = "select the examples with --record 'examples/*'"
        raise ProjectError(what, location=str(project.root / "data/records"), hint=hint)
    return records
