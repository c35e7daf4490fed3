"""How long an evidence log takes as its records grow: ten times as many should take about ten times as long.

The record is the example review with generated evidence: 28 interviews and two workshops, every indicator,
facts and opinions of all colours, findings that use a tenth of it. Loading is told apart: CSV read and
validated, references checked. Run it with ``make speed``.
"""

from __future__ import annotations

import csv
import io
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from assembler.assembly.assemble import assemble
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order
from assembler.store.project.project import Project
from assembler.store.project.search_path import shipped_folder

SIZES = (500, 1000, 2000, 5000)
COLUMNS = ("session", "sequence", "indicator", "statement", "language", "nature", "checked", "colour")
SESSIONS = (*(f"I{number}" for number in range(1, 29)), "WA", "WB")
COLOURS = ("meets", "does-not-meet", "inconclusive", "")


def written(root: Path, count: int) -> Project:
    """A project with one review, ``generated``, that has ``count`` records of evidence."""
    folder = root / f"data/records/generated-{count}"
    shutil.copytree(shipped_folder() / "data/records/examples/havenstad", folder)
    codes = [each.code for each in Project(shipped_folder()).benchmark("inti-cities").indicators()]
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(COLUMNS)
    for number in range(count):
        at, times = number % len(SESSIONS), number // len(SESSIONS) + 1
        nature = "opinion" if number % 7 == 0 else "fact"
        said = f"Statement {number} of somebody who knows, long enough to fill a line and a half of the log."
        colour = COLOURS[number % 11 % 4]
        code = codes[number * 7 % len(codes)]
        rows.writerow((SESSIONS[at], times, code, said, "en", nature, "nothing", colour))
    (folder / "evidence.csv").write_text(text.getvalue(), encoding="utf-8")
    return Project(root, share=shipped_folder())


T = TypeVar("T")
TRIES = 5


def seconds(work: Callable[[], T], tries: int = 1) -> tuple[float, T]:
    """The shortest of several times, and what was made."""
    taken = []
    for _ in range(tries):
        start = time.process_time()
        made = work()
        taken.append(time.process_time() - start)
    return min(taken), made


def main() -> None:
    """Print seconds of CPU and size for each number of records, and the ratio of the last to the first."""
    print(f"Python {sys.version.split()[0]}, CPU time, template warm, one process")
    spent: dict[int, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        for count in SIZES:
            build_context = BuildContext(written(Path(folder), count))
            order = Order("evidence-log", f"generated-{count}", language="en", draft=True)
            loading, record = seconds(partial(build_context.project.record, order.record))
            work = partial(assemble, build_context, order, record=record)
            work()
            spent[count], made = seconds(work, TRIES)
            per = spent[count] / count * 1000
            print(f"{count:6,} records {spent[count]:8.3f} s {per:6.3f} ms each {len(made.data):12,} bytes; "
                  f"loaded in {loading:.2f} s")  # fmt: skip
    print(f"{SIZES[-1]:,} to {SIZES[0]:,} records: {spent[SIZES[-1]] / spent[SIZES[0]]:.1f} times as long")


if __name__ == "__main__":
    main()
