"""Send a form in a test, fill it in as people do, and read what a collect changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from lxml import etree

from assembler.assembly.build import Target, write_document
from assembler.assembly.orders.order import Order
from assembler.collect.collect import collect
from assembler.merging.collect_result import CollectResult
from assembler.model.documents.form_manifest import FormManifest
from assembler.store.project.project import Project
from assembler.word.forms.controls import bookmark_name
from assembler.word.forms.manifest import manifest_from_data
from assembler.word.package import xml as xmlparts
from assembler.word.package.package import open_package
from assembler.word.package.xml import parse, serialise
from shared_documents import assemble_once

W = f"{{{xmlparts.W}}}"
SPACE = f"{{{xmlparts.XML}}}space"
BODY = "word/document.xml"

Edit = Callable[[etree._Element], None]
"""A change to a part of a Word file, given its root element."""


def send_form(project: Project, order: Order) -> Path:
    """Build the form and return its path."""
    project.recover(order.record)
    target = Target(project.root / "out")
    path = write_document(project, assemble_once(project, order), target).path
    assert path is not None
    return path


def only_manifest(project: Project) -> FormManifest:
    """Return the manifest of the only form that was sent."""
    [path] = (project.root / "data/forms").glob("*.json")
    return manifest_from_data(project.form(path.stem))


def edit_parts(data: bytes, edits: Mapping[str, Edit]) -> bytes:
    """Return the Word file with edits of its parts."""
    package = open_package(data, "sent.docx")
    changed = {}
    for part, edit in edits.items():
        root = parse(package.parts[part])
        edit(root)
        changed[part] = serialise(root)
    return package.with_parts(changed).to_bytes()


def edit_form(path: Path, edit: Edit, name: str = "returned.docx") -> Path:
    """Write a copy of the Word file with an edited body beside it, and return its path."""
    back = path.with_name(name)
    back.write_bytes(edit_parts(path.read_bytes(), {BODY: edit}))
    return back


def body_of(data: bytes) -> etree._Element:
    """Return the root element of the document in a Word file."""
    return parse(open_package(data, "built.docx").parts[BODY])


def lines_of(root: etree._Element) -> list[str]:
    """Return the text of each paragraph."""
    return ["".join(text.text or "" for text in each.iter(f"{W}t")) for each in root.iter(f"{W}p")]


def row_of(root: etree._Element, code: str) -> etree._Element:
    """Return the row whose code cell has the bookmark of ``code``."""
    [mark] = root.iterfind(f".//{W}bookmarkStart[@{W}name='{bookmark_name(code)}']")
    return next(mark.iterancestors(f"{W}tr"))


def cell_of(root: etree._Element, code: str, column: int = -1) -> etree._Element:
    """Return a cell of that row; the last one is the answer."""
    return list(row_of(root, code).iterfind(f"{W}tc"))[column]


def paragraph(*runs: tuple[str, str]) -> etree._Element:
    """Build a paragraph of runs: text and the name of a run property, or ""."""
    made = etree.Element(f"{W}p")
    for text, look in runs:
        run = etree.SubElement(made, f"{W}r")
        if look:
            etree.SubElement(etree.SubElement(run, f"{W}rPr"), f"{W}{look}")
        etree.SubElement(run, f"{W}t", {SPACE: "preserve"}).text = text
    return made


def type_into(cell: etree._Element, *lines: str) -> None:
    """Type into a cell as people do: into its control where it has one, further lines below it."""
    first, *others = lines
    control = next(cell.iter(f"{W}sdt"), None)
    for old in list(cell.iterfind(f"{W}p")):
        if control is None or control not in list(old):
            cell.remove(old)
    if control is None:
        cell.append(paragraph((first, "")))
    else:
        for flag in list(control.iter(f"{W}showingPlcHdr")):
            flag.getparent().remove(flag)  # type: ignore[union-attr]
        content = control.find(f"{W}sdtContent")
        assert content is not None
        content[:] = list(paragraph((first, ""))) if first else []
    for line in others:
        cell.append(paragraph((line, "")))


def type_answers(texts: Mapping[str, str]) -> Edit:
    """Return the edit that types each text, line by line, into the answer of its code."""

    def edit(root: etree._Element) -> None:
        for code, text in texts.items():
            type_into(cell_of(root, code), *text.split("\n"))

    return edit


def type_row(code: str, *cells: str) -> Edit:
    """Return the edit that types into the cells of a row of a list."""

    def edit(root: etree._Element) -> None:
        for column, text in enumerate(cells, 1):
            if text:
                type_into(cell_of(root, code, column), text)

    return edit


def collect_answers(
    project: Project,
    form: Path,
    texts: Mapping[str, str],
    *,
    name: str = "back.docx",
    moment: str = "2026-09-02T09:00:00+00:00",
    more: Edit | None = None,
) -> CollectResult:
    """Type the texts into a copy of the form, make another edit of it, and collect it."""
    path = edit_form(form, type_answers(texts), name)
    return collect(project, edit_form(path, more, f"more-{name}") if more else path, moment=moment)


def changes_by_path(result: CollectResult) -> dict[str, Any]:
    """Return the new values of a collect by their paths."""
    return {each.path: each.new for each in result.changed}


def is_unchanged(result: CollectResult) -> bool:
    """Return whether a collect found nothing to change, to report or to keep."""
    return not (result.changed or result.conflicts or result.diagnostics or result.kept or result.pictures)
