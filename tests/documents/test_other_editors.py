"""Forms that come back from editors which keep the words and the tables, and little else.

What AbiWord, pandoc and web editors leave of a form: no controls, no bookmarks, no properties, no part of
ours, styles by other names. The visible codes stay.
"""

from __future__ import annotations

import re
from itertools import cycle
from pathlib import Path

import pytest
from lxml import etree

from assembler.collect.collect import collect
from assembler.store.project.project import Project
from assembler.word.package.package import open_package, pack
from returned_forms import BODY, Edit, W, only_manifest, send_form
from shipped import EXAMPLES, FORMS, first_order

RECORDS = {EXAMPLES[name]: EXAMPLES[name] for name in FORMS}
DROPPED = re.compile(r"customXml/|docProps/|word/glossary/")
EACH_FORM = [
    pytest.param(name, language, marks=() if name == "host-response" else pytest.mark.product)
    for name, language in zip(FORMS, cycle(("en", "nl", "el")), strict=False)
]


def sent(project: Project, name: str, language: str) -> Path:
    return send_form(project, first_order(project, name, EXAMPLES[name], language))


def from_the_web(path: Path, edit: Edit = lambda _root: None) -> Path:
    """The form as a web editor exports it; ``edit`` is what somebody did to it there."""
    parts = open_package(path.read_bytes(), path.name).parts
    kept = {name: _exported(name, data, edit) for name, data in parts.items() if not DROPPED.match(name)}
    back = path.with_name("Copy of form.docx")
    back.write_bytes(pack(kept))
    return back


def _exported(name: str, data: bytes, edit: Edit) -> bytes:
    if not name.endswith((".xml", ".rels")):
        return data
    root = etree.fromstring(data)
    for each in list(root):
        if DROPPED.search(str(each.get("Target", "") or each.get("PartName", ""))):
            root.remove(each)
    if name.startswith("word/") and name.endswith(".xml"):
        _strip(root)
        if name == BODY:
            edit(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _strip(root: etree._Element) -> None:
    """Take controls and bookmarks off, and call every style something else."""
    for control in list(root.iter(f"{W}sdt")):
        content = control.find(f"{W}sdtContent")
        for child in list(content if content is not None else ()):
            control.addprevious(child)
        control.getparent().remove(control)  # type: ignore[union-attr]
    etree.strip_elements(root, f"{W}bookmarkStart", f"{W}bookmarkEnd", f"{W}proofErr", with_tail=False)
    for tag, name in (("pStyle", "val"), ("rStyle", "val"), ("tblStyle", "val"), ("basedOn", "val"),
                      ("style", "styleId"), ("next", "val"), ("link", "val")):  # fmt: skip
        for each in root.iter(f"{W}{tag}"):
            each.set(f"{W}{name}", f"s{sum(map(ord, each.get(f'{W}{name}', '')))}")
    for each in root.iter(f"{W}style"):
        each.find(f"{W}name").set(f"{W}val", each.get(f"{W}styleId", ""))  # type: ignore[union-attr]


def empty_cell(root: etree._Element, code: str) -> etree._Element:
    """The answer's paragraph beside a visible code."""
    for row in root.iter(f"{W}tr"):
        cells = row.findall(f"{W}tc")
        if cells and "".join(cells[0].itertext()).strip() == code:
            paragraph = cells[-1].find(f"{W}p")
            assert paragraph is not None
            return paragraph
    raise AssertionError(f"no row says {code}")


def type_into(root: etree._Element, code: str, text: str) -> None:
    paragraph = empty_cell(root, code)
    for run in paragraph.findall(f"{W}r"):
        paragraph.remove(run)
    for more in paragraph.itersiblings(f"{W}p"):
        more.getparent().remove(more)  # type: ignore[union-attr]
    etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}t").text = text


@pytest.mark.parametrize(("name", "language"), EACH_FORM)
def test_a_form_saved_by_a_web_editor_has_no_changes(project: Project, name: str, language: str) -> None:
    result = collect(project, from_the_web(sent(project, name, language)), dry_run=True)
    assert not (result.changed or result.conflicts or result.kept or result.pictures)
    assert {each.rule for each in result.diagnostics} <= {"lost-formatting"}


def test_what_somebody_typed_there_is_exactly_the_change(project: Project) -> None:
    path = sent(project, "host-response", "nl")
    [code] = codes(project)[:1]
    back = from_the_web(path, lambda root: type_into(root, code, "Wij doen mee, vanaf maart"))
    [change] = collect(project, back, dry_run=True).changed
    assert "Wij doen mee, vanaf maart" in str(change.new)


def codes(project: Project) -> list[str]:
    """The codes of answers in words of the form that was sent."""
    return [each.code for each in only_manifest(project).fields if each.kind == "rich_text" and not each.row]
