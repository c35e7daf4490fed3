"""Checks that cities have names and phrases ("of Turku") in the language of a document."""

from __future__ import annotations

from collections.abc import Iterator

from assembler.diagnostics import Diagnostic, Location
from assembler.diagnostics.building import UNNAMED_CITY
from assembler.i18n.languages.languages import Language
from assembler.model.messages.pseudo_codes import CODES
from assembler.store.project.project import Project
from assembler.store.records.record import Record


def check_city_names(project: Project, record: Record, spoken: Language) -> Iterator[Diagnostic]:
    """Yield a warning for each of the record's cities that has no name in the document's language.

    Without such a name, an English phrase such as "of Turku" would appear in a Greek sentence.
    """
    if spoken.code in CODES:
        return
    for name in record.about.city_ids:
        city = project.cities().get(name)
        if city is None or city.find_name_language(spoken.code) in (spoken.code, spoken.base):
            continue
        location, forms = Location("data/cities.yaml", f"{name}.names"), city.names["en"]
        yield UNNAMED_CITY.at(
            location,
            city=name,
            city_name=forms.name,
            phrase=forms.of,
            language=spoken.english_name,
            code=spoken.code,
            base=spoken.base,
        )


def report_unnamed_cities(project: Project, spoken: Language) -> Iterator[Diagnostic]:
    """Yield one diagnostic that lists all real cities without a name in the language."""
    missing = sorted(
        name
        for name, city in project.cities().items()
        if not city.example and city.find_name_language(spoken.code) not in (spoken.code, spoken.base)
    )
    fields = {"language": spoken.english_name, "code": spoken.code, "base": spoken.base}
    if len(missing) == 1:
        yield UNNAMED_CITY.at(Location("data/cities.yaml"), "one", city=missing[0], **fields)
    elif missing:
        cities, count = ", ".join(missing), len(missing)
        location = Location("data/cities.yaml")
        yield UNNAMED_CITY.at(location, "several", city=missing[0], cities=cities, count=count, **fields)
