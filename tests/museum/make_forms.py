r"""Make the exhibits of one version, as it sent them; ``FORMS`` lists them by the commit of the version.

    PYTHONPATH=$PWD:$PWD/tests .venv/bin/python tests/museum/make_forms.py tests/museum/COMMIT

Run it with that version checked out; it needs LibreOffice. Every field that has choices is given the last
one, every date the same day, and every other field a text; the first row of each list is filled in. Compare
the ``.json`` files that it writes with that.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from assembler.assembly.orders.order import Order
from assembler.collect.collect import collect
from assembler.model.documents.form_manifest import FormManifest
from assembler.store.files.result_cache import FolderCache
from assembler.store.project.project import Project
from assembler.store.project.search_path import shipped_folder
from assembler.word.package.xml import W14, qn
from museum.exhibits import PROGRAM, files_of, keep_stored, outcome, pack, stored, unpack
from returned_forms import BODY, Edit, cell_of, edit_parts, only_manifest, send_form, type_into

FORMS = {
    "c639074": {
        "agenda-survey.empty": ("examples/agenda-2011", ("evaluation",), ""),
        "agenda-guide.prefilled": ("examples/havenstad-agenda-2009", ("agenda_choices",), ""),
        "attendance-list.prefilled": ("examples/meeting-havenstad", ("meeting",), ""),
    },
    "a50b24b": {
        "charter-progress-report.prefilled": (
            "examples/charter-progress-2030", ("charter", "progress"), "rivermouth",
        ),
        "follow-up.empty": ("examples/havenstad", ("review", "feedback", "promises"), "2027-2"),
    },
    "d6a453b7": {
        "team-conclusions.empty": ("examples/eikenrode", ("review", "visit", "evidence"), ""),
    },
}  # fmt: skip
"""The record of each form, the kinds of files that the sender has of it, and the part that is sent."""
LANGUAGES = ("en", "nl", "el")
DAYS = {"en": "15 October 2026", "nl": "15 oktober 2026", "el": "15 Οκτωβρίου 2026"}
TEXTS = {"en": "Two & three", "nl": "Twee & één", "el": "Δύο & τρία"}
NAMES = {"indicators": "GG/A/1", "evidence": "I1-1", "findings": "F01"}
SHIPPED = shipped_folder()


def furnish(root: Path, record: str, kinds: tuple[str, ...]) -> Project:
    """Return the project of a sender with this record, under the same name."""
    folder = root / "data/records" / record
    folder.mkdir(parents=True)
    for kind in kinds:
        [source] = (SHIPPED / "data/records" / record).glob(f"{kind}.*")
        shutil.copy(source, folder)
    return open_project(root)


def open_project(root: Path) -> Project:
    return Project(root, share=SHIPPED, cache=FolderCache(Path(tempfile.gettempdir()) / "museum-cache"))


def fill_in(manifest: FormManifest) -> Edit:
    language = manifest.language

    def answer(each: Any) -> str:
        name = NAMES.get(getattr(each, "name", None) or each.path.rpartition(".")[2])
        if name and each.kind == "names":
            return name
        if each.choices:
            return str(each.choices[-1].label)
        return DAYS[language] if each.control == "date" else "31" if each.kind == "count" else TEXTS[language]

    def edit(root: Any) -> None:
        for each in manifest.fields:
            beside = [other.code for other in manifest.fields if other.row and other.row == each.row]
            column = beside.index(each.code) - len(beside) if each.row else -1
            if each.kind == "flag":
                tick(cell_of(root, each.row_code))
                continue
            type_into(cell_of(root, each.row_code, column), answer(each))
        for each in manifest.lists:
            for column, described in enumerate(each.cell_columns, 1):
                type_into(cell_of(root, each.rows[0].code, column), answer(described))

    return edit


def tick(cell: Any) -> None:
    """Click on the box in a cell: Word stores the state and shows the character."""
    [state] = cell.iter(f"{{{W14}}}checked")
    state.set(f"{{{W14}}}val", "1")
    [text] = cell.iter(qn("w:t"))
    text.text = "☒"


def save_in_libreoffice(source: Path, folder: Path) -> dict[str, bytes]:
    """Return the file as LibreOffice saves it, in both formats."""
    saved = {}
    for kind in ("docx", "odt"):
        profile = f"-env:UserInstallation=file://{tempfile.gettempdir()}/museum-office"
        convert = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", folder, source]
        subprocess.run(convert, check=True, capture_output=True)
        path = folder / f"{source.stem}.{kind}"
        saved[f"{source.stem}.libreoffice.{kind}"] = (
            stored(path.read_bytes()) if kind == "docx" else path.read_bytes()
        )
    return saved


def make(case: str, language: str, target: Path) -> None:
    record, kinds, part = FORMS[target.name][case]
    with tempfile.TemporaryDirectory(prefix="museum-") as home:
        root = Path(home, "disk")
        project = furnish(root, record, kinds)
        order = Order(case.partition(".")[0], record, part=part, language=language)
        sent = send_form(project, order).read_bytes()
        manifest = only_manifest(project)
        keep_stored(root / "data/forms")
        filled = Path(home, "filled.docx")
        filled.write_bytes(stored(edit_parts(sent, {BODY: fill_in(manifest)})))
        Path(home, "saved").mkdir()
        returned = {"sent.docx": stored(sent), "filled.docx": filled.read_bytes()}
        returned |= save_in_libreoffice(filled, Path(home, "saved"))
        exhibit = target / f"{case}.{language}.tar.xz"
        pack(exhibit, files_of(root), returned)
    describe(exhibit)


def describe(exhibit: Path) -> None:
    """Write beside an exhibit what each of its files brings; equal outcomes together."""
    found: dict[str, dict[str, Any]] = {}
    with tempfile.TemporaryDirectory(prefix="museum-") as home:
        unpack(exhibit, Path(home))
        read: Callable[[Path, Path], Any] = lambda root, path: collect(open_project(root), path)  # noqa: E731
        for path in sorted(Path(home, "returned").iterdir()):
            each = outcome(Path(home, "disk"), path, read)
            key = json.dumps(each, sort_keys=True, ensure_ascii=False)
            found.setdefault(key, {"returned": [], **each})["returned"].append(path.name)
    text = json.dumps([*found.values()], ensure_ascii=False, indent=1)
    exhibit.with_name(exhibit.name.replace(".tar.xz", ".json")).write_text(text + "\n", "utf-8")
    print(exhibit.name, {tuple(each["returned"]): len(each["changed"]) for each in found.values()})


def keep_program(target: Path) -> None:
    """Keep the templates, catalogues and reference data of the version, as a sender might copy them."""
    patterns = [f"data/{folder}/*.yaml" for folder in ("agendas", "benchmarks", "charters", "papers")]
    patterns += ["templates/house-styles/plain.docx"]
    patterns += [f"templates/{case.partition('.')[0]}/*" for case in FORMS[target.name]]
    patterns += [f"locales/{language}/LC_MESSAGES/documents.po" for language in LANGUAGES if language != "en"]
    paths = sorted(path for pattern in patterns for path in SHIPPED.glob(pattern))
    files = {path.relative_to(SHIPPED).as_posix(): path.read_bytes() for path in paths}
    pack(target / PROGRAM, {k: stored(v) if k.endswith(".docx") else v for k, v in files.items()}, {})


def main() -> None:
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    keep_program(target)
    for case in FORMS[target.name]:
        for language in LANGUAGES:
            make(case, language, target)


if __name__ == "__main__":
    main()
