"""What people type into tables of contents, headers and footers is kept; what programs write there is not."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml import etree

from assembler.assembly.orders.order import Order
from assembler.collect.collect import collect
from assembler.store.project.project import Project
from assembler.word.package.package import open_package
from assembler.word.package.xml import parse, qn, serialise
from returned_forms import BODY, Edit, edit_parts, paragraph, send_form
from typed_words import Draft, put

FORM = Order("baseline-report", benchmark="tiny", city="pier", language="en")
REPORT = Order("feedback-report", record="kade", language="en")
FOUND = "table of contents"
AROUND = (FOUND, "headers and footers")


@pytest.fixture(params=[FORM, REPORT], ids=["form", "report"])
def sent(project: Project, request: pytest.FixtureRequest) -> Path:
    return send_form(project, request.param)


def style_of(line: etree._Element) -> str:
    style = line.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return "" if style is None else style.get(qn("w:val"), "")


def entries(root: etree._Element) -> list[etree._Element]:
    return [line for line in root.iter(qn("w:p")) if style_of(line).startswith("TOC")]


def words(line: etree._Element) -> str:
    signs = {qn("w:t"): lambda each: each.text or "", qn("w:tab"): lambda _: "\t"}
    runs = line.iterfind(f".//{qn('w:r')}")
    return "".join(signs[str(each.tag)](each) for run in runs for each in run if each.tag in signs)


def retyped(line: etree._Element, text: str) -> None:
    """Let a line say ``text``, with its tabs, in its own style."""
    style, runs = line[0], []
    for number, piece in enumerate(text.split("\t")):
        if number:
            tab = paragraph(("", ""))[0]
            tab[:] = [etree.Element(qn("w:tab"))]
            runs.append(tab)
        runs.append(paragraph((piece, ""))[0])
    line[:] = [style, *runs]


def kept(project: Project, sent: Path, edits: Edit | Mapping[str, Edit]) -> list[tuple[str, str]]:
    """Where and what is kept of the document after an edit of its body, or of several parts."""
    back = sent.with_name("back.docx")
    back.write_bytes(edit_parts(sent.read_bytes(), edits if isinstance(edits, Mapping) else {BODY: edits}))
    result = collect(project, back, dry_run=True)
    reported = [each.location.position for each in result.diagnostics if each.rule == "unmatched-text"]
    assert all(each.where in reported for each in result.kept if each.where in AROUND)
    return [(each.where, each.text) for each in result.kept]


def refreshed(root: etree._Element) -> None:
    """Write the entries again as Word does, with the page of each after a tab."""
    for page, line in enumerate(entries(root)):
        if style_of(line) != "TOCHeading":
            retyped(line, f"{words(line)}\t{page}")


def test_words_typed_into_the_table_of_contents_are_kept(project: Project, sent: Path) -> None:
    def type_words(root: etree._Element) -> None:
        lines = entries(root)
        retyped(lines[3], f"{words(lines[3])} – see our annex")
        new = etree.fromstring(etree.tostring(lines[4]))
        retyped(new, "Please call us first.")
        lines[4].addnext(new)
        heading = etree.fromstring(etree.tostring(lines[0]))
        retyped(heading, "Right under the heading.")
        lines[0].addnext(heading)

    found = kept(project, sent, type_words)
    assert [where for where, _ in found] == [FOUND] * 3
    assert [text for _, text in found][::2] == ["Right under the heading.", "Please call us first."]
    assert found[1][1].endswith("– see our annex")


def test_a_comment_in_the_table_of_contents_is_kept(project: Project, sent: Path) -> None:
    draft = Draft(sent.read_bytes())
    put(draft, entries(draft.body)[2], "a comment")
    back = sent.with_name("back.docx")
    back.write_bytes(draft.to_bytes())
    result = collect(project, back, dry_run=True)
    assert [(each.where, each.text, each.kind) for each in result.kept] == [
        (FOUND, draft.typed[0], "comment")
    ]


def test_a_refreshed_table_of_contents_is_nobodys_words(project: Project, sent: Path) -> None:
    assert kept(project, sent, refreshed) == []


@pytest.mark.parametrize("page", ["12", "Error! Bookmark not defined.", "Fehler! Textmarke nicht definiert."])
def test_so_is_the_entry_of_a_heading_that_somebody_wrote(project: Project, sent: Path, page: str) -> None:
    def write_heading(root: etree._Element) -> None:
        root[0].append(paragraph(("Our plans for 2027", "")))
        line = entries(root)[-1]
        new = etree.fromstring(etree.tostring(line))
        line.addnext(new)
        refreshed(root)
        retyped(new, f"9.1\tOur plans for 2027\t{page}")

    assert [text for _, text in kept(project, sent, write_heading)] == ["Our plans for 2027"]


def test_lines_that_a_refresh_deleted_with_changes_tracked_are_nobodys_words(
    project: Project, sent: Path
) -> None:
    def track(root: etree._Element) -> None:
        refreshed(root)
        for line in entries(root)[1:]:
            old = etree.SubElement(line, qn("w:del"))
            old.append(etree.fromstring(etree.tostring(paragraph((words(line), ""))[0])))
            for text in old.iter(qn("w:t")):
                text.tag = qn("w:delText")

    assert kept(project, sent, track) == []


def side_parts(sent: Path) -> list[str]:
    package = open_package(sent.read_bytes(), sent.name)
    return [*package.related("header"), *package.related("footer")]


def inserted(text: str) -> etree._Element:
    made = etree.Element(qn("w:p"))
    made.append(etree.Element(qn("w:ins"), {qn("w:author"): "Ann", qn("w:id"): "901"}))
    made[0].append(paragraph((text, ""))[0])
    return made


def boxed(text: str) -> etree._Element:
    made = etree.Element(qn("w:p"))
    shape = etree.SubElement(etree.SubElement(made, qn("w:r")), qn("w:pict"))
    etree.SubElement(shape, qn("w:txbxContent")).append(paragraph((text, "")))
    return made


def test_words_in_headers_and_footers_are_kept(project: Project, sent: Path) -> None:
    def write(root: etree._Element) -> None:
        lines = [paragraph(("Plain words", "")), paragraph(("Hidden words", "vanish"))]
        root.extend([*lines, inserted("Tracked words"), boxed("Words in a text box")])

    parts = side_parts(sent)
    found = kept(project, sent, dict.fromkeys(parts, write))
    assert {where for where, _ in found} == {"headers and footers"}
    typed = ["Plain words", "Hidden words", "Tracked words", "Words in a text box"]
    assert sorted(text for _, text in found) == sorted(typed * len(parts))


def test_the_pages_of_a_longer_document_are_nobodys_words(project: Project, sent: Path) -> None:
    def count_pages(root: etree._Element) -> None:
        for text in root.iter(qn("w:t")):
            if (text.text or "").isdecimal():
                text.text = f"{text.text}7"

    assert kept(project, sent, dict.fromkeys(side_parts(sent), count_pages)) == []


def first_heading(root: etree._Element) -> etree._Element:
    return next(line for line in root.iter(qn("w:p")) if style_of(line) == "Heading1")


def show_heading(root: etree._Element, text: str) -> None:
    """Let the field of a head that repeats the heading of its page show ``text``, as Word and .doc do."""
    for field in root.iter(qn("w:instrText")):
        if (field.text or "").split()[:1] == ["STYLEREF"]:
            line = next(field.iterancestors(qn("w:p")))
            list(line.iter(qn("w:t")))[-1].text = text


@pytest.mark.parametrize("own", ["", " – as we see it"])
def test_a_head_that_repeats_a_heading_is_nobodys_words(project: Project, sent: Path, own: str) -> None:
    """Also a heading to which somebody added words: these are kept where they are, not once per head."""
    body = parse(open_package(sent.read_bytes(), sent.name).parts[BODY])
    shown = words(first_heading(body)) + own
    heads = dict.fromkeys(side_parts(sent), lambda root: show_heading(root, shown))
    edits = {BODY: lambda root: first_heading(root).append(paragraph((own, ""))[0]), **heads}
    assert [text for _, text in kept(project, sent, edits)] == ([shown] if own else [])


def test_words_beside_the_heading_in_a_head_are_kept(project: Project, sent: Path) -> None:
    heads = dict.fromkeys(side_parts(sent), lambda root: show_heading(root, "See our annex"))
    found = kept(project, sent, heads)
    assert found and {where for where, _ in found} == {"headers and footers"}
    assert all(text.endswith("\tSee our annex") for _, text in found)


@pytest.mark.parametrize("has_place", [True, False])
def test_a_comment_that_is_beside_no_line_is_kept(project: Project, sent: Path, has_place: bool) -> None:
    draft = Draft(sent.read_bytes())
    number = draft.note("comment", draft.word())
    if has_place:
        draft.note("footnote", "")
        [name] = draft.package.related("footnotes")
        root = parse(draft.package.parts[name])
        mark = etree.SubElement(next(root[-1].iter(qn("w:r"))), qn("w:commentReference"))
        mark.set(qn("w:id"), str(number))
        draft.package = draft.package.with_parts({name: serialise(root)})
    back = sent.with_name("back.docx")
    back.write_bytes(draft.to_bytes())
    result = collect(project, back, dry_run=True)
    assert [(each.text, each.kind) for each in result.kept] == [(draft.typed[0], "comment")]
