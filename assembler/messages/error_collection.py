"""Functions that process several items and collect all errors."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from assembler.diagnostics import Diagnostic, Location
from assembler.errors import AssemblyError

Thing = TypeVar("Thing")
Result = TypeVar("Result")


def collect_results(
    items: Iterable[Thing], ask: Callable[[Thing], Result], called: str = "items"
) -> tuple[Result, ...]:
    """Return ``ask(item)`` for each of ``items``.

    ``called`` is the noun for the items in messages. If a call raises AssemblyError, the other items are
    still processed. Finally, one error is raised, with the type of the first error and the diagnostics of
    all.

    >>> collect_results(["1", "2"], int)
    (1, 2)
    """
    done: list[Result] = []
    failed: list[AssemblyError] = []
    for each in items:
        try:
            done.append(ask(each))
        except AssemblyError as error:
            failed.append(error)
    if failed:
        raise _merge_errors(failed, called)
    return tuple(done)


def iterate_readable(
    items: Iterable[Thing], ask: Callable[[Thing], Result], diagnostics: list[Diagnostic]
) -> Iterator[Result]:
    """Yield ``ask(item)`` for each item, except those for which it raises AssemblyError.

    The diagnostics of these errors are added to ``diagnostics``.

    >>> list(iterate_readable(["1", "2"], int, []))
    [1, 2]
    """
    for each in items:
        try:
            yield ask(each)
        except AssemblyError as error:
            diagnostics += as_diagnostics(error)


def _merge_errors(failed: list[AssemblyError], called: str) -> AssemblyError:
    first, *others = failed
    if not others:
        return first
    diagnostics = [diagnostic for error in failed for diagnostic in as_diagnostics(error)]
    return type(first)(
        f"{len(failed)} {called} are not valid", hint="fix the errors below", diagnostics=diagnostics
    )


def as_diagnostics(error: AssemblyError, *, file: str = "") -> tuple[Diagnostic, ...]:
    """Return the diagnostics of an error or, if it has none, one diagnostic for the error itself.

    An error without a location is located in ``file``.
    """
    return error.as_diagnostics(Location(error.location or file))
