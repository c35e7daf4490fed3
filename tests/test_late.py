"""Things that are imported when they are asked for."""

from __future__ import annotations

import subprocess
import sys

import pytest

from assembler.lazy import Late
from assembler.model.paths import ABOUT, BESIDE, ROOTS
from assembler.rules import AGENDA_RULES, CHARTER_RULES, RULES_ABOUT
from assembler.values import KINDS


def test_naming_what_there_is_imports_none_of_it_and_asking_for_one_imports_that_one() -> None:
    code = (
        "import sys; from assembler.lazy import Late\n"
        "late = Late('json', {'reader': 'decoder:JSONDecoder', 'tool': 'tool:main'})\n"
        "assert 'tool' in late and 'other' not in late and len(late) == 2 and [*late] == ['reader', 'tool']\n"
        "assert not {'json', 'json.decoder', 'json.tool'} & set(sys.modules)\n"
        "assert late['reader'].__name__ == 'JSONDecoder'\n"
        "assert 'json.decoder' in sys.modules and 'json.tool' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-S", "-c", code], check=True)


def test_what_is_not_known_is_a_key_error_and_has_no_value() -> None:
    late = Late[object]("assembler", {"data": "errors:DataError"})
    with pytest.raises(KeyError, match="other"):
        late["other"]
    assert late.get("other") is None


def test_a_later_change_of_the_table_it_was_made_of_changes_nothing() -> None:
    places = {"data": "errors:DataError"}
    late = Late[object]("assembler", places)
    places["file"] = "errors:FileError"
    assert [*late] == ["data"]


def test_every_table_of_the_house_leads_to_what_it_names() -> None:
    tables = (ABOUT, ROOTS, KINDS, *BESIDE.values())
    assert all(isinstance(table, Late) and all(table.values()) for table in tables)
    rules = (*RULES_ABOUT.values(), AGENDA_RULES, CHARTER_RULES)
    assert all(callable(rule) for each in rules for rule in each)
