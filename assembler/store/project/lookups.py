"""What the checks and digests of a project need from it."""

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
    """Protocol for the methods of ``Project`` that its own checks and digests use."""

    layers: Layers
    cache: Cache

    def document_types(self) -> tuple[str, ...]:
        """Return the names of all document types."""

    def benchmarks(self) -> tuple[str, ...]:
        """Return the ids of all benchmarks."""

    def benchmark(self, name: str) -> Benchmark:
        """Return the benchmark with this id or tag."""

    def agendas(self) -> tuple[str, ...]:
        """Return the ids of all policy agendas."""

    def agenda(self, name: str) -> PolicyAgenda:
        """Return the policy agenda with this id."""

    def charters(self) -> tuple[str, ...]:
        """Return the tags of all charter versions."""

    def charter(self, tag: str) -> CharterVersion:
        """Return the charter version with this tag."""

    def glossary(self) -> Glossary:
        """Return the glossary."""

    def cities(self) -> dict[str, City]:
        """Return all cities by id."""

    def records(self) -> tuple[str, ...]:
        """Return the names of all records."""

    def record_folder(self, name: str) -> Path:
        """Return the folder of a record."""

    def checked_record(self, name: str) -> LoadedRecord:
        """Return the readable part of a record, with all diagnostics."""

    def yaml(self, path: Path) -> YamlFile:
        """Return a YAML file of the project."""

    def display_path(self, path: Path) -> str:
        """Return ``path`` as displayed to the user."""
