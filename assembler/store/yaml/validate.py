"""Plain data + model -> entity, or every fault of it, each with file, line, path and remedy."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from assembler.diagnostics import Finding, Level
from assembler.errors import DataError
from assembler.model.types.introspection import Entity
from assembler.store.yaml.yaml_file import YamlFile
from assembler.store.yaml.yaml_path import YamlPath
from assembler.structs import Struct

M = TypeVar("M", bound=Entity)


class Validated(Struct, Generic[M], frozen=True):
    """The entity, or None and the findings that say why not."""

    value: M | None
    findings: tuple[Finding, ...] = ()


def validated(file: YamlFile, model: type[M], *, root: str = "") -> Validated[M]:
    """What ``file`` says as a ``model``, or one finding per fault, in the order of their lines.

    ``root`` begins the paths that people read (``baseline``). A key with nothing behind it counts as not
    written. Faults of YAML and of the model are told together. Nothing is raised.

    >>> from assembler.model.types.content import Money
    >>> from assembler.store.yaml.yaml_file import parse_yaml
    >>> faults = validated(parse_yaml(b"amount: 3\\ncurency: EUR\\n", "x.yaml"), Money).findings
    >>> faults[-1].place.line, faults[-1].what, faults[-1].remedy
    (2, 'nobody knows the key `curency`', 'did you mean `currency`?')
    """
    if file.data is None and file.findings:
        return Validated(None, file.findings)
    data = _without_nothing(file.data) if file.data is not None else {}
    try:
        value = model.model_validate(data)
    except ValidationError as error:
        faults = [_finding(file, model, fault, root) for fault in error.errors(include_url=False)]
        together = sorted((*file.findings, *faults), key=lambda finding: finding.place.line or 0)
        return Validated(None, tuple(together))
    return Validated(None if file.findings else value, file.findings)


def required(result: Validated[M], *, where: str) -> M:
    """The entity; raises DataError with all findings where there is none."""
    if result.value is None:
        count = len(result.findings)
        raise DataError(f"{count} fault{'s' if count != 1 else ''} in the data", where=where,
                        remedy="mend what is named below", findings=result.findings)  # fmt: skip
    return result.value


def _without_nothing(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _without_nothing(value) for key, value in data.items() if value is not None}
    return [_without_nothing(item) for item in data] if isinstance(data, list) else data


def _finding(file: YamlFile, model: type[Entity], fault: Any, root: str) -> Finding:
    from assembler.store.yaml.validation_messages import said

    path: YamlPath = tuple(part for part in fault["loc"] if part != "[key]")
    rule, what, remedy = said(fault, model, path)
    return Finding(rule, Level.ERROR, file.place(path, root=root), what, remedy)
