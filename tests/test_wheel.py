"""The wheel is the whole program: installed elsewhere, it builds a document from another folder."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from commands import ROOT, run_process


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this checkout with what is installed here."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True, text=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the installed program; what it depends on is there already."""
    folder = tmp_path_factory.mktemp("installed")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*command, "--target", str(folder), str(wheel)], check=True, capture_output=True)
    return folder


def test_the_wheel_carries_templates_catalogues_and_data(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for wanted in (
        "templates/baseline-report/template.docx",
        "templates/house-styles/plain.docx",
        "locales/nl/LC_MESSAGES/documents.po",
        "data/benchmarks/dive.yaml",
        "data/cities.yaml",
        "data/records/examples/havenstad/review.yaml",
    ):
        assert f"assembler/share/{wanted}" in names
    assert "assembler/py.typed" in names


def test_what_people_keep_and_what_was_built_stays_at_home(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    folders = ("data/forms", "data/returns", "data/kept", "data/sheets", "build", "tests")
    assert [name for name in names for folder in folders if f"/{folder}/" in name] == []


def test_the_installed_program_builds_a_document_from_another_folder(installed: Path, tmp_path: Path) -> None:
    env = {"PYTHONPATH": str(installed)}
    assert "baseline-report" in run_process("list", "documents", cwd=tmp_path, env=env).stdout
    order = ("--benchmark", "dive", "--city", "amsterdam", "--language", "nl")
    done = run_process("build", "baseline-report", *order, cwd=tmp_path, env=env)
    assert done.returncode == 0, done.stderr
    built = tmp_path / done.stdout.strip()
    assert built == tmp_path / "build" / "baseline-report_amsterdam-dive_nl.docx"
    assert zipfile.is_zipfile(built)


def test_our_own_build_folder_is_left_alone(wheel: Path) -> None:
    assert wheel.is_file()
    assert not (ROOT / "build" / "lib").exists()
