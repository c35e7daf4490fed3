"""What a form carries about itself: it is there, it is found again, and it never depends on chance."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

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
from assembler.model.types.rich_text import Block, BlockKind, Run
from assembler.word.forms.form_parts import (
    CORE,
    CUSTOM,
    GLOSSARY,
    MANIFEST,
    CoreProperties,
    add_form_parts,
    build_core_properties,
    build_identity,
    collect_prompts,
)
from assembler.word.forms.manifest import (
    build_manifest_part,
    encode_manifest,
    manifest_from_data,
    manifest_to_data,
    read_manifest,
)
from assembler.word.package.package import Package, open_package
from assembler.word.package.zip_writer import pack
from own_parts import form_parts

WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=8)
NAMES = st.text(st.characters(min_codepoint=33, exclude_categories=("Cs",)), min_size=1, max_size=8).filter(
    lambda name: bool(name.strip()) and not set(name) & {"\ufffe", "\uffff"}
)
IDS = st.text("0123456789abcdef", min_size=8, max_size=16)
CHOICES = st.lists(st.builds(ChoiceItem, WORDS, WORDS), max_size=2).map(tuple)
PLAIN = st.none() | st.booleans() | st.integers(-9, 9) | WORDS | st.dictionaries(WORDS, WORDS, max_size=2)
RUNS = st.lists(st.builds(Run, WORDS, st.booleans(), st.booleans(), WORDS), max_size=2).map(tuple)
BLOCKS = st.lists(st.builds(Block, RUNS, st.sampled_from(list(BlockKind)), st.integers(0, 2)), max_size=2)
CONTROLS = st.sampled_from(list(ControlKind))
FIELDS = st.builds(
    FormField, NAMES, NAMES, WORDS, CONTROLS, WORDS, WORDS, CHOICES, PLAIN, BLOCKS.map(tuple), WORDS
)
ROWS = st.builds(
    FormRow,
    NAMES,
    st.dictionaries(WORDS, PLAIN, max_size=2),
    st.dictionaries(WORDS, WORDS, max_size=2),
    WORDS,
)
COLUMNS = st.builds(FormColumn, WORDS, WORDS, CONTROLS, WORDS, CHOICES, WORDS)
LISTS = st.builds(
    FormList,
    NAMES,
    NAMES,
    WORDS,
    st.lists(COLUMNS, max_size=2).map(tuple),
    st.lists(ROWS, max_size=2).map(tuple),
)
MANIFESTS = st.builds(
    FormManifest,
    *(IDS, WORDS, NAMES, NAMES, WORDS, WORDS, NAMES, WORDS, WORDS, WORDS),
    st.lists(FIELDS, max_size=2).map(tuple),
    st.lists(LISTS, max_size=2).map(tuple),
)

FIELD = FormField("F.1", "x", "text", ControlKind.TEXT, "Name", "Type the <name> here")
TICK = FormField("F.2", "x", "flag", ControlKind.CHECKBOX, "Seen", "Tick")
COLUMN = FormColumn("day", "date", ControlKind.DATE, "Day")
FORM = FormManifest(
    "00ff00ff", "demo", "examples/one", "small", "", "utrecht", "nl", "en", "plain", "0.1",
    (FIELD, FIELD, TICK), (FormList("F.3", "x", "Days", (COLUMN,), (FormRow("F.3.1"),)),),
)  # fmt: skip
ABOUT = CoreProperties(
    "Report & plan", "nl-NL", "2026-01-01T00:00:00Z", identifier="00ff00ff", category="form"
)


@given(MANIFESTS)
def test_a_manifest_survives_every_way_it_is_written(manifest: FormManifest) -> None:
    assert manifest_from_data(manifest_to_data(manifest)) == manifest
    assert read_manifest(encode_manifest(manifest)) == manifest
    assert read_manifest(build_manifest_part(manifest)) == manifest


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"[]", b'{"id": "x"}', b"<form/>", b"<form", b"<!DOCTYPE a><form>{}</form>", b"\xff\xfe"],
)
def test_a_damaged_manifest_is_reported_and_not_guessed(data: bytes) -> None:
    with pytest.raises(FormError) as error:
        read_manifest(data)
    assert error.value.hint


def test_the_manifest_is_read_whatever_prefix_an_editor_gives_it() -> None:
    other = (
        build_manifest_part(FORM)
        .replace(b"<form xmlns=", b"<a:form xmlns:a=")
        .replace(b"</form>", b"</a:form>")
    )
    assert read_manifest(other) == FORM


def test_identity_says_which_form_it_is_and_leaves_out_what_is_empty() -> None:
    said = build_identity(FORM)
    assert said["AssemblerForm"] == "00ff00ff"
    assert said["AssemblerRecord"] == "examples/one"
    assert "AssemblerBenchmark" not in said


def test_each_prompt_stands_once_and_a_checkbox_has_none() -> None:
    assert collect_prompts(FORM.fields, FORM.lists) == ("Type the <name> here", "…")


def test_all_parts_are_valid_xml() -> None:
    for name, data in form_parts(FORM, ABOUT).items():
        assert etree.fromstring(data) is not None, name


def test_core_properties_say_what_is_known_and_no_more() -> None:
    root = etree.fromstring(build_core_properties(CoreProperties("Title", "nl-NL", "")))
    assert [(etree.QName(child).localname, child.text) for child in root] == [
        ("title", "Title"),
        ("language", "nl-NL"),
    ]


@pytest.fixture
def shell(parts: Mapping[str, bytes]) -> Package:
    """A sound Word file with room for a form."""
    return add_form_parts(open_package(pack(parts), "template.docx"))


@pytest.mark.parametrize(
    ("source", "kind", "part"),
    [
        ("", "core-properties", CORE),
        ("", "custom-properties", CUSTOM),
        (None, "glossaryDocument", GLOSSARY),
        (None, "customXml", MANIFEST),
    ],
)
def test_each_part_has_one_relationship_and_a_content_type(
    shell: Package, source: str | None, kind: str, part: str
) -> None:
    assert shell.related(kind, source) == (part,)
    assert shell.content_type(part)


def test_room_is_made_once(shell: Package) -> None:
    assert add_form_parts(shell) == shell


def test_another_glossary_gives_way(parts: Mapping[str, bytes]) -> None:
    shell = add_form_parts(open_package(pack(parts), "template.docx"))
    moved = {
        name.replace("glossary/document.xml", "glossary/old.xml"): data for name, data in shell.parts.items()
    }
    moved = {
        name: data.replace(b"glossary/document.xml", b"glossary/old.xml") for name, data in moved.items()
    }
    again = add_form_parts(open_package(pack(moved), "template.docx"))
    assert again.related("glossaryDocument") == (GLOSSARY,)
    assert "word/glossary/old.xml" not in again.parts
