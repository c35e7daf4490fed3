"""What a form said itself when it was sent is known when it comes back, whatever has changed since."""

from __future__ import annotations

import json
import os
import shutil
from datetime import date
from pathlib import Path

import pytest

from assembler.assembly.orders.order import Order
from assembler.collect.collect import collect
from assembler.rounds.record_status import compute_status
from assembler.store.files.result_cache import FolderCache
from assembler.store.project.project import Project
from assembler.store.project.search_path import shipped_folder
from assembler.store.returns.form_logs import list_sent_forms
from assembler.word.package.package import open_package
from returned_forms import BODY, changes_by_path, is_unchanged, send_form

TEMPLATE = "templates/host-response/template.docx"


def sent(project: Project) -> Path:
    order = Order("host-response", record="havenstad", language="nl")
    return send_form(project, order)


def with_words(path: Path, old: str, new: str) -> bytes:
    """The Word file with ``new`` for the first ``old`` in its body."""
    package = open_package(path.read_bytes(), path.name)
    body = package.parts[BODY]
    assert old.encode() in body
    return package.with_parts({BODY: body.replace(old.encode(), new.encode(), 1)}).to_bytes()


@pytest.fixture
def later(project: Project, cache: FolderCache) -> Project:
    """The same project after its template lost all the words of its introduction."""
    template = project.root / TEMPLATE
    shutil.copytree(shipped_folder() / "templates/host-response", template.parent)
    return Project(project.root, share=shipped_folder(), cache=cache)


def test_words_that_a_template_lost_since_are_no_ones_words(project: Project, later: Project) -> None:
    path = sent(project)
    (later.root / TEMPLATE).write_bytes(
        with_words(later.root / TEMPLATE, "Leave the codes alone.", "Leave the old codes alone.")
    )
    result = collect(later, path)
    assert is_unchanged(result)
    forget(later)
    assert len(collect(later, path, dry_run=True).kept) == 1


def forget(project: Project) -> None:
    """Do as if the form had been sent before its file was kept."""
    for kept in (project.root / "data/forms").glob("*.docx"):
        kept.unlink()


def test_what_somebody_wrote_among_them_is_reported(project: Project) -> None:
    path = sent(project)
    back = path.with_name("back.docx")
    back.write_bytes(with_words(path, "</w:t>", " (not our view)</w:t>"))
    [kept] = collect(project, back).kept
    assert "(not our view)" in kept.text


def test_a_form_sent_before_files_were_kept_is_read_as_before(project: Project) -> None:
    path = sent(project)
    forget(project)
    result = collect(project, path)
    assert not (result.changed or result.diagnostics or result.kept)


def test_the_day_of_sending_is_noted_once_and_no_matter_of_the_file(project: Project) -> None:
    sent(project)
    [digest] = list_sent_forms(project, "havenstad")
    folder = project.root / "data/forms"
    [line] = (folder / f"{digest}.sent.jsonl").read_text("utf-8").splitlines()
    sent(project)
    assert (folder / f"{digest}.sent.jsonl").read_text("utf-8").splitlines() == [line]
    earlier = {**json.loads(line), "sent": "2026-03-01T09:00:00+00:00"}
    (folder / f"{digest}.sent.jsonl").write_text(f"{json.dumps(earlier)}\n", "utf-8")
    os.utime(folder / f"{digest}.json", (0, 0))
    found = compute_status(project, "havenstad", date(2026, 9, 1))
    assert [each.sent for each in found.forms if each.type == "host-response"] == ["2026-03-01"]


def test_a_file_that_an_older_version_made_is_still_read(project: Project) -> None:
    """Nothing was kept of it; see the note beside the file."""
    sample = Path(__file__).parent / "samples" / "host-response-of-0.0.9.docx"
    back = Path(shutil.copy(sample, project.root / "response.docx"))
    result = collect(project, back, dry_run=True)
    assert changes_by_path(result)["feedback.responses.R11.responsible"] == {
        "text": "Wethouder Sport",
        "language": "nl",
    }
    assert not result.conflicts
    assert "other-version" in {each.rule for each in result.diagnostics}
