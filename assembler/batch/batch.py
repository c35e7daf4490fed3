"""Batch builds: unchanged documents are skipped, and a failed order does not stop the others.

The build log contains a digest of everything from which a document was built. An interrupted batch can
therefore continue, and a document that was edited since it was built is backed up before it is overwritten.
"""

from __future__ import annotations

import json
from collections.abc import Generator, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from hashlib import sha256
from pathlib import Path
from secrets import token_hex

from assembler.assembly.orders.context import MAX_RECORDS, BuildContext
from assembler.assembly.orders.order import Order, Outcome
from assembler.assembly.template_context import resolve_order
from assembler.batch.dispatch import BuildTask, Dispatcher, WorkerContext
from assembler.batch.executors import SerialExecutor
from assembler.diagnostics import Diagnostic
from assembler.errors import AssemblyError, OutputError
from assembler.i18n.languages.languages import get_language
from assembler.store.project.build_log import BuildLog, digest_file, portable_path
from assembler.store.project.digests import InputDigests
from assembler.store.project.project import Project
from assembler.structs import Struct, as_data


class BatchSettings(Struct, frozen=True):
    """Settings that apply to all orders of a batch.

    ``output`` is the output folder. ``again`` rebuilds unchanged documents. ``pdf`` requests PDFs from
    LibreOffice, with page numbers in the Word files. ``pages`` requests only the page numbers (see the module
    ``pdf``). ``moment`` is the time of the batch (ISO 8601), which is stored with each form.
    """

    output: Path
    again: bool = False
    pdf: bool = False
    pages: bool = False
    moment: str = ""


OrderResult = tuple[Order, Outcome]
"""An order as given, and its outcome."""


class Batch:
    """A batch of orders for one project, recorded in its build log."""

    def __init__(self, project: Project, settings: BatchSettings) -> None:
        self.project = project
        self.settings = settings
        self.report = BuildLog(project.report_file)
        self._inputs = InputDigests(project)

    def split_orders(self, orders: Sequence[Order]) -> tuple[list[OrderResult], list[Order]]:
        """Return the results of orders that need no build, and the orders to build.

        Repeated orders are dropped. A document that has not changed needs no build. Nor does an order that
        would write a file with the same name as an earlier one: its result is an error.
        """
        done: list[OrderResult] = []
        todo: list[Order] = []
        names: dict[tuple[str, ...], Order] = {}
        for order in dict.fromkeys(orders):
            first = names.setdefault(_build_file_key(order), order)
            if first is not order:
                done.append((order, Outcome(order, error=_build_name_conflict(order, first))))
            elif (unchanged := self._find_unchanged(order)) is not None:
                done.append((order, unchanged))
            else:
                todo.append(order)
        return done, todo

    def check_orders(self, orders: Iterable[Order]) -> list[OrderResult]:
        """Return the results of orders that fail before a document is made.

        Such an order names something unknown, or its record breaks rules. No file is written.
        """
        context, failed = BuildContext(self.project), []
        for order in orders:
            try:
                resolve_order(context, order)
            except AssemblyError as error:
                failed.append((order, Outcome(order, error=error)))
        return failed

    def build(
        self, orders: Sequence[Order], executor: Executor | None = None
    ) -> Generator[OrderResult, None, None]:
        """Build the orders and yield each with its outcome as soon as it is finished.

        An error affects only its own order. Raises ToolError, as ``Dispatcher.build`` does, if the workers
        cannot continue.
        """
        settings = self.settings
        context = WorkerContext(token_hex(8), self.project, settings.output, settings.moment)
        dispatcher = Dispatcher(executor or SerialExecutor(), context, self._build_task)
        for order, (outcome, entry) in dispatcher.build(self._sort_orders(orders)):
            if entry is not None:
                self.report.remember(entry)
            yield order, outcome

    def order_key(self, order: Order) -> str:
        """Return the key of the order in the build log."""
        return json.dumps({**as_data(order), "output": portable_path(self.project, self.settings.output),
                           "pages": self.settings.pages}, sort_keys=True)  # fmt: skip

    def input_digest(self, order: Order) -> str:
        """Return the digest of everything from which the document is built.

        The result is "" if an input cannot be read.
        """
        codes = get_language(order.language).chain if order.language else None
        try:
            parts = (
                self._inputs.common(),
                self._inputs.record(order.record) if order.record else "",
                self._inputs.template(order.type),
                self._inputs.house_style(order.house_style),
                self._inputs.catalogues(codes),
            )
        except AssemblyError:
            return ""
        return sha256("\n".join((self.order_key(order), *parts)).encode()).hexdigest()

    def _find_unchanged(self, order: Order) -> Outcome | None:
        entry = self.report.entry(self.order_key(order))
        if entry is None or self.settings.again or entry.inputs != self.input_digest(order):
            return None
        path = self.project.root / entry.path
        if digest_file(path) != entry.digest or not (entry.form == "" or self.project.has_form(entry.form)):
            return None
        diagnostics = tuple(Diagnostic.from_dict(each) for each in entry.diagnostics)
        made = Order(**entry.made)
        return Outcome(made, path, entry.digest, diagnostics, form=entry.form, unchanged=True)

    def _sort_orders(self, orders: Sequence[Order]) -> list[Order]:
        """Sort the orders so that consecutive ones share data that is slow to read or prepare.

        The sort key is mainly the language and the template and, for an empty form, the working language of
        its city. Orders for the same ``MAX_RECORDS`` records stay together, because a worker caches that
        many.
        """
        numbers = {name: number for number, name in enumerate(dict.fromkeys(each.record for each in orders))}
        spoken = self._load_working_languages() if "" in numbers else {}
        return sorted(
            orders,
            key=lambda order: (
                numbers[order.record] // MAX_RECORDS if order.record else 0,
                order.language,
                *_build_template_key(order),
                spoken.get(order.city, ""),
            ),
        )

    def _load_working_languages(self) -> Mapping[str, str]:
        """Map the id of each city to its working language.

        The result is empty if the cities cannot be read.
        """
        try:
            return {name: city.working_language for name, city in self.project.cities().items()}
        except AssemblyError:
            return {}

    def _build_task(self, order: Order) -> BuildTask:
        key = self.order_key(order)
        before = self.report.entry(key)
        written = self.report.last_digest(before.path) if before else ""
        return BuildTask(order, key, self.input_digest(order), before, written)


def _build_template_key(order: Order) -> tuple[str, ...]:
    return order.type, order.language, order.house_style, order.edition


def _build_file_key(order: Order) -> tuple[str, ...]:
    """Return the values that determine the file name of the ordered document."""
    named = order.record.rstrip("/").rpartition("/")[2] or order.new_record
    record = named or f"{order.city}-{order.benchmark}"
    return (*_build_template_key(order), record, order.city, order.part)


def _build_name_conflict(order: Order, first: Order) -> OutputError:
    is_same_record = order.record == first.record
    message = "this document is ordered as a draft and as a final one, which would have the same file name"
    if not is_same_record:
        message = f"the documents of {order.record} and {first.record} would have the same file name"
    return OutputError(message, location=order.record, hint="build them into separate folders with --output")
