"""Cells of an .odt: paragraphs, lists, controls, tracked changes, comments and pictures.

LibreOffice writes content controls as ``loext:content-control``. Before 25.2, it wrote plain text controls as
``text:text-input`` without a name or tag. Deleted text is stored separately in ``text:tracked-changes``, so
the text of a paragraph is the accepted text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress

from lxml import etree

from assembler.model.documents.form_manifest import ControlKind
from assembler.model.types.rich_text import Block, BlockKind, Run, normalise
from assembler.structs import Struct, field, replace
from assembler.word.content.pictures import Picture
from assembler.word.content.symbol_fonts import decode_font
from assembler.word.package.whole_numbers import parse_whole_number
from assembler.word.package.xml import parse
from assembler.word.returned.form_content import Cell, Embedded, Note, ReturnedControl, Revision
from assembler.word.returned.odt_styles import Look, Styles, odf

_SPACES = " \t\r\n"
_SKIPPED = frozenset(map(odf, (
    "text:tracked-changes", "office:forms", "text:sequence-decls", "office:annotation-end", "svg:title",
    "svg:desc", "loext:list-item", "text:label", "text:note-citation",
)))  # fmt: skip


MAX_SPACES = 1_000
"""Maximum number of spaces that one element may represent, to which a larger number is reduced."""


def iter_rows(table: etree._Element) -> Iterator[etree._Element]:
    """Yield the rows of a table, including those in wrappers, but not the rows of nested tables."""
    for child in table.iterchildren("*"):
        if child.tag == odf("table:table-row"):
            yield child
        elif child.tag not in (odf("table:table"), odf("table:table-cell")):
            yield from iter_rows(child)


class Document(Struct, frozen=True):
    """The styles, changes and files of an .odt, which are needed to read its cells.

    ``changes`` maps ids to tracked changes. ``files`` maps the names of all zip members to their data.
    """

    styles: Styles
    changes: Mapping[str, Revision] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)


def read_cell(element: etree._Element, document: Document) -> Cell:
    """Read the content of a table cell, or of any other element that contains paragraphs."""
    reader = _CellReader(document)
    reader.read_blocks(element, None, 0)
    return Cell(
        blocks=normalise(reader.blocks),
        bookmarks=tuple(dict.fromkeys(reader.bookmarks)),
        controls=tuple(reader.controls),
        revisions=tuple(reader.revisions),
        notes=tuple(reader.notes),
        pictures=tuple(reader.pictures),
        embedded=tuple(reader.embedded),
        tables=reader.tables,
    )


class _CellReader(Struct):
    """Reader for the content of a cell.

    ``runs`` contains the content of the current paragraph.
    """

    document: Document
    blocks: list[Block] = field(default_factory=list)
    bookmarks: list[str] = field(default_factory=list)
    controls: list[ReturnedControl] = field(default_factory=list)
    revisions: list[Revision] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    embedded: list[Embedded] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    tables: int = 0
    runs: list[Run] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    inserted: dict[str, list[str]] = field(default_factory=dict)
    after_space: bool = True
    hidden: list[str] = field(default_factory=list)

    def read_blocks(
        self, element: etree._Element, kind: BlockKind | None, level: int, style: str = ""
    ) -> None:
        """Read the content of ``element``.

        ``kind``, ``level`` and ``style`` are those of the list that contains it. ``kind`` is None outside
        lists.
        """
        for child in element:
            if child.tag in (odf("text:p"), odf("text:h")):
                self._read_paragraph(child, kind or BlockKind.PARAGRAPH, level if kind else 0)
            elif child.tag == odf("text:list"):
                self._read_list(child, level if kind is None else level + 1, style)
            elif child.tag == odf("table:table"):
                self._read_table(child)
            elif child.tag == odf("draw:frame"):
                self._read_frame(child)
                boxes, self.boxes = self.boxes, []
                for box in boxes:
                    self.read_blocks(box, None, 0)
            elif child.tag in (odf("text:bookmark-start"), odf("text:bookmark")):
                self.bookmarks.append(child.get(odf("text:name"), ""))
            elif isinstance(child.tag, str) and child.tag not in _SKIPPED:
                self.read_blocks(child, kind, level, style)

    def _read_list(self, element: etree._Element, level: int, style: str) -> None:
        """Read a list at ``level``, counted from 0.

        A nested list without its own style has ``style``, the style of the outer list.
        """
        own = element.get(odf("text:style-name"), style)
        kind = self.document.styles.list_kind(own, level)
        for item in element:
            self.read_blocks(item, kind if item.tag == odf("text:list-item") else None, level, own)

    def _read_table(self, element: etree._Element) -> None:
        """Read a nested table: each row becomes a block, in which tabs separate the cells."""
        self.tables += 1
        for row in iter_rows(element):
            inner = [read_cell(cell, self.document) for cell in row.iterfind(odf("table:table-cell"))]
            self.blocks.append(Block((Run("\t".join(cell.text for cell in inner)),)))
            for cell in inner:
                self._add_notes(cell)

    def _add_notes(self, cell: Cell) -> None:
        self.bookmarks += cell.bookmarks
        self.controls += cell.controls
        self.revisions += cell.revisions
        self.notes += cell.notes
        self.pictures += cell.pictures
        self.embedded += cell.embedded

    def _read_paragraph(self, element: etree._Element, kind: BlockKind, level: int) -> None:
        outer, self.runs, self.after_space = self.runs, [], True
        boxes, self.boxes = self.boxes, []
        look = self.document.styles.paragraph_format(element.get(odf("text:style-name"), ""))
        self._read_inline(element, Run("", bool(look.bold), bool(look.italic)), bool(look.hidden))
        self._note_hidden()
        self.blocks.append(self._convert_to_item(element) or Block(tuple(self.runs), kind, level))
        inside, self.boxes, self.runs = self.boxes, boxes, outer
        for box in inside:
            self.read_blocks(box, None, 0)

    def _note_hidden(self) -> None:
        """Add a note with the hidden text of the paragraph."""
        text, self.hidden = "".join(self.hidden).strip(), []
        if text:
            self.notes.append(Note("hidden", text))

    def _convert_to_item(self, element: etree._Element) -> Block | None:
        """Return the current paragraph as a list item, or None if it is not one.

        Some editors turn the bullet of a list item into a tab.
        """
        kind = self.document.styles.find_lost_list(element.get(odf("text:style-name"), ""))
        if kind is None or not self.runs or not self.runs[0].text.startswith("\t"):
            return None
        first, *others = self.runs
        return Block((replace(first, text=first.text[1:].lstrip("\u200b")), *others), kind)

    def _read_inline(self, element: etree._Element, form: Run, hidden: bool) -> None:
        """Read text and inline elements in the format ``form``."""
        self._add_text(element.text, form, hidden)
        for child in element:
            if isinstance(child.tag, str):
                self._read_child(child, form, hidden)
            self._add_text(child.tail, form, hidden)

    def _read_child(self, child: etree._Element, form: Run, hidden: bool) -> None:
        handle = _INLINE.get(str(child.tag))
        if handle is not None:
            handle(self, child, form, hidden)
        elif child.tag not in _SKIPPED:
            self._read_inline(child, form, hidden)

    def _add_text(self, text: str | None, form: Run, hidden: bool) -> None:
        """Add text with collapsed white space (OpenDocument 1.3 part 3, 6.1.2)."""
        collapsed = []
        for character in text or "":
            is_space = character in _SPACES
            if not (is_space and self.after_space):
                collapsed.append(" " if is_space else character)
            self.after_space = is_space
        self._add("".join(collapsed), form, hidden)

    def _add(self, text: str, form: Run, hidden: bool) -> None:
        if text and hidden:
            self.hidden.append(text)
        elif text:
            self.runs.append(replace(form, text=decode_font(text, "")))
            for texts in self.inserted.values():
                texts.append(text)

    def _read_whitespace(self, child: etree._Element, form: Run, hidden: bool) -> None:
        """Read spaces, tabs and line breaks, which are elements in an .odt."""
        characters = {odf("text:tab"): "\t", odf("text:line-break"): "\n"}
        count = min(max(parse_whole_number(child.get(odf("text:c"))) or 1, 0), MAX_SPACES)
        self._add(characters.get(str(child.tag), " " * count), form, hidden)
        self.after_space = False

    def _read_span(self, child: etree._Element, form: Run, hidden: bool) -> None:
        look: Look = self.document.styles.text_format(child.get(odf("text:style-name"), ""))
        bold = form.bold if look.bold is None else look.bold
        italic = form.italic if look.italic is None else look.italic
        self._read_inline(child, replace(form, bold=bold, italic=italic), hidden or bool(look.hidden))

    def _read_link(self, child: etree._Element, form: Run, hidden: bool) -> None:
        self._read_inline(child, replace(form, link=child.get(odf("xlink:href"), "")), hidden)

    def _read_bookmark(self, child: etree._Element, _form: Run, _hidden: bool) -> None:
        self.bookmarks.append(child.get(odf("text:name"), ""))

    def _read_note(self, child: etree._Element, _form: Run, _hidden: bool) -> None:
        """Read a comment or footnote as a note, because it is not part of the answer."""
        text = read_note_text(child)
        author, date = (child.findtext(odf(name)) or "" for name in ("dc:creator", "dc:date"))
        comment = child.tag == odf("office:annotation")
        kind = "comment" if comment else child.get(odf("text:note-class"), "footnote")
        self.notes.append(Note(kind, text, author, date))

    def _read_ruby(self, child: etree._Element, _form: Run, _hidden: bool) -> None:
        """Read a phonetic guide above East Asian text as a note, because it is not part of the text."""
        if text := "".join(map(str, child.itertext())).strip():
            self.notes.append(Note("ruby", text))

    def _read_hidden_field(self, child: etree._Element, form: Run, _hidden: bool) -> None:
        """Read a field that is shown only under a condition.

        Its text is in an attribute, or else in its content.
        """
        self._add(child.get(odf("text:string-value")) or child.text or "", form, hidden=True)

    def _read_content_control(self, child: etree._Element, form: Run, hidden: bool) -> None:
        begin = len(self.runs)
        self._read_inline(child, form, hidden)
        text = "".join(run.text for run in self.runs[begin:])
        self.controls.append(_read_control(child, text))

    def _read_frame(self, child: etree._Element, _form: Run | None = None, _hidden: bool = False) -> None:
        """Read a picture, a text box or an embedded object.

        The text of a box is read after the paragraph.
        """
        named = (child.findtext(odf(each)) or "" for each in ("svg:desc", "svg:title"))
        texts = tuple(filter(None, map(str.strip, named)))
        self.notes += [Note("alternative", each) for each in dict.fromkeys(texts)]
        image = child.find(odf("draw:image"))
        name = "" if image is None else image.get(odf("xlink:href"), "").removeprefix("./")
        if data := self.document.files.get(name):
            self.pictures.append(Picture(name, data, next(iter(texts), "")))
        self.boxes += child.findall(odf("draw:text-box"))
        for inner in child.findall(odf("draw:object")):
            self._read_embedded(inner.get(odf("xlink:href"), "").removeprefix("./"))

    def _read_embedded(self, name: str) -> None:
        """Read a chart or formula, which is a separate document in the folder ``name``."""
        data = self.document.files.get(f"{name}/content.xml", b"")
        lines: list[str] = []
        with suppress(etree.XMLSyntaxError):
            root = parse(data)
            for styles in root.findall(odf("office:automatic-styles")):
                root.remove(styles)  # number formats and separators of labels
            lines = [str(each).strip() for each in root.itertext()]
        text = "\n".join(filter(None, lines))
        self.embedded.append(Embedded("an embedded object", text, f"{name}.xml", data))

    def _read_change(self, child: etree._Element, _form: Run, _hidden: bool) -> None:
        """Read the start or end of a tracked change.

        A deletion is an empty element, because its text is stored elsewhere.
        """
        key = child.get(odf("text:change-id"), "")
        change = self.document.changes.get(key)
        if child.tag == odf("text:change-start"):
            self.inserted[key] = []
        elif child.tag == odf("text:change-end") and change:
            text = "".join(self.inserted.pop(key, []))
            self.revisions.append(replace(change, text=text))
        elif change:
            self.revisions.append(change)


_INLINE: Mapping[str, Callable[[_CellReader, etree._Element, Run, bool], None]] = {
    odf(name): handle
    for name, handle in {
        "text:s": _CellReader._read_whitespace,
        "text:tab": _CellReader._read_whitespace,
        "text:line-break": _CellReader._read_whitespace,
        "text:span": _CellReader._read_span,
        "text:a": _CellReader._read_link,
        "text:bookmark": _CellReader._read_bookmark,
        "text:bookmark-start": _CellReader._read_bookmark,
        "office:annotation": _CellReader._read_note,
        "text:note": _CellReader._read_note,
        "text:ruby-text": _CellReader._read_ruby,
        "text:hidden-text": _CellReader._read_hidden_field,
        "loext:content-control": _CellReader._read_content_control,
        "text:text-input": _CellReader._read_content_control,
        "draw:frame": _CellReader._read_frame,
        "text:change": _CellReader._read_change,
        "text:change-start": _CellReader._read_change,
        "text:change-end": _CellReader._read_change,
    }.items()
}


def _read_control(element: etree._Element, text: str) -> ReturnedControl:
    """Read a control.

    Attributes that LibreOffice writes determine its kind.
    """
    kind, value = _read_kind_and_value(element, text)
    return ReturnedControl(
        kind=kind,
        text=text,
        tag=element.get(odf("loext:tag"), ""),
        title=element.get(odf("loext:alias"), ""),
        value=value,
    )


def _read_kind_and_value(element: etree._Element, text: str) -> tuple[ControlKind, str | None]:
    if element.get(odf("loext:checkbox")) == "true":
        return ControlKind.CHECKBOX, element.get(odf("loext:checked"), "false")
    if element.get(odf("loext:date")) == "true":
        day = element.get(odf("loext:current-date"), "")[:10]
        return ControlKind.DATE, day or None
    items = {
        item.get(odf("loext:display-text"), ""): item.get(odf("loext:value"), "")
        for item in reversed(element.findall(odf("loext:list-item")))
    }
    if items:
        return ControlKind.CHOICE, items.get(text.strip())
    plain = element.tag == odf("text:text-input") or element.get(odf("loext:plain-text")) == "true"
    return (ControlKind.TEXT if plain else ControlKind.RICH), None


def read_note_text(note: etree._Element) -> str:
    """Return all text of a comment or footnote on one line, including hidden fields and link addresses."""
    texts = ["".join(map(str, paragraph.itertext())) for paragraph in note.iter(odf("text:p"), odf("text:h"))]
    texts += [field.get(odf("text:string-value"), "") for field in note.iter(odf("text:hidden-text"))]
    texts += [f"({link.get(odf('xlink:href'), '')})" for link in note.iter(odf("text:a"))]
    return " ".join(" ".join(texts).split())
