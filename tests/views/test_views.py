"""A view is a module of the room, or comes with a package that somebody installed; never from a project."""

from __future__ import annotations

from pathlib import Path

import pytest

from assembler import views
from assembler.errors import DataError


def test_every_module_with_a_view_is_found_and_nothing_else_is() -> None:
    assert {"default", "baseline_report", "charter_commitment"} <= set(views.list_view_names())
    assert not {"block", "context", "parts"} & set(views.list_view_names())
    assert all(callable(views.find_view(name)) for name in views.list_view_names())


def test_a_view_that_does_not_exist_is_reported_with_those_that_do() -> None:
    with pytest.raises(DataError, match="charter_comitment") as caught:
        views.find_view("charter_comitment")
    assert "charter_commitment" in caught.value.hint


@pytest.mark.parametrize("name", ["context", "..jobs.lint", "", "default.py"])
def test_a_module_without_a_view_is_no_view(name: str) -> None:
    with pytest.raises(DataError):
        views.find_view(name)


def test_an_installed_package_offers_a_view(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    offered = f"[{views.ENTRY_POINT_GROUP}]\nletters = json:dumps\n"
    folder = tmp_path / "letters-1.0.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text("Name: letters\nVersion: 1.0\n", "utf-8")
    (folder / "entry_points.txt").write_text(offered, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    views._find_installed_views.cache_clear()
    with pytest.raises(DataError):  # a project folder may be on the path; it offers nothing
        views.find_view("letters")
    monkeypatch.setattr(views, "get_paths", lambda: {"purelib": str(tmp_path), "platlib": str(tmp_path)})
    views._find_installed_views.cache_clear()
    assert views.find_view("letters")({"a": 1}) == '{"a": 1}'  # type: ignore[arg-type,comparison-overlap]
    assert "letters" in views.list_view_names()
    views._find_installed_views.cache_clear()
