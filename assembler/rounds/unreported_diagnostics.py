"""Problems in a record that the build of a document or a release has not reported."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import date

from assembler.diagnostics import Diagnostic
from assembler.errors import AssemblyError
from assembler.rules.check_record import check_record_rules
from assembler.store.project.project import Project
from assembler.store.project.round_defaults import with_round_defaults


def list_unreported(
    project: Project, name: str, reported: Iterable[Diagnostic], today: date
) -> tuple[Diagnostic, ...]:
    """Return what ``assembler check`` reports about the record, except what is already in ``reported``.

    The result is empty if the record cannot be read.
    """
    known = set(map(_identify, reported))
    with suppress(AssemblyError):
        record = with_round_defaults(project, project.record(name))
        errors = (each for of_file in record.unreadable.values() for each in of_file)
        found = (*errors, *record.diagnostics, *check_record_rules(project, record))
        if known.issuperset(map(_identify, found)):
            return ()  # the states of the forms need not be read
        from assembler.rounds.record_status import compute_status

        found = compute_status(project, record.name, today).diagnostics
        return tuple(each for each in found if _identify(each) not in known)
    return ()


def _identify(each: Diagnostic) -> tuple[str, ...]:
    """Return a key that is the same whenever a problem is reported, even if quoted texts are translated."""
    return each.rule, each.location.file, each.location.position or each.message
