"""A view is a module of the room, or comes with a package that somebody installed; never from a project."""

from __future__ import annotations

from pathlib import Path

import pytest

from assembler import views
from assembler.errors import DataError


def test_every_module_with_a_view_is_found_and_nothing_else_is() -> None:
    assert {"default", "baseline_report", "charter_commitment"} <= set(views.view_names())
    assert not {"block", "sight", "parts"} & set(views.view_names())
    assert all(callable(views.view(name)) for name in views.view_names())


def test_a_view_that_does_not_exist_is_reported_with_those_that_do() -> None:
    with pytest.raises(DataError, match="charter_comitment") as caught:
        views.view("charter_comitment")
    assert "charter_commitment" in caught.value.hint


@pytest.mark.parametrize("name", ["sight", "..jobs.lint", "", "default.py"])
def test_a_module_without_a_view_is_no_view(name: str) -> None:
    with pytest.raises(DataError):
        views.view(name)


def test_an_installed_package_offers_a_view(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    offered = f"[{views.GROUP}]\nletters = json:dumps\n"
    folder = tmp_path / "letters-1.0.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text("Name: letters\nVersion: 1.0\n", "utf-8")
    (folder / "entry_points.txt").write_text(offered, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    views._installed.cache_clear()
    with pytest.raises(DataError):  # a project folder may be on the path; it offers nothing
        views.view("letters")
    monkeypatch.setattr(views, "get_paths", lambda: {"purelib": str(tmp_path), "platlib": str(tmp_path)})
    views._installed.cache_clear()
    assert views.view("letters")({"a": 1}) == '{"a": 1}'  # type: ignore[arg-type,comparison-overlap]
    assert "letters" in views.view_names()
    views._installed.cache_clear()
