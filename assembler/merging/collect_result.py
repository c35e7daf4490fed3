"""The result of collecting a returned form: changed values, conflicts, diagnostics and texts to keep."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any

from assembler.diagnostics import Diagnostic
from assembler.store.returns.decisions import Decision
from assembler.structs import Struct, as_data, field


class ValueChange(Struct, frozen=True):
    """A changed value in the record, as plain data before (``old``) and after (``new``) the change.

    Each is None if there is no value.
    """

    path: str
    old: Any
    new: Any
    code: str = ""
    question: str = ""


class Conflict(Struct, frozen=True):
    """A value that was changed differently in the form and in the record.

    ``settled`` is the side to keep (``form`` or ``record``), or "" for an open conflict. The record does not
    change while the conflict is open. ``row`` is the code of the row, for a conflict in a list.
    """

    path: str
    base: Any
    form: Any
    record: Any
    settled: str = ""
    code: str = ""
    question: str = ""
    row: str = ""


FORM, RECORD = "form", "record"
"""The two sides of a conflict."""
ConflictResolver = Callable[[Conflict], str]
"""Function that takes a conflict and returns the side to keep, or "" to leave the conflict open."""


def leave_open(_conflict: Conflict) -> str:
    """Return "", so that the conflict stays open."""
    return ""


class KeptText(Struct, frozen=True):
    """Text that could not be stored as data.

    ``where`` is the code of its row, or its location in the form. ``why`` is the reason. ``kind`` is
    ``unread`` (an answer that is unreadable or invalid), ``conflict`` (an answer that conflicts with the
    record), ``comment``, or ``text`` for any other text. ``author`` is the person who wrote it, if the file
    names one. ``hint`` is the next step. In a list, ``column`` is the name of the column, and ``row``
    contains the values that could be read.
    """

    where: str
    text: str
    why: str
    kind: str = "text"
    author: str = ""
    hint: str = ""
    column: str = ""
    row: Mapping[str, Any] = field(default_factory=dict)


class KeptPicture(Struct, frozen=True):
    """A picture that was added to the form.

    ``where`` is its location in the form. ``name`` is its file name in ``data/kept``.
    """

    where: str
    name: str
    data: bytes

    @property
    def digest(self) -> str:
        """The SHA-256 digest of the picture, in hexadecimal."""
        return sha256(self.data).hexdigest()


class CollectResult(Struct, frozen=True):
    """The result of collecting one form, or of a dry run.

    ``incomplete`` contains the diagnostics of completeness rules for the resulting record. ``written``
    contains the paths of written files: the record's files, the returned form and kept attachments. It is
    empty after a dry run.
    """

    form: str
    record: str
    application: str
    changed: tuple[ValueChange, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    incomplete: tuple[Diagnostic, ...] = ()
    kept: tuple[KeptText, ...] = ()
    pictures: tuple[KeptPicture, ...] = ()
    written: tuple[str, ...] = ()
    authors: Mapping[str, str] = field(default_factory=dict)
    """Maps paths to the authors of the changes, if the file names them."""
    typed: tuple[str, ...] = ()
    """The paths of the readable answers that were typed into this form."""
    lists: tuple[str, ...] = ()
    """The paths of the lists in the file."""
    agreed: Mapping[str, str] = field(default_factory=dict)
    """Maps the path of each changed text that the team had agreed on to ``finding`` or ``recommendation``."""
    decisions: tuple[Decision, ...] = ()
    """The decisions that a person has to make."""
    empty: bool = False
    """True if nothing was filled in since the form was sent, in which case nothing is written."""

    def as_dict(self) -> dict[str, Any]:
        """Return the result as plain data for ``--format json``.

        Pictures are represented by their digests.
        """
        return {
            "form": self.form,
            "record": self.record,
            "application": self.application,
            "empty": self.empty,
            "changed": [as_data(each) for each in self.changed],
            "conflicts": [as_data(each) for each in self.conflicts],
            "diagnostics": [each.as_dict() for each in self.diagnostics],
            "incomplete": [each.as_dict() for each in self.incomplete],
            "kept": [as_data(each) for each in self.kept],
            "pictures": [
                {"where": each.where, "name": each.name, "digest": each.digest} for each in self.pictures
            ],
            "decisions": [each.as_dict() for each in self.decisions],
            "written": list(self.written),
        }
