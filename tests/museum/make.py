r"""Make the exhibits of one version: forms as it sent them, as they came back, and what it made of them.

    git worktree add /tmp/old COMMIT
    cd /tmp/old
    PYTHONPATH=/tmp/old:/tmp/old/tests HERE/.venv/bin/python HERE/tests/museum/make.py \
        HERE/tests/museum/COMMIT [TYPE [LANGUAGE]]

The code that runs is the old version's, its test helpers included; only this file is of today. It needs
LibreOffice. What it writes is checked here against what was typed (``Typed.expected``); lists, reports and
conflicts are for a person to read in the ``.json`` beside each exhibit. Where that version fails over a file,
``make.py --judge EXHIBIT`` writes the ``.json`` with a later one. The README tells what an exhibit is.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assembler.jobs.build import build
from assembler.jobs.collect import collect
from assembler.jobs.order import Order
from assembler.jobs.preparing import Workshop
from assembler.model.form import FormManifest
from assembler.store.cache import FolderCache
from assembler.store.layers import shipped
from assembler.word.form_manifest import manifest_from
from exhibits import PROGRAM, files_of, keep_stored, outcome, pack, stored, unpack
from hands import WORDS, Typed, Words, compare_with, early_return, filled_in, say_otherwise, worked_on
from ruamel.yaml import YAML

from assembler.store.project import Project
from returned_forms import BODY, with_edits

CACHE = Path(tempfile.gettempdir()) / "museum-cache"
LANGUAGES = ("nl", "en", "fi", "el")


# -- the sender's disk -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Room:
    """One kind of form: the record that it is made from, and what of it is kept on the reduced disk."""

    type: str
    record: str
    part: str = ""
    keep: tuple[str, ...] = ()
    special: Mapping[str, str] = field(default_factory=dict)
    empty: Order | None = None
    """An order for the empty form, where there is one."""
    blank: str = ""
    """The kind of file that the record lacks while the empty form is made."""


EVIDENCE = {
    "I17-4.1": "GG/I/3", "I17-4.2": "", "I17-4.a.nature": "fact", "I17-4.b.checked": "document",
    "I17-4.a.colour": "does-not-meet", "I17-4.d.recorded_by": "MS", "I17-4.d.recorded_at": "2026-10-07T11:30",
    "I17-1.a.colour": "inconclusive",
}  # fmt: skip
ROOMS = {
    "baseline-report_inti-cities": Room(
        "baseline-report", "havenstad", keep=("review", "baseline"),
        special={"F.3": "geen adres", "F.4": "14 099 12"},
        empty=Order("baseline-report", benchmark="inti-cities", city="havenstad"),
    ),
    "baseline-report_dive": Room(
        "baseline-report", "havenstad-dive", keep=("review", "baseline"),
        special={"F.3": "diversiteit@stad.example", "P.2": "??"},
        empty=Order("baseline-report", benchmark="dive", city="havenstad"),
    ),
    "desk-review": Room(
        "desk-review", "havenstad", part="HK", keep=("review", "baseline", "desk"),
        empty=Order("desk-review", "havenstad", part="GF"),
    ),
    "team-desk-review": Room(
        "team-desk-review", "havenstad", keep=("review", "baseline", "desk", "team_desk"),
        empty=Order("team-desk-review", "havenstad"), blank="team_desk",
    ),
    "interview-guide": Room(
        "interview-guide", "havenstad", part="I17",
        keep=("review", "baseline", "visit", "evidence", "team_desk"),
        special=EVIDENCE, empty=Order("interview-guide", "havenstad", part="I12"),
    ),
    "host-response": Room(
        "host-response", "havenstad", keep=("review", "feedback", "evidence", "visit"),
        empty=Order("host-response", "havenstad"), blank="responses",
    ),
    "feedback-report": Room(
        "feedback-report", "havenstad", keep=("review", "feedback", "evidence", "visit"),
    ),
}  # fmt: skip


def yaml() -> YAML:
    made = YAML()
    made.width, made.preserve_quotes = 4096, True
    return made


def furnish(root: Path, room: Room, *, empty: bool = False) -> Project:
    """A sender's disk with a reduced record, and the cities of that version."""
    source, record = shipped() / "data/records/examples" / room.record, root / "data/records" / room.record
    record.mkdir(parents=True)
    (root / "data").mkdir(exist_ok=True)
    for kind in room.keep:
        [path] = source.glob(f"{kind}.*")
        shutil.copy(path, record / path.name)
    if "baseline" in room.keep:
        reduce_baseline(record)
    if "desk" in room.keep:
        reduce_desk(record)
    if empty and room.blank == "team_desk":
        (record / "team_desk.yaml").unlink()
    if empty and room.blank == "responses":
        change(
            record / "feedback.yaml",
            lambda data: [data.pop(each, None) for each in ("responses", "commitment")],
        )
    if empty and room.type == "desk-review":
        change(record / "desk.yaml", lambda data: data["peers"].pop("GF", None))
    cities = YAML(typ="safe").load((shipped() / "data/cities.yaml").read_bytes())
    with (root / "data/cities.yaml").open("w", encoding="utf-8") as file:
        yaml().dump({"havenstad": cities["havenstad"]}, file)
    return Project(root, share=shipped(), cache=FolderCache(CACHE))


def change(path: Path, do: Callable[[Any], Any]) -> None:
    data = yaml().load(path.read_bytes())
    do(data)
    with path.open("w", encoding="utf-8") as file:
        yaml().dump(data, file)


def reduce_baseline(record: Path) -> None:
    def reduce(data: Any) -> None:
        for code in list(data["assessments"])[4:]:
            del data["assessments"][code]
        data["background"].pop("organisation_chart", None)

    change(record / "baseline.yaml", reduce)


def reduce_desk(record: Path) -> None:
    def reduce(data: Any) -> None:
        for name in list(data["peers"]):
            entries = data["peers"][name]["entries"]
            for code in list(entries)[5:]:
                del entries[code]

    change(record / "desk.yaml", reduce)


# -- sending and coming back -------------------------------------------------------------------------------


def send(project: Project, order: Order) -> tuple[bytes, FormManifest]:
    """The form as it is sent out, kept in ``data/forms``."""
    out = project.root / "out"
    made = build(Workshop(project), order, output=out)
    assert made.path is not None
    data = stored(made.path.read_bytes())
    shutil.rmtree(out)
    keep_stored(project.root / "data/forms")
    return data, manifest_from(project.form(made.form))


def in_language(order: Order, language: str) -> Order:
    return Order(order.type, order.record, order.benchmark, order.city, language, part=order.part)


class Office:
    """LibreOffice, one start for many files."""

    def __init__(self, home: Path) -> None:
        self.profile = f"-env:UserInstallation={(home / 'profile').as_uri()}"

    def saved(self, files: Mapping[str, bytes], home: Path) -> dict[str, bytes]:
        """Each file saved again, as .docx and as .odt; the names tell which."""
        source = home / "in"
        source.mkdir()
        for name, data in files.items():
            (source / name).write_bytes(data)
        found = {}
        for kind, how in (("docx", "docx:MS Word 2007 XML"), ("odt", "odt:writer8")):
            command = ["soffice", self.profile, "--headless", "--norestore", "--convert-to", how]
            paths = [str(source / name) for name in files]
            subprocess.run([*command, "--outdir", str(home / kind), *paths], check=True, capture_output=True)
            for name in files:
                stem = name.removesuffix(".docx")
                found[f"{stem}.libreoffice.{kind}"] = stored((home / kind / f"{stem}.{kind}").read_bytes())
        return found


def make(name: str, language: str, target: Path) -> None:
    room, words = ROOMS[name], WORDS[language]
    with tempfile.TemporaryDirectory(prefix="museum-") as folder:
        home, office = Path(folder), Office(Path(tempfile.gettempdir()) / "museum-office")
        for case in ("prefilled", *(("empty",) if room.empty else ())):
            root = home / case
            project = furnish(root, room, empty=case == "empty")
            (home / f"{case}-office").mkdir()
            returned = (first_time if case == "empty" else second_time)(project, room, words, language)
            typed = returned.pop("typed", None)
            sources = {each: data for each, data in returned.items() if each in ("sent.docx", "filled.docx")}
            returned |= office.saved(sources, home / f"{case}-office")
            exhibit = target / f"{name}.{case}.{language}.tar.xz"
            pack(exhibit, files_of(root), returned)
            try:
                describe(exhibit, typed)
            except ValueError as error:
                print(f"{exhibit.name}: {error}; run --judge with a version that reads it", flush=True)


def describe(exhibit: Path, typed: Typed | None = None) -> None:
    """Write beside an exhibit what each of its files brings."""
    with tempfile.TemporaryDirectory(prefix="museum-") as folder:
        unpack(exhibit, Path(folder))
        found = judge(Path(folder, "disk"), sorted(Path(folder, "returned").iterdir()), typed)
    text = json.dumps(found, ensure_ascii=False, indent=1)
    exhibit.with_name(exhibit.name.replace(".tar.xz", ".json")).write_text(text + "\n", "utf-8")
    print(exhibit.name, {each["returned"][0]: len(each["changed"]) for each in found}, flush=True)


def first_time(project: Project, room: Room, words: Words, language: str) -> dict[str, Any]:
    """An empty form, as sent and as it came back filled in."""
    assert room.empty is not None
    if not room.empty.record:  # the form begins the record
        shutil.rmtree(project.root / "data/records")
    sent, manifest = send(project, in_language(room.empty, language))
    typed = filled_in(manifest, words)
    return {"sent.docx": sent, "filled.docx": typed.on(sent), "typed": typed}


def second_time(project: Project, room: Room, words: Words, language: str) -> dict[str, Any]:
    """A form that knows the answers of an earlier return; that return again; and one that came late."""
    order = Order(room.type, room.record, language=language, part=room.part)
    sent, manifest = send(project, order)
    report = room.type == "feedback-report"
    early = worked_on(manifest, words, second=False) if report else early_return(manifest, words)
    first = early.on(sent)
    path = project.root / "first.docx"
    path.write_bytes(first)
    collect(project, path, moment="2026-09-21T09:30:00+00:00")
    path.unlink()
    again, manifest = send(project, order)
    typed = (
        worked_on(manifest, words, second=True)
        if report
        else filled_in(manifest, words, special=room.special)
    )
    filled = typed.on(again)
    late = stored(with_edits(first, {BODY: lambda root: say_otherwise(root, early, words, report=report)}))
    return {"sent.docx": again, "filled.docx": filled, "again.docx": first, "late.docx": late, "typed": typed}


def collected(root: Path, path: Path) -> Any:
    project = Project(root, share=shipped(), cache=FolderCache(CACHE))
    return collect(project, path, moment="2026-11-21T10:00:00+00:00")


def judge(disk: Path, returned: Sequence[Path], typed: Typed | None) -> list[dict[str, Any]]:
    """What each returned file brings, each into the record as it was; equal outcomes together."""
    found: dict[str, dict[str, Any]] = {}
    for path in returned:
        each = outcome(disk, path, collected)
        if typed is not None and path.name.startswith("filled"):
            compare_with(typed, dict(each["changed"]), path.name)
        key = json.dumps(each, sort_keys=True, ensure_ascii=False)
        found.setdefault(key, {"returned": [], **each})["returned"].append(path.name)
    return list(found.values())


def keep_program(target: Path) -> None:
    """The templates, catalogues and benchmarks of the version, as a sender might have copied them."""
    patterns = ["data/benchmarks/*.yaml", "templates/house-styles/plain.docx"]
    patterns += [f"templates/{name}/*" for name in sorted({room.type for room in ROOMS.values()})]
    patterns += [f"locales/{language}/LC_MESSAGES/documents.po" for language in LANGUAGES]
    paths = sorted(path for pattern in patterns for path in shipped().glob(pattern))
    files = {path.relative_to(shipped()).as_posix(): path.read_bytes() for path in paths}
    pack(target / PROGRAM, {k: stored(v) if k.endswith(".docx") else v for k, v in files.items()}, {})


def main() -> None:
    target, *asked = sys.argv[1:]
    if target == "--judge":
        describe(Path(*asked))
        return
    names, languages = (asked[:1] or list(ROOMS)), (asked[1:2] or list(LANGUAGES))
    Path(target).mkdir(parents=True, exist_ok=True)
    keep_program(Path(target))
    for name in names:
        for language in languages:
            make(name, language, Path(target))


if __name__ == "__main__":
    main()
