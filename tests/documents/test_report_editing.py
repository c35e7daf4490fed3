"""Reports edited in LibreOffice through its own interface, and its own word on tracked changes of ours."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from assembler.assembly.build import build
from assembler.assembly.orders.context import Workshop
from assembler.assembly.orders.order import Order
from assembler.batch.batch import Settings
from assembler.batch.compare import build_and_compare
from assembler.collect.collect import collect
from assembler.store.project.project import Project
from assembler.word.compare.tokens import text_of
from assembler.word.package.package import open_package
from assembler.word.package.tracked_changes import accept
from assembler.word.package.xml import parse, qn

REPORT = Order("feedback-report", "havenstad", language="en")
FORM = Order("baseline-report", "havenstad", language="en")

pytestmark = pytest.mark.office

STEPS: list[dict[str, Any]] = [
    {"do": "go_to", "text": "Havenstad knows its newcomers"},
    {"do": "write_on", "text": "\nΝέα παράγραφος & <more>.\n"},
    {"do": "command", "command": "Bold"},
    {"do": "write_on", "text": "In bold."},
    {"do": "command", "command": "Bold"},
    {"do": "write_on", "text": "\nfirst"},
    {"do": "command", "command": "DefaultBullet"},
    {"do": "write_on", "text": "\nsecond"},
    {"do": "go_to", "text": "The largest gain can", "all": True},
    {"do": "command", "command": "Delete"},
    {"do": "command", "command": "TrackChanges", "named": {"TrackChanges": True}},
    {"do": "go_to", "text": "Much of what Havenstad may do"},
    {"do": "write_on", "text": " Tracked words."},
    {"do": "command", "command": "TrackChanges", "named": {"TrackChanges": False}},
    {"do": "go_to", "text": "Evidence: GG/I/3 – Interview 17"},
    {"do": "write_on", "text": "\nA loose remark."},
]


def lines(path: Path) -> list[str]:
    """What a document says, line by line, empty ones left out."""
    package = open_package(path.read_bytes(), path.name)
    root = parse(package.parts[package.main])
    accept(root)
    return [" ".join(words.split()) for p in root.iter(qn("w:p")) if (words := text_of(p)).strip()]


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory, office_editor: Any) -> dict[str, Any]:
    """Every file that LibreOffice made, and what the edited ones bring by their kinds."""
    from assembler.store.project.search_path import shipped

    root = tmp_path_factory.mktemp("editing")
    shutil.copytree(shipped() / "data/records/examples/havenstad", root / "data/records/havenstad")
    project = Project(root, share=shipped())
    source = build(Workshop(project), REPORT, output=root / "sent").path
    form = build(Workshop(project), FORM, output=root / "sent").path
    assert source is not None and form is not None
    edited = {kind: root / f"edited.{kind}" for kind in ("docx", "odt")}
    saves = {kind: str(path) for kind, path in edited.items()}
    office_editor.edit([{"source": str(source), "steps": STEPS, "saves": saves}])
    found: dict[str, Any] = {kind: collect(project, path, dry_run=True) for kind, path in edited.items()}
    collect(project, edited["docx"])
    change(root)
    jobs = []
    for name, order, old in (("report", REPORT, edited["docx"]), ("form", FORM, form)):
        made = build_and_compare(project, order, old, settings=Settings(root / "new"))
        assert made.outcome.path is not None
        found |= {f"{name} old": old, f"{name} new": made.outcome.path}
        for how in ("Accept", "Reject"):
            found[f"{name} {how}"] = root / f"{name}-{how}.docx"
            steps = [{"do": "command", "command": f"{how}AllTrackedChanges"}]
            save = {"docx": str(found[f"{name} {how}"])}
            jobs.append({"source": str(made.path), "steps": steps, "saves": save})
    office_editor.edit(jobs)
    return found


def change(root: Path) -> None:
    """The data moves on: words of a form, a finding that goes, an obstacle that comes, an item of a list."""
    path = root / "data/records/havenstad/feedback.yaml"
    text = path.read_text("utf-8")
    more = "Hours are overhead\n      - Posts stay vacant"
    text = text.replace("Departments count the hours as overhead", more)
    path.write_text(text.replace("  F04:", "  F18:", 1).replace("[F04, F17]", "[F17]"), "utf-8")
    # without the origin of words there are no comments: LibreOffice without windows cannot draw a margin
    (root / "data/records/havenstad/narratives.yaml").unlink()
    path = root / "data/records/havenstad/baseline.yaml"
    path.write_text(path.read_text("utf-8").replace("Havenwerk", "Havenwerken"), "utf-8")


def test_what_somebody_does_in_libreoffice_comes_back(done: dict[str, Any]) -> None:
    for kind in ("docx", "odt"):
        result = done[kind]
        new = {each.path: each.new["text"] for each in result.changed}
        assert set(new) == {"feedback.summary", "feedback.context"}, kind
        lines = new["feedback.summary"].split("\n\n")
        assert lines[1:] == ["Νέα παράγραφος & \\<more>.", "**In bold.**", "- first\n- second"], kind
        assert new["feedback.context"].split("\n\n")[0].endswith("do not benefit. Tracked words.")
        assert [each.text for each in result.kept] == ["A loose remark."]
        assert {"tracked-changes", "kept-text"} <= {each.rule for each in result.findings}


@pytest.mark.parametrize("name", ["report", "form"])
def test_libreoffice_refuses_to_the_old_text_and_accepts_to_the_new(done: dict[str, Any], name: str) -> None:
    assert lines(done[f"{name} Accept"]) == lines(done[f"{name} new"])
    assert lines(done[f"{name} Reject"]) == lines(done[f"{name} old"])
