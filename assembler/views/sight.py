"""What a view looks at: the record and what belongs to it, and the language to speak."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from assembler.i18n.languages import Language
from assembler.model.benchmark import Benchmark, Wording
from assembler.model.city import City
from assembler.store.record import Record


@dataclass(frozen=True, slots=True)
class Sight:
    """One document's view: ``says`` translates an English message into the document's language."""

    record: Record
    city: City
    cities: Mapping[str, City]
    benchmark: Benchmark
    language: Language
    says: Callable[[str], str]

    def wording(self, words: Wording) -> str:
        """A benchmark's text: the official wording in this language where there is one, else our own."""
        for code in self.language.chain:
            if code in words.official:
                return words.official[code]
        return self.says(words.text)


View = Callable[[Sight], dict[str, Any]]
