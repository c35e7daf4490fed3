"""How far a long job is: a bar with rate and remaining time on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

import click

T = TypeVar("T")
EVERY = 10.0
"""Seconds between two lines where there is no terminal."""
_KNOWN = 3
"""So many must be done before it is said how long the rest takes: the first waits for LibreOffice."""


def watched(items: Iterable[T], *, length: int, label: str, quiet: bool = False) -> Iterator[T]:
    """``items`` as they come, with the progress told on standard error unless it is to be ``quiet``."""
    if quiet or length < 2:
        yield from items
    elif sys.stderr.isatty():
        yield from _bar(items, length, label)
    else:
        yield from _lines(items, length, label)


def _bar(items: Iterable[T], length: int, label: str) -> Iterator[T]:
    begun = time.monotonic()
    with click.progressbar(
        length=length, label=label, file=sys.stderr, show_pos=True, item_show_func=lambda rate: rate
    ) as bar:
        for number, item in enumerate(items, 1):
            yield item
            bar.update(1, rate(number, time.monotonic() - begun))


def _lines(items: Iterable[T], length: int, label: str) -> Iterator[T]:
    begun = told = time.monotonic()
    for number, item in enumerate(items, 1):
        yield item
        now = time.monotonic()
        if now - told >= EVERY and number < length:
            told, spent = now, now - begun
            left = f", {rate(number, spent)}, {spent / number * (length - number):.0f} s left"
            click.echo(f"{label}: {number} of {length}{left if number >= _KNOWN else ''}", err=True)


def rate(count: int, seconds: float) -> str:
    """How many a second, or how long one takes.

    >>> rate(120, 4), rate(3, 12)
    ('30 a second', '4.0 s each')
    """
    if seconds <= 0 or not count:
        return ""
    return f"{count / seconds:.0f} a second" if count / seconds >= 1.5 else f"{seconds / count:.1f} s each"
