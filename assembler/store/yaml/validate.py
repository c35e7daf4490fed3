"""Validation of plain data against a model.

The result is the entity, or else all errors with file, line, path and hint.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from assembler.diagnostics import Diagnostic
from assembler.errors import DataError
from assembler.model.types.introspection import Entity
from assembler.store.yaml.yaml_file import YamlFile
from assembler.store.yaml.yaml_path import YamlPath
from assembler.structs import Struct

M = TypeVar("M", bound=Entity)


class ValidationResult(Struct, Generic[M], frozen=True):
    """Result of a validation: the entity, which is None if it is invalid, and the diagnostics."""

    value: M | None
    diagnostics: tuple[Diagnostic, ...] = ()


def validate_file(file: YamlFile, model: type[M], *, root: str = "") -> ValidationResult[M]:
    """Validate ``file`` as a ``model``.

    The result has a diagnostic for each error, in line order. Paths in the diagnostics begin with ``root``
    (``baseline``). A key without a value counts as missing. Errors in the YAML and in the model are reported
    together. Nothing is raised.

    >>> from assembler.model.types.values import Money
    >>> from assembler.store.yaml.yaml_file import parse_yaml
    >>> errors = validate_file(parse_yaml(b"amount: 3\\ncurency: EUR\\n", "x.yaml"), Money).diagnostics
    >>> errors[-1].location.line, errors[-1].message, errors[-1].hint
    (2, 'unknown key `curency`', 'did you mean `currency`?')
    """
    if file.data is None and file.diagnostics:
        return ValidationResult(None, file.diagnostics)
    data = _drop_missing(file.data) if file.data is not None else {}
    try:
        value = model.model_validate(data)
    except ValidationError as error:
        found = _drop_false_counts(error.errors(include_url=False))
        errors = [_build_diagnostic(file, model, data, root) for data in found]
        diagnostics = sorted((*file.diagnostics, *errors), key=lambda each: each.location.line or 0)
        return ValidationResult(None, tuple(diagnostics))
    return ValidationResult(None if file.diagnostics else value, file.diagnostics)


def require_valid(result: ValidationResult[M], *, where: str) -> M:
    """Return the entity; raise DataError with all diagnostics if the data is invalid.

    ``where`` is the name of the file in messages.
    """
    if result.value is None:
        count = len(result.diagnostics)
        raise DataError(f"{count} error{'s' if count != 1 else ''} in the data", location=where,
                        hint="fix the errors listed below", diagnostics=result.diagnostics)  # fmt: skip
    return result.value


def _drop_missing(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _drop_missing(value) for key, value in data.items() if value is not None}
    return [_drop_missing(item) for item in data] if isinstance(data, list) else data


def _drop_false_counts(errors: Iterable[Any]) -> list[Any]:
    """Return ``errors`` without those about too few items in lists that also contain invalid items.

    The invalid items are reported, but were not counted.
    """
    listed = list(errors)
    invalid = {each["loc"][:end] for each in listed for end in range(len(each["loc"]))}
    return [each for each in listed if each["type"] != "too_short" or each["loc"] not in invalid]


def _build_diagnostic(file: YamlFile, model: type[Entity], error: Any, root: str) -> Diagnostic:
    from assembler.store.yaml.validation_messages import describe_error

    path: YamlPath = tuple(part for part in error["loc"] if part != "[key]")
    described = describe_error(error, model, path)
    return described.rule.at(file.locate(path, root=root), described.variant, **described.fields)
