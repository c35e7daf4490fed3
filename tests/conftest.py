"""Fixtures of all tests: external programs that check the files of the program, and small projects.

``office`` is LibreOffice, ``validator`` Microsoft's Open XML SDK. Where one is missing, its tests are
skipped with a line that says how to install it; under ``CI=true`` they fail, because skip lines are not read
there.
``schemas`` are the standard's XML schemas, in ``tests/schemas``.
"""

from __future__ import annotations

import gc
import importlib.util
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from lxml import etree

from assembler.assembly.orders import context
from assembler.assembly.orders.templates import TranslatableTemplate
from assembler.cli.session import VARIABLE
from assembler.model.documents.document_type import DocumentType
from assembler.store.files.result_cache import FolderCache
from assembler.store.project import resources
from assembler.store.project.project import Project
from assembler.store.project.search_path import shipped_folder
from tiny_project import write_project
from tiny_review import write_review

ROOT = Path(__file__).resolve().parents[1]
SCHEMAS = ROOT / "tests" / "schemas"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
SDK_TOOL = ROOT / "tests" / "tools" / "openxml_sdk.py"
EDITOR_TOOL = ROOT / "tests" / "tools" / "office_editor.py"
FILTERS = {
    "docx": "docx:MS Word 2007 XML", "odt": "odt:writer8", "pdf": "pdf:writer_pdf_Export",
    "xlsx": "xlsx:Calc MS Excel 2007 XML",
}  # fmt: skip
LONG = ("documents", "museum")
"""The folders of tests that take longest, because they make complete documents."""
collect_ignore_glob = ["speed/*", "tools/office_editor.py", "museum/make*.py", "museum/hands.py"]
"""Programs of their own: ``make speed``, what runs inside LibreOffice's Python or with an earlier version."""
PLACES = ("/usr/bin", "/opt/libreoffice/program", "/Applications/LibreOffice.app/Contents/MacOS")


def missing(what: str, hint: str) -> None:
    """Skip the test with a line, or fail it under ``CI=true``."""
    line = f"{what} is missing: {hint}"
    if os.environ.get("CI") == "true":
        pytest.fail(line, pytrace=False)
    pytest.skip(line)


class Office:
    """LibreOffice without a window, with a profile of its own.

    One stays open from the first call on and does what later calls ask: a start takes longer than most files
    do. Where it cannot be reached, or ended over a file, a call starts one of its own.
    """

    def __init__(self, program: str, home: Path) -> None:
        self._program = program
        self._home = home
        self._calls = 0
        self._open: subprocess.Popen[bytes] | None = None
        self._can_stay = True

    def convert(self, paths: Sequence[Path], kind: str, outdir: Path | None = None) -> list[Path]:
        """Convert each file to ``docx``, ``odt`` or ``pdf``; return the results in the order of ``paths``.

        Without ``outdir`` a new folder is made, so that no file overwrites itself. Files of the same name
        from different folders get a number.
        """
        self._calls += 1
        outdir = outdir or self._home / f"out-{self._calls}"
        staged = self._stage(paths, self._home / f"in-{self._calls}")
        results = [outdir / f"{path.stem}.{kind}" for path in staged]
        arguments = ["--convert-to", FILTERS[kind], "--outdir", str(outdir), *map(str, staged)]
        said = ""
        if self._stays_open():
            said = self._run(arguments, seconds=60 + 15 * len(staged))
        if not all(path.is_file() for path in results):
            self.close()
            said = self._run(arguments, seconds=60 + 15 * len(staged))
        lost = [path.name for path in results if not path.is_file()]
        if lost:
            raise AssertionError(f"LibreOffice did not write {', '.join(lost)}; it said: {said}")
        return results

    def close(self) -> None:
        """Close the open LibreOffice; the next call opens another."""
        if self._open is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._open.pid, signal.SIGKILL)
            self._open.wait()
            self._open = None

    def _stays_open(self) -> bool:
        """Return whether LibreOffice is open; an empty document in it keeps it open after a call."""
        if self._open is None and self._can_stay:
            pipe = f"tests{os.getpid()}x{self._calls}"
            listen = f"--accept=pipe,name={pipe};urp;StarOffice.ComponentContext"
            command = [*self._command(), "--nologo", listen, "private:factory/swriter"]
            self._open = subprocess.Popen(
                command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                env=self._environment(), start_new_session=True,
            )  # fmt: skip
            self._wait_for(Path("/tmp") / f"OSL_PIPE_{os.getuid()}_{pipe}")
        return self._open is not None and self._open.poll() is None

    def _wait_for(self, pipe: Path) -> None:
        """Wait until LibreOffice accepts connections; do without an open one if it never does."""
        for _ in range(300):
            if pipe.exists():
                return
            if self._open is None or self._open.poll() is not None:
                break
            time.sleep(0.1)
        self.close()
        self._can_stay = False

    def _command(self) -> list[str]:
        profile = f"-env:UserInstallation={(self._home / 'profile').as_uri()}"
        return [self._program, profile, "--headless", "--norestore"]

    @staticmethod
    def _environment() -> dict[str, str]:
        return {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}

    @staticmethod
    def _stage(paths: Sequence[Path], folder: Path) -> list[Path]:
        folder.mkdir(parents=True)
        staged: list[Path] = []
        stems: set[str] = set()
        for number, path in enumerate(map(Path, paths), 1):
            stem = path.stem if path.stem not in stems else f"{path.stem}-{number}"
            stems.add(stem)
            staged.append(Path(shutil.copyfile(path, folder / f"{stem}{path.suffix}")))
        return staged

    def _run(self, arguments: list[str], *, seconds: int) -> str:
        command = [*self._command(), *arguments]
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            env=self._environment(), start_new_session=True,
        )  # fmt: skip
        try:
            said, _ = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            return f"LibreOffice was not done after {seconds} seconds: {command}"
        return said


class OfficeEditor:
    """LibreOffice operated through its Python interface (uno), as a person would with keys and menus."""

    def __init__(self, program: str, python: str, home: Path) -> None:
        self._command = [python, str(EDITOR_TOOL), program, str(home / "profile")]

    def edit(self, jobs: Sequence[dict[str, Any]]) -> None:
        """Run the jobs one after the other in one LibreOffice; the tool describes jobs and steps."""
        run = subprocess.run(
            self._command, input=json.dumps(jobs), text=True, capture_output=True,
            timeout=240 + 60 * len(jobs), check=False,
        )  # fmt: skip
        assert run.returncode == 0, run.stderr[-2000:]
        assert json.loads(run.stdout) == [""] * len(jobs)


def python_with_uno(program: str) -> str | None:
    """Return a Python with LibreOffice's interface: the system's own, or LibreOffice's."""
    beside = Path(program).resolve().parent
    for python in ("/usr/bin/python3", str(beside / "python"), str(beside / "python3")):
        if Path(python).exists():
            asked = subprocess.run([python, "-c", "import uno"], capture_output=True, check=False)
            if asked.returncode == 0:
                return python
    return None


class Validator:
    """Microsoft's validator in a process of its own; it gets copies, because it may rewrite what it opens."""

    def __init__(self, process: subprocess.Popen[str], home: Path) -> None:
        self._process = process
        self._home = home
        self._home.mkdir(parents=True, exist_ok=True)

    def findings(self, paths: Sequence[Path]) -> dict[Path, list[str]]:
        """Return the findings about each file, as ``part path: description``."""
        return {path: self._ask(Path(path)) for path in paths}

    def of(self, data: bytes) -> list[str]:
        """Return the findings about a .docx in memory."""
        path = self._home / "copy.docx"
        path.write_bytes(data)
        return self._ask(path)

    def wait_until_ready(self) -> None:
        """Wait for the .NET runtime; raise AssertionError with its error text if it cannot start."""
        self._answer()

    def _ask(self, path: Path) -> list[str]:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{path.resolve()}\n")
        self._process.stdin.flush()
        return list(self._answer())

    def _answer(self) -> list[str]:
        assert self._process.stdout is not None
        limit = threading.Timer(120, self._process.kill)
        limit.start()
        line = self._process.stdout.readline()
        limit.cancel()
        if not line:
            said = self._process.stderr.read() if self._process.stderr else ""
            raise AssertionError(f"Microsoft's validator stopped: {said.strip()[-2000:]}")
        answer: list[str] = json.loads(line)
        return answer


class Schemas:
    """The schemas of ISO/IEC 29500-4 (transitional) and 29500-2, over the parts of a .docx."""

    def __init__(self, folder: Path) -> None:
        self._document = etree.XMLSchema(etree.parse(str(folder / "document.xsd")))
        self._package = etree.XMLSchema(etree.parse(str(folder / "package.xsd")))

    def findings(self, data: bytes) -> list[str]:
        """Return a line for each finding of the schemas about a part; custom XML is skipped."""
        found: list[str] = []
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for part in archive.namelist():
                if part.endswith((".xml", ".rels")) and not part.startswith("customXml/"):
                    found += [f"{part} {line}" for line in self._of(part, archive.read(part))]
        return found

    def _of(self, part: str, data: bytes) -> list[str]:
        root = etree.fromstring(data)
        package = part.endswith((".rels", "[Content_Types].xml", "core.xml"))
        schema = self._package if package else self._document
        plain(root)
        schema.validate(root)
        return [f"{error.path}: {error.message}" for error in schema.error_log]


def plain(root: etree._Element) -> None:
    """Remove what the first edition of the standard lacks: alternatives and ignorable elements."""
    for alternatives in list(root.iter(f"{MC}AlternateContent")):
        parent, fallback = alternatives.getparent(), alternatives.find(f"{MC}Fallback")
        assert parent is not None
        for child in list(fallback) if fallback is not None else []:
            alternatives.addprevious(child)
        parent.remove(alternatives)
    ignorable = tuple(f"{{{root.nsmap[prefix]}}}" for prefix in root.get(f"{MC}Ignorable", "").split())
    for element in list(root.iter(etree.Element)):
        parent = element.getparent()
        if ignorable and parent is not None and str(element.tag).startswith(ignorable):
            parent.remove(element)
        for name in map(str, element.keys()):
            if name.startswith((*ignorable, MC)):
                del element.attrib[name]


def pytest_configure(config: pytest.Config) -> None:
    """Use the same few generated examples in each default run, and more and new ones in a full run."""
    settings.register_profile("sample", deadline=None, derandomize=True, max_examples=40)
    settings.register_profile("product", deadline=None)
    settings.load_profile("sample" if "not product" in str(config.option.markexpr) else "product")
    gc.set_threshold(50_000, 20, 50)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run long files first, so that no process is left with one when the others are done.

    Of the cases of a test that is marked ``sampled(n)``, all but the first and each n-th after it become
    tests of the whole product.
    """
    counts: Counter[str] = Counter()
    for item in items:
        if mark := item.get_closest_marker("sampled"):
            name = item.nodeid.partition("[")[0]
            if counts[name] % mark.args[0]:
                item.add_marker(pytest.mark.product)
            counts[name] += 1
    items.sort(key=lambda item: (item.path.parent.name not in LONG, -item.path.stat().st_size))
    gc.freeze()


@pytest.fixture(scope="session")
def schemas() -> Schemas:
    """The standard's schemas: ``schemas.findings(data)`` for the bytes of a .docx."""
    return Schemas(SCHEMAS)


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """LibreOffice: ``office.convert(paths, "docx" | "odt" | "pdf")``."""
    office = Office(office_program(), tmp_path_factory.mktemp("office"))
    yield office
    office.close()


def office_program() -> str:
    """Return the path of LibreOffice, or end the test if it is not installed."""
    program = shutil.which("soffice") or shutil.which("soffice", path=os.pathsep.join(PLACES))
    if program is None:
        missing("LibreOffice", "install it (Debian: apt-get install libreoffice-writer-nogui) for this test")
    assert program is not None
    return program


@pytest.fixture(scope="session")
def office_editor(tmp_path_factory: pytest.TempPathFactory) -> OfficeEditor:
    """LibreOffice as a person uses it: ``office_editor.edit(jobs)``."""
    program = office_program()
    python = python_with_uno(program)
    if python is None:
        missing("LibreOffice's interface for Python", "install it (Debian: apt-get install python3-uno)")
    assert python is not None
    return OfficeEditor(program, python, tmp_path_factory.mktemp("editor"))


@pytest.fixture(scope="session")
def msgfmt() -> str:
    """The path of GNU gettext's program that checks catalogues."""
    program = shutil.which("msgfmt")
    if program is None:
        missing("GNU gettext", "install it (Debian: apt-get install gettext) for this test")
    assert program is not None
    return program


@pytest.fixture(scope="session")
def validator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Validator]:
    """Microsoft's validator: ``validator.findings(paths)`` for files, ``validator.of(data)`` for bytes."""
    if importlib.util.find_spec("pythonnet") is None or not (ROOT / ".tools/openxml-sdk/ready").is_file():
        missing("Microsoft's validator", "python tests/tools/openxml_sdk.py install")
    process = subprocess.Popen(
        [sys.executable, str(SDK_TOOL), "serve"], text=True, encoding="utf-8",
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    with process:
        validator = Validator(process, tmp_path_factory.mktemp("validator"))
        validator.wait_until_ready()
        yield validator
        if process.stdin is not None:
            process.stdin.close()
        process.wait(timeout=30)


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FolderCache]:
    """Prepared templates and parsed files, built once for all tests and processes of a run.

    Every test uses it, and so does each project that names no cache. Commands cache there too, never in the
    home folder of the person who runs the tests.
    """
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "cache"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, str(folder))
        cache = FolderCache(folder)
        patch.setattr(resources, "MemoryCache", lambda: cache)
        yield cache


@pytest.fixture(scope="session", autouse=True)
def templates_in_memory() -> Iterator[None]:
    """Compiled templates, kept once for all projects and commands."""
    templates: dict[tuple[object, ...], TranslatableTemplate] = {}

    def compile_once(
        declared: DocumentType, files: Mapping[str, bytes], *, style_name: str, anonymous: bool
    ) -> TranslatableTemplate:
        key = (declared.model_dump_json(), *files.values(), style_name, anonymous)
        if key not in templates:
            templates[key] = TranslatableTemplate(declared, files, style_name=style_name, anonymous=anonymous)
        return templates[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(context, "TranslatableTemplate", compile_once)
        yield


@pytest.fixture(scope="session")
def tiny_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny project, written once and copied by tests."""
    root = tmp_path_factory.mktemp("tiny")
    write_project(root)
    return root


@pytest.fixture
def tiny(tmp_path: Path, tiny_folder: Path, cache: FolderCache) -> Project:
    """A copy of the tiny project, which has nothing of the demonstration."""
    root = tmp_path / "tiny"
    shutil.copytree(tiny_folder, root)
    return Project(root, share=root, cache=cache)


@pytest.fixture
def project(tmp_path: Path, cache: FolderCache) -> Project:
    """A user's project with the tiny review, for the document types of the program."""
    write_review(tmp_path)
    return Project(tmp_path, share=shipped_folder(), cache=cache)
