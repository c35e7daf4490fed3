"""Pieces of an output that show one and the same thing, found so that they are written as one.

A cell of a form asks five things of its field, a row of a table one for each column. Written as one piece
the thing is looked up once; and where it never changes (``lasting.Lasting``), the piece is kept with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Final

from jinja2 import nodes

TOGETHER: Final = " together"
"""The filter that stands for the pieces: of the thing, with their key and them; no template can write it."""
_SHOWING: Final = frozenset(("in_text", "in_attribute", "in_data", "between_elements"))
"""What shows a value and depends on nothing else."""
_FEWEST: Final = 2
"""Values of one thing that are worth the trouble."""


def joined(pieces: Iterable[nodes.Expr]) -> Iterator[nodes.Expr]:
    """``pieces`` of an output, with those that show one thing after the other as one filter ``TOGETHER``."""
    group: list[nodes.Expr] = []
    base: nodes.Expr | None = None
    for piece in pieces:
        found = base if isinstance(piece, nodes.TemplateData) else base_of(piece)
        if found is None or found != base:
            yield from _as_one(base, group)
            base, group = found, []
        if found is None:
            yield piece
        else:
            group.append(piece)
    yield from _as_one(base, group)


def _as_one(base: nodes.Expr | None, group: Sequence[nodes.Expr]) -> Iterator[nodes.Expr]:
    values = sum(not isinstance(piece, nodes.TemplateData) for piece in group)
    if base is None or values < _FEWEST:
        yield from group
        return
    lineno = group[0].lineno
    key = nodes.Const(sha256(repr(group).encode("utf-8", "replace")).hexdigest()[:16], lineno=lineno)
    yield nodes.Filter(base, TOGETHER, [key, *group], [], None, None, lineno=lineno)


def base_of(piece: nodes.Expr) -> nodes.Expr | None:
    """The one thing of which ``piece`` shows something that it has; None where it shows more, or a result."""
    if not isinstance(piece, nodes.Filter) or piece.name not in _SHOWING:
        return None
    value = piece.node
    if isinstance(value, nodes.Or) and isinstance(value.right, nodes.Const):
        value = value.left
    is_plain = isinstance(value, nodes.Getattr) and _is_path(value.node)
    return value.node if is_plain else None  # type: ignore[union-attr]


def _is_path(node: nodes.Expr) -> bool:
    while isinstance(node, nodes.Getattr):
        node = node.node
    return isinstance(node, nodes.Name)
