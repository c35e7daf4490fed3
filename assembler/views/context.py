"""Context of a view: the record with its city and benchmark, and the language of the document."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from assembler.errors import DataError
from assembler.i18n.languages.languages import Language
from assembler.model.types.values import Text
from assembler.store.project.project import Project
from assembler.store.records.record import Record
from assembler.structs import Struct
from assembler.values.date import show_interval
from assembler.values.plain_text import capitalise

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark, Wording
    from assembler.model.reference.city import City
    from assembler.model.review.review import Review


class ViewContext(Struct, frozen=True):
    """Input of a view: the record with its city and benchmark, and the language of the document.

    ``translate`` translates an English message into the document's language. ``optional_city`` and
    ``optional_benchmark`` are None if the record has none. ``optional_city`` is also None if the record has
    several cities and none was chosen. ``project`` contains everything else that a record refers to by name.
    ``edition`` is one of the editions that the document type declares, or "" if it declares none. ``part`` is
    the name of the document part, or "" for the complete record. ``house_style`` is the name of the style.
    """

    record: Record
    project: Project
    cities: Mapping[str, City]
    language: Language
    translate: Callable[[str], str]
    optional_city: City | None = None
    optional_benchmark: Benchmark | None = None
    edition: str = ""
    part: str = ""
    house_style: str = "plain"

    @property
    def is_large_print(self) -> bool:
        """Whether the letters are large, so that a page holds a little less."""
        return self.house_style == "large-print"

    @property
    def city(self) -> City:
        """The city of the document.

        Raises DataError if the record names no city, or several of which none was chosen.
        """
        if self.optional_city is None:
            message = "the document is about one city, but the record names none or several"
            raise DataError(
                message,
                location=self.record.name,
                hint="choose a city with --city, or a record with one city",
            )
        return self.optional_city

    @property
    def benchmark(self) -> Benchmark:
        """The benchmark of the record.

        Raises DataError if there is none.
        """
        if self.optional_benchmark is None:
            message = "the record has no benchmark"
            raise DataError(message, location=self.record.name, hint="choose a record with a benchmark")
        return self.optional_benchmark

    @property
    def language_name(self) -> str:
        """The name of the document's language in that language, capitalised, such as ``Suomi``."""
        return capitalise(self.language.own_name)

    def format_visit_days(self, review: Review) -> str:
        """Return the days of the visit with the months spelt out, capitalised, or "" if they are unknown."""
        if review.visit_start is None:
            return ""
        return capitalise(show_interval(review.visit_start, review.visit_end, self.language.code))

    @property
    def project_name(self) -> Text | str:
        """The project's name in the language of the record, or "" if the record does not name a project."""
        name = self.record.about.project
        return Text(text=name) if name else ""

    def translate_wording(self, words: Wording) -> str:
        """Return the official wording in the document's language if it exists, or else our own text."""
        official = next((code for code in self.own_chain if code in words.official), None)
        return words.official[official] if official else self.translate(words.text)

    @property
    def own_chain(self) -> tuple[str, ...]:
        """The codes of the document's language and its base language.

        They exclude other fallbacks, so that official English wording never appears in a Dutch document.
        """
        return tuple(code for code in self.language.chain if code.partition("-")[0] == self.language.base)


View = Callable[[ViewContext], dict[str, Any]]
