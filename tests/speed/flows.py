"""The functions and files of ours that four commands enter, here and in an earlier version.

    python tests/speed/flows.py            # this tree
    python tests/speed/flows.py a7b8513    # and that revision beside it

Each command runs twice in a copy of the project; the second run, with a warm cache, is counted. A function
counts once, however often it is called; comprehensions, lambdas, modules and the bodies of classes do not
count.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FORM = "build/form.docx"
FLOWS = {
    "build": ["build", "baseline-report", "--record", "examples/havenstad", "--language", "nl"],
    "check": ["check", FORM],
    "collect": ["collect", FORM],
    "catalogue update": ["catalogue", "update"],
}
COUNT = """
import atexit, inspect, json, os, sys
tree, out, sys.argv = sys.argv[1], sys.argv[2], ["assembler", *sys.argv[3:]]
package, entered = os.path.join(os.path.realpath(tree), "assembler") + os.sep, set()
sys.path.insert(0, tree)
def enter(frame, event, argument):
    code = frame.f_code
    own = code.co_filename.startswith(package) and not code.co_name.startswith("<")
    if event == "call" and own and code.co_flags & inspect.CO_OPTIMIZED:
        entered.add((code.co_filename, code.co_qualname))
def report():
    sys.setprofile(None)
    with open(out, "w") as file:
        json.dump([len(entered), len({path for path, _ in entered})], file)
leave = os._exit
def leave_with_report(code):
    report()
    leave(code)
os._exit = leave_with_report
atexit.register(report)
sys.setprofile(enter)
from assembler.cli import main
main()
"""


def count(tree: Path) -> dict[str, tuple[int, int]]:
    """The functions and the files that each command enters in the version at ``tree``."""
    counts = {}
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "project"
        for name in ("data", "templates", "locales"):
            shutil.copytree(tree / name, project / name)
        (project / "build").mkdir()
        environment = {**os.environ, "ASSEMBLER_CACHE": f"{folder}/cache", "XDG_CACHE_HOME": f"{folder}/xdg"}
        out = Path(folder) / "counts.json"
        for name, words in FLOWS.items():
            for _ in range(2):
                command = [sys.executable, "-c", COUNT, str(tree), str(out), *words]
                subprocess.run(command, cwd=project, env=environment, capture_output=True, check=False)
            counts[name] = tuple(json.loads(out.read_text()))
            if name == "build":
                next(project.glob("build/*.docx")).rename(project / FORM)
    return counts


def unpack(revision: str, folder: Path) -> Path:
    """The tree of an earlier revision, in ``folder``."""
    archive = subprocess.run(["git", "archive", revision], cwd=ROOT, capture_output=True, check=True).stdout
    with tarfile.open(fileobj=BytesIO(archive)) as packed:
        packed.extractall(folder, filter="data")
    return folder


def main(revisions: list[str]) -> None:
    columns = {"now": count(ROOT)}
    for revision in revisions:
        with tempfile.TemporaryDirectory() as folder:
            columns[revision] = count(unpack(revision, Path(folder)))
    print("functions / files".ljust(20), *(name.rjust(16) for name in columns))
    for flow in FLOWS:
        print(flow.ljust(20), *("{} / {}".format(*counts[flow]).rjust(16) for counts in columns.values()))


if __name__ == "__main__":
    main(sys.argv[1:])
