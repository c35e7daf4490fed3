"""The files that come in one kind each: document types, benchmarks, cities."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from assembler.model.benchmark import Benchmark
from assembler.model.city import Cities, City
from assembler.model.document_type import DocumentType
from assembler.model.finding import Finding, Level
from assembler.store.validating import Validated, required, validated
from assembler.store.yaml_file import YamlFile


def read_document_type(file: YamlFile, name: str) -> DocumentType:
    """The declaration in ``file``; ``name`` is the folder's. Raises DataError with every fault."""
    return required(checked_document_type(file, name), where=file.name)


def checked_document_type(file: YamlFile, name: str) -> Validated[DocumentType]:
    """The declaration in ``file``, or its faults; the folder's name is the type's, nobody writes it twice."""
    if not isinstance(file.data, dict):
        return validated(file, DocumentType)
    if "name" in file.data:
        what = "the name of a document type is that of its folder"
        place = file.place(("name",))
        return Validated(None, (Finding("name-of-folder", Level.ERROR, place, what, "remove `name`"),))
    return validated(replace(file, data={"name": name, **file.data}), DocumentType)


def read_benchmark(file: YamlFile) -> Benchmark:
    """The benchmark in ``file``; raises DataError with every fault."""
    return required(validated(file, Benchmark), where=file.name)


def read_cities(file: YamlFile) -> Mapping[str, City]:
    """The cities in ``file`` by their ids; raises DataError with every fault."""
    return required(validated(file, Cities), where=file.name).root
