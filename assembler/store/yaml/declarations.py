"""The files that come in one kind each: document types, benchmarks, policy agendas, cities."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic, Level
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


def read_document_type(file: YamlFile, name: str) -> DocumentType:
    """The declaration in ``file``; ``name`` is the folder's. Raises DataError with every fault."""
    return require_valid(validate_document_type(file, name), where=file.name)


def validate_document_type(file: YamlFile, name: str) -> ValidationResult[DocumentType]:
    """The declaration in ``file``, or its faults; the folder's name is the type's, nobody writes it twice."""
    from assembler.model.documents.document_type import DocumentType

    if not isinstance(file.data, dict):
        return validate_file(file, DocumentType)
    if "name" in file.data:
        what = "the name of a document type is that of its folder"
        place = file.locate(("name",))
        return ValidationResult(
            None, (Diagnostic("name-of-folder", Level.ERROR, place, what, "remove `name`"),)
        )
    return validate_file(replace(file, data={"name": name, **file.data}), DocumentType)


def read_benchmark(file: YamlFile) -> Benchmark:
    """The benchmark in ``file``; raises DataError with every fault."""
    from assembler.model.reference.benchmark import Benchmark

    return require_valid(validate_file(file, Benchmark), where=file.name)


def read_agenda(file: YamlFile) -> PolicyAgenda:
    """The policy agenda in ``file``; raises DataError with every fault."""
    from assembler.model.reference.policy_agenda import PolicyAgenda

    return require_valid(validate_file(file, PolicyAgenda), where=file.name)


def read_charter(file: YamlFile, stem: str) -> CharterVersion:
    """The charter version in ``file``, whose name without suffix is ``stem``; DataError with every fault."""
    from assembler.model.reference.charter import CharterVersion

    found = require_valid(validate_file(file, CharterVersion), where=file.name)
    if (named := f"{found.id}-{found.version}") != stem:
        raise DataError(f"the file holds the version {found.tag}", location=file.name,
                        hint=f"call it {named}.yaml")  # fmt: skip
    return found


def read_cities(file: YamlFile, known: Mapping[str, City]) -> Mapping[str, City]:
    """The cities in ``file`` by their ids; raises DataError with every fault.

    An entry of a ``known`` city with ``names`` alone adds them to that city; any other replaces it.
    """
    from assembler.model.reference.city import AdditionalCityNames, Cities

    data = file.data if isinstance(file.data, dict) else {}
    more = {
        key for key, said in data.items() if key in known and isinstance(said, dict) and [*said] == ["names"]
    }
    if not more:
        return require_valid(validate_file(file, Cities), where=file.name).root
    others = replace(file, data={key: said for key, said in data.items() if key not in more})
    named = replace(file, data={key: data[key] for key in more})
    found = dict(require_valid(validate_file(others, Cities), where=file.name).root)
    for key, added in require_valid(validate_file(named, AdditionalCityNames), where=file.name).root.items():
        found[key] = known[key].model_copy(update={"names": {**known[key].names, **added.names}})
    return found


def read_glossary(file: YamlFile) -> Glossary:
    """The termbase in ``file``; raises DataError with every fault."""
    from assembler.model.reference.glossary import Glossary

    return require_valid(validate_file(file, Glossary), where=file.name)
