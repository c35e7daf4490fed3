"""Messages and examples for texts that do not match a pattern of the model.

The patterns are defined only in the model. A pattern shared by several keys has a message that suits all of
them.
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
    """Return the message and hint for a text that does not match ``pattern``.

    >>> describe_pattern("^[A-Z]{2}$")
    ('not two capital letters', 'write two capital letters, as in `FI`')
    """
    return _collect_messages()[pattern]


@cache
def _collect_messages() -> dict[str, tuple[str, str]]:
    return _record_messages() | _declaration_messages()


def _record_messages() -> dict[str, tuple[str, str]]:
    """Return the messages for patterns in records and cities."""
    return {
        find_pattern(about.LanguageTag): ("not a language code", "write it as `nl`, `en` or `nl-BE`"),
        find_pattern(about.BenchmarkTag): (
            "not a benchmark with its version",
            "write it as `inti-cities@2009b`",
        ),
        find_pattern(about.Initials): ("not initials", "write one to four letters, as in `JB`"),
        _field_pattern(review.Person, "email"): (
            "not an e-mail address",
            "write it as `office@city.example`",
        ),
        _field_pattern(content.Money, "currency"): (
            "not a currency code",
            "write three capital letters, as in `EUR`",
        ),
        find_pattern(narratives.SectionPath): ("not a section of a report", "write it as `feedback/summary`"),
        find_pattern(release.VersionNumber): (
            "not a version number",
            'write it in quotation marks, as in `"1.0"`',
        ),
        find_pattern(release.Digest): ("not a digest", "restore the file as `assembler release` wrote it"),
        find_pattern(city.CityId): ("not an id", "write lower-case letters, digits and `-`, as in `turku`"),
        _field_pattern(city.City, "country"): (
            "not two capital letters",
            "write two capital letters, as in `FI`",
        ),
        _field_pattern(city.City, "currency"): (
            "not a currency code",
            "write three capital letters, as in `EUR`",
        ),
        find_pattern(references.SessionKey): ("not the name of a session", "write it as `I17` or `WA`"),
        find_pattern(references.EvidenceKey): ("not the name of an evidence record", "write it as `I17-2`"),
        find_pattern(references.FindingKey): ("not the name of a finding", "write it as `F01`"),
        find_pattern(references.RecommendationKey): ("not the name of a recommendation", "write it as `R01`"),
        find_pattern(references.PracticeKey): ("not the name of a good practice", "write it as `G01`"),
    }


def _declaration_messages() -> dict[str, tuple[str, str]]:
    """Return the messages for patterns in benchmarks, charters, agendas, the glossary and document types."""
    return {
        find_pattern(benchmark.Source): ("not a source reference", "write `S0:1067-1069`, `public` or `own`"),
        _field_pattern(benchmark.Indicator, "code"): ("not the code of an indicator", "write it as `GG/I/3`"),
        _field_pattern(benchmark.CrossValue, "code"): (
            "not one capital letter",
            "write one capital letter, as in `A`",
        ),
        _field_pattern(benchmark.Benchmark, "id"): (
            "not an id",
            "write lower-case letters, digits and `-`, as in `dive`",
        ),
        _field_pattern(benchmark.Benchmark, "version"): ("not a version", "write it as `2009b`"),
        find_pattern(charter.CharterTag): (
            "not a charter with its version",
            "write it as `integrating-cities@2010`",
        ),
        _field_pattern(charter.CharterVersion, "since"): (
            "not a month",
            "write year and month, as in `2010-02`",
        ),
        find_pattern(charter.Words): ("the text is empty", "write it, or remove the key"),
        find_pattern(policy_agenda.AreaCode): ("not the code of a policy area", "write it as `GIA/07`"),
        _field_pattern(policy_agenda.Ministry, "code"): ("not the code of a ministry", "write it as `SZW`"),
        _field_pattern(glossary.Term, "id"): (
            "not the id of a term",
            "write a capital letter and three digits, as in `T001`",
        ),
        find_pattern(document_type.PlaceholderName): (
            "not a name that templates can use",
            "write lower-case letters, digits and `_`, as in `contact_name`",
        ),
        find_pattern(document_type.EditionName): (
            "not a name for an edition",
            "write lower-case letters, digits and `-`, as in `public`",
        ),
    }


def _field_pattern(model: type[Entity], field: str) -> str:
    return find_pattern(model.model_fields[field])
