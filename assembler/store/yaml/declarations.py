"""Readers that turn YAML files into document types and reference data, such as benchmarks and cities."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from assembler.diagnostics.data_value_rules import REDUNDANT_NAME
from assembler.errors import DataError
from assembler.store.yaml.validate import ValidationResult, require_valid, validate_file
from assembler.store.yaml.yaml_file import YamlFile
from assembler.structs import replace

if TYPE_CHECKING:
    from assembler.model.documents.document_type import DocumentType
    from assembler.model.reference.benchmark import Benchmark
    from assembler.model.reference.charter import CharterVersion
    from assembler.model.reference.city import City
    from assembler.model.reference.glossary import Glossary
    from assembler.model.reference.policy_agenda import PolicyAgenda
    from assembler.model.reference.toolkit import Toolkit
    from assembler.model.review.review_round import ReviewRound
    from assembler.model.tracking.policy_paper import PolicyPaper


def read_document_type(file: YamlFile, name: str) -> DocumentType:
    """Return the document type declared in ``file``, which is in the folder ``name``.

    Raises DataError with all errors if the declaration is invalid.
    """
    return require_valid(validate_document_type(file, name), where=file.name)


def validate_document_type(file: YamlFile, name: str) -> ValidationResult[DocumentType]:
    """Validate the declaration in ``file``, which is in the folder ``name``.

    A document type is named after its folder, so the file must not contain a name.
    """
    from assembler.model.documents.document_type import DocumentType

    if not isinstance(file.data, dict):
        return validate_file(file, DocumentType)
    if "name" in file.data:
        return ValidationResult(None, (REDUNDANT_NAME.at(file.locate(("name",))),))
    return validate_file(replace(file, data={"name": name, **file.data}), DocumentType)


def read_benchmark(file: YamlFile) -> Benchmark:
    """Return the benchmark in ``file``; raise DataError with all errors if it is invalid."""
    from assembler.model.reference.benchmark import Benchmark

    return require_valid(validate_file(file, Benchmark), where=file.name)


def read_agenda(file: YamlFile) -> PolicyAgenda:
    """Return the policy agenda in ``file``; raise DataError with all errors if it is invalid."""
    from assembler.model.reference.policy_agenda import PolicyAgenda

    return require_valid(validate_file(file, PolicyAgenda), where=file.name)


def read_toolkit(file: YamlFile) -> Toolkit:
    """Return the toolkit in ``file``; raise DataError with all errors if it is invalid."""
    from assembler.model.reference.toolkit import Toolkit

    return require_valid(validate_file(file, Toolkit), where=file.name)


def read_paper(file: YamlFile) -> PolicyPaper:
    """Return the policy paper in ``file``; raise DataError with all errors if it is invalid."""
    from assembler.model.tracking.policy_paper import PolicyPaper

    return require_valid(validate_file(file, PolicyPaper), where=file.name)


def read_round(file: YamlFile) -> ReviewRound:
    """Return the round of reviews in ``file``; raise DataError with all errors if it is invalid."""
    from assembler.model.review.review_round import ReviewRound

    return require_valid(validate_file(file, ReviewRound), where=file.name)


def read_charter(file: YamlFile, stem: str) -> CharterVersion:
    """Return the charter version in ``file``.

    ``stem`` is the file name without suffix. Raises DataError with all errors if the file is invalid, or if
    its name does not match the version.
    """
    from assembler.model.reference.charter import CharterVersion

    charter = require_valid(validate_file(file, CharterVersion), where=file.name)
    if (expected := f"{charter.id}-{charter.version}") != stem:
        raise DataError(f"the file name does not match the version {charter.tag}", location=file.name,
                        hint=f"rename it to {expected}.yaml")  # fmt: skip
    return charter


def read_cities(file: YamlFile, known: Mapping[str, City]) -> Mapping[str, City]:
    """Return the cities in ``file`` by id; raise DataError with all errors if it is invalid.

    An entry that contains only ``names`` adds these to a ``known`` city. Any other entry replaces the city.
    """
    from assembler.model.reference.city import AdditionalCityNames, Cities

    data = file.data if isinstance(file.data, dict) else {}
    partial = {
        key
        for key, entry in data.items()
        if key in known and isinstance(entry, dict) and [*entry] == ["names"]
    }
    if not partial:
        return require_valid(validate_file(file, Cities), where=file.name).root
    others = replace(file, data={key: entry for key, entry in data.items() if key not in partial})
    additions = replace(file, data={key: data[key] for key in partial})
    cities = dict(require_valid(validate_file(others, Cities), where=file.name).root)
    for key, added in require_valid(
        validate_file(additions, AdditionalCityNames), where=file.name
    ).root.items():
        cities[key] = known[key].model_copy(update={"names": {**known[key].names, **added.names}})
    return cities


def read_glossary(file: YamlFile) -> Glossary:
    """Return the glossary in ``file``; raise DataError with all errors if it is invalid."""
    from assembler.model.reference.glossary import Glossary

    return require_valid(validate_file(file, Glossary), where=file.name)
