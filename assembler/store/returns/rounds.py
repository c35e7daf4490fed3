"""Rounds of the same review: which records of the project are about one city and benchmark."""

from __future__ import annotations

from collections.abc import Mapping

from assembler.store.project.project import RECORDS, Project
from assembler.store.returns.returned_forms import sent_forms


def rounds_of(project: Project, benchmark: str, city: str) -> tuple[str, ...]:
    """The names of the user's own records about ``city`` and the benchmark with this id, of any version."""
    home = project.root / RECORDS
    files = sorted(home.rglob("review.yaml"))
    names = {path: path.parent.relative_to(home).as_posix() for path in files}
    own = (path for path in files if not names[path].startswith("examples/"))
    return tuple(names[path] for path in own if _about(project.yaml(path).data) == (benchmark, city))


def _about(data: object) -> tuple[str, str]:
    """The benchmark without its version and the city that a review names."""
    said = data if isinstance(data, Mapping) else {}
    return str(said.get("benchmark", "")).partition("@")[0], str(said.get("city", ""))


def build_again(project: Project, name: str) -> str:
    """The command that builds the empty form that was sent for the record ``name``; "" where none was."""
    for digest in sent_forms(project, name):
        sent = project.form(digest)
        benchmark, city = str(sent.get("benchmark", "")).partition("@")[0], sent.get("city", "")
        if benchmark and city:
            usual = "" if name == f"{city}-{benchmark}" else f" --new-record {name}"
            return f"assembler build {sent.get('type')} --benchmark {benchmark} --city {city}{usual}"
    return ""
