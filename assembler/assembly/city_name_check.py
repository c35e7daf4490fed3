"""Checks that cities have names, and phrases with these names, in the language of a document."""

from __future__ import annotations

from collections.abc import Iterator

from assembler.diagnostics import Diagnostic, Level, Location
from assembler.i18n.languages.languages import Language
from assembler.model.messages.pseudo_codes import CODES
from assembler.store.project.project import Project
from assembler.store.records.record import Record


def check_city_names(project: Project, record: Record, spoken: Language) -> Iterator[Diagnostic]:
    """Yield a warning for each city of ``record`` that has no name in the language of the document.

    Without such a name, an English phrase such as "of Turku" would be part of a Greek sentence.
    """
    if spoken.code in CODES:
        return
    for name in record.about.city_ids:
        city = project.cities().get(name)
        if city is None or city.find_name_language(spoken.code) in (spoken.code, spoken.base):
            continue
        forms = city.names["en"]
        missing = f"{forms.name} has no name in {spoken.english_name} ({spoken.code})"
        said = f"{missing}: “{forms.of}” stands there in English"
        hint = _build_hint(name, spoken)
        yield Diagnostic(
            "unnamed-city", Level.WARNING, Location("data/cities.yaml", f"{name}.names"), said, hint
        )


def report_unnamed_cities(project: Project, spoken: Language) -> Iterator[Diagnostic]:
    """Yield one diagnostic that lists all cities, except invented ones, without a name in the language."""
    missing = sorted(
        name
        for name, city in project.cities().items()
        if not city.example and city.find_name_language(spoken.code) not in (spoken.code, spoken.base)
    )
    if missing:
        many = "1 city has" if len(missing) == 1 else f"{len(missing)} cities have"
        what = f"{many} no name in {spoken.english_name} ({spoken.code}): {', '.join(missing)}"
        yield Diagnostic(
            "unnamed-city", Level.INFO, Location("data/cities.yaml"), what, _build_hint(missing[0], spoken)
        )


def _build_hint(name: str, spoken: Language) -> str:
    forms = f"{spoken.base}: {{name: ..., of: ..., in: ..., to: ...}}"
    return f"add to data/cities.yaml, under {name}: and names: {forms}"
