"""LibreOffice is started once for many files, is not waited for without end, and one bad file is one failure.

A small program plays LibreOffice here: it reads the same list of tasks and says the same words.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from assembler.errors import ToolError
from assembler.store.office import layout
from assembler.store.office.layout import LayoutTask, Office, find_office

PLAYED = """#!{python}
import re, sys, time
from pathlib import Path
from urllib.parse import unquote, urlparse

if "--terminate_after_init" in sys.argv:
    sys.exit()
tasks, said = (Path(unquote(urlparse(url).path)) for url in re.findall(r'"([^"]+)"', sys.argv[-1]))
starts = Path(__file__).with_name("starts")
starts.write_text(starts.read_text() + "x" if starts.exists() else "x")
lines = tasks.read_text().splitlines()
with said.open("a", buffering=1) as out:
    for number, (source, target) in enumerate(zip(lines[::2], lines[1::2]), 1):
        source = source.rpartition("/")[2]
        print("begin", number, file=out)
        if "crash" in source:
            sys.exit(77)
        if "slow" in source:
            time.sleep(60)
        if "odd" in source:
            print("failed it is odd", file=out)
            continue
        print("pages _Toc00000001 2 _Toc00000002 14", file=out)
        if target:
            Path(unquote(urlparse(target).path)).write_bytes(b"%PDF")
        print("done", file=out)
    print("finished", file=out)
"""


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A program that plays LibreOffice; ``starts`` beside it counts how often it was started to work."""
    path = tmp_path / "soffice"
    path.write_text(PLAYED.replace("{python}", sys.executable), "utf-8")
    path.chmod(0o755)
    return path


def layouts(folder: Path, *names: str) -> list[LayoutTask]:
    return [LayoutTask(folder / f"{name}.docx", folder / f"{name}.pdf") for name in names]


def starts(program: Path) -> int:
    return len(program.with_name("starts").read_text())


def test_many_files_are_one_start_and_each_has_its_pages(program: Path, tmp_path: Path) -> None:
    found = Office(str(program)).lay_out(layouts(tmp_path, "a b", "ü", "c"))
    assert [each.pages for each in found] == [{"_Toc00000001": 2, "_Toc00000002": 14}] * 3
    assert [each.error for each in found] == ["", "", ""]
    assert (tmp_path / "ü.pdf").read_bytes() == b"%PDF"
    assert starts(program) == 1


def test_a_file_that_cannot_be_laid_out_fails_by_itself(program: Path, tmp_path: Path) -> None:
    found = Office(str(program)).lay_out(layouts(tmp_path, "a", "odd", "c"))
    assert [each.error for each in found] == ["", "it is odd", ""]
    assert starts(program) == 1


def test_after_a_crash_the_rest_goes_on_and_that_file_has_one_more_try(program: Path, tmp_path: Path) -> None:
    found = Office(str(program)).lay_out(layouts(tmp_path, "a", "crash", "c"))
    assert [bool(each.error) for each in found] == [False, True, False]
    assert "crashed" in found[1].error
    assert starts(program) == 2


def test_a_file_that_takes_too_long_is_given_up(program: Path, tmp_path: Path) -> None:
    found = Office(str(program), limit=0.5).lay_out(layouts(tmp_path, "slow", "b"))
    assert "longer than" in found[0].error
    assert found[1].error == ""


def test_a_program_that_does_not_start_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "soffice"
    path.write_text("#!/bin/sh\nexit 3\n")
    path.chmod(0o755)
    with pytest.raises(ToolError, match="failed to start"):
        Office(str(path)).lay_out(layouts(tmp_path, "a"))


def test_where_libreoffice_is_missing_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(layout, "PROGRAM_FOLDERS", ())
    with pytest.raises(ToolError) as caught:
        find_office()
    assert caught.value.exit_code == 10
    assert "libreoffice-writer" in caught.value.hint
