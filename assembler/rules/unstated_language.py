"""The team's files must declare their language if it differs from the record's."""

from __future__ import annotations

from collections.abc import Iterator

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.review_records import UNSTATED_LANGUAGE
from assembler.model.review.feedback import FeedbackReport
from assembler.model.review.visit import Visit
from assembler.store.records.record import Record


def unstated_language(record: Record, _against: object) -> Iterator[Diagnostic]:
    """Check that the team's files declare a language if no member speaks the record's language (S0:330-336).

    Text without a language is treated as being in the record's language, so it might be spell-checked,
    hyphenated and read aloud in the wrong language. Nothing is reported if the members' languages are
    unknown.
    """
    spoken = {tag.split("-")[0] for each in record.review.team.members for tag in each.person.languages}
    own = record.about.language.split("-")[0]
    if not spoken or own in spoken:
        return
    for kind, model in (("feedback", FeedbackReport), ("visit", Visit)):
        entity = record.find(model)
        if entity is not None and entity.language is None:
            location = record.locate(f"{kind}.language")
            yield UNSTATED_LANGUAGE.at(location, language=own, kind=kind, example=min(spoken))
