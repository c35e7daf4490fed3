"""Two versions in one file: refused it is the older one, accepted the newer one, and it reads well."""

from __future__ import annotations

from copy import deepcopy

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from assembler.word.compare.documents import AUTHOR, compare_documents
from assembler.word.compare.tokens import read_visible_text
from assembler.word.package.package import Package
from assembler.word.package.tracked_changes import accept, reject
from assembler.word.package.xml import parse, qn
from word_notation import markup, package, table
from word_notation import paragraph as p


def document(body: str) -> Package:
    return package(markup(body), name="small.docx")


def lines(root: etree._Element) -> list[str]:
    return [read_visible_text(each) for each in root.iter(qn("w:p"))]


def resolved(old: str, new: str) -> tuple[etree._Element, list[str], list[str]]:
    """The comparison, and what it says when it is refused and when it is accepted."""
    result, _ = compare_documents(document(old), document(new))
    root = parse(result.parts[result.main])
    before, after = deepcopy(root), deepcopy(root)
    reject(before)
    accept(after)
    return root, lines(before), lines(after)


def changes(root: etree._Element) -> list[tuple[str, str]]:
    """Each change with words in it."""
    marked = root.iter(qn("w:ins"), qn("w:del"))
    words = ((etree.QName(e).localname, "".join(map(str, e.itertext()))) for e in marked)
    return [(kind, text) for kind, text in words if text]


def test_words_that_changed_stand_beside_those_that_stayed() -> None:
    root, old, new = resolved(p("The team held 28 interviews."), p("The team held 29 long interviews."))
    assert changes(root) == [("del", "28"), ("ins", "29 long")]
    assert (old, new) == (["The team held 28 interviews."], ["The team held 29 long interviews."])
    assert {each.get(qn("w:author")) for each in root.iter(qn("w:ins"), qn("w:del"))} == {AUTHOR}


def test_two_changes_with_a_blank_between_are_one() -> None:
    root, _, _ = resolved(p("We saw red cars go by there"), p("We saw blue vans go by there"))
    assert changes(root) == [("del", "red cars"), ("ins", "blue vans")]


def test_a_text_of_its_own_replaces_the_other_as_a_whole() -> None:
    root, _, _ = resolved(p("F01 De adviesraad wordt gehoord"), p("F01 Nobody asks at all"))
    assert changes(root) == [("del", "De adviesraad wordt gehoord"), ("ins", "Nobody asks at all")]


def test_paragraphs_come_and_go_anywhere() -> None:
    for old, new in (
        (p("one") + p("two"), p("one") + p("new") + p("two")),
        (p("one") + p("gone") + p("two"), p("one") + p("two")),
        (p("one"), p("one") + p("more") + p("last")),
        (p("one") + p("more") + p("last"), p("one")),
        (p("one") + p("gone") + table(("a", "b")) + p("z"), p("one") + table(("a", "b")) + p("z")),
        (table(("a", "b")) + p("z"), p("first") + table(("a", "b")) + p("z")),
    ):
        _, before, after = resolved(old, new)
        assert before == lines(parse(document(old).parts["word/document.xml"]))
        assert after == lines(parse(document(new).parts["word/document.xml"]))


def test_rows_come_and_go_and_cells_are_compared_word_by_word() -> None:
    old = table(("Year", "People"), ("2024", "about 1800"), ("2025", "1900")) + p("z")
    new = table(("Year", "People"), ("2025", "1900"), ("2026", "exactly 2000")) + p("z")
    root, before, after = resolved(old, new)
    assert before == ["Year", "People", "2024", "about 1800", "2025", "1900", "z"]
    assert after == ["Year", "People", "2025", "1900", "2026", "exactly 2000", "z"]
    assert len(root.findall(f".//{qn('w:trPr')}/{qn('w:del')}")) == 1
    assert len(root.findall(f".//{qn('w:trPr')}/{qn('w:ins')}")) == 1


def test_a_whole_table_comes_or_goes() -> None:
    for old, new in ((p("a") + p("z"), p("a") + table(("x", "y")) + p("z")),) * 1:
        assert resolved(old, new)[1:] == (["a", "z"], ["a", "x", "y", "z"])
        assert resolved(new, old)[1:] == (["a", "x", "y", "z"], ["a", "z"])


def test_a_control_stays_a_control() -> None:
    def answer(text: str) -> str:
        return (
            f'<w:p><w:sdt><w:sdtPr><w:tag w:val="B1.1"/></w:sdtPr><w:sdtContent><w:r><w:t>{text}</w:t></w:r>'
            "</w:sdtContent></w:sdt></w:p>"
        )

    root, before, after = resolved(answer("We plan early"), answer("We plan late"))
    assert (before, after) == (["We plan early"], ["We plan late"])
    content = root.find(f".//{qn('w:sdtContent')}")
    assert content is not None
    assert [etree.QName(each).localname for each in content] == ["r", "del", "ins"]


def test_a_plain_text_control_that_changed_becomes_rich_text() -> None:
    """LibreOffice 7.4 keeps no tracked changes in plain text: it would show both versions of an answer."""

    def answers(text: str) -> str:
        kinds = (("a", "The same", "<w:text/>"), ("b", text, "<w:text/>"), ("c", text, "<w:dropDownList/>"))
        return "".join(
            f'<w:p><w:sdt><w:sdtPr><w:tag w:val="{tag}"/>{kind}</w:sdtPr><w:sdtContent><w:r><w:t>{said}</w:t>'
            "</w:r></w:sdtContent></w:sdt></w:p>"
            for tag, said, kind in kinds
        )

    root, _, _ = resolved(answers("The coordinator"), answers("The officer"))
    kinds = [etree.QName(each[-1]).localname for each in root.iter(qn("w:sdtPr"))]
    assert kinds == ["text", "tag", "dropDownList"]


def test_a_field_changes_as_a_whole() -> None:
    def field(result: str) -> str:
        signs = "".join(
            f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>{more}'
            for kind, more in (
                ("begin", "<w:r><w:instrText>REF a</w:instrText></w:r>"),
                ("separate", f"<w:r><w:t>{result}</w:t></w:r>"),
                ("end", ""),
            )
        )
        return f'<w:p><w:r><w:t xml:space="preserve">Table </w:t></w:r>{signs}</w:p>'

    root, before, after = resolved(field("1"), field("2"))
    assert (before, after) == (["Table 1"], ["Table 2"])
    assert len(root.findall(f".//{qn('w:ins')}//{qn('w:fldChar')}")) == 3


def test_changes_that_were_tracked_before_are_taken() -> None:
    tracked = (
        '<w:p><w:r><w:t>We</w:t></w:r><w:ins w:id="1" w:author="HK"><w:r><w:t xml:space="preserve"> all</w:t>'
        '</w:r></w:ins><w:del w:id="2" w:author="HK"><w:r><w:delText> few</w:delText></w:r></w:del></w:p>'
    )
    root, before, _ = resolved(tracked, p("We agree"))
    assert before == ["We all"]
    assert changes(root) == [("del", "all"), ("ins", "agree")]


words = st.sampled_from(("Rotterdam", "hoort", "28", "gesprekken", "συμβουλεύει", "kaupunki", ",", ".", "a"))
sentences = st.lists(words, max_size=6).map(" ".join)
blocks = st.one_of(
    sentences.map(p),
    st.lists(st.tuples(sentences, sentences), min_size=1, max_size=3).map(lambda rows: table(*rows) + p("-")),
)
bodies = st.lists(blocks, min_size=1, max_size=6).map(lambda parts: "".join(parts))


@settings(max_examples=120, deadline=None)
@given(old=bodies, new=bodies)
def test_any_two_documents_are_both_in_the_one(old: str, new: str) -> None:
    _, before, after = resolved(old, new)
    assert [line for line in before if line] == said(old)
    assert [line for line in after if line] == said(new)


def said(body: str) -> list[str]:
    return [line for line in lines(parse(document(body).parts["word/document.xml"])) if line]
