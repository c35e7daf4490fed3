"""Reviews of one city against the same benchmark, and the command that rebuilds a record's empty form."""

from __future__ import annotations

from collections.abc import Mapping

from assembler.store.project.project import RECORDS, Project
from assembler.store.returns.form_logs import list_sent_forms


def find_city_reviews(project: Project, benchmark: str, city: str) -> tuple[str, ...]:
    """Return the names of the user's reviews of ``city`` with any version of ``benchmark``.

    Example records are omitted.
    """
    home = project.root / RECORDS
    files = sorted(home.rglob("review.yaml"))
    names = {path: path.parent.relative_to(home).as_posix() for path in files}
    own = (path for path in files if not names[path].startswith("examples/"))
    return tuple(names[path] for path in own if _read_subject(project.yaml(path).data) == (benchmark, city))


def _read_subject(data: object) -> tuple[str, str]:
    """Return the benchmark, without its version, and the city of a review."""
    review = data if isinstance(data, Mapping) else {}
    return str(review.get("benchmark", "")).partition("@")[0], str(review.get("city", ""))


def find_rebuild_command(project: Project, name: str) -> str:
    """Return the command that rebuilds an empty form sent for the record ``name``.

    The result is "" if no empty form was sent for it.
    """
    for digest in list_sent_forms(project, name):
        sent = project.form(digest)
        benchmark, city = str(sent.get("benchmark", "")).partition("@")[0], sent.get("city", "")
        if benchmark and city:
            option = "" if name == f"{city}-{benchmark}" else f" --new-record {name}"
            return f"assembler build {sent.get('type')} --benchmark {benchmark} --city {city}{option}"
    return ""
