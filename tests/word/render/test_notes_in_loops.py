"""A note of the template in a loop: each round has its own, filled with what the round sees."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import pytest
from docx import Document
from lxml import etree

from assembler.errors import TemplateError
from assembler.word.check.check import check_document
from assembler.word.package.added_parts import RelatedPart, ensure_part
from assembler.word.package.package import open_package
from assembler.word.render.prepared_template import PreparedTemplate
from assembler.word.render.template_preparation import prepare
from word_notation import paragraph

NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{NS}}}"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def part(kind: str, *notes: str) -> bytes:
    """A part of notes: the two separators, then ``notes`` with the ids 1, 2 ..."""
    ends = enumerate(("separator", "continuationSeparator"), -1)
    fixed = (f'<w:{kind} w:id="{n}" w:type="{x}"><w:p><w:r><w:{x}/></w:r></w:p></w:{kind}>' for n, x in ends)
    own = (f'<w:{kind} w:id="{number}">{note}</w:{kind}>' for number, note in enumerate(notes, 1))
    return f'<?xml version="1.0"?><w:{kind}s xmlns:w="{NS}">{"".join((*fixed, *own))}</w:{kind}s>'.encode()


def template(*lines: str, notes: tuple[str, ...], kind: str = "footnote") -> PreparedTemplate:
    """Paragraphs in which ``^1`` refers to the first note."""
    document = Document()
    for line in lines:
        added = document.add_paragraph()
        for text in re.split(r"(\^\d)", line):
            run = added.add_run("" if text.startswith("^") else text)
            if text.startswith("^"):
                run._r.append(etree.fromstring(f'<w:{kind}Reference xmlns:w="{NS}" w:id="{text[1:]}"/>'))
    stream = io.BytesIO()
    document.save(stream)
    package = open_package(stream.getvalue(), "t.docx")
    content = RelatedPart(f"word/{kind}s.xml", f"{OFFICE}/{kind}s", f"{TYPE}.{kind}s+xml", part(kind, *notes))
    return prepare(ensure_part(package, content), "t.docx")


def shown(prepared: PreparedTemplate, kind: str = "footnote", **context: Any) -> list[tuple[str, str]]:
    """(text of the paragraph, text of its note) for each reference; ids must fit one to one."""
    data = prepared.render(context)
    assert not [each for each in check_document(data, "t.docx") if "note" in each.rule]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = (archive.read(f"word/{name}.xml") for name in ("document", f"{kind}s"))
        body, notes = map(etree.fromstring, parts)
    said = {each.get(f"{W}id"): words(each) for each in notes if each.get(f"{W}type") is None}
    marks = ((p, mark) for p in body.iter(f"{W}p") for mark in p.iter(f"{W}{kind}Reference"))
    found = [(words(p), mark.get(f"{W}id")) for p, mark in marks]
    assert sorted(said) == sorted(str(number) for _, number in found)
    return [(text, said[number]) for text, number in found]


def words(element: etree._Element) -> str:
    return "".join(each.text or "" for each in element.iter(f"{W}t"))


LOOP = "{%p for x in xs %}", "{{ x.name }}^1", "{%p endfor %}"


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_each_round_of_a_loop_has_its_own_note(kind: str) -> None:
    made = template(*LOOP, notes=(paragraph("See {{ x.why }}."),), kind=kind)
    xs = [{"name": "a", "why": "R&D"}, {"name": "b", "why": "<law>"}]
    assert shown(made, kind, xs=xs) == [("a", "See R&D."), ("b", "See <law>.")]
    assert shown(made, kind, xs=[]) == []


def test_a_note_without_places_is_repeated_with_an_id_of_its_own() -> None:
    made = template(*LOOP, notes=(paragraph("Always."),))
    assert shown(made, xs=[{"name": "a"}, {"name": "b"}]) == [("a", "Always."), ("b", "Always.")]


def test_notes_outside_of_loops_stay_as_they_are() -> None:
    notes = tuple(map(paragraph, ("{{ x.name }}", "two", "{{ y }}")))
    made = template("Before^2", *LOOP, "After^3", notes=notes)
    assert shown(made, xs=[{"name": "a"}], y="three") == [("Before", "two"), ("a", "a"), ("After", "three")]


def test_a_note_may_have_conditions_and_stand_in_a_loop_within_a_loop() -> None:
    inside = "".join(map(paragraph, ("{%p if x.why %}", "{{ x.why }}", "{%p endif %}", ".")))
    within = "{%p for y in ys %}", "{%p for x in y %}", "{{ x.name }}^1", "{%p endfor %}", "{%p endfor %}"
    made = template(*within, notes=(inside,))
    ys = [[{"name": "a", "why": "w"}], [{"name": "b", "why": ""}]]
    assert shown(made, ys=ys) == [("a", "w."), ("b", ".")]


def test_what_a_note_lacks_is_reported() -> None:
    with pytest.raises(TemplateError) as caught:
        template(*LOOP, notes=(paragraph("{{ x.wyh }}"),)).render({"xs": [{"name": "a", "why": "b"}]})
    assert [each.message for each in caught.value.diagnostics] == ["the data does not contain x.wyh"]


def test_a_template_from_a_cache_does_the_same() -> None:
    made = template(*LOOP, notes=(paragraph("{{ x.name }}"),))
    context = {"xs": [{"name": "a"}]}
    assert PreparedTemplate.from_bytes(made.to_bytes()).render(context) == made.render(context)


def test_a_part_that_is_constant_can_be_finished_too() -> None:
    made = template("{{ y }}^1", notes=(paragraph("One."),))
    data = made.render({"y": "a"}, finish={"word/footnotes.xml": lambda xml: [xml.replace(b"One", b"Two")]})
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert b"Two." in archive.read("word/footnotes.xml")
