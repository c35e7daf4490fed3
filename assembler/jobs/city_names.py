"""Whether the cities that a document is about have a name and its phrases in the document's language."""

from __future__ import annotations

from collections.abc import Iterator

from assembler.i18n.languages import Language
from assembler.model.finding import Finding, Level, Place
from assembler.model.pseudo_codes import CODES
from assembler.store.project import Project
from assembler.store.record import Record


def unnamed_cities(project: Project, record: Record, spoken: Language) -> Iterator[Finding]:
    """A warning for each city of ``record`` that is named in English, since it has no name in ``spoken``.

    A phrase such as "of Turku" then stands in the midst of a Greek sentence.
    """
    if spoken.code in CODES:
        return
    for name in record.about.city_ids:
        city = project.cities().get(name)
        if city is None or city.language_used(spoken.code) in (spoken.code, spoken.base):
            continue
        forms = city.names["en"]
        missing = f"{forms.name} has no name in {spoken.english_name} ({spoken.code})"
        said = f"{missing}: “{forms.of}” stands there in English"
        remedy = f"add a line under names: {spoken.base}: {{name: ..., of: ..., in: ..., to: ...}}"
        yield Finding("unnamed-city", Level.WARNING, Place("data/cities.yaml", f"{name}.names"), said, remedy)
