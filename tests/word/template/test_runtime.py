"""What never changes is shown by a template once, and shown the same ever after."""

from __future__ import annotations

import io
from typing import Any

import pytest
from docx import Document
from docx.table import Table

from assembler.errors import TemplateError
from assembler.word.package.package import open_package
from assembler.word.render.prepared_template import PreparedTemplate
from assembler.word.render.template_preparation import prepare
from assembler.word.template.runtime import ConstantDict

ROW = ("{{ row.code }}", "{{ row.words or 'nothing' }}", "{{ row.left }}")


class Counted:
    """Markup that knows how often it was asked."""

    asked = 0

    def __html__(self) -> str:
        self.asked += 1
        return "R&amp;D"


class Torn:
    def __str__(self) -> str:
        raise ValueError("torn")


def log(*cells: str) -> PreparedTemplate:
    """A table with a row for each of ``rows``."""
    document = Document()
    table = document.add_table(3, len(cells))
    table.cell(0, 0).text, table.cell(2, 0).text = "{%tr for row in rows %}", "{%tr endfor %}"
    for at, text in enumerate(cells):
        table.cell(1, at).text = text
    stream = io.BytesIO()
    document.save(stream)
    return prepare(open_package(stream.getvalue(), "log.docx"), "log.docx")


def shown(data: bytes) -> list[list[str]]:
    table: Table = Document(io.BytesIO(data)).tables[0]
    return [[cell.text for cell in row.cells] for row in table.rows]


def row(**more: Any) -> dict[str, Any]:
    return {"code": "B1", "words": "", "left": "<3", **more}


def test_what_never_changes_looks_as_anything_else() -> None:
    prepared = log(*ROW)
    both = row(), row(words="é\n2")
    plain, rows = prepared.render({"rows": both}), [ConstantDict(each) for each in both]
    assert prepared.render({"rows": rows}) == plain == prepared.render({"rows": rows})
    assert shown(plain) == [["B1", "nothing", "<3"], ["B1", "é\n2", "<3"]]


def test_it_is_asked_once_and_by_each_template_that_shows_it_otherwise() -> None:
    prepared, lasting, plain = log(*ROW), ConstantDict(row(left=Counted())), row(left=Counted())
    for each in (lasting, plain):
        assert shown(prepared.render({"rows": [each]})) == shown(prepared.render({"rows": [each]}))
    assert (lasting["left"].asked, plain["left"].asked) == (1, 2)
    assert shown(log(*reversed(ROW)).render({"rows": [lasting]})) == [["R&D", "nothing", "B1"]]


def test_what_was_shown_where_names_may_be_missing_hides_no_missing_name() -> None:
    prepared, lasting = log(*ROW), ConstantDict(code="B1", words="yes")
    assert shown(prepared.render({"rows": [lasting]}, missing="blank")) == [["B1", "yes", ""]]
    assert shown(prepared.render({"rows": [lasting]}, missing="keep")) == [["B1", "yes", "{{ row.left }}"]]
    for _ in range(2):
        with pytest.raises(TemplateError, match=r"row\.left"):
            prepared.render({"rows": [lasting]})


@pytest.mark.parametrize("kind", [dict, ConstantDict])
def test_of_several_values_that_are_shown_as_one_the_failing_one_is_named(kind: type[Any]) -> None:
    with pytest.raises(TemplateError, match=r"cell 2: {{ row\.words or 'nothing' }} fails with .*torn"):
        log(*ROW).render({"rows": [kind(row(words=Torn()))]})


def test_a_loop_that_calls_itself_shows_what_it_holds() -> None:
    document = Document()
    words = "{{ row.code }} {{ row.words }}{{ loop(row.rows) }};"
    document.add_paragraph(f"{{% for row in rows recursive %}}{words}{{% endfor %}}")
    stream = io.BytesIO()
    document.save(stream)
    prepared = prepare(open_package(stream.getvalue(), "tree.docx"), "tree.docx")
    rows = [ConstantDict(code="A", words="é", rows=[ConstantDict(code="B", words="<", rows=[])])]
    made = Document(io.BytesIO(prepared.render({"rows": rows})))
    assert [each.text for each in made.paragraphs] == ["A éB <;;"]
