"""Context shared by builds: compiled templates, catalogues, records and cities.

They stay in memory for a batch. Compiled templates and catalogues are also stored in the user's cache for the
next process (``store.files.result_cache``). A key covers every input, so an entry is never out of date.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from contextlib import suppress
from hashlib import sha256
from typing import TYPE_CHECKING, Any, TypeVar

from assembler.assembly.orders.order import Order
from assembler.assembly.orders.resolve import find_edition, resolve_record
from assembler.assembly.orders.templates import CompiledTemplate, TranslatableTemplate, translate_unfilled
from assembler.errors import ProjectError
from assembler.i18n.catalogue.catalogue import Catalogue, load_catalogue
from assembler.i18n.languages.languages import SOURCE, get_language
from assembler.messages.pseudo_catalogues import CatalogueSource
from assembler.model.documents.document_type import DocumentType
from assembler.store.project.digests import library_versions, program_digest
from assembler.store.project.project import Project
from assembler.store.records.record import Record
from assembler.word.render.prepared_template import engine_key

if TYPE_CHECKING:
    from assembler.model.reference.city import City
    from assembler.word.package.package import Package


T = TypeVar("T")

MAX_SKELETONS = 24
"""Maximum number of form skeletons in memory, and of glossaries with their prompts.

Each takes at most a few megabytes.
"""
MAX_TEMPLATES = 64
"""Maximum number of compiled templates in memory. Each takes about half a megabyte."""
MAX_TRANSLATABLE = 32
"""Maximum number of templates in memory that are ready to be translated."""
MAX_RECORDS = 64
"""Maximum number of records in memory. Large records count as several."""
RECORD_WEIGHT_UNIT = 64 * 1024
"""Size in bytes that adds 1 to a record's weight in the cache."""


class WeightedLruCache:
    """LRU cache with a maximum total weight.

    An object weighs 1 unless ``weigh`` returns a different weight. The most recent object is never removed.

    >>> kept = WeightedLruCache(most=2)
    >>> [kept.get(key, lambda: object()) is kept.get(key, lambda: object()) for key in "abc"]
    [True, True, True]
    """

    __slots__ = ("_most", "_objects", "_weigh", "_weight")

    def __init__(self, most: int, weigh: Callable[[Any], int] = lambda value: 1) -> None:
        self._most, self._weigh, self._weight = most, weigh, 0
        self._objects: dict[Hashable, tuple[int, Any]] = {}

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return the object for ``key``.

        If it is not in the cache, it is created with ``make``.
        """
        if key in self._objects:
            kept = self._objects.pop(key)
        else:
            made = make()
            kept = self._weigh(made), made
            self._weight += kept[0]
        self._objects[key] = kept
        while self._weight > self._most and len(self._objects) > 1:
            self._weight -= self._objects.pop(next(iter(self._objects)))[0]
        found: T = kept[1]
        return found


def _weigh_record(record: Record) -> int:
    """Return the weight of a record in the cache.

    A small record weighs 1.
    """
    paths = (record.path(kind) for kind in record.files)
    return 1 + sum(path.stat().st_size for path in paths if path.is_file()) // RECORD_WEIGHT_UNIT


class BuildContext:
    """Data shared by several orders: project, cities, catalogues, compiled templates and form skeletons."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self._source = CatalogueSource(project)
        self.skeletons = WeightedLruCache(MAX_SKELETONS)
        self._records = WeightedLruCache(MAX_RECORDS, _weigh_record)
        self._cities: dict[str, City] = {}
        self._catalogues: dict[str, Catalogue] = {}
        self._templates = WeightedLruCache(MAX_TEMPLATES)
        self._translatable = WeightedLruCache(MAX_TRANSLATABLE)
        self._digests: dict[tuple[str, str], str] = {}

    def cities(self) -> Mapping[str, City]:
        """Return all cities by id."""
        if not self._cities:
            self._cities = self.project.cities()
        return self._cities

    def record(self, order: Order) -> Record:
        """Return the record of ``order``, reading and checking it only once for all its documents.

        Raises the same errors as ``resolve_record``.
        """
        key = (order.record or order.type, order.record, order.benchmark, order.city, order.new_record)
        found: Record = self._records.get(key, lambda: resolve_record(self.project, order))
        return found

    def catalogue(self, code: str, declared: DocumentType | None = None, *, draft: bool = False) -> Catalogue:
        """Return a new catalogue for a language and its fallbacks.

        Each document has its own catalogue, which collects the messages that it could not translate. The
        texts are read only once. ``declared`` provides the context of each text. If ``draft`` is true,
        untranslated texts are marked. Raises ProjectError if neither the language nor its fallbacks have a
        catalogue.
        """
        if code not in self._catalogues:
            self._catalogues[code] = self._load_catalogue(code)
        read = self._catalogues[code]
        contexts = declared.contexts if declared else {}
        return Catalogue(read.language, read.layers, contexts, marks_missing=draft)

    def _load_catalogue(self, code: str) -> Catalogue:
        found = load_catalogue(self._source, get_language(code), self.project.cache)
        if not found.layers and code.partition("-")[0] != SOURCE:
            raise ProjectError(
                f"there is no catalogue for the language `{code}`",
                hint=f"choose one of: {', '.join(self.project.languages())}; or create a catalogue with "
                f"`assembler catalogue update {code}`",
            )
        return found

    def get_template(
        self, declared: DocumentType, code: str, house_style: str, edition: str = "", *, draft: bool = False
    ) -> CompiledTemplate:
        """Return the compiled template, from memory or the cache if possible.

        Raises DataError if the declaration has errors, and TemplateError if the template cannot be compiled.
        """
        anonymous = find_edition(declared, edition).anonymous
        key = (declared.name, code, house_style, anonymous, draft)
        found: CompiledTemplate = self._templates.get(
            key, lambda: self._load_template(declared, code, house_style, anonymous=anonymous, draft=draft)
        )
        return found

    def translate_template(self, order: Order) -> Package:
        """Return the template of ``order`` in its language and house style, with its fields unfilled.

        It is not compiled, so it may contain tags that the program cannot render.
        """
        declared, style = self.project.document_type(order.type), order.house_style
        catalogue = self.catalogue(order.language, declared)
        return translate_unfilled(declared, self._read_files(declared, style), style, catalogue)

    def _read_files(self, declared: DocumentType, house_style: str) -> dict[str, bytes]:
        """Return the Word files that make up the template of ``declared`` in ``house_style``."""
        return {
            "template": self.project.template(declared.name),
            "house style": self.project.house_style(house_style),
        }

    def _load_template(
        self, declared: DocumentType, code: str, house_style: str, *, anonymous: bool, draft: bool
    ) -> CompiledTemplate:
        files = self._read_files(declared, house_style)
        about = f"{code}{' anonymous' if anonymous else ''}{' draft' if draft else ''}"
        key = f"ready-{_compute_digest(f'{self.get_source_digest(declared, code)} {about}', files.items())}"
        if kept := self.project.cache.get(key):
            with suppress(ValueError, KeyError):
                return CompiledTemplate.from_bytes(kept)
        from assembler.assembly.checks.declarations import require_valid

        require_valid(self.project, declared)
        translatable: TranslatableTemplate = self._translatable.get(
            (declared.name, house_style, anonymous),
            lambda: TranslatableTemplate(declared, files, style_name=house_style, anonymous=anonymous),
        )
        made = translatable.translate(self.catalogue(code, declared, draft=draft))
        self.project.cache.put(key, made.to_bytes())
        return made

    def get_source_digest(self, declared: DocumentType, code: str) -> str:
        """Return a digest of the program, the declaration and the catalogues of the language ``code``.

        The digest is part of the cache key of everything that is built from them.
        """
        key = (declared.name, code)
        if key not in self._digests:
            catalogues = (each for step in get_language(code).chain for each in self._source.catalogues(step))
            about = (engine_key(), program_digest(), library_versions(), code, declared.model_dump_json())
            self._digests[key] = _compute_digest("\n".join(about), catalogues)
        return self._digests[key]


def _compute_digest(about: str, files: Iterable[tuple[str, bytes]]) -> str:
    """Return one digest of a text and of several files.

    Each file is a name and its content.
    """
    digest = sha256(about.encode())
    for name, data in files:
        digest.update(f"\n{name}:{len(data)}\n".encode() + sha256(data).digest())
    return digest.hexdigest()
