"""Reader of batch plans in YAML, which reports errors and unknown names by line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path

from assembler.diagnostics import Diagnostic, Location
from assembler.diagnostics.building import UNKNOWN_PLAN_NAME
from assembler.errors import AssemblyError, DataError
from assembler.model.documents.batch_plan import BatchPlan, PlanEntry
from assembler.store.project.project import Project
from assembler.store.yaml.suggestions import choose_suggestion
from assembler.store.yaml.validate import require_valid, validate_file
from assembler.store.yaml.yaml_file import YamlFile

_NAMES_BY_KEY: dict[str, Callable[[Project], Sequence[str]]] = {
    "types": Project.document_types,
    "records": Project.records,
    "benchmarks": Project.benchmarks,
    "cities": lambda project: tuple(project.cities()),
    "languages": Project.languages,
    "house_styles": Project.house_styles,
}
"""Maps each key of a plan to a function that lists the known names."""


def is_pattern(name: str) -> bool:
    """Return whether ``name`` is a pattern with wildcards.

    >>> is_pattern("examples/*"), is_pattern("examples/havenstad")
    (True, False)
    """
    return any(character in name for character in "*?[")


def match_pattern(pattern: str, known: Sequence[str]) -> tuple[str, ...]:
    """Return the names in ``known`` that match ``pattern``.

    >>> match_pattern("f*", ["en", "fi", "fr"])
    ('fi', 'fr')
    """
    return tuple(name for name in known if fnmatchcase(name, pattern))


def read_plan(project: Project, path: Path) -> BatchPlan:
    """Read the plan in the YAML file at ``path``.

    Raises FileError if the file cannot be read. Raises DataError with all errors and their lines if the
    structure is invalid or, otherwise, if names do not exist in the project.
    """
    file = project.yaml(path)
    plan = require_valid(validate_file(file, BatchPlan), where=file.name)
    diagnostics = tuple(_report_unknown(project, file, plan))
    if diagnostics:
        count = "1 unknown name" if len(diagnostics) == 1 else f"{len(diagnostics)} unknown names"
        raise DataError(f"{count} in the plan", location=file.name,
                        hint="fix the errors listed below", diagnostics=diagnostics)  # fmt: skip
    return plan


def _report_unknown(project: Project, file: YamlFile, plan: BatchPlan) -> Iterator[Diagnostic]:
    known = {key: tuple(names(project)) for key, names in _NAMES_BY_KEY.items()}
    for number, entry in enumerate(plan.documents):
        for key, names in known.items():
            for place, name in enumerate(getattr(entry, key)):
                if not _exists(project, key, name, names):
                    location = file.locate(("documents", number, key, place))
                    yield _build_unknown_error(location, key, name, names)
        yield from _report_unknown_editions(project, file, entry, number)


def _exists(project: Project, key: str, name: str, known: Sequence[str]) -> bool:
    if is_pattern(name):
        return bool(match_pattern(name, known))
    if key == "records" and name not in known:
        return _has_record(project, name)
    return name in known or (key in ("languages", "benchmarks") and _strip_suffix(key, name) in known)


def _strip_suffix(key: str, name: str) -> str:
    """Return the name without its region or version: ``nl`` for ``nl-BE``, ``dive`` for ``dive@2010``."""
    return name.partition("-" if key == "languages" else "@")[0]


def _has_record(project: Project, name: str) -> bool:
    try:
        project.record_folder(name)
    except AssemblyError:
        return False
    return True


def _report_unknown_editions(
    project: Project, file: YamlFile, entry: PlanEntry, number: int
) -> Iterator[Diagnostic]:
    """Yield diagnostics for editions that none of the entry's types declares."""
    types = [name for each in entry.types for name in match_pattern(each, project.document_types())]
    known = tuple(name for each in types for name in project.document_type(each).editions)
    for place, name in enumerate(entry.editions):
        if not match_pattern(name, known) and name != "*":
            location = file.locate(("documents", number, "editions", place))
            yield _build_unknown_error(location, "editions", name, known)


def _build_unknown_error(location: Location, key: str, name: str, known: Sequence[str]) -> Diagnostic:
    suggested, fields = choose_suggestion(name, known)
    return UNKNOWN_PLAN_NAME.at(location, f"{key} {suggested}".strip(), name=name, **fields)
