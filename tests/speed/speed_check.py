"""``check`` of a filled baseline form, beside unpacking and parsing the text of that form.

The whole check is measured as the command does it after its imports: the rules of documents and the reading
of the answers, in a project that was just opened. Run it with ``make speed``.
"""

from __future__ import annotations

import sys
import tempfile
import zipfile
from pathlib import Path

from lxml import etree
from timing import best

from assembler.api import Order, open_project
from assembler.word.check.check import check_document

ROOT = Path(__file__).resolve().parents[2]
TRIES = 7


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        order = Order("baseline-report", "examples/havenstad", language="en")
        document = open_project(ROOT).assemble(order)
        form = Path(folder) / document.file_name
        form.write_bytes(document.data)

        def parse() -> None:
            with zipfile.ZipFile(form) as archive:
                etree.fromstring(archive.read("word/document.xml"))

        def check() -> None:
            open_project(ROOT, cache=Path(folder) / "cache").check(form)

        check()
        for _ in range(3):
            floor, whole = best(parse, TRIES), best(check, TRIES)
            rules = best(lambda: check_document(document.data, form.name), TRIES)
            print(
                f"Python {sys.version.split()[0]}, CPU time, {len(document.data) // 1024} kB: "
                f"unpack and parse {1000 * floor:.0f} ms; rules {rules / floor:.1f} x as long, "
                f"whole check {whole / floor:.1f} x"
            )


if __name__ == "__main__":
    main()
