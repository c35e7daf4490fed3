"""Registries that import their entries on first use.

A module that only lists names loads quickly, so a command imports only the models, kinds of value and rules
that it uses. ``assembler --help`` may load this module.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import Any, TypeVar

T = TypeVar("T")

__all__ = ["LazyRegistry"]


class LazyRegistry(Mapping[str, T]):
    """Registry of objects of ``package`` by name, which are imported on first use.

    ``targets`` maps each name to ``module:attribute`` within the package. Testing for a name and counting the
    names import nothing. An unknown name raises KeyError. ``values()`` is a view that imports each object
    when it is reached, and can be iterated over repeatedly.

    >>> errors = LazyRegistry("assembler", {"template": "errors:TemplateError", "data": "errors:DataError"})
    >>> errors["data"].__name__, "file" in errors, len(errors), [*errors]
    ('DataError', False, 2, ['template', 'data'])
    >>> [error.__name__ for error in errors.values()]
    ['TemplateError', 'DataError']
    """

    __slots__ = ("_package", "_targets")

    def __init__(self, package: str, targets: Mapping[str, str]) -> None:
        self._package = package
        self._targets = dict(targets)

    def __getitem__(self, name: str) -> T:
        value: T = _import_target(self._package, self._targets[name])
        return value

    def __contains__(self, name: object) -> bool:
        return name in self._targets

    def __iter__(self) -> Iterator[str]:
        return iter(self._targets)

    def __len__(self) -> int:
        return len(self._targets)


@cache
def _import_target(package: str, target: str) -> Any:
    """Return the object at ``target``, which is ``module:attribute`` within ``package``.

    The result is cached, because forms use each kind of value hundreds of times.
    """
    module, _, name = target.partition(":")
    return getattr(import_module(f"{package}.{module}"), name)
