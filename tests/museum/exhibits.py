"""What an exhibit of the museum is: a sender's disk, files that came back to it, and what they brought.

``<type>.<case>.<language>.tar.xz`` holds ``disk/`` (the project of the sender: ``data/`` alone) and
``returned/``. Word files in it are zips that are not compressed, so that their common parts are packed once.
``<the same>.json`` says what each returned file brings into the record, as plain data. This module knows
nothing of the program, so that the versions that made the exhibits can use it as well.
"""

from __future__ import annotations

import csv
import io
import json
import lzma
import re
import shutil
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

TRAIL = "audit.jsonl"
PROGRAM = "program.tar.xz"
"""Beside the exhibits of a version: its templates, catalogues and benchmarks, as a disk may hold them."""
_CODE = re.compile(r"\S+")
Collect = Callable[[Path, Path], Any]
"""Collects a file (the second path) in the project at the first."""


def stored(data: bytes) -> bytes:
    """The same zip with its members not compressed, in their order."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as new:
        for each in old.infolist():
            member = zipfile.ZipInfo(each.filename, each.date_time)
            new.writestr(member, old.read(each))
    return made.getvalue()


def keep_stored(folder: Path) -> None:
    """Let the forms kept in ``data/forms`` be such zips, named by their digests as the program names them."""
    for path in folder.glob("*.*.docx"):
        form, _, _ = path.name.partition(".")
        old, data = path.read_bytes(), stored(path.read_bytes())
        path.unlink()
        own = sha256(data).hexdigest()
        (folder / f"{form}.{own[:8]}.docx").write_bytes(data)
        note = folder / f"{form}.sent.jsonl"
        note.write_text(note.read_text("utf-8").replace(sha256(old).hexdigest(), own), "utf-8")


def files_of(root: Path) -> dict[str, bytes]:
    """Every file of the project at ``root``, by its path in it."""
    found = (path for path in sorted((root / "data").rglob("*")) if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}


def pack(target: Path, disk: Mapping[str, bytes], returned: Mapping[str, bytes]) -> None:
    """Write an exhibit; what is alike stands side by side in it."""
    files = {f"disk/{name}": data for name, data in disk.items()}
    files |= {f"returned/{name}": data for name, data in returned.items()}
    order = sorted(files, key=lambda name: (name.rpartition(".")[2], ".libreoffice." in name, name))
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as tar:
        for name in order:
            member = tarfile.TarInfo(name)
            member.size = len(files[name])
            tar.addfile(member, io.BytesIO(files[name]))
    wide = {"id": lzma.FILTER_LZMA2, "preset": 6, "dict_size": 1 << 26}
    target.write_bytes(lzma.compress(made.getvalue(), filters=[wide]))


def unpack(exhibit: Path, root: Path) -> None:
    """Put an exhibit into ``root``: its folders ``disk`` and ``returned``."""
    with tarfile.open(exhibit) as tar:
        for member in tar:
            path, data = root / member.name, tar.extractfile(member)
            assert data is not None
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data.read())


def outcome(disk: Path, returned: Path, collect: Collect) -> dict[str, Any]:
    """What ``returned`` brings into a copy of the project at ``disk``, and what the record then says.

    Words that became no data are named by the code of their answer, "" for those anywhere else.
    """
    with tempfile.TemporaryDirectory(prefix="museum-") as folder:
        root = Path(folder, "disk")
        shutil.copytree(disk, root)
        before, lines, codes = records(root), trail(root), codes_of(root)
        result = collect(root, Path(shutil.copy(returned, folder)))
        after, more = records(root), trail(root)
        assert more[: len(lines)] == lines, "lines of the audit trail are gone"
        return {
            "changed": [[each.path, each.new] for each in result.changed],
            "conflicts": [[each.path, each.base, each.form, each.record] for each in result.conflicts],
            "kept": sorted(kept(each, codes, bool(result.conflicts)) for each in result.kept),
            "pictures": sorted(each.name for each in result.pictures),
            "trail": len(more) - len(lines),
            "record": {name: data for name, data in after.items() if before.get(name) != data},
            "gone": [name for name in before if name not in after],
        }


def kept(each: Any, codes: Mapping[str, str], conflicts: bool) -> list[str]:
    """Code and text; of an answer among conflicts the code alone, since it may be any value."""
    code = codes.get(each.where, each.where) if _CODE.fullmatch(each.where) else ""
    return [code, "" if code and conflicts else each.text]


def codes_of(root: Path) -> dict[str, str]:
    """The code of each answer of the forms that were sent, by its path in the record."""
    manifests = (json.loads(path.read_bytes()) for path in sorted((root / "data/forms").glob("*.json")))
    return {each["path"]: each["code"] for manifest in manifests for each in manifest["fields"]}


def records(root: Path) -> dict[str, Any]:
    """Every file of every record as plain data, by its path; the audit trail apart."""
    folder = root / "data/records"
    paths = (path for path in sorted(folder.rglob("*")) if path.suffix in (".yaml", ".csv"))
    return {path.relative_to(folder).as_posix(): read(path.suffix, path.read_text("utf-8")) for path in paths}


@lru_cache(maxsize=64)
def read(suffix: str, text: str) -> Any:
    """A file of a record as plain data; most files of a disk stay as they are, so each is read once."""
    if suffix == ".csv":
        return list(csv.DictReader(io.StringIO(text)))
    return plain(YAML(typ="safe", pure=True).load(text))


def plain(data: Any) -> Any:
    """As JSON has it: dates in words, keys as text."""
    if isinstance(data, dict):
        return {str(key): plain(value) for key, value in data.items()}
    if isinstance(data, list):
        return [plain(each) for each in data]
    return data.isoformat() if isinstance(data, date) else data


def trail(root: Path) -> list[Any]:
    """The lines of all audit trails."""
    return [json.loads(line) for path in sorted(root.rglob(TRAIL)) for line in _lines(path)]


def _lines(path: Path) -> Iterator[str]:
    yield from path.read_text("utf-8").splitlines()
