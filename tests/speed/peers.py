"""Other programs that fill Word templates, timed in processes of their own.

rust-docxtpl takes the name of docxtpl, so that it needs an environment for itself; docxtemplater and Carbone
need node. They are looked for in ``.tools/speed`` and installed there once, where the network allows it.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from engines import texts
from works import ROUNDS, Carbone, Dialect, Docxtemplater, Jinja, work

HERE = Path(__file__).resolve().parent
TOOLS = HERE.parents[1] / ".tools" / "speed"
MODULES = {"docxtemplater": ("docxtemplater@3", "pizzip@3"), "carbone": ("carbone@3",)}


def times(name: str, wanted: list[str]) -> Iterator[tuple[str, float | str]]:
    """Each program with its median of CPU milliseconds, or with what is the matter."""
    yield "rust-docxtpl", _asked(_rust(), name, Jinja(), wanted)
    yield "docxtemplater", _asked(_node("docxtemplater"), name, Docxtemplater(), wanted)
    yield "carbone", _asked(_node("carbone"), name, Carbone(), wanted)


def _asked(command: list[str] | str, name: str, dialect: Dialect, wanted: list[str]) -> float | str:
    if isinstance(command, str):
        return command
    given = work(name, dialect)
    with tempfile.TemporaryDirectory() as folder:
        at = Path(folder)
        (at / "template.docx").write_bytes(given.template)
        (at / "data.json").write_text(json.dumps(given.data), encoding="utf-8")
        words = [*command, str(at), str(ROUNDS[name])]
        done = subprocess.run(words, capture_output=True, text=True, timeout=600)
        if done.returncode:
            return f"failed: {done.stderr.strip().splitlines()[-1:]}"
        same = texts((at / "made.docx").read_bytes()) == wanted
    return float(done.stdout) if same else "says something else"


def _rust() -> list[str] | str:
    python = TOOLS / "rust" / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not python.exists():
        _quietly([sys.executable, "-m", "venv", str(TOOLS / "rust")])
        _quietly([str(python), "-m", "pip", "install", "-q", "rust-docxtpl"])
    ready = _quietly([str(python), "-c", "import docxtpl"])
    return [str(python), str(HERE / "rust_docxtpl.py")] if ready else "not there (pip install rust-docxtpl)"


def _node(program: str) -> list[str] | str:
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node:
        return "not there (node is missing)"
    folder = TOOLS / "npm" / "node_modules"
    if not (folder / program).exists() and npm:
        here = ["--no-audit", "--no-fund", "--prefix", str(TOOLS / "npm")]
        _quietly([npm, "install", *here, *MODULES[program]])
    if not (folder / program).exists():
        return f"not there (npm install {' '.join(MODULES[program])})"
    return [node, str(HERE / "peers.js"), program, str(folder)]


def _quietly(command: list[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, timeout=300).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False
