"""Bounds on time that ``make speed`` checks: ratios to other programs, and growth with the size of the input.

A ratio is half of the goal or more, and less than half of what is reached with zlib, which is slower than
ISA-L. Each side's best of several tries counts, in processor time, so that a busy machine does not fail them.
None of these tests runs in ``make test``.
"""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docxtpl import DocxTemplate

from assembler.assembly.assemble import assemble
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order
from assembler.errors import FileError
from assembler.model.paths import TABLES
from assembler.model.review.evidence import Colour, EvidenceLog
from assembler.store.files.result_cache import FolderCache
from assembler.store.project.project import Project
from assembler.store.project.search_path import shipped_folder
from assembler.store.tables.csv_file import parse_csv
from assembler.store.yaml.validate import validate_file
from assembler.word.content.numbered_fields import update_fields
from assembler.word.package.legacy_formats import detect_legacy_format
from assembler.word.package.package import open_package
from assembler.word.render.prepared_template import PreparedTemplate
from assembler.word.render.template_preparation import prepare
from assembler.word.returned.returned_file import open_returned_file, read_form
from speed.plain_words import plain_context
from speed.timing import best
from word.package.test_hostile_parts import READERS
from word.returned.test_hostile_forms import MASSES, RTFS
from word_notation import NAMESPACES, docx_of

COLUMNS = ("code", "session", "text")


def template() -> bytes:
    """A heading, and a table with a row for each record."""
    document = Document()
    document.add_heading("Log of {{ city }}", 0)
    table = document.add_table(3, len(COLUMNS))
    table.cell(0, 0).text, table.cell(2, 0).text = "{%tr for each in log %}", "{%tr endfor %}"
    for at, name in enumerate(COLUMNS):
        table.cell(1, at).text = f"{{{{ each.{name} }}}}"
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def log_of(count: int) -> dict[str, Any]:
    """The context of the template above with ``count`` records."""
    words = "What somebody said of the plan, at length & in several words, so that the row is a row."
    log = [{"code": f"I{n}", "session": "Interview 3", "text": f"{n} {words}"} for n in range(count)]
    return {"city": "Malmö", "log": log}


def render_with_docxtpl(data: bytes, context: dict[str, Any]) -> None:
    document = DocxTemplate(io.BytesIO(data))
    document.render(context, autoescape=True)
    document.save(io.BytesIO())


@pytest.fixture(scope="module")
def ready() -> PreparedTemplate:
    return prepare(open_package(template(), "log.docx"), "log.docx")


@pytest.mark.parametrize(("count", "times"), [(12, 60), (600, 10)])
def test_a_document_takes_a_fraction_of_docxtpls_time(
    ready: PreparedTemplate, count: int, times: int
) -> None:
    data, context = template(), log_of(count)
    ready.render(context)
    ours, theirs = best(lambda: ready.render(context), 9), best(lambda: render_with_docxtpl(data, context), 3)
    assert theirs > times * ours


def test_ten_times_as_many_rows_take_about_ten_times_as_long(ready: PreparedTemplate) -> None:
    few, many = log_of(1000), log_of(10_000)
    assert best(lambda: ready.render(many), 3) < 25 * best(lambda: ready.render(few), 7)


@pytest.mark.parametrize(
    ("type_", "record", "times"),
    [
        ("baseline-report", "examples/havenstad", 2.5),
        ("charter-commitment", "examples/charter-havenstad", 15),
    ],
)
def test_a_complete_build_takes_a_fraction_of_docxtpls_bare_render(
    project: Project, type_: str, record: str, times: float
) -> None:
    build_context, order = BuildContext(project), Order(type_, record, language="en")
    known = project.record(record)
    made = assemble(build_context, order, record=known)
    data, context = project.template(type_), plain_context(build_context, order, made.manifest)
    ours = best(lambda: assemble(build_context, order, record=known), 9)
    theirs = best(lambda: DocxTemplate(io.BytesIO(data)).render(context, autoescape=True), 3)
    assert theirs > times * ours


def test_a_process_spends_most_of_its_time_on_what_it_must_import() -> None:
    """Bounds a fifth or more above what is reached, on the best of three processes each."""
    pytest.importorskip("resource", reason="Windows does not report the processor time of other processes")
    from speed.speed_startup import measured, ratios

    help_, completion, charter, form = ratios(measured(3, of=min)).values()
    assert help_ < 1.5
    assert completion < 1.5
    assert charter < 1.8
    assert form < 2.2


def test_ten_times_as_many_references_take_about_ten_times_as_long() -> None:
    mark = '<w:bookmarkStart w:id="{0}" w:name="q_{0}"/><w:r><w:t>I{0}</w:t></w:r><w:bookmarkEnd w:id="{0}"/>'
    reference = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF q_{} \\h </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>?</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )

    def body(count: int) -> str:
        return "".join(text.format(number) for text in (mark, reference) for number in range(count))

    few, many = body(200), body(2000)
    assert "?" not in update_fields(many)
    assert best(lambda: update_fields(many), 2) < 40 * best(lambda: update_fields(few), 3)


def test_many_fields_that_are_never_closed_take_no_longer_than_they_are_long() -> None:
    field = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> SEQ Table </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>9</w:t></w:r></w:p>'
    )
    assert best(lambda: update_fields(field * 4000), 3) < 40 * best(lambda: update_fields(field * 400), 5)


def test_ten_times_as_many_styles_in_a_row_take_about_ten_times_as_long() -> None:
    def document(count: int) -> bytes:
        style = '<w:style w:styleId="s{}"><w:basedOn w:val="s{}"/></w:style>'
        row = "".join(style.format(number, number + 1) for number in range(count))
        body = "".join(f'<w:p><w:pPr><w:pStyle w:val="s{n}"/></w:pPr></w:p>' for n in range(count))
        return docx_of(body, styles=f"<w:styles {NAMESPACES}>{row}</w:styles>")

    few, many = document(2000), document(20_000)
    for name in ("check", "form"):
        read = READERS[name]
        assert best(lambda: read(many), 1) < 25 * best(lambda: read(few), 2)  # noqa: B023


@pytest.mark.parametrize("name", RTFS)
def test_an_rtf_that_would_hold_up_its_reader_is_refused_at_once(name: str) -> None:
    data = RTFS[name][0]()

    def refuse() -> None:
        with pytest.raises(FileError):
            detect_legacy_format(data, "form.rtf")

    assert best(refuse, 1) < 5


@pytest.mark.parametrize("name", MASSES)
def test_masses_depths_tricks_and_macros_are_refused_at_once(name: str) -> None:
    data = MASSES[name][0]()

    def refuse() -> None:
        with pytest.raises(FileError):
            read_form(open_returned_file(data, "form"))

    assert best(refuse, 1) < 3


def test_five_thousand_records_load_in_a_small_multiple_of_the_time_that_csv_takes() -> None:
    header = "session,sequence,indicator,statement,language,nature,colour,original,original.language,context"
    said = "The contact persons have half a day a week, and most of them lose it when the department is busy."
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow([*header.split(","), "recorded_by", "recorded_at"])
    for number in range(5000):
        session, sequence = f"I{number % 90 + 1}", number // 90 + 1
        row = [session, sequence, f"GG/I/{number % 4 + 1}", said, "en", "fact", "meets", said, "nl", said]
        writer.writerow([*row, "HK", "2026-10-06T11:20"])
    text, content, table = buffer.getvalue(), buffer.getvalue().encode(), TABLES["evidence"]
    bare = best(lambda: list(csv.DictReader(io.StringIO(text))), 3)
    ours = best(lambda: validate_file(parse_csv(content, "", EvidenceLog, table), EvidenceLog), 3)
    assert ours < 40 * bare, f"{ours / bare:.0f} times"


def test_ten_times_as_many_evidence_records_take_about_ten_times_as_long(
    tmp_path: Path, cache: FolderCache
) -> None:
    few = evidence_project(tmp_path / "few", 500, cache)
    many = evidence_project(tmp_path / "many", 5000, cache)
    order = Order("evidence-log", "review", language="en", draft=True)
    assemble(BuildContext(few), order)  # fills the cache
    seconds = best(lambda: assemble(BuildContext(few), order), 1)
    assert best(lambda: assemble(BuildContext(many), order), 1) < 25 * seconds


def evidence_project(root: Path, count: int, cache: FolderCache) -> Project:
    """The example review with ``count`` evidence records from 28 interviews, on every indicator."""
    folder = root / "data/records/review"
    shutil.copytree(shipped_folder() / "data/records/examples/havenstad", folder)
    (folder / "feedback.yaml").unlink()
    project = Project(root, share=shipped_folder(), cache=cache)
    codes = [each.code for each in project.benchmark("inti-cities").indicators()]
    with (folder / "evidence.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["session", "sequence", "indicator", "statement", "nature", "colour"])
        for number in range(count):
            code, colour = codes[number * 5 % len(codes)], list(Colour)[number % 3].value
            writer.writerow([f"I{number % 28 + 1}", number // 28 + 1, code, "So it is.", "fact", colour])
    return project
