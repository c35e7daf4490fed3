"""What a text must look like where the model has a pattern for it, in words and with an example.

The patterns themselves are in the model alone. A pattern that several keys share has words that fit all.
"""

from __future__ import annotations

from functools import cache

from assembler.model.documents import document_type
from assembler.model.reference import benchmark, charter, city, glossary, policy_agenda
from assembler.model.review import narratives, release, review
from assembler.model.types import content, references
from assembler.model.types import record_header as about
from assembler.model.types.introspection import Entity, find_pattern


def describe_pattern(pattern: str) -> tuple[str, str]:
    """What is wrong with a text that does not fit ``pattern``, and how to write it.

    >>> describe_pattern("^[A-Z]{2}$")
    ('not two capital letters', 'write two capitals, as in `FI`')
    """
    return _all_words()[pattern]


@cache
def _all_words() -> dict[str, tuple[str, str]]:
    return _of_records() | _of_declarations()


def _of_records() -> dict[str, tuple[str, str]]:
    """The patterns of records and cities."""
    return {
        find_pattern(about.LanguageTag): ("no code of a language", "write it as `nl`, `en` or `nl-BE`"),
        find_pattern(about.BenchmarkTag): (
            "no benchmark with its version",
            "write it as `inti-cities@2009b`",
        ),
        find_pattern(about.Initials): ("these are no initials", "write one to four letters, as in `JB`"),
        _form_of(review.Person, "email"): ("no e-mail address", "write it as `office@city.example`"),
        _form_of(content.Money, "currency"): ("no currency", "write three capitals, as in `EUR`"),
        find_pattern(narratives.SectionPath): ("no section of a report", "write it as `feedback/summary`"),
        find_pattern(release.VersionNumber): ("no version", "write it in quotation marks, as `1.0`"),
        find_pattern(release.Digest): ("no digest", "put the file back as `assembler release` wrote it"),
        find_pattern(city.CityId): ("not an id", "write small letters, digits and `-`, as in `turku`"),
        _form_of(city.City, "country"): ("not two capital letters", "write two capitals, as in `FI`"),
        _form_of(city.City, "currency"): ("no currency", "write three capitals, as in `EUR`"),
        find_pattern(references.SessionKey): ("no name of a session", "write it as `I17` or `WA`"),
        find_pattern(references.EvidenceKey): ("no name of an evidence record", "write it as `I17-2`"),
        find_pattern(references.FindingKey): ("no name of a finding", "write it as `F01`"),
        find_pattern(references.RecommendationKey): ("no name of a recommendation", "write it as `R01`"),
        find_pattern(references.PracticeKey): ("no name of a good practice", "write it as `G01`"),
    }


def _of_declarations() -> dict[str, tuple[str, str]]:
    """The patterns of benchmarks, charters, agendas, the glossary and document types."""
    return {
        find_pattern(benchmark.Source): ("no source line", "write `S0:1067-1069`, `public` or `own`"),
        _form_of(benchmark.Indicator, "code"): ("no code of an indicator", "write it as `GG/I/3`"),
        _form_of(benchmark.CrossValue, "code"): ("not one capital letter", "write one capital, as in `A`"),
        _form_of(benchmark.Benchmark, "id"): (
            "not an id",
            "write small letters, digits and `-`, as in `dive`",
        ),
        _form_of(benchmark.Benchmark, "version"): ("no version", "write it as `2009b`"),
        find_pattern(charter.CharterTag): (
            "no charter with its version",
            "write it as `integrating-cities@2010`",
        ),
        _form_of(charter.CharterVersion, "since"): ("no month", "write year and month, as in `2010-02`"),
        find_pattern(charter.Words): ("words are expected", "write them, or remove the key"),
        find_pattern(policy_agenda.AreaCode): ("no code of a policy area", "write it as `GIA/07`"),
        _form_of(policy_agenda.Ministry, "code"): ("no code of a ministry", "write it as `SZW`"),
        _form_of(glossary.Term, "id"): ("no id of a term", "write a capital and three digits, as in `T001`"),
        find_pattern(document_type.PlaceholderName): (
            "a template cannot write this name",
            "write small letters, digits and `_`, as in `contact_name`",
        ),
        find_pattern(document_type.EditionName): (
            "not a name for an edition",
            "write small letters, digits and `-`, as in `public`",
        ),
    }


def _form_of(model: type[Entity], field: str) -> str:
    return find_pattern(model.model_fields[field])
