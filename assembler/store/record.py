"""A record: a folder with one YAML file that says what it is about, others (YAML, CSV) beside it, images."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from assembler.errors import DataError, FileError
from assembler.model.about import About
from assembler.model.finding import Finding, Level, Place
from assembler.model.paths import ABOUT, BESIDE, ROOTS
from assembler.model.wanted import Entity, holding_entities
from assembler.plain import Plain, field
from assembler.store.cache import Cache
from assembler.store.files import read_file
from assembler.store.kinds import file_of, parse_kind
from assembler.store.suggest import suggestion
from assembler.store.together import finish
from assembler.store.validating import validated
from assembler.store.yaml_file import YamlFile
from assembler.store.yaml_path import below, split

if TYPE_CHECKING:
    from assembler.model.baseline import BaselineReport
    from assembler.model.review import Review

E = TypeVar("E", bound=Entity)


class Record(Plain, frozen=True):
    """What is known about one thing. ``name`` is its folder below ``data/records``, or the path given.

    ``entities`` holds what each file says by its kind, the word that begins a path (``review``,
    ``baseline``: the tables are ``model.paths.ABOUT`` and ``BESIDE``); a kind without a file is not in it.
    ``files`` is the same as plain data with lines, to tell places and to write back.
    """

    name: str
    folder: Path
    entities: Mapping[str, Entity]
    files: Mapping[str, YamlFile] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """What the record is about, by the name of the file that says so (``review``)."""
        return next(kind for kind in ABOUT if kind in self.entities)

    @property
    def about(self) -> About:
        """What the record is about: project, language, example, and cities and benchmark if it has any."""
        return self.held(ABOUT[self.kind])

    @property
    def review(self) -> Review:
        """The review; DataError where the record is about something else."""
        from assembler.model.review import Review

        return self.held(Review)

    @property
    def baseline(self) -> BaselineReport | None:
        """The baseline report, or None where there is none."""
        from assembler.model.baseline import BaselineReport

        return self.find(BaselineReport)

    def find(self, model: type[E]) -> E | None:
        """What the record tells as a ``model`` (a Review, a BaselineReport), or None."""
        return next((each for each in self.entities.values() if isinstance(each, model)), None)

    def held(self, model: type[E]) -> E:
        """What the record tells as a ``model``; DataError where it has no such file."""
        found = self.find(model)
        if found is None:
            kind = next((kind for kind, root in ROOTS.items() if root is model), model.__name__)
            remedy = f"add it, or name a record that has one: this one has {self.kind}.yaml"
            raise DataError(f"the record has no {file_of(kind)}", where=self.name, remedy=remedy)
        return found

    def place(self, path: str) -> Place:
        """Where ``path`` (``baseline.provenance.drafting``) stands, or what is nearest around it."""
        kind, *inside = split(path)
        file = self.files.get(str(kind))
        return file.place(tuple(inside), root=str(kind)) if file else Place(self.file_name(str(kind)), path)

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


class Loaded(Plain, frozen=True):
    """A record, or None where its files have faults, and every finding about them."""

    record: Record | None
    findings: tuple[Finding, ...] = ()

    @property
    def kind(self) -> str:
        """What the record is about; nothing where it cannot be read."""
        return self.record.kind if self.record else ""


def load_record(folder: Path, name: str, *, shown: str = "", cache: Cache | None = None) -> Loaded:
    """The record in ``folder``; all faults of all its files together.

    ``shown`` is the folder as people know it. What a killed program left half done there is done first. Only
    the record's own files are read; what they refer to is checked in ``record_checks``.
    """
    finish(folder)
    shown = shown or str(folder)
    files = {kind: _read(kind, folder, shown, cache) for kind in kinds_in(folder)}
    results = {kind: validated(file, ROOTS[kind], root=kind) for kind, file in files.items()}
    findings = list(_strangers(folder, shown))
    findings += [finding for result in results.values() for finding in result.findings]
    findings += _misplaced(files, shown)
    entities = {kind: result.value for kind, result in results.items() if result.value is not None}
    if any(finding.is_error for finding in findings):
        return Loaded(None, tuple(findings))
    return Loaded(Record(name, folder, entities, files), tuple(findings))


def parts_of(entity: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every entity in ``entity``, itself first, with its path as people read it; ``path`` begins it.

    >>> from assembler.model.content import Money, Text
    >>> from assembler.model.baseline import Budget
    >>> [path for path, _ in parts_of(Budget(line=Text(text="x"), amount=Money(amount=3)), "budget")]
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

    >>> from assembler.model.baseline import Budget
    >>> from assembler.model.content import Money, Text
    >>> [type(each).__name__ for each in entities_in(Budget(line=Text(text="x"), amount=Money(amount=3)))]
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
    return holding_entities(kind) if issubclass(kind, Entity) else None


def kinds_in(folder: Path) -> tuple[str, ...]:
    """The kinds of files in the folder of a record, in the order of ``model.paths.ROOTS``."""
    return tuple(kind for kind in ROOTS if (folder / file_of(kind)).exists())


def _read(kind: str, folder: Path, shown: str, cache: Cache | None) -> YamlFile:
    name = f"{shown}/{file_of(kind)}"
    try:
        return parse_kind(kind, read_file(folder / file_of(kind)), name, cache=cache)
    except FileError as error:
        return YamlFile(name, findings=(_error("unreadable", Place(name), error.what, error.remedy),))


def _strangers(folder: Path, shown: str) -> Iterator[Finding]:
    """YAML and CSV files whose name is no kind of record."""
    wanted = [file_of(kind) for kind in ROOTS]
    for path in sorted((*folder.glob("*.y*ml"), *folder.glob("*.csv"))):
        if path.name not in wanted:
            what = f"`{path.name}` is no kind of record"
            yield _error("unknown-file", Place(f"{shown}/{path.name}"), what, suggestion(path.name, wanted))


def _misplaced(kinds: Collection[str], shown: str) -> Iterator[Finding]:
    """A record that says of no thing or of two what it is about, and files that do not belong to it."""
    about = [kind for kind in ABOUT if kind in kinds]
    if not about:
        names = " or ".join(f"{kind}.yaml" for kind in ABOUT)
        yield _error("about-nothing", Place(shown), f"the record has no {names}",
                     "write one: it says the project and the language")  # fmt: skip
        return
    for kind in about[1:]:
        what = f"the record has {about[0]}.yaml and {kind}.yaml, and can be about one thing only"
        yield _error("about-two-things", Place(f"{shown}/{kind}.yaml"), what, "make two records of it")
    for kind in kinds:
        if kind not in ABOUT and kind not in BESIDE.get(about[0], {}):
            name = file_of(kind)
            what = f"`{name}` does not belong beside {about[0]}.yaml"
            yield _error("misplaced-file", Place(f"{shown}/{name}"), what, "move it to its own record")


def _error(rule: str, place: Place, what: str, remedy: str) -> Finding:
    return Finding(rule, Level.ERROR, place, what, remedy)
