"""A PDF is given what LibreOffice omits, on files drawn as LibreOffice writes them."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from assembler.diagnostics.builds import INACCESSIBLE_PDF
from assembler.pdf.conformance import make_conformant

XMP = b"""<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
   <pdfaid:part>2</pdfaid:part>
   <pdfaid:conformance>B</pdfaid:conformance>
  </rdf:Description>
  <rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
   <xmp:CreateDate>2026-11-21T22:49:54Z</xmp:CreateDate>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""
UA = b"<pdfuaid:part>1</pdfuaid:part>"
Tree = tuple[Any, ...]


def text(number: int, y: float = 700, codes: str = "0102030405060708", style: str = "Standard") -> str:
    """Draw a text in marked content, as LibreOffice does."""
    return (
        f"/{style}<</MCID {number}>>BDC\nq 0 0 0 rg\nBT\n56.8 {y} Td /F2 11 Tf"
        f"[<{codes[:2]}>-1<{codes[2:]}>]TJ\nET\nQ\nEMC\n"
    )


def draw(
    content: str, *tree: Tree, title: str = "Charter", links: int = 0, characters: str = ""
) -> pikepdf.Pdf:
    """Draw a PDF of one page with a structure tree of (role, children, attributes).

    ``A`` is the box of an element, ``A2`` the number of rows of a cell. A child is an element, or the number
    of marked content; a text is a link, by its number in ``links``. ``characters`` are those of the font,
    from code 1 on.
    """
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595, 842)).obj
    page.Contents, page.StructParents = pdf.make_stream(content.encode()), 0
    pairs = "".join(f"<{code:02X}> <{ord(each):04X}>\n" for code, each in enumerate(characters, 1))
    table = f"{len(characters)} beginbfchar\n{pairs}endbfchar\n".encode()
    page.Resources = Dictionary(Font=Dictionary(F2=Dictionary(ToUnicode=pdf.make_stream(table))))
    page.Annots = Array()
    for number in range(links):
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Contents=f"note {number}", Dest=Array([page]))
        page.Annots.append(pdf.make_indirect(link))
    owners: dict[int, Any] = {}
    annotations: list[Any] = []

    def add(parent: Any, role: str, children: list[Any], attributes: dict[str, Any] | None = None) -> Any:
        element = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{role}"), P=parent, Pg=page))
        for key, value in (attributes or {}).items():
            if key == "A2":
                element.A = Dictionary(O=Name.Table, RowSpan=value)
            else:
                element[f"/{key}"] = Dictionary(O=Name.Layout, BBox=Array(value)) if key == "A" else value
        kids = Array()
        for child in children:
            if isinstance(child, int):
                owners[child] = element
                kids.append(child)
            elif isinstance(child, str):
                annotation = page.Annots[int(child)]
                annotation.StructParent = len(annotations) + 1
                annotations.append(element)
                kids.append(Dictionary(Type=Name.OBJR, Obj=annotation))
            else:
                kids.append(add(element, *child))
        if len(kids):
            element.K = kids
        return element

    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    root.K = Array([add(root, "Document", list(tree))])
    numbers = Array([0, pdf.make_indirect(Array([owners[number] for number in sorted(owners)]))])
    for key, element in enumerate(annotations, 1):
        numbers.append(key)
        numbers.append(element)
    root.ParentTree = Dictionary(Nums=numbers)
    root.RoleMap = Dictionary(
        {"/Standard": Name.P, "/H1": Name.H1, "/Footnote": Name.P, "/Document": Name.Document}
    )
    pdf.Root.StructTreeRoot, pdf.Root.Lang = root, "en-GB"
    pdf.Root.Metadata = pdf.make_stream(XMP)
    pdf.docinfo["/CreationDate"] = "D:20261121224954Z'"
    if title:
        pdf.docinfo["/Title"] = title
    return pdf


def convert(
    pdf: pikepdf.Pdf, *chart_texts: str, row_headers: tuple[bool, ...] = ()
) -> tuple[pikepdf.Pdf, tuple[str, ...]]:
    """Return the PDF as the program makes it, and its faults."""
    data = BytesIO()
    pdf.save(data)
    result = make_conformant(data, "decoration", chart_texts, row_headers)
    return pikepdf.open(BytesIO(result.data)), result.problems


def show(element: Any) -> Any:
    """Return an element as (role, children); a link is "link", marked content its number."""
    if isinstance(element, int):
        return element
    if "/S" not in element:
        return "link"
    children = element.get("/K", Array())
    return (str(element.S)[1:], [show(child) for child in children])


def tree_of(pdf: pikepdf.Pdf) -> list[Any]:
    """Return the children of the document, having checked that contents and links refer to their elements."""
    root = pdf.Root.StructTreeRoot
    numbers = root.ParentTree.Nums
    contents = {int(numbers[index]): numbers[index + 1] for index in range(0, len(numbers), 2)}

    def check(element: Any) -> None:
        for child in element.get("/K", Array()):
            if isinstance(child, int):
                assert contents[int(element.Pg.StructParents)][child].objgen == element.objgen
            elif "/S" not in child:
                assert contents[int(child.Obj.StructParent)].objgen == element.objgen
            else:
                assert child.P.objgen == element.objgen
                check(child)

    check(root.K[0])
    return [show(child) for child in root.K[0].K]


def content_of(pdf: pikepdf.Pdf) -> str:
    return pdf.pages[0].Contents.read_bytes().decode()


def test_lines_and_backgrounds_are_artifacts_and_text_is_not() -> None:
    line = "0.5 w\n56.7 632.8 m\n538.6 632.8 l S\n"
    artifact = "/Artifact BMC\n0 0 1 rg\n56 62 100 12 re f*\nEMC\n"
    span = (
        "/P<</MCID 1>>BDC\nBT\n/Span<</ActualText<FEFF00A0>>>\nBDC\n56 600 Td /F2 9 Tf<05>Tj\nEMC\nET\nEMC\n"
    )
    pdf, _ = convert(draw(line + text(0) + line + span + artifact + "Q\n" + line, ("P", [0]), ("P", [1])))
    content = content_of(pdf)
    assert content.count(f"/Artifact BMC{line}\nEMC") == 1
    assert content.count(line) == 3 and content.count("/Artifact BMC") == 4
    assert text(0) in content and span in content and artifact in content
    assert content.count("BMC") + content.count("BDC") == content.count("EMC")


def test_a_string_that_reads_like_a_mark_is_text() -> None:
    words = "/P<</MCID 0>>BDC\nBT\n56 600 Td /F2 9 Tf(press EMC now)Tj\nET\nEMC\n"
    pdf, _ = convert(draw(words + "1 1 m 2 2 l S\n", ("P", [0])))
    assert words in content_of(pdf) and content_of(pdf).count("/Artifact") == 1


def test_a_shape_of_a_header_is_an_artifact() -> None:
    shape = "/Figure<</MCID 0>>BDC\n0 0 1 rg\n0 479 595 362 re f*\nEMC\n"
    pdf = draw(shape + text(1), ("P", [1]), ("Figure", [0], {"A": [0, 0, 9, 9]}))
    root = pdf.Root.StructTreeRoot
    root.K.append(root.K[0].K[1])
    del root.K[0].K[1]
    pdf, faults = convert(pdf)
    assert faults == () and len(pdf.Root.StructTreeRoot.K) == 1
    assert tree_of(pdf) == [("P", [1])]
    assert "/Artifact BMC\n0 0 1 rg" in content_of(pdf) and "/Figure" not in content_of(pdf)


def test_a_decorative_picture_is_an_artifact() -> None:
    line = "/Figure<</MCID 1>>BDC\n1 1 m 2 2 l S\nEMC\n"
    figure = ("P", [0, ("Figure", [1], {"Alt": "decoration", "A": [0, 0, 9, 9]})])
    pdf, faults = convert(draw(text(0) + line, figure))
    assert (tree_of(pdf), faults) == ([("P", [0])], ())
    assert "/Artifact BMC\n1 1 m 2 2 l S\nEMC" in content_of(pdf)


def test_elements_without_content_are_removed_but_cells_keep_their_place() -> None:
    row = ("TR", [("TD", [("P", [])]), ("TD", [("P", [1])])])
    pdf, _ = convert(draw(text(0) + text(1), ("P", [0]), ("P", []), ("H1", [("Span", [])]), ("Table", [row])))
    assert tree_of(pdf) == [("P", [0]), ("Table", [("TR", [("TD", []), ("TD", [("P", [1])])])])]


def test_the_picture_of_a_figure_is_its_content() -> None:
    picture = (
        "/Artifact BMC\nQ q 70.9 496 453 283 re\nW* n\nq 453.55 0 0 283.45 70.9 496.1 cm\n/Im1 Do Q\nEMC\n"
    )
    logo = "/Artifact BMC\nq 20 0 0 20 10 800 cm\n/Im2 Do Q\nEMC\n"
    figure = ("Figure", [("Figure", [], {"Alt": "Chart", "A": [70.9, 496, 524.45, 779.5]})])
    pdf, faults = convert(draw(text(0) + logo + picture, ("P", [0]), figure))
    assert faults == ()
    assert tree_of(pdf) == [("P", [0]), ("P", [("Figure", [1])])]  # the outer one is a style of that name
    assert "/Figure<</MCID 1>>BDC\nQ q 70.9" in content_of(pdf)
    assert logo in content_of(pdf)


def test_charts_get_their_texts_in_order_beside_pictures_that_have_one() -> None:
    box = [70.9, 496, 524.45, 779.5]
    figures = [("Figure", [number], {"A": box, **alt}) for number, alt in enumerate(({}, {"Alt": "Map"}, {}))]
    pages = draw(text(0) + text(1) + text(2), ("P", figures))
    pdf, faults = convert(pages, "Visitors by region", "Visitors by kind")
    found = pdf.Root.StructTreeRoot.K[0].K[0].K
    assert [str(each.Alt) for each in found] == ["Visitors by region", "Map", "Visitors by kind"]
    assert faults == ()


def test_no_chart_gets_a_text_where_another_picture_lacks_one() -> None:
    figures = [("Figure", [number], {"A": [70.9, 496, 524.45, 779.5]}) for number in (0, 1)]
    _, faults = convert(draw(text(0) + text(1), ("P", figures)), "Visitors by region")
    assert faults == ("pictures without alternative text: 2",)


@pytest.mark.parametrize(("label", "kind"), [("•", "/Disc"), ("1.", "/Decimal"), ("b)", "/LowerAlpha")])
def test_numbers_and_bullets_are_the_labels_of_items(label: str, kind: str) -> None:
    codes = "0102"[: 2 * len(label)]
    items = text(0, 700, codes) + text(1, 700) + text(2, 686) + text(3, 660, codes) + text(4, 660)
    body = [("LI", [("LBody", [("P", [0, 1, 2])])]), ("LI", [("LBody", [("P", [3, ("Span", [4])])])])]
    pdf, _ = convert(draw(items, ("L", body), characters=label))
    assert tree_of(pdf) == [("L", [("LI", [("Lbl", [0]), ("LBody", [("P", [1, 2])])]),
                                   ("LI", [("Lbl", [3]), ("LBody", [("P", [("Span", [4])])])])])]  # fmt: skip
    assert pdf.Root.StructTreeRoot.K[0].K[0].A[0].ListNumbering == kind


@pytest.mark.parametrize("second", [text(1, 686), text(1, 700)], ids=["next line", "long text"])
def test_the_first_words_of_an_item_without_a_number_are_no_label(second: str) -> None:
    pdf, _ = convert(draw(text(0, 700) + second, ("L", [("LI", [("LBody", [("P", [0, 1])])])])))
    assert tree_of(pdf) == [("L", [("LI", [("LBody", [("P", [0, 1])])])])]


@pytest.mark.parametrize(("symbol", "result", "faults"), [
    ("\uf0b7", b"<2022>", ()), ("\uf095", b"<F095>", ("symbols without a Unicode character: 1",)),
])  # fmt: skip
def test_bullets_of_symbol_fonts_are_characters(symbol: str, result: bytes, faults: tuple[str, ...]) -> None:
    pdf, found = convert(draw(text(0), ("P", [0]), characters=symbol))
    assert result in pdf.pages[0].obj.Resources.Font.F2.ToUnicode.read_bytes()
    assert found == faults


def test_a_style_does_not_change_the_meaning_of_a_standard_role() -> None:
    pdf = draw(text(0), ("Quote", [0]))
    pdf.Root.StructTreeRoot.RoleMap.Quote = Name.P
    pdf, _ = convert(pdf)
    assert tree_of(pdf) == [("P", [0])]
    assert "/Quote" not in pdf.Root.StructTreeRoot.RoleMap


def test_the_number_of_a_note_is_a_label_that_links_back() -> None:
    notes = [("Div", [("Note", [("Footnote", [number, number + 1])])]) for number in (1, 3)]
    content = "".join(text(number) for number in range(5))
    pdf, _ = convert(draw(content, ("P", [0]), *notes, links=2))
    labelled = [
        ("Div", [("Note", [("Lbl", [("Link", [n, "link"])]), ("Footnote", [n + 1])])]) for n in (1, 3)
    ]
    assert tree_of(pdf) == [("P", [0]), *labelled]
    names = pdf.Root.StructTreeRoot.IDTree.Names
    assert [str(names[0]), names[1].S, len(names)] == ["note000000", Name.Note, 4]
    assert pdf.pages[0].obj.Tabs == Name.S


def test_a_link_outside_of_the_text_is_read_after_it() -> None:
    pdf, _ = convert(draw(text(0), ("P", [0]), links=1))
    assert tree_of(pdf) == [("P", [0]), ("Link", ["link"])]
    assert str(pdf.Root.StructTreeRoot.K[0].K[1].Alt) == "note 0"


def test_a_link_on_the_space_before_its_text_is_joined_to_it() -> None:
    links = [("Link", [0, "0"]), ("Link", ["1"]), ("Link", [1, "2"])]
    pdf, _ = convert(draw(text(0) + text(1), ("P", links), links=3))
    assert tree_of(pdf) == [("P", [("Link", [0, "link"]), ("Link", [1, "link", "link"])])]


def test_the_standards_are_claimed_without_a_date() -> None:
    pdf, faults = convert(draw(text(0), ("H1", [0])))
    xmp = pdf.Root.Metadata.read_bytes()
    assert faults == ()
    assert UA in xmp and b"<pdfaid:conformance>A<" in xmp and b"PDF/UA identification schema" in xmp
    assert b"2026" not in xmp and "/CreationDate" not in pdf.docinfo
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    assert dict(pdf.Root.StructTreeRoot.RoleMap) == {"/Standard": Name.P, "/Footnote": Name.P}


@pytest.mark.parametrize(
    ("title", "tree", "fault"),
    [
        ("Charter", ("Figure", [0], {"A": [0, 0, 9, 9]}), "pictures without alternative text: 1"),
        ("Charter", ("Figure", [0], {"A": [0, 0, 9, 9], "Alt": " "}), "pictures without alternative text: 1"),
        ("Charter", ("Sect", [("H1", [0]), ("H3", [1])]), "a level 3 heading follows a level 1 heading"),
        ("Charter", ("H2", [0]), "the first heading has level 2, not 1"),
        ("", ("P", [0]), "the document has no title"),
    ],
)  # fmt: skip
def test_what_only_the_author_can_add_is_reported_and_not_claimed(title: str, tree: Tree, fault: str) -> None:
    pdf, faults = convert(draw(text(0) + text(1), tree, title=title))
    assert faults == (fault,)
    assert UA not in pdf.Root.Metadata.read_bytes()
    assert INACCESSIBLE_PDF.id == "inaccessible-pdf"


def test_a_file_without_structure_is_refused() -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    data = BytesIO()
    pdf.save(data)
    with pytest.raises(ValueError, match="no structure"):
        make_conformant(data)


def test_a_stream_that_ends_with_a_return_keeps_its_length() -> None:
    pdf = draw(text(0), ("P", [0]))
    pdf.pages[0].obj.Extra = pikepdf.Stream(pdf, b"\r", Filter=Name.DCTDecode)
    made, _ = convert(pdf)
    assert made.pages[0].obj.Extra.read_raw_bytes() == b"\r"
    data = BytesIO()
    made.save(data)
    assert b"\r\nendstream" in data.getvalue() and b"\r\nendstream" not in make_conformant(data).data


@pytest.mark.parametrize(
    ("second", "faults"),
    [
        ([("TD", [2])], ()),
        ([("TD", [2]), ("TD", [3])], ("a page break divides cells that are merged downwards",)),
    ],
)
def test_cells_that_a_page_break_divides_are_a_fault(second: list[Tree], faults: tuple[str, ...]) -> None:
    """LibreOffice repeats the part of a cell on the next page, and counts its rows twice."""
    high = ("TD", [0], {"A2": 2})
    pdf = draw("".join(map(text, range(4))), ("Table", [("TR", [high, ("TD", [1])]), ("TR", second)]))
    assert convert(pdf)[1] == faults


def test_the_first_cells_are_row_headers_where_the_first_column_names_the_rows() -> None:
    def rows(first: int) -> Tree:
        cells = [("TD", [("Standard", [number])]) for number in range(first, first + 3)]
        return ("Table", [("TR", cells[:2]), ("TR", cells[2:])])

    drawn = "".join(text(number) for number in range(6))
    made, _ = convert(draw(drawn, rows(0), rows(3)), row_headers=(False, True))
    plain, headed = made.Root.StructTreeRoot.K[0].K
    roles = [[str(cell.S) for row in each.K for cell in row.K] for each in (plain, headed)]
    assert roles == [["/TD"] * 3, ["/TH", "/TD", "/TD"]]
    [scope] = headed.K[0].K[0].A
    assert (scope.O, scope.Scope) == (Name.Table, Name.Row)


def test_a_row_that_libreoffice_left_out_is_reported() -> None:
    """Where a table breaks badly over pages, LibreOffice 7.4 writes a row without its cells."""
    cells = [("TD", [("Standard", [number])]) for number in range(2)]
    drawn = draw(text(0) + text(1), ("Table", [("TR", cells), ("TR", [])]))
    made, problems = convert(drawn, row_headers=(True,))
    assert problems == ("rows of tables that LibreOffice left out: 1",)
    assert str(made.Root.StructTreeRoot.K[0].K[0].K[0].K[0].S) == "/TH"


def test_row_headers_of_other_tables_than_those_of_the_file_are_not_used() -> None:
    drawn = ("Table", [("TR", [("TD", [("Standard", [0])]), ("TD", [("Standard", [1])])])])
    made, _ = convert(draw(text(0) + text(1), drawn), row_headers=(True, True))
    assert tree_of(made) == [drawn]
