"""How soon the program is there: help and completion beside bare click, a second build beside its libraries.

Which libraries those are a real second build says itself: each module of a third party that it imported, and
no other. Processor time of whole processes, in turn, so that a busy machine slows all of them alike; medians.
Python's compiled files are kept, as after any installation.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
BARE = """
import click
@click.group()
@click.version_option("1")
@click.option("--project")
def group(**_): "A program."
@group.command()
@click.argument("name")
def build(name): "Builds."
group(prog_name="bare")
"""
TOLD = """
import atexit, sys, sysconfig
folders = tuple({sysconfig.get_path(name) for name in ("purelib", "platlib")})
def tell():
    files = ((name, getattr(module, "__file__", None) or "") for name, module in sys.modules.items())
    print("third:", *(name for name, file in files if file.startswith(folders)), file=sys.stderr)
atexit.register(tell)
from assembler.cli import main
main()
"""
"""A build that tells the third parties' modules that it imported."""
BUILD = ("build", "charter-commitment", "--record", "examples/charter-havenstad", "--language", "nl")
FORM = ("build", "baseline-report", "--record", "examples/havenstad", "--language", "nl")


def processor_time(command: Sequence[str], environment: Mapping[str, str], folder: Path) -> float:
    """Seconds of processor time of one process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, env=environment, cwd=folder, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def libraries(words: Sequence[str], environment: Mapping[str, str], folder: Path) -> str:
    """A program that imports just what third parties bring to the second build with these ``words``."""
    for _ in range(2):
        done = subprocess.run([sys.executable, "-c", TOLD, *words], env=environment, cwd=folder, check=True,
                              capture_output=True, text=True)  # fmt: skip
    told = next(line for line in done.stderr.splitlines() if line.startswith("third: ")).split()[1:]
    return f"import {', '.join(told)}"


def measured(rounds: int = 9, of: Callable[[Iterable[float]], float] = median) -> dict[str, float]:
    """The median (``of``) of each, in seconds; what was prepared is on disk, every process is a new one."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "data/records").mkdir(parents=True)
        jobs = processes(folder)
        found: dict[str, list[float]] = {job: [] for job in jobs}
        for _ in range(rounds + 1):
            for job, (command, environment) in jobs.items():
                found[job].append(processor_time(command, environment, folder))
    return {job: of(times[1:]) for job, times in found.items()}  # the first of each fills the caches


def processes(folder: Path) -> dict[str, tuple[list[str], dict[str, str]]]:
    """The command of each process and its environment; ``folder`` is a project."""
    python, ours = sys.executable, [sys.executable, "-m", "assembler"]
    plain = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    plain["PYTHONPATH"] = str(ROOT)
    words = {"COMP_WORDS": "assembler bu", "COMP_CWORD": "1"}
    asked = {"_ASSEMBLER_COMPLETE": "bash_complete", "_BARE_COMPLETE": "bash_complete", **words}
    return {
        "bare --help": ([python, "-c", BARE, "--help"], plain),
        "help": ([*ours, "--help"], plain),
        "bare completion": ([python, "-c", BARE], {**plain, **asked}),
        "completion": ([python, "-c", "from assembler.cli import main; main()"], {**plain, **asked}),
        "libraries": ([python, "-c", libraries(BUILD, plain, folder)], plain),
        "second build": ([*ours, *BUILD], plain),
        "libraries of a form": ([python, "-c", libraries(FORM, plain, folder)], plain),
        "second build of a form": ([*ours, *FORM], plain),
    }


def ratios(found: Mapping[str, float]) -> dict[str, float]:
    """What the goals are about: 1.5, 1.5, 2, 2."""
    return {
        "assembler --help / a bare click program": found["help"] / found["bare --help"],
        "completion / that of a bare click program": found["completion"] / found["bare completion"],
        "second cold build of a charter / its libraries": found["second build"] / found["libraries"],
        "second cold build of a form / its libraries": found["second build of a form"]
        / found["libraries of a form"],
    }


if __name__ == "__main__":
    seconds = measured()
    print(", ".join(f"{job} {time * 1000:.0f} ms" for job, time in seconds.items()))
    for name, ratio in ratios(seconds).items():
        print(f"{ratio:5.2f}  {name}")
