"""The text of an .odt, cell by cell: paragraphs, lists, controls, tracked changes, comments and pictures.

LibreOffice writes content controls as ``loext:content-control`` and, before 25.2, a plain text control as a
``text:text-input`` without name or tag. Deleted text stands apart in ``text:tracked-changes``, so what is
left in a paragraph is the accepted text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress

from lxml import etree

from assembler.model.documents.form import ChoiceItem, ControlKind
from assembler.model.types.rich_text import Block, BlockKind, Run, normal
from assembler.structs import Struct, field, replace
from assembler.word.content.pictures import Picture
from assembler.word.content.symbol_fonts import decode_font
from assembler.word.package.whole_numbers import parse_whole_number
from assembler.word.package.xml import parse
from assembler.word.returned.content import Cell, Embedded, FoundControl, Note, Revision
from assembler.word.returned.odt_notes import words_of_note
from assembler.word.returned.odt_styles import Look, Styles, odf

_BLANKS = " \t\r\n"
_SILENT = frozenset(map(odf, (
    "text:tracked-changes", "office:forms", "text:sequence-decls", "office:annotation-end", "svg:title",
    "svg:desc", "loext:list-item", "text:label", "text:note-citation",
)))  # fmt: skip


MOST_BLANKS = 1_000
"""More blanks in a row than this are no one's layout."""


def rows_of(table: etree._Element) -> Iterator[etree._Element]:
    """The rows of a table through every wrapper, without those of tables in its cells."""
    for child in table.iterchildren("*"):
        if child.tag == odf("table:table-row"):
            yield child
        elif child.tag not in (odf("table:table"), odf("table:table-cell")):
            yield from rows_of(child)


class Document(Struct, frozen=True):
    """What reading a cell needs of its document: styles, tracked changes by id, the files beside the text."""

    styles: Styles
    changes: Mapping[str, Revision] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)


def read_cell(element: etree._Element, document: Document) -> Cell:
    """The content of a table cell, or of any other element that holds paragraphs."""
    reader = _CellReader(document)
    reader.blocks_of(element, None, 0)
    return Cell(
        blocks=normal(reader.blocks),
        bookmarks=tuple(dict.fromkeys(reader.bookmarks)),
        controls=tuple(reader.controls),
        revisions=tuple(reader.revisions),
        notes=tuple(reader.notes),
        pictures=tuple(reader.pictures),
        embedded=tuple(reader.embedded),
        tables=reader.tables,
    )


class _CellReader(Struct):
    """What has been read so far; ``runs`` are those of the paragraph at hand."""

    document: Document
    blocks: list[Block] = field(default_factory=list)
    bookmarks: list[str] = field(default_factory=list)
    controls: list[FoundControl] = field(default_factory=list)
    revisions: list[Revision] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    embedded: list[Embedded] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    tables: int = 0
    runs: list[Run] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    inserted: dict[str, list[str]] = field(default_factory=dict)
    after_blank: bool = True
    hidden: list[str] = field(default_factory=list)

    def blocks_of(self, element: etree._Element, kind: BlockKind | None, level: int, style: str = "") -> None:
        """Read what stands within ``element``; ``kind`` and ``level`` are those of its list."""
        for child in element:
            if child.tag in (odf("text:p"), odf("text:h")):
                self._paragraph(child, kind or BlockKind.PARAGRAPH, level if kind else 0)
            elif child.tag == odf("text:list"):
                self._list(child, level if kind is None else level + 1, style)
            elif child.tag == odf("table:table"):
                self._table(child)
            elif child.tag == odf("draw:frame"):
                self._frame(child)
                boxes, self.boxes = self.boxes, []
                for box in boxes:
                    self.blocks_of(box, None, 0)
            elif child.tag in (odf("text:bookmark-start"), odf("text:bookmark")):
                self.bookmarks.append(child.get(odf("text:name"), ""))
            elif isinstance(child.tag, str) and child.tag not in _SILENT:
                self.blocks_of(child, kind, level, style)

    def _list(self, element: etree._Element, level: int, style: str) -> None:
        """A list; an inner one has the style of the outer, unless it says its own."""
        own = element.get(odf("text:style-name"), style)
        kind = self.document.styles.list_kind(own, level)
        for item in element:
            self.blocks_of(item, kind if item.tag == odf("text:list-item") else None, level, own)

    def _table(self, element: etree._Element) -> None:
        """A table inside the cell: each row is a block, cells parted by tabs, so that its words stay."""
        self.tables += 1
        for row in rows_of(element):
            inner = [read_cell(cell, self.document) for cell in row.iterfind(odf("table:table-cell"))]
            self.blocks.append(Block((Run("\t".join(cell.text for cell in inner)),)))
            for cell in inner:
                self._take_notes(cell)

    def _take_notes(self, cell: Cell) -> None:
        self.bookmarks += cell.bookmarks
        self.controls += cell.controls
        self.revisions += cell.revisions
        self.notes += cell.notes
        self.pictures += cell.pictures
        self.embedded += cell.embedded

    def _paragraph(self, element: etree._Element, kind: BlockKind, level: int) -> None:
        outer, self.runs, self.after_blank = self.runs, [], True
        boxes, self.boxes = self.boxes, []
        look = self.document.styles.of_paragraph(element.get(odf("text:style-name"), ""))
        self._inline(element, Run("", bool(look.bold), bool(look.italic)), bool(look.hidden))
        self._note_hidden()
        self.blocks.append(self._as_item(element) or Block(tuple(self.runs), kind, level))
        inside, self.boxes, self.runs = self.boxes, boxes, outer
        for box in inside:
            self.blocks_of(box, None, 0)

    def _note_hidden(self) -> None:
        """Note the words of the paragraph that nobody sees."""
        words, self.hidden = "".join(self.hidden).strip(), []
        if words:
            self.notes.append(Note("hidden", words))

    def _as_item(self, element: etree._Element) -> Block | None:
        """The paragraph at hand as the item of a list that the editor made a tab of; else None."""
        kind = self.document.styles.lost_list(element.get(odf("text:style-name"), ""))
        if kind is None or not self.runs or not self.runs[0].text.startswith("\t"):
            return None
        first, *others = self.runs
        return Block((replace(first, text=first.text[1:].lstrip("\u200b")), *others), kind)

    def _inline(self, element: etree._Element, form: Run, hidden: bool) -> None:
        """Read text and inline elements in the format ``form``."""
        self._say(element.text, form, hidden)
        for child in element:
            if isinstance(child.tag, str):
                self._one(child, form, hidden)
            self._say(child.tail, form, hidden)

    def _one(self, child: etree._Element, form: Run, hidden: bool) -> None:
        handle = _INLINE.get(str(child.tag))
        if handle is not None:
            handle(self, child, form, hidden)
        elif child.tag not in _SILENT:
            self._inline(child, form, hidden)

    def _say(self, text: str | None, form: Run, hidden: bool) -> None:
        """Add text, its white space collapsed (OpenDocument 1.3 part 3, 6.1.2)."""
        kept = []
        for letter in text or "":
            blank = letter in _BLANKS
            if not (blank and self.after_blank):
                kept.append(" " if blank else letter)
            self.after_blank = blank
        self._add("".join(kept), form, hidden)

    def _add(self, text: str, form: Run, hidden: bool) -> None:
        if text and hidden:
            self.hidden.append(text)
        elif text:
            self.runs.append(replace(form, text=decode_font(text, "")))
            for words in self.inserted.values():
                words.append(text)

    def _literal(self, child: etree._Element, form: Run, hidden: bool) -> None:
        """Blanks, tabs and line breaks, which are elements in an .odt."""
        signs = {odf("text:tab"): "\t", odf("text:line-break"): "\n"}
        count = min(max(parse_whole_number(child.get(odf("text:c"))) or 1, 0), MOST_BLANKS)
        self._add(signs.get(str(child.tag), " " * count), form, hidden)
        self.after_blank = False

    def _span(self, child: etree._Element, form: Run, hidden: bool) -> None:
        look: Look = self.document.styles.of_text(child.get(odf("text:style-name"), ""))
        bold = form.bold if look.bold is None else look.bold
        italic = form.italic if look.italic is None else look.italic
        self._inline(child, replace(form, bold=bold, italic=italic), hidden or bool(look.hidden))

    def _link(self, child: etree._Element, form: Run, hidden: bool) -> None:
        self._inline(child, replace(form, link=child.get(odf("xlink:href"), "")), hidden)

    def _bookmark(self, child: etree._Element, _form: Run, _hidden: bool) -> None:
        self.bookmarks.append(child.get(odf("text:name"), ""))

    def _note(self, child: etree._Element, _form: Run, _hidden: bool) -> None:
        """A comment or a footnote: no part of the answer, but somebody wrote it."""
        words = words_of_note(child)
        author, date = (child.findtext(odf(name)) or "" for name in ("dc:creator", "dc:date"))
        comment = child.tag == odf("office:annotation")
        kind = "comment" if comment else child.get(odf("text:note-class"), "footnote")
        self.notes.append(Note(kind, words, author, date))

    def _reading_aid(self, child: etree._Element, _form: Run, _hidden: bool) -> None:
        """The small letters above a word in East Asian text, which are no part of it."""
        if words := "".join(map(str, child.itertext())).strip():
            self.notes.append(Note("ruby", words))

    def _hidden_field(self, child: etree._Element, form: Run, _hidden: bool) -> None:
        """A field whose words are shown on a condition; it keeps them in an attribute too."""
        self._add(child.get(odf("text:string-value")) or child.text or "", form, hidden=True)

    def _control(self, child: etree._Element, form: Run, hidden: bool) -> None:
        begin = len(self.runs)
        self._inline(child, form, hidden)
        text = "".join(run.text for run in self.runs[begin:])
        self.controls.append(_found_control(child, text))

    def _frame(self, child: etree._Element, _form: Run | None = None, _hidden: bool = False) -> None:
        """A picture, or a text box, whose words follow the paragraph."""
        named = (child.findtext(odf(each)) or "" for each in ("svg:desc", "svg:title"))
        words = tuple(filter(None, map(str.strip, named)))
        self.notes += [Note("alternative", each) for each in dict.fromkeys(words)]
        image = child.find(odf("draw:image"))
        name = "" if image is None else image.get(odf("xlink:href"), "").removeprefix("./")
        if data := self.document.files.get(name):
            self.pictures.append(Picture(name, data, next(iter(words), "")))
        self.boxes += child.findall(odf("draw:text-box"))
        for inner in child.findall(odf("draw:object")):
            self._embedded(inner.get(odf("xlink:href"), "").removeprefix("./"))

    def _embedded(self, name: str) -> None:
        """A chart or a formula: a document of its own, in a folder of that name."""
        data = self.document.files.get(f"{name}/content.xml", b"")
        words: list[str] = []
        with suppress(etree.XMLSyntaxError):
            words = [str(each).strip() for each in parse(data).itertext()]
        said = "\n".join(filter(None, words))
        self.embedded.append(Embedded("an embedded object", said, f"{name}.xml", data))

    def _change(self, child: etree._Element, _form: Run, _hidden: bool) -> None:
        """Where a tracked change begins or ends; a deletion is only a point, its words stand elsewhere."""
        key = child.get(odf("text:change-id"), "")
        known = self.document.changes.get(key)
        if child.tag == odf("text:change-start"):
            self.inserted[key] = []
        elif child.tag == odf("text:change-end") and known:
            words = "".join(self.inserted.pop(key, []))
            self.revisions.append(replace(known, text=words))
        elif known:
            self.revisions.append(known)


_INLINE: Mapping[str, Callable[[_CellReader, etree._Element, Run, bool], None]] = {
    odf(name): handle
    for name, handle in {
        "text:s": _CellReader._literal,
        "text:tab": _CellReader._literal,
        "text:line-break": _CellReader._literal,
        "text:span": _CellReader._span,
        "text:a": _CellReader._link,
        "text:bookmark": _CellReader._bookmark,
        "text:bookmark-start": _CellReader._bookmark,
        "office:annotation": _CellReader._note,
        "text:note": _CellReader._note,
        "text:ruby-text": _CellReader._reading_aid,
        "text:hidden-text": _CellReader._hidden_field,
        "loext:content-control": _CellReader._control,
        "text:text-input": _CellReader._control,
        "draw:frame": _CellReader._frame,
        "text:change": _CellReader._change,
        "text:change-start": _CellReader._change,
        "text:change-end": _CellReader._change,
    }.items()
}


def _found_control(element: etree._Element, text: str) -> FoundControl:
    """The control that ``element`` is; its kind goes by what LibreOffice writes for each."""
    items = tuple(
        ChoiceItem(item.get(odf("loext:value"), ""), item.get(odf("loext:display-text"), ""))
        for item in element.iterfind(odf("loext:list-item"))
    )
    kind, value = _kind_and_value(element, items, text)
    return FoundControl(
        kind=kind,
        text=text,
        tag=element.get(odf("loext:tag"), ""),
        title=element.get(odf("loext:alias"), ""),
        value=value,
        prompt=element.get(odf("loext:showing-place-holder")) == "true",
        items=items,
    )


def _kind_and_value(
    element: etree._Element, items: tuple[ChoiceItem, ...], text: str
) -> tuple[ControlKind, str | None]:
    if element.get(odf("loext:checkbox")) == "true":
        return ControlKind.CHECKBOX, element.get(odf("loext:checked"), "false")
    if element.get(odf("loext:date")) == "true":
        day = element.get(odf("loext:current-date"), "")[:10]
        return ControlKind.DATE, day or None
    if items:
        return ControlKind.CHOICE, next((item.value for item in items if item.label == text.strip()), None)
    plain = element.tag == odf("text:text-input") or element.get(odf("loext:plain-text")) == "true"
    return (ControlKind.TEXT if plain else ControlKind.RICH), None
