"""pydantic looks for no plugins, and is otherwise as it was."""

from __future__ import annotations

import subprocess
import sys


def told(code: str) -> str:
    """What a process of its own prints."""
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.strip()


def test_making_a_model_asks_no_package_for_plugins() -> None:
    code = "from assembler.model.content import Money; import sys; Money.model_validate('3 EUR')"
    assert told(f"{code}; print('importlib.metadata' in sys.modules)") == "False"


def test_what_else_the_loader_of_plugins_has_is_there() -> None:
    code = "import assembler.model.content; import pydantic.plugin._loader as loader"
    assert (
        told(f"{code}; print(loader.PYDANTIC_ENTRY_POINT_GROUP, hasattr(loader, 'nothing'))")
        == "pydantic False"
    )


def test_who_has_looked_for_plugins_already_is_left_alone() -> None:
    code = "import pydantic.plugin._loader as loader; import assembler.model.content; import sys"
    assert told(f"{code}; print(sys.modules[loader.__name__] is loader)") == "True"
