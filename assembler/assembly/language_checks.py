"""Checks that a document suits its language: names of cities, sections, and the readers of a form."""

from __future__ import annotations

from collections.abc import Iterator

from assembler.assembly.orders.order import Order
from assembler.diagnostics import Diagnostic, Location
from assembler.diagnostics.builds import SECTION_IN_OTHER_LANGUAGE, UNFAMILIAR_LANGUAGE, UNNAMED_CITY
from assembler.i18n.languages.languages import Language, get_language
from assembler.model.documents.document_type import DocumentType
from assembler.model.messages.pseudo_codes import CODES
from assembler.store.project.project import Project
from assembler.store.records.record import Record


def check_city_names(project: Project, record: Record, spoken: Language) -> Iterator[Diagnostic]:
    """Yield a warning for each of the record's cities that has no name in the document's language.

    Without such a name, an English phrase such as "of Turku" would appear in a Greek sentence. Nothing is
    yielded for a pseudo-language.
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
        yield UNNAMED_CITY.at(location, "several", cities=cities, count=count, **fields)


def check_peer_language(
    project: Project, declared: DocumentType, record: Record, order: Order, spoken: Language
) -> Iterator[Diagnostic]:
    """Yield a warning if the peer of ``order`` does not read the language of the form.

    The hint is a command that builds the form in the first of the peer's languages that has a catalogue.
    """
    if declared.parts != "peers":
        return
    people = (member.person for member in record.review.team.members)
    person = next((each for each in people if each.initials == order.part), None)
    theirs = [get_language(tag) for tag in person.languages] if person else []
    if not theirs or spoken.base in {each.base for each in theirs}:
        return
    known = project.languages()
    code = next((code for each in theirs for code in (each.code, each.base) if code in known), "")
    location = Location(declared.name, f"review.team ({order.part})")
    fields = {
        "language": spoken.english_name,
        "others": ", ".join(each.english_name for each in theirs),
        "part": order.part,
    }
    if code:
        command = {"type": declared.name, "record": record.name, "code": code}
        fields |= {"first": get_language(code).english_name, **command}
    yield UNFAMILIAR_LANGUAGE.at(location, "" if code else "no form", **fields)


def report_other_languages(declared: DocumentType, spoken: Language, codes: str) -> Iterator[Diagnostic]:
    """Yield a diagnostic about the sections ``codes``, which are not in the language of the document."""
    if codes:
        location = Location(declared.name)
        yield SECTION_IN_OTHER_LANGUAGE.at(location, language=spoken.english_name, codes=codes)
