"""The cache is where each system keeps caches of a user, or where an environment variable says."""

from __future__ import annotations

from pathlib import Path

import pytest

from assembler.cli.session import VARIABLE, Session, resolve_cache_folder

HOME = {"HOME": "/home/ada"}


@pytest.mark.parametrize(
    ("environment", "platform", "expected"),
    [
        (HOME, "linux", "/home/ada/.cache/assembler"),
        ({**HOME, "XDG_CACHE_HOME": "/var/ada"}, "linux", "/var/ada/assembler"),
        ({**HOME, "XDG_CACHE_HOME": "here"}, "linux", "/home/ada/.cache/assembler"),
        (HOME, "darwin", "/home/ada/Library/Caches/assembler"),
        ({"LOCALAPPDATA": "/ada/Local"}, "win32", "/ada/Local/assembler/Cache"),
        ({**HOME, VARIABLE: "/tmp/mine"}, "linux", "/tmp/mine"),
    ],
)
def test_each_system_has_its_place(environment: dict[str, str], platform: str, expected: str) -> None:
    found = resolve_cache_folder(environment, platform)
    assert found is not None and found.as_posix() == expected


@pytest.mark.parametrize("environment", [{}, {**HOME, VARIABLE: ""}, {**HOME, VARIABLE: "build"}])
@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_without_a_place_of_its_own_there_is_no_cache(environment: dict[str, str], platform: str) -> None:
    assert resolve_cache_folder(environment, platform) is None


def test_a_project_inside_another_is_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "data/records").mkdir(parents=True)
    inner = tmp_path / "inner"
    (inner / "data").mkdir(parents=True)
    assert Session(inner).project().root == tmp_path.resolve()
    told = capsys.readouterr().err
    assert f"using the project {tmp_path}, because {inner} is inside it" in told
    assert f"→ if {inner} is a separate project, move it out of {tmp_path}\n" in told
    (inner / "data/records").mkdir()
    assert Session(inner).project().root == inner.resolve()
    told = capsys.readouterr().err
    assert f"although it is inside the project {tmp_path}" in told
    assert f"→ to avoid confusion, move {inner} out of {tmp_path}\n" in told
    assert Session(tmp_path).project().root == tmp_path.resolve()
    assert capsys.readouterr().err == ""
