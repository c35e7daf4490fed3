"""Both parsers make the same tree of a text, with the same positions and errors."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assembler.store.yaml import yaml_tree

DATA = Path(__file__).resolve().parents[3] / "data"
LINES = [
    line
    for name in ("cities.yaml", "glossary.yaml", "benchmarks/dive.yaml")
    for line in (DATA / name).read_text("utf-8").splitlines(keepends=True)[:80]
]
MARKS = ["\n", "  ", "- ", "a: ", "{a: 1, b}", "|\n  x\n", ">-\n", "'", '"', "\\", "#", "\t", "\x85"]
PIECES = st.sampled_from(LINES) | st.sampled_from(MARKS)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(PIECES, max_size=8).map("".join))
def test_libyaml_and_ruamel_agree(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    quick = yaml_tree.compose(text, "x.yaml")
    with monkeypatch.context() as only_ruamel:
        only_ruamel.setattr(yaml_tree, "_READ_DIFFERENTLY", re.compile(""))
        assert yaml_tree.compose(text, "x.yaml") == quick


def test_a_sound_file_is_read_by_libyaml(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ruamel.yaml.YAML.parse", lambda *_: pytest.fail("read by ruamel"))
    root, errors = yaml_tree.compose((DATA / "cities.yaml").read_text("utf-8"), "cities.yaml")
    assert root is not None
    assert errors == ()
