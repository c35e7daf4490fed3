"""A feedback report that peers edited: exactly their words come back, and nothing that they wrote is lost."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from assembler.assembly.assemble import AssembledDocument, assemble
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order
from assembler.collect.collect import collect
from assembler.collect.reading.report_sections import find_sections
from assembler.merging.collect_result import CollectResult
from assembler.model.types.rich_text import Block, BlockKind, Run, normalise
from assembler.store.files.result_cache import FolderCache
from assembler.store.files.transaction import write_together
from assembler.store.project.project import Project
from assembler.store.project.search_path import shipped_folder
from assembler.store.project.sent_forms import with_form
from assembler.structs import replace
from assembler.values.plain_text import normalise_text
from assembler.word.compare.documents import compare_documents
from assembler.word.content.list_numbers import ListNumbers
from assembler.word.content.rich_text import TextStyle, build_paragraphs
from assembler.word.forms.controls import bookmark_name
from assembler.word.forms.manifest import encode_manifest
from assembler.word.package.package import open_package
from assembler.word.package.xml import W, parse, qn
from assembler.word.returned.report_content import UserTable, join_text
from assembler.word.returned.returned_file import open_returned_file, read_report
from drawn_png import png
from returned_forms import BODY, Edit, body_of, edit_parts, lines_of
from shared_documents import assemble_once

PIXEL = png()
SUMMARY = "Havenstad knows its newcomers"
F01 = "The residents’ advisory council is consulted and gets answers"


def built(project: Project, language: str = "en", *, draft: bool = False) -> AssembledDocument:
    order = Order("feedback-report", "havenstad", language=language, draft=draft)
    made = assemble_once(project, order)
    assert made.manifest is not None
    write_together(with_form(project.forms_folder, made.manifest.id, made.manifest_json))
    return made


def edited(made: AssembledDocument, *edits: Edit) -> bytes:
    """The report after somebody worked in its body."""

    def work(root: etree._Element) -> None:
        for edit in edits:
            edit(root)

    return edit_parts(made.data, {BODY: work})


def back(project: Project, data: bytes, *, name: str = "back.docx", dry_run: bool = True) -> CollectResult:
    path = project.root / name
    path.write_bytes(data)
    return collect(project, path, dry_run=dry_run)


def paragraph(root: etree._Element, words: str) -> etree._Element:
    """The paragraph that begins with ``words``."""
    return next(p for p in root.iter(qn("w:p")) if said(p).startswith(words))


def said(element: etree._Element) -> str:
    return "".join(t.text or "" for t in element.iter(qn("w:t")))


def xml(words: str) -> etree._Element:
    """Some elements of WordprocessingML, in a body."""
    return etree.fromstring(f'<w:body xmlns:w="{W}">{words}</w:body>')


def behind(words: str, more: str) -> Edit:
    """Put ``more`` behind the paragraph that begins with ``words``."""

    def edit(root: etree._Element) -> None:
        at = paragraph(root, words)
        for each in reversed(xml(more)):
            at.addnext(each)

    return edit


def replaced(words: str, old: str, new: str) -> Edit:
    def edit(root: etree._Element) -> None:
        text = next(t for t in paragraph(root, words).iter(qn("w:t")) if old in (t.text or ""))
        text.text = (text.text or "").replace(old, new)

    return edit


def without(words: str) -> Edit:
    def edit(root: etree._Element) -> None:
        at = paragraph(root, words)
        parent = at.getparent()
        assert parent is not None
        parent.remove(at)

    return edit


def without_heading(code: str) -> Edit:
    def edit(root: etree._Element) -> None:
        [mark] = root.iterfind(f".//{qn('w:bookmarkStart')}[@{qn('w:name')}='{bookmark_name(code)}']")
        heading = next(mark.iterancestors(qn("w:p")))
        parent = heading.getparent()
        assert parent is not None
        parent.remove(heading)

    return edit


def moved(words: str, to: str) -> Edit:
    return lambda root: paragraph(root, to).addnext(paragraph(root, words))


def p(words: str) -> str:
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


TABLE = (
    '<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>'
    f"<w:tr><w:tc>{p('Year')}</w:tc><w:tc>{p('People')}</w:tc></w:tr>"
    f"<w:tr><w:tc>{p('2025')}</w:tc><w:tc>{p('1900')}</w:tc></w:tr></w:tbl>"
)
EDITS = (
    replaced(SUMMARY, "neighbourhood", "street"),
    behind(SUMMARY, p("A new paragraph.") + TABLE),
    replaced(F01, "consulted and gets answers", "consulted, and gets answers"),
    moved("Statements were noted", "The city is also a port"),
    behind("Evidence (3\u00a0facts, 3\u00a0sessions): GG/I/3", p("A loose remark.")),
    replaced("The team had 6", "28\u00a0interviews", "28 long interviews"),
    without_heading("WP.N"),
)


def test_a_report_that_nobody_edited_changes_nothing(project: Project) -> None:
    for language in ("nl", "el"):
        result = back(project, built(project, language).data, dry_run=False)
        assert (result.changed, result.diagnostics, result.kept, result.pictures) == ((), (), (), ())


def test_a_number_that_somebody_changed_in_a_chart_is_kept(project: Project) -> None:
    made = open_package(built(project).data, "report.docx")
    chart = "word/charts/record-1.xml"
    changed = made.parts[chart].replace(b"<c:v>11</c:v>", b"<c:v>99</c:v>")
    result = back(project, made.with_parts({chart: changed}).to_bytes())
    assert [each.why for each in result.kept] == ["the text of a chart"]
    assert "99" in result.kept[0].text.splitlines()


def test_a_section_that_the_report_never_had_is_not_gone(project: Project) -> None:
    path = project.root / "data/records/havenstad/feedback.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("\nresponses:")] + "\n", encoding="utf-8")
    made = built(project, draft=True)
    assert not any(line.endswith(" N.4") for line in lines_of(body_of(made.data)))
    assert back(project, made.data).diagnostics == ()


def test_exactly_the_edits_come_back_and_the_rest_is_reported(project: Project) -> None:
    result = back(project, edited(built(project), *EDITS))
    new = {change.path: change.new["text"] for change in result.changed}
    assert set(new) == {
        "feedback.summary", "feedback.method", "feedback.context", "feedback.findings.F01.text",
    }  # fmt: skip
    table = result.pictures[0].name
    lines = new["feedback.summary"].split("\n\n")
    assert "newcomers by street" in lines[0]
    assert lines[1:3] == ["A new paragraph.", f"[Table: Year, People](kept:{table})"]
    assert new["feedback.method"].count("\n\n") == 0
    assert "Statements were noted" in new["feedback.context"].split("\n\n")[2]
    assert {kept.text for kept in result.kept} >= {"A loose remark."}
    rules = {diagnostic.rule for diagnostic in result.diagnostics}
    assert rules >= {"unmatched-text", "agreed-text-changed", "missing-heading"}
    assert rules >= {"generated-text-changed", "generated-text-deleted"}


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        (("The team had 6",), "a line that comes from the record was deleted: “The team had 6"),
        (("The team had 6", "Evidence (3"), "lines that come from the record were deleted (2,"),
    ],
)
def test_deleted_lines_are_reported_in_the_singular_or_the_plural(
    project: Project, texts: tuple[str, ...], message: str
) -> None:
    made = built(project)
    [found] = back(project, edited(made, *(without(each) for each in texts))).diagnostics
    assert found.rule == "generated-text-deleted"
    assert found.message.startswith(message)


@pytest.mark.office
def test_an_edited_report_says_the_same_after_libreoffice(
    project: Project,
    office,
    tmp_path: Path,  # type: ignore[no-untyped-def]
) -> None:
    made, path = built(project), tmp_path / "edited.docx"
    path.write_bytes(edited(made, *EDITS))
    wanted = back(project, path.read_bytes())
    plain = tmp_path / "plain.docx"
    plain.write_bytes(made.data)
    for kind in ("docx", "odt"):
        saved, unedited = office.convert([path, plain], kind)
        found = back(project, saved.read_bytes(), name=saved.name)
        assert (found.changed, found.pictures) == (wanted.changed, wanted.pictures)
        assert {each.text for each in found.kept} == {each.text for each in wanted.kept}
        again = back(project, unedited.read_bytes(), name=unedited.name)
        assert (again.changed, again.diagnostics, again.kept) == ((), (), ())


def test_built_again_the_report_says_their_words_in_the_same_places(project: Project) -> None:
    data = edited(built(project), *EDITS)
    assert back(project, data, dry_run=False).changed
    twice = back(project, data)
    assert (twice.changed, twice.conflicts) == ((), ())
    made = built(project)
    body = lines_of(body_of(made.data))
    at = body.index("A new paragraph.")
    assert body[at - 1].startswith("Havenstad knows its newcomers by street")
    assert body[at + 1 : at + 5] == ["Year", "People", "2025", "1900"]
    assert back(project, made.data).changed == ()


def test_a_file_with_the_changes_is_valid(
    project: Project,
    validator,
    schemas,  # type: ignore[no-untyped-def]
) -> None:
    made = built(project)
    old = open_package(edited(made, *EDITS), "old.docx")
    result, count = compare_documents(old, open_package(made.data, "new.docx"))
    assert count > 10
    assert (validator.of(result.to_bytes()), schemas.findings(result.to_bytes())) == ([], [])


def test_a_table_keeps_its_words() -> None:
    table = UserTable((((Block((Run("Year", bold=True),)),), ()), ((Block((Run("2025"),)),), ())))
    assert UserTable.from_bytes(table.to_bytes()) == table


def test_words_of_a_report_in_another_language_stand_beside_the_records_own(project: Project) -> None:
    dutch = "Havenstad kent zijn nieuwkomers per wijk en luistert naar een adviesraad."
    data = edited(built(project, "nl"), replaced(SUMMARY, "Havenstad knows", f"{dutch} Havenstad knows"))
    result = back(project, data)
    assert [change.path for change in result.changed] == ["feedback.summary"], "still English"

    def anew(root: etree._Element) -> None:
        first = next(t for t in paragraph(root, SUMMARY).iter(qn("w:t")))
        first.text = dutch

    result = back(project, edited(built(project, "nl"), anew, without("The largest gain")), dry_run=False)
    [change] = result.changed
    assert change.path == "narratives.sections.feedback/summary.nl.text"
    assert change.new == dutch, "the record itself is in Dutch"
    assert "text-in-report-language" in {each.rule for each in result.diagnostics}
    assert dutch.encode() in open_package(built(project, "nl").data, "nl").parts["word/document.xml"]
    english = built(project, "en")
    assert dutch.encode() not in open_package(english.data, "en").parts["word/document.xml"]
    assert "section-in-other-language" in {each.rule for each in english.diagnostics}
    assert back(project, built(project, "nl").data).changed == ()


def test_of_words_that_the_record_does_not_take_no_origin_is_noted(project: Project) -> None:
    """A finding must say something: whoever empties it is told, and the record keeps its words."""
    made = built(project, "en")
    data = edited(made, without(F01), replaced(SUMMARY, "neighbourhood", "street"))
    result = back(project, data, dry_run=False)
    assert [change.path for change in result.changed] == ["feedback.summary"]
    assert "invalid-answer" in {each.rule for each in result.diagnostics}
    narratives = (project.root / "data/records/havenstad/narratives.yaml").read_text(encoding="utf-8")
    assert "feedback/summary" in narratives and "F01" not in narratives
    assert made.manifest and made.manifest.id in narratives


def test_footnotes_and_pictures_stay_where_they_stood(project: Project) -> None:
    (project.root / "data/kept/havenstad").mkdir(parents=True)
    (project.root / "data/kept/havenstad/0123456789ab.png").write_bytes(PIXEL)
    path = project.root / "data/records/havenstad/feedback.yaml"
    text = path.read_text("utf-8")
    words = "Few goals[Annual report 2025](note:), good figures [A pixel](kept:0123456789ab.png) of old."
    path.write_text(text.replace("  GG: |-\n", f"  GG: |-\n    {words}\n\n"), "utf-8")
    made = built(project)
    package = open_package(made.data, "noted")
    assert b"Annual report 2025" in package.parts["word/footnotes.xml"]
    assert PIXEL in package.parts.values()
    [change] = back(project, made.data).changed
    assert "[Annual report 2025](note:)" in change.new["text"]
    assert change.new["text"].count("](kept:") == 1


def test_comments_and_tracked_changes_are_reported(project: Project) -> None:
    def tracked(root: etree._Element) -> None:
        at = paragraph(root, SUMMARY)
        for each in xml(
            '<w:ins w:id="9" w:author="HK"><w:r><w:t xml:space="preserve"> Added.</w:t></w:r></w:ins>'
            '<w:del w:id="10" w:author="LM"><w:r><w:delText>Deleted.</w:delText></w:r></w:del>'
        ):
            at.append(each)

    result = back(project, edited(built(project), tracked))
    assert result.changed[0].new["text"].split("\n\n")[0].endswith("during the day. Added.")
    [told] = [each for each in result.diagnostics if each.rule == "accepted-changes"]
    assert "HK, LM" in told.message


def test_both_peers_who_rewrote_the_same_section_are_named(project: Project) -> None:
    made = built(project)
    back(project, edited(made, replaced(SUMMARY, "newcomers", "citizens")), dry_run=False)
    other = edited(made, replaced(SUMMARY, "newcomers", "guests"), replaced(F01, "consulted", "heard"))
    second = back(project, other)
    assert [each.path for each in second.conflicts] == ["feedback.summary"]
    assert [each.path for each in second.changed] == ["feedback.findings.F01.text"]


words = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Co")), min_size=1, max_size=40)
runs = st.builds(Run, words, bold=st.booleans(), italic=st.booleans())
blocks = st.lists(
    st.builds(
        Block,
        st.lists(runs, min_size=1, max_size=3).map(tuple),
        st.sampled_from(BlockKind),
        st.integers(0, 2),
    ),
    min_size=1,
    max_size=4,
)


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory, cache: FolderCache) -> AssembledDocument:
    root = tmp_path_factory.mktemp("narratives")
    shutil.copytree(shipped_folder() / "data/records/examples/havenstad", root / "data/records/havenstad")
    return built(Project(root, share=shipped_folder(), cache=cache))


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(written=blocks)
def test_whatever_is_written_in_a_section_is_found_there(
    sent: AssembledDocument, written: list[Block]
) -> None:
    assert sent.manifest is not None
    look = TextStyle("en-GB", "Normal", "ListBullet", "ListNumber")
    data = edited(sent, behind(SUMMARY, build_paragraphs(written, look, ListNumbers(lambda: 9002))))
    report = read_report(open_returned_file(data, "back.docx"))
    sections = find_sections(report.passages, sent.manifest)
    expected = normalise(written)
    found = report.read(sections.own["N.1"]).blocks
    others = {code: len(numbers) for code, numbers in sections.own.items() if code != "N.1"}
    assert normalise_text(join_text(found[1:-1])) == normalise_text(join_text(expected))
    kinds = [each.kind for each in expected if normalise_text(each.text)]
    assert [each.kind for each in found[1:-1]] == kinds
    assert others == {each.code: len(each.shown) for each in sent.manifest.fields if each.code != "N.1"}
    assert (sections.unassigned, sections.edited, sections.deleted) == ((), (), ())


def margin(made: AssembledDocument) -> list[str]:
    parts = open_package(made.data, "again").parts
    if "word/comments.xml" not in parts:
        return []
    return [said(each) for each in parse(parts["word/comments.xml"]).iter(qn("w:comment"))]


def test_what_changed_in_the_data_since_stands_in_the_margin_but_not_of_the_public_edition(
    project: Project,
) -> None:
    words = replaced(SUMMARY, "Havenstad knows", "After 28 interviews we say that Havenstad knows")
    back(project, edited(built(project), words), dry_run=False)
    assert margin(built(project)) == [], "nothing changed yet"
    report, visit = (project.root / f"data/records/havenstad/{name}.yaml" for name in ("feedback", "visit"))
    before = report.read_text("utf-8")
    report.write_text(before.replace("deadline: 2027-03-01", "deadline: 2027-05-01", 1), "utf-8")
    text = visit.read_text("utf-8")
    last = text[text.index("  I28:") : text.index("  D2:")]
    more = last.replace("  I28:", "  I29:", 1).replace("day: 2026-10-07", "day: 2026-10-08")
    visit.write_text(text.replace(last, last + more), "utf-8")
    made = built(project)
    told = margin(made)
    assert any("Here it says 28 interviews, but the record now says 29 interviews." in each for each in told)
    changed = "Changed since N.1 came back. It said: Municipal secretary"
    assert any(each.startswith(changed) and "1 March 2027" in each for each in told)
    assert b"After 28 interviews we say" in open_package(made.data, "x").parts["word/document.xml"]
    again = back(project, made.data)
    assert (again.changed, again.kept) == ((), ()), "comments of ours are nobody's words"
    order = Order("feedback-report", "havenstad", language="en", edition="public")
    assert margin(assemble(BuildContext(project), order)) == []
    rewritten = edited(made, replaced("After 28", "28 interviews", "29 interviews"))
    back(project, rewritten, dry_run=False)
    assert margin(built(project)) == [], "whoever wrote saw the new data"


def test_a_report_that_another_version_made_is_read_and_reported(project: Project) -> None:
    made = built(project)
    assert made.manifest is not None
    other = encode_manifest(replace(made.manifest, engine="0.0.9"))
    write_together(with_form(project.forms_folder, made.manifest.id, other))
    result = back(project, made.data)
    assert [each.rule for each in result.diagnostics] == ["other-version"]
    assert not result.changed


def test_a_new_template_does_not_fill_the_margin_with_comments(project: Project) -> None:
    made = built(project)
    back(project, edited(made, replaced(SUMMARY, "neighbourhood", "street")), dry_run=False)
    assert made.manifest is not None
    lines = tuple(
        each if each.section or "28" in each.text else replace(each, text="Other words")
        for each in made.manifest.lines
    )
    counted = tuple(replace(each, text=each.text.replace("28", "27")) for each in lines)
    earlier = encode_manifest(replace(made.manifest, lines=counted))
    write_together(with_form(project.forms_folder, made.manifest.id, earlier))
    told = margin(built(project))
    assert any("27" in each for each in told), "a number that changed is still of interest"
    assert not [each for each in told if "Other words" in each or each.startswith("New since")]
