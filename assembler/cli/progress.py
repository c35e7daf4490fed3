"""Progress of long jobs: a bar with rate and remaining time on a terminal, otherwise lines at intervals."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

import click

T = TypeVar("T")
INTERVAL = 10.0
"""Seconds between two lines of progress if standard error is not a terminal."""
_FIRST_ESTIMATE = 3
"""Number of items before the remaining time is estimated; LibreOffice starts during the first."""


def show_progress(items: Iterable[T], *, length: int, label: str, quiet: bool = False) -> Iterator[T]:
    """Yield ``items`` and, unless ``quiet``, print the progress on standard error."""
    if quiet or length < 2:
        yield from items
    elif sys.stderr.isatty():
        yield from _show_bar(items, length, label)
    else:
        yield from _print_lines(items, length, label)


def _show_bar(items: Iterable[T], length: int, label: str) -> Iterator[T]:
    begun = time.monotonic()
    with click.progressbar(
        length=length,
        label=label,
        file=sys.stderr,
        show_pos=True,
        item_show_func=lambda text: text,
    ) as bar:
        for number, item in enumerate(items, 1):
            yield item
            bar.update(1, format_rate(number, time.monotonic() - begun))


def _print_lines(items: Iterable[T], length: int, label: str) -> Iterator[T]:
    begun = printed = time.monotonic()
    for number, item in enumerate(items, 1):
        yield item
        now = time.monotonic()
        if now - printed >= INTERVAL and number < length:
            printed, spent = now, now - begun
            left = f", {format_rate(number, spent)}, {spent / number * (length - number):.0f} s left"
            click.echo(f"{label}: {number} of {length}{left if number >= _FIRST_ESTIMATE else ''}", err=True)


def format_rate(count: int, seconds: float) -> str:
    """Return the number of items per second, or the seconds per item.

    >>> format_rate(120, 4), format_rate(3, 12)
    ('30 a second', '4.0 s each')
    """
    if seconds <= 0 or not count:
        return ""
    return f"{count / seconds:.0f} a second" if count / seconds >= 1.5 else f"{seconds / count:.1f} s each"
