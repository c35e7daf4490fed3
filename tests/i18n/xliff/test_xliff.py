"""XLIFF 2: sound by the standard's grammar, every text and code comes back, whatever a tool may do to it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from assembler.errors import FileError
from assembler.i18n.xliff.reader import read_xliff
from assembler.i18n.xliff.writer import write_xliff
from assembler.model.messages.exchange import Bundle, State, TranslationUnit

X = "{urn:oasis:names:tc:xliff:document:2.0}"
GRAMMAR = """
<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="urn:oasis:names:tc:xliff:document:2.0"
         datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
  <start><element name="xliff"><ref name="other"/>
    <attribute name="version"><value>2.0</value></attribute>
    <attribute name="srcLang"/><attribute name="trgLang"/>
    <element name="file"><ref name="id"/><ref name="other"/><attribute name="original"/>
      <attribute name="canResegment"/><zeroOrMore><ref name="module"/></zeroOrMore>
      <optional><ref name="notes"/></optional>
      <oneOrMore><choice><ref name="unit"/><ref name="group"/></choice></oneOrMore></element></element>
  </start>
  <define name="id"><attribute name="id"><data type="NMTOKEN"/></attribute></define>
  <define name="other"><zeroOrMore><attribute><anyName><except><nsName ns=""/></except></anyName>
    </attribute></zeroOrMore></define>
  <define name="module"><element><nsName ns="urn:oasis:names:tc:xliff:sizerestriction:2.0"/>
    <attribute name="generalProfile"/></element></define>
  <define name="notes"><element name="notes"><oneOrMore><element name="note"><attribute name="category"/>
    <optional><attribute name="appliesTo"><choice><value>source</value><value>target</value></choice>
    </attribute></optional><text/></element></oneOrMore></element></define>
  <define name="group"><element name="group"><ref name="id"/><ref name="other"/>
    <attribute name="type"><data type="string"><param name="pattern">[^\\s:]+:[^\\s:]+</param></data>
    </attribute>
    <optional><ref name="notes"/></optional><zeroOrMore><ref name="unit"/></zeroOrMore></element></define>
  <define name="unit"><element name="unit"><ref name="id"/><ref name="other"/>
    <optional><ref name="notes"/></optional>
    <optional><element name="originalData"><oneOrMore><element name="data"><ref name="id"/><text/></element>
    </oneOrMore></element></optional>
    <oneOrMore><element name="segment"><attribute name="state"><choice><value>initial</value>
      <value>translated</value><value>reviewed</value><value>final</value></choice></attribute>
      <optional><attribute name="subState"/></optional>
      <element name="source"><ref name="inline"/></element>
      <optional><element name="target"><ref name="inline"/></element></optional></element></oneOrMore>
    </element></define>
  <define name="inline"><zeroOrMore><choice><text/>
    <element name="cp"><attribute name="hex"><data type="hexBinary"/></attribute></element>
    <element name="ph"><ref name="id"/><attribute name="dataRef"><data type="NMTOKEN"/></attribute>
      <attribute name="canDelete"/><attribute name="disp"/><attribute name="equiv"/></element>
    <element name="pc"><ref name="id"/><attribute name="canDelete"/><attribute name="dataRefStart"/>
      <attribute name="dataRefEnd"/><attribute name="dispStart"/><attribute name="dispEnd"/>
      <ref name="inline"/></element></choice></zeroOrMore></define>
</grammar>"""
"""What the standard (OASIS, XLIFF 2.0, section 4.2) says of the elements that we write."""

MARKED = TranslationUnit("m1", "Report <1>{city_of}</1>, page <2/>", None,
              ("Rapport <1>{city_of}</1>, p. <2/>",), State.REVIEWED, "cover", "look again",
              ("report: title",), ("<1> bold",), limit=40)  # fmt: skip
COUNTED = TranslationUnit("m2", "{n} visit", "{n} visits", ("{n} bezoek", "{n} bezoeken"), State.TRANSLATED)
GUESSED = TranslationUnit("m3", "Old {{x}} << y", None, ("Oud {b} <7> {",), State.FUZZY, previous="Older")
EMPTY = TranslationUnit("m4", "New", None, ("",), State.UNTRANSLATED)


def bundle(*units: TranslationUnit) -> Bundle:
    return Bundle("nl", "nl.po", units, ("1", "0, 2, 3, …"), frozenset({0}))


def test_the_file_keeps_to_the_grammar_of_the_standard() -> None:
    root = etree.fromstring(write_xliff(bundle(MARKED, COUNTED, GUESSED, EMPTY)))
    etree.RelaxNG(etree.fromstring(GRAMMAR)).assertValid(root)
    for unit in root.iter(f"{X}unit"):
        data = {each.get("id") for each in unit.iter(f"{X}data")}
        named = {value for each in unit.iter() for key, value in each.items() if key.startswith("dataRef")}
        assert named == data
        for side in (f"{X}source", f"{X}target"):
            ids = [code.get("id") for text in unit.iter(side) for code in text.iter(f"{X}ph", f"{X}pc")]
            assert len(ids) == len(set(ids))


def test_fields_and_marks_are_codes_that_a_tool_guards() -> None:
    root = etree.fromstring(write_xliff(bundle(MARKED)))
    target = next(root.iter(f"{X}target"))
    assert "".join(target.itertext()) == "Rapport , p. "
    assert [code.get("disp") or code.get("dispStart") for code in target.iter(f"{X}ph", f"{X}pc")] == [
        "<1>", "{city_of}", "<2/>",
    ]  # fmt: skip


def test_what_was_written_is_read_again() -> None:
    read = read_xliff(write_xliff(bundle(MARKED, COUNTED, GUESSED, EMPTY)), "nl.xlf")
    assert (read.language, read.errors) == ("nl", [])
    for unit, back in zip((MARKED, COUNTED, GUESSED, EMPTY), read.units, strict=True):
        told = (
            back.id,
            back.source,
            back.plural,
            back.strings,
            back.state,
            back.note,
            back.base,
            back.context,
        )
        assert told == (
            unit.id, unit.source, unit.plural, unit.strings, unit.state, unit.note, unit.base, unit.context,
        )  # fmt: skip


@given(st.text(), st.text(alphabet="ab<>/{}123 \n\r\t\x01&]"))
def test_any_text_comes_back_sign_by_sign(words: str, odd: str) -> None:
    words = words.encode("utf-8", "ignore").decode()
    unit = TranslationUnit("m1", "x", None, (words + odd,), State.FUZZY)
    assert read_xliff(write_xliff(bundle(unit)), "x.xlf").units[0].strings == unit.strings


def test_a_tool_may_part_a_segment_and_turn_a_pair_into_start_and_end() -> None:
    parted = b"""<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="en" trgLang="nl">
      <file id="f"><unit id="m1"><notes><note>is this a title?</note></notes>
      <originalData><data id="d1">&lt;1&gt;</data><data id="d2">&lt;/1&gt;</data></originalData>
      <segment state="final"><source><pc id="1" dataRefStart="d1" dataRefEnd="d2">One</pc>. </source>
        <target order="2"><mrk id="a" type="term">een</mrk>.</target></segment>
      <segment state="translated"><source>Two.</source>
        <target order="1"><sc id="1" dataRef="d1"/>Twee<ec startRef="1" dataRef="d2"/>, </target></segment>
      </unit></file></xliff>"""
    (unit,) = read_xliff(parted, "x.xlf").units
    assert (unit.source, unit.strings) == ("<1>One</1>. Two.", ("<1>Twee</1>, een.",))
    assert (unit.state, unit.note) == (State.TRANSLATED, "is this a title?")


def test_a_code_that_is_none_of_ours_is_reported_with_its_unit() -> None:
    data = write_xliff(bundle(MARKED)).replace(b"Rapport ", b'<ph id="99" disp="[b]"/>Rapport ')
    (fault,) = read_xliff(data, "nl.xlf").errors
    assert (fault.location.position, "[b]" in fault.message) == ("unit m1", True)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<xliff", "not valid XML"),
        (b"<!DOCTYPE xliff><xliff/>", "DOCTYPE"),
        (b"<html/>", "not an XLIFF"),
        (
            b'<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2"/>',
            "is not of a version that can be read",
        ),
        (write_xliff(bundle(EMPTY)).replace(b'srcLang="en"', b'srcLang="fr"'), "“fr”"),
    ],
)
def test_what_is_no_file_of_ours_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(FileError, match=said) as refused:
        read_xliff(data, "x.xlf")
    assert refused.value.hint
