"""Projects: the resources, records and sent forms of a user."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assembler.errors import DataError, OutputError, ProjectError
from assembler.store.files.files import read_file
from assembler.store.files.result_cache import Cache, FolderCache
from assembler.store.files.transaction import recover
from assembler.store.project import sent_forms as forms
from assembler.store.project.resources import Resources
from assembler.store.project.search_path import MAX_NAME_BYTES, find_project_root, is_project

if TYPE_CHECKING:
    from assembler.store.records.record import LoadedRecord, Record

RECORDS = "data/records"
JOURNAL_FOLDERS = ("data/forms", "locales")
"""Folders, other than those of records, in which a transaction may have been interrupted."""


_NAME = re.compile(r"[a-z0-9]+([-_][a-z0-9]+)*")
_LONGEST = 100
"""Maximum length of the name of a new record or round, in characters."""


def check_new_name(name: str, what: str = "record") -> None:
    """Raise ProjectError if ``name`` is not valid for a new record or round.

    ``what`` is the word for it in the message (``record``).
    """
    if not _NAME.fullmatch(name) or len(name) > _LONGEST:
        raise ProjectError(f"`{name[:_LONGEST]}` is not a valid name for a {what}",
                           hint="use lower-case letters, digits and hyphens, as in biel-2028")  # fmt: skip


class Project(Resources):
    """A project, with access by name to its resources, records and sent forms.

    Reading never writes: files are read as they will be once any interrupted transaction is completed.
    Commands that write call ``recover``.
    """

    def __init__(
        self, root: Path, *, start: Path | None = None, share: Path | None = None, cache: Cache | None = None
    ) -> None:
        super().__init__(root, start=start, share=share, cache=cache)
        for folder in JOURNAL_FOLDERS:
            self.files.watch(root / folder)

    @classmethod
    def find(cls, start: Path, *, cache: Path | None = None) -> Project:
        """Return the nearest project at or above the folder ``start``, or else a project in ``start`` itself.

        ``cache`` is a private cache folder of the user. It must not be in the project, because it contains
        compiled templates. Raises ProjectError if ``start`` is not a folder.
        """
        if not start.is_dir():
            what = "not a folder" if start.exists() else "the folder does not exist"
            hint = "choose an existing project folder, or create one"
            raise ProjectError(what, location=str(start), hint=hint)
        root = find_project_root(start) or start.resolve()
        return cls(root, start=start.resolve(), cache=FolderCache(cache) if cache else None)

    @property
    def build_folder(self) -> Path:
        """Default folder for generated files."""
        return self.root / "build"

    @property
    def report_file(self) -> Path | None:
        """Path of the build log, or None for a folder that is not a project."""
        return self.build_folder / "report.jsonl" if is_project(self.root) else None

    def records(self) -> tuple[str, ...]:
        """Return the names of all records, which are the names of their folders below ``data/records``."""
        from assembler.model.paths import HEADERS

        files = {f"{kind}.yaml" for kind in HEADERS}
        return tuple(sorted(set(self.layers.holders(RECORDS, files))))

    def record(self, name: str) -> Record:
        """Return a record by its name or the path of its folder.

        Invalid references are listed in the diagnostics of the record. Raises DataError with all errors if
        the record cannot be read.
        """
        loaded = self.checked_record(name)
        if loaded.record is None:
            count = sum(diagnostic.is_error for diagnostic in loaded.diagnostics)
            message = f"{count} error{'' if count == 1 else 's'} in the record"
            hint = "fix the errors listed below"
            raise DataError(message, location=name, hint=hint, diagnostics=loaded.diagnostics)
        return loaded.record

    def checked_record(self, name: str) -> LoadedRecord:
        """Return a record, as far as it can be read, with all its diagnostics.

        Raises ProjectError for an unknown name.
        """
        from assembler.store.project.record_validation import check_record
        from assembler.store.records.record_files import read_record_files

        folder = self.record_folder(name)
        source = read_record_files(
            folder,
            self._record_name(folder) or name,
            display_name=self.display_path(folder),
            files=self.files,
        )
        return check_record(self, source)

    def read_city_picture(self, file: str) -> bytes:
        """Return the bytes of a picture in the folder ``data``; raise ProjectError if it does not exist."""
        path = self.layers.find_first(f"data/{file}") if ".." not in Path(file).parts else None
        if path is None:
            hint = "put the picture in the folder data, or correct `arms` in data/cities.yaml"
            raise ProjectError("the picture does not exist", location=f"data/{file}", hint=hint)
        return read_file(path)

    def own_records(self) -> tuple[str, ...]:
        """Return the names of the records in the user's project."""
        home = self.root / RECORDS
        return tuple(name for name in self.records() if (home / name).is_dir())

    def kinds(self, name: str) -> tuple[str, ...]:
        """Return the kinds of file in a record (``review``, ``baseline``) without reading them."""
        from assembler.store.records.record_files import list_kinds

        return list_kinds(self.record_folder(name), self.files)

    def record_folder(self, name: str) -> Path:
        """Return a record's folder, given the record's name, the folder's path or a file in the folder.

        Raises ProjectError if there is no such record.
        """
        cleaned = name.replace("\\", "/").strip("/")
        if self._is_record(cleaned) and (folder := self.layers.find_first(f"{RECORDS}/{cleaned}")):
            return folder
        with suppress(OSError, ValueError):  # the name is too long or has invalid characters
            path = (self.start / name).resolve()
            folder = path.parent if path.is_file() else path
            if name and folder.is_dir() and folder != self.root and any(folder.glob("*.yaml")):
                return folder
        error = self.layers.build_missing_error("record", name, self.records(), RECORDS)
        if error.hint.startswith("choose one of"):
            error.hint += "; `assembler new` creates a record"
        raise error

    def _is_record(self, name: str) -> bool:
        """Return whether ``name`` is the name of a record.

        The folders of other records, of which there may be hundreds, are not listed.
        """
        from assembler.model.paths import HEADERS

        parts = name.encode("utf-8", "replace").split(b"/")
        is_valid = all(part not in (b"", b".", b"..") and len(part) <= MAX_NAME_BYTES for part in parts)
        return is_valid and any(self.layers.find_first(f"{RECORDS}/{name}/{kind}.yaml") for kind in HEADERS)

    def _record_name(self, folder: Path) -> str:
        """Return the name of the record in ``folder``, or "" if the folder is outside ``data/records``."""
        here = folder.resolve()
        homes = (home.resolve() for home in self.layers.find_all(RECORDS))
        return next((here.relative_to(home).as_posix() for home in homes if here.is_relative_to(home)), "")

    def require_own(self, record: Record) -> None:
        """Raise OutputError if ``record`` belongs to the program, not to the user's project."""
        if record.folder.is_relative_to(self.share) and self.share != self.root:
            message = "this record is part of the program and cannot be changed"
            hint = f"copy {record.folder} to {RECORDS}/{record.name} in your project: the copy can be changed"
            raise OutputError(message, location=record.name, hint=hint)

    def recover(self, record: str = "") -> None:
        """Complete or roll back the transactions that were interrupted in the project.

        If the name of a ``record`` is given, this includes the transactions in its folder. Raises OutputError
        if neither is possible.
        """
        for folder in JOURNAL_FOLDERS:
            recover(self.root / folder)
        if record:
            with suppress(ProjectError):  # reported when the record is read
                recover(self.record_folder(record))

    @property
    def forms_folder(self) -> Path:
        """Folder of the sent forms."""
        return self.root / "data/forms"

    def form(self, digest: str) -> dict[str, Any]:
        """Return the manifest of a sent form; raise FormError if there is none."""
        return forms.read_manifest(self.files, self.forms_folder, digest)

    def with_sent(self, digest: str, manifest: bytes, data: bytes, moment: str) -> dict[Path, bytes]:
        """Return the contents of the files that record the sending of the form ``data``, by path.

        The files are in ``data/forms`` (``sent_forms.with_sent``). They must be written in the same
        transaction as the form.
        """
        return forms.with_sent(self.forms_folder, digest, manifest, data, moment)

    def sent_files(self, digest: str) -> Iterator[bytes]:
        """Yield the stored files of a form as they were sent, if any."""
        return forms.read_sent_files(self.files, self.forms_folder, digest)

    def has_form(self, digest: str) -> bool:
        """Return whether the manifest of the form is stored."""
        return forms.has_form(self.files, self.forms_folder, digest)
