"""Objects in columns: what is read is what was written, of our own classes only."""

from __future__ import annotations

import marshal
import pathlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from assembler.model.documents.form import ChoiceItem, ControlKind, FormColumn, FormRow
from assembler.store.files.serializer import dumps, loads
from assembler.structs import replace
from assembler.word.template.constants import ConstantDict

PLAIN = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.binary()
ITEMS = st.builds(ChoiceItem, st.text(), st.text(), st.text())
OURS = ITEMS | st.builds(
    FormColumn, st.text(), st.text(), st.sampled_from(ControlKind), st.text(), st.tuples(ITEMS)
)
THINGS = st.recursive(
    PLAIN | OURS | st.text().map(Markup),
    lambda inside: st.one_of(
        st.lists(inside),
        st.lists(inside).map(tuple),
        st.dictionaries(st.text() | st.integers(), inside),
        st.dictionaries(st.text(), inside).map(ConstantDict),
        st.builds(FormRow, st.text(), st.dictionaries(st.text(), inside)),
    ),
    max_leaves=30,
)


def classes(thing: Any) -> Any:
    """The class of ``thing``, with those of what it holds."""
    if isinstance(thing, dict):
        return thing.__class__, [(classes(key), classes(value)) for key, value in thing.items()]
    if isinstance(thing, (tuple, list)):
        return thing.__class__, [classes(each) for each in thing]
    if isinstance(thing, FormRow):
        return thing.__class__, classes(thing.base)
    return thing.__class__


@given(THINGS)
def test_what_is_read_is_what_was_written(thing: Any) -> None:
    found = loads(dumps(thing))
    assert found == thing
    assert classes(found) == classes(thing)


def test_what_stands_in_two_places_still_does_and_what_may_change_is_nobody_elses() -> None:
    item, row = ChoiceItem("meets", "voldoet"), {"a": Markup("b")}
    first, second, one, other = loads(dumps((item, item, [row], [dict(row)])))
    assert first is second
    assert one == other and one[0] is not other[0]


@pytest.mark.parametrize(
    "stranger", [pathlib.Path("x"), {1, 2}, (object(),), {Markup("a"): 1}],
    ids=["a path", "a set", "an object", "another key"],
)  # fmt: skip
def test_what_is_not_ours_is_not_written(stranger: Any) -> None:
    with pytest.raises(TypeError):
        dumps({"a": stranger})


def test_a_class_with_other_fields_now_is_not_made() -> None:
    known, groups, root = marshal.loads(dumps(ChoiceItem("meets", "voldoet")))
    older = {name: fields[:-1] for name, fields in known.items()}
    with pytest.raises(ValueError, match="fields of a class have changed"):
        loads(marshal.dumps((older, groups, root)))


READS = "assembler.store.files.files:read_file"


@pytest.mark.parametrize("name", ["os:system", "pathlib:Path", READS, "tuple"])
def test_what_is_no_class_of_this_program_is_not_called(name: str) -> None:
    with pytest.raises(ValueError, match="not serialized data"):
        loads(marshal.dumps(({name: []}, [(name, 1, [(False, ["true"])])], (True, [0]))))
    with pytest.raises(ValueError, match="not serialized data"):
        loads(marshal.dumps(({}, [(f"{name}:", 1, [(False, ["true"])])], (True, [0]))))


@pytest.mark.parametrize("cut", [0, 1, 7, -3])
def test_a_torn_file_is_reported(cut: int) -> None:
    with pytest.raises(ValueError):
        loads(dumps([replace(ChoiceItem("a", "b"), sign="M")])[:cut])
