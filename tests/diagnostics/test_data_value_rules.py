"""Each wording of the rules about values and about YAML is reported by some data."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

import pytest
from pydantic import Field, create_model

from assembler.diagnostics.data_files import MALFORMED_JSON, MALFORMED_YAML, UNREADABLE_FILE
from assembler.diagnostics.data_value_rules import INVALID_FORMAT, INVALID_VALUE, WRONG_TYPE
from assembler.errors import DataError, FileError
from assembler.model.paths import ROOTS
from assembler.model.review.visit import Visit
from assembler.model.types.introspection import Entity
from assembler.model.types.values import Image, Money, Period, RichText, Text
from assembler.store.files.files import read_file
from assembler.store.yaml.data_file import read_data
from assembler.store.yaml.validate import validate_file
from assembler.store.yaml.validation_messages import _list_formats
from assembler.store.yaml.yaml_file import parse_yaml

MODEL = Path(__file__).resolve().parents[2] / "assembler/model"
Keys = create_model("Keys", __base__=Entity, name=(str, ...))
TYPES: dict[str, tuple[Any, str]] = {
    "Text": (Text, "3"),
    "RichText": (RichText, "3"),
    "Money": (Money, "much"),
    "Period": (Period, "4"),
    "Image": (Image, "3"),
    "string": (str, "3"),
    "int": (int, "x"),
    "float": (float, "x"),
    "decimal": (Decimal, "x"),
    "bool": (bool, "perhaps"),
    "date": (date, "soon"),
    "datetime": (datetime, "soon"),
    "time": (time, "nine"),
    "too": (Annotated[tuple[str, ...], Field(min_length=1)], "[]"),
    "tuple": (tuple[str, ...], "x"),
    "list": (list[str], "x"),
    "dict": (dict[str, str], "x"),
    "model": (Keys, "x"),
    "ge": (Annotated[int, Field(ge=5)], "4"),
    "gt": (Annotated[int, Field(gt=5)], "5"),
    "le": (Annotated[int, Field(le=5)], "6"),
    "lt": (Annotated[int, Field(lt=5)], "5"),
    "longer": (Annotated[str, Field(min_length=1)], '""'),
    "shorter": (Annotated[str, Field(max_length=2)], "abc"),
    "": (bytes, "[]"),
}
YAML = {
    "colon": "a: b: c",
    "tab": "a:\n\tb: 1",
    "open quotation mark": "a: 'b",
    "backslash": 'a: "\\q"',
    "reserved character": "a: @b",
    "no colon": "a\nb: 1",
    "indentation": "a:\n  b: 1\n c: 2",
    "no value": "a: ]",
    "no comma": "a: [b\nc: d",
    "text after end": "[a]\nb",
    "control character": "a: \x01",
}


@pytest.mark.parametrize("variant", ["", *WRONG_TYPE.variants])
def test_each_type_has_a_message(variant: str) -> None:
    kind, written = TYPES[variant]
    model = create_model("Model", __base__=Entity, key=(kind, ...))
    (found,) = validate_file(parse_yaml(f"key: {written}\n".encode(), "x.yaml"), model).diagnostics
    assert (found.rule, found.variant) == (WRONG_TYPE.id, variant)


def test_each_format_belongs_to_a_pattern_of_the_model() -> None:
    assert set(_list_formats().values()) == set(INVALID_FORMAT.variants)


def list_patterns(schema: Any) -> Iterator[str]:
    """Yield the patterns of values and keys in a JSON schema."""
    if isinstance(schema, dict):
        yield from schema.get("patternProperties", {})
        for key, value in schema.items():
            yield from (value,) if key == "pattern" and isinstance(value, str) else list_patterns(value)
    elif isinstance(schema, list):
        for each in schema:
            yield from list_patterns(each)


@pytest.mark.parametrize("model", ROOTS.values(), ids=ROOTS)
def test_each_pattern_of_a_record_has_a_format(model: Any) -> None:
    assert set(list_patterns(model.model_json_schema())) <= _list_formats().keys()


def test_a_room_with_another_name_is_an_error_at_its_line() -> None:
    (found,) = validate_file(parse_yaml(b"rooms:\n  Hall: {name: Hall}\n", "x.yaml"), Visit).diagnostics
    assert (found.rule, found.variant) == (INVALID_FORMAT.id, "room")


def test_each_invalid_value_is_found_by_a_validator_of_the_model() -> None:
    calls = [each for path in MODEL.rglob("*.py") for each in ast.walk(ast.parse(path.read_text("utf-8")))
             if isinstance(each, ast.Call)]  # fmt: skip
    raised = {call.args[0].value for call in calls
              if isinstance(call.func, ast.Name) and call.func.id == "InvalidValueError"
              and isinstance(call.args[0], ast.Constant)}  # fmt: skip
    declared = {f"undeclared {call.args[1].value}" for call in calls
                if isinstance(call.func, ast.Attribute) and call.func.attr == "_check_declared"
                and isinstance(call.args[1], ast.Constant)}  # fmt: skip
    assert raised | declared == set(INVALID_VALUE.variants)


@pytest.mark.parametrize("variant", [each for each in MALFORMED_YAML.variants if each != "repeated anchor"])
def test_each_problem_of_yaml_is_explained(variant: str) -> None:
    found = parse_yaml(YAML[variant].encode(), "x.yaml").diagnostics
    assert (MALFORMED_YAML.id, variant) in [(each.rule, each.variant) for each in found]


def test_each_problem_of_json_is_explained(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    examples = {
        "": b"{'a': 1}",
        "encoding": b'{"a": "\xe5"}',
        "repeated names": b'{"a": 1, "a": 2}',
        "nesting": b"[" * 200_000,
    }
    assert examples.keys() == {"", *MALFORMED_JSON.variants}
    for variant, data in examples.items():
        path.write_bytes(data)
        with pytest.raises(DataError) as caught:
            read_data(path)
        assert [each.variant for each in caught.value.diagnostics] == [variant]


def test_each_reason_why_a_file_cannot_be_read_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"abc")

    def read_variant(path: Path, **options: int) -> str:
        with pytest.raises(FileError) as caught:
            read_file(path, **options)
        (found,) = caught.value.diagnostics
        assert found.message == caught.value.message
        return found.variant

    found = [read_variant(tmp_path), read_variant(tmp_path / "b"), read_variant(path, max_bytes=2),
             read_variant(Path("/dev/null"))]  # fmt: skip
    for error in (PermissionError(13, "denied"), OSError(5, "Input/output error")):

        def fail(*_args: object, error: OSError = error, **_options: object) -> None:
            raise error

        monkeypatch.setattr(Path, "open", fail)
        found.append(read_variant(path))
    assert found == ["folder", "missing", "large", "not regular", "permission", ""]
    assert {*found} == {"", *UNREADABLE_FILE.variants}
