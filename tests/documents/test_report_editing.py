"""Reports edited in LibreOffice through its own interface, and its own word on tracked changes of ours."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from assembler.assembly.build import Target, build
from assembler.assembly.compare import build_and_compare
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order
from assembler.collect.collect import collect
from assembler.store.project.project import Project
from assembler.store.project.search_path import shipped_folder
from assembler.word.compare.tokens import read_visible_text
from assembler.word.package.package import open_package
from assembler.word.package.tracked_changes import accept
from assembler.word.package.xml import parse, qn
from own_types import EXAMPLE
from tiny_project import write_project

REPORT = Order("feedback-report", "havenstad", language="en")
FORM = Order("desk-review", "havenstad", language="en", part="HK")
LETTER = Order("letter", EXAMPLE, language="en")
LARGE_FORM = Order("baseline-report", "havenstad", language="en")

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
    {"do": "go_to", "text": "Evidence (3\u00a0facts, 3\u00a0sessions): GG/I/3"},
    {"do": "write_on", "text": "\nA loose remark."},
]


def lines(path: Path) -> list[str]:
    """What a document says, line by line, empty ones left out."""
    package = open_package(path.read_bytes(), path.name)
    root = parse(package.parts[package.main])
    accept(root)
    return [" ".join(words.split()) for p in root.iter(qn("w:p")) if (words := read_visible_text(p)).strip()]


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory, office_editor: Any) -> dict[str, Any]:
    """Every file that LibreOffice made, and what the edited ones bring by their kinds."""
    project = project_in(tmp_path_factory.mktemp("editing"))
    root = project.root
    source = build(BuildContext(project), REPORT, output=root / "sent").path
    form = build(BuildContext(project), FORM, output=root / "sent").path
    assert source is not None and form is not None
    edited = {kind: root / f"edited.{kind}" for kind in ("docx", "odt")}
    saves = {kind: str(path) for kind, path in edited.items()}
    office_editor.edit([{"source": str(source), "steps": STEPS, "saves": saves}])
    found: dict[str, Any] = {kind: collect(project, path, dry_run=True) for kind, path in edited.items()}
    collect(project, edited["docx"])
    change(root)
    documents = {"report": (REPORT, edited["docx"]), "form": (FORM, form)}
    made, jobs = compare(project, documents)
    letter_made, letter_jobs = compare_letters(root / "tiny")
    office_editor.edit(jobs + letter_jobs)
    return found | made | letter_made


def project_in(root: Path) -> Project:
    """A project with the example review."""
    shutil.copytree(shipped_folder() / "data/records/examples/havenstad", root / "data/records/havenstad")
    return Project(root, share=shipped_folder())


def compare_letters(root: Path) -> tuple[dict[str, Path], list[dict[str, Any]]]:
    """The form of the tiny project, whose answer is plain text, before and after a change."""
    project = write_project(root)
    old = build(BuildContext(project), LETTER, output=root / "sent").path
    assert old is not None
    record = root / f"data/records/{EXAMPLE}/review.yaml"
    record.write_text(record.read_text("utf-8").replace("Head of integration", "Officer for all"), "utf-8")
    return compare(Project(root, share=root), {"letter": (LETTER, old)})


def compare(
    project: Project, documents: Mapping[str, tuple[Order, Path]]
) -> tuple[dict[str, Path], list[dict[str, Any]]]:
    """Each document as it was, as it is now, and as LibreOffice is to make it from the comparison of the two.

    The second is what LibreOffice is to do for that.
    """
    root, jobs, found = project.root, [], {}
    for name, (order, old) in documents.items():
        made = build_and_compare(project, order, old, target=Target(root / "new"))
        assert made.outcome.path is not None
        found |= {f"{name} old": old, f"{name} new": made.outcome.path}
        for how in ("Accept", "Reject"):
            found[f"{name} {how}"] = root / f"{name}-{how}.docx"
            steps = [{"do": "command", "command": f"{how}AllTrackedChanges"}]
            save = {"docx": str(found[f"{name} {how}"])}
            jobs.append({"source": str(made.path), "steps": steps, "saves": save})
    return found, jobs


def change(root: Path) -> None:
    """The data moves on: words of a form, a finding that goes, an obstacle that comes, an item of a list."""
    path = root / "data/records/havenstad/feedback.yaml"
    text = path.read_text("utf-8")
    more = "Hours are overhead\n      - Posts stay vacant"
    text = text.replace("Departments count the hours as overhead", more)
    path.write_text(text.replace("  F04:", "  F98:", 1).replace("[F04, F17]", "[F17]"), "utf-8")
    # without the origin of words there are no comments: LibreOffice without windows cannot draw a margin
    (root / "data/records/havenstad/narratives.yaml").unlink(missing_ok=True)
    words = (
        ("review", "Integratiecoördinator", "Integratieadviseur"),
        ("baseline", "Havenwerk", "Havenwerken"),
        ("desk", "a permanent post", "the post for good"),
    )
    for name, old, new in words:
        path = root / f"data/records/havenstad/{name}.yaml"
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


@pytest.mark.product
def test_what_somebody_does_in_libreoffice_comes_back(done: dict[str, Any]) -> None:
    for kind in ("docx", "odt"):
        result = done[kind]
        new = {each.path: each.new["text"] for each in result.changed}
        assert set(new) == {"feedback.summary", "feedback.context"}, kind
        lines = new["feedback.summary"].split("\n\n")
        assert lines[1:] == ["Νέα παράγραφος & \\<more>.", "**In bold.**", "- first\n- second"], kind
        assert new["feedback.context"].split("\n\n")[0].endswith("do not benefit. Tracked words.")
        assert [each.text for each in result.kept] == ["A loose remark."]
        assert {"accepted-changes", "unmatched-text"} <= {each.rule for each in result.diagnostics}


@pytest.mark.product
@pytest.mark.parametrize("name", ["report", "form", "letter"])
def test_libreoffice_refuses_to_the_old_text_and_accepts_to_the_new(done: dict[str, Any], name: str) -> None:
    must_agree(done, name)


@pytest.mark.product
def test_libreoffice_refuses_and_accepts_the_changes_of_the_largest_form(
    tmp_path: Path, office_editor: Any
) -> None:
    project = project_in(tmp_path)
    form = build(BuildContext(project), LARGE_FORM, output=tmp_path / "sent").path
    assert form is not None
    change(tmp_path)
    found, jobs = compare(project, {"form": (LARGE_FORM, form)})
    office_editor.edit(jobs)
    must_agree(found, "form")


def must_agree(found: Mapping[str, Path], name: str) -> None:
    old, new = lines(found[f"{name} old"]), lines(found[f"{name} new"])
    assert old != new
    assert lines(found[f"{name} Accept"]) == new
    assert lines(found[f"{name} Reject"]) == old
