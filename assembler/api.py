"""Public interface of the package: projects, orders, collecting, checking and filling.

``import assembler`` provides these names and those of ``assembly.fill``. The command line uses the same
functions. Every function raises ``AssemblyError`` for problems that a user can fix. The error has a message,
a location, a hint and, often, diagnostics.

>>> import assembler
>>> project = assembler.open_project("/path/to/project")  # doctest: +SKIP
>>> order = assembler.Order("baseline-report", record="leeds-dive", language="nl")
>>> project.build(order)[0].path  # doctest: +SKIP
PosixPath('build/baseline-report_leeds-dive_nl.docx')
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Literal

from assembler.assembly.orders.order import Order, Outcome
from assembler.diagnostics import Diagnostic, Level, Location
from assembler.errors import AssemblyError, ProjectError
from assembler.store.files.files import read_file
from assembler.store.project.project import Project as StoredProject
from assembler.structs import Struct

if TYPE_CHECKING:
    from assembler.assembly.assemble import AssembledDocument
    from assembler.assembly.fill import Filled
    from assembler.assembly.orders.context import BuildContext
    from assembler.collect.take_decisions import DecideResult
    from assembler.merging.collect_result import CollectResult, Conflict, ConflictResolver
    from assembler.store.returns.decisions import Decision

__all__ = [
    "AssemblyError", "CheckResult", "Diagnostic", "Level", "Location", "Order", "Outcome", "Project",
    "fill", "open_project",
]  # fmt: skip

MissingNames = Literal["error", "blank", "keep"]
Side = Literal["form", "record", ""]
"""The answer to keep in a conflict: the form's or the record's. "" leaves the conflict open."""


class CheckResult(Struct, frozen=True):
    """Diagnostics about a Word file and, if it is a form of the project, its answers.

    ``unread`` lists answers that could not be read. ``incomplete`` lists what would still be missing from
    ``record`` after the other answers are merged.
    """

    diagnostics: tuple[Diagnostic, ...]
    record: str = ""
    unread: tuple[Diagnostic, ...] = ()
    incomplete: tuple[Diagnostic, ...] = ()


class Project:
    """A project: the document types, data and catalogues in its folder and in the installed package."""

    def __init__(self, stored: StoredProject) -> None:
        self.stored = stored
        self._context: tuple[object, BuildContext] | None = None
        self._lock = Lock()

    @property
    def folder(self) -> Path:
        """The folder of the project."""
        return self.stored.root

    @property
    def document_types(self) -> tuple[str, ...]:
        """The names of all document types, such as ``baseline-report``."""
        return self.stored.document_types()

    @property
    def records(self) -> tuple[str, ...]:
        """The names of all records, such as ``examples/havenstad``."""
        return self.stored.records()

    @property
    def benchmarks(self) -> tuple[str, ...]:
        """The names of all benchmarks, such as ``dive``."""
        return self.stored.benchmarks()

    @property
    def cities(self) -> tuple[str, ...]:
        """The ids of all cities."""
        return tuple(self.stored.cities())

    @property
    def languages(self) -> tuple[str, ...]:
        """The codes of English and of all languages with a catalogue."""
        return self.stored.languages()

    @property
    def house_styles(self) -> tuple[str, ...]:
        """The names of all house styles."""
        return self.stored.house_styles()

    def expand(self, order: Order) -> tuple[Order, ...]:
        """Return one order for each document.

        If the type has one document per peer or interview, there are several orders.
        """
        from assembler.assembly.orders.resolve import expand_parts

        return tuple(expand_parts(self.stored, (order,)))

    def assemble(self, order: Order) -> AssembledDocument:
        """Return one document in memory.

        The document has ``data`` (bytes), ``file_name`` and ``diagnostics``. Nothing is written. To send out
        a form, use ``build``, which also stores the data that ``collect`` needs to read it back. Data shared
        by documents stays in memory until a template, a catalogue or the reference data changes, so the first
        document takes longest. Raises ProjectError if the order is for several documents.
        """
        from assembler.assembly.assemble import assemble
        from assembler.assembly.orders.resolve import resolve_record

        orders = self.expand(order)
        if len(orders) != 1:
            parts = ", ".join(each.part for each in orders)
            what = f"this is an order for {len(orders)} documents ({parts})"
            raise ProjectError(what, location=order.type, hint="name one part, or call `expand` or `build`")
        with self._lock:
            record = resolve_record(self.stored, orders[0])
            return assemble(self._keep_context(), orders[0], record=record)

    def _keep_context(self) -> BuildContext:
        """Return the data that documents share, such as compiled templates.

        The data is rebuilt if an input has changed.
        """
        from assembler.assembly.orders.context import BuildContext

        stamps = self.stored.read_input_stamps()
        if self._context is None or self._context[0] != stamps:
            self._context = stamps, BuildContext(self.stored)
        return self._context[1]

    def build(self, order: Order, output: Path | str | None = None) -> tuple[Outcome, ...]:
        """Build all documents of ``order`` in the folder ``output`` and return their outcomes.

        The default folder is ``build/``. A file that was changed after it was built is backed up first.
        Raises the first AssemblyError. Documents built before the error remain.
        """
        from assembler.assembly.build import Target, build
        from assembler.assembly.orders.context import BuildContext

        target = Target(Path(output) if output else self.stored.build_folder, current_time())
        context = BuildContext(self.stored)
        return tuple(build(context, each, output=target) for each in self.expand(order))

    def collect(
        self,
        file: Path | str,
        *,
        record: str = "",
        prefer: Side | ConflictResolver = "",
        dry_run: bool = False,
    ) -> CollectResult:
        """Read a returned form or report into its record.

        Returns changes, conflicts and open decisions. If ``record`` is given, the form must belong to that
        record. ``prefer`` is the side whose answer is used in conflicts, or a function that returns the side
        for each conflict. If ``dry_run`` is true, nothing is written.
        """
        from assembler.collect.collect import collect

        def choose(conflict: Conflict) -> str:
            return prefer(conflict) if callable(prefer) else prefer

        return collect(
            self.stored, Path(file), record=record, dry_run=dry_run, settle=choose, moment=current_time()
        )

    def open_decisions(self, record: str) -> tuple[Decision, ...]:
        """Return the open decisions about the returned forms and candidate findings of ``record``."""
        from assembler.collect.open_decisions import list_open_decisions

        return list_open_decisions(self.stored, self.stored.record(record))

    def decide(
        self, record: str, id_: str, choice: str = "", *, answer: str = "", by: str, dry_run: bool = False
    ) -> DecideResult:
        """Take the open decision ``id_`` of ``record``.

        ``choice`` is one of the choices of the decision, and ``answer`` a text to enter instead. ``by`` is
        the person who decided. If ``dry_run`` is true, nothing is written.
        """
        from assembler.collect.take_decisions import Resolution, decide

        resolution = Resolution(id_, choice, answer, by)
        return decide(self.stored, record, [resolution], moment=current_time(), dry_run=dry_run)

    def check(self, file: Path | str) -> CheckResult:
        """Check a Word file: leftover tags, damaged parts, title, languages and, in a form, the answers."""
        from assembler.collect.check_form import check_answers
        from assembler.collect.collect import pause_garbage_collection
        from assembler.word.check.check import check_read_document, read_document

        path = Path(file)
        with pause_garbage_collection():
            document = read_document(self.stored.files.read(path), str(path))
            diagnostics = check_read_document(document)
            answers = check_answers(self.stored, document)
        diagnostics += answers.diagnostics
        return CheckResult(diagnostics, answers.record, answers.unread, answers.incomplete)


def open_project(folder: Path | str = ".", *, cache: Path | str | None = None) -> Project:
    """Open the project in ``folder``, or in its nearest parent that is a project.

    Without a project, only the templates and data that come with the program are available. ``cache`` is a
    private folder that stores compiled templates between runs. Raises ProjectError if ``folder`` is not a
    folder.
    """
    return Project(StoredProject.find(Path(folder), cache=Path(cache) if cache else None))


def fill(
    template: Path | str | bytes, data: Mapping[str, Any], *, missing: MissingNames = "error", name: str = ""
) -> Filled:
    """Fill a Word template that contains docxtpl tags, and return the document.

    ``template`` is a file or its bytes, and ``name`` is its name in messages. Values are plain data (text,
    numbers, mappings, lists), ``RichText``, ``Picture``, ``Chart`` or ``SubDocument``. ``missing`` determines
    how names missing from ``data`` are treated: ``error`` reports all of them, ``blank`` shows nothing, and
    ``keep`` shows the tag. Raises FileError, TemplateError or DataError.
    """
    from assembler.assembly.fill import fill as fill_template

    if isinstance(template, bytes):
        return fill_template(template, data, name=name or "template", missing=missing)
    return fill_template(read_file(Path(template)), data, name=name or str(template), missing=missing)


def current_time() -> str:
    """Return the current time in UTC, in ISO 8601 format."""
    return datetime.now(UTC).isoformat(timespec="seconds")
