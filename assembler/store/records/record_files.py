"""Files of a record: their names and formats, and their contents as bytes, not yet parsed.

A file is YAML, or CSV for the kinds in ``model.paths.TABLES``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from assembler.diagnostics import Diagnostic, Location
from assembler.diagnostics.data_files import (
    AMBIGUOUS_RECORD,
    MISPLACED_FILE,
    MISSING_RECORD_HEADER,
    UNKNOWN_FILE,
)
from assembler.errors import FileError
from assembler.model.paths import FILES_BY_HEADER, HEADERS, ROOTS, TABLES
from assembler.store.files.input_files import InputFiles
from assembler.store.files.result_cache import Cache
from assembler.store.yaml.suggestions import report_unknown
from assembler.store.yaml.yaml_file import YamlFile, parse_yaml
from assembler.structs import Struct, replace


def file_name_of(kind: str) -> str:
    """Return the file name for ``kind``.

    >>> file_name_of("baseline"), file_name_of("evidence")
    ('baseline.yaml', 'evidence.csv')
    """
    return f"{kind}.csv" if kind in TABLES else f"{kind}.yaml"


def parse_kind(kind: str, content: bytes, name: str, *, cache: Cache | None = None) -> YamlFile:
    """Parse ``content``, a file of ``kind``.

    ``name`` is the name of the file in messages. Errors are in the diagnostics of the result; nothing is
    raised.
    """
    if kind in TABLES:
        from assembler.store.tables.csv_file import parse_csv

        return parse_csv(content, name, ROOTS[kind], TABLES[kind])
    return parse_yaml(content, name, cache=cache)


class RecordFiles(Struct, frozen=True):
    """The files of a record.

    ``contents`` maps kinds, in the order of ``model.paths.ROOTS``, to bytes, or to the error if a file cannot
    be read. ``unexpected`` contains the names of other YAML and CSV files in the folder. ``display_name`` is
    the name of the folder in messages.
    """

    name: str
    folder: Path
    display_name: str
    contents: Mapping[str, bytes | FileError]
    files: InputFiles
    unexpected: tuple[str, ...] = ()

    def file(self, kind: str, cache: Cache | None = None) -> YamlFile:
        """Parse the file of ``kind``.

        Errors are in the diagnostics of the result; nothing is raised.
        """
        name, content = f"{self.display_name}/{file_name_of(kind)}", self.contents[kind]
        if isinstance(content, FileError):
            found = content.as_diagnostics(Location(name))
            return YamlFile(name, diagnostics=tuple(replace(each, location=Location(name)) for each in found))
        return parse_kind(kind, content, name, cache=cache)


def read_record_files(
    folder: Path, name: str, *, display_name: str = "", files: InputFiles | None = None
) -> RecordFiles:
    """Read the files in ``folder``, as they will be once any interrupted transaction there is completed.

    ``name`` is the name of the record. ``display_name`` is the name of the folder in messages, by default its
    path. ``files`` is an optional cache of the files already read.
    """
    files = files or InputFiles()
    files.watch(folder)
    contents = {kind: _read_content(files, folder / file_name_of(kind)) for kind in list_kinds(folder, files)}
    wanted = {file_name_of(kind) for kind in ROOTS}
    names = sorted(path.name for path in (*folder.glob("*.y*ml"), *folder.glob("*.csv")))
    unexpected = tuple(each for each in names if each not in wanted)
    return RecordFiles(name, folder, display_name or str(folder), contents, files, unexpected)


def _read_content(files: InputFiles, path: Path) -> bytes | FileError:
    try:
        return files.read(path)
    except FileError as error:
        return error


def list_kinds(folder: Path, files: InputFiles) -> tuple[str, ...]:
    """Return the kinds of files in a record's folder, in the order of ``model.paths.ROOTS``."""
    return tuple(kind for kind in ROOTS if files.exists(folder / file_name_of(kind)))


def report_unexpected(source: RecordFiles) -> Iterator[Diagnostic]:
    """Yield an error for each YAML or CSV file with an unknown name."""
    wanted = [file_name_of(kind) for kind in ROOTS]
    for name in source.unexpected:
        location = Location(f"{source.display_name}/{name}")
        yield report_unknown(UNKNOWN_FILE, location, name, wanted)


def report_header(source: RecordFiles) -> Iterator[Diagnostic]:
    """Yield an error if a record has no header file, or more than one."""
    display_name = source.display_name
    about = [kind for kind in HEADERS if kind in source.contents]
    if not about:
        names = ", ".join(f"{kind}.yaml" for kind in HEADERS)
        yield MISSING_RECORD_HEADER.at(Location(display_name), files=names)
    for kind in about[1:]:
        location = Location(f"{display_name}/{kind}.yaml")
        yield AMBIGUOUS_RECORD.at(location, first=about[0], second=kind)


def report_misplaced(source: RecordFiles) -> dict[str, Diagnostic]:
    """Return an error for each file that the record's header file does not allow, by kind."""
    about = next((kind for kind in HEADERS if kind in source.contents), "")
    misplaced = [
        kind for kind in source.contents if about and kind not in {*HEADERS, *FILES_BY_HEADER[about]}
    ]
    return {
        kind: MISPLACED_FILE.at(
            Location(f"{source.display_name}/{file_name_of(kind)}"), file=file_name_of(kind), header=about
        )
        for kind in misplaced
    }
