"""A command that is killed, broken off or out of room leaves all of its files old or all of them new."""

from __future__ import annotations

import errno
import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document

from assembler.errors import OutputError
from assembler.sheets.export_sheet import export_sheet
from assembler.sheets.import_sheet import import_sheet
from assembler.store.project.project import Project
from assembler.translation.exchange_export import export_catalogue
from assembler.translation.exchange_import import import_files
from assembler.translation.update import update_catalogues
from file_operations import FileOperations, raised
from own_types import EXAMPLE
from tiny_project import write_project

Work = Callable[[Path], object]
Command = tuple[Path, Work]
SAMPLE = 4
"""So many of the file operations of a command are tried where not all are."""
MOMENT = "2026-11-20T09:00:00+00:00"
LANGUAGES = ("fi", "nl")
LETTER = "title: Letter\ndescription: A letter\nrecord: review\nexample: examples/kade\n"
VISIT = """\
language: en
sessions:
  I1: {kind: interview, day: 2026-10-06, start: "09:00", minutes: 60, interviewees: [{group: Citizens}]}
"""
SOURCE = b"<source>Dear city</source>"
EVIDENCE = "session,sequence,indicator,statement\nI1,1,GG/1,The flyer was printed.\n"


@pytest.fixture(scope="module")
def operations() -> FileOperations:
    return FileOperations()


def letter(folder: Path, *texts: str) -> None:
    """A document type that says ``texts``, and no other."""
    home = folder / "templates/letter"
    home.mkdir(parents=True, exist_ok=True)
    (home / "document.yaml").write_text(LETTER, "utf-8")
    document = Document()
    for text in texts:
        document.add_paragraph(text)
    document.save(str(home / "template.docx"))


def alone_in(folder: Path) -> Project:
    """The project in ``folder`` without what comes with the program."""
    return Project(folder, share=folder)


def run_update(folder: Path) -> object:
    return update_catalogues(alone_in(folder), LANGUAGES)


def for_update(folder: Path) -> Work:
    """A project whose catalogues lack a text."""
    letter(folder, "Dear city")
    run_update(folder)
    letter(folder, "Dear city", "With kind regards")
    return run_update


def for_catalogue_import(folder: Path) -> Work:
    """A project whose catalogues came back from an agency, each with a text more."""
    letter(folder, "Dear city")
    run_update(folder)
    files = []
    for code in LANGUAGES:
        before, source, after = export_catalogue(alone_in(folder), code, "xliff").partition(SOURCE)
        assert source
        translated = before + source + f"<target>In {code}</target>".encode() + after
        (folder / f"{code}.xlf").write_bytes(translated)
        files.append(f"{code}.xlf")
    return lambda home: import_files(alone_in(home), [home / name for name in files], reviewer="MK")


def for_import(folder: Path) -> Work:
    """A project with a sheet in which somebody changed a statement."""
    record = write_project(folder).root / "data/records" / EXAMPLE
    record = Path(shutil.move(record, folder / "data/records/kade"))
    (record / "visit.yaml").write_text(VISIT, "utf-8")
    (record / "evidence.csv").write_text(EVIDENCE, "utf-8")
    sheet = folder / "sheet.csv"
    export_sheet(alone_in(folder), "evidence", record="kade", code="en", output=sheet)
    text = sheet.read_text("utf-8-sig")
    assert "The flyer was printed." in text
    sheet.write_text(text.replace("was printed", "had already been printed"), "utf-8")
    return lambda home: import_sheet(
        alone_in(home), "evidence", home / "sheet.csv", record="kade", moment=MOMENT
    )


COMMANDS = {"import": for_import, "catalogue import": for_catalogue_import, "catalogue update": for_update}


@pytest.fixture(params=COMMANDS)
def command(request: pytest.FixtureRequest, tmp_path: Path) -> Command:
    """A project before the command, and the command."""
    before = tmp_path / "before"
    before.mkdir()
    return before, COMMANDS[request.param](before)


@pytest.fixture(params=["sample", pytest.param("each", marks=pytest.mark.product)])
def moments(request: pytest.FixtureRequest, command: Command, operations: FileOperations) -> list[int]:
    """The numbers of the file operations at which the command is stopped, and at last the one after them."""
    before, work = command
    folder = copied(before, "counted")
    operations.folder, operations.left = folder, 1000
    work(folder)
    count, operations.left = 1000 - operations.left, -1
    assert SAMPLE < count < 200
    step = count // (SAMPLE - 1) if request.param == "sample" else 1
    return [*range(0, count, step), count]


def state(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def begin_again(folder: Path) -> None:
    """What every command that writes does first."""
    project = alone_in(folder)
    for name in ("", *project.own_records()):
        project.recover(name)


def copied(before: Path, name: str) -> Path:
    return Path(shutil.copytree(before, before.with_name(name)))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")
def test_killed_at_any_file_operation(
    command: Command, moments: list[int], operations: FileOperations
) -> None:
    before, work = command
    done = copied(before, "done")
    work(done)
    old, new = state(before), state(done)
    assert sum(new[name] != old.get(name) for name in new) > 1
    for number in moments:
        folder = copied(before, str(number))
        child = os.fork()
        if child == 0:
            operations.folder, operations.left = folder, number
            operations.act = lambda: os.kill(os.getpid(), signal.SIGKILL)
            work(folder)
            os._exit(0)
        _, how = os.waitpid(child, 0)
        begin_again(folder)
        left = {name: data for name, data in state(folder).items() if not name.endswith(".part")}
        assert left in (old, new), number
        work(folder)
        assert state(folder) == new, number
        assert (how == 0) is (number == moments[-1])
        shutil.rmtree(folder)


@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError(errno.ENOSPC, "no space")])
def test_broken_off_at_any_file_operation(
    command: Command, moments: list[int], operations: FileOperations, error: BaseException
) -> None:
    before, work = command
    done = copied(before, "done")
    work(done)
    old, new = state(before), state(done)
    for number in moments:
        folder = copied(before, str(number))
        operations.folder, operations.left, operations.act = folder, number, raised(error)
        try:
            work(folder)
        except (KeyboardInterrupt, OutputError) as stopped:
            assert isinstance(stopped, OutputError) is isinstance(error, OSError)
        is_done, operations.left = operations.left >= 0, -1
        begin_again(folder)
        assert state(folder) in (old, new), number
        assert is_done is (number == moments[-1])
        shutil.rmtree(folder)
