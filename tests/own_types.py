"""A document type of a user's own, drawn in a few lines: its declaration and its template."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from textwrap import dedent
from xml.sax.saxutils import escape

from assembler.store.project.search_path import shipped
from assembler.word.package.package import open_package, pack

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
Line = str | Sequence[Sequence[str]]
"""A paragraph (``# `` begins a heading), or a table: rows of cells, the first one its header row."""

DECLARED = dedent("""\
    title: "Letter {city_of}"
    description: "A letter of thanks to the peers"
    kind: form
    record: review
    example: examples/havenstad
    fields:
      office:
        code: "T.1"
        path: review.contact.office
        control: text
        title: "Position"
        prompt: "Type the position of the contact here"
""")
BODY: Sequence[Line] = (
    "# Letter to {{ city_name }}",
    [("Code", "Question", "Answer"), ("{{ office.code }}", "Which position?", "{{ office }}")],
)


def write_type(
    project: Path, declared: str = DECLARED, body: Sequence[Line] = BODY, *, name: str = "letter"
) -> Path:
    """Write the type ``name`` into ``project``; its folder."""
    folder = project / "templates" / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "document.yaml").write_text(declared, "utf-8")
    (folder / "template.docx").write_bytes(drawn(body))
    return folder


def drawn(body: Sequence[Line], *, more: dict[str, bytes] | None = None) -> bytes:
    """A template with ``body``, and the styles of the plain house style; ``more`` replaces other parts."""
    style = open_package((shipped() / "templates/house-styles/plain.docx").read_bytes(), "plain.docx")
    xml = f'<w:document xmlns:w="{W}"><w:body>{"".join(map(_line, body))}<w:sectPr/></w:body></w:document>'
    parts = {name: style.parts[name] for name in style.parts if "header" not in name and "footer" not in name}
    rels = "word/_rels/document.xml.rels"
    kept = [line for line in style.relationships(style.main) if line.kind not in ("header", "footer")]
    lines = "".join(
        f'<Relationship Id="{each.id}" Type="{each.type}" Target="/{each.target}"/>' for each in kept
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    parts[rels] = f'<Relationships xmlns="{space}">{lines}</Relationships>'.encode()
    return pack({**parts, style.main: xml.encode(), **(more or {})})


def _line(line: Line) -> str:
    if isinstance(line, str):
        return paragraph(line)
    rows = "".join(_row(cells, header=not number) for number, cells in enumerate(line))
    caption = '<w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblCaption w:val="Questions"/></w:tblPr>'
    columns = '<w:gridCol w:w="3000"/>' * len(line[0])
    return f"<w:tbl>{caption}<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"


def _row(cells: Sequence[str], *, header: bool) -> str:
    mark = "<w:trPr><w:tblHeader/></w:trPr>" if header else ""
    return f"<w:tr>{mark}{''.join(f'<w:tc><w:tcPr/>{paragraph(cell)}</w:tc>' for cell in cells)}</w:tr>"


def paragraph(text: str) -> str:
    """A paragraph in WordprocessingML."""
    style = '<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>' if text.startswith("# ") else ""
    words = escape(text.removeprefix("# "))
    return f'<w:p>{style}<w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:p>'
