"""A plan of a batch from its file: faults of its shape and names that nothing has, each with its line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path

from assembler.diagnostics import Diagnostic, Level
from assembler.errors import AssemblyError, DataError
from assembler.model.documents.batch_plan import BatchPlan, PlanEntry
from assembler.store.project.project import Project
from assembler.store.yaml.suggest import suggestion
from assembler.store.yaml.validate import require_valid, validate_file
from assembler.store.yaml.yaml_file import YamlFile

_KNOWN: dict[str, Callable[[Project], Sequence[str]]] = {
    "types": Project.document_types,
    "records": Project.records,
    "benchmarks": Project.benchmarks,
    "cities": lambda project: tuple(project.cities()),
    "languages": Project.languages,
    "house_styles": Project.house_styles,
}
"""What the names under a key of a plan can be."""


def is_pattern(name: str) -> bool:
    """Whether ``name`` stands for several names.

    >>> is_pattern("examples/*"), is_pattern("examples/havenstad")
    (True, False)
    """
    return any(sign in name for sign in "*?[")


def fitting(pattern: str, known: Sequence[str]) -> tuple[str, ...]:
    """Those of ``known`` that ``pattern`` meets.

    >>> fitting("f*", ["en", "fi", "fr"])
    ('fi', 'fr')
    """
    return tuple(name for name in known if fnmatchcase(name, pattern))


def read_plan(project: Project, path: Path) -> BatchPlan:
    """The plan in the YAML file at ``path``.

    FileError where it cannot be read; DataError with all its faults, each with its line: of its shape, or, if
    that is sound, of names that nothing in the project has.
    """
    file = project.yaml(path)
    plan = require_valid(validate_file(file, BatchPlan), where=file.name)
    faults = tuple(_unknown(project, file, plan))
    if faults:
        count = "1 name" if len(faults) == 1 else f"{len(faults)} names"
        raise DataError(f"{count} in the plan that nothing has", location=file.name,
                        hint="mend what is named below", diagnostics=faults)  # fmt: skip
    return plan


def _unknown(project: Project, file: YamlFile, plan: BatchPlan) -> Iterator[Diagnostic]:
    known = {key: tuple(names(project)) for key, names in _KNOWN.items()}
    for number, entry in enumerate(plan.documents):
        for key, names in known.items():
            for place, name in enumerate(getattr(entry, key)):
                if not _is_there(project, key, name, names):
                    where = file.locate(("documents", number, key, place))
                    word = key.replace("_", " ").removesuffix("s").replace("citie", "city")
                    what = f"there is no {word} `{name}`"
                    yield Diagnostic(f"unknown-{word.replace(' ', '-')}", Level.ERROR, where, what,
                                  suggestion(name, names))  # fmt: skip
        yield from _unknown_editions(project, file, entry, number)


def _is_there(project: Project, key: str, name: str, known: Sequence[str]) -> bool:
    if is_pattern(name):
        return bool(fitting(name, known))
    if key == "records" and name not in known:
        return _has_record(project, name)
    return name in known or (key in ("languages", "benchmarks") and _beginning(key, name) in known)


def _beginning(key: str, name: str) -> str:
    """``nl`` of ``nl-BE``, ``dive`` of ``dive@2010``."""
    return name.partition("-" if key == "languages" else "@")[0]


def _has_record(project: Project, name: str) -> bool:
    try:
        project.record_folder(name)
    except AssemblyError:
        return False
    return True


def _unknown_editions(
    project: Project, file: YamlFile, entry: PlanEntry, number: int
) -> Iterator[Diagnostic]:
    """Editions that none of the types of the entry has."""
    types = [name for each in entry.types for name in fitting(each, project.document_types())]
    known = tuple(name for each in types for name in project.document_type(each).editions)
    for place, name in enumerate(entry.editions):
        if not fitting(name, known) and name != "*":
            where = file.locate(("documents", number, "editions", place))
            what = f"none of these types has an edition `{name}`"
            yield Diagnostic("unknown-edition", Level.ERROR, where, what, suggestion(name, known))
