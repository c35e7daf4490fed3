"""Anyone's docxtpl template with plain data: docxtpl's own text and structure, side by side."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.document import Document as Doc
from docx.oxml.parser import parse_xml
from docxtpl import DocxTemplate
from lxml import etree

from assembler.assembly.fill import fill
from assembler.errors import DataError, FileError, TemplateError

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NS = f'xmlns:w="{W}"'
Draw = Callable[[Doc], None]
RENDERED = ("document", "header", "footer", "footnotes", "core")


def w(name: str) -> str:
    return f"{{{W}}}{name}"


def saved(draw: Draw) -> bytes:
    document = Document()
    draw(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def paragraphs(*texts: str) -> Draw:
    def draw(document: Doc) -> None:
        for text in texts:
            document.add_paragraph(text)

    return draw


def table(*rows: tuple[str, ...]) -> Draw:
    def draw(document: Doc) -> None:
        drawn = document.add_table(len(rows), max(len(row) for row in rows))
        for row_number, row in enumerate(rows):
            for number, text in enumerate(row):
                drawn.cell(row_number, number).text = text

    return draw


def together(*draws: Draw) -> Draw:
    def draw(document: Doc) -> None:
        for one in draws:
            one(document)

    return draw


def by_docxtpl(template: bytes, context: dict[str, Any]) -> bytes:
    made = DocxTemplate(io.BytesIO(template))
    made.render(context, autoescape=True)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def parts(data: bytes) -> dict[str, etree._Element]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        named = {name: archive.read(name) for name in archive.namelist() if name.endswith(".xml")}
    return {
        name: etree.fromstring(xml)
        for name, xml in named.items()
        if name.rsplit("/")[-1].rstrip("0123456789.xml").startswith(RENDERED)
    }


def text_of(paragraph: etree._Element) -> str:
    words = {"t": lambda e: e.text or "", "tab": lambda _: "\t", "br": lambda e: e.get(w("type"), "\n")}
    runs = (child for run in paragraph.iter(w("r")) for child in run)
    names = ((etree.QName(child).localname, child) for child in runs)
    return "".join(words[name](child) for name, child in names if name in words)


def cell_of(cell: etree._Element) -> tuple[Any, ...]:
    found = {name: cell.find(f"{w('tcPr')}/{w(name)}") for name in ("gridSpan", "vMerge", "shd")}
    span, merge, shade = (found[name] for name in ("gridSpan", "vMerge", "shd"))
    return (
        int(span.get(w("val"), "1")) if span is not None else 1,
        merge.get(w("val"), "continue") if merge is not None else "",
        shade.get(w("fill")) if shade is not None else "",
        [line for line in outline(cell) if line != ("p", "")],
    )


def outline(parent: etree._Element) -> list[Any]:
    return list(_outline(parent))


def _outline(parent: etree._Element) -> Iterator[Any]:
    for child in parent.iterchildren("*"):
        if child.tag == w("p"):
            yield "p", text_of(child)
        elif child.tag == w("tbl"):
            yield "table", [[cell_of(cell) for cell in row.iter(w("tc"))] for row in child.iter(w("tr"))]
        else:
            yield from _outline(child)


def looks(data: bytes) -> dict[str, Any]:
    shown: dict[str, Any] = {}
    for name, root in parts(data).items():
        leaves = {etree.QName(leaf).localname: leaf.text for leaf in root.iter("*") if leaf.text}
        shown[name] = leaves if "core" in name else outline(root)
    return shown


def control(content: str, level: str = "p") -> str:
    xml = (
        f'<w:sdt {NS}><w:sdtPr><w:rPr/><w:alias w:val="A {{{{ n }}}}"/><w:id w:val="5"/>'
        "<w:showingPlcHdr/></w:sdtPr>"
        f"<w:sdtContent>{content}</w:sdtContent></w:sdt>"
    )
    return f"<w:p {NS}>{xml}</w:p>" if level == "p" else xml


def drawn(*elements: str) -> Draw:
    """Elements in WordprocessingML before the end of the body."""

    def draw(document: Doc) -> None:
        for xml in elements:
            append(document, xml)

    return draw


def append(document: Doc, xml: str) -> None:
    document.element.body.insert(len(document.element.body) - 1, parse_xml(xml))


TEXT_BOX = f"""<w:p {NS} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
  xmlns:v="urn:schemas-microsoft-com:vml"><w:r><w:t>before {{{{ x }}}}</w:t></w:r><w:r><w:pict><v:shape id="s"
  style="width:100pt;height:50pt"><v:textbox><w:txbxContent>
  <w:p><w:r><w:t>{{%p for y in ys %}}</w:t></w:r></w:p>
  <w:p><w:r><w:t>{{{{ y }}}}</w:t></w:r></w:p><w:p><w:r><w:t>{{%p endfor %}}</w:t></w:r></w:p>
  </w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"""
LINK = (
    f'<w:p {NS}><w:hyperlink w:anchor="a"><w:r><w:t>see {{{{ x }}}}</w:t></w:r></w:hyperlink><w:r>'
    '<w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF {{ y }}</w:instrText></w:r><w:r>'
    '<w:fldChar w:fldCharType="end"/></w:r></w:p>'
)


def nested_table(document: Doc) -> None:
    table(("outer {{ x }}", ""))(document)
    cell = document.tables[0].cell(0, 1)
    inner = cell.add_table(3, 1)
    for number, text in enumerate(("{%tr for y in ys %}", "{{ y }}", "{%tr endfor %}")):
        inner.cell(number, 0).text = text
    cell.add_paragraph("after {{ x }}")


PEOPLE = [{"name": "Ada", "roles": ["peer", "leader"]}, {"name": "Jo & <co>", "roles": []}]
CASES: dict[str, tuple[Draw, dict[str, Any]]] = {
    "values of every plain kind": (
        paragraphs("{{ a }} {{ b }} {{ c }} {{ d }} {{ e }}", "{{ f.g[1] }}"),
        {"a": "R&D <x> \"q\" 'p'", "b": 3, "c": 2.5, "d": True, "e": 0, "f": {"g": [1, "two"]}},
    ),
    "a loop over paragraphs": (
        paragraphs("{%p for p in people %}", "{{ loop.index }}. {{ p.name }}", "{%p endfor %}", "end"),
        {"people": PEOPLE},
    ),
    "loops in loops, and else": (
        paragraphs(
            "{%p for p in people %}", "{{ p.name }}", "{%p for r in p.roles %}", "- {{ r }}", "{%p else %}",
            "- none", "{%p endfor %}", "{%p endfor %}",
        ),
        {"people": PEOPLE},
    ),
    "conditions over paragraphs and inside one": (
        paragraphs(
            "{%p if yes %}", "shown", "{%p elif no %}", "hidden", "{%p endif %}",
            "it is {% if no %}wrong{% else %}right{% endif %}.",
        ),
        {"yes": True, "no": False},
    ),
    "a loop over rows": (
        table(
            ("Name", "Roles"), ("{%tr for p in people %}", ""), ("{{ p.name }}", "{{ p.roles|join(', ') }}"),
            ("{%tr endfor %}", ""),
        ),
        {"people": PEOPLE},
    ),
    "a loop over columns, more than the template has": (
        table(
            ("{%tc for c in columns %}", "{{ c }}", "{%tc endfor %}"),
        ),
        {"columns": ["a", "b", "c", "d", "e"]},
    ),
    "rows of columns, fewer than the template has": (
        table(
            ("Label", "{%tc for c in columns %}", "{{ c }}", "{%tc endfor %}"),
            ("{%tr for r in rows %}", "", "", ""),
            ("{{ r.label }}", "{%tc for c in r.cells %}", "{{ c }}", "{%tc endfor %}"),
            ("{%tr endfor %}", "", "", ""),
        ),
        {"columns": ["one"], "rows": [{"label": "red", "cells": ["x"]}, {"label": "blue", "cells": ["y"]}]},
    ),
    "a spanning cell": (
        table(("{% colspan n %}wide",), ("{{ x }}", "b", "c")),
        {"n": 3, "x": "a"},
    ),
    "coloured cells": (
        table(
            ("{%tr for a in alerts %}", ""), ("{% cellbg a.colour %}{{ a.text }}", "x"),
            ("{%tr endfor %}", ""),
        ),
        {"alerts": [{"colour": "FF0000", "text": "red"}, {"colour": "00FF00", "text": "green"}]},
    ),
    "cells merged downwards in a loop": (
        table(("{%tr for x in xs %}", ""), ("{% vm %}together", "{{ x }}"), ("{%tr endfor %}", "")),
        {"xs": [1, 2, 3]},
    ),
    "cells merged across in a loop": (
        table(("{%tc for x in xs %}", "{% hm %}together", "{%tc endfor %}"), ("a", "b", "c")),
        {"xs": [1, 2, 3]},
    ),
    "breaks and tabs in a value": (
        paragraphs("before {{ x }} after", "{{ y }}"),
        {"x": "one\ntwo\tthree", "y": "first\asecond\fthird"},
    ),
    "delimiters that are no tags": (
        paragraphs("write {_{ name }_} and {_% if %_} here", "{{ x }}"), {"x": "{_{ a }_}"},
    ),
    "quotes as Word writes them": (paragraphs("{{ x|default(“none”) }} {{ ‘single’ }}"), {"x": "there"}),
    "filters, macros, set and with": (
        paragraphs(
            "{% macro call(name, n=2) %}{{ name }}-{{ n }}{% endmacro %}{{ call('a') }} {{ call(x, 3) }}",
            "{% set y = x ~ '!' %}{{ y|upper }}{% set z %}<{{ x }}>{% endset %}{{ z }}",
            "{% with q = 5 %}{{ q * 2 }}{% endwith %} {{ names|sort|first }} {{ x|e }} {{ x|length }}",
            "{% for k, v in pairs.items() %}{{ k }}={{ v }};{% endfor %}",
        ),
        {"x": "b & c", "names": ["z", "y"], "pairs": {"one": 1, "two": 2}},
    ),
    "whitespace joined with -": (
        paragraphs("You live {%- if town %}", " in town", "{%- else %}", " out", "{%- endif -%}", ", yes."),
        {"town": True},
    ),
    "comments of a template": (
        paragraphs("a{# not seen #}b", "{#p a paragraph that goes #}", "c"), {},
    ),
    "raw text of a template": (paragraphs("{% raw %}{{ not a tag }}{% endraw %}{{ x }}"), {"x": 1}),
    "spaces kept": (paragraphs("a {{ ' ' }} b", "{{ x }}"), {"x": "   three   "}),
    "a text box": (drawn(TEXT_BOX), {"x": "a & b", "ys": ["one", "two\nlines"]}),
    "a link and a field": (drawn(LINK), {"x": "R&D", "y": "mark"}),
    "a table in a table": (nested_table, {"x": 1, "ys": [1, 2]}),
    "inline and block controls": (
        drawn(
            control("<w:r><w:t>{{ x }}</w:t></w:r>"),
            control(f"<w:p {NS}><w:r><w:t>{{{{ n }}}}</w:t></w:r></w:p>", "block"),
        ),
        {"x": "R&D", "n": "t"},
    ),
    "characters that XML forbids": (paragraphs("{{ x }}", "{{ y }}"), {"x": "a\x01b\x0bc", "y": "d\x00e"}),
}  # fmt: skip


@pytest.mark.sampled(2)
@pytest.mark.parametrize("case", CASES)
def test_it_looks_as_docxtpl_makes_it(case: str) -> None:
    draw, context = CASES[case]
    template = saved(draw)
    assert looks(fill(template, context, name="t.docx").data) == looks(by_docxtpl(template, context))


def test_headers_footers_and_properties_are_filled_as_docxtpl_does() -> None:
    def draw(document: Doc) -> None:
        section = document.sections[0]
        section.header.paragraphs[0].text = "{{ city }} {% for x in xs %}{{ x }}{% endfor %}"
        section.footer.paragraphs[0].text = "{{ city|upper }}"
        section.different_first_page_header_footer = True
        section.first_page_header.paragraphs[0].text = "first {{ city }}"
        document.core_properties.title = "Report of {{ city }}"
        document.core_properties.author = "{{ city }}"

    template = saved(draw)
    context = {"city": "Genève", "xs": [1, 2]}
    assert looks(fill(template, context, name="t.docx").data) == looks(by_docxtpl(template, context))


def test_a_property_with_an_ampersand_is_not_escaped_twice_as_docxtpl_does() -> None:
    template = saved(lambda document: setattr(document.core_properties, "title", "{{ x }}"))
    made = fill(template, {"x": "R&D"}, name="t.docx").data
    assert Document(io.BytesIO(made)).core_properties.title == "R&D"


def with_part(data: bytes, name: str, xml: str, kind: str) -> bytes:
    """``data`` with one more part that the main document names, and a reference in its first paragraph."""
    content = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"
    relation = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        held = {part: archive.read(part).decode("latin-1") for part in archive.namelist()}
    held["[Content_Types].xml"] = held["[Content_Types].xml"].replace(
        "</Types>", f'<Override PartName="/{name}" ContentType="{content}"/></Types>'
    )
    held["word/_rels/document.xml.rels"] = held["word/_rels/document.xml.rels"].replace(
        "</Relationships>",
        f'<Relationship Id="rId99" Type="{relation}" Target="{kind}.xml"/></Relationships>',
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for part, text in held.items():
            archive.writestr(part, text.encode("latin-1"))
        archive.writestr(name, xml)
    return stream.getvalue()


@pytest.mark.parametrize("kind", ["footnotes", "endnotes"])
def test_notes_are_filled(kind: str) -> None:
    one = kind.removesuffix("s")
    xml = (
        f'<?xml version="1.0" encoding="UTF-8"?><w:{kind} {NS}><w:{one} w:id="1"><w:p><w:r><w:t>See '
        f"{{{{ x }}}}.</w:t></w:r></w:p></w:{one}></w:{kind}>"
    )
    template = with_part(saved(paragraphs("{{ x }}")), f"word/{kind}.xml", xml, kind)
    made = fill(template, {"x": "R&D"}, name="t.docx").data
    assert looks(fill(template, {"x": "R&D"}, name="t.docx").data)["word/document.xml"][0] == ("p", "R&D")
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert b"See R&amp;D." in archive.read(f"word/{kind}.xml")
    if kind == "footnotes":
        assert looks(made) == looks(by_docxtpl(template, {"x": "R&D"}))


def test_tags_split_over_runs_are_joined_as_docxtpl_does() -> None:
    def draw(document: Doc) -> None:
        paragraph = document.add_paragraph("Dear ")
        for number, text in enumerate(("{", "{ na", "me }", "} and", " {{ name }}")):
            paragraph.add_run(text).bold = number % 2 == 1

    template = saved(draw)
    context = {"name": "Ada"}
    assert looks(fill(template, context, name="t.docx").data) == looks(by_docxtpl(template, context))


def test_the_format_of_the_run_goes_on_after_a_tab_and_in_a_new_paragraph() -> None:
    def draw(document: Doc) -> None:
        paragraph = document.add_paragraph(style="List Bullet")
        paragraph.add_run("{{ x }}").bold = True

    made = Document(io.BytesIO(fill(saved(draw), {"x": "a\tb\ac"}, name="t.docx").data))
    assert [(p.text, p.style.name if p.style else "") for p in made.paragraphs] == [
        ("a\tb", "List Bullet"), ("c", "List Bullet"),
    ]  # fmt: skip
    assert all(run.bold for p in made.paragraphs for run in p.runs)


def test_all_missing_names_are_reported_at_once_with_place_and_suggestion() -> None:
    draw = together(
        paragraphs("{{ cty }} {{ city }}", "{%p for p in people %}", "{{ p.nme }}", "{%p endfor %}"),
        table(("a", "{{ summary.titel }}")),
        lambda document: setattr(document.sections[0].header.paragraphs[0], "text", "{{ date }}"),
    )
    data = {"city": "Genova", "people": [{"name": "Ada"}], "summary": {"title": "x"}}
    with pytest.raises(TemplateError) as caught:
        fill(saved(draw), data, name="letter.docx")
    told = {
        diagnostic.message: (diagnostic.location.position, diagnostic.hint)
        for diagnostic in caught.value.diagnostics
    }
    assert set(told) == {
        f"the data does not contain {name}" for name in ("cty", "p.nme", "summary.titel", "date")
    }
    assert told["the data does not contain cty"][0] == "body, paragraph 1"
    assert told["the data does not contain p.nme"][0] == "body, paragraph 3"
    assert told["the data does not contain summary.titel"][0] == "body, table 1, row 1, cell 2"
    assert told["the data does not contain date"][0] == "header 1, paragraph 1"
    assert "did you mean city?" in told["the data does not contain cty"][1]
    assert "did you mean p.name?" in told["the data does not contain p.nme"][1]
    assert "did you mean summary.title?" in told["the data does not contain summary.titel"][1]


def test_a_name_in_a_branch_not_taken_is_not_missed() -> None:
    template = saved(paragraphs("{% if a %}{{ b }}{% else %}ok{% endif %} {{ c|default('d') }}"))
    assert looks(fill(template, {"a": False}, name="t.docx").data)["word/document.xml"][0] == ("p", "ok d")


def test_missing_names_may_stay_blank_and_are_reported() -> None:
    loop = "{% for x in xs %}{{ x }}{% endfor %}"
    template = saved(paragraphs("[{{ a }}]", "[{{ b.c.d|upper }}]" + loop, "{{ e }}"))
    made = fill(template, {"b": {}, "e": "there"}, name="t.docx", missing="blank")
    assert looks(made.data)["word/document.xml"][:3] == [("p", "[]"), ("p", "[]"), ("p", "there")]
    assert {diagnostic.message for diagnostic in made.diagnostics} == {
        f"the data does not contain {n}" for n in ("a", "b.c", "xs")
    }


def test_missing_names_may_keep_their_tags_to_be_seen() -> None:
    template = saved(paragraphs("[{{ a }}] {{ b|upper }} {{ e }} {{ e ~ a }}", "{{r a }}"))
    made = fill(template, {"e": "there"}, name="t.docx", missing="keep")
    assert looks(made.data)["word/document.xml"][:2] == [
        ("p", "[{{ a }}] {{ b|upper }} there {{ e ~ a }}"), ("p", "{{r a }}"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("texts", "where", "what"),
    [
        (("fine", "{{ a b }}"), "body, paragraph 2", "a b"),
        (("{{ a", "next"), "body, paragraph 1", "never closed"),
        (("{%p for x in xs %}", "{{ x }}"), "body, paragraph 1", "never closed"),
        (("{% if x %}yes", "{%p endfor %}"), "body, paragraph 2", "comes before the end of"),
        (("{% endif %}",), "body, paragraph 1", "does not close any block"),
        (("{{ a|uper }}",), "body, paragraph 1", "uper"),
        (("{{ 'a }}",), "body, paragraph 1", "quotation mark"),
        (("{% fi x %}",), "body, paragraph 1", "fi"),
        (("{%p for x in xs if x % 2 %}",), "body, paragraph 1", "cannot be read"),
        (("{% include 'other.docx' %}",), "body, paragraph 1", "refers to another template"),
    ],
)
def test_a_broken_tag_is_reported_with_its_place(texts: tuple[str, ...], where: str, what: str) -> None:
    with pytest.raises(TemplateError) as caught:
        fill(saved(paragraphs(*texts)), {"a": 1, "xs": [], "x": 1}, name="letter.docx")
    assert caught.value.location == f"letter.docx: {where}"
    assert what in caught.value.message
    assert caught.value.hint


def test_an_end_that_is_missing_in_a_cell_is_reported_with_the_cell() -> None:
    with pytest.raises(TemplateError) as caught:
        fill(saved(table(("a", "b"), ("c", "{% if x %}yes"))), {"x": 1}, name="letter.docx")
    assert caught.value.location == "letter.docx: body, table 1, row 2, cell 2"


def test_data_that_makes_a_tag_fail_is_reported_with_the_tag() -> None:
    template = saved(paragraphs("fine", "half: {{ n / 0 }}"))
    with pytest.raises(TemplateError) as caught:
        fill(template, {"n": 1}, name="letter.docx")
    assert caught.value.location == "letter.docx: body, paragraph 2"
    assert "{{ n / 0 }}" in caught.value.message


@pytest.mark.parametrize(
    "tag",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ x.append(1) }}",
        "{{ 'a' * 1000000000 }}",
        "{{ 9 ** 9999999 }}",
        "{{ range(100000000)|list }}",
        "{{ '{0.__class__}'.format(x) }}",
        "{{ cycler.__init__.__globals__ }}",
    ],
)
def test_a_template_cannot_reach_out_of_its_sandbox(tag: str) -> None:
    with pytest.raises(TemplateError):
        fill(saved(paragraphs(tag)), {"x": []}, name="evil.docx")


def test_markup_that_is_not_valid_is_refused_instead_of_losing_text() -> None:
    template = saved(paragraphs("{{ x|safe }}", "the rest"))
    with pytest.raises(TemplateError, match="not be well-formed XML"):
        fill(template, {"x": "a < b"}, name="t.docx")


def test_data_without_names_is_refused() -> None:
    with pytest.raises(DataError):
        fill(saved(paragraphs("x")), [1, 2], name="t.docx")  # type: ignore[arg-type]
    with pytest.raises(DataError):
        fill(saved(paragraphs("x")), {1: 2}, name="t.docx")  # type: ignore[dict-item]


def test_a_file_that_is_no_template_is_refused() -> None:
    with pytest.raises(FileError):
        fill(b"hello", {}, name="t.docx")


def test_the_same_template_and_data_give_the_same_bytes() -> None:
    template = saved(CASES["a loop over rows"][0])
    context = CASES["a loop over rows"][1]
    assert fill(template, context, name="t.docx").data == fill(template, context, name="t.docx").data


def test_keys_that_are_named_like_methods_are_read_as_data() -> None:
    template = saved(paragraphs("{{ order.items }} {% for k in order.values %}{{ k }}{% endfor %}"))
    made = fill(template, {"order": {"items": "pens", "values": [1, 2]}}, name="t.docx")
    assert looks(made.data)["word/document.xml"][0] == ("p", "pens 12")


def test_a_control_is_filled_like_any_text() -> None:
    run = '<w:r><w:rPr><w:rStyle w:val="PlaceholderText"/></w:rPr><w:t>{{ x }}</w:t></w:r>'
    template = saved(lambda document: append(document, control(run)))
    made = fill(template, {"x": "R&D", "n": 'a "b" & c'}, name="t.docx")
    root = parts(made.data)["word/document.xml"]
    assert [element.get(w("val")) for element in root.iter(w("alias"))] == ['A a "b" & c']
    assert outline(root)[0] == ("p", "R&D")


@pytest.mark.validator
@pytest.mark.parametrize("case", CASES)
def test_microsoft_s_validator_finds_nothing(case: str, validator: Any) -> None:
    draw, context = CASES[case]
    assert validator.of(fill(saved(draw), context, name="t.docx").data) == []


@pytest.mark.office
def test_a_template_saved_by_libreoffice_is_filled_into_a_package_without_double_parts(
    office: Any, tmp_path: Path
) -> None:
    draw, context = CASES["a loop over rows"]
    path = tmp_path / "letter.docx"
    titled = together(draw, lambda doc: setattr(doc.core_properties, "title", "{{ people|length }}"))
    path.write_bytes(saved(titled))
    (resaved,) = office.convert([path], "docx")
    made = fill(resaved.read_bytes(), context, name="letter.docx").data
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert len(archive.namelist()) == len(set(archive.namelist()))
    assert Document(io.BytesIO(made)).core_properties.title == "2"
    rows = looks(made)["word/document.xml"]
    assert [cell[3] for cell in rows[0][1][1]] == [[("p", "Ada")], [("p", "peer, leader")]]


def test_a_value_that_is_none_prints_nothing() -> None:
    made = fill(saved(paragraphs("<{{ a }}>")), {"a": None}, name="t.docx").data
    assert "&lt;&gt;" in zipfile.ZipFile(io.BytesIO(made)).read("word/document.xml").decode()


@pytest.mark.parametrize("value", [[1, 2], {"b": 1}, object(), len])
def test_what_only_a_programmer_can_read_is_an_error_with_its_place(value: Any) -> None:
    with pytest.raises(TemplateError) as caught:
        fill(saved(paragraphs("first", "<{{ a }}>")), {"a": value}, name="t.docx")
    (diagnostic,) = caught.value.diagnostics
    assert (diagnostic.rule, diagnostic.location.position) == ("failing-tag", "body, paragraph 2")
