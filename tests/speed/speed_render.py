"""The same work by our engine, docxtpl, a floor and other programs: medians of CPU time, and ratios.

Ours is a warm ``PreparedTemplate.render``, which checks names and allocates ids. The floor is the same text
by Jinja without any of that, and the same deflate. Other programs run in processes of their own, on data and
templates of their own dialect; what is missing on this machine is said. Run it with ``make speed``;
``--zlib`` leaves the faster deflate out.
"""

from __future__ import annotations

import sys

if "--zlib" in sys.argv:
    sys.modules["isal"] = None  # type: ignore[assignment]

from collections.abc import Iterator

import peers
from engines import by_docxtpl, in_turns, lean_jinja, prepared, texts
from works import NAMES, ROUNDS, Jinja, work

from assembler.word.package.zip_writer import describe_compressor
from assembler.word.render.prepared_template import PreparedTemplate


def measured(name: str) -> Iterator[str]:
    given = work(name, Jinja())
    ready = prepared(given.template)
    floor, stored = lean_jinja(ready), ready.to_bytes()
    wanted = texts(by_docxtpl(given.template, given.data))
    if not wanted == texts(ready.render(given.data)) == texts(floor(given.data)):
        sys.exit(f"{name}: the engines do not say the same")
    median = in_turns(
        {
            "docxtpl": lambda: by_docxtpl(given.template, given.data),
            "ours": lambda: ready.render(given.data),
            "floor: lean Jinja": lambda: floor(given.data),
            "ours, read from a file": lambda: PreparedTemplate.from_bytes(stored).render(given.data),
            "ours, making ready": lambda: prepared(given.template),
        },
        ROUNDS[name],
    )
    yield f"{name}: {len(ready.render(given.data)) // 1024} kB, {len(wanted):,} paragraphs"
    for label, time in median.items():
        yield line(label, time, median)
    if "--zlib" not in sys.argv:
        for label, found in peers.times(name, wanted):
            yield line(label, found, median) if isinstance(found, float) else f"  {label:24} {found}"


def line(label: str, time: float, median: dict[str, float]) -> str:
    by_ours = f"{time / median['ours']:7.1f} x ours" if label != "ours" else ""
    return f"  {label:24} {time:9.2f} ms {median['docxtpl'] / time:7.1f} x as fast as docxtpl {by_ours}"


def main() -> None:
    print(f"Python {sys.version.split()[0]}, {describe_compressor()}, CPU time, medians, warm")
    for name in NAMES:
        for each in measured(name):
            print(each, flush=True)


if __name__ == "__main__":
    main()
