"""The previous edition of a round of progress reports, which is a separate record."""

from __future__ import annotations

from assembler.errors import DataError
from assembler.model.reference.charter import CharterRound
from assembler.model.reference.progress_reports import CityProgress, ProgressRound
from assembler.model.types.default_language import apply_language
from assembler.structs import Struct
from assembler.views.context import ViewContext


class PreviousEdition(Struct, frozen=True):
    """The signatures and reports of the previous edition.

    ``language`` is the language of its texts.
    """

    charter_round: CharterRound
    progress: ProgressRound
    language: str

    def find_report(self, city: str) -> CityProgress | None:
        """Return the report of ``city``, with a language set on every text, or None if it did not report."""
        report = self.progress.filter_answered().get(city)
        return apply_language(report, self.language) if report else None


def find_previous(context: ViewContext) -> PreviousEdition | None:
    """Return the previous edition that the record names, or None if it names none.

    Raises DataError if there is no other record with this name, or if it contains no progress reports.
    """
    edition = context.record.find(ProgressRound)
    if edition is None or not edition.previous:
        return None
    if edition.previous == context.record.name or edition.previous not in context.project.records():
        location = str(context.record.locate("progress.previous"))
        what = f"there is no other record “{edition.previous}”"
        raise DataError(
            what, location=location, hint="name the record of the previous edition, or remove the line"
        )
    record = context.project.record(edition.previous)
    return PreviousEdition(record.require(CharterRound), record.require(ProgressRound), record.about.language)
