"""What a view looks at: the record and what belongs to it, and the language to speak."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from assembler.errors import DataError
from assembler.i18n.languages.languages import Language
from assembler.model.types.content import Text
from assembler.store.project.project import Project
from assembler.store.records.record import Record
from assembler.structs import Struct
from assembler.values.date import show_interval
from assembler.values.text import capitalise

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark, Wording
    from assembler.model.reference.city import City
    from assembler.model.review.review import Review


class Sight(Struct, frozen=True):
    """One document's view: ``says`` translates an English message into the document's language.

    ``found_city`` and ``found_benchmark`` are None where the record is about none, or about several cities of
    which none was chosen. What else a record refers to, a view looks up by name in ``project``.
    ``edition`` is the name of one that the type declares, "" for a type without editions; ``part`` is what of
    the record the document is about, "" where it is about all of it.
    """

    record: Record
    project: Project
    cities: Mapping[str, City]
    language: Language
    says: Callable[[str], str]
    found_city: City | None = None
    found_benchmark: Benchmark | None = None
    edition: str = ""
    part: str = ""

    @property
    def city(self) -> City:
        """The one city that the document is about; DataError where there is none."""
        if self.found_city is None:
            raise self._lacking("city")
        return self.found_city

    @property
    def benchmark(self) -> Benchmark:
        """The benchmark that the record is held against; DataError where there is none."""
        if self.found_benchmark is None:
            raise self._lacking("benchmark")
        return self.found_benchmark

    @property
    def language_name(self) -> str:
        """The name of the document's language in itself, as it stands alone: ``Suomi``."""
        return capitalise(self.language.own_name)

    def visit_days(self, review: Review) -> str:
        """The days of the visit in words, as they stand alone; "" as long as they are not known."""
        if review.visit_start is None:
            return ""
        return capitalise(show_interval(review.visit_start, review.visit_end, self.language.code))

    @property
    def project_name(self) -> Text | str:
        """The name of the project, in the language of the record; "" for none."""
        name = self.record.about.project
        return Text(text=name) if name else ""

    def wording(self, words: Wording) -> str:
        """A benchmark's text: the official wording in this language where there is one, else our own."""
        found = next((code for code in self.own_chain if code in words.official), None)
        return words.official[found] if found else self.says(words.text)

    @property
    def own_chain(self) -> tuple[str, ...]:
        """The codes of the document's own language: an official wording in English is none in Dutch."""
        return tuple(code for code in self.language.chain if code.partition("-")[0] == self.language.base)

    def _lacking(self, what: str) -> DataError:
        return DataError(f"the record is about no one {what}", location=self.record.name,
                         hint=f"name a record that has a {what}")  # fmt: skip


View = Callable[[Sight], dict[str, Any]]
