"""A batch by one process and by as many as there are processors, and again with nothing changed: ratios.

Charters, forms, guides and desk reviews in ten languages, templates already prepared. On a machine that has
other work too, the second ratio tells more: how much more processor time many processes take than one does.
"""

from __future__ import annotations

import os
import resource
import shutil
import tempfile
import time
from pathlib import Path

from assembler.assembly.orders.order import Order
from assembler.batch.batch import Batch, BatchSettings
from assembler.batch.executors import SerialExecutor, open_processes
from assembler.store.files.result_cache import FolderCache
from assembler.store.project.project import Project
from assembler.store.project.search_path import shipped_folder

CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
CITIES = 28


def with_rounds(home: Path) -> Project:
    """A project with as many charter records as there are cities in a network."""
    example = shipped_folder() / "data/records/examples/charter-havenstad"
    for number in range(CITIES):
        shutil.copytree(example, home / f"data/records/charter-{number}")
    return Project(home, share=shipped_folder(), cache=FolderCache(home / "build/cache"))


def orders(project: Project) -> list[Order]:
    """Charters for each record, forms for some cities, agenda guides and desk reviews, in many languages."""
    codes = [code for code in project.languages() if "-" not in code]
    charters = [Order("charter-commitment", f"charter-{number}", language=code)
                for number in range(CITIES) for code in codes]  # fmt: skip
    forms = [Order("baseline-report", benchmark="dive", city=city, language=code)
             for city in list(project.cities())[:6] for code in codes]  # fmt: skip
    guides = [Order("agenda-guide", "examples/agenda-2009", language=code, house_style=style)
              for code in codes for style in project.house_styles()]  # fmt: skip
    reviews = [Order("desk-review", "examples/havenstad", language=code, part=part)
               for code in codes for part in ("HK", "LM")]  # fmt: skip
    return [*charters, *forms, *guides, *reviews]


def used() -> float:
    """Seconds of processor time of this process and those that it started and that have ended."""
    both = (resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in both)


def timed(project: Project, output: Path, workers: int) -> tuple[float, float]:
    """Seconds for the whole batch, starting the processes included: by the clock, and of processors."""
    begun, before = time.perf_counter(), used()
    batch = Batch(project, BatchSettings(output))
    _, todo = batch.split_orders(orders(project))
    if workers > 1:
        with open_processes(workers) as executor:
            failed = [outcome.error for _, outcome in batch.build(todo, executor) if outcome.error]
    else:
        failed = [outcome.error for _, outcome in batch.build(todo, SerialExecutor()) if outcome.error]
    assert not failed, failed[0]
    return time.perf_counter() - begun, used() - before


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        made = with_rounds(home)
        count = len(orders(made))
        timed(made, home / "warm", 1)
        alone = min(timed(made, home / f"one-{number}", 1) for number in range(3))
        together = min(timed(made, home / f"all-{number}", CORES) for number in range(3))
        again = min(timed(made, home / "one-0", 1) for _ in range(3))
    print(f"{count} documents, {count / alone[0]:.0f} a second by one, {count / together[0]:.0f} by {CORES}")
    print(f"{alone[0] / together[0]:5.2f}  times as fast with {CORES} processes")
    print(f"{together[1] / alone[1]:5.2f}  times the processor time of one, in all")
    print(f"{alone[0] / again[0]:5.0f}  times as fast where nothing changed")
