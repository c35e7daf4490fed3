"""Names that a template uses, with their locations, and diagnostics for names missing from the data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any

from jinja2 import nodes

from assembler.diagnostics import Diagnostic, Level, Location
from assembler.diagnostics.template_text import MISSING_NAME
from assembler.structs import Struct, replace


class NameUse(Struct, frozen=True):
    """A dotted name that a template uses, such as ``row.amount``, with its location.

    In ``origin``, loop variables are replaced with the items that they refer to: ``budgets.rows[].amount``.
    """

    name: str
    location: Location
    origin: str = ""


class MissingName(Struct, frozen=True):
    """A name that is missing from the data.

    ``missing`` is the part of the name that does not exist, and ``available`` lists the names that are
    available in its place. ``at_root`` is true if ``missing`` is the first part of the name.
    """

    use: NameUse
    missing: str
    at_root: bool
    available: tuple[str, ...]


def dotted_name(node: nodes.Node | None) -> str:
    """Return the dotted name of a chain such as ``a.b.c``, and an empty string for any other node."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        holder = dotted_name(node.node)
        return f"{holder}.{node.attr}" if holder else ""
    match node:
        case nodes.Getitem(arg=nodes.Const(value=str() as key)) if dotted_name(node.node):
            return f"{dotted_name(node.node)}.{key}"
    return ""


def list_names(holder: Any) -> tuple[str, ...]:
    """Return the names of the values in ``holder``, for suggestions.

    The names of methods are omitted.

    >>> list_names({"a": 1}), list_names("words")
    (('a',), ())
    """
    if isinstance(holder, Mapping):
        return tuple(str(key) for key in holder)
    kind: Any = type(holder)
    fields: Iterable[str] = getattr(kind, "model_fields", ()) or getattr(kind, "__struct_fields__", ())
    own: Iterable[str] = () if fields or isinstance(holder, str) else getattr(holder, "__dict__", ())
    return tuple(name for name in (*fields, *own) if not name.startswith("_"))


def report_missing_name(missing_name: MissingName, level: Level, hint: str = "") -> Diagnostic:
    """Return the diagnostic for a missing name, with a suggestion if an available name is similar.

    ``hint`` is the hint for a name that users cannot add to the data.
    """
    use, missing = missing_name.use, missing_name.missing
    near = get_close_matches(missing, missing_name.available, n=1, cutoff=0.7)
    fields = {"name": use.name}
    variant = ", ".join(filter(None, ("misspelt" if near else "", "not in the data" if hint else "")))
    fields |= {"hint": hint} if hint else {"missing": missing}
    if near:
        fields["suggestion"] = f"{use.name.removesuffix(missing)}{near[0]}"
    return replace(MISSING_NAME.at(use.location, variant, **fields), level=level)
