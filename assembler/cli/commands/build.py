"""``assembler build``: make documents of one type, in one or several languages, or everything there is."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assembler.cli.orders import How, batch_options, print_options, run_orders
from assembler.cli.output import tell_findings, tell_json
from assembler.cli.session import Session, format_option, now
from assembler.cli.suggestions import LanguageCode
from assembler.errors import ProjectError

if TYPE_CHECKING:
    from assembler.assembly.orders.order import Order
    from assembler.batch.batch import Settings
    from assembler.model.documents.batch_plan import PlanEntry
    from assembler.store.project.project import Project


@click.command("build")
@click.argument("document_type", metavar="TYPE", required=False, default="")
@click.option("--all", "everything", is_flag=True, help="All that can be made, or all that the options say.")
@click.option("--record", "records", multiple=True, help="A record by name or path; may be repeated.")
@click.option("--benchmark", default="", help="Benchmark of an empty form, for instance dive.")
@click.option("--city", "cities", multiple=True, help="Host city of an empty form, or one city of a round.")
@click.option("--new-record", default="", help="Name of the record that an empty form begins (a new round).")
@click.option(
    "--language", "languages", multiple=True, type=LanguageCode(),
    help="Language of the document; may be repeated."
)  # fmt: skip
@click.option("--house-style", "styles", multiple=True, help="Look of the document (default: plain).")
@click.option("--edition", "editions", multiple=True, help="Edition, where its type has several.")
@click.option("--part", "parts", multiple=True, help="A peer (HK) or an interview (I17); may be repeated.")
@click.option("--draft", is_flag=True, help="Build also what breaks rules; its cover says what is missing.")
@click.option("--compare", type=click.Path(path_type=Path), help="An older .docx: write the changes, too.")
@click.option("--output", type=click.Path(path_type=Path), help="Folder to write to (default: build/).")
@print_options
@batch_options
@format_option
@click.pass_obj
def command(session: Session, /, output: Path | None, **asked: Any) -> None:
    """Build documents of TYPE and print what was written.

    Without --record an empty form comes out: --benchmark and --city say for what and for whom. Its answers
    begin a record named after both; for a new round of the same city, name another with --new-record. Without
    --language the document is in the record's (or the city's working) language. Types that are made for each
    peer or each interview give one document for each, or those named with --part.

    With --all, and TYPE or without it: every record of the project in every language, house style and
    edition, or those that the options name (* stands for any letters). What is unchanged is left alone.

    With --compare a second file is written, in which Word shows as tracked changes what became of the older
    one, word by word: a report that was built before, or one that peers sent back.

    \b
    Examples:
      assembler build baseline-report --record examples/havenstad --language nl --language en
      assembler build baseline-report --benchmark dive --city amsterdam --language nl
      assembler build baseline-report --benchmark dive --city amsterdam --new-record amsterdam-2028
      assembler build desk-review --record examples/havenstad --part HK --language en
      assembler build --all --record 'examples/*' --language fi --dry-run
      assembler build feedback-report --record examples/havenstad --compare build/old.docx
    """
    from assembler.assembly.orders.resolve import each_part
    from assembler.batch.batch import Settings

    if not asked["document_type"] and not asked["everything"]:
        raise click.UsageError("Missing argument 'TYPE': name a type of document, or say --all.")
    if asked["new_record"] and (asked["everything"] or len(asked["cities"]) > 1):
        raise click.UsageError("--new-record is for one city, and not for --all.")
    project = session.project()
    if asked["everything"]:
        from assembler.batch.plan import Planner

        orders = list(Planner(project).orders(_everything(project, asked)))
    else:
        orders = each_part(project, _named(asked))
    force = asked["force"] or not asked["everything"]
    settings = Settings(output or project.build_folder, force, asked["pdf"], asked["page_numbers"])
    if asked["compare"]:
        _compare(session, orders, asked["compare"], settings)
        return
    run_orders(session, project, orders, settings, How(asked["workers"], asked["executor"], asked["dry_run"]))


def _compare(session: Session, orders: list[Order], old: Path, settings: Settings) -> None:
    """Build the one document that is asked for, and compare it with an older one."""
    from assembler.batch.compare import build_and_compare
    from assembler.structs import replace

    if len(orders) != 1:
        raise click.UsageError(f"--compare is for one document, and {len(orders)} are asked for.")
    done = build_and_compare(session.project(), orders[0], old, settings=replace(settings, moment=now()))
    if session.format == "json":
        tell_json(done.as_dict())
        return
    tell_findings(done.outcome.diagnostics)
    click.echo(f"{done.outcome.path}\n{done.path}")
    click.echo(f"{done.changes} change{'' if done.changes == 1 else 's'} since {old}", err=True)


def _named(asked: dict[str, Any]) -> list[Order]:
    """The product of what was named; of what was not, one order without it."""
    from assembler.assembly.orders.order import Order

    several = (asked[name] or ("",) for name in ("records", "cities", "editions", "parts", "languages"))
    name, benchmark, draft = asked["document_type"], asked["benchmark"], asked["draft"]
    return [
        Order(name, record, benchmark, city, code, style, edition, part, draft, asked["new_record"])
        for style in asked["styles"] or ("plain",)
        for record, city, edition, part, code in product(*several)
    ]


def _everything(project: Project, asked: dict[str, Any]) -> PlanEntry:
    """What --all stands for, with the options that narrow it."""
    from assembler.model.documents.batch_plan import PlanEntry

    forms = bool(asked["benchmark"] and asked["cities"])
    records = asked["records"] or (() if forms else project.own_records())
    if not records and not forms:
        what, hint = "the project has no records of its own", "name some: --record 'examples/*'"
        raise ProjectError(what, location=str(project.root / "data/records"), hint=hint)
    return PlanEntry(
        types=(asked["document_type"] or "*",),
        records=records,
        benchmarks=(asked["benchmark"],) if asked["benchmark"] else (),
        cities=asked["cities"],
        languages=asked["languages"] or ("*",),
        house_styles=asked["styles"] or ("*",),
        editions=asked["editions"] or ("*",),
        parts=asked["parts"],
        draft=asked["draft"],
    )
