"""Write a user's own document type: its declaration, and a template drawn in a few lines."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from textwrap import dedent

from assembler.store.project.search_path import shipped_folder
from assembler.word.package.copy_parts import remove_related_parts
from assembler.word.package.package import open_package, pack
from word_notation import document_xml, table

Line = str | Sequence[Sequence[str]]
"""A paragraph (``# `` begins a heading), or a table: rows of cells, the first one its header row."""

EXAMPLE = "examples/kade"
"""The example record of the tiny project."""
DECLARED = dedent(f"""\
    title: "Letter {{city_of}}"
    description: "A letter of thanks to the peers"
    kind: form
    record: review
    example: {EXAMPLE}
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
LIST = """\
lists:
  budgets:
    code: "T.3"
    path: baseline.background.budgets
    title: "Budgets"
    columns:
      line: {heading: "Line", control: text}
"""
"""A list of budgets, to add to ``DECLARED``."""


def write_type(
    project: Path, declared: str = DECLARED, body: Sequence[Line] = BODY, *, name: str = "letter"
) -> Path:
    """Write the type ``name`` into ``project`` and return its folder."""
    folder = project / "templates" / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "document.yaml").write_text(declared, "utf-8")
    (folder / "template.docx").write_bytes(draw_template(body))
    return folder


def draw_template(body: Sequence[Line], *, more: dict[str, bytes] | None = None) -> bytes:
    """Return a template with ``body`` and the plain house style; ``more`` replaces other parts."""
    style = open_package((shipped_folder() / "templates/house-styles/plain.docx").read_bytes(), "plain.docx")
    bare = remove_related_parts(style, ("header", "footer"))
    return pack({**bare.parts, style.main: document_xml(*map(_block, body)).encode(), **(more or {})})


def _block(line: Line) -> str:
    if isinstance(line, str):
        return line.replace("# ", "Heading 1: ", 1) if line.startswith("# ") else line
    return table(*map(tuple, line), caption="Questions")
