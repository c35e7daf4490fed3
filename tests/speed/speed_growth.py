"""How time and memory grow: 730 and 7,300 indicators, 5,000 and 50,000 rows, each in a process of its own.

Memory is what rendering adds to the peak of a process that holds template and data, beside the uncompressed
document.xml. Run it with ``make speed``.
"""

from __future__ import annotations

import io
import resource
import subprocess
import sys
import time
import zipfile
from pathlib import Path

from engines import prepared
from works import Jinja, baseline, evidence_log, indicators

SIZES = (("rows", 5000), ("rows", 50_000), ("indicators", 730), ("indicators", 7300))


def one(kind: str, count: int) -> str:
    """Seconds, megabytes added to the peak, and megabytes of document.xml."""
    document, data = evidence_log(Jinja(), 1) if kind == "rows" else baseline(Jinja())
    stream = io.BytesIO()
    document.save(stream)
    ready = prepared(stream.getvalue())
    ready.render(data)
    if kind == "rows":
        _, data = evidence_log(Jinja(), count)
    else:
        import random

        data["pillars"] = [indicators(random.Random(4), "GG", count)]
    before = peak()
    start = time.process_time()
    made = ready.render(data)
    seconds, added = time.process_time() - start, peak() - before
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        size = archive.getinfo("word/document.xml").file_size / 1e6
    return f"{seconds} {added} {size}"


def peak() -> float:
    """The most memory that this process had so far, in MB (Linux counts in kB)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


def main() -> None:
    taken: dict[str, list[float]] = {}
    for kind, count in SIZES:
        command = [sys.executable, str(Path(__file__)), kind, str(count)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        seconds, added, size = map(float, done.stdout.split())
        taken.setdefault(kind, []).append(seconds)
        grown = f"peak + {added:.1f} MB, body {size:.1f} MB of XML"
        print(f"{count:6,} {kind:10} {seconds * 1000:8.1f} ms; {grown}")
    for kind, (small, large) in taken.items():
        print(f"ten times as many {kind}: {large / small:.1f} times as long")


if __name__ == "__main__":
    if len(sys.argv) > 2:
        print(one(sys.argv[1], int(sys.argv[2])))
    else:
        main()
