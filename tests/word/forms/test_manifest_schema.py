"""A manifest has one strict schema: whatever else is written into it is a FormError, never a traceback."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any

import pytest

from assembler.errors import FormError
from assembler.model.documents.form_manifest import (
    ChoiceItem,
    ControlKind,
    FormColumn,
    FormField,
    FormList,
    FormManifest,
    FormRow,
)
from assembler.model.types.rich_text import Block, Run
from assembler.structs import replace
from assembler.word.forms.manifest import manifest_from_data, manifest_to_data, read_manifest

MANIFEST = FormManifest(
    "0123456789abcdef", "demo", "kade", "small", "dive@2010", "utrecht", "nl", "en", "plain", "0.1",
    (FormField("F.1", "review.project", "text", ControlKind.CHOICE, "T", "P", (ChoiceItem("a", "b", "c"),),
               {"text": "x", "language": "en"}, (Block((Run("x", bold=True), Run("y"))),), "en", "F"),),
    (FormList("F.2", "baseline.background.budgets", "Budgets",
              (FormColumn("line", "text", ControlKind.NONE, "Line"),), (FormRow("F.2.1", {"line": "x"}),)),),
)  # fmt: skip
ODD: tuple[Any, ...] = (
    None, True, 3, -1.5, "", "x" * 3_000, "\x00", "\ud800", [], [[[["deep"]]]], {},
    {"a": {"b": {"c": 1}}}, [None],
)  # fmt: skip


def damaged(**changes: Any) -> dict[str, Any]:
    return {**manifest_to_data(MANIFEST), **changes}


@pytest.mark.parametrize("changes", [
    {"id": "0" * 300}, {"id": "../../../etc"}, {"id": 3}, {"fields": None}, {"fields": {}}, {"lists": [3]},
    {"language": 7}, {"type": ["small"]}, {"record": ""}, {"surprise": 1}, {"lines": [{"words": "x"}]},
    {"part": {"a": 1}}, {"record": "a\0b"},
])  # fmt: skip
def test_what_is_not_in_the_schema_is_an_error_with_a_hint(changes: dict[str, Any]) -> None:
    with pytest.raises(FormError) as error:
        manifest_from_data(damaged(**changes))
    assert error.value.hint


@pytest.mark.parametrize("data", [
    b"[" * 100_000, b'{"fields":' * 50_000, b'{"id":' + b"9" * 6_000 + b"}", b'{"id":NaN}',
    b'"' + b"\xff" * 9,
    json.dumps(damaged(fields=[{**manifest_to_data(MANIFEST)["fields"][0], "base": [[[1]]]}])).encode(),
    json.dumps(damaged(fields=[{**manifest_to_data(MANIFEST)["fields"][0], "title": "\ud800"}])).encode(),
    b'<?xml version="1.0"?><form>' + b"<a>" * 50_000,
])  # fmt: skip
def test_deep_endless_and_unreadable_manifests_are_errors(data: bytes) -> None:
    with pytest.raises(FormError):
        read_manifest(data)


def test_a_manifest_of_the_first_version_is_read() -> None:
    """It wrote what is empty, too, and did not know parts, editions, rows of grids and lines."""
    field = {"code": "F.1", "path": "review.project", "kind": "text", "control": "text", "title": "T",
             "prompt": "P", "choices": [], "base": None, "shown": [], "language": ""}  # fmt: skip
    data = {"id": "0123456789abcdef", "project": "p", "record": "r", "type": "t", "language": "en",
            "fields": [field], "lists": []}  # fmt: skip
    assert [each.code for each in manifest_from_data(data).fields] == ["F.1"]


def test_the_number_of_a_first_sending_is_left_out_and_any_other_is_kept() -> None:
    assert not {"number", "round"} & manifest_to_data(MANIFEST).keys()
    second = replace(MANIFEST, number=2, round="2027-06-01")
    assert manifest_from_data(manifest_to_data(second)) == second


def places(data: Any) -> list[tuple[Any, Any]]:
    """Each container with each key or index in it, all the way down."""
    found: list[tuple[Any, Any]] = []
    keys = list(data) if isinstance(data, dict) else range(len(data)) if isinstance(data, list) else ()
    for key in keys:
        found += [(data, key), *places(data[key])]
    return found


def forge(data: Any, chance: random.Random) -> None:
    """Put something odd somewhere, or take something away."""
    holder, key = chance.choice(places(data))
    actions: list[Callable[[], None]] = [
        lambda: holder.__setitem__(key, chance.choice(ODD)),
        lambda: holder.__delitem__(key),
        lambda: holder.update(odd=1) if isinstance(holder, dict) else holder.append(chance.choice(ODD)),
    ]
    chance.choice(actions)()


def test_a_forged_manifest_is_read_or_refused_and_nothing_else() -> None:
    chance, refused = random.Random(2028), 0
    for _ in range(600):
        data = json.loads(json.dumps(manifest_to_data(MANIFEST)))
        forge(data, chance)
        try:
            assert manifest_from_data(manifest_to_data(manifest_from_data(data))) == manifest_from_data(data)
        except FormError:
            refused += 1
    assert 300 < refused < 600
