"""A project: all that is looked up by name, in the user's folders and in what comes with the program."""

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
from assembler.store.project.parse_cache import ReadOnce
from assembler.store.project.search_path import LONGEST, Layers, is_project, project_above, shipped, tag_of
from assembler.store.yaml.suggest import city_suggestion

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
"""Templates are written in it, so it needs no catalogue."""


class Project:
    """Lists and gives document types, house styles, catalogues, benchmarks, agendas, cities, records, forms.

    ``root`` is the user's project and ``start`` the folder he is in (the same, where there is none yet). What
    he keeps goes before what comes with the program, name by name. Only what is asked for is read. A name
    that nothing has raises ProjectError with what was meant and where it was looked for; faults in a file
    raise DataError with all of them.
    """

    def __init__(
        self, root: Path, *, start: Path | None = None, share: Path | None = None, cache: Cache | None = None
    ) -> None:
        self.root = root
        self.start = start or root
        self.share = share or shipped()
        self.layers = Layers(tuple(dict.fromkeys((root, self.share))))
        self.cache: Cache = cache or MemoryCache()
        self._read = ReadOnce()
        self._around = f"{self.start.as_posix().rstrip('/')}/"

    @classmethod
    def find(cls, start: Path, *, cache: Path | None = None) -> Project:
        """The nearest project at or above ``start``; ``cache`` is the user's own folder for caching.

        It must not be in the project: compiled templates are run from it. What a killed program left half
        done in the project's ``data/forms`` and ``locales`` is done first.
        """
        root = project_above(start) or start.resolve()
        for folder in ("data/forms", "locales"):
            recover(root / folder)
        return cls(root, start=start.resolve(), cache=FolderCache(cache) if cache else None)

    @property
    def build_folder(self) -> Path:
        """Where everything generated goes, if nobody says otherwise."""
        return self.root / "build"

    @property
    def report_file(self) -> Path | None:
        """Where it is written down what was built from what; None for a folder that is no project."""
        return self.build_folder / "report.jsonl" if is_project(self.root) else None

    def document_types(self) -> tuple[str, ...]:
        """The names of all document types."""
        return self.layers.names("templates", "document.yaml")

    def document_type(self, name: str) -> DocumentType:
        """The document type as declared in ``templates/<name>/document.yaml``."""
        from assembler.store.yaml.declarations import read_document_type

        return self._read.model(self.declaration(name), lambda file: read_document_type(file, name))

    def declaration(self, name: str) -> YamlFile:
        """The file ``document.yaml`` of a document type, with its lines."""
        return self.yaml(self._type_folder(name) / "document.yaml")

    def template(self, name: str) -> bytes:
        """The Word file of a document type: ``template.docx`` beside its declaration."""
        return read_file(self._type_folder(name) / "template.docx")

    def _type_folder(self, name: str) -> Path:
        found = self.layers.named(f"templates/{name}/document.yaml", name)
        if found is None:
            raise self.layers.missing("document type", name, self.document_types(), "templates")
        return found.parent

    def house_styles(self) -> tuple[str, ...]:
        """The names of all house styles."""
        return self.layers.stems("templates/house-styles", ".docx")

    def house_style(self, name: str) -> bytes:
        """The Word file of a house style."""
        below = "templates/house-styles"
        return read_file(self._named(name, self.house_styles(), "house style", below, ".docx"))

    def languages(self) -> tuple[str, ...]:
        """The languages that have a catalogue, and the source language, which needs none."""
        return tuple(sorted({SOURCE_LANGUAGE, *locales.languages(self.layers)}))

    def catalogues(self, language: str) -> tuple[tuple[str, bytes], ...]:
        """(name, bytes) of the .po files of ``language``, the user's first; none where there is none."""
        found = locales.catalogue_files(self.layers, language) if language in self.languages() else ()
        return tuple((self.shown(path), read_file(path)) for path in found)

    def benchmarks(self) -> tuple[str, ...]:
        """The names of all benchmarks, as their files are called."""
        return self.layers.stems("data/benchmarks", ".yaml")

    def benchmark(self, name: str) -> Benchmark:
        """The benchmark asked for by id (``dive``) or by id and version (``dive@2010``)."""
        from assembler.store.yaml.declarations import read_benchmark

        below, bare = "data/benchmarks", name.partition("@")[0]
        paths = (self.layers.named(f"{below}/{stem}.yaml", stem) for stem in dict.fromkeys((name, bare)))
        path = next(filter(None, paths), None)
        if path is None:
            raise self.layers.missing("benchmark", bare, self.benchmarks(), below)
        found = self._read.model(self.yaml(path), read_benchmark)
        if "@" in name and found.tag != name:
            raise ProjectError(f"there is no benchmark {name!r}", location=str(path),
                               hint=f"did you mean `{found.tag}`?")  # fmt: skip
        return found

    def agendas(self) -> tuple[str, ...]:
        """The names of all joint policy agendas, as their files are called."""
        return self.layers.stems("data/agendas", ".yaml")

    def agenda(self, name: str) -> PolicyAgenda:
        """The policy agenda with this id: its areas through all editions, ministries and notions."""
        from assembler.store.yaml.declarations import read_agenda

        path = self._named(name, self.agendas(), "agenda", "data/agendas", ".yaml")
        return self._read.model(self.yaml(path), read_agenda)

    def charters(self) -> tuple[str, ...]:
        """The tags of all charter versions (``integrating-cities@2010``)."""
        return tuple(map(tag_of, self.layers.stems("data/charters", ".yaml")))

    def charter(self, tag: str) -> CharterVersion:
        """The charter version with this tag: ``data/charters/<id>-<version>.yaml``."""
        from assembler.store.yaml.declarations import read_charter

        below, stem = "data/charters", tag.replace("@", "-")
        found = self.layers.named(f"{below}/{stem}.yaml", stem) if tag == tag_of(stem) else None
        if found is None:
            raise self.layers.missing("charter version", tag, self.charters(), below)
        return self._read.model(self.yaml(found), lambda file: read_charter(file, found.stem))

    def glossary(self) -> Glossary:
        """The termbase that translations are held against: the user's own, else the one with the program."""
        from assembler.model.reference.glossary import Glossary
        from assembler.store.yaml.declarations import read_glossary

        found = self.layers.first(GLOSSARY)
        return read_glossary(self.yaml(found)) if found else Glossary()

    def cities(self) -> dict[str, City]:
        """Every city by its id: those that come with the program, and the user's own before them."""
        found: dict[str, City] = {}
        for path in self.city_files():
            found |= self.cities_in(path, found)
        return found

    def city_files(self) -> tuple[Path, ...]:
        """The files that hold cities: the program's, then the user's own."""
        return tuple(reversed(self.layers.every("data/cities.yaml")))

    def cities_in(self, path: Path, known: Mapping[str, City]) -> Mapping[str, City]:
        """The cities of one file; it may add names to cities that are ``known`` from the files before it."""
        from assembler.store.yaml.declarations import read_cities

        return self._read.model(self.yaml(path), partial(read_cities, known=dict(known)))

    def city(self, name: str) -> City:
        """The city with this id."""
        cities = self.cities()
        if name not in cities:
            hint = city_suggestion(name, cities)
            raise ProjectError(f"there is no city {name!r} in data/cities.yaml", hint=hint)
        return cities[name]

    def records(self) -> tuple[str, ...]:
        """The names of all records: their folders below ``data/records``."""
        from assembler.model.paths import HEADERS

        found = {
            path.parent.relative_to(folder).as_posix()
            for folder in self.layers.every(RECORDS)
            for kind in HEADERS
            for path in folder.rglob(f"{kind}.yaml")
        }
        return tuple(sorted(found))

    def record(self, name: str) -> Record:
        """The record asked for by name, or by the path of its folder.

        Raises DataError with all faults where one of its files cannot be read. What they refer to and what
        does not exist is in the diagnostics of the record.
        """
        from assembler.store.project.validation_cache import known_or_checked

        folder = self.record_folder(name)
        loaded = known_or_checked(self, folder, self._record_name(folder) or name)
        if loaded.record is None:
            count = sum(diagnostic.is_error for diagnostic in loaded.diagnostics)
            what = f"{count} fault{'' if count == 1 else 's'} in the record"
            hint = "correct what is listed below"
            raise DataError(what, location=name, hint=hint, diagnostics=loaded.diagnostics)
        return loaded.record

    def checked_record(self, name: str) -> LoadedRecord:
        """The record as far as it can be read, with every diagnostic; only an unknown name raises.

        All is looked at anew, whatever was found before.
        """
        from assembler.store.project.project_checks import checked
        from assembler.store.records.record_files import read_record_files

        folder = self.record_folder(name)
        source = read_record_files(folder, self._record_name(folder) or name, display_name=self.shown(folder))
        return checked(self, source)

    def own_records(self) -> tuple[str, ...]:
        """The names of the records that are kept in the project itself."""
        home = self.root / RECORDS
        return tuple(name for name in self.records() if (home / name).is_dir())

    def kinds(self, name: str) -> tuple[str, ...]:
        """The kinds of files that the record ``name`` holds (``review``, ``baseline``); nothing is read."""
        from assembler.store.records.record_files import list_kinds

        return list_kinds(self.record_folder(name))

    def record_folder(self, name: str) -> Path:
        """The folder of the record asked for by name, or by the path of the folder or a file in it."""
        usual = name.replace("\\", "/").strip("/")
        if self._is_record(usual) and (found := self.layers.first(f"{RECORDS}/{usual}")):
            return found
        with suppress(OSError, ValueError):  # no file system has a name of that length, or with such signs
            path = (self.start / name).resolve()
            folder = path.parent if path.is_file() else path
            if name and folder.is_dir() and folder != self.root and any(folder.glob("*.yaml")):
                return folder
        raise self.layers.missing("record", name, self.records(), RECORDS)

    def _is_record(self, name: str) -> bool:
        """Whether ``records`` has the name, told without walking through hundreds of folders."""
        from assembler.model.paths import HEADERS

        parts = name.encode("utf-8", "replace").split(b"/")
        plain = all(part not in (b"", b".", b"..") and len(part) <= LONGEST for part in parts)
        return plain and any(self.layers.first(f"{RECORDS}/{name}/{kind}.yaml") for kind in HEADERS)

    def _record_name(self, folder: Path) -> str:
        """The name of the record in ``folder``; nothing where it lies outside of the project's records."""
        here = folder.resolve()
        homes = (home.resolve() for home in self.layers.every(RECORDS))
        return next((here.relative_to(home).as_posix() for home in homes if here.is_relative_to(home)), "")

    @property
    def forms_folder(self) -> Path:
        """Where the forms that were sent out are kept."""
        return self.root / "data/forms"

    def form(self, digest: str) -> dict[str, Any]:
        """The manifest of a form that was sent out; raises FormError where there is none."""
        return forms.form(self.forms_folder, digest)

    def with_sent(self, digest: str, manifest: bytes, data: bytes, moment: str) -> dict[Path, bytes]:
        """What is kept of a form in ``data/forms``, to be written together with its file ``data``."""
        return forms.with_sent(self.forms_folder, digest, manifest, data, moment)

    def sent_files(self, digest: str) -> Iterator[bytes]:
        """The files of a form as they were sent out; none where they were not kept."""
        return forms.sent_files(self.forms_folder, digest)

    def has_form(self, digest: str) -> bool:
        """Whether the manifest of the form is kept."""
        return forms.has_form(self.forms_folder, digest)

    def faults(self) -> Iterator[Diagnostic]:
        """Every fault of every file: declarations, benchmarks, cities and records."""
        from assembler.store.project.project_checks import all_faults

        return all_faults(self)

    def yaml(self, path: Path) -> YamlFile:
        """A YAML file of the project with its lines, parsed once for each content."""
        return self._read.yaml(path, name=self.shown(path), cache=self.cache)

    def shown(self, path: Path) -> str:
        """``path`` as people know it: from the folder they are in where it lies below it, else whole."""
        whole = path.as_posix()
        if whole.startswith(self._around):
            return whole[len(self._around) :]
        return "." if path == self.start else str(path)

    def _named(self, name: str, known: tuple[str, ...], what: str, below: str, suffix: str) -> Path:
        found = self.layers.first(f"{below}/{name}{suffix}") if name in known else None
        if found is None:
            raise self.layers.missing(what, name, known, below)
        return found
