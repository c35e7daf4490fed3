"""Run a command of the program in a test, inside this process or in one of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from assembler.cli import assembler

ROOT = Path(__file__).resolve().parents[1]


def run_command(project: Path, *args: str, code: int | None = None, typed: str = "") -> Result:
    """Run the program over the folder ``project``; exceptions that are no exit are raised.

    ``code`` is the exit code that is expected, ``typed`` what the user types.
    """
    result = CliRunner().invoke(
        assembler, ["--project", str(project), *args], input=typed, catch_exceptions=False
    )
    assert code in (None, result.exit_code), result.output
    return result


def run_process(
    *args: str, cwd: Path = ROOT, env: dict[str, str] | None = None, **streams: Any
) -> subprocess.CompletedProcess[str]:
    """Run the program in a process of its own; its streams are captured unless ``streams`` says otherwise."""
    if not streams:
        streams = {"capture_output": True}
    return subprocess.run(
        [sys.executable, "-m", "assembler", *args], cwd=cwd, text=True, encoding="utf-8", errors="replace",
        env={**os.environ, "PYTHONPATH": str(ROOT), **(env or {})}, check=False, **streams,
    )  # fmt: skip
