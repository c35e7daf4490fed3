"""Check whether the answers in a form are complete and readable."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from assembler.collect.applying.unread_hint import RULES
from assembler.diagnostics import Diagnostic, Level, Location
from assembler.diagnostics.returned_answers import INVALID_ANSWER, INVALID_ROW
from assembler.diagnostics.returned_forms import ANSWERS_NOT_CHECKED
from assembler.errors import AssemblyError, NoAnswersError
from assembler.store.project.project import Project
from assembler.structs import Struct, replace

if TYPE_CHECKING:
    from assembler.word.check.check import ReadDocument


class AnswerCheck(Struct, frozen=True):
    """The result of checking the answers in a form.

    ``unread`` contains diagnostics about unreadable answers, and ``incomplete`` those about answers missing
    from ``record``. If an error prevented the check, ``diagnostics`` contains it.
    """

    record: str = ""
    unread: tuple[Diagnostic, ...] = ()
    incomplete: tuple[Diagnostic, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def check_answers(project: Project, form_file: Path | ReadDocument) -> AnswerCheck:
    """Return diagnostics about the answers in a form file.

    There are none if the file is not a form. Diagnostics about answers are warnings: an empty form is valid,
    and completeness is never required. If the answers could not be checked, the reason is an error.
    """
    from assembler.collect.collect import collect

    path = form_file if isinstance(form_file, Path) else Path(form_file.name)
    try:
        result = collect(project, form_file, dry_run=True)
    except NoAnswersError:
        return AnswerCheck()
    except AssemblyError as error:
        problem = ANSWERS_NOT_CHECKED.at(Location(error.location or path.name), problem=error.message)
        return AnswerCheck(
            diagnostics=(replace(problem, hint=error.hint or problem.hint), *error.diagnostics)
        )
    unread = (each for each in result.diagnostics if each.rule in (*RULES, INVALID_ANSWER.id, INVALID_ROW.id))
    return AnswerCheck(result.record, _as_warnings(unread), _as_warnings(result.incomplete))


def _as_warnings(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(replace(each, level=Level.WARNING) if each.is_error else each for each in diagnostics)
