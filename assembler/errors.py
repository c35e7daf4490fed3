"""Errors that stop the program, with a class and an exit code for each kind.

An *error* is raised and ends the work, whereas a *diagnostic* (``diagnostics``) is a value that is collected.
An error has a location, a message and a hint, and may include the diagnostics that caused it. Only ``cli``
turns errors into text.

Other exit codes are 0 for success, 1 for success with diagnostics or failed orders, and click's 2 for an
invalid command line.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from assembler.diagnostics import Diagnostic, Location


class AssemblyError(Exception):
    """An error that a user can fix.

    ``message`` is one sentence that describes the problem, and ``hint`` the remedy.

    >>> str(FileError("the file is empty", location="form.docx", hint="ask for it again"))
    'form.docx: the file is empty'
    """

    exit_code: ClassVar[int] = 1
    kind: ClassVar[str] = "error"

    def __init__(
        self, message: str, *, location: str = "", hint: str = "", diagnostics: Sequence[Diagnostic] = ()
    ) -> None:
        super().__init__(message)
        self.message = message
        self.location = location
        self.hint = hint
        self.diagnostics = tuple(diagnostics)

    def as_dict(self) -> dict[str, Any]:
        """Return the error as plain data, for ``--format json``."""
        return {
            "kind": self.kind,
            "exit_code": self.exit_code,
            "location": self.location,
            "message": self.message,
            "hint": self.hint,
            "diagnostics": [diagnostic.as_dict() for diagnostic in self.diagnostics],
        }

    def as_diagnostics(self, location: Location) -> tuple[Diagnostic, ...]:
        """Return the diagnostics that caused the error, or one at ``location`` with the error itself."""
        from assembler.diagnostics.data_files import STOPPED_CHECK

        return self.diagnostics or (STOPPED_CHECK.at(location, error=self.message, advice=self.hint),)

    def __str__(self) -> str:
        return f"{self.location}: {self.message}" if self.location else self.message


class ProjectError(AssemblyError):
    """The name of a document type, record, city or language is unknown, not allowed or already in use."""

    exit_code = 3
    kind = "project"


class DataError(AssemblyError):
    """Data files (records, benchmarks, cities, declarations, plain data for `fill`) are invalid."""

    exit_code = 4
    kind = "data"


class TemplateError(AssemblyError):
    """A Word template has a broken tag, an unknown name or an undeclared field."""

    exit_code = 5
    kind = "template"


class CatalogueError(AssemblyError):
    """A catalogue of translations cannot be read or is invalid."""

    exit_code = 6
    kind = "catalogue"


class FormError(AssemblyError):
    """A returned form cannot be collected: no manifest, or a different review or benchmark version."""

    exit_code = 7
    kind = "form"


class NoAnswersError(FormError):
    """The Word file is not a form and therefore has no answers to read."""


class FileError(AssemblyError):
    """An input file is missing, damaged, encrypted or too large, has the wrong format or contains macros."""

    exit_code = 8
    kind = "file"


class OutputError(AssemblyError):
    """The output cannot be written, and no partial file is left."""

    exit_code = 9
    kind = "output"


class ToolError(AssemblyError):
    """An external program or an optional package is missing, or the program crashed or timed out."""

    exit_code = 10
    kind = "tool"


class ProgramError(AssemblyError):
    """An internal error with one of several files or records; the others were processed."""

    exit_code = 11
    kind = "program"

    def __init__(self, message: str, *, location: str = "", hint: str = "", traceback: str = "") -> None:
        super().__init__(message, location=location, hint=hint)
        self.traceback = traceback

    @classmethod
    def of(cls, error: Exception, location: str) -> ProgramError:
        """Return the error for an unexpected ``error`` that was raised while processing ``location``."""
        import traceback

        lines = "".join(traceback.format_exception(error))
        message = f"an error in this program stopped the work on this item ({type(error).__name__}: {error})"
        hint = "report this error, if possible with the file; ASSEMBLER_TRACEBACK=1 prints the traceback"
        return cls(message, location=location, hint=hint, traceback=lines)


ERRORS: tuple[type[AssemblyError], ...] = (
    ProjectError, DataError, TemplateError, CatalogueError, FormError, FileError, OutputError, ToolError,
    ProgramError,
)  # fmt: skip
