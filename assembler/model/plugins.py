"""pydantic without a search for plugins: no entity of ours has any.

Before its first model it asks every installed package whether it brings plugins, and for that imports what
reads mail and archives: thirty modules and as many files, a twentieth of all the time of a build. Its own
switch (``PYDANTIC_DISABLE_PLUGINS``) is looked at only after that.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.machinery import PathFinder
from importlib.util import module_from_spec
from types import ModuleType
from typing import Any

_LOADER = "pydantic.plugin._loader"


class _NoPlugins(ModuleType):
    """Stands where pydantic looks for its loader of plugins; gives what else that has, if asked."""

    def get_plugins(self) -> tuple[()]:
        """No plugins."""
        return ()

    def __getattr__(self, name: str) -> Any:
        folders = import_module("pydantic.plugin").__path__
        spec = PathFinder.find_spec(_LOADER, folders) if not name.startswith("__") else None
        if spec is None or spec.loader is None:
            raise AttributeError(name)
        loader = module_from_spec(spec)
        spec.loader.exec_module(loader)
        return getattr(loader, name)


def spare_plugins() -> None:
    """Let pydantic find no plugins without looking for any; whoever has looked already is left alone."""
    sys.modules.setdefault(_LOADER, _NoPlugins(_LOADER))
