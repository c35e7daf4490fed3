"""Renew the gallery: a picture of one page of each document type, and the page that shows them.

Needs LibreOffice and pdftoppm (poppler). Run it with `make gallery` when pages have changed.
"""

from __future__ import annotations

import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from assembler.assembly.orders.order import Order
from assembler.assembly.orders.resolve import expand_parts
from assembler.batch.batch import Batch, BatchSettings
from assembler.batch.pdf import print_documents, select_unprinted
from assembler.store.office.layout import find_office
from assembler.store.project.project import Project
from assembler.store.project.search_path import shipped_folder

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs/gallery"
SHOWN = {
    "baseline-report": ("nl", 19),
    "charter-commitment": ("nl", 1),
    "desk-review": ("fi", 3),
    "evidence-log": ("en", 5),
    "feedback-report": ("en", 1),
    "host-response": ("el", 2),
    "agenda-evaluation": ("en", 4),
    "agenda-guide": ("en", 7),
    "agenda-overview": ("en", 3),
    "charter-progress-report": ("nl", 3),
    "charter-round-report": ("fi", 3),
    "findings-publication": ("en", 12),
    "follow-up": ("el", 3),
    "recommendations-tracker": ("de", 2),
    "thematic-toolkit": ("en", 4),
    "toolkit-self-assessment": ("de", 4),
    "team-desk-review": ("en", 5),
    "visit-timetable": ("en", 3),
    "team-conclusions": ("en", 2),
    "interview-guide": ("en", 1),
}
"""The language and the page shown of a document type; of the others, the first page in English."""
RESOLUTION = 62
"""Pixels per inch: an A4 page is 512 pixels wide."""
HEAD = """# Gallery

One page of each document type, filled with the invented review of Havenstad. `make gallery` updates the
pictures.
"""


def main() -> None:
    """Build the documents, draw a page of each and write the page of the gallery."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    lines = [HEAD]
    with TemporaryDirectory(prefix="gallery-") as name:
        project = Project(Path(name), share=shipped_folder())
        orders = {each: build_order(project, each) for each in project.document_types()}
        batch = Batch(project, BatchSettings(Path(name), pdf=True, pages=True))
        done, todo = batch.split_orders(list(orders.values()))
        done += batch.build(todo)
        printed = dict(print_documents(batch, select_unprinted(batch, done), find_office(), workers=1))
        for each, order in orders.items():
            language, page = SHOWN.get(each, ("en", 1))
            pdf = printed[order].pdf
            if pdf is None:
                raise SystemExit(f"{each}: no PDF; {printed[order].error}")
            draw(pdf, page, FOLDER / f"{each}-{language}")
            title = each.replace("-", " ").capitalize()
            picture = f"![Page {page} of the {title.lower()}](gallery/{each}-{language}.png)"
            lines.append(f"## {title}\n\n{picture}\n")
    (ROOT / "docs/gallery.md").write_text("\n".join(lines), encoding="utf-8")


def build_order(project: Project, name: str) -> Order:
    """Return the order for the example of a document type, in the language that the gallery shows."""
    declared = project.document_type(name)
    edition = "public" if "public" in declared.editions else next(iter(declared.editions), "")
    language = SHOWN.get(name, ("en", 1))[0]
    order = Order(name, declared.example, language=language, edition=edition, draft=True)
    return expand_parts(project, [order])[0]


def draw(pdf: Path, page: int, target: Path) -> None:
    """Write one page as a PNG."""
    where = ["-r", str(RESOLUTION), "-f", str(page), "-l", str(page), "-singlefile", "-png"]
    subprocess.run(["pdftoppm", *where, str(pdf), str(target)], check=True)


if __name__ == "__main__":
    main()
