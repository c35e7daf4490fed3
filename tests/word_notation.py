"""A mini-notation for Word files: a test writes what a document says, and gets WordprocessingML or a .docx.

A document is a list of blocks. A text is a paragraph; ``Heading 1: Title`` begins one in that style, and
``Response: text`` in any other of ``STYLES``. What ``table``, ``paragraph`` or ``markup`` give is taken as it
is, so that a test can go as deep as it needs:

>>> answers = table(("Code", "Answer"), ("B1", run("Yes", BOLD)))
>>> data = docx("Heading 1: Report {{ city_of }}", "Dear city", answers)
>>> str(paragraph("Fish & chips"))
'<w:p><w:r><w:t xml:space="preserve">Fish &amp; chips</w:t></w:r></w:p>'

Other parts are named by their files; content types and relationships follow from the names:

>>> data = docx("Dear city", styles=styles(style("Normal")), header1=hdr("The arms"))
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, SupportsIndex
from xml.sax.saxutils import escape, quoteattr

from assembler.word.package.package import Package, open_package, pack

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006"
_CUSTOM_TYPE: Final = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
WORD_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
NAMESPACES: Final = (
    f'xmlns:w="{W}" xmlns:r="{OFFICE}" xmlns:wp="{DRAWING}/wordprocessingDrawing" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
"""The prefixes that ``markup`` may use."""
BOLD: Final = "<w:b/>"
STYLES: Final = ("Heading 1", "Heading 2", "Heading 3", "Title", "Response", "Normal")
"""The names of styles that may begin a text block, with a colon and a space."""
_STYLED: Final = re.compile(rf"({'|'.join(STYLES)}): ")
_PLAIN_TYPES: Final = (
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="png" ContentType="image/png"/>'
)


class Markup(str):
    """WordprocessingML, as against text, which is escaped; what is added to it is taken as markup."""

    __slots__ = ()

    def __add__(self, other: str) -> Markup:
        return Markup(str.__add__(self, other))

    def __mul__(self, times: SupportsIndex) -> Markup:
        return Markup(str.__mul__(self, times))


def markup(*xml: str) -> Markup:
    """WordprocessingML written out by hand."""
    return Markup("".join(xml))


def run(text: str, look: str = "") -> Markup:
    """A run; ``look`` holds its properties."""
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return markup(f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>')


def paragraph(*content: str, style: str = "", look: str = "") -> Markup:
    """A paragraph of texts and runs; ``look`` holds properties after its style (an id, as in the file)."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    properties = f"<w:pPr>{named}{look}</w:pPr>" if named or look else ""
    return markup(f"<w:p>{properties}", *map(_run_of, content), "</w:p>")


def bookmark(name: str, *content: str, number: int = 1) -> Markup:
    """A bookmark around texts and runs; ``number`` is its id."""
    inside = "".join(map(_run_of, content))
    return markup(
        f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{inside}<w:bookmarkEnd w:id="{number}"/>'
    )


def field(instruction: str, result: str = "9") -> Markup:
    """A complex field and its result."""
    begin, separate, end = (
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    code = f'<w:r><w:instrText xml:space="preserve">{escape(instruction)}</w:instrText></w:r>'
    return markup(begin, code, separate, _run_of(result), end)


def cell(*blocks: str, look: str = "") -> Markup:
    """A cell of blocks; ``look`` holds its properties."""
    return markup(f"<w:tc><w:tcPr>{look}</w:tcPr>", *map(_block, blocks), "</w:tc>")


def row(*cells: str, header: bool = False) -> Markup:
    """A row of texts, blocks or cells."""
    properties = "<w:trPr><w:tblHeader/></w:trPr>" if header else ""
    whole = (each if each.startswith("<w:tc>") else cell(each) for each in cells)
    return markup(f"<w:tr>{properties}", *whole, "</w:tr>")


def table(
    *rows: tuple[str, ...] | Markup, header: bool = True, width: int = 3000, caption: str = "", look: str = ""
) -> Markup:
    """A table; tuples are rows, the first one its header row unless ``header`` says otherwise.

    ``width`` is that of each column in twentieths of a point; ``look`` holds more properties of the table.
    """
    columns = max((len(each) for each in rows if isinstance(each, tuple)), default=1)
    lines = (
        each if isinstance(each, Markup) else row(*each, header=header and number == 0)
        for number, each in enumerate(rows)
    )
    said = f"<w:tblCaption w:val={quoteattr(caption)}/>" if caption else ""
    properties = f'<w:tblPr><w:tblW w:w="0" w:type="auto"/>{look}{said}</w:tblPr>'
    grid = f'<w:gridCol w:w="{width}"/>' * columns
    return markup(f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>", *lines, "</w:tbl>")


def style(name: str, inside: str = "", *, kind: str = "paragraph", identity: str = "") -> Markup:
    """A style by its name; its id is the name without spaces."""
    identity = identity or name.replace(" ", "")
    named = f'<w:style w:type="{kind}" w:styleId="{identity}"><w:name w:val="{name}"/>'
    return markup(named, inside, "</w:style>")


def styles(*inside: str) -> str:
    """The part of styles."""
    return f"<w:styles {NAMESPACES}>{''.join(inside)}</w:styles>"


def hdr(*blocks: str) -> str:
    """The part of a header."""
    return f"<w:hdr {NAMESPACES}>{''.join(map(_block, blocks))}</w:hdr>"


def document_xml(*blocks: str, section: str = "", namespaces: str = NAMESPACES) -> str:
    """The main part of a document; ``section`` holds the properties of its page."""
    body = "".join(map(_block, blocks))
    page = f"<w:sectPr>{section}</w:sectPr>" if section else "<w:sectPr/>"
    return f"<w:document {namespaces}><w:body>{body}{page}</w:body></w:document>"


def docx(
    *blocks: str,
    section: str = "",
    properties: Mapping[str, str] | None = None,
    links: Mapping[str, str] | None = None,
    files: Mapping[str, str | bytes] | None = None,
    **parts: str | bytes,
) -> bytes:
    """A .docx of blocks, with further ``parts`` in its folder ``word`` by the name of the part.

    ``properties`` are the custom properties of the file, ``links`` the targets of hyperlinks by the ids of
    their relationships. ``files`` are added by their path in the zip, or replace what would have been there,
    and no type or relationship follows from their names.
    """
    named = {f"word/{name}.xml": content for name, content in parts.items()}
    lines = [(f"rId{name}", re.sub(r"\d+$", "", name), f"{name}.xml") for name in parts]
    kinds = {"document.xml": "document.main"} | {target: kind for _, kind, target in lines}
    override = f'<Override PartName="/word/{{}}" ContentType="{WORD_TYPE}.{{}}+xml"/>'
    types = "".join(override.format(part, kind) for part, kind in kinds.items())
    roots = [("rId1", "officeDocument", "word/document.xml")]
    if properties:
        named["docProps/custom.xml"] = _custom_properties(properties)
        roots.append(("rId2", "custom-properties", "docProps/custom.xml"))
        types += f'<Override PartName="/docProps/custom.xml" ContentType="{_CUSTOM_TYPE}"/>'
    content: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">{_PLAIN_TYPES}{types}</Types>',
        "_rels/.rels": relationships(*roots),
        "word/document.xml": document_xml(*blocks, section=section),
        "word/_rels/document.xml.rels": relationships(
            *lines, *((name, "hyperlink", target) for name, target in (links or {}).items())
        ),
        **named,
        **(files or {}),
    }
    encoded = {name: text.encode() if isinstance(text, str) else text for name, text in content.items()}
    return pack(encoded, level=1)


def docx_of(body: str, **parts: str) -> bytes:
    """A .docx with a body written out by hand, to its last section."""
    document = f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"
    return docx(files={"word/document.xml": document}, **parts)


def package(*blocks: str, name: str = "drawn.docx", **parts: str | bytes) -> Package:
    """The opened .docx of blocks."""
    return open_package(docx(*blocks, **parts), name)


def relationships(*lines: tuple[str, str, str]) -> str:
    """A part of relationships: (id, kind, target); a target with ``://`` is outside the file."""

    def line(name: str, kind: str, target: str) -> str:
        outside = ' TargetMode="External"' if "://" in target else ""
        return f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{target}"{outside}/>'

    inside = "".join(line(*each) for each in lines)
    return f'<Relationships xmlns="{PACKAGE}/relationships">{inside}</Relationships>'


def _custom_properties(properties: Mapping[str, str]) -> str:
    lines = (
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{number}" name="{name}">'
        f"<vt:lpwstr>{escape(value)}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(properties.items(), 2)
    )
    office = OFFICE.removesuffix("/relationships")
    spaces = f'xmlns="{office}/custom-properties" xmlns:vt="{office}/docPropsVTypes"'
    return f"<Properties {spaces}>{''.join(lines)}</Properties>"


def _block(block: str) -> str:
    if isinstance(block, Markup):
        return block if not block.startswith("<w:r>") else paragraph(block)
    styled = _STYLED.match(block)
    if styled is None:
        return paragraph(block)
    return paragraph(block[styled.end() :], style=styled[1].replace(" ", ""))


def _run_of(content: str) -> str:
    return content if isinstance(content, Markup) else run(content)
