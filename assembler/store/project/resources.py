"""Resources: document types, house styles, catalogues and reference data, by name.

A user's file takes precedence over the program's file with the same name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from assembler.errors import ProjectError
from assembler.store.files.input_files import InputFiles, Stamp, read_stamp
from assembler.store.files.result_cache import Cache, MemoryCache
from assembler.store.project import search_path as locales
from assembler.store.project.search_path import Layers, charter_tag, shipped_folder
from assembler.store.yaml.suggestions import suggest_city

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
    from assembler.store.yaml.yaml_file import YamlFile

T = TypeVar("T")

GLOSSARY = "data/glossary.yaml"
ROUNDS = "data/rounds"
OWN_FOLDERS = frozenset({"records", "forms", "returns", "kept", "sheets", "rounds"})
"""Folders in ``data`` for the data of reviews, such as records and forms."""
SOURCE_LANGUAGE = "en"
"""Language of the templates, which needs no catalogue."""


class Resources:
    """Access by name to the files from which documents are built and to which records refer.

    ``root`` is the folder of the user's project. ``start`` is the user's current folder, or ``root`` if it is
    omitted. ``share`` is the folder of the program's own files, and ``cache`` the cache for parsed files.
    Files are read on demand. An unknown name raises ProjectError with suggestions; a file with errors raises
    DataError with all of them.
    """

    def __init__(
        self, root: Path, *, start: Path | None = None, share: Path | None = None, cache: Cache | None = None
    ) -> None:
        self.root = root
        self.start = start or root
        self.share = share or shipped_folder()
        self.layers = Layers(tuple(dict.fromkeys((root, self.share))))
        self.cache: Cache = cache or MemoryCache()
        self.files = InputFiles()
        self._start_prefix = f"{self.start.as_posix().rstrip('/')}/"

    def read_input_stamps(self) -> tuple[tuple[Path, Stamp | None], ...]:
        """Return the path and stamp of each template, catalogue and file of reference data.

        Their folders are included, but records are not. A stamp changes with the file (``read_stamp``).
        """
        tops = [path for each in self.layers.folders for path in (each / "templates", each / "locales")]
        for folder in self.layers.find_all("data"):
            tops += [path for path in folder.iterdir() if path.name not in OWN_FOLDERS]
        paths = {path for top in tops for path in (top, *top.rglob("*"))}
        return tuple((path, read_stamp(path)) for path in sorted(paths))

    def document_types(self) -> tuple[str, ...]:
        """Return the names of all document types."""
        return self.layers.names("templates", "document.yaml")

    def document_type(self, name: str) -> DocumentType:
        """Return the document type declared in ``templates/<name>/document.yaml``."""
        from assembler.store.yaml.declarations import read_document_type

        return self._model(
            self._find_type_folder(name) / "document.yaml", lambda file: read_document_type(file, name)
        )

    def declaration(self, name: str) -> YamlFile:
        """Return the file ``document.yaml`` of a document type, with its line numbers."""
        return self.yaml(self._find_type_folder(name) / "document.yaml")

    def template(self, name: str) -> bytes:
        """Return the Word file of a document type: ``template.docx`` next to its declaration."""
        return self.files.read(self._find_type_folder(name) / "template.docx")

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
        return self.files.read(self._find_named(name, self.house_styles(), "house style", below, ".docx"))

    def languages(self) -> tuple[str, ...]:
        """Return the languages that have a catalogue, and the source language, which needs no catalogue."""
        return tuple(sorted({SOURCE_LANGUAGE, *locales.list_languages(self.layers)}))

    def catalogues(self, language: str) -> tuple[tuple[str, bytes], ...]:
        """Return the name and contents of each .po file of ``language``, the user's files first.

        The result is empty if ``language`` is not a language code or has no catalogue.
        """
        from assembler.i18n.languages.languages import is_language

        paths = locales.find_catalogues(self.layers, language) if is_language(language) else ()
        return tuple((self.display_path(path), self.files.read(path)) for path in paths)

    def benchmarks(self) -> tuple[str, ...]:
        """Return the names of all benchmark files, without suffix."""
        return self.layers.stems("data/benchmarks", ".yaml")

    def benchmark(self, name: str) -> Benchmark:
        """Return a benchmark by its id (``dive``) or by id and version (``dive@2010``)."""
        from assembler.store.yaml.declarations import read_benchmark

        below, bare = "data/benchmarks", name.partition("@")[0]
        paths = (self.layers.find_named(f"{below}/{stem}.yaml", stem) for stem in dict.fromkeys((name, bare)))
        path = next(filter(None, paths), None)
        if path is None:
            raise self.layers.build_missing_error("benchmark", bare, self.benchmarks(), below)
        benchmark = self._model(path, read_benchmark)
        if "@" in name and benchmark.tag != name:
            raise ProjectError(f"there is no benchmark “{name}”", location=str(path),
                               hint=f"did you mean `{benchmark.tag}`?")  # fmt: skip
        return benchmark

    def agendas(self) -> tuple[str, ...]:
        """Return the names of all policy agenda files, without suffix."""
        return self.layers.stems("data/agendas", ".yaml")

    def agenda(self, name: str) -> PolicyAgenda:
        """Return the policy agenda with this id: guiding notions, ministries and areas of all editions."""
        from assembler.store.yaml.declarations import read_agenda

        path = self._find_named(name, self.agendas(), "agenda", "data/agendas", ".yaml")
        return self._model(path, read_agenda)

    def toolkits(self) -> tuple[str, ...]:
        """Return the names of all toolkit files, without suffix."""
        return self.layers.stems("data/toolkits", ".yaml")

    def toolkit(self, name: str) -> Toolkit:
        """Return the thematic toolkit with this id."""
        from assembler.store.yaml.declarations import read_toolkit

        path = self._find_named(name, self.toolkits(), "toolkit", "data/toolkits", ".yaml")
        return self._model(path, read_toolkit)

    def papers(self) -> tuple[str, ...]:
        """Return the ids of all policy papers, which are their file names without suffix."""
        return self.layers.stems("data/papers", ".yaml")

    def paper(self, name: str) -> PolicyPaper:
        """Return the policy paper with this id."""
        from assembler.store.yaml.declarations import read_paper

        path = self._find_named(name, self.papers(), "policy paper", "data/papers", ".yaml")
        return self._model(path, read_paper)

    def rounds(self) -> tuple[str, ...]:
        """Return the names of all review rounds: their file names without the suffix."""
        return self.layers.stems(ROUNDS, ".yaml")

    def round(self, name: str) -> ReviewRound:
        """Return the round of reviews with this name."""
        from assembler.store.yaml.declarations import read_round

        return self._model(self._find_named(name, self.rounds(), "round", ROUNDS, ".yaml"), read_round)

    def round_file(self, name: str) -> YamlFile:
        """Return the file of a round with its line numbers."""
        return self.yaml(self._find_named(name, self.rounds(), "round", ROUNDS, ".yaml"))

    def charters(self) -> tuple[str, ...]:
        """Return the tags of all charter versions (``integrating-cities@2010``)."""
        return tuple(map(charter_tag, self.layers.stems("data/charters", ".yaml")))

    def charter(self, tag: str) -> CharterVersion:
        """Return the charter version with this tag.

        Its file is ``data/charters/<id>-<version>.yaml``.
        """
        from assembler.store.yaml.declarations import read_charter

        below, stem = "data/charters", tag.replace("@", "-")
        path = self.layers.find_named(f"{below}/{stem}.yaml", stem) if tag == charter_tag(stem) else None
        if path is None:
            raise self.layers.build_missing_error("charter version", tag, self.charters(), below)
        return self._model(path, lambda file: read_charter(file, path.stem))

    def commitments(self, tags: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Return the codes of the commitments in each known charter version in ``tags``, by tag.

        A version without wording has none.
        """
        benchmarks = {tag: self.charter(tag).benchmark for tag in tags if tag in self.charters()}
        return {
            tag: tuple(each.code for each in self.benchmark(name).indicators()) if name else ()
            for tag, name in benchmarks.items()
        }

    def glossary(self) -> Glossary:
        """Return the glossary against which translations are checked: the user's, or else the program's."""
        from assembler.model.reference.glossary import Glossary
        from assembler.store.yaml.declarations import read_glossary

        path = self.layers.find_first(GLOSSARY)
        return read_glossary(self.yaml(path)) if path else Glossary()

    def cities(self) -> dict[str, City]:
        """Return all cities by id.

        The user's cities take precedence over the program's.
        """
        cities: dict[str, City] = {}
        for path in self.city_files():
            cities |= self.cities_in(path, cities)
        return cities

    def city_files(self) -> tuple[Path, ...]:
        """Return the files with cities: the program's, then the user's."""
        return tuple(reversed(self.layers.find_all("data/cities.yaml")))

    def cities_in(self, path: Path, known: Mapping[str, City]) -> Mapping[str, City]:
        """Return the cities in one file.

        The file may also add names to the cities ``known`` from earlier files.
        """
        from assembler.store.yaml.declarations import read_cities

        return self._model(path, partial(read_cities, known=dict(known)))

    def city(self, name: str) -> City:
        """Return the city with this id."""
        cities = self.cities()
        if name not in cities:
            hint = suggest_city(name, cities)
            raise ProjectError(f"there is no city “{name}” in data/cities.yaml", hint=hint)
        return cities[name]

    def find_city_id(self, name: str) -> str:
        """Return the id of the city with this id or name (in any language).

        ``name`` itself is returned if no city has this name, or if several have it.
        """
        cities = self.cities()
        if name in cities:
            return name
        wanted = name.casefold()
        found = [
            each.id
            for each in cities.values()
            if wanted in {known.casefold() for known in (*each.own.values(), *each.aliases)}
            or any(wanted == forms.name.casefold() for forms in each.names.values())
        ]
        return found[0] if len(found) == 1 else name

    def yaml(self, path: Path) -> YamlFile:
        """Return a YAML file of the project with its line numbers."""
        from assembler.store.yaml.yaml_file import parse_yaml

        name = self.display_path(path)
        return self.files.parse(path, "yaml", lambda content: parse_yaml(content, name, cache=self.cache))

    def _model(self, path: Path, read: Callable[[YamlFile], T]) -> T:
        """Return what ``read`` builds from the YAML file at ``path``.

        The result is cached by path, so a file must always be read with the same function.
        """
        return self.files.parse(path, "model", lambda _: read(self.yaml(path)))

    def display_path(self, path: Path) -> str:
        """Return ``path`` for display: relative if it is in the user's current folder, otherwise absolute."""
        absolute = path.as_posix()
        if absolute.startswith(self._start_prefix):
            return absolute[len(self._start_prefix) :]
        return "." if path == self.start else str(path)

    def _find_named(self, name: str, names: tuple[str, ...], kind: str, below: str, suffix: str) -> Path:
        path = self.layers.find_first(f"{below}/{name}{suffix}") if name in names else None
        if path is None:
            raise self.layers.build_missing_error(kind, name, names, below)
        return path
