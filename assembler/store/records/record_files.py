"""The folder of a record as it was at one moment: its files as bytes, before anybody asks what they say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from assembler.diagnostics import Diagnostic, Level, Location
from assembler.errors import FileError
from assembler.model.paths import FILES_BY_HEADER, HEADERS, ROOTS
from assembler.store.files.cache import Cache
from assembler.store.files.files import read_file
from assembler.store.files.transaction import recover
from assembler.store.records.file_kinds import file_of, parse_kind
from assembler.store.yaml.suggest import suggestion
from assembler.store.yaml.yaml_file import YamlFile
from assembler.structs import Struct


class Papers(Struct, frozen=True):
    """The files of a record by their kind, in the order of ``model.paths.ROOTS``; each was read once.

    A file that cannot be read is the error that says why. ``strangers`` are the names of other YAML and CSV
    files in the folder; ``shown`` is the folder as people know it.
    """

    name: str
    folder: Path
    shown: str
    contents: Mapping[str, bytes | FileError]
    strangers: tuple[str, ...] = ()

    def file(self, kind: str, cache: Cache | None = None) -> YamlFile:
        """The file of ``kind`` as plain data with lines; its faults stand in its diagnostics."""
        name, content = f"{self.shown}/{file_of(kind)}", self.contents[kind]
        if isinstance(content, FileError):
            return YamlFile(name, diagnostics=(_error("unreadable", name, content.message, content.hint),))
        return parse_kind(kind, content, name, cache=cache)


def read_papers(folder: Path, name: str, *, shown: str = "") -> Papers:
    """What lies in ``folder`` now; what a killed program left half done there is done first.

    OutputError where that cannot be done.
    """
    recover(folder)
    contents = {kind: _content(folder / file_of(kind)) for kind in kinds_in(folder)}
    wanted = {file_of(kind) for kind in ROOTS}
    found = sorted(path.name for path in (*folder.glob("*.y*ml"), *folder.glob("*.csv")))
    strangers = tuple(each for each in found if each not in wanted)
    return Papers(name, folder, shown or str(folder), contents, strangers)


def _content(path: Path) -> bytes | FileError:
    try:
        return read_file(path)
    except FileError as error:
        return error


def kinds_in(folder: Path) -> tuple[str, ...]:
    """The kinds of files in the folder of a record, in the order of ``model.paths.ROOTS``."""
    return tuple(kind for kind in ROOTS if (folder / file_of(kind)).exists())


def strange(papers: Papers) -> Iterator[Diagnostic]:
    """YAML and CSV files whose name is no kind of record."""
    wanted = [file_of(kind) for kind in ROOTS]
    for name in papers.strangers:
        what = f"`{name}` is no kind of record"
        yield _error("unknown-file", f"{papers.shown}/{name}", what, suggestion(name, wanted))


def report_about(papers: Papers) -> Iterator[Diagnostic]:
    """A record that says of no thing or of two what it is about."""
    shown = papers.shown
    about = [kind for kind in HEADERS if kind in papers.contents]
    if not about:
        names = " or ".join(f"{kind}.yaml" for kind in HEADERS)
        yield _error("about-nothing", shown, f"the record has no {names}",
                     "write one: it says the project and the language")  # fmt: skip
    for kind in about[1:]:
        what = f"the record has {about[0]}.yaml and {kind}.yaml, and can be about one thing only"
        yield _error("about-two-things", f"{shown}/{kind}.yaml", what, "make two records of it")


def report_misplaced(papers: Papers) -> dict[str, Diagnostic]:
    """By kind, an error for each file that does not belong beside the one that says what it is about."""
    about = next((kind for kind in HEADERS if kind in papers.contents), "")
    strays = [kind for kind in papers.contents if about and kind not in {*HEADERS, *FILES_BY_HEADER[about]}]
    return {
        kind: _error("misplaced-file", f"{papers.shown}/{file_of(kind)}",
                     f"`{file_of(kind)}` does not belong beside {about}.yaml", "move it to its own record")
        for kind in strays
    }  # fmt: skip


def _error(rule: str, file: str, what: str, hint: str) -> Diagnostic:
    return Diagnostic(rule, Level.ERROR, Location(file), what, hint)
