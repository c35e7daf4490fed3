"""Old Word files go through LibreOffice: what is told where it is missing, hangs, or cannot read them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from assembler.errors import FileError, ToolError
from assembler.store.office.convert_to_docx import convert_to_docx
from commands import run_command

RTF = b"{\\rtf1 Dear all}"
pytestmark = pytest.mark.skipif(os.name == "nt", reason="the programs here are shell scripts")


def program(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a shell script be what this machine calls LibreOffice."""
    path = folder / "bin" / "soffice"
    path.parent.mkdir()
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(0o755)
    monkeypatch.setenv("PATH", f"{path.parent}{os.pathsep}{os.environ['PATH']}")


def test_where_libreoffice_is_missing_the_command_says_so_with_its_exit_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("assembler.store.office.layout.PROGRAM_FOLDERS", ())
    (tmp_path / "data/records").mkdir(parents=True)
    (tmp_path / "back.rtf").write_bytes(RTF)
    told = run_command(tmp_path, "collect", str(tmp_path / "back.rtf"))
    assert told.exit_code == 10
    assert "LibreOffice, which is needed to read .doc and .rtf files" in told.output
    assert ".docx or .odt" in told.output


def test_a_libreoffice_that_hangs_is_ended_with_all_that_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path, f'sleep 300 &\necho $! > "{tmp_path}/pid"\nwait', monkeypatch)
    with pytest.raises(ToolError, match="within 1 seconds"):
        convert_to_docx(RTF, "rtf", "back.rtf", seconds=1)
    state = Path("/proc") / (tmp_path / "pid").read_text("utf-8").strip() / "stat"
    assert not state.exists() or state.read_text("utf-8").split()[2] == "Z"


def test_a_libreoffice_that_writes_nothing_could_not_read_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path, "exit 0", monkeypatch)
    with pytest.raises(FileError, match="cannot read this file"):
        convert_to_docx(RTF, "rtf", "back.rtf")
