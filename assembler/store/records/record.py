"""A record: a folder with one YAML file that says what it is about, others (YAML, CSV) beside it, images."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from assembler.diagnostics import Diagnostic, Level, Location
from assembler.errors import DataError
from assembler.model.paths import HEADERS, ROOTS, record_kind
from assembler.model.types.introspection import Entity, entity_fields
from assembler.model.types.record_header import RecordHeader
from assembler.store.files.cache import Cache
from assembler.store.files.files import read_file
from assembler.store.records.file_kinds import file_of
from assembler.store.records.lazy_mapping import WhenAsked
from assembler.store.records.record_files import Papers, report_about, report_misplaced, strange
from assembler.store.yaml.validate import Validated, required, validated
from assembler.store.yaml.yaml_file import YamlFile
from assembler.store.yaml.yaml_path import below, split
from assembler.structs import Struct, field, replace

if TYPE_CHECKING:
    from assembler.model.review.baseline import BaselineReport
    from assembler.model.review.review import Review

E = TypeVar("E", bound=Entity)


class Record(Struct, frozen=True):
    """What is known about one thing. ``name`` is its folder below ``data/records``, or the path given.

    ``entities`` holds what each file says by its kind, the word that begins a path (``review``,
    ``baseline``: the tables are ``model.paths.ABOUT`` and ``BESIDE``); a kind without a file is not in it.
    ``files`` is the same as plain data with lines, to tell places and to write back. Of a record that was
    found sound before, both are read kind by kind, when they are asked for (``sound_record``).
    """

    name: str
    folder: Path
    entities: Mapping[str, Entity]
    files: Mapping[str, YamlFile] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()
    """What it refers to and what does not exist: such a record can be read and changed, and not released."""
    unreadable: Mapping[str, tuple[Diagnostic, ...]] = field(default_factory=dict)
    """By kind, the errors of each file that has some; ``entities`` raises DataError with them."""

    @property
    def kind(self) -> str:
        """What the record is about, by the name of the file that says so (``review``)."""
        return next(kind for kind in HEADERS if kind in self.entities)

    @property
    def readable(self) -> dict[str, Entity]:
        """The entities of the files without errors, by kind."""
        return {kind: self.entities[kind] for kind in self.entities if kind not in self.unreadable}

    @property
    def about(self) -> RecordHeader:
        """What the record is about: project, language, example, and cities and benchmark if it has any."""
        return self.held(HEADERS[self.kind])

    @property
    def review(self) -> Review:
        """The review; DataError where the record is about something else."""
        from assembler.model.review.review import Review

        return self.held(Review)

    @property
    def baseline(self) -> BaselineReport | None:
        """The baseline report, or None where there is none."""
        from assembler.model.review.baseline import BaselineReport

        return self.find(BaselineReport)

    def find(self, model: type[E]) -> E | None:
        """What the record tells as a ``model`` (a Review, a BaselineReport), or None."""
        found = self.entities.get(record_kind(model))
        return found if isinstance(found, model) else None

    def held(self, model: type[E]) -> E:
        """What the record tells as a ``model``; DataError where it has no such file."""
        found = self.find(model)
        if found is None:
            hint = f"add it, or name a record that has one: this one has {self.kind}.yaml"
            raise DataError(f"the record has no {file_of(record_kind(model))}", location=self.name, hint=hint)
        return found

    def with_entities(self, changed: Mapping[str, Entity]) -> Record:
        """The same record with the entities ``changed`` in place of its own; no file is read for that."""
        kinds = (*self.entities, *changed)
        entities = WhenAsked(kinds, lambda kind: changed[kind] if kind in changed else self.entities[kind])
        return replace(self, entities=entities)

    def place(self, path: str) -> Location:
        """Where ``path`` (``baseline.provenance.drafting``) stands, or what is nearest around it."""
        kind, *inside = split(path)
        file = self.files.get(str(kind))
        return (
            file.place(tuple(inside), root=str(kind)) if file else Location(self.file_name(str(kind)), path)
        )

    def written(self, path: str) -> Any:
        """What the file says at ``path``, as plain data; None where it says nothing."""
        kind, *inside = split(path)
        data = self.files[str(kind)].data if kind in self.files else None
        for part in inside:
            if isinstance(data, dict):
                data = data.get(part)
            else:
                data = data[part] if isinstance(data, list) and isinstance(part, int) else None
        return data

    def file_name(self, kind: str) -> str:
        """The file of ``kind`` as people know it, also where it is not there yet."""
        if known := self.files.get(kind):
            return known.name
        if beside := next(iter(self.files.values()), None):
            return str(Path(beside.name).with_name(file_of(kind)))
        usual = Path("data", "records", self.name)
        is_usual = self.folder.parts[-len(usual.parts) :] == usual.parts
        return str((usual if is_usual else self.folder) / file_of(kind))

    def path(self, kind: str) -> Path:
        """The path of the file of ``kind``."""
        return self.folder / file_of(kind)

    def image(self, file: str) -> bytes:
        """The bytes of a picture beside the record; raises FileError where it cannot be read."""
        return read_file(self.folder / file)


class Loaded(Struct, frozen=True):
    """A record, or None where its files have faults, and every diagnostic about them."""

    record: Record | None
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def kind(self) -> str:
        """What the record is about; nothing where it cannot be read."""
        return self.record.kind if self.record else ""


def load_record(papers: Papers, cache: Cache | None = None) -> Loaded:
    """The record that ``papers`` tell; all faults of all of them together.

    One without a valid file that says what it is about is None; other files with errors are ``unreadable``.
    What they refer to is checked in ``checking``.
    """
    files = {kind: papers.file(kind, cache) for kind in papers.contents}
    results = {kind: validated(file, ROOTS[kind], root=kind) for kind, file in files.items()}
    headless, stray = tuple(report_about(papers)), report_misplaced(papers)
    told = {kind: (*result.diagnostics, *((stray[kind],) if kind in stray else ()))
            for kind, result in results.items()}  # fmt: skip
    diagnostics = (*strange(papers), *(each for found in told.values() for each in found), *headless)
    errors = {kind: tuple(each for each in found if each.is_error) for kind, found in told.items()}
    unreadable = {kind: found for kind, found in errors.items() if found}
    if headless or unreadable.keys() & HEADERS.keys():
        return Loaded(None, diagnostics)

    def entity(kind: str) -> Entity:
        result = Validated(None, unreadable[kind]) if kind in unreadable else results[kind]
        return required(result, where=files[kind].name)

    entities = WhenAsked(papers.contents, entity)
    return Loaded(Record(papers.name, papers.folder, entities, files, unreadable=unreadable), diagnostics)


def report_unreadable(record: Record) -> Iterator[Diagnostic]:
    """A warning for each file of ``record`` with errors, for commands that go on without it."""
    for kind, errors in record.unreadable.items():
        first, count = errors[0], len(errors)
        what = f"the file has {count} fault{'' if count == 1 else 's'} and was not read: {first.message}"
        place = Location(record.file_name(kind), line=first.location.line)
        hint = f"correct it; `assembler status {record.name}` lists every fault"
        yield Diagnostic("file-not-read", Level.WARNING, place, what, hint)


def sound_record(papers: Papers, cache: Cache | None = None) -> Record:
    """The record of ``papers`` that were found sound before: a file is read when it is asked what it says.

    Should one have faults all the same, DataError with all of them is raised then.
    """
    files = WhenAsked(papers.contents, lambda kind: papers.file(kind, cache))

    def entity(kind: str) -> Entity:
        return required(validated(files[kind], ROOTS[kind], root=kind), where=files[kind].name)

    return Record(papers.name, papers.folder, WhenAsked(papers.contents, entity), files)


def parts_of(entity: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every entity in ``entity``, itself first, with its path as people read it; ``path`` begins it.

    >>> from assembler.model.types.content import Money, Text
    >>> from assembler.model.review.baseline import Budget
    >>> budget = Budget(line=Text(text="x"), amount=Money(amount=3, currency="EUR"))
    >>> [path for path, _ in parts_of(budget, "budget")]
    ['budget', 'budget.line', 'budget.amount']
    """
    held = _held_by(entity.__class__)
    if held is not None:
        yield path, entity
        for name in held:
            if (inside := getattr(entity, name)) is not None:
                yield from parts_of(inside, below(path, name))
    elif isinstance(entity, Mapping):
        for key, value in entity.items():
            yield from parts_of(value, below(path, str(key)))
    elif isinstance(entity, tuple):
        for index, value in enumerate(entity):
            yield from parts_of(value, below(path, index))


def entities_in(entity: Any) -> list[Any]:
    """The entities that ``parts_of`` gives, without their paths: ten times as fast.

    >>> from assembler.model.review.baseline import Budget
    >>> from assembler.model.types.content import Money, Text
    >>> budget = Budget(line=Text(text="x"), amount=Money(amount=3, currency="EUR"))
    >>> [type(each).__name__ for each in entities_in(budget)]
    ['Budget', 'Text', 'Money']
    """
    found: list[Any] = []
    _gather(entity, found)
    return found


def _gather(entity: Any, found: list[Any]) -> None:
    held = _held_by(entity.__class__)
    if held is not None:
        found.append(entity)
        for name in held:
            if (inside := getattr(entity, name)) is not None:
                _gather(inside, found)
    elif isinstance(entity, Mapping | tuple):
        for each in entity.values() if isinstance(entity, Mapping) else entity:
            _gather(each, found)


@cache
def _held_by(kind: type) -> tuple[str, ...] | None:
    """The fields of an entity that may hold others, None for what is none: to ask its type is slow."""
    return entity_fields(kind) if issubclass(kind, Entity) else None
