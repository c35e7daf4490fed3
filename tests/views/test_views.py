"""The table of views and the folder say the same."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from assembler import views
from assembler.errors import DataError


def test_every_module_with_a_view_is_in_the_table_and_nothing_else_is() -> None:
    folder = Path(views.__file__).parent
    trees = {path.stem: ast.parse(path.read_text("utf-8")) for path in folder.glob("[!_]*.py")}
    having = {
        name for name, tree in trees.items()
        if any(isinstance(node, ast.FunctionDef) and node.name == "view" for node in tree.body)
    }  # fmt: skip
    assert having == set(views.VIEWS)
    assert all(callable(views.view(name)) for name in views.VIEWS)


def test_a_view_that_does_not_exist_is_told() -> None:
    with pytest.raises(DataError, match="charter_comitment"):
        views.view("charter_comitment")
