"""After tidying, two saves of one text are the same bytes, and the text and its looks are what they were."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from assembler.word.check.check import check_document
from assembler.word.dump.dump import show
from assembler.word.dump.normalise import move_tags, read_visible_text, tidy
from assembler.word.package.package import open_package, pack
from word_notation import docx_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LANG = '<w:lang w:val="en-GB"/>'


def with_body(parts: Mapping[str, bytes], paragraph: str) -> bytes:
    """The valid document with ``paragraph`` for its last, empty one."""
    body = parts["word/document.xml"]
    assert b"<w:p/>" in body
    return pack({**parts, "word/document.xml": body.replace(b"<w:p/>", paragraph.encode())})


def main(data: bytes) -> etree._Element:
    return etree.fromstring(open_package(data, "a.docx").parts["word/document.xml"])


def runs(data: bytes) -> list[str]:
    """The texts of the runs of the last paragraph."""
    last = main(data).findall(f"{W}body/{W}p")[-1]
    return ["".join(text.text or "" for text in run.iter(f"{W}t")) for run in last.iter(f"{W}r")]


def letters(data: bytes) -> list[tuple[str, bytes]]:
    """Every letter that Word shows, with the properties of its run."""
    found = []
    for text in main(data).iter(f"{W}t"):
        looks = text.getparent().find(f"{W}rPr")
        spelled = etree.tostring(looks, method="c14n") if looks is not None and len(looks) else b""
        found += [(letter, spelled) for letter in read_visible_text(text)]
    return found


def run(text: str, properties: str = LANG, attributes: str = "") -> str:
    kept = f'<w:t xml:space="preserve">{text}</w:t>'
    return f"<w:r{attributes}><w:rPr>{properties}</w:rPr>{kept}</w:r>"


def test_runs_that_look_the_same_become_one(parts: Mapping[str, bytes]) -> None:
    cut = run("Dear ", attributes=' w:rsidR="00AA11BB"') + '<w:proofErr w:type="spellStart"/>' + run("city")
    assert runs(
        tidy(with_body(parts, f"<w:p>{cut}{run(' of Europe', LANG + '<w:oMath/>')}</w:p>"), "a.docx")
    ) == [
        "Dear city",
        " of Europe",
    ]


def test_a_tag_that_is_cut_stands_in_the_run_where_it_begins(parts: Mapping[str, bytes]) -> None:
    cut = run("To {") + run("{ city_", "<w:b/>" + LANG) + run("name }", "<w:i/>" + LANG) + run("} and you")
    assert runs(tidy(with_body(parts, f"<w:p>{cut}</w:p>"), "a.docx")) == ["To {{ city_name }} and you"]


def test_spaces_that_word_does_not_show_do_not_appear(parts: Mapping[str, bytes]) -> None:
    cut = f"<w:r><w:rPr>{LANG}</w:rPr><w:t>one </w:t></w:r><w:r><w:rPr>{LANG}</w:rPr><w:t> two</w:t></w:r>"
    assert runs(tidy(with_body(parts, f"<w:p>{cut}</w:p>"), "a.docx")) == ["onetwo"]


def test_a_field_keeps_its_marks(parts: Mapping[str, bytes], good: bytes) -> None:
    kinds = [mark.get(f"{W}fldCharType") for mark in main(tidy(good, "a.docx")).iter(f"{W}fldChar")]
    assert kinds == ["begin", "separate", "end"]


def test_two_saves_of_one_text_become_the_same_bytes(parts: Mapping[str, bytes]) -> None:
    once = with_body(parts, f'<w:p w:rsidR="00000001">{run("Dear city")}</w:p>')
    cursor = '<w:bookmarkStart w:id="99" w:name="_GoBack"/><w:bookmarkEnd w:id="99"/>'
    twice = with_body(parts, f'<w:p w:rsidR="00000002">{run("Dear ")}{cursor}{run("city")}</w:p>')
    core = parts["docProps/core.xml"].replace(
        b"</cp:coreProperties>",
        b"<cp:lastModifiedBy>Somebody</cp:lastModifiedBy><cp:revision>7</cp:revision></cp:coreProperties>",
    )
    settings = parts["word/settings.xml"].replace(
        b"<w:themeFontLang", b'<w:rsids><w:rsidRoot w:val="00000002"/></w:rsids><w:themeFontLang'
    )
    saved = open_package(twice, "b.docx").with_parts(
        {"docProps/core.xml": core, "word/settings.xml": settings}
    )
    backwards = pack(dict(reversed(saved.parts.items())))
    assert tidy(once, "a.docx") == tidy(backwards, "b.docx")


def test_a_tidy_document_stays_valid_and_shows_the_same(good: bytes) -> None:
    tidied = tidy(good, "good.docx")
    assert check_document(tidied, "good.docx") == ()
    assert show(tidied, "good.docx") == show(good, "good.docx")


def test_paragraph_ids_stay_where_comments_hang_on_them(parts: Mapping[str, bytes], good: bytes) -> None:
    assert b"w14:paraId" not in open_package(tidy(good, "a.docx"), "a.docx").parts["word/document.xml"]
    kind = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
    line = f'<Relationship Id="rIdMore" Type="{kind}" Target="more.xml"/></Relationships>'.encode()
    rels = parts["word/_rels/document.xml.rels"].replace(b"</Relationships>", line)
    data = pack({**parts, "word/_rels/document.xml.rels": rels, "word/more.xml": b"<x/>"})
    assert b"w14:paraId" in open_package(tidy(data, "a.docx"), "a.docx").parts["word/document.xml"]


PIECES = st.sampled_from(["a", " ", "{{", " x }}", "{%p if", "%}", "b ", "{# n", "#}", "é"])
LOOKS = st.sampled_from([LANG, "<w:b/>" + LANG, ""])


@given(st.lists(st.tuples(PIECES, LOOKS), max_size=8))
def test_tidying_keeps_every_letter_and_settles(cut: list[tuple[str, str]]) -> None:
    body = "".join(run(text, looks) for text, looks in cut)
    data = docx_of(f"<w:p>{body}</w:p>")
    tidied = tidy(data, "a.docx")
    assert [letter for letter, _ in letters(tidied)] == [letter for letter, _ in letters(data)]
    assert tidy(tidied, "a.docx") == tidied
    if not any("{" in text or "}" in text for text, _ in cut):
        assert letters(tidied) == letters(data)


@given(st.lists(PIECES, max_size=8))
def test_moving_tags_changes_no_letter(texts: list[str]) -> None:
    assert "".join(move_tags(texts)) == "".join(texts)


@pytest.mark.office
def test_libreoffice_reads_a_tidy_document_like_the_other(office, good: bytes, tmp_path: Path) -> None:
    paths = [tmp_path / "before.docx", tmp_path / "after.docx"]
    paths[0].write_bytes(good)
    paths[1].write_bytes(tidy(good, "good.docx"))
    before, after = (
        show(path.read_bytes(), "a.docx", with_looks=False) for path in office.convert(paths, "docx")
    )
    assert after == before
