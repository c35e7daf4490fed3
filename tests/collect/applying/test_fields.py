"""Fields are taken from the cells of a form; what is missing there stays in the record and is reported."""

from __future__ import annotations

from assembler.collect.applying.fields import FieldMerge
from assembler.collect.reading.row_matching import match_rows
from assembler.model.documents.form_manifest import ControlKind, FormField, FormManifest
from assembler.model.types.rich_text import split_paragraphs
from assembler.store.project.project import Project
from assembler.word.returned.form_content import Cell, ReturnedForm, Table
from own_types import EXAMPLE

FIELDS = tuple(
    FormField(f"GG/1.{name}", f"baseline.assessments.GG/1.{name}", "rich_text", ControlKind.RICH, title, "",
              row="GG/1")
    for name, title in (("how", "How"), ("ambition", "Ambition"))
)  # fmt: skip
MANIFEST = FormManifest(
    id="0123456789abcdef", project="Tiny project", record=EXAMPLE, type="letter", benchmark="small@2020a",
    city="kade", language="en", content_language="en", house_style="plain", engine="1", fields=FIELDS,
)  # fmt: skip


def row(*texts: str) -> tuple[Cell, ...]:
    return tuple(Cell(split_paragraphs(text)) for text in texts)


def test_a_cell_of_a_grid_that_was_merged_with_another_is_missing(tiny: Project) -> None:
    rows = (row("Code", "How", "Ambition"), (*row("GG/1", "So it is."), Cell(covered=True)))
    form = ReturnedForm("back.docx", "docx", tables=(Table(rows),))
    merge = FieldMerge(
        tiny.record(EXAMPLE), form, MANIFEST, match_rows(form, ["GG/1"], lambda code: f"q_{code}")
    )
    merge.merge_all()
    assert [each.rule for each in merge.diagnostics] == ["missing-cell"]
    assert (
        merge.diagnostics[0].message
        == "the cell for “Ambition” is missing from this row; the record keeps its answer"
    )
