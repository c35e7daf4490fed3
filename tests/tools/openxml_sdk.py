"""Microsoft's Open XML SDK validator, put into the project folder and run in one process of its own.

    python tests/tools/openxml_sdk.py install            fetch and unpack it (quick when it is there)
    python tests/tools/openxml_sdk.py check FILE.docx..  findings, one a line; exit 1 where there are any
    python tests/tools/openxml_sdk.py serve              a path a line in, a JSON list of findings a line out

The wheel ``python-redlines-docxodus`` carries a whole .NET runtime and the SDK, unbundled; laid out as a
.NET root beside a ``runtimeconfig.json`` it starts in half a second and then needs 25 ms a file. It is handed
bytes: opened by path, the SDK 3.x may rewrite the file (a bad relationship URI is replaced on disk).
"""

from __future__ import annotations

import importlib.util
import json
import os
import platform
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
HOME = ROOT / ".tools" / "openxml-sdk"
REQUIREMENTS = Path(__file__).with_name("requirements-validator.txt")
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FRAMEWORK = "Microsoft.NETCore.App"
SDK = ("DocumentFormat.OpenXml.dll", "DocumentFormat.OpenXml.Framework.dll", "System.IO.Packaging.dll")


def is_installed() -> bool:
    """Whether the runtime is unpacked and the bridge can be imported."""
    return (HOME / "ready").is_file() and importlib.util.find_spec("pythonnet") is not None


def install() -> None:
    """Fetch the wheels into this Python and unpack the runtime into ``.tools/``; quick when done."""
    wanted = REQUIREMENTS.read_text(encoding="utf-8")
    ready = HOME / "ready"
    if is_installed() and ready.read_text(encoding="utf-8") == wanted:
        return
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "-r", str(REQUIREMENTS)], check=True)
    importlib.invalidate_caches()
    shutil.rmtree(HOME, ignore_errors=True)
    unpack(archive(), HOME)
    ready.write_text(wanted, encoding="utf-8")


def archive() -> Path:
    """The tar file inside the installed wheel."""
    spec = importlib.util.find_spec("python_redlines_docxodus")
    if spec is None or spec.origin is None:
        raise SystemExit("python-redlines-docxodus is not installed")
    found = sorted((Path(spec.origin).parent / "_binaries").glob("*.tar.gz"))
    if not found:
        raise SystemExit(f"python-redlines-docxodus has no runtime for {platform.platform()}")
    return found[0]


def unpack(source: Path, home: Path) -> None:
    """Lay the flat archive out as a .NET root (host/fxr, shared) with the SDK beside it (app)."""
    flat = home / "flat"
    with tarfile.open(source) as tar:
        tar.extractall(flat, filter="data")
    version = runtime_version(flat)
    host = home / "host" / "fxr" / version
    shared = home / "shared" / FRAMEWORK / version
    app = home / "app"
    host.mkdir(parents=True)
    shared.parent.mkdir(parents=True)
    app.mkdir()
    deps = framework_deps(flat)
    flat.rename(shared)
    for library in shared.glob("*hostfxr*"):
        shutil.move(library, host / library.name)
    for library in SDK:
        shutil.move(shared / library, app / library)
    (shared / f"{FRAMEWORK}.deps.json").write_text(json.dumps(deps), encoding="utf-8")
    for own in shared.glob("redline*"):
        own.unlink()
    config = {"tfm": "net10.0", "framework": {"name": FRAMEWORK, "version": version}}
    config["configProperties"] = {"System.Globalization.Invariant": True}
    (home / "runtimeconfig.json").write_text(json.dumps({"runtimeOptions": config}), encoding="utf-8")


def runtime_version(flat: Path) -> str:
    """The version of the .NET runtime in the archive, such as ``10.0.13``."""
    config = json.loads((flat / "redline.runtimeconfig.json").read_text(encoding="utf-8"))
    included = config["runtimeOptions"]["includedFrameworks"]
    return str(next(f["version"] for f in included if f["name"] == FRAMEWORK))


def framework_deps(flat: Path) -> dict[str, Any]:
    """The list of files that the host reads: the runtime's own share of the archive's list."""
    deps = json.loads((flat / "redline.deps.json").read_text(encoding="utf-8"))
    target = deps["runtimeTarget"]["name"]
    pack, files = next((k, v) for k, v in deps["targets"][target].items() if k.startswith("runtimepack."))
    return {
        "runtimeTarget": {"name": target, "signature": ""},
        "compilationOptions": {},
        "targets": {target: {pack: files}},
        "libraries": {pack: {"type": "package", "serviceable": True, "sha512": "", "path": "x"}},
    }


class Validator:
    """The SDK's validator inside this process: ``findings(data)`` for the bytes of one .docx."""

    def __init__(self) -> None:
        os.environ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1"
        os.environ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1"
        import pythonnet

        pythonnet.load("coreclr", runtime_config=str(HOME / "runtimeconfig.json"), dotnet_root=str(HOME))
        import clr

        for library in SDK:
            clr.AddReference(str(HOME / "app" / library))
        from DocumentFormat.OpenXml import FileFormatVersions
        from DocumentFormat.OpenXml.Packaging import WordprocessingDocument
        from DocumentFormat.OpenXml.Validation import OpenXmlValidator
        from System import Array, Byte
        from System.IO import MemoryStream

        self._opener, self._stream = WordprocessingDocument, MemoryStream
        self._bytes = Array[Byte]
        self._validator = OpenXmlValidator(FileFormatVersions.Microsoft365)
        self._validator.MaxNumberOfErrors = 1000

    def findings(self, data: bytes) -> list[str]:
        """What Microsoft's validator says, a line each: part, path, text; empty where it finds nothing."""
        stream = self._stream()
        stream.Write(self._bytes(data), 0, len(data))
        stream.Position = 0
        try:
            document = self._opener.Open(stream, False)
            try:
                return [self._line(error) for error in self._validator.Validate(document)]
            finally:
                document.Dispose()
        except Exception as trouble:
            return [f"cannot be opened: {type(trouble).__name__}: {trouble}".splitlines()[0]]
        finally:
            stream.Dispose()

    @staticmethod
    def _line(error: Any) -> str:
        part = str(error.Part.Uri) if error.Part is not None else ""
        path = str(error.Path.XPath) if error.Path is not None else ""
        said = str(error.Description).replace(f"{WORD}:", "w:").split(" List of possible elements")[0]
        return f"{part} {path}: {said}".strip()


def serve() -> None:
    """Answer a path a line with a JSON list a line until the input ends."""
    validator = Validator()
    print(json.dumps("ready"), flush=True)
    for line in sys.stdin:
        print(json.dumps(validator.findings(Path(line.rstrip("\n")).read_bytes())), flush=True)


def check(paths: list[str]) -> int:
    """Print the findings of each file; 1 where there are any."""
    validator = Validator()
    lines = [f"{path} {line}" for path in paths for line in validator.findings(Path(path).read_bytes())]
    print("\n".join(lines) if lines else f"Microsoft's validator finds nothing in {len(paths)} files")
    return 1 if lines else 0


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["install"]:
            install()
        case ["serve"]:
            serve()
        case ["check", *files] if files:
            raise SystemExit(check(files))
        case _:
            raise SystemExit(__doc__)
