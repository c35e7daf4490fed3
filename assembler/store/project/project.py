"""Project: access by name to the files of the user and of the program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assembler.diagnostics import Diagnostic
from assembler.errors import DataError, ProjectError
from assembler.store.files.cache import Cache, FolderCache, MemoryCache
from assembler.store.files.files import read_file
from assembler.store.files.transaction import recover
from assembler.store.project import search_path as locales
from assembler.store.project import sent_forms as forms
from assembler.store.project.parse_cache import ParseCache
from assembler.store.project.search_path import (
    MAX_NAME_BYTES,
    Layers,
    charter_tag,
    find_project_root,
    is_project,
    shipped_folder,
)
from assembler.store.yaml.suggestions import suggest_city

if TYPE_CHECKING:
    from assembler.model.documents.document_type import DocumentType
    from assembler.model.reference.benchmark import Benchmark
    from assembler.model.reference.charter import CharterVersion
    from assembler.model.reference.city import City
    from assembler.model.reference.glossary import Glossary
    from assembler.model.reference.policy_agenda import PolicyAgenda
    from assembler.store.records.record import LoadedRecord, Record
    from assembler.store.yaml.yaml_file import YamlFile

RECORDS = "data/records"
GLOSSARY = "data/glossary.yaml"
SOURCE_LANGUAGE = "en"
"""Language of the templates, which needs no catalogue."""


class Project:
    """A project, with access by name to document types, house styles, catalogues, data and records.

    ``root`` is the user's project, and ``start`` their current folder (the same if there is no project yet).
    A user's file takes precedence over the program's file with the same name. Files are read on demand. An
    unknown name raises ProjectError with suggestions; a file with errors raises DataError with all of them.
    """

    def __init__(
        self, root: Path, *, start: Path | None = None, share: Path | None = None, cache: Cache | None = None
    ) -> None:
        self.root = root
        self.start = start or root
        self.share = share or shipped_folder()
        self.layers = Layers(tuple(dict.fromkeys((root, self.share))))
        self.cache: Cache = cache or MemoryCache()
        self._read = ParseCache()
        self._start_prefix = f"{self.start.as_posix().rstrip('/')}/"

    @classmethod
    def find(cls, start: Path, *, cache: Path | None = None) -> Project:
        """Return the nearest project at or above ``start``; ``cache`` is a private cache folder of the user.

        The cache must not be in the project, because it contains compiled templates. Interrupted transactions
        in the project's ``data/forms`` and ``locales`` are completed first. Raises ProjectError if ``start``
        is not a folder.
        """
        if not start.is_dir():
            what = "not a folder" if start.exists() else "there is no such folder"
            hint = "choose an existing project folder, or create it"
            raise ProjectError(what, location=str(start), hint=hint)
        root = find_project_root(start) or start.resolve()
        for folder in ("data/forms", "locales"):
            recover(root / folder)
        return cls(root, start=start.resolve(), cache=FolderCache(cache) if cache else None)

    @property
    def build_folder(self) -> Path:
        """Default folder for generated files."""
        return self.root / "build"

    @property
    def report_file(self) -> Path | None:
        """Path of the build log; None for a folder that is not a project."""
        return self.build_folder / "report.jsonl" if is_project(self.root) else None

    def document_types(self) -> tuple[str, ...]:
        """Return the names of all document types."""
        return self.layers.names("templates", "document.yaml")

    def document_type(self, name: str) -> DocumentType:
        """Return the document type declared in ``templates/<name>/document.yaml``."""
        from assembler.store.yaml.declarations import read_document_type

        return self._read.model(self.declaration(name), lambda file: read_document_type(file, name))

    def declaration(self, name: str) -> YamlFile:
        """Return the file ``document.yaml`` of a document type, with its line numbers."""
        return self.yaml(self._find_type_folder(name) / "document.yaml")

    def template(self, name: str) -> bytes:
        """Return the Word file of a document type: ``template.docx`` beside its declaration."""
        return read_file(self._find_type_folder(name) / "template.docx")

    def _find_type_folder(self, name: str) -> Path:
        path = self.layers.find_named(f"templates/{name}/document.yaml", name)
        if path is None:
            raise self.layers.build_missing_error("document type", name, self.document_types(), "templates")
        return path.parent

    def house_styles(self) -> tuple[str, ...]:
        """Return the names of all house styles."""
        return self.layers.stems("templates/house-styles", ".docx")

    def house_style(self, name: str) -> bytes:
        """Return the Word file of a house style."""
        below = "templates/house-styles"
        return read_file(self._find_named(name, self.house_styles(), "house style", below, ".docx"))

    def languages(self) -> tuple[str, ...]:
        """Return the languages that have a catalogue, and the source language, which needs no catalogue."""
        return tuple(sorted({SOURCE_LANGUAGE, *locales.list_languages(self.layers)}))

    def catalogues(self, language: str) -> tuple[tuple[str, bytes], ...]:
        """Return the name and contents of each .po file of ``language``, the user's files first."""
        paths = locales.find_catalogues(self.layers, language) if language in self.languages() else ()
        return tuple((self.display_path(path), read_file(path)) for path in paths)

    def benchmarks(self) -> tuple[str, ...]:
        """Return the names of all benchmark files without suffix."""
        return self.layers.stems("data/benchmarks", ".yaml")

    def benchmark(self, name: str) -> Benchmark:
        """Return a benchmark by its id (``dive``) or by id and version (``dive@2010``)."""
        from assembler.store.yaml.declarations import read_benchmark

        below, bare = "data/benchmarks", name.partition("@")[0]
        paths = (self.layers.find_named(f"{below}/{stem}.yaml", stem) for stem in dict.fromkeys((name, bare)))
        path = next(filter(None, paths), None)
        if path is None:
            raise self.layers.build_missing_error("benchmark", bare, self.benchmarks(), below)
        benchmark = self._read.model(self.yaml(path), read_benchmark)
        if "@" in name and benchmark.tag != name:
            raise ProjectError(f"there is no benchmark “{name}”", location=str(path),
                               hint=f"did you mean `{benchmark.tag}`?")  # fmt: skip
        return benchmark

    def agendas(self) -> tuple[str, ...]:
        """Return the names of all policy agenda files without suffix."""
        return self.layers.stems("data/agendas", ".yaml")

    def agenda(self, name: str) -> PolicyAgenda:
        """Return the policy agenda with this id, which has areas in all editions, ministries and terms."""
        from assembler.store.yaml.declarations import read_agenda

        path = self._find_named(name, self.agendas(), "agenda", "data/agendas", ".yaml")
        return self._read.model(self.yaml(path), read_agenda)

    def charters(self) -> tuple[str, ...]:
        """Return the tags of all charter versions (``integrating-cities@2010``)."""
        return tuple(map(charter_tag, self.layers.stems("data/charters", ".yaml")))

    def charter(self, tag: str) -> CharterVersion:
        """Return the charter version with this tag, from ``data/charters/<id>-<version>.yaml``."""
        from assembler.store.yaml.declarations import read_charter

        below, stem = "data/charters", tag.replace("@", "-")
        path = self.layers.find_named(f"{below}/{stem}.yaml", stem) if tag == charter_tag(stem) else None
        if path is None:
            raise self.layers.build_missing_error("charter version", tag, self.charters(), below)
        return self._read.model(self.yaml(path), lambda file: read_charter(file, path.stem))

    def glossary(self) -> Glossary:
        """Return the glossary for checks of translations: the user's, or else the program's."""
        from assembler.model.reference.glossary import Glossary
        from assembler.store.yaml.declarations import read_glossary

        path = self.layers.find_first(GLOSSARY)
        return read_glossary(self.yaml(path)) if path else Glossary()

    def cities(self) -> dict[str, City]:
        """Return all cities by id; the user's cities take precedence over the program's."""
        cities: dict[str, City] = {}
        for path in self.city_files():
            cities |= self.cities_in(path, cities)
        return cities

    def city_files(self) -> tuple[Path, ...]:
        """Return the files with cities: the program's, then the user's."""
        return tuple(reversed(self.layers.find_all("data/cities.yaml")))

    def cities_in(self, path: Path, known: Mapping[str, City]) -> Mapping[str, City]:
        """Return the cities in one file, which may add names to cities ``known`` from earlier files."""
        from assembler.store.yaml.declarations import read_cities

        return self._read.model(self.yaml(path), partial(read_cities, known=dict(known)))

    def city(self, name: str) -> City:
        """Return the city with this id."""
        cities = self.cities()
        if name not in cities:
            hint = suggest_city(name, cities)
            raise ProjectError(f"there is no city “{name}” in data/cities.yaml", hint=hint)
        return cities[name]

    def records(self) -> tuple[str, ...]:
        """Return the names of all records, which are the names of their folders below ``data/records``."""
        from assembler.model.paths import HEADERS

        names = {
            path.parent.relative_to(folder).as_posix()
            for folder in self.layers.find_all(RECORDS)
            for kind in HEADERS
            for path in folder.rglob(f"{kind}.yaml")
        }
        return tuple(sorted(names))

    def record(self, name: str) -> Record:
        """Return a record by its name or the path of its folder.

        Invalid references are in the diagnostics of the record. Raises DataError with all errors if the
        record cannot be read.
        """
        from assembler.store.project.validation_cache import load_checked_record

        folder = self.record_folder(name)
        loaded = load_checked_record(self, folder, self._record_name(folder) or name)
        if loaded.record is None:
            count = sum(diagnostic.is_error for diagnostic in loaded.diagnostics)
            message = f"{count} error{'' if count == 1 else 's'} in the record"
            hint = "correct the errors listed below"
            raise DataError(message, location=name, hint=hint, diagnostics=loaded.diagnostics)
        return loaded.record

    def checked_record(self, name: str) -> LoadedRecord:
        """Return the readable part of a record with all diagnostics; raise ProjectError for an unknown name.

        The record is validated again, bypassing the cache.
        """
        from assembler.store.project.project_checks import check_record
        from assembler.store.records.record_files import read_record_files

        folder = self.record_folder(name)
        source = read_record_files(
            folder, self._record_name(folder) or name, display_name=self.display_path(folder)
        )
        return check_record(self, source)

    def own_records(self) -> tuple[str, ...]:
        """Return the names of the records in the user's project."""
        home = self.root / RECORDS
        return tuple(name for name in self.records() if (home / name).is_dir())

    def kinds(self, name: str) -> tuple[str, ...]:
        """Return the kinds of file in a record (``review``, ``baseline``) without reading them."""
        from assembler.store.records.record_files import list_kinds

        return list_kinds(self.record_folder(name))

    def record_folder(self, name: str) -> Path:
        """Return the folder of a record, given its name, or the path of the folder or a file in it."""
        cleaned = name.replace("\\", "/").strip("/")
        if self._is_record(cleaned) and (folder := self.layers.find_first(f"{RECORDS}/{cleaned}")):
            return folder
        with suppress(OSError, ValueError):  # the name is too long or has invalid characters
            path = (self.start / name).resolve()
            folder = path.parent if path.is_file() else path
            if name and folder.is_dir() and folder != self.root and any(folder.glob("*.yaml")):
                return folder
        raise self.layers.build_missing_error("record", name, self.records(), RECORDS)

    def _is_record(self, name: str) -> bool:
        """Return whether ``name`` is the name of a record, without listing hundreds of folders."""
        from assembler.model.paths import HEADERS

        parts = name.encode("utf-8", "replace").split(b"/")
        is_valid = all(part not in (b"", b".", b"..") and len(part) <= MAX_NAME_BYTES for part in parts)
        return is_valid and any(self.layers.find_first(f"{RECORDS}/{name}/{kind}.yaml") for kind in HEADERS)

    def _record_name(self, folder: Path) -> str:
        """Return the name of the record in ``folder``; empty if it is outside ``data/records``."""
        here = folder.resolve()
        homes = (home.resolve() for home in self.layers.find_all(RECORDS))
        return next((here.relative_to(home).as_posix() for home in homes if here.is_relative_to(home)), "")

    @property
    def forms_folder(self) -> Path:
        """Folder of the sent forms."""
        return self.root / "data/forms"

    def form(self, digest: str) -> dict[str, Any]:
        """Return the manifest of a sent form; raise FormError if there is none."""
        return forms.read_manifest(self.forms_folder, digest)

    def with_sent(self, digest: str, manifest: bytes, data: bytes, moment: str) -> dict[Path, bytes]:
        """Return the files to write to ``data/forms`` in the same transaction as the form ``data``."""
        return forms.with_sent(self.forms_folder, digest, manifest, data, moment)

    def sent_files(self, digest: str) -> Iterator[bytes]:
        """Yield the stored files of a form as they were sent, if any."""
        return forms.read_sent_files(self.forms_folder, digest)

    def has_form(self, digest: str) -> bool:
        """Return whether the manifest of the form is stored."""
        return forms.has_form(self.forms_folder, digest)

    def diagnostics(self) -> Iterator[Diagnostic]:
        """Yield all diagnostics of all files: declarations, benchmarks, cities and records."""
        from assembler.store.project.project_checks import check_all

        return check_all(self)

    def yaml(self, path: Path) -> YamlFile:
        """Return a YAML file of the project with its line numbers; unchanged files are parsed only once."""
        return self._read.yaml(path, name=self.display_path(path), cache=self.cache)

    def display_path(self, path: Path) -> str:
        """Return ``path`` for display: relative to the user's folder if inside it, otherwise absolute."""
        absolute = path.as_posix()
        if absolute.startswith(self._start_prefix):
            return absolute[len(self._start_prefix) :]
        return "." if path == self.start else str(path)

    def _find_named(self, name: str, names: tuple[str, ...], kind: str, below: str, suffix: str) -> Path:
        path = self.layers.find_first(f"{below}/{name}{suffix}") if name in names else None
        if path is None:
            raise self.layers.build_missing_error(kind, name, names, below)
        return path
