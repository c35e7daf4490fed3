"""The names that a template uses, each with its place, and how a name that the data lacks is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any

from jinja2 import nodes

from assembler.diagnostics import Finding, Level, Place
from assembler.structs import Struct


class NameUse(Struct, frozen=True):
    """A dotted name as the template writes it (``row.amount``), where, and what it is a part of.

    ``origin`` replaces loop variables by what they run over: ``budgets.rows[].amount``.
    """

    name: str
    place: Place
    origin: str = ""


class Lack(Struct, frozen=True):
    """A name that the data lacks: ``missing`` is the part of it that is not there."""

    use: NameUse
    missing: str
    at_root: bool
    known: tuple[str, ...]


def dotted(node: nodes.Node | None) -> str:
    """``a.b.c`` for a chain of names, else an empty text."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        holder = dotted(node.node)
        return f"{holder}.{node.attr}" if holder else ""
    match node:
        case nodes.Getitem(arg=nodes.Const(value=str() as key)) if dotted(node.node):
            return f"{dotted(node.node)}.{key}"
    return ""


def names_of(holder: Any) -> tuple[str, ...]:
    """The names of the values that ``holder`` has, for a suggestion; never those of methods.

    >>> names_of({"a": 1}), names_of("words")
    (('a',), ())
    """
    if isinstance(holder, Mapping):
        return tuple(str(key) for key in holder)
    kind: Any = type(holder)
    fields: Iterable[str] = getattr(kind, "model_fields", ()) or getattr(kind, "__struct_fields__", ())
    own: Iterable[str] = () if fields or isinstance(holder, str) else getattr(holder, "__dict__", ())
    return tuple(name for name in (*fields, *own) if not name.startswith("_"))


def as_finding(lack: Lack, level: Level, remedy: str = "") -> Finding:
    """``lack`` as people read it, with a suggestion where a known name is near.

    ``remedy`` says what to do where nobody can add the name to the data.
    """
    near = get_close_matches(lack.missing, lack.known, n=1, cutoff=0.7)
    shown = lack.use.name
    remedy = remedy or f"add {lack.missing} to the data, or take it out of the template"
    if near:
        remedy = f"did you mean {shown.removesuffix(lack.missing)}{near[0]}? Otherwise {remedy}"
    return Finding("missing-name", level, lack.use.place, f"the data has no {shown}", remedy)
