"""Registries that import their entries on first use."""

from __future__ import annotations

import subprocess
import sys

import pytest

from assembler.lazy import LazyRegistry
from assembler.model.paths import FILES_BY_HEADER, HEADERS, ROOTS
from assembler.rules import AGENDA_RULES, CHARTER_RULES, EVALUATION_RULES, PROGRESS_RULES, RULES_ABOUT
from assembler.values import KINDS


def test_listing_names_imports_nothing_and_using_one_imports_only_that_one() -> None:
    code = (
        "import sys; from assembler.lazy import LazyRegistry\n"
        "table = LazyRegistry('json', {'reader': 'decoder:JSONDecoder', 'tool': 'tool:main'})\n"
        "assert 'tool' in table and 'other' not in table and [*table] == ['reader', 'tool']\n"
        "assert len(table) == 2\n"
        "assert not {'json', 'json.decoder', 'json.tool'} & set(sys.modules)\n"
        "assert table['reader'].__name__ == 'JSONDecoder'\n"
        "assert 'json.decoder' in sys.modules and 'json.tool' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-S", "-c", code], check=True)


def test_an_unknown_name_is_a_key_error() -> None:
    registry = LazyRegistry[object]("assembler", {"data": "errors:DataError"})
    with pytest.raises(KeyError, match="other"):
        registry["other"]
    assert registry.get("other") is None


def test_a_later_change_of_the_original_mapping_has_no_effect() -> None:
    targets = {"data": "errors:DataError"}
    registry = LazyRegistry[object]("assembler", targets)
    targets["file"] = "errors:FileError"
    assert [*registry] == ["data"]


def test_every_registry_entry_can_be_imported() -> None:
    tables = (HEADERS, ROOTS, KINDS, *FILES_BY_HEADER.values())
    assert all(isinstance(table, LazyRegistry) and all(table.values()) for table in tables)
    rules = (*RULES_ABOUT.values(), AGENDA_RULES, CHARTER_RULES, EVALUATION_RULES, PROGRESS_RULES)
    assert all(callable(rule) for each in rules for rule in each)
