"""A record: a folder with one YAML file per kind of thing known about a review, and pictures beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assembler.errors import FileError
from assembler.model.baseline import BaselineReport
from assembler.model.finding import Finding, Level, Place
from assembler.model.paths import ROOTS
from assembler.model.review import Review
from assembler.model.wanted import Entity
from assembler.store.cache import Cache
from assembler.store.files import read_file
from assembler.store.suggest import suggestion
from assembler.store.validating import validated
from assembler.store.yaml_file import YamlFile, read_yaml
from assembler.store.yaml_path import joined, split


@dataclass(frozen=True, slots=True)
class Record:
    """What is known about one review. ``name`` is its folder below ``data/records``, or the path given.

    ``entities`` holds what each file says by its kind (``review``, ``baseline``: the table is
    ``model.paths.ROOTS``), ``files`` the same as plain data with lines, to tell places and to write back.
    """

    name: str
    folder: Path
    review: Review
    baseline: BaselineReport | None = None
    files: Mapping[str, YamlFile] = field(default_factory=dict)

    @property
    def entities(self) -> dict[str, Entity | None]:
        """The entities by the word that begins their paths; None where the file is missing."""
        return {"review": self.review, "baseline": self.baseline}

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
        known = self.files.get(kind)
        return known.name if known else str(self.folder / f"{kind}.yaml")

    def path(self, kind: str) -> Path:
        """The path of the file of ``kind``."""
        return self.folder / f"{kind}.yaml"

    def image(self, file: str) -> bytes:
        """The bytes of a picture beside the record; raises FileError where it cannot be read."""
        return read_file(self.folder / file)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A record, or None where its files have faults, and every finding about them."""

    record: Record | None
    findings: tuple[Finding, ...] = ()


def load_record(folder: Path, name: str, *, shown: str = "", cache: Cache | None = None) -> Loaded:
    """The record in ``folder``; all faults of all its files together.

    ``shown`` is the folder as people know it. Only the record's own files are read; what they refer to is
    checked in ``record_checks``.
    """
    shown = shown or str(folder)
    files = {kind: _read(folder / f"{kind}.yaml", f"{shown}/{kind}.yaml", cache) for kind in _kinds(folder)}
    results = {kind: validated(file, ROOTS[kind], root=kind) for kind, file in files.items()}
    findings = list(_strangers(folder, shown))
    findings += [finding for result in results.values() for finding in result.findings]
    if "review" not in files:
        findings.append(_no_review(shown))
    entities: dict[str, Any] = {kind: result.value for kind, result in results.items()}
    if any(finding.level is Level.ERROR for finding in findings):
        return Loaded(None, tuple(findings))
    return Loaded(Record(name, folder, files=files, **entities), tuple(findings))


def parts_of(entity: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str, Any]]:
    """Every entity in ``entity``, itself first, with its path as people read it.

    >>> from assembler.model.content import Money, Text
    >>> from assembler.model.baseline import Budget
    >>> [path for path, _ in parts_of(Budget(line=Text(text="x"), amount=Money(amount=3)), ("budget",))]
    ['budget', 'budget.line', 'budget.amount']
    """
    if isinstance(entity, Entity):
        yield joined(path), entity
        for name in type(entity).model_fields:
            yield from parts_of(getattr(entity, name), (*path, name))
    elif isinstance(entity, Mapping):
        for key, value in entity.items():
            yield from parts_of(value, (*path, str(key)))
    elif isinstance(entity, tuple):
        for index, value in enumerate(entity):
            yield from parts_of(value, (*path, index))


def _kinds(folder: Path) -> list[str]:
    return [kind for kind in ROOTS if (folder / f"{kind}.yaml").exists()]


def _read(path: Path, name: str, cache: Cache | None) -> YamlFile:
    try:
        return read_yaml(path, name=name, cache=cache)
    except FileError as error:
        return YamlFile(name, findings=(_error("unreadable", Place(name), error.what, error.remedy),))


def _strangers(folder: Path, shown: str) -> Iterator[Finding]:
    """YAML files whose name is no kind of record."""
    wanted = [f"{kind}.yaml" for kind in ROOTS]
    for path in sorted(folder.glob("*.y*ml")):
        if path.name not in wanted:
            what = f"`{path.name}` is no kind of record"
            yield _error("unknown-file", Place(f"{shown}/{path.name}"), what, suggestion(path.name, wanted))


def _no_review(shown: str) -> Finding:
    return _error("no-review", Place(f"{shown}/review.yaml"), "the record has no review.yaml",
                  "write it: project, city, benchmark and language")  # fmt: skip


def _error(rule: str, place: Place, what: str, remedy: str) -> Finding:
    return Finding(rule, Level.ERROR, place, what, remedy)
