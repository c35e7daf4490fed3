"""What became of a returned form: values changed, conflicts, diagnostics, and texts that are no data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any

from assembler.diagnostics import Diagnostic
from assembler.store.returns.decisions import Decision
from assembler.structs import Struct, as_data, field


class Changed(Struct, frozen=True):
    """A value of the record that the form changed; ``old`` and ``new`` are plain data, None for none."""

    path: str
    old: Any
    new: Any
    code: str = ""
    question: str = ""


class Conflict(Struct, frozen=True):
    """A value that the form and the record both changed, differently.

    ``settled`` is the side that somebody chose (``form`` or ``record``); "" where nobody did, and the record
    keeps its own.
    """

    path: str
    base: Any
    form: Any
    record: Any
    settled: str = ""
    code: str = ""
    question: str = ""


FORM, RECORD = "form", "record"
"""The two sides of a conflict."""
Settle = Callable[[Conflict], str]
"""Says which side of a conflict is right; "" where that is for somebody to decide later."""


def nobody(_conflict: Conflict) -> str:
    """Leaves every conflict open."""
    return ""


class KeptText(Struct, frozen=True):
    """Words that could not become data: ``where`` is the code beside them or the place in the form.

    ``kind`` is ``unread`` (an answer), ``conflict``, ``comment`` or ``text``; ``author`` is who wrote it,
    where the file says so; ``hint`` says what to do about it.
    """

    where: str
    text: str
    why: str
    kind: str = "text"
    author: str = ""
    hint: str = ""


class KeptPicture(Struct, frozen=True):
    """A picture that somebody put into the form; ``name`` is that of its file in ``data/kept``."""

    where: str
    name: str
    data: bytes

    @property
    def digest(self) -> str:
        """sha256 of the picture, in hexadecimal."""
        return sha256(self.data).hexdigest()


class Collected(Struct, frozen=True):
    """What collecting one form did, or would do.

    ``incomplete`` says what the record lacks then, by the rules of completeness. ``written`` names the files
    that were written, as people know them: the record's, the form as it came, and what was kept beside it; it
    is empty after a dry run.
    """

    form: str
    record: str
    application: str
    changed: tuple[Changed, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    incomplete: tuple[Diagnostic, ...] = ()
    kept: tuple[KeptText, ...] = ()
    pictures: tuple[KeptPicture, ...] = ()
    written: tuple[str, ...] = ()
    authors: Mapping[str, str] = field(default_factory=dict)
    """Who made a change, by its path, where the file says it of that place."""
    typed: tuple[str, ...] = ()
    """The paths of the answers that somebody typed into this form and that could be read."""
    lists: tuple[str, ...] = ()
    """The paths of the lists that the file has."""
    agreed: Mapping[str, str] = field(default_factory=dict)
    """What was changed though the team had agreed on it, by its path: ``finding``, ``recommendation``."""
    decisions: tuple[Decision, ...] = ()
    """What a person has to decide now."""
    empty: bool = False
    """Whether nobody filled in anything since the form was sent; then nothing is written."""

    def as_dict(self) -> dict[str, Any]:
        """The same as plain data, for ``--format json``; a picture is told by its digest."""
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
