"""A manifest that is put into words piece by piece says what it says as a whole."""

from __future__ import annotations

from typing import Any

import pytest

from assembler.model.documents.form_manifest import (
    ChoiceItem,
    ControlKind,
    FormColumn,
    FormField,
    FormList,
    FormManifest,
    FormRow,
)
from assembler.model.types.rich_text import Block, BlockKind, Run
from assembler.structs import replace
from assembler.word.forms.manifest import (
    FieldJson,
    ListJson,
    build_manifest_part,
    build_part,
    encode_form,
    encode_manifest,
    encode_row,
    unescape_json,
)

ITEMS = (
    ChoiceItem("meets", "voldoet & meer", "M", coded=False),
    ChoiceItem("partly", "gedeeltelijk"),
    ChoiceItem("not", "niet", coded=False),
)
BARE = FormField("B1.a", "plan.how", "text", ControlKind.TEXT, "Who <&>", "“Who”", language="nl", row="B1")
WORDS = (Block((Run('R&D "one" <é>\n\u2028'),)),)
LOOKS = (
    Block((Run("both "), Run("bold", bold=True), Run("there", link="https://example.org/?a&b"))),
    Block((Run("item"),), BlockKind.NUMBER),
    Block((Run("item"),), BlockKind.BULLET, 1),
)
ANSWERS: tuple[dict[str, Any], ...] = (
    {"base": "R&D", "shown": WORDS},
    {"base": {"text": "<é>", "language": "el"}, "shown": LOOKS, "language": "el"},
    {"base": False, "shown": (Block((Run(""),)),), "language": ""},
    {"base": 0},
    {"base": "a &lt; b, typed so &amp;amp; not otherwise"},
    {"base": ["a", "&"], "shown": WORDS + LOOKS},
)
ABOUT = FormManifest("", "p", "r", "t", "b", 'Gö "x" & <y>', "nl", "nl", "plain", "1")
COLUMNS = (
    FormColumn("line", "text", ControlKind.NONE, "Line"),
    FormColumn("state", "choice", ControlKind.CHOICE, "State", ITEMS),
)
ROWS = (FormRow("B2.1", {"line": "R&D"}, {"line": "R&D"}, "en"), FormRow("B2.2"))


@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize("blank", [BARE, replace(BARE, choices=ITEMS, row=""), replace(BARE, language="")])
def test_a_field_and_its_answer(blank: FormField, answer: dict[str, Any]) -> None:
    words, field = FieldJson.of(blank), replace(blank, **answer)
    whole = replace(ABOUT, fields=(blank, field))
    drawn = encode_form(ABOUT, [words.blank, words.encode(field)], ())
    assert build_part(drawn) == build_manifest_part(whole)
    assert unescape_json(drawn) == encode_manifest(whole)


@pytest.mark.parametrize("rows", [(), ROWS])
def test_a_list_and_its_rows(rows: tuple[FormRow, ...]) -> None:
    listed = FormList("B2", "plan.lines", "Lines & more", COLUMNS, rows)
    words = ListJson.of(listed).encode(map(encode_row, rows))
    assert build_part(encode_form(ABOUT, (), [words])) == build_manifest_part(replace(ABOUT, lists=(listed,)))
