"""What needs grammar, as text, for reading: counted phrases, cities, numbers and dates in each language.

A file for each language in ``tests/golden``; one that is missing is written and told. Read it whole before
it is committed: a partitive, a genitive or an elision is right or wrong, and no rule here knows which.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

from assembler.assembly.orders.context import BuildContext
from assembler.i18n.languages.languages import get_language
from assembler.model.types.values import Money
from assembler.store.project.project import Project
from assembler.values import money, number
from assembler.values.date import show_interval, show_long, show_month
from assembler.values.joined_items import join_items
from assembler.values.plural_phrase import format_count

GOLDEN = Path(__file__).resolve().parents[1] / "golden"
NUMBERS = (0, 1, 2, 5, 1_000_000)
CITIES = ("helsinki", "amsterdam", "amaroussion", "brussels", "tampere")
FIRST, LAST = date(2026, 3, 1), date(2026, 4, 19)


def phrases(project: Project) -> Iterator[tuple[str, str]]:
    """Every counted phrase of every document type, each once."""
    declared = (project.document_type(name).counted.values() for name in project.document_types())
    yield from dict.fromkeys((phrase.one, phrase.other) for each in declared for phrase in each)


def said(build_context: BuildContext, code: str) -> Iterator[str]:
    catalogue = build_context.catalogue(code)
    for phrase in phrases(build_context.project):
        yield " | ".join(format_count(n, phrase, code, catalogue) for n in NUMBERS)
    for key in CITIES:
        city = build_context.cities()[key]
        yield " | ".join((city.name(code), *(city.phrase(kind, code) for kind in ("of", "in", "to"))))
    yield " | ".join(number.show(value, code) for value in (1234, -12345, Decimal("1413.5")))
    yield money.show(Money(amount=150000, currency="EUR"), code)
    yield " | ".join((show_long(FIRST, code), show_month(LAST, code), show_interval(FIRST, LAST, code)))
    yield " | ".join((join_items("ABC", code), join_items("AB", code, either=True)))
    quotes = get_language(code).quotes
    yield quotes.quote(f"A {quotes.quote('B', within=True)}")


def test_numbers_cities_and_dates_are_said_as_they_were_read(build_context: BuildContext) -> None:
    missing = []
    for code in build_context.project.languages():
        path = GOLDEN / f"phrases_{code}.txt"
        lines = list(said(build_context, code))
        if not path.exists():
            path.write_text("\n".join(lines) + "\n", encoding="utf-8")
            missing.append(path.name)
        assert lines == path.read_text(encoding="utf-8").splitlines(), code
    assert not missing, f"{', '.join(missing)} were missing and have been written: read them"
