"""Views: a record and its benchmark, turned into what a template sees.

A template holds places, loops and no sums: what must be chosen, counted, ordered or put into words is done
here, in the document's language. A view promises plain data (texts, numbers, lists, blocks) and every name
that its template uses; it knows nothing of Word, of controls or of files, and it never changes the record.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.metadata import distributions
from pkgutil import iter_modules
from sysconfig import get_paths
from typing import Any

from assembler.errors import DataError
from assembler.views.context import Sight, View

GROUP = "assembler.views"
"""The entry point by which a package that somebody installs offers a view of its own."""


def view_names() -> tuple[str, ...]:
    """The names that a declaration may give: modules here with a function ``view``, and installed ones.

    This imports all of them, with all their models; ``view`` imports the one that a document needs.
    """
    own = (each.name for each in iter_modules(__path__) if _own(each.name))
    return tuple(sorted({*own, *_installed()}))


def _own(name: str) -> View | None:
    """The view in the module of this room called ``name``; None where there is none."""
    if not any(each.name == name for each in iter_modules(__path__)):
        return None
    return getattr(import_module(f"assembler.views.{name}"), "view", None)


@cache
def _installed() -> dict[str, str]:
    """By name: ``module:function`` of each view that an installed package offers.

    Only where Python installs packages is looked: the folder that somebody works in may be on the path.
    """
    folders = list(dict.fromkeys(get_paths()[each] for each in ("purelib", "platlib")))
    found = (each for package in distributions(path=folders) for each in package.entry_points)
    return {each.name: each.value for each in found if each.group == GROUP}


def view(name: str) -> View:
    """The view called ``name``; DataError where a declaration names one that does not exist."""
    if own := _own(name):
        return own
    if name not in _installed():
        raise DataError(f"there is no view `{name}`", hint=f"choose one of: {', '.join(view_names())}")
    module, _, function = _installed()[name].partition(":")
    found: View = getattr(import_module(module), function or "view")
    return found


def seen(name: str, sight: Sight) -> dict[str, Any]:
    """What the template of a type with the view ``name`` sees; DataError where there is no such view."""
    return view(name)(sight)
