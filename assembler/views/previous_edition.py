"""The previous edition of a round of progress reports, which is a record of its own."""

from __future__ import annotations

from typing import Any

from assembler.errors import DataError
from assembler.model.reference.charter import CharterRound
from assembler.model.reference.progress import CityProgress, ProgressRound
from assembler.model.types.content import Text
from assembler.structs import Struct
from assembler.views.context import ViewContext


class PreviousEdition(Struct, frozen=True):
    """The signatures and reports of the previous edition; ``language`` is that of its texts."""

    charter_round: CharterRound
    progress: ProgressRound
    language: str

    def find_report(self, city: str) -> CityProgress | None:
        """Return the report of ``city``, whose texts name their language; None if it did not report."""
        report = self.progress.answered().get(city)
        return _name_language(report, self.language) if report else None


def find_previous(context: ViewContext) -> PreviousEdition | None:
    """Return the edition that the record names as the previous one, or None.

    Raises DataError if there is no other record with this name, or if it holds no progress reports.
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


def _name_language(entity: Any, language: str) -> Any:
    """Return a copy of ``entity`` in which each text without a language names that of its record."""
    if isinstance(entity, Text):
        return entity if entity.language else entity.model_copy(update={"language": language})
    if isinstance(entity, dict):
        return {name: _name_language(each, language) for name, each in entity.items()}
    if not hasattr(entity, "model_copy"):
        return entity
    fields = {name: _name_language(getattr(entity, name), language) for name in type(entity).model_fields}
    return entity.model_copy(update=fields)
