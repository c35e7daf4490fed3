"""Many orders: what is unchanged is left alone, the rest is made by an executor, one failure stops no other.

What an order's document was made from is written down as a digest when the document is done. So a batch that
was stopped goes on where it was, and a document that somebody changed since is put aside, never written over.
"""

from __future__ import annotations

import json
from collections.abc import Generator, Mapping, Sequence
from concurrent.futures import Executor
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from typing import Any

from assembler.assembly.orders.context import MAX_RECORDS
from assembler.assembly.orders.order import Order, Outcome
from assembler.batch.dispatch import HandingOut
from assembler.batch.executors import InTurn
from assembler.batch.worker import Site, Task
from assembler.diagnostics import Diagnostic
from assembler.errors import AssemblyError, OutputError
from assembler.i18n.languages.languages import get_language
from assembler.store.project.backup import digest_of
from assembler.store.project.build_log import Report, shown
from assembler.store.project.input_digests import Inputs
from assembler.store.project.project import Project
from assembler.structs import Struct, as_data


class Settings(Struct, frozen=True):
    """``output`` is the folder to write to; ``again`` makes also what is unchanged.

    ``pdf`` and ``pages`` say what LibreOffice is asked for afterwards (``printing``), ``moment`` (ISO 8601)
    when it is, for the forms that are sent; ``inputs`` are files that no document may replace.
    """

    output: Path
    again: bool = False
    pdf: bool = False
    pages: bool = False
    moment: str = ""
    inputs: tuple[Path, ...] = ()


Done = tuple[Order, Outcome]
"""An order as it was given, and what became of it."""


class Batch:
    """Orders of one project and what became of them."""

    def __init__(self, project: Project, settings: Settings) -> None:
        self.project = project
        self.settings = settings
        self.report = Report(project.report_file)
        self._inputs = Inputs(project)

    def sorted_out(self, orders: Sequence[Order]) -> tuple[list[Done], list[Order]]:
        """What needs no work (unchanged, or refused since two would be one file), and what is to be made."""
        done: list[Done] = []
        todo: list[Order] = []
        names: dict[tuple[str, ...], Order] = {}
        for order in dict.fromkeys(orders):
            first = names.setdefault(_same_file(order), order)
            if first is not order:
                done.append((order, Outcome(order, error=_taken(order, first))))
            elif (known := self._unchanged(order)) is not None:
                done.append((order, known))
            else:
                todo.append(order)
        return done, todo

    def made(self, orders: Sequence[Order], executor: Executor | None = None) -> Generator[Done, None, None]:
        """Each order with its outcome, as soon as it is done.

        An AssemblyError fails its order alone; any other error is a mistake in the program and stops the
        batch. ToolError where a worker was stopped and ``executor`` has no other.
        """
        settings = self.settings
        site = Site(token_hex(8), self.project, settings.output, settings.moment, settings.inputs)
        handing_out = HandingOut(executor or InTurn(), site, self._task)
        for order, (outcome, entry) in handing_out.made(self._neighbours(orders)):
            if entry is not None:
                self.report.take(entry)
            yield order, outcome

    def asked(self, order: Order) -> str:
        """The order as it is written down."""
        return json.dumps({**as_data(order), "output": shown(self.project, self.settings.output),
                           "pages": self.settings.pages}, sort_keys=True)  # fmt: skip

    def inputs(self, order: Order) -> str:
        """The digest of all that the order's document is made from; empty where some of it is missing."""
        codes = get_language(order.language).chain if order.language else None
        try:
            parts = (
                self._inputs.every(),
                self._inputs.record(order.record) if order.record else "",
                self._inputs.template(order.type),
                self._inputs.house_style(order.house_style),
                self._inputs.catalogues(codes),
            )
        except AssemblyError:
            return ""
        return sha256("\n".join((self.asked(order), *parts)).encode()).hexdigest()

    def _unchanged(self, order: Order) -> Outcome | None:
        entry = self.report.entry(self.asked(order))
        if entry is None or self.settings.again or entry.inputs != self.inputs(order):
            return None
        path = self.project.root / entry.path
        if digest_of(path) != entry.digest or not (entry.form == "" or self.project.has_form(entry.form)):
            return None
        diagnostics = tuple(Diagnostic.from_dict(each) for each in entry.diagnostics)
        made = Order(**entry.made)
        return Outcome(made, path, entry.digest, diagnostics, form=entry.form, unchanged=True)

    def _neighbours(self, orders: Sequence[Order]) -> list[Order]:
        """The orders, with those beside each other that share most of what takes long to read or to make.

        That is first of all the language and the template; then what people answer in, for an empty form. A
        worker keeps the records that it read, and so many of them are beside each other as it keeps.
        """
        numbers = {name: number for number, name in enumerate(dict.fromkeys(each.record for each in orders))}
        spoken = self._spoken() if "" in numbers else {}
        return sorted(
            orders,
            key=lambda order: (
                numbers[order.record] // MAX_RECORDS if order.record else 0,
                order.language,
                *_template(order),
                spoken.get(order.city, ""),
            ),
        )

    def _spoken(self) -> Mapping[str, str]:
        """The working language of each city, by its id; nothing where the cities cannot be read."""
        try:
            return {name: city.working_language for name, city in self.project.cities().items()}
        except AssemblyError:
            return {}

    def _task(self, order: Order) -> Task:
        asked = self.asked(order)
        before = self.report.entry(asked)
        written = self.report.written(before.path) if before else ""
        return Task(order, asked, self.inputs(order), before, written)


def _template(order: Order) -> tuple[str, ...]:
    return order.type, order.language, order.house_style, order.edition


def _same_file(order: Order) -> tuple[str, ...]:
    """What tells the file names of two orders apart."""
    named = order.record.rstrip("/").rpartition("/")[2] or order.new_record
    record = named or f"{order.city}-{order.benchmark}"
    return (*_template(order), record, order.city, order.part)


def _taken(order: Order, first: Order) -> OutputError:
    same: Any = order.record == first.record
    what = "it is ordered as a draft and as a finished document, and both would be the same file"
    if not same:
        what = f"the documents of {order.record} and {first.record} would be the same file"
    return OutputError(
        what, location=order.record, hint="build them into folders of their own, with --output"
    )
