"""A template is made ready once and rendered many times; it tells its names and their places."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from assembler.diagnostics import Diagnostic, Level
from assembler.errors import TemplateError
from assembler.word.package.package import open_package
from assembler.word.render.prepared_template import MissingNames, PreparedTemplate, engine_key
from assembler.word.render.template_preparation import prepare
from assembler.word.template.names import report_missing_name
from assembler.word.template.output_repair import GRID, fill_empty_elements

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def ready(*texts: str, header: str = "", rows: tuple[tuple[str, ...], ...] = ()) -> PreparedTemplate:
    """A template with these paragraphs, header and table, made ready."""
    document = Document()
    for text in texts:
        document.add_paragraph(text)
    if rows:
        table = document.add_table(len(rows), len(rows[0]))
        for number, row in enumerate(rows):
            for cell, text in zip(table.rows[number].cells, row, strict=True):
                cell.text = text
    document.sections[0].header.paragraphs[0].text = header
    stream = io.BytesIO()
    document.save(stream)
    return prepare(open_package(stream.getvalue(), "report.docx"), "report.docx")


def lines(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in Document(io.BytesIO(data)).paragraphs]


def told(prepared: PreparedTemplate, **context: Any) -> list[Diagnostic]:
    return [report_missing_name(lack, Level.ERROR) for lack in prepared.find_missing_names(context)]


def lacking(prepared: PreparedTemplate, **context: Any) -> list[tuple[str, str]]:
    found = told(prepared, **context)
    return [
        (diagnostic.message.removeprefix("the data does not contain "), diagnostic.location.position)
        for diagnostic in found
    ]


def test_a_template_renders_again_and_again_without_remembering() -> None:
    prepared = ready("{{ city }}", "{% set city = 'other' %}{{ city }}")
    assert lines(prepared.render({"city": "Genova"})) == ["Genova", "other"]
    assert lines(prepared.render({"city": "Lyon"})) == ["Lyon", "other"]


def test_the_same_context_gives_the_same_bytes_from_memory_and_from_file() -> None:
    prepared = ready("{%p for x in xs %}", "{{ x }}", "{%p endfor %}", header="{{ xs|length }}")
    again = PreparedTemplate.from_bytes(prepared.to_bytes())
    context = {"xs": ["R&D", "é"]}
    assert prepared.render(context) == prepared.render(context) == again.render(context)
    assert again.names == prepared.names


def test_a_prepared_template_from_file_needs_neither_docx_nor_lxml() -> None:
    rows = (("{%tr for x in xs %}",), ("{{ x }}",), ("{%tr endfor %}",))
    stored = ready("{{ city }}", rows=rows).to_bytes()
    code = (
        "import sys; from assembler.word.render.prepared_template import PreparedTemplate\n"
        "template = PreparedTemplate.from_bytes(sys.stdin.buffer.read())\n"
        "made = template.render({'city': 'Genova', 'xs': [1, 2]})\n"
        "late = {'docx', 'docxtpl', 'lxml', 'pydantic', 'babel'} & {n.split('.')[0] for n in sys.modules}\n"
        "print(sorted(late), made[:2])"
    )
    said = subprocess.run([sys.executable, "-c", code], input=stored, capture_output=True, check=True)
    assert said.stdout.decode().strip() == "[] b'PK'"


def test_a_prepared_template_that_is_damaged_or_of_other_versions_is_refused() -> None:
    stored = ready("{{ x }}").to_bytes()
    with pytest.raises(ValueError, match="damaged"):
        PreparedTemplate.from_bytes(stored[:-1])
    with pytest.raises(ValueError, match="damaged"):
        PreparedTemplate.from_bytes(b"")
    assert sys.implementation.cache_tag in engine_key()


def test_parts_may_be_replaced_and_added() -> None:
    replaced = {"docProps/app.xml": b"<new/>", "customXml/item1.xml": b"<a/>"}
    made = ready("{{ x }}").render({"x": 1}, replace=replaced)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.read("docProps/app.xml") == b"<new/>"
        assert archive.read("customXml/item1.xml") == b"<a/>"
        assert archive.namelist()[0] == "[Content_Types].xml"
        assert archive.testzip() is None


def test_names_are_reported_with_place_origin_and_the_text_around() -> None:
    prepared = ready(
        "Dear {{ person.name }}, hello",
        header="{{ city }}",
        rows=(
            ("{%tr for row in budget.rows %}", ""),
            ("{{ row.line }}", "{{ row['amount'] }}"),
            ("{%tr endfor %}", ""),
        ),
    )
    told = [(use.name, use.origin, use.location.position) for use in prepared.names]
    assert told == [
        ("person.name", "person.name", "body, paragraph 1"),
        ("budget.rows", "budget.rows", "body, table 1, row 1, cell 1"),
        ("row.line", "budget.rows[].line", "body, table 1, row 2, cell 1"),
        ("row.amount", "budget.rows[].amount", "body, table 1, row 2, cell 2"),
        ("city", "city", "header 1, paragraph 1"),
    ]
    assert prepared.names[0].location.context == "Dear {{ person.name }}, hello"


def test_missing_names_are_found_without_rendering_through_loops_and_both_branches() -> None:
    prepared = ready(
        "{% if never %}{{ a.b.c }}{% else %}{{ d }}{% endif %}",
        "{% for x in xs %}{{ x.known }}{{ x.unknown }}{% for y in x.ys %}{{ y.z }}{% endfor %}{% endfor %}",
    )
    xs = [{"known": 1, "ys": [{"z": 1}]}, {"known": 2, "ys": [{}]}]
    assert lacking(prepared, never=False, a={"b": {}}, xs=xs) == [
        ("a.b.c", "body, paragraph 1"), ("d", "body, paragraph 1"),
        ("x.unknown", "body, paragraph 2"), ("y.z", "body, paragraph 2"),
    ]  # fmt: skip


def test_names_that_are_set_given_or_excused_are_not_missing() -> None:
    prepared = ready(
        "{% set a = x %}{{ a }}{% with b = 1 %}{{ b }}{% endwith %}",
        "{% if c is defined %}{{ c.d }}{% endif %}{% if e is not defined %}{% else %}{{ e }}{% endif %}",
        "{{ f|default('-') }}{{ g if g is defined else 'none' }}{{ h is defined and h.i }}",
        "{% macro m(p, q=1) %}{{ p }}{{ q }}{{ varargs|join }}{% endmacro %}{{ m(x) }}{{ range(3)|join }}",
        "{% for k, v in pairs.items() %}{{ loop.index }}{{ k }}{{ v.w }}{% endfor %}",
        "{% for s in sorted_|sort(attribute='t') if s.t %}{{ s.t }}{% endfor %}",
    )
    context = {"x": 1, "pairs": {"one": {"w": 1}}, "sorted_": [{"t": 1}]}
    assert lacking(prepared, **context) == []
    assert lines(prepared.render(context))


def test_a_lacking_member_of_pairs_and_sorted_lists_is_found() -> None:
    pairs = "{% for k, v in pairs.items() %}{{ v.w }}{% endfor %}"
    prepared = ready(pairs + "{% for s in l|reverse %}{{ s.t }}{% endfor %}")
    assert lacking(prepared, pairs={"one": {}}, l=[{"u": 1}]) == [
        ("v.w", "body, paragraph 1"), ("s.t", "body, paragraph 1"),
    ]  # fmt: skip


def test_a_missing_name_says_which_known_name_is_near() -> None:
    (diagnostic,) = told(ready("{{ city_off }}"), city_of="of Genova", other=1)
    assert diagnostic.hint.startswith("did you mean city_of?")
    assert diagnostic.location.file == "report.docx"


def test_objects_with_attributes_are_read_like_data() -> None:
    class Row:
        def __init__(self, code: str) -> None:
            self.code = code

    prepared = ready("{% for row in rows %}{{ row.code }};{% endfor %}")
    assert lines(prepared.render({"rows": [Row("A"), Row("B")]})) == ["A;B;"]
    assert lacking(prepared, rows=[Row("A")]) == []
    with pytest.raises(TemplateError):
        ready("{{ row.__class__ }}").render({"row": Row("A")})


def test_a_bug_in_an_object_of_ours_is_not_called_a_fault_of_the_template() -> None:
    class Broken:
        def __html__(self) -> str:
            raise RuntimeError("a bug")

    with pytest.raises(RuntimeError):
        ready("{{ x }}").render({"x": Broken()})


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters(blacklist_categories=("Cs", "Cc")), max_size=40))
def test_every_text_comes_out_as_it_went_in(text: str) -> None:
    made = PREPARED.render({"x": text})
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    shown = "".join(element.text or "" for element in root.iter(f"{W}t"))
    expected = text.replace("\ufffe", "").replace("\uffff", "")
    for written, meant in (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}")):
        expected = expected.replace(written, meant)
    assert shown == f"[{expected}]"


PREPARED = ready("[{{ x }}]")


@pytest.mark.parametrize("sign", ["\x01", "\x02", "\x01</w:tc>"])
def test_signs_of_our_own_in_a_value_that_is_left_as_it_is_are_broken_xml(sign: str) -> None:
    prepared = ready("{{ words|safe }}")
    with pytest.raises(TemplateError, match="not be well-formed XML"):
        prepared.render({"words": sign})


def test_breaks_of_a_value_in_a_macro_of_whole_paragraphs_are_elements() -> None:
    macro = "{%p macro said(words) %}", "{{ words }}", "{%p endmacro %}", "{{p said(words) }}"
    made = ready(*macro).render({"words": "one\atwo\nthree\tfour"})
    assert [line for line in lines(made) if line] == ["one", "two\nthree\tfour"]


def test_signs_that_xml_forbids_go_from_an_instruction_in_a_macro_too() -> None:
    document = Document()
    document.add_paragraph("{%p macro said(words) %}")
    run = document.add_paragraph().add_run("QUOTE {{ words }}")
    run._r[0].tag = f"{W}instrText"
    for line in ("{%p endmacro %}", "{{p said(words) }}"):
        document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    prepared = prepare(open_package(stream.getvalue(), "field.docx"), "field.docx")
    made = prepared.render({"words": "a\x07b\x0cc"})
    [found] = Document(io.BytesIO(made)).element.iter(f"{W}instrText")
    assert found.text == "QUOTE abc"


@pytest.mark.parametrize("rows", ["", "<w:tr><w:tc><w:p/></w:tc></w:tr>"])
def test_a_control_round_rows_goes_with_the_last_of_them(rows: str) -> None:
    control = "<w:sdt><w:sdtPr/><w:sdtContent></w:sdtContent></w:sdt>"
    table = f"<w:tbl><w:tblGrid></w:tblGrid>{rows}{control}</w:tbl>"
    assert fill_empty_elements(table, ["w:sdtContent"]) == table.replace(control, "") * bool(rows)


@pytest.mark.parametrize("mark", ["", GRID])
def test_a_control_that_loses_its_table_has_a_paragraph_instead(mark: str) -> None:
    control = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
    made = fill_empty_elements(control.format(f"<w:tbl><w:tblGrid></w:tblGrid></w:tbl>{mark}"), ["w:tbl"])
    assert made == control.format("<w:p/>")


def blocks_of_cell(cell: str, **context: Any) -> list[str]:
    """What stands in a cell after rendering, in the order of the document."""
    document = Document()
    table = document.add_table(1, 1)
    old = table.cell(0, 0)._tc
    old.getparent().replace(old, parse_xml(f'<w:tc xmlns:w="{W[1:-1]}"><w:tcPr/>{cell}</w:tc>'))
    stream = io.BytesIO()
    document.save(stream)
    prepared = prepare(open_package(stream.getvalue(), "report.docx"), "report.docx")
    with zipfile.ZipFile(io.BytesIO(prepared.render(context))) as archive:
        _, *blocks = next(etree.fromstring(archive.read("word/document.xml")).iter(f"{W}tc"))
    return [f"{etree.QName(block).localname} {''.join(block.itertext())}".strip() for block in blocks]


def inner(*rows: str) -> str:
    cells = (f"<w:tr><w:tc><w:p><w:r><w:t>{row}</w:t></w:r></w:p></w:tc></w:tr>" for row in rows)
    grid = '<w:tblGrid><w:gridCol w:w="900"/></w:tblGrid>'
    return f"<w:tbl><w:tblPr/>{grid}{''.join(cells)}</w:tbl>"


LOOP = inner("{%tr for x in xs %}", "{{ x }}", "{%tr endfor %}")
WORDS = "<w:p><w:r><w:t>words</w:t></w:r></w:p>"


@pytest.mark.parametrize(
    ("cell", "left", "full"),
    [
        (LOOP, ["p"], ["tbl 1", "p"]),
        (WORDS + LOOP, ["p words"], ["p words", "tbl 1", "p"]),
        (LOOP + WORDS, ["p words"], ["tbl 1", "p words"]),
        (LOOP + inner("kept"), ["tbl kept", "p"], ["tbl 1", "tbl kept", "p"]),
        (WORDS + LOOP + LOOP, ["p words"], ["p words", "tbl 1", "tbl 1", "p"]),
    ],
)
def test_a_cell_whose_table_goes_has_one_paragraph_at_its_end_and_none_too_many(
    cell: str, left: list[str], full: list[str]
) -> None:
    assert blocks_of_cell(cell, xs=[]) == left
    assert blocks_of_cell(cell, xs=[1]) == full


CONTROL = "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>"
BOX = "<w:r><w:txbxContent>{}</w:txbxContent></w:r>"


@pytest.mark.parametrize(
    ("around", "inside"),
    [
        ("<w:p>{}</w:p>", "<w:r><w:t/></w:r>"),
        ('<w:p w:rsidR="1"/>{}', "<w:p/>"),
        (f"<w:p>{BOX}</w:p>", "<w:p/>"),
        (f"<w:p>{BOX.format('<w:p/>{}<w:p></w:p>')}</w:p>", "<w:p/>"),
        (f"<w:p>{BOX.format('<w:p></w:p>')}{{}}</w:p>", "<w:r><w:t/></w:r>"),
    ],
)
def test_an_empty_control_holds_what_may_stand_there_also_in_and_after_a_text_box(
    around: str, inside: str
) -> None:
    assert fill_empty_elements(around.format(CONTROL.format("")), []) == around.format(CONTROL.format(inside))


@pytest.mark.parametrize("missing", ["error", "blank", "keep"])
def test_ids_are_given_once_in_parts_with_and_without_tags_whatever_a_missing_name_does(
    missing: MissingNames,
) -> None:
    control = (
        f'<w:p xmlns:w="{W[1:-1]}"><w:sdt><w:sdtPr><w:id w:val="7"/></w:sdtPr><w:sdtContent>'
        "<w:r><w:t>{}</w:t></w:r></w:sdtContent></w:sdt></w:p>"
    )
    document = Document()
    document.element.body.insert(0, parse_xml(control.format("words")))
    header = document.sections[0].header
    header.is_linked_to_previous = False
    header._element.append(parse_xml(control.format("{{ city }}")))
    header.add_paragraph("{%p for x in xs %}")
    header._element.append(parse_xml(control.format("{{ x }}")))
    header.add_paragraph("{%p endfor %}")
    stream = io.BytesIO()
    document.save(stream)
    prepared = prepare(open_package(stream.getvalue(), "report.docx"), "report.docx")
    made = prepared.render({"xs": [1, 2], "city": "Malmö"}, missing=missing)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        parts = [archive.read(name) for name in archive.namelist() if name.endswith(".xml")]
    ids = [each.get(f"{W}val") for part in parts for each in etree.fromstring(part).iter(f"{W}id")]
    assert len(ids) == 4 and len(set(ids)) == 4
