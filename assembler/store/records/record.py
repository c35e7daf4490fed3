"""Records: folders that contain a YAML header file, further YAML and CSV files, and pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from assembler.diagnostics import Diagnostic, Location
from assembler.diagnostics.data_files import SKIPPED_FILE
from assembler.errors import DataError
from assembler.model.paths import FILES_BY_HEADER, HEADERS, ROOTS, record_kind
from assembler.model.types.introspection import Entity, entity_fields
from assembler.model.types.record_header import RecordHeader
from assembler.store.files.input_files import InputFiles
from assembler.store.files.result_cache import Cache
from assembler.store.records.record_files import (
    RecordFiles,
    file_name_of,
    report_header,
    report_misplaced,
    report_unexpected,
)
from assembler.store.yaml.validate import ValidationResult, require_valid, validate_file
from assembler.store.yaml.yaml_file import YamlFile
from assembler.store.yaml.yaml_path import child_path, split_path
from assembler.structs import Struct, field, replace

if TYPE_CHECKING:
    from assembler.model.review.baseline import BaselineReport
    from assembler.model.review.review import Review


E = TypeVar("E", bound=Entity)


T = TypeVar("T")


class LazyMapping(Mapping[str, T]):
    """Mapping with fixed keys, whose values are created by ``make`` on first access.

    Each value is created only once.

    >>> values = LazyMapping(("a", "b"), lambda name: print("making", name) or name.upper())
    >>> "b" in values, len(values), list(values)
    (True, 2, ['a', 'b'])
    >>> values["b"], values.get("b"), values.get("c")
    making b
    ('B', 'B', None)
    """

    def __init__(self, names: Iterable[str], make: Callable[[str], T]) -> None:
        self._names = dict.fromkeys(names)
        self._make = make
        self._values: dict[str, T] = {}

    def __getitem__(self, name: str) -> T:
        if name not in self._values:
            if name not in self._names:
                raise KeyError(name)
            self._values[name] = self._make(name)
        return self._values[name]

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


class Record(Struct, frozen=True):
    """The data of a record.

    ``name`` is its folder below ``data/records``, or the path given by the user. The kind of a file is the
    first part of the paths of its values (``review``, ``baseline``; see ``model.paths``). ``entities`` maps
    the kind of each existing file to its model. ``files`` maps the same kinds to plain data with line
    numbers, for locations and for editing. ``input_files`` is used to read its pictures.
    """

    name: str
    folder: Path
    entities: Mapping[str, Entity]
    files: Mapping[str, YamlFile] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()
    """Errors in references; a record with these errors can be read and changed, but not released."""
    unreadable: Mapping[str, tuple[Diagnostic, ...]] = field(default_factory=dict)
    """Maps the kind of each invalid file to its errors; reading its entity raises a DataError with them."""
    input_files: InputFiles = field(default_factory=InputFiles)

    @property
    def kind(self) -> str:
        """Kind of the header file (``review``)."""
        return next(kind for kind in HEADERS if kind in self.entities)

    @property
    def readable_entities(self) -> dict[str, Entity]:
        """Entities of the files without errors, by kind."""
        return {kind: self.entities[kind] for kind in self.entities if kind not in self.unreadable}

    @property
    def about(self) -> RecordHeader:
        """The header, which contains the project and language, and the cities and benchmark, if any."""
        return self.require(HEADERS[self.kind])

    @property
    def review(self) -> Review:
        """The review; raises DataError if the record has none."""
        from assembler.model.review.review import Review

        return self.require(Review)

    @property
    def baseline(self) -> BaselineReport | None:
        """The baseline report, or None; raises DataError if its file has errors."""
        from assembler.model.review.baseline import BaselineReport

        return self.find(BaselineReport)

    def find(self, model: type[E]) -> E | None:
        """Return the entity of type ``model`` (a Review, a BaselineReport), or None if there is no such file.

        Raises DataError if the file has errors.
        """
        entity = self.entities.get(record_kind(model))
        return entity if isinstance(entity, model) else None

    def require(self, model: type[E]) -> E:
        """Return the entity of type ``model``; raise DataError if its file is missing or has errors."""
        entity = self.find(model)
        if entity is None:
            name = file_name_of(record_kind(model))
            hint = f"choose another record; the header file of this one is {self.kind}.yaml"
            if record_kind(model) in FILES_BY_HEADER[self.kind]:
                hint = f"add {name}, or {hint}"
                if record_kind(model) == "visit":
                    export = f"assembler export sessions --record {self.name}"
                    hint = f"run `{export}`, fill in the sheet and import it"
            raise DataError(f"the record has no {name}", location=self.name, hint=hint)
        return entity

    def with_entities(self, changed: Mapping[str, Entity]) -> Record:
        """Return a copy of the record in which ``changed`` replaces entities of the same kinds.

        No file is read.
        """
        kinds = (*self.entities, *changed)
        entities = LazyMapping(kinds, lambda kind: changed[kind] if kind in changed else self.entities[kind])
        return replace(self, entities=entities)

    def locate(self, path: str) -> Location:
        """Return the location of ``path`` (``baseline.provenance.drafting``), or of its nearest parent.

        If the file does not exist, the location has no line. Raises ValueError if ``path`` is not a valid
        path.
        """
        kind, *inside = split_path(path)
        file = self.files.get(str(kind))
        return (
            file.locate(tuple(inside), root=str(kind)) if file else Location(self.file_name(str(kind)), path)
        )

    def data_at(self, path: str) -> Any:
        """Return the plain data at ``path``, or None."""
        kind, *inside = split_path(path)
        data = self.files[str(kind)].data if kind in self.files else None
        for part in inside:
            if isinstance(data, dict):
                data = data.get(part)
            else:
                data = data[part] if isinstance(data, list) and isinstance(part, int) else None
        return data

    def file_name(self, kind: str) -> str:
        """Return the display name of the file of ``kind``, which may not exist yet."""
        if file := self.files.get(kind):
            return file.name
        if other := next(iter(self.files.values()), None):
            return str(Path(other.name).with_name(file_name_of(kind)))
        default = Path("data", "records", self.name)
        is_default = self.folder.parts[-len(default.parts) :] == default.parts
        return str((default if is_default else self.folder) / file_name_of(kind))

    def path(self, kind: str) -> Path:
        """Return the path of the file of ``kind``."""
        return self.folder / file_name_of(kind)

    def read_image(self, file: str) -> bytes:
        """Return the bytes of a picture in the folder; raise FileError if it cannot be read."""
        return self.input_files.read(self.folder / file)


class LoadedRecord(Struct, frozen=True):
    """A record and all diagnostics of its files.

    The record is None if its header is missing, invalid or ambiguous.
    """

    record: Record | None
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def kind(self) -> str:
        """Kind of the header file, or "" if the record cannot be read."""
        return self.record.kind if self.record else ""


def load_record(source: RecordFiles, cache: Cache | None = None) -> LoadedRecord:
    """Load the record in ``source``, with all diagnostics of its files.

    The record is None if its header file is missing or invalid, or if there are several. Its ``unreadable``
    maps the kinds of other files with errors to their diagnostics. References are checked in
    ``project.record_validation``. ``cache`` is a cache for parsed files.
    """
    files = {kind: source.file(kind, cache) for kind in source.contents}
    results = {kind: validate_file(file, ROOTS[kind], root=kind) for kind, file in files.items()}
    header_errors, misplaced = tuple(report_header(source)), report_misplaced(source)
    by_kind = {kind: (*result.diagnostics, *((misplaced[kind],) if kind in misplaced else ()))
               for kind, result in results.items()}  # fmt: skip
    in_files = (each for diagnostics in by_kind.values() for each in diagnostics)
    diagnostics = (*report_unexpected(source), *in_files, *header_errors)
    all_errors = {kind: tuple(each for each in items if each.is_error) for kind, items in by_kind.items()}
    unreadable = {kind: errors for kind, errors in all_errors.items() if errors}
    if header_errors or unreadable.keys() & HEADERS.keys():
        return LoadedRecord(None, diagnostics)

    def entity(kind: str) -> Entity:
        result = ValidationResult(None, unreadable[kind]) if kind in unreadable else results[kind]
        return require_valid(result, where=files[kind].name)

    entities = LazyMapping(source.contents, entity)
    record = Record(
        source.name, source.folder, entities, files, unreadable=unreadable, input_files=source.files
    )
    return LoadedRecord(record, diagnostics)


def report_unreadable(record: Record) -> Iterator[Diagnostic]:
    """Yield a warning for each file with errors, for commands that continue without it."""
    for kind, errors in record.unreadable.items():
        location = Location(record.file_name(kind), line=errors[0].location.line)
        count = "1 error" if len(errors) == 1 else f"{len(errors)} errors"
        yield SKIPPED_FILE.at(location, errors=count, first=errors[0].message, record=record.name)


def iter_entities(entity: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the path and object of ``entity``, and of each entity inside it.

    ``path`` is the path of ``entity`` itself.

    >>> from assembler.model.types.values import Money, Text
    >>> from assembler.model.review.baseline import Budget
    >>> budget = Budget(line=Text(text="x"), amount=Money(amount=3, currency="EUR"))
    >>> [path for path, _ in iter_entities(budget, "budget")]
    ['budget', 'budget.line', 'budget.amount']
    """
    fields = _entity_fields(entity.__class__)
    if fields is not None:
        yield path, entity
        for name in fields:
            if (inside := getattr(entity, name)) is not None:
                yield from iter_entities(inside, child_path(path, name))
    elif isinstance(entity, str):
        return  # the usual case; to ask whether it is a mapping takes much longer
    elif isinstance(entity, Mapping):
        for key, value in entity.items():
            yield from iter_entities(value, child_path(path, str(key)))
    elif isinstance(entity, tuple):
        for index, value in enumerate(entity):
            yield from iter_entities(value, child_path(path, index))


def list_entities(entity: Any) -> list[Any]:
    """Return the entities that ``iter_entities`` yields, but without their paths.

    This is ten times as fast.

    >>> from assembler.model.review.baseline import Budget
    >>> from assembler.model.types.values import Money, Text
    >>> budget = Budget(line=Text(text="x"), amount=Money(amount=3, currency="EUR"))
    >>> [type(each).__name__ for each in list_entities(budget)]
    ['Budget', 'Text', 'Money']
    """
    entities: list[Any] = []
    _collect_entities(entity, entities)
    return entities


def _collect_entities(entity: Any, entities: list[Any]) -> None:
    fields = _entity_fields(entity.__class__)
    if fields is not None:
        entities.append(entity)
        for name in fields:
            if (inside := getattr(entity, name)) is not None:
                _collect_entities(inside, entities)
    elif isinstance(entity, Mapping | tuple):
        for inside in entity.values() if isinstance(entity, Mapping) else entity:
            _collect_entities(inside, entities)


@cache
def _entity_fields(kind: type) -> tuple[str, ...] | None:
    """Return the fields of an entity type that may contain entities, or None for any other type."""
    return entity_fields(kind) if issubclass(kind, Entity) else None
