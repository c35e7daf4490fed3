"""The .po format: read strictly, written stably, understood by Babel and GNU gettext."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import pytest
from babel.messages.pofile import read_po as read_with_babel
from hypothesis import given
from hypothesis import strategies as st

from assembler.errors import CatalogueError
from assembler.i18n.po.po_file import Entry, PoFile, read_po, write_po
from assembler.structs import replace

HEADER = "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=(n != 1);\n"
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters='\n\t\r"\\'), min_size=1)
LINE = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=20)
PLACE = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1).map(str.strip).filter(bool)


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    plural = draw(st.none() | TEXT)
    return Entry(
        id=draw(TEXT),
        context=draw(st.just("") | TEXT),
        plural=plural,
        strings=tuple(draw(st.lists(TEXT, min_size=2, max_size=2))) if plural else (draw(TEXT),),
        notes=tuple(draw(st.lists(LINE.filter(lambda line: line[0] not in ".:,|~"), max_size=2))),
        comments=tuple(draw(st.lists(LINE, max_size=2))),
        places=tuple(draw(st.lists(PLACE, max_size=2))),
        flags=draw(st.frozensets(st.sampled_from(["fuzzy", "python-brace-format"]))),
        previous=draw(st.just("") | TEXT),
    )


@given(st.lists(entries(), max_size=4, unique_by=lambda entry: entry.key))
def test_what_is_written_is_read_back(drawn: list[Entry]) -> None:
    file = PoFile(HEADER, tuple(drawn))
    assert read_po(write_po(file), "nl.po") == file


def test_babel_reads_what_is_written() -> None:
    file = PoFile(HEADER, (Entry('a "b"\n', strings=("c\\d\t",), places=("x y",)), Entry("é", "menu")))
    found = read_with_babel(io.BytesIO(write_po(file)), abort_invalid=True)
    message = found.get('a "b"\n')
    assert message is not None
    assert message.string == "c\\d\t"
    assert [place for place, _ in message.locations] == ["x y"]
    assert found.get("é", "menu") is not None


def test_an_obsolete_entry_stays_obsolete_and_comes_last() -> None:
    file = PoFile(HEADER, (Entry("old", strings=("oud",), obsolete=True), Entry("new", strings=("nieuw",))))
    text = write_po(file).decode()
    assert text.endswith('msgid "new"\nmsgstr "nieuw"\n\n#~ msgid "old"\n#~ msgstr "oud"\n')
    assert [entry.id for entry in read_po(text.encode(), "nl.po").entries if entry.obsolete] == ["old"]


def test_the_header_of_a_translators_tool_stays_as_it_is() -> None:
    header = "X-Generator: Poedit 3.4\nPO-Revision-Date: 2026-01-01 10:00+0100\n"
    assert read_po(write_po(PoFile(header, (), notes=("Dutch",))), "nl.po") == PoFile(
        header, (), notes=("Dutch",)
    )


def test_wrapped_lines_and_other_peoples_spacing_are_read() -> None:
    first_lines = '\ufeffmsgid ""\n"one "\n  "two"\r\nmsgstr ""\n"een twee"\n'
    text = first_lines + '#| msgid "before"\n#, fuzzy\nmsgid "a"\nmsgstr "b"'
    first, second = read_po(text.encode(), "nl.po").entries
    assert (first.id, first.strings) == ("one two", ("een twee",))
    assert (second.previous, second.is_translated) == ("before", False)


@pytest.mark.parametrize(
    ("text", "line", "complaint"),
    [
        ('msgid "a"\nmsgstr "b"\nmsgid "a"\nmsgstr "c"\n', 3, "already on line 1"),
        ('msgid "a"\nmsgstr "b\n', 2, "not valid in a .po file"),
        ('msgid "a"\nmsgstr "b" c"\n', 2, "not escaped"),
        ('msgid "a\\q"\nmsgstr "b"\n', 1, "not escaped"),
        ('msgid "a"\n\nmsgid "b"\nmsgstr ""\n', 3, "a second msgid"),
        ('"a"\n', 1, "no msgid or msgstr before this text"),
        ('msgstr "a"\n', 1, "no msgid before it"),
        ('msgid "a"\n', 1, "not complete"),
        ("<<<<<<< HEAD\n", 1, "unfinished merge"),
    ],
)
def test_a_broken_file_is_an_error_with_its_line(text: str, line: int, complaint: str) -> None:
    with pytest.raises(CatalogueError, match=complaint) as refused:
        read_po(text.encode(), "nl.po")
    assert refused.value.location == f"nl.po, line {line}"


def test_another_encoding_is_refused() -> None:
    with pytest.raises(CatalogueError, match="UTF-8"):
        read_po('msgid "é"\nmsgstr ""\n'.encode("latin-1"), "nl.po")


def test_gnu_gettext_checks_the_fields(tmp_path: Path, msgfmt: str) -> None:
    flags = frozenset({"python-brace-format"})
    path = tmp_path / "nl.po"
    for text, code in (("Rapport {city_of}", 0), ("Rapport {city}", 1)):
        path.write_bytes(write_po(PoFile(HEADER, (Entry("Report {city_of}", strings=(text,), flags=flags),))))
        checked = subprocess.run(
            [msgfmt, "--check-format", "-o", str(tmp_path / "o.mo"), str(path)], check=False
        )
        assert checked.returncode == code


BY_MANY_HANDS = """# First translation, awaiting a native reviser.
#, fuzzy
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"X-Generator: Poedit 3.4\\n"

# a note
#. of the template
#: a:1 b:2
#: c:3
#, no-wrap, python-brace-format
#| msgctxt "menu"
#| msgid "before"
msgctxt "menu"
msgid ""
"one "
"{two}"
msgstr   "een {two}"

#~| msgid "older"
#~ msgid "old"
#~ msgstr ""
#~ "oud"

# nothing comes after this
"""


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_what_nobody_changed_keeps_every_byte(newline: str) -> None:
    data = BY_MANY_HANDS.replace("\n", newline).encode()
    assert write_po(read_po(data, "nl.po")) == data


def test_a_change_of_the_comments_leaves_the_lines_of_the_texts_alone() -> None:
    file = read_po(BY_MANY_HANDS.encode(), "nl.po")
    changed = replace(file, entries=tuple(replace(each, comments=("new",)) for each in file.entries))
    text = write_po(changed).decode()
    assert 'msgid ""\n"one "\n"{two}"\nmsgstr   "een {two}"\n' in text
    assert "#. new\n" in text


def test_every_fault_of_a_file_is_reported_at_once() -> None:
    text = 'msgid "a\nmsgstr "x"\n\nmsgid "b"\nmsgstr "y"\n\nmsgid "b"\nmsgstr "z"\n<<<<<<< HEAD\n'
    with pytest.raises(CatalogueError, match="3 lines") as refused:
        read_po(text.encode(), "nl.po")
    assert [diagnostic.location.line for diagnostic in refused.value.diagnostics] == [1, 7, 9]
    assert "already on line 4" in refused.value.diagnostics[1].message


def test_another_encoding_is_reported_with_its_line_and_its_name() -> None:
    data = '"Content-Type: text/plain; charset=ISO-8859-1\\n"\nmsgid "é"\n'.encode("latin-1")
    with pytest.raises(CatalogueError, match="UTF-8") as refused:
        read_po(data, "nl.po")
    assert refused.value.location == "nl.po, line 2"
    assert "ISO-8859-1" in refused.value.message


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b" \n\n", b"# only a comment\n", b"\x00" * 9])
def test_a_file_without_any_message_or_header_is_refused_and_never_taken_for_a_new_one(data: bytes) -> None:
    with pytest.raises(CatalogueError) as refused:
        read_po(data, "nl.po")
    assert refused.value.location == "nl.po, line 1"


def test_lines_may_end_in_carriage_returns_alone() -> None:
    file = PoFile(
        HEADER, (Entry("City", strings=("Stad",), notes=("a", "b")), Entry("Old", strings=("Oud",)))
    )
    plain = write_po(file)
    assert read_po(plain.replace(b"\n", b"\r"), "nl.po") == file
    mixed = plain.replace(b'# b\nmsgid "City"\n', b'# b\rmsgid "City"\r')
    assert mixed != plain
    assert read_po(mixed, "nl.po") == file
