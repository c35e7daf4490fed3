"""What a mayor opens: PDFs with the right page numbers, made for archives and for screen readers."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pikepdf
import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from assembler.assembly.assemble import assemble
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order, Outcome
from assembler.batch.batch import Batch, BatchSettings
from assembler.batch.pdf import print_documents, select_unprinted
from assembler.pdf import conformance
from assembler.store.files.result_cache import FolderCache
from assembler.store.office.layout import LayoutTask, find_office
from assembler.store.project.project import Project
from assembler.store.project.search_path import shipped_folder
from assembler.word.package.zip_reader import read_members
from own_faults import find_own_faults
from pdf_standards import find_breaches, find_errors_by_outloud
from shipped import HOUSE_STYLES

ORDERS = [
    Order("agenda-guide", "examples/agenda-2009", language="nl"),
    Order("charter-commitment", "charter", language="fi"),
]
HEADINGS = ("Heading 1", "Heading 2", "Heading 3", "Item Heading", "Box Heading")
NUMBER = "880012345678"
"""Of a decision: twelve digits, as the places for page numbers have."""


@pytest.fixture
def charter_project(tmp_path: Path) -> Project:
    """A project with a charter."""
    charters = tmp_path / "data/records/charter"
    charters.mkdir(parents=True)
    example = (shipped_folder() / "data/records/examples/charter-havenstad/charter.yaml").read_text("utf-8")
    (charters / "charter.yaml").write_text(example.replace("2026-112", NUMBER), "utf-8")
    return Project(tmp_path, share=shipped_folder(), cache=FolderCache(tmp_path / "build/cache"))


def print_batch(project: Project, orders: Sequence[Order] = ORDERS) -> list[Outcome]:
    batch = Batch(project, BatchSettings(project.build_folder, pdf=True))
    done, todo = batch.split_orders(orders)
    done += batch.build(todo)
    fresh = dict(print_documents(batch, select_unprinted(batch, done), find_office(), workers=1))
    return [{**dict(done), **fresh}[order] for order in orders]


def pages_in(path: Path) -> list[int]:
    """The page numbers that the table of contents shows, in its order."""
    body = read_members(path.read_bytes(), path.name)["word/document.xml"].decode()
    return [int(each) for each in re.findall(r"PAGEREF _Toc\d+ .*?<w:t>(\d+)</w:t>", body)]


@pytest.mark.office
@pytest.mark.usefixtures("office")  # skips where LibreOffice is missing
def test_pdfs_meet_the_standards_and_are_made_once(charter_project: Project) -> None:
    project = charter_project
    guide, charter = print_batch(project)
    assert guide.path and guide.pdf and charter.pdf and guide.error is None
    for path, tag in ((guide.pdf, "nl-NL"), (charter.pdf, "fi-FI")):
        assert find_breaches(path.read_bytes()) == []
        with pikepdf.open(path) as pdf:
            assert pdf.Root.Lang == tag
            assert pdf.Root.ViewerPreferences.DisplayDocTitle
            assert "/Outlines" in pdf.Root
            assert "/AcroForm" not in pdf.Root
    if program := shutil.which("pdftotext"):
        assert NUMBER.encode() in subprocess.check_output([program, charter.pdf, "-"])
        pages = subprocess.check_output([program, "-layout", guide.pdf, "-"], text=True).split("\f")
        heads = [page.lstrip().partition("\n")[0] for page in pages[-3:] if page.strip()]
        assert all(re.search(r"\S {5,}\S", head) for head in heads), "a head has the chapter at the right"
    numbers = pages_in(guide.path)
    assert len(numbers) > 5
    assert numbers == sorted(numbers) and numbers[-1] > numbers[0] > 1
    assert find_own_faults(guide.path.read_bytes(), guide.path.name) == ()
    before = {each.path: each.digest for each in (guide, charter)}
    again = print_batch(project)
    assert [each.unchanged for each in again] == [True, True]
    assert {each.path: each.digest for each in again} == before
    made = charter.pdf.read_bytes()
    charter.pdf.unlink()
    assert [each.pdf is not None for each in print_batch(project)] == [False, True]
    assert charter.pdf.read_bytes() == made


@pytest.mark.product
@pytest.mark.office
@pytest.mark.usefixtures("office")
def test_another_program_finds_no_error_in_a_report_with_notes_and_links(charter_project: Project) -> None:
    order = Order("feedback-report", "examples/havenstad", edition="public", language="sv")
    report = print_batch(charter_project, [order])[0]
    assert report.pdf and find_errors_by_outloud(report.pdf) == []


@pytest.mark.product
@pytest.mark.office
@pytest.mark.usefixtures("office")
def test_without_pikepdf_pdfs_are_as_libreoffice_writes_them_and_are_made_again_with_it(
    charter_project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project, order = charter_project, ORDERS[1]
    with monkeypatch.context() as patch:
        patch.setattr(conformance, "find_spec", lambda _name: None)
        plain = print_batch(project, [order])[0]
        assert plain.pdf and plain.pdf.read_bytes().startswith(b"%PDF")
        assert [each.rule for each in plain.diagnostics] == ["inaccessible-pdf"]
        assert print_batch(project, [order])[0].unchanged
    assert find_breaches(plain.pdf.read_bytes())
    assert print_batch(project, [order])[0].diagnostics == ()
    assert find_breaches(plain.pdf.read_bytes()) == []


def add_bookmark(paragraph: Paragraph, number: int) -> None:
    """Mark the beginning of ``paragraph`` with a name whose page LibreOffice reports."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    start.set(qn("w:name"), f"_Toc{number:08}")
    for mark in (end, start):
        mark.set(qn("w:id"), str(number))
        paragraph._p.get_or_add_pPr().addnext(mark)


def mark_headings(path: Path) -> None:
    """Mark each heading, and the paragraph after it with the next number."""
    document = Document(str(path))
    number = 90_000_000
    for heading in document.paragraphs:
        following = heading._p.getnext()
        if heading.style and heading.style.name in HEADINGS and following is not None:
            first = next(following.iter(qn("w:p")))
            add_bookmark(heading, number)
            add_bookmark(Paragraph(first, heading._parent), number + 1)
            number += 2
    document.save(str(path))


@pytest.mark.office
@pytest.mark.usefixtures("office")
def test_no_heading_is_alone_at_the_foot_of_a_page(tmp_path: Path) -> None:
    """LibreOffice assigns 21 paragraphs to a page before it lays them out; here the last is a heading."""
    document = Document()
    for chapter in range(0, 12, 2):
        for line in range(20):
            paragraph = document.add_paragraph(f"Line {line}")
            paragraph.paragraph_format.space_after = Pt(16)
            paragraph.paragraph_format.line_spacing = Pt(14)
            paragraph.paragraph_format.page_break_before = line == 0
        heading = document.add_heading("Heading")
        text = document.add_paragraph("Text that belongs to the heading. " * 20)
        text.paragraph_format.keep_together = True
        add_bookmark(heading, chapter)
        add_bookmark(text, chapter + 1)
    document.save(str(tmp_path / "headings.docx"))
    [result] = find_office().lay_out([LayoutTask(tmp_path / "headings.docx")])
    pages = list(result.pages.values())
    assert pages[::2] == pages[1::2] == [2, 4, 6, 8, 10, 12]


@pytest.mark.product
@pytest.mark.office
@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("record", ["dive-2010", "inti-cities-2009", "examples/publication-2026"])
def test_no_heading_of_a_publication_is_alone(tmp_path: Path, record: str) -> None:
    context = BuildContext(Project(shipped_folder()))
    files = []
    for style, language in zip(HOUSE_STYLES, ("en", "nl", "fi", "el"), strict=True):
        order = Order("findings-publication", record, language=language, house_style=style)
        files.append(tmp_path / f"{style}.docx")
        files[-1].write_bytes(assemble(context, order).data)
        mark_headings(files[-1])
    for file, result in zip(files, find_office().lay_out([LayoutTask(each) for each in files]), strict=True):
        marked = {name: page for name, page in result.pages.items() if name.startswith("_Toc9")}
        names = sorted(marked)
        assert len(names) > 20
        pairs = zip(names[::2], names[1::2], strict=True)
        assert [marked[head] for head, text in pairs if marked[head] != marked[text]] == [], file.stem
