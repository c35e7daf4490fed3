"""Views, which turn a record and its benchmark into the data for a template.

A template has placeholders and loops but no computation: views select, count, sort and format in the
document's language. A view returns plain data (texts, numbers, lists, blocks) for every name used in its
template. It does not depend on Word, content controls or files, and it never changes the record.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.metadata import distributions
from pkgutil import iter_modules
from sysconfig import get_paths
from typing import Any

from assembler.errors import DataError
from assembler.views.context import View, ViewContext

ENTRY_POINT_GROUP = "assembler.views"
"""Entry point group for views registered by installed packages."""


def list_view_names() -> tuple[str, ...]:
    """Return the names of all views, in this package and in installed packages.

    All modules of this package and their models are imported, whereas ``find_view`` imports only the module
    that it needs.
    """
    own = (each.name for each in iter_modules(__path__) if _find_own_view(each.name))
    return tuple(sorted({*own, *_find_installed_views()}))


def _find_own_view(name: str) -> View | None:
    """Return the function ``view`` of the module ``name`` in this package, or None if either is missing."""
    if not any(each.name == name for each in iter_modules(__path__)):
        return None
    return getattr(import_module(f"assembler.views.{name}"), "view", None)


@cache
def _find_installed_views() -> dict[str, str]:
    """Map the name of each view in installed packages to its location, such as ``module:function``.

    Only Python's package folders are searched. The working directory may be on the path, but is not trusted.
    """
    folders = list(dict.fromkeys(get_paths()[each] for each in ("purelib", "platlib")))
    found = (each for package in distributions(path=folders) for each in package.entry_points)
    return {each.name: each.value for each in found if each.group == ENTRY_POINT_GROUP}


def find_view(name: str) -> View:
    """Return the view ``name``.

    Raises DataError if there is no such view.
    """
    if own := _find_own_view(name):
        return own
    if name not in _find_installed_views():
        raise DataError(f"unknown view `{name}`", hint=f"choose one of: {', '.join(list_view_names())}")
    module, _, function = _find_installed_views()[name].partition(":")
    view: View = getattr(import_module(module), function or "view")
    return view


def build_view(name: str, context: ViewContext) -> dict[str, Any]:
    """Return the data of the view ``name`` for a template.

    Raises DataError if there is no such view.
    """
    return find_view(name)(context)
