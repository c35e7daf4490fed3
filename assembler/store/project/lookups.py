"""What the checks and digests of a project ask of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from assembler.store.files.cache import Cache
from assembler.store.project.search_path import Layers

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark
    from assembler.model.reference.charter import CharterVersion
    from assembler.model.reference.city import City
    from assembler.model.reference.glossary import Glossary
    from assembler.model.reference.policy_agenda import PolicyAgenda
    from assembler.store.records.record import LoadedRecord
    from assembler.store.yaml.yaml_file import YamlFile


class Lookups(Protocol):
    """A project, as far as its own checks know it; the methods are those of ``Project``."""

    layers: Layers
    cache: Cache

    def document_types(self) -> tuple[str, ...]:
        """The names of all document types."""

    def benchmarks(self) -> tuple[str, ...]:
        """The ids of all benchmarks."""

    def benchmark(self, name: str) -> Benchmark:
        """The benchmark with this id or tag."""

    def agendas(self) -> tuple[str, ...]:
        """The ids of all policy agendas."""

    def agenda(self, name: str) -> PolicyAgenda:
        """The policy agenda with this id."""

    def charters(self) -> tuple[str, ...]:
        """The tags of all versions of charters."""

    def charter(self, tag: str) -> CharterVersion:
        """The version of a charter with this tag."""

    def glossary(self) -> Glossary:
        """The glossary."""

    def cities(self) -> dict[str, City]:
        """Every city by its id."""

    def records(self) -> tuple[str, ...]:
        """The names of all records."""

    def record_folder(self, name: str) -> Path:
        """The folder of a record."""

    def checked_record(self, name: str) -> LoadedRecord:
        """The record as far as it can be read, with every diagnostic."""

    def yaml(self, path: Path) -> YamlFile:
        """A YAML file of the project."""

    def shown(self, path: Path) -> str:
        """``path`` as people know it."""
