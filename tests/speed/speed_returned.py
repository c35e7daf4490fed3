"""``collect`` and ``check`` of the baseline form of 73 indicators, beside inflating and parsing its text.

    python tests/speed/speed_returned.py

The form comes back as it was sent, with the answers of the example review, and once with 520 more answers.
Processor time in one process. Parsing and the jobs take turns, so that a busy machine slows all alike; each
ratio is of the shortest times, and of the medians.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import zipfile
from pathlib import Path
from statistics import median

from lxml import etree

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from assembler.api import open_project as open_interface  # noqa: E402
from assembler.assembly.orders.order import Order  # noqa: E402
from assembler.collect.collect import collect  # noqa: E402
from assembler.store.files.result_cache import FolderCache  # noqa: E402
from assembler.store.project.project import Project  # noqa: E402
from assembler.store.project.search_path import shipped_folder  # noqa: E402
from assembler.word.check.check import check_document  # noqa: E402
from returned_forms import BODY, edit_form, only_manifest, send_form, type_answers  # noqa: E402
from speed.timing import in_turns  # noqa: E402

ANSWER = (
    "The city council adopted a plan for newcomers, and its departments follow it.\nThey report each year."
)

ROUNDS = 9


def parse_body(path: Path) -> None:
    """Inflate and parse the text of a Word file, which is the least that any reader must do."""
    with zipfile.ZipFile(path) as archive:
        etree.fromstring(archive.read(BODY))


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        example = shipped_folder() / "data/records/examples/havenstad"
        shutil.copytree(example, root / "data/records/review")
        cache = FolderCache(root / "cache")

        def open_project() -> Project:
            return Project(root, share=shipped_folder(), cache=cache)

        sent = send_form(open_project(), Order("baseline-report", "review", language="en"))
        asked = [each.code for each in only_manifest(open_project()).fields if each.kind == "rich_text"]
        typed = edit_form(sent, type_answers(dict.fromkeys(asked, ANSWER)))
        for name, path in (("as it was sent", sent), (f"with {len(asked)} new answers", typed)):
            data = path.read_bytes()
            jobs = {
                "inflating and parsing": lambda: parse_body(path),  # noqa: B023
                "collect": lambda: collect(open_project(), path, dry_run=True),  # noqa: B023
                "check": lambda: open_interface(root, cache=root / "cache").check(path),  # noqa: B023
                "the rules of documents": lambda: check_document(data, path.name),  # noqa: B023
            }
            in_turns(jobs, 1)  # fills the cache
            bare, *others = in_turns(jobs, ROUNDS).items()
            for job, taken in others:
                ratios = [each(taken) / each(bare[1]) for each in (min, median)]
                print(f"{job}, {name}: {min(taken) * 1000:.0f} ms, {ratios[0]:.1f} times {bare[0]}"
                      f" (of the medians: {ratios[1]:.1f})")  # fmt: skip


if __name__ == "__main__":
    main()
