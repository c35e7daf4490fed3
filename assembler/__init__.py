"""Document assembly for reports and charters.

The code base uses one term for each idea:

*template* (a Word file in plain English with ``{{ placeholders }}``), *document type* (a folder in
``templates/``), *declaration* (its ``document.yaml``), *record* (the data about one review, charter or
agenda), *benchmark* (the standard for a review: pillars or groups of *indicators*), *field* (a question in a
form), *control* (the content control in a field's cell), *code* (the visible, language-neutral name of a
field), *value*, *part* (a file inside a .docx), *location* (a position in a file), *message* (a paragraph to
translate), *catalogue* (its translations), *house style* (the look of a project), *view* (a record and
benchmark turned into data for a template), *manifest* (the data from which a form was built), *order* and
*outcome* (one requested document, and the result), *diagnostic* (a problem in a user's files), *rule*.

Packages, from top to bottom, where each imports only from those below it::

    cli -> api -> rounds, lint -> batch, collect -> translation, sheets, planning -> merging -> assembly
        -> messages -> views, rules -> store -> word, i18n, values, pdf -> model -> diagnostics
        -> errors, structs, lazy, version

``tests/test_architecture.py`` declares the packages that each package may import.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assembler.version import __version__

if TYPE_CHECKING:
    from assembler.api import (
        AssemblyError,
        CheckResult,
        Diagnostic,
        Level,
        Location,
        Order,
        Outcome,
        Project,
        fill,
        open_project,
    )
    from assembler.assembly.fill import Chart, Filled, Picture, RichText, SubDocument

__all__ = [
    "AssemblyError",
    "Chart",
    "CheckResult",
    "Diagnostic",
    "Filled",
    "Level",
    "Location",
    "Order",
    "Outcome",
    "Picture",
    "Project",
    "RichText",
    "SubDocument",
    "__version__",
    "fill",
    "open_project",
]
_MODULES = {
    "Chart": "assembly.fill",
    "Filled": "assembly.fill",
    "Picture": "assembly.fill",
    "RichText": "assembly.fill",
    "SubDocument": "assembly.fill",
}
"""Modules of the public names that ``api`` does not define."""


def __getattr__(name: str) -> Any:
    """Import the public interface when it is first used, because the command line needs little of it."""
    if name not in __all__:
        raise AttributeError(f"module 'assembler' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"assembler.{_MODULES.get(name, 'api')}"), name)
