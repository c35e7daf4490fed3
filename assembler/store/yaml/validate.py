"""Plain data + model -> entity, or every fault of it, each with file, line, path and hint."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from assembler.diagnostics import Diagnostic, Level
from assembler.errors import DataError
from assembler.model.types.introspection import Entity
from assembler.store.yaml.yaml_file import YamlFile
from assembler.store.yaml.yaml_path import YamlPath
from assembler.structs import Struct

M = TypeVar("M", bound=Entity)


class ValidationResult(Struct, Generic[M], frozen=True):
    """The entity, or None and the diagnostics that say why not."""

    value: M | None
    diagnostics: tuple[Diagnostic, ...] = ()


def validate_file(file: YamlFile, model: type[M], *, root: str = "") -> ValidationResult[M]:
    """What ``file`` says as a ``model``, or one diagnostic per fault, in the order of their lines.

    ``root`` begins the paths that people read (``baseline``). A key with nothing behind it counts as not
    written. Faults of YAML and of the model are told together. Nothing is raised.

    >>> from assembler.model.types.content import Money
    >>> from assembler.store.yaml.yaml_file import parse_yaml
    >>> faults = validate_file(parse_yaml(b"amount: 3\\ncurency: EUR\\n", "x.yaml"), Money).diagnostics
    >>> faults[-1].location.line, faults[-1].message, faults[-1].hint
    (2, 'nobody knows the key `curency`', 'did you mean `currency`?')
    """
    if file.data is None and file.diagnostics:
        return ValidationResult(None, file.diagnostics)
    data = _without_nothing(file.data) if file.data is not None else {}
    try:
        value = model.model_validate(data)
    except ValidationError as error:
        faults = [_diagnostic(file, model, fault, root) for fault in error.errors(include_url=False)]
        together = sorted((*file.diagnostics, *faults), key=lambda diagnostic: diagnostic.location.line or 0)
        return ValidationResult(None, tuple(together))
    return ValidationResult(None if file.diagnostics else value, file.diagnostics)


def require_valid(result: ValidationResult[M], *, where: str) -> M:
    """The entity; raises DataError with all diagnostics where there is none."""
    if result.value is None:
        count = len(result.diagnostics)
        raise DataError(f"{count} fault{'s' if count != 1 else ''} in the data", location=where,
                        hint="mend what is named below", diagnostics=result.diagnostics)  # fmt: skip
    return result.value


def _without_nothing(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _without_nothing(value) for key, value in data.items() if value is not None}
    return [_without_nothing(item) for item in data] if isinstance(data, list) else data


def _diagnostic(file: YamlFile, model: type[Entity], fault: Any, root: str) -> Diagnostic:
    from assembler.store.yaml.validation_messages import describe_error

    path: YamlPath = tuple(part for part in fault["loc"] if part != "[key]")
    rule, what, hint = describe_error(fault, model, path)
    return Diagnostic(rule, Level.ERROR, file.locate(path, root=root), what, hint)
