"""The structure tree of a PDF, which screen readers read.

LibreOffice leaves tags without content, notes without identifiers, labels of list items in their text, and
pictures and links outside their tags.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, compress

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from assembler.pdf.page_content import PageContent

_KEPT = {"TD", "TH", "TR", "Table", "Document", "Figure"}
"""Tags that are kept even without content, so that a table keeps its shape."""
_STANDARD = {
    "Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index", "NonStruct",
    "Private", "P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH",
    "TD", "THead", "TBody", "TFoot", "Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link",
    "Annot", "Ruby", "RB", "RT", "RP", "Warichu", "WT", "WP", "Figure", "Formula", "Form",
}  # fmt: skip
"""The standard roles (ISO 32000-1, 14.8.4), which a file must not redefine."""
_LABEL_LENGTH = 5
"""Maximum number of characters in the label of a list item."""


class StructureTree:
    """The structure tree of ``pdf``, with methods that complete and check it.

    ``pages`` are the contents of its pages by object number. Pictures with the alternative text
    ``decoration`` are decorative. ``chart_texts`` contains the alternative text of each chart, in order.
    """

    def __init__(
        self,
        pdf: Pdf,
        pages: Mapping[tuple[int, int], PageContent],
        decoration: str,
        chart_texts: Sequence[str],
    ) -> None:
        self._decoration, self._chart_texts = decoration, chart_texts
        self._pdf, self._pages, self._root = pdf, pages, pdf.Root.StructTreeRoot
        self._numbers = self._root.ParentTree.Nums
        numbers = list(self._numbers)
        self._contents = {int(key): value for key, value in zip(numbers[::2], numbers[1::2], strict=True)}
        self._roles = {str(name)[1:]: str(role)[1:] for name, role in self._root.RoleMap.items()}
        self._elements: dict[str, list[Object]] = {}
        self._levels: list[int] = []

    def complete(self) -> None:
        """Correct the tree, and tag the pictures in the contents of the pages."""
        for child in list(_iter_children(self._root)):
            if self._find_role(child) == "Document":
                self._prune(child)
            else:
                self._remove_decoration(child)
                self._root.K.remove(child)
        self._root.RoleMap = Dictionary(
            {f"/{name}": Name(f"/{role}") for name, role in self._roles.items() if name not in _STANDARD}
        )
        for figure in self._elements.get("Figure", []):
            self._complete_figure(figure)
        self._describe_charts()
        for each in self._elements.get("L", []):
            self._label_list(each)
        self._complete_notes()
        self._complete_links()
        self._root.ParentTreeNextKey = max(self._contents, default=-1) + 1

    def find_problems(self) -> list[str]:
        """Return the violations of PDF/UA-1 that remain after ``complete``.

        The program cannot correct them.
        """
        problems = []
        figures = self._elements.get("Figure", [])
        if count := sum(not str(each.get("/Alt", "")).strip() for each in figures):
            problems.append(f"pictures without alternative text: {count}")
        for before, level in zip([0, *self._levels], self._levels, strict=False):
            if level > before + 1:
                problems.append(
                    f"a level {level} heading follows a level {before} heading"
                    if before
                    else f"the first heading has level {level}, not 1"
                )
        if count := self._count_lost_rows():
            problems.append(f"rows of tables that LibreOffice left out: {count}")
        elif any(_is_uneven(each, self._find_role) for each in self._elements.get("Table", [])):
            problems.append("a page break divides cells that are merged downwards")
        return list(dict.fromkeys(problems))

    def mark_row_headers(self, row_headers: Sequence[bool]) -> None:
        """Turn the first cell of each row into a header, in tables whose first column names the rows.

        ``row_headers`` has a value for each table. An outer table comes after the tables inside it. Nothing
        changes if the tree has a different number of tables.
        """
        tables = self._elements.get("Table", [])
        for table in compress(tables, row_headers) if len(tables) == len(row_headers) else ():
            for row in _list_rows(table, self._find_role):
                cells = list(filter(_is_element, _iter_children(row)))
                cell = cells[0] if len(cells) > 1 else None
                if cell is not None and self._find_role(cell) == "TD" and "/K" in cell:
                    cell.S = Name.TH
                    cell.A = Array([*_list_attributes(cell), Dictionary(O=Name.Table, Scope=Name.Row)])

    def _count_lost_rows(self) -> int:
        """Return the number of rows without cells, whose text is on no page of the PDF."""
        tables = self._elements.get("Table", [])
        rows = chain.from_iterable(_list_rows(each, self._find_role) for each in tables)
        return sum(not any(map(_is_element, _iter_children(row))) for row in rows)

    def _prune(self, element: Object) -> bool:
        """Remove elements without content below ``element``, and record the others.

        Some elements, such as tables and their cells, are kept even without content. Returns whether
        ``element`` itself should be kept.
        """
        role = self._find_role(element)
        if role == "Figure" and self._decoration and element.get("/Alt") == self._decoration:
            self._remove_decoration(element)
            return False
        children = list(_iter_children(element))
        level = len(self._levels)
        if len(role) == 2 and role[0] == "H" and role[1].isdigit():
            self._levels.append(int(role[1]))
        kept = [child for child in children if not _is_element(child) or self._prune(child)]
        if len(kept) < len(children):
            _set_children(element, kept)
        if not kept and role not in _KEPT and "/Alt" not in element:
            del self._levels[level:]
            return False
        self._elements.setdefault(role, []).append(element)
        return True

    def _find_role(self, element: Object) -> str:
        """Return the standard role of an element, and use it as the tag if the tag is misleading.

        LibreOffice tags a paragraph with the name of its style. A paragraph in a style called “Quote” or
        “Figure” is still a paragraph.
        """
        name = str(element.S)[1:]
        role = self._roles.get(name, name)
        if name == "Figure" and not any("/BBox" in each for each in _list_attributes(element)):
            role = "P"
        if name != role and name in _STANDARD:
            element.S = Name(f"/{role}")
        return role

    # Pictures

    def _remove_decoration(self, element: Object) -> None:
        """Turn the content of an element into artifacts.

        The element is a decorative picture, or is outside the text, such as a shape in a header.
        """
        for child in _iter_children(element):
            if _is_element(child):
                self._remove_decoration(child)
            elif not isinstance(child, Dictionary) and "/Pg" in element:
                self._pages[element.Pg.objgen].remove_tag(int(child))
                self._find_content(element.Pg)[int(child)] = None

    def _complete_figure(self, figure: Object) -> None:
        """Put the picture that LibreOffice painted as an artifact into its figure."""
        box = next((each.BBox for each in _list_attributes(figure) if "/BBox" in each), None)
        if "/K" in figure or box is None or "/Pg" not in figure:
            return
        content = self._find_content(figure.Pg)
        if self._pages[figure.Pg.objgen].tag_picture([float(each) for each in box], len(content)):
            figure.K = Array([len(content)])
            content.append(figure)

    def _describe_charts(self) -> None:
        """Give the charts their alternative text, unless other pictures lack one as well.

        The charts could then not be distinguished from the other pictures.
        """
        figures = [each for each in self._elements.get("Figure", []) if not str(each.get("/Alt", "")).strip()]
        if len(figures) == len(self._chart_texts):
            for figure, text in zip(figures, self._chart_texts, strict=True):
                figure.Alt = String(text)

    # Lists and notes

    def _label_list(self, element: Object) -> None:
        """Label the items of a list, and record which kind of label the list has."""
        labels = [self._label_item(item) for item in _iter_children(element) if _is_element(item)]
        if first := next(filter(None, labels), ""):
            numbering = Dictionary(O=Name.List, ListNumbering=Name(f"/{_find_kind(first)}"))
            element.A = Array([*_list_attributes(element), numbering])

    def _label_item(self, item: Object) -> str:
        """Move the number or bullet of an item to a label.

        Returns the number or bullet, or "" if there is none.
        """
        body = next((each for each in _iter_children(item) if _is_element(each)), item)
        paragraph = next((each for each in _iter_children(body) if _is_element(each)), item)
        numbers = [_find_number(child) for child in _iter_children(paragraph)]
        if len(numbers) < 2 or _is_element(paragraph.K[0]):
            return ""
        page = self._pages[paragraph.Pg.objgen]
        label, text = page.find_first_text(numbers[0]), page.find_first_text(numbers[1])
        if label is None or text is None or label.baseline != text.baseline:
            return ""
        if len(label.text) > _LABEL_LENGTH:
            return ""
        self._move_label(paragraph, item)
        return label.text

    def _move_label(self, paragraph: Object, owner: Object) -> Object:
        """Move the paragraph's first content to a new label, and return the label.

        The label becomes the first child of ``owner``.
        """
        number, *rest = _iter_children(paragraph)
        label = self._make_element(Name.Lbl, owner, paragraph.Pg, [number])
        self._find_content(paragraph.Pg)[int(number)] = label
        _set_children(paragraph, rest)
        _set_children(owner, [label, *_iter_children(owner)])
        return label

    def _complete_notes(self) -> None:
        """Give each note an identifier, and make its number a label that links back to the text."""
        names = Array()
        by_page: dict[tuple[int, int], list[Object]] = {}
        for index, note in enumerate(self._elements.get("Note", [])):
            note.ID = String(f"note{index:06}")
            names.extend([note.ID, note])
            paragraph = next(_iter_children(note))
            if _is_element(paragraph) and "/Pg" in paragraph and not _is_element(paragraph.K[0]):
                by_page.setdefault(paragraph.Pg.objgen, []).append(note)
        if len(names):
            self._root.IDTree = Dictionary(Names=names)
        for number, notes in by_page.items():
            links = [each for each in self._pages[number].untagged_links if "/Dest" in each]
            if len(links) != len(notes):  # a note that continues on the next page has no number there
                continue
            for note, link in zip(notes, links, strict=True):
                label = self._move_label(next(_iter_children(note)), note)
                self._tag_link(link, label, label.Pg, list(_iter_children(label)))

    # Links

    def _complete_links(self) -> None:
        """Reunite links with their text, and tag links outside the text, such as those in a footer."""
        for link in self._elements.get("Link", []):
            if not any(
                _is_element(child) or not isinstance(child, Dictionary) for child in _iter_children(link)
            ):
                self._join_link(link)
        document = next(_iter_children(self._root))
        for page in self._pages.values():
            for link in page.untagged_links:
                element = self._tag_link(link, document, page.page, [])
                element.Alt = link.get("/Contents", String("Link"))

    def _join_link(self, link: Object) -> None:
        """Join ``link``, a piece that contains only the space at the end of a line, to the next piece.

        LibreOffice divides a link that continues on the next line. If no other piece follows, ``link`` gets
        an alternative text.
        """
        references = list(_iter_children(link))
        text = references[0].Obj.get("/Contents", String("Link"))
        siblings = list(_iter_children(link.P))
        index = siblings.index(link)
        following = next(iter(siblings[index + 1 :]), None)
        if following is None or not _is_element(following) or following.get("/S") != Name.Link:
            link.Alt = text
            return
        for reference in references:
            self._set_content(int(reference.Obj.StructParent), following)
        _set_children(following, [*_iter_children(following), *references])
        _set_children(link.P, [*siblings[:index], *siblings[index + 1 :]])

    def _tag_link(self, link: Object, parent: Object, page: Object, content: Sequence[Object]) -> Object:
        """Move ``content`` from ``parent`` into a new element for the link, and return that element.

        ``content`` contains numbers of marked content on ``page``. The element becomes the last child of
        ``parent``.
        """
        reference = Dictionary(Type=Name.OBJR, Obj=link, Pg=page)
        element = self._make_element(Name.Link, parent, page, [*content, reference])
        for number in content:
            self._find_content(page)[int(number)] = element
        _set_children(parent, [*(each for each in _iter_children(parent) if each not in content), element])
        link.StructParent = self._add_content(element)
        return element

    # The tree

    def _make_element(self, role: Object, parent: Object, page: Object, children: Sequence[Object]) -> Object:
        element = Dictionary(Type=Name.StructElem, S=role, P=parent, Pg=page, K=Array(children))
        return self._pdf.make_indirect(element)

    def _find_content(self, page: Object) -> Object:
        """Return the array of elements for a page's marked content, indexed by content number.

        If the page has no array, an empty one is added.
        """
        if "/StructParents" not in page:
            page.StructParents = self._add_content(self._pdf.make_indirect(Array([])))
        return self._contents[int(page.StructParents)]

    def _add_content(self, value: Object) -> int:
        number = max(self._contents, default=-1) + 1
        self._numbers.append(number)
        self._numbers.append(value)
        self._contents[number] = value
        return number

    def _set_content(self, number: int, value: Object) -> None:
        index = next(i for i in range(0, len(self._numbers), 2) if int(self._numbers[i]) == number)
        self._numbers[index + 1] = self._contents[number] = value


def _iter_children(element: Object) -> Iterator[Object]:
    """Yield the children: elements, references to objects, and numbers of marked content."""
    children = element.get("/K")
    if isinstance(children, Array):
        yield from children
    elif children is not None:
        yield children


def _set_children(element: Object, children: Sequence[Object]) -> None:
    if children:
        element.K = Array(children)
    elif "/K" in element:
        del element.K


def _is_element(child: Object) -> bool:
    return isinstance(child, Dictionary) and "/S" in child


def _list_attributes(element: Object) -> list[Object]:
    found = element.get("/A")
    return list(found) if isinstance(found, Array) else [] if found is None else [found]


def _find_kind(label: str) -> str:
    """Return PDF's name for the numbering that begins with ``label``.

    >>> [_find_kind(each) for each in ("•", "1.", "(a)", "iv)", "B")]
    ['Disc', 'Decimal', 'LowerAlpha', 'LowerRoman', 'UpperAlpha']
    """
    number = label.strip(" .():")
    if not number.isalnum():
        return "Disc"
    if number.isdecimal():
        return "Decimal"
    case = "Lower" if number.islower() else "Upper"
    return case + ("Roman" if set(number.lower()) <= set("ivx") else "Alpha")


def _find_number(child: Object) -> int:
    """Return the number of the first marked content in ``child``, or -1 if there is none."""
    while _is_element(child) and "/K" in child:
        child = next(_iter_children(child))
    return -1 if isinstance(child, Dictionary) else int(child)


def _is_uneven(table: Object, find_role: Callable[[Object], str]) -> bool:
    """Return whether the rows of a table have different numbers of columns.

    LibreOffice repeats a cell that a page break divides, but does not correct its number of rows on each
    page.
    """
    widths, spans = set[int](), dict[int, int]()
    for row in _list_rows(table, find_role):
        taken = {column for column, rows in spans.items() if rows > 0}
        spans = {column: rows - 1 for column, rows in spans.items() if rows > 1}
        column = 0
        for cell in filter(_is_element, _iter_children(row)):
            wide, high = (_read_span(cell, name) for name in ("/ColSpan", "/RowSpan"))
            for _ in range(wide):
                while column in taken:
                    column += 1
                taken.add(column)
                if high > 1:
                    spans[column] = high - 1
        widths.add(max(taken, default=-1) + 1)
    return len(widths) > 1


def _list_rows(element: Object, find_role: Callable[[Object], str]) -> Iterator[Object]:
    for child in filter(_is_element, _iter_children(element)):
        if find_role(child) == "TR":
            yield child
        elif find_role(child) in ("THead", "TBody", "TFoot"):
            yield from _list_rows(child, find_role)


def _read_span(cell: Object, name: str) -> int:
    return next((int(each[name]) for each in _list_attributes(cell) if name in each), 1)
