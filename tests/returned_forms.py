"""Forms on their way, for tests: sent, changed by hand, and what is told of them on their return."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from lxml import etree

from assembler.assembly.build import build
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order
from assembler.merging.result import CollectResult
from assembler.model.documents.form import FormManifest
from assembler.store.project.project import Project
from assembler.word.forms.controls import bookmark_name
from assembler.word.forms.manifest import manifest_from_data
from assembler.word.package import xml as xmlparts
from assembler.word.package.package import open_package
from assembler.word.package.xml import parse, serialise

W = f"{{{xmlparts.W}}}"
SPACE = f"{{{xmlparts.XML}}}space"
BODY = "word/document.xml"

Edit = Callable[[etree._Element], None]
"""What somebody does to a part of a Word file, given its root element."""


def sent_form(project: Project, order: Order) -> Path:
    """The form as it is sent out."""
    path = build(BuildContext(project), order, output=project.root / "out").path
    assert path is not None
    return path


def only_manifest(project: Project) -> FormManifest:
    """The manifest of the only form that was sent."""
    [path] = (project.root / "data/forms").glob("*.json")
    return manifest_from_data(project.form(path.stem))


def with_edits(data: bytes, edits: Mapping[str, Edit]) -> bytes:
    """The Word file after the edits of its parts."""
    package = open_package(data, "sent.docx")
    changed = {}
    for part, edit in edits.items():
        root = parse(package.parts[part])
        edit(root)
        changed[part] = serialise(root)
    return package.with_parts(changed).to_bytes()


def edited(path: Path, edit: Edit, name: str = "returned.docx") -> Path:
    """The Word file after an edit of its body, beside it under another name."""
    back = path.with_name(name)
    back.write_bytes(with_edits(path.read_bytes(), {BODY: edit}))
    return back


def body_of(data: bytes) -> etree._Element:
    """The body of a Word file."""
    return parse(open_package(data, "built.docx").parts[BODY])


def lines_of(root: etree._Element) -> list[str]:
    """The words of each paragraph."""
    return ["".join(text.text or "" for text in each.iter(f"{W}t")) for each in root.iter(f"{W}p")]


def row_of(root: etree._Element, code: str) -> etree._Element:
    """The row whose code cell has the bookmark of ``code``."""
    [mark] = root.iterfind(f".//{W}bookmarkStart[@{W}name='{bookmark_name(code)}']")
    return next(mark.iterancestors(f"{W}tr"))


def cell_of(root: etree._Element, code: str, column: int = -1) -> etree._Element:
    """A cell of that row; the last one is the answer."""
    return list(row_of(root, code).iterfind(f"{W}tc"))[column]


def paragraph(*runs: tuple[str, str]) -> etree._Element:
    """A paragraph of (text, name of a run property or nothing)."""
    made = etree.Element(f"{W}p")
    for text, look in runs:
        run = etree.SubElement(made, f"{W}r")
        if look:
            etree.SubElement(etree.SubElement(run, f"{W}rPr"), f"{W}{look}")
        etree.SubElement(run, f"{W}t", {SPACE: "preserve"}).text = text
    return made


def write(cell: etree._Element, *lines: str) -> None:
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


def answers(texts: Mapping[str, str]) -> Edit:
    """Type each text, line by line, into the answer of its code."""

    def edit(root: etree._Element) -> None:
        for code, text in texts.items():
            write(cell_of(root, code), *text.split("\n"))

    return edit


def told(result: CollectResult) -> dict[str, Any]:
    """What a collect changes, by its path."""
    return {each.path: each.new for each in result.changed}


def untouched(result: CollectResult) -> bool:
    """Whether a collect found nothing at all to change, to tell or to keep."""
    return not (result.changed or result.conflicts or result.diagnostics or result.kept or result.pictures)
